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

from tests.once import made_once
from tests.templates.rendering import ROOT

CSS_BUDGET = 18 * 1024
SCRIPT_BUDGET = 6 * 1024
LONGEST_SOURCE = 300
STYLES = ROOT / "assets/styles"
VARIABLES = STYLES / "_variables.scss"
MANIFEST = ROOT / "static/manifest.json"
BUILT_FROM = [*(ROOT / "assets").rglob("*"), ROOT / "package.json", ROOT / "package-lock.json"]
PARTIALS = sorted(set(STYLES.glob("_*.scss")) - {VARIABLES})

# What a partial may write where a variable is expected: words that name no size and no color.
WORDS = r"(?:var\([^;]*\)|min\(100%, var\([^;]*\)\)|inherit|none|100%)"
SYSTEM_COLORS = {"CanvasText", "Canvas", "Highlight", "GrayText"}
COLOR_NAMES = re.compile(r"(?<![\w-])(?:white|black|gr[ae]y|navy|gold|red|green|blue|yellow)(?![\w-])")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assets as they are built; `make` has done so already where nothing was changed since."""
    made_at = MANIFEST.stat().st_mtime if MANIFEST.exists() else 0
    if all(path.stat().st_mtime < made_at for path in BUILT_FROM):
        return MANIFEST.parent
    if not (ROOT / "node_modules/sass").exists() or shutil.which("npm") is None:
        pytest.skip("the tools of the style sheet are not installed: npm ci")
    return made_once("static", tmp_path_factory, build)


def build(folder: Path) -> None:
    environment = {**os.environ, "STATIC_DIR": str(folder)}
    subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT, env=environment, check=True, timeout=100)


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


def literals(source: str) -> list[str]:
    """The lines of a partial that name a size of letters, a width of text or a color by itself."""
    found = []
    for line in re.sub(r"//.*", "", source).splitlines():
        sized = re.search(r"(?<![\w(-])(?:font-size|max-width):\s*(?!\s|" + WORDS + r"\s*;)", line)
        colored = re.search(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|color)\(", line)
        named = re.search(r":\s", line) and COLOR_NAMES.search(line.partition(":")[2])
        system = SYSTEM_COLORS & set(re.findall(r"[A-Za-z]+", line))
        if sized or colored or named or (system and "forced" not in source):
            found.append(line.strip())
    return found


def declared(block: str) -> dict[str, str]:
    """The custom properties of one block of the compiled sheet."""
    return dict(re.findall(r"(?:^|(?<=[{;]))--([\w-]+):\s*([^;}]+)", block))


def is_color(value: str) -> bool:
    return value.startswith("#") or value in {"white", "black"}


@pytest.fixture(scope="module")
def css(built: Path, manifest: dict[str, str]) -> str:
    return (built / manifest["portal.css"]).read_text()


@pytest.mark.parametrize("path", PARTIALS, ids=lambda path: path.name)
def test_sizes_and_colors_come_from_the_variables(path: Path) -> None:
    assert literals(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "  font-size: 1.0625rem;",
        "  max-width: 44rem;",
        "  max-width: min(100%, 30rem);",
        "  color: #162e51;",
        "  border: 1px solid white;",
        "  background: rgb(0 0 0 / 50%);",
        '  color: color("primary-dark");',
        "p { font-size: 9pt; }",
        "  border-color: CanvasText;",
    ],
)
def test_a_planted_literal_is_seen(line: str) -> None:
    assert literals(line) == [line.strip()]


@pytest.mark.parametrize(
    "line", ["  font-size: var(--t3);", "  max-width: min(100%, var(--box));", "  white-space: nowrap;",
             "  @media (max-width: 47.99em) {", "  // white on navy", "  color: var(--gold);"],
)  # fmt: skip
def test_what_names_no_size_and_no_color_is_let_through(line: str) -> None:
    assert literals(line) == []


def test_dark_mode_gives_every_color_a_value(css: str) -> None:
    by_day = re.search(r":root\{(color-scheme:light dark[^}]*)\}", css)
    by_night = re.search(r"@media screen and \(prefers-color-scheme: ?dark\)\{:root\{([^}]*)\}", css)
    assert by_day
    assert by_night
    colors = {name for name, value in declared(by_day[1]).items() if is_color(value)}
    assert len(colors) > 20
    assert set(declared(by_night[1])) == colors


def test_a_variable_that_is_used_exists(css: str) -> None:
    used = set(re.findall(r"var\(--([\w-]+)", css))
    assert used <= set(declared(css))


def test_a_variable_that_exists_is_used(css: str) -> None:
    """What nothing uses any more is taken out of the variables."""
    assert set(declared(css)) - set(re.findall(r"var\(--([\w-]+)", css)) == set()


def test_the_browsers_own_bar_has_the_color_of_the_header(css: str) -> None:
    head = (ROOT / "templates/layouts/head.html").read_text()
    assert re.findall(r'theme-color" content="(#\w+)"', head) == re.findall(r"--brand:\s*(#\w+)", css)


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
