"""The law package is pure: no imports but the standard library and itself, no clock, and sound tables."""

import ast
import csv
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib import law
from chalicelib.law import tables
from chalicelib.law.citations import Cite, all_citations, citation
from chalicelib.law.enums import Confidence, GradeSpan, Vaccine
from chalicelib.law.tables import Boundary, Limit
from chalicelib.law.verdict import ReasonCode

FOLDER = Path(law.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
RULE_MODULES = [path for path in MODULES if path.parent == FOLDER and path.name != "tables.py"]
TABLES = sorted((FOLDER / "tables").glob("*.csv"))
CLOCK_READERS = {"now", "today", "utcnow", "time_ns", "monotonic"}


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_the_standard_library_and_the_law(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")

    foreign = {
        name
        for name in imported
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("chalicelib.law")
    }
    assert foreign == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_reads_no_clock(path: Path) -> None:
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert called & CLOCK_READERS == set()


def test_only_tables_opens_files() -> None:
    opening = {
        path.name
        for path in MODULES
        if any(word in path.read_text(encoding="utf-8") for word in (".open(", "read_text(", "open("))
    }

    assert opening == {"tables.py"}


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_every_row_of_a_table_has_a_tag_and_as_many_cells_as_the_heading(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        heading, *body = csv.reader(file)

    assert body
    assert {len(row) for row in body} == {len(heading)}
    assert {row[heading.index("tag")] for row in body} <= set(Confidence)


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_every_row_of_a_table_names_a_known_source(path: Path) -> None:
    rows = tables.rows(path.stem)

    assert {row["source"] for row in rows if "source" in row} <= set(all_citations())


def test_every_citation_id_has_exactly_one_row_and_an_official_page() -> None:
    ids = [row["id"] for row in tables.rows("citations")]

    assert sorted(ids) == sorted(Cite)
    assert all(each.url.startswith("https://") for each in all_citations().values())
    assert all(each.title and each.section for each in all_citations().values())


NO_SECTION = "https://govt.westlaw.com/calregs/Index", "https://www.shotsforschool.org/", "https://www.chhs.ca.gov/"


def test_every_law_is_relied_on_by_a_rule_a_number_or_a_row() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in MODULES if path.name != "citations.py")
    named = {row["source"] for path in TABLES for row in tables.rows(path.stem) if "source" in row}

    assert {cite for cite in Cite if cite not in named and not re.search(rf"Cite\.{cite.name}\b", rules)} == set()


def test_every_link_leads_to_the_section_and_not_to_an_index() -> None:
    regulations = [each for each in all_citations().values() if each.id.startswith("17CCR-")]

    assert {each.id for each in all_citations().values() if each.url in NO_SECTION} == set()
    assert all(each.url.endswith(f"/17-CCR-{each.id.removeprefix('17CCR-')}") for each in regulations)


@pytest.mark.parametrize("path", [path for path in TABLES if "in_force_from" in path.read_text("utf-8").split("\n")[0]])
def test_no_row_is_older_than_its_law(path: Path) -> None:
    older = [
        tuple(row.values())[:2]
        for row in tables.rows(path.stem)
        if "source" in row and tables.period_of(row).first < citation(row["source"]).in_force_from
    ]

    assert older == []


def test_a_choice_of_our_own_is_tagged_as_such() -> None:
    chosen = {each.id for each in all_citations().values() if each.tag is Confidence.RESOLVED}

    assert chosen == {each for each in Cite if each.startswith("PORTAL-")}


def test_every_limit_has_a_row_and_every_row_a_limit() -> None:
    assert {row["name"] for row in tables.rows("limits")} == set(Limit)
    assert {row["name"] for row in tables.rows("boundaries")} == set(Boundary)


def test_dated_rows_of_one_limit_never_overlap() -> None:
    for limit in Limit:
        rows = sorted(tables.dated_numbers(limit), key=lambda row: row.in_force_from)
        for earlier, later in pairwise(rows):
            assert earlier.in_force_to is not None
            assert earlier.in_force_to < later.in_force_from


def test_reason_codes_are_upper_case_names() -> None:
    assert all(code.value == code.name == code.name.upper() for code in ReasonCode)


def test_every_reason_code_is_given_by_some_rule() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in RULE_MODULES if path.name != "reason_codes.py")
    noted = {row["note"] for row in tables.rows("span_vaccines")}

    unused = {code for code in ReasonCode if f"ReasonCode.{code}" not in rules and code not in noted}
    assert unused == set()


def test_span_vaccine_rows_name_known_spans_vaccines_and_notes() -> None:
    for row in tables.rows("span_vaccines"):
        assert GradeSpan(row["span"])
        assert Vaccine(row["vaccine"])
        assert row["note"] == "" or ReasonCode(row["note"])


def test_a_citation_is_found_by_its_id() -> None:
    found = citation(Cite.HSC_120372_A2G)

    assert found.section == "Health and Safety Code section 120372(a)(2)(G)"
