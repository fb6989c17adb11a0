"""Gathers what is deployed, and nothing else, in a folder that `chalice package` works on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.package.problems import PackageError

# Chalice puts its own two run-time modules into every package. As a requirement it would also bring
# its command line: pip, setuptools, PyYAML and more.
_NOT_DEPLOYED = frozenset({"chalice"})
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc", "*.po", "*.pot", "*.mo")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def stage(project: Path, folder: Path) -> None:
    """Copy the deployed parts of `project` into `folder`, which is made anew.

    Raises PackageError when the styles have not been built.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(project / "app.py", folder)
    shutil.copytree(project / "chalicelib", folder / "chalicelib", ignore=_LEFT_BEHIND)
    shutil.copytree(project / ".chalice", folder / ".chalice", ignore=shutil.ignore_patterns("deployments"))
    # Chalice packages the contents of vendor/ beside app.py; a top-level templates/ it leaves out silently.
    vendor = folder / "vendor"
    shutil.copytree(project / "templates", vendor / "templates", ignore=_LEFT_BEHIND)
    compile_catalogues(project / "templates", vendor / "templates")
    _copy_manifest(project / "static", vendor / "static")
    _write_requirements(project, folder)


def compile_catalogues(source: Path, target: Path) -> None:
    """Compile every `.po` catalogue below `source` to the same place below `target`."""
    for catalogue in sorted(source.rglob("*.po")):
        compiled = target / catalogue.relative_to(source).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with catalogue.open("rb") as written, compiled.open("wb") as binary:
            write_mo(binary, read_po(written))


def _copy_manifest(source: Path, target: Path) -> None:
    """Only the names go along: the files themselves are served from the static bucket."""
    if not (source / "manifest.json").exists():
        raise PackageError("static/manifest.json is missing. Run: make assets")
    target.mkdir(parents=True)
    shutil.copy(source / "manifest.json", target)


def _write_requirements(project: Path, folder: Path) -> None:
    lines = (project / "requirements.txt").read_text().splitlines()
    deployed = [line for line in lines if _name(line) not in _NOT_DEPLOYED]
    lock = project / "requirements.lock"
    if lock.exists():
        shutil.copy(lock, folder)
        deployed.insert(0, "-c requirements.lock")
    (folder / "requirements.txt").write_text("\n".join(deployed) + "\n")


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found.group().lower() if found else ""
