"""Gathers what is deployed, and nothing else, in a folder that `chalice package` works on."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.package.problems import PackageError
from infra.package.requirements import deployed_requirements

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)  # the date of every file in the zip, too
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc", "*.po", "*.pot", "*.mo")


def stage(project: Path, folder: Path) -> None:
    """Copy the deployed parts of `project` into `folder`, which is emptied first.

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
    (folder / "requirements.txt").write_text(deployed_requirements(project / "requirements.lock"))


def compile_catalogues(source: Path, target: Path) -> None:
    """Compile every `.po` catalogue below `source` to the same place below `target`."""
    for catalogue in sorted(source.rglob("*.po")):
        compiled = target / catalogue.relative_to(source).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with catalogue.open("rb") as written, compiled.open("wb") as binary:
            texts = read_po(written)
            # A catalogue without dates gets the present minute from Babel, and two builds would differ.
            texts.creation_date = texts.revision_date = _NO_DATE
            write_mo(binary, texts)


def _copy_manifest(source: Path, target: Path) -> None:
    """Only the names go along: the files themselves are served from the static bucket."""
    if not (source / "manifest.json").exists():
        raise PackageError("static/manifest.json is missing. Run: make assets")
    target.mkdir(parents=True)
    shutil.copy(source / "manifest.json", target)
