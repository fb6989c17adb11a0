"""Gathers what is deployed, and nothing else, in a folder that `chalice package` works on."""

from __future__ import annotations

import shutil
from pathlib import Path

from infra.package.catalogues import compile_catalogues
from infra.package.problems import PackageError
from infra.package.requirements import deployed_requirements

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


def _copy_manifest(source: Path, target: Path) -> None:
    """Only the names go along: the files themselves are served from the static bucket."""
    if not (source / "manifest.json").exists():
        raise PackageError("static/manifest.json is missing. Run: make assets")
    target.mkdir(parents=True)
    shutil.copy(source / "manifest.json", target)
