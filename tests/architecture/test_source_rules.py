"""Rules about the source that no linter of ours knows."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.docs import DOCS, PAGES, stale
from tests.architecture.source import PACKAGE, ROOT, name_of, portal_files, tree_of
from tests.architecture.source import test_files as files_of_tests

KEYS = PACKAGE / "storage" / "keys.py"
_OF_SUBJECTS = (
    "audit",
    "board",
    "directory",
    "district",
    "document",
    "entry",
    "figure",
    "import",
    "jurisdiction",
    "license",
    "mail",
    "review",
    "trigger",
)
ALL_KEYS = {KEYS, *(PACKAGE / "storage" / f"{name}_keys.py" for name in _OF_SUBJECTS)}
_KEY_TEXT = re.compile(r"^[A-Z][A-Z_]+#")
_ADDRESS = re.compile(r"^[a-z{}]*/[a-z{]")
_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError|lorem ipsum)\b", re.IGNORECASE)


def test_tests_that_start_something_stand_where_make_test_looks_for_them() -> None:
    """`make test` runs them beside the others, from these places alone (SLOW_IN)."""
    makefile = (ROOT / "Makefile").read_text()
    places = re.search(r"^SLOW_IN := (.+)$", makefile, re.MULTILINE)
    assert places
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in files_of_tests()
        if re.search(r"pytest\.mark\.(browser|ministack|package)\b", path.read_text())
    ]
    assert [name for name in marked if not name.startswith(tuple(places[1].split()))] == []
    assert len(marked) > 8


def test_imports_run_one_way() -> None:
    """The contracts of pyproject.toml: each is a sentence."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_audience_stands_in_the_contract_that_keeps_audiences_apart() -> None:
    folders = {each.parent.name for each in (PACKAGE / "web").glob("*/__init__.py")}
    audiences = {f"chalicelib.web.{name}" for name in folders - {"http", "wording"}}
    contract = (ROOT / "pyproject.toml").read_text().split('id = "audiences-apart"')[1]
    assert {each for each in audiences if f'"{each}"' not in contract} == set()


def test_only_two_modules_know_the_template_engine() -> None:
    allowed = {PACKAGE / "web" / "http" / "templating.py", PACKAGE / "notices" / "render.py"}
    users = {path for path in portal_files() if "jinja2" in imported_by(path)}
    assert users <= allowed


def test_the_application_file_knows_frames_alone() -> None:
    known = imported_by(ROOT / "app.py")
    assert known <= {"chalice", "chalicelib"}
    inner = {node.module for node in ast.walk(tree_of(ROOT / "app.py")) if isinstance(node, ast.ImportFrom)}
    assert all(re.match(r"chalice$|chalicelib\.(web|jobs|api|runtime)\b", module or "") for module in inner)


def test_the_judge_of_passkeys_knows_nothing_of_the_portal() -> None:
    """Its zip holds no module of the portal (docs/decisions/0056)."""
    known = {name for path in sorted((ROOT / "passkeys").rglob("*.py")) for name in imported_by(path)}
    assert {"fido2", "passkeys"} <= known
    assert not known & {"chalicelib", "app", "infra", "chalice", "botocore"}


def offenders(rule: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    """What a rule finds fault with, by the portal's files."""
    return {name_of(path): found for path in portal_files() if (found := rule(path))}


def imported_by(path: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_key_texts_are_built_in_one_place() -> None:
    found = offenders(key_texts_in)
    assert set(found) == set(map(name_of, ALL_KEYS))


def test_the_check_for_key_texts_sees_those_of_the_keys() -> None:
    assert len(key_texts_in(KEYS)) > 10


def key_texts_in(path: Path) -> list[str]:
    """The texts that look like the beginning of a key."""
    return [
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY_TEXT.match(node.value)
    ]


def test_nothing_is_left_unfinished() -> None:
    assert offenders(lambda path: _UNFINISHED.findall(path.read_text())) == {}


@pytest.mark.parametrize("folder", ["domain", "storage", "notices", "actions", "jobs", "directory", "rosters"])
def test_no_address_of_a_page_stands_below_the_web(folder: str) -> None:
    """Acts return what they did, notices name a subject; `chalicelib/addresses.py` knows where that is read."""
    found = {name_of(path): addresses_in(tree_of(path)) for path in sorted((PACKAGE / folder).rglob("*.py"))}
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'work.commit("/parents")',
        'work.commit(f"/parents/requests/{request.id}")',
        'PAGE = f"{page}/decided"',
        'link = "/{kind}/" + name',
        'told = ["{area}/requests/{id}"]',
        'go("parents/requests/new")',
    ],
)
def test_a_planted_address_is_seen(planted: str) -> None:
    assert addresses_in(ast.parse(planted))


def addresses_in(tree: ast.Module) -> list[str]:
    """The texts, docstrings apart, that hold a path of the portal: a slash before a word, and no other address's."""
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    said = {
        statement.value.value
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    return [text for text in texts if text not in said and _ADDRESS.search(text)]


def test_every_function_says_what_it_returns() -> None:
    assert (
        offenders(
            lambda path: [
                node.name
                for node in ast.walk(tree_of(path))
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is None
            ]
        )
        == {}
    )


def test_no_function_is_hollow() -> None:
    assert (
        offenders(
            lambda path: [
                node.name
                for node in ast.walk(tree_of(path))
                if isinstance(node, ast.FunctionDef)
                and all(isinstance(each, ast.Pass) or is_bare_text(each) for each in node.body)
            ]
        )
        == {}
    )


def is_bare_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_pages_of_the_documentation_are_fresh(page: str) -> None:
    assert page not in stale(), "run: make docs"


def test_a_stale_page_would_be_found(tmp_path: Path) -> None:
    for page in PAGES:
        (tmp_path / page).write_text((DOCS / page).read_text() + "x")
    assert stale(tmp_path) == list(PAGES)
