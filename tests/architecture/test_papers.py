"""What README and the other papers say is there: commands, files, links, pictures, decisions with date and status."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAPERS = [
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "infra" / "README.md")
    if path.name not in {"steps.md", "mutation.md", "security-ledger.md"}  # written by commands, from other files
]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PICTURE_BYTES = 200 * 1024
_LINK = re.compile(r"\]\(([^)#\s]+)")
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")
_ENDINGS = (".py", ".md", ".csv", ".html", ".toml", ".yaml", ".json", ".po", ".txt", ".lock", "/")
_MADE = ("var/", "build/", "static/")  # by commands, in no commit
_FOLDERS = (".chalice", "assets", "chalicelib", "docs", "infra", "passkeys", "perf", "templates", "tests")
_ELSEWHERE = re.compile(
    r"pypi|pythonhosted|npmjs|registry\.|artifactory|nexus|/work/|/home/|/root/|/Users/|(?<![\w.])/tmp/"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def all_names() -> tuple[str, ...]:
    """The files and folders of the project, each with a slash before it; behind a folder's stands one, too."""
    found = [path for folder in _FOLDERS for path in ((ROOT / folder), *(ROOT / folder).rglob("*"))]
    return tuple(f"/{name_of(path)}{'/' * path.is_dir()}" for path in (*found, *ROOT.glob("*")))


def is_there(path: str) -> bool:
    """Whether a file or folder has this path, or ends with it: prose names `queues.py` after `storage/keys.py`."""
    return any(name.endswith(f"/{path.removeprefix('../')}") for name in all_names())


def test_readme_begins_with_the_two_commands() -> None:
    _title, commands, purpose, *_ = (ROOT / "README.md").read_text().split("\n\n")
    first, second = commands.splitlines()
    assert first.split("#")[0].strip() == "make run"
    assert second.split("#")[0].strip() == "make test"
    assert "not an official state site" in purpose
    assert len(re.findall(r"[.*](?=\s|$)", purpose.replace("**", ""))) == 3  # sentences


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_links_lead_to_files(paper: Path) -> None:
    links = [link for link in _LINK.findall(paper.read_text()) if not link.startswith(("http", "mailto:"))]
    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_files_that_are_named_exist(paper: Path) -> None:
    named = {path for path in _PATH.findall(paper.read_text()) if path.endswith(_ENDINGS)}
    named = {path for path in named if not path.startswith(_MADE)}
    assert sorted(path for path in named if not is_there(path)) == []


def test_a_path_that_no_one_made_is_noticed() -> None:
    assert _PATH.findall("see `chalicelib/web/door.py`") == ["chalicelib/web/door.py"]
    assert not is_there("chalicelib/web/door.py")
    assert is_there("http/pipeline.py")


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_commands_that_are_named_exist(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)", paper.read_text()))
    assert named <= targets


def test_contributing_tells_of_all_that_a_newcomer_does() -> None:
    heads = set(re.findall(r"^## (.+)$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE))
    asked = {"The first hour", "The tests", "Add a field to the request", "Add a rule of the law", "Add a page"}
    assert asked | {"Add a notice"} <= heads


def test_readme_shows_a_small_picture_of_each_audience_and_says_what_it_shows() -> None:
    shown = dict(re.findall(r"!\[([^\]]{30,})\]\((docs/pictures/\w+\.png)\)", (ROOT / "README.md").read_text()))
    assert {Path(path).stem for path in shown.values()} == {"parent", "physician", "school", "state"}
    kept = list((ROOT / "docs" / "pictures").iterdir())
    assert {name_of(path) for path in kept} == set(shown.values())
    assert [name_of(path) for path in kept if path.stat().st_size > PICTURE_BYTES] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_has_a_date_a_status_a_question_and_what_was_rejected(decision: Path) -> None:
    text = decision.read_text()
    title, head, *_ = text.split("\n\n")
    assert re.fullmatch(r"# \d+\. .+", title)
    assert re.fullmatch(r"Date: \d{4}-\d{2}-\d{2}\. Status: (accepted|superseded by \d+)\.", head)
    assert "**Question.**" in text
    assert "**Rejected.**" in text


def test_the_index_of_decisions_has_each_with_its_title_date_and_status() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    for decision in DECISIONS:
        title, head, *_ = decision.read_text().split("\n\n")
        number, words = title.removeprefix("# ").split(". ", 1)
        date, status = re.fullmatch(r"Date: (\S+)\. Status: (.+)\.", head).groups()  # type: ignore[union-attr]
        assert f"| {number} | [{words}]({decision.name}) | {date} | {status} |" in index


def test_terms_of_the_glossary_stand_once() -> None:
    terms = re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
    terms = [term for term in terms if term not in {"Term", "---"}]
    assert len(terms) > 80
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_no_paper_names_a_package_registry_or_a_machines_folder(paper: Path) -> None:
    assert _ELSEWHERE.findall(paper.read_text()) == []


def test_the_license_is_the_apache_license_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.split()[:5] == ["Apache", "License", "Version", "2.0,", "January"]
    assert all(f"{number}. " in text for number in range(1, 10))
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 195


def test_the_papers_are_looked_at() -> None:
    names = {name_of(path) for path in PAPERS}
    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/glossary.md"} <= names
