"""What the build of the assets gives: small, from here only, under names that change with the content."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.templates.rendering import ROOT

CSS_BUDGET = 18 * 1024
SCRIPT_BUDGET = 6 * 1024
LONGEST_SOURCE = 300


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "node_modules/sass").exists() or shutil.which("npm") is None:
        pytest.skip("the tools of the style sheet are not installed: npm ci")
    folder = tmp_path_factory.mktemp("static")
    environment = {**os.environ, "STATIC_DIR": str(folder)}
    subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT, env=environment, check=True, timeout=100)
    return folder


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, str]:
    names: dict[str, str] = json.loads((built / "manifest.json").read_text())
    return names


def compressed(path: Path) -> int:
    """Bytes on the wire, gzip at its best."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_style_sheet_is_within_its_budget(built: Path, manifest: dict[str, str]) -> None:
    assert 2_000 < compressed(built / manifest["portal.css"]) <= CSS_BUDGET


def test_the_script_is_within_its_budget(built: Path, manifest: dict[str, str]) -> None:
    assert 200 < compressed(built / manifest["portal.js"]) <= SCRIPT_BUDGET


def test_a_name_changes_with_its_content(built: Path, manifest: dict[str, str]) -> None:
    for plain, hashed in manifest.items():
        content = hashlib.sha256((built / hashed).read_bytes()).hexdigest()[:12]
        assert hashed == f"{Path(plain).stem}.{content}{Path(plain).suffix}"


def test_nothing_is_fetched_from_elsewhere_and_no_font_is_loaded(built: Path, manifest: dict[str, str]) -> None:
    css = (built / manifest["portal.css"]).read_text()
    addresses = re.findall(r'url\("?([^")]*)"?\)', css)
    assert [address for address in addresses if address and not (built / address).is_file()] == []
    assert "@font-face" not in css
    assert "@import" not in css


def test_the_script_makes_no_request_and_writes_no_markup(built: Path, manifest: dict[str, str]) -> None:
    script = (built / manifest["portal.js"]).read_text()
    for forbidden in ("fetch(", "XMLHttpRequest", "innerHTML", "eval(", "localStorage", "sessionStorage", ".style"):
        assert forbidden not in script


def test_text_has_a_usual_size(built: Path, manifest: dict[str, str]) -> None:
    """A wrong typeface token once made letters a thousand times too large; browsers then hang."""
    sizes = re.findall(r"font-size:([\d.]+)rem", (built / manifest["portal.css"]).read_text())
    assert sizes
    assert max(map(float, sizes)) < 5


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_the_package_files_record_no_download_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert '"resolved"' not in text
    assert not re.search(r"registry|\.tgz", text)


def test_the_lock_names_every_package_by_its_digest() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, facts in packages.items() if name and not facts.get("integrity")] == []


@pytest.mark.parametrize("path", sorted((ROOT / "assets").rglob("*.*")), ids=lambda path: path.name)
def test_a_source_stays_readable_in_length(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_SOURCE
