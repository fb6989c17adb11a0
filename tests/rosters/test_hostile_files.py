"""Files that go wrong on purpose: a clear message by line for each, and nothing applied by half."""

import re

import pytest

from chalicelib.rosters.matching import Outcome, plan_import
from chalicelib.rosters.problems import MAX_PROBLEMS, Effect, ProblemCode
from chalicelib.rosters.reader import read_roster
from tests.rosters.files import ON, codes, sentence, text
from tests.rosters.hostile import HOSTILE, Hostile, many

OF_INVITATIONS = frozenset(
    {
        ProblemCode.ADDRESS_TWICE,
        ProblemCode.ADDRESS_HAS_ACCOUNT,
        ProblemCode.INVITED_ALREADY,
        ProblemCode.NUMBER_SHAPE,
        ProblemCode.NUMBER_UNKNOWN,
        ProblemCode.TOO_MANY_NUMBERS,
        ProblemCode.PART_UNKNOWN,
    }
)
OF_PUBLISHED_REPORTS = frozenset(
    {
        ProblemCode.NUMBER_TWICE,
        ProblemCode.COUNTY_MISSING,
        ProblemCode.YEAR_SHAPE,
        ProblemCode.COUNT_SHAPE,
        ProblemCode.PERCENT_SHAPE,
        ProblemCode.PERCENT_UNSURE,
        ProblemCode.COUNT_TOO_LARGE,
        ProblemCode.FIGURES_DIFFER,
        ProblemCode.NOT_OF_THIS_YEAR,
        ProblemCode.NOT_REQUIRED_TO_REPORT,
        ProblemCode.KNOWN_BY_OWN_REPORT,
        ProblemCode.NEWER_REPORT_KNOWN,
    }
)
NAMES = re.compile(r"Otterby|Finch|Volen|Mole|Ana|Ben|Muñoz", re.IGNORECASE)


def by_name(case: Hostile) -> str:
    return case.name


@pytest.mark.parametrize("case", HOSTILE, ids=by_name)
def test_a_hostile_file_gives_its_problems_and_uses_no_more_than_the_good_lines(case: Hostile) -> None:
    parsed = read_roster(case.content, ON)

    assert codes(parsed) == case.problems
    assert [row.line for row in parsed.rows] == case.used


@pytest.mark.parametrize("case", HOSTILE, ids=by_name)
def test_each_problem_is_a_sentence_with_its_line_and_no_word_of_the_file(case: Hostile) -> None:
    for problem in read_roster(case.content, ON).problems:
        said = sentence(problem)
        assert "%(" not in said
        assert NAMES.search(said) is None
        assert problem.effect is Effect.FILE_REFUSED or problem.line == 1 or f"Line {problem.line}" in said


@pytest.mark.parametrize("case", HOSTILE, ids=by_name)
def test_a_refused_file_plans_nothing_and_a_line_left_out_is_in_the_plan_as_such(case: Hostile) -> None:
    parsed = read_roster(case.content, ON)
    plan = plan_import(parsed, (), "01612590000001")

    left_out = {line.line for line in plan.lines if line.outcome is Outcome.LEFT_OUT}
    told = {problem.line for problem in parsed.problems if problem.effect is Effect.LINE_LEFT_OUT}
    if parsed.is_refused:
        assert plan.lines == ()
    else:
        assert left_out <= told
        assert len(told - left_out) == parsed.unread_lines
        assert [line.line for line in plan.lines if line.outcome is Outcome.NEW] == case.used


def test_there_are_as_many_as_the_bar_asks_and_every_code_is_among_them() -> None:
    met = {code for case in HOSTILE for _, code, _ in case.problems}

    assert len(HOSTILE) >= 40
    assert set(ProblemCode) - met == {
        ProblemCode.TOO_MANY_PROBLEMS,  # below
        ProblemCode.COLUMN_UNKNOWN,  # in test_read_roster
        ProblemCode.VACCINE_UNSURE,
        ProblemCode.VACCINE_CONFLICT,
        *OF_INVITATIONS,  # of another kind of file: test_read_invitations
        *OF_PUBLISHED_REPORTS,  # of a third kind: test_read_published_reports
    }


def test_5000_rows_are_taken() -> None:
    assert len(read_roster(text(*many(5000)), ON).rows) == 5000


@pytest.mark.parametrize("lines", [MAX_PROBLEMS, MAX_PROBLEMS + 1, 5000])
def test_reading_stops_where_problems_are_too_many_to_read(lines: int) -> None:
    parsed = read_roster(text(*(f"Otterby,Ana{number},2019-08-31,13" for number in range(lines))), ON)

    assert parsed.is_refused
    assert parsed.rows == ()
    assert parsed.problems[-1].code is ProblemCode.TOO_MANY_PROBLEMS
    assert len(parsed.problems) <= MAX_PROBLEMS + 2


def test_one_problem_fewer_is_still_read() -> None:
    parsed = read_roster(text(*(f"Otterby,Ana{number},2019-08-31,13" for number in range(MAX_PROBLEMS - 1))), ON)

    assert not parsed.is_refused
