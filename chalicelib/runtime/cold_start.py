"""What a process is told before it loads anything else, so that it starts sooner. Nothing here changes an answer."""

import gc
import os

_ZONES = "/usr/share/zoneinfo"  # where Python would look, too, after it had loaded a description of its own making


def prepare() -> None:
    """Look for garbage once in 50,000 new objects: modules, classes and templates all stay, and to look among them
    after each 700 is a twentieth of a cold start. And spare pydantic the search for plugins in every library."""
    gc.set_threshold(50_000)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("PYTHONTZPATH", _ZONES)
