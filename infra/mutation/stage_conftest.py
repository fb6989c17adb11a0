"""The conftest of the copied folder: nothing of the portal but its law, no chance, no clock.

A mutant is tried in a process that has already run the unchanged law, so what that kept is forgotten first. While
mutmut notes which test runs which function, every test forgets again: a kept answer would hide who asked for it.
"""

import os
import sys

from hypothesis import Phase, settings

# The same examples for every mutant, and none refused for being slow: a busy machine notices no mutant. A failure
# is enough, the smallest one is not looked for.
settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("mutants")


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("chalicelib.law"):
            for each in list(vars(module).values()):
                getattr(each, "cache_clear", lambda: None)()


def pytest_sessionstart() -> None:
    """Before a mutant's first test."""
    _forget()


def pytest_runtest_setup() -> None:
    """Before each test, while it is noted what it runs."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()
