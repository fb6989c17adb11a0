"""The law package is pure: no imports but the standard library and itself, no clock, and sound tables."""

import ast
import csv
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib import law
from chalicelib.law import tables
from chalicelib.law.citations import Cite, all_citations, citation
from chalicelib.law.enums import Confidence, GradeSpan, Vaccine
from chalicelib.law.tables import Boundary, Limit, NotInForceError, number
from chalicelib.law.verdict import NoReasonError, Outcome, Reason, ReasonCode, Verdict, conclude, reason

FOLDER = Path(law.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
RULE_MODULES = [path for path in MODULES if path.name != "tables.py"]
TABLES = sorted((FOLDER / "tables").glob("*.csv"))
PLAIN_YES = {Outcome.ALLOWED, Outcome.MAY_ISSUE, Outcome.MET}
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


def test_a_limit_asked_for_before_it_was_law_is_an_error_not_a_guess() -> None:
    assert number(Limit.APPEAL_DAYS, date(2020, 1, 1)) == 30

    with pytest.raises(NotInForceError) as raised:
        number(Limit.APPEAL_DAYS, date(2019, 12, 31))
    assert raised.value.name == Limit.APPEAL_DAYS


def test_a_row_is_in_force_on_its_first_and_its_last_day() -> None:
    first, last = date(2020, 1, 1), date(2025, 9, 16)

    assert [tables.in_force(first, last, on) for on in (date(2019, 12, 31), first, last, date(2025, 9, 17))] == [
        False,
        True,
        True,
        False,
    ]


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


def test_a_reason_refuses_a_citation_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        Reason(ReasonCode.HELD, {}, "HSC-0")


def test_a_citation_is_found_by_its_id() -> None:
    found = citation(Cite.HSC_120372_A2G)

    assert found.section == "Health and Safety Code section 120372(a)(2)(G)"


def test_the_facts_of_a_reason_cannot_be_changed_afterwards() -> None:
    facts = {"until": date(2027, 1, 1)}
    given = reason(ReasonCode.EXEMPT_TEMPORARY, Cite.CCR_6050, **facts)
    facts["until"] = date(2030, 1, 1)

    assert given.facts["until"] == date(2027, 1, 1)
    with pytest.raises(TypeError):
        given.facts["until"] = date(2030, 1, 1)  # type: ignore[index]
    assert hash(given) == hash(reason(ReasonCode.EXEMPT_TEMPORARY, Cite.CCR_6050))


def test_a_conclusion_without_failures_carries_the_notes_and_with_them_only_the_failures() -> None:
    note = reason(ReasonCode.BAR_MAY_END, Cite.HSC_120372_D7A)
    failure = reason(ReasonCode.BAR_TOO_SHORT, Cite.HSC_120372_D7A)

    assert conclude([], [note]) == Verdict(Outcome.ALLOWED, (note,))
    assert conclude([failure], [note]) == Verdict(Outcome.REFUSED, (failure,))


@pytest.mark.parametrize("cite", ["", "HSC-0", None])
def test_no_reason_is_made_without_a_citation(cite: str | None) -> None:
    with pytest.raises(KeyError):
        Reason(ReasonCode.HELD, {}, cite)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Reason(ReasonCode.HELD, {})  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        reason(ReasonCode.HELD)  # type: ignore[call-arg]


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - PLAIN_YES))
def test_only_a_plain_yes_goes_without_a_reason(outcome: Outcome) -> None:
    with pytest.raises(NoReasonError):
        Verdict(outcome)


@pytest.mark.parametrize("outcome", sorted(PLAIN_YES))
def test_a_plain_yes_may_go_without_a_reason(outcome: Outcome) -> None:
    assert Verdict(outcome).allowed


def test_exactly_these_outcomes_let_the_thing_go_ahead() -> None:
    given = reason(ReasonCode.HELD, Cite.PORTAL_H3)

    assert {outcome for outcome in Outcome if Verdict(outcome, (given,)).allowed} == {
        Outcome.ALLOWED,
        Outcome.MAY_ISSUE,
        Outcome.NOT_REQUIRED,
        Outcome.TIMELY,
        Outcome.STAYED,
        Outcome.REINSTATE,
        Outcome.ADMIT,
        Outcome.ADMIT_CONDITIONALLY_UNTIL,
        Outcome.KEEP_ATTENDING_UNTIL,
        Outcome.MET,
    }
