"""What reading and matching cost, counted in calls so that no other work of the machine changes it."""

import sys
from collections.abc import Callable
from types import FrameType

from chalicelib.rosters.columns import DOSE_COLUMNS
from chalicelib.rosters.matching import KnownStudent, plan_import
from chalicelib.rosters.reader import read_roster
from tests.rosters.files import HEADER, ON, text

CALLS_A_ROW, CALLS_A_MATCH = 1300, 300  # of a row with 23 doses; of a row with five near names
SOME = 500


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions, the interpreter's own included."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def whole_cards(count: int) -> bytes:
    days = ",".join(f"2020-0{1 + place % 9}-{10 + place % 18}" for place in range(len(DOSE_COLUMNS)))
    lines = (f"Otterby{number},Ana,2019-08-31,1,{days}" for number in range(count))
    return text(*lines, header=f"{HEADER},{','.join(DOSE_COLUMNS)}")


def test_each_row_of_a_full_file_costs_the_same_few_calls() -> None:
    read_roster(whole_cards(1), ON)  # tables and models are made ready once
    few, many = (whole_cards(count) for count in (SOME, 2 * SOME))

    few_calls, many_calls = calls_of(lambda: read_roster(few, ON)), calls_of(lambda: read_roster(many, ON))

    assert many_calls < 2 * SOME * CALLS_A_ROW
    assert many_calls < 2.05 * few_calls


def test_students_of_one_birth_date_and_alike_names_are_matched_in_as_few_calls_a_row() -> None:
    def calls_for(count: int) -> int:
        parsed = read_roster(text(*(f"Otterby{number},Ana,2019-08-31,1" for number in range(count))), ON)
        known = [
            KnownStudent(id=str(row.line), identity=row.identity.with_changes(first_name="Anna"), school=row.school)
            for row in parsed.rows
        ]
        return calls_of(lambda: plan_import(parsed, known, "1"))

    few, many = calls_for(SOME), calls_for(2 * SOME)

    assert many < 2 * SOME * CALLS_A_MATCH
    assert many < 2.05 * few
