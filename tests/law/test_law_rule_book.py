"""The rule book: every number, row and rule is in it once, with its law, its sentence and an example that runs."""

import ast
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib import law
from chalicelib.law import tables
from chalicelib.law.book.rule_book import MARKED_NAMES, BookLine, RuleEntry, rule_book
from chalicelib.law.book.rule_entries import RULES
from chalicelib.law.book.rule_rows import CELL_NAMES, PART_NAMES, ROW_SENTENCES
from chalicelib.law.book.to_check import WHY, to_check
from chalicelib.law.citations import Cite, all_citations, citation
from chalicelib.law.enums import Confidence
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.tables import Boundary, Limit
from chalicelib.law.verdict import FactValue, Outcome
from chalicelib.web.wording.reason_texts import REASON_TEXTS

FOLDER = Path(law.__file__).parent
PACKAGE = FOLDER.parent
TABLES = {path.stem for path in (FOLDER / "tables").glob("*.csv")}
BOOK = rule_book()
LINES = [line for entry in BOOK for line in (*entry.numbers, *entry.rows)]
SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an and as at by count counts day days for from in is it of on one or so the to")
)
NOT_RULES = {"citations", "limits", "boundaries"}


def rule(id_: str) -> RuleEntry:
    return next(entry for entry in BOOK if entry.id == id_)


def test_every_number_and_named_date_belongs_to_exactly_one_rule() -> None:
    claimed = Counter(name for each in RULES for name in each.numbers)

    assert claimed == Counter([*Limit, *Boundary])


def test_every_table_belongs_to_exactly_one_rule() -> None:
    claimed = Counter(table for each in RULES for table in each.tables)

    assert claimed == Counter(TABLES - NOT_RULES)


def test_no_row_is_lost_on_the_way_into_the_book() -> None:
    assert len(LINES) == sum(len(tables.rows(table)) for table in TABLES - {"citations"})


def test_rules_have_ids_of_their_own_and_chapters_in_one_piece() -> None:
    assert len({entry.id for entry in BOOK}) == len(BOOK)
    assert all(re.fullmatch(r"[a-z0-9-]+", entry.id) for entry in BOOK)
    chapters = [entry.chapter for entry in BOOK]
    assert sum(first != second for first, second in pairwise(chapters)) == len(set(chapters)) - 1


def test_every_line_says_something_and_names_its_law_its_days_and_its_confidence() -> None:
    for line in LINES:
        said = line.sentence % line.facts

        assert said, line.name
        assert "%(" not in said, line.name
        assert "None" not in said, line.name
        assert line.citation.url.startswith("https://"), line.name
        assert line.in_force_to is None or line.in_force_from <= line.in_force_to, line.name
        assert line.confidence in Confidence, line.name


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.id)
def test_every_rule_has_a_worked_example_whose_reasons_have_words_and_a_law(entry: RuleEntry) -> None:
    example = entry.example()

    assert example.words % example.facts
    assert entry.sentence.endswith(".")
    assert example.verdict.reasons
    for reason in example.verdict.reasons:
        assert REASON_TEXTS[reason.code] % reason.facts
        assert citation(reason.citation).section
    assert entry.example() == example


EXPECTED: dict[str, tuple[Outcome, dict[str, FactValue]]] = {
    "days": (Outcome.TIMELY, {"last_day": date(2026, 7, 6), "counted_day": date(2026, 7, 3)}),
    "years": (Outcome.REFUSED, {"latest_allowed": date(2028, 2, 28)}),
    "one-year": (Outcome.REFUSED, {"latest_allowed": date(2027, 11, 20)}),
    "earliest-issue": (Outcome.REFUSED, {"earliest_allowed": date(2026, 8, 16)}),
    "standing": (Outcome.HOLD, {"matter": "53"}),
    "start-doses": (Outcome.EXCLUDE_FROM, {"exclude_from": date(2026, 10, 2)}),
    "appeal-time": (Outcome.LATE, {"last_day": date(2026, 10, 1)}),
    "panel": (Outcome.REINSTATE, {"votes": 2}),
    "after-appeal": (Outcome.KEEP_ATTENDING_UNTIL, {"until": date(2026, 12, 31)}),
    "low-rate": (Outcome.REQUIRED, {"complete": 94}),
    "many-forms": (Outcome.REQUIRED, {"forms": 5}),
    "board-report": (Outcome.NOT_REQUIRED, {"forms": 4}),
    "conditional": (Outcome.ADMIT_CONDITIONALLY_UNTIL, {"until": date(2026, 10, 27)}),
    "grade-7": (Outcome.NOT_REQUIRED, {"ended_on": date(2025, 6, 30)}),
    "amend-answer": (Outcome.TIMELY, {"until": date(2026, 12, 14)}),
    "amend-refused": (Outcome.ALLOWED, {"days": 30}),
    "small-numbers": (Outcome.REFUSED, {"last": 10}),
}


@pytest.mark.parametrize("id_", EXPECTED)
def test_the_examples_say_what_the_acceptance_cases_say(id_: str) -> None:
    verdict = rule(id_).example().verdict
    outcome, facts = EXPECTED[id_]

    assert verdict.outcome is outcome
    assert {name: verdict.fact(name) for name in facts} == facts


def test_a_number_shows_its_value_and_an_ended_row_its_last_day() -> None:
    (grace,) = rule("required-doses").numbers
    ended = [row for row in rule("required-doses").rows if row.in_force_to]

    assert (grace.facts["value"], grace.citation.id, grace.confidence) == (4, Cite.CCR_6025, Confidence.READ)
    assert [(row.in_force_to, row.facts["vaccine"]) for row in ended] == [(date(2025, 6, 30), "VAR")]


def test_a_holiday_is_in_force_in_the_years_of_either_list() -> None:
    holidays = {str(row.facts["name"]): row for row in rule("days").rows if row.name == "holiday_rules"}

    assert (holidays["Diwali"].in_force_from, holidays["Diwali"].in_force_to) == (date(2026, 1, 1), None)
    assert holidays["Columbus Day"].in_force_to is None


def test_a_row_takes_the_first_sentence_whose_cells_it_fills() -> None:
    said = {row.sentence % row.facts for row in rule("conditional").rows}

    assert "TK through grade 12, MMR dose 2: from 4 weeks after the dose before; kept out after 4 months." in said
    assert (
        "TK through grade 12, VAR dose 2, age 13 or older: from 4 weeks after the dose before; kept out after 8 weeks."
        in said
    )


def test_every_name_of_a_cell_stands_in_some_table_and_every_sentence_is_used() -> None:
    cells = {item for table in TABLES for row in tables.rows(table) for item in row.items()}

    assert set(CELL_NAMES) <= cells
    used = {line.sentence for line in LINES}
    assert {each.text for sentences in ROW_SENTENCES.values() for each in sentences} <= used


def test_every_reason_code_has_words_and_the_words_ask_only_for_facts_that_some_rule_gives() -> None:
    given = facts_given()

    assert set(REASON_TEXTS) == set(ReasonCode)
    for code, text in REASON_TEXTS.items():
        if code.name in given:
            assert set(re.findall(r"%\((\w+)\)s", text)) <= given[code.name], code


def facts_given() -> dict[str, set[str]]:
    """Of each code that a rule names outright in a call of `reason`: the facts it gives, where they are all named."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "reason"):
                continue
            code, names = call.args[0], {keyword.arg for keyword in call.keywords}
            if isinstance(code, ast.Attribute) and None not in names:
                found.setdefault(code.attr, set()).update(name for name in names if name)
    return found


def test_the_rules_and_examples_of_the_book_are_no_part_of_a_cold_start() -> None:
    reading = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "chalicelib.law.book.rule_book" in path.read_text(encoding="utf-8")
    }

    assert reading == {"law/book/to_check.py", "web/public/law_shown.py", "web/public/law_words.py"}
    page = (PACKAGE / "web/public/law.py").read_text(encoding="utf-8")
    assert "\n    from chalicelib.web.public import law_shown" in page


def test_every_name_of_a_part_stands_in_some_list() -> None:
    parts = {
        (cell, part)
        for table in TABLES
        for row in tables.rows(table)
        for cell, text in row.items()
        for part in text.split(";")
    }

    assert all(any((cell, part) in parts for cell in PART_NAMES) for names in PART_NAMES.values() for part in names)
    assert {cell for cell, _ in parts} >= set(PART_NAMES)


def test_all_that_no_one_read_in_the_law_is_to_be_checked_and_used_by_some_rule() -> None:
    listed = to_check()
    unread = [line for line in LINES if line.confidence is not Confidence.READ]

    assert sum(len(each.lines) for each in listed) == len(unread)
    assert {each.citation.id for each in listed if not each.lines} == {
        law.id for law in all_citations().values() if law.tag is not Confidence.READ
    }
    assert all(each.rules for each in listed), [each.name for each in listed if not each.rules]
    assert all(each.confidence is not Confidence.READ for each in listed)


def test_every_doubt_belongs_to_something_that_is_to_be_checked() -> None:
    assert set(WHY) <= {each.name for each in to_check()}


@pytest.mark.parametrize("line", [line for line in LINES if line.note], ids=lambda line: line.name)
def test_a_note_says_more_than_its_sentence(line: BookLine) -> None:
    said = set(re.findall(r"[a-z0-9]+", (line.sentence % line.facts).casefold()))
    noted = set(re.findall(r"[a-z0-9]+", line.note.casefold()))

    assert "%(note)s" in line.sentence or noted - said - SMALL_WORDS


@pytest.mark.parametrize("name", [Limit.LEAP_PAIR_MONTH, Limit.SCHOOL_YEAR_START_MONTH, Limit.EXPECTED_ENTRY_MONTH])
def test_a_month_is_named_and_not_numbered(name: Limit) -> None:
    (line,) = (each for each in LINES if each.name == name)

    assert line.facts["value"] in {"February", "July", "August"}
    assert line.facts["value"] in MARKED_NAMES


def test_a_listed_date_is_in_force_in_its_year() -> None:
    listed = next(row for row in rule("days").rows if row.name == "lunar_holidays")

    assert listed.facts["date"] == date(2023, 1, 22)
    assert (listed.in_force_from, listed.in_force_to) == (date(2023, 1, 1), date(2023, 12, 31))
