"""Copies of the project to be sabotaged, so that no one's own files ever are."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.ledger.book import Sabotage
from infra.template import ROOT

FOLDER = ROOT / "build" / "ledger"
# Installed or compiled, not committed, and never sabotaged.
_LINKED = (".venv", ".venv-ministack", ".venv-deploy", "node_modules", "static")
_COMPILED = "templates/locale/**/*.mo"


def copy(name: str) -> Path:
    """Return the project as it is now, committed or not, in a folder of its own with a history of its own."""
    target = FOLDER / name
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    _git("clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(target))
    _git("-C", str(target), "reset", "--quiet")
    for path in (*_files(), *(str(path.relative_to(ROOT)) for path in ROOT.glob(_COMPILED))):
        if (ROOT / path).is_file():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, target / path)
    for link in _LINKED:
        if (ROOT / link).exists():
            (target / link).symlink_to(ROOT / link)
    return target


@contextmanager
def sabotaged(project: Path, change: Sabotage) -> Iterator[None]:
    """The copy with the change in it; afterwards as before."""
    path = project / change.file
    before = path.read_bytes()
    try:
        _write(path, before.decode("utf-8").replace(change.old, change.new).encode("utf-8"))
        yield
    finally:
        _write(path, before)


def _write(path: Path, content: bytes) -> None:
    """Compiled files are known by time and size, which two changes in one second may share."""
    path.write_bytes(content)
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def _files() -> list[str]:
    return _git("-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z").rstrip("\0").split("\0")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout
