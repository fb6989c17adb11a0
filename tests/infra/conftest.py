"""The stand-in portal, served locally; and the package, built once for all that look at it."""

import importlib.util
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from chalice.app import Chalice, Response

from infra.local.gateway import PortalServer, Site
from infra.package import passkeys
from infra.package.build import ZIP, build
from infra.template import ROOT

STAND_IN = Path(__file__).parent / "stand_in"


@pytest.fixture(scope="session")
def stand_in_app() -> Chalice:
    found = importlib.util.spec_from_file_location("stand_in_app", STAND_IN / "app.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.app


@pytest.fixture
def static_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "portal.abc123.css").write_text("body{color:navy}")
    (folder / "manifest.json").write_text('{"portal.css": "portal.abc123.css"}')
    (tmp_path / "secret.txt").write_text("not for visitors")
    return folder


@pytest.fixture
def served(stand_in_app: Chalice, static_dir: Path) -> Iterator[PortalServer]:
    def not_found(path: str, _headers: object) -> Response:
        return Response(f"<h1>No page {path}</h1>", headers={"Content-Type": "text/html"}, status_code=404)

    def unreadable(_path: str, _headers: object) -> Response:
        return Response("<h1>Not read</h1>", headers={"Content-Type": "text/html"}, status_code=400)

    def local_page(path: str, _headers: object) -> Response:
        return Response(f"<h1>Local {path}</h1>", headers={"Content-Type": "text/html"})

    server = PortalServer(0)
    server.serve(Site(stand_in_app, static_dir, not_found, unreadable, {"/local/box": local_page}))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deployed parts of the project as they are now, so that edits in between make no difference."""
    copy = tmp_path_factory.mktemp("project")
    for folder in (".chalice", "chalicelib", "passkeys", "static", "templates"):
        shutil.copytree(ROOT / folder, copy / folder)
    for path in (ROOT / "app.py", ROOT / "package-lock.json", ROOT / "pyproject.toml", *ROOT.glob("requirements*")):
        shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="session")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("first") / "out"
    build(project, target)
    return target


@pytest.fixture(scope="session")
def unpacked_passkeys(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked-passkeys")
    with zipfile.ZipFile(built / passkeys.ZIP) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(built / ZIP) as archive:
        archive.extractall(folder)
    return folder
