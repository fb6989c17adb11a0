"""How a name is written and found, how a license number tells its board, and the days that the portal sets itself."""

from datetime import date

import pytest

from chalicelib.law.appeals import vote_by
from chalicelib.law.doses import Dose, DoseKind, possible_days
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, read_license_number
from chalicelib.law.names import listed_name, plain_letters, whole_name
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.revocation import review_due
from chalicelib.law.verdict import Verdict


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [
        (("Wren",), "Ashby", "Wren Ashby"),
        (("Ana", "María"), "Luna", "Ana María Luna"),
        (("Ana", ""), "Luna", "Ana Luna"),
        (("Suharto",), "", "Suharto"),
        (("美玲",), "陳", "陳美玲"),
        (("美玲", "Mei"), "陳", "美玲 Mei 陳"),
    ],
)
def test_a_name_is_written_given_names_first_but_for_one_in_han_characters(
    given: tuple[str, ...], family: str, written: str
) -> None:
    assert whole_name(*given, family=family) == written


@pytest.mark.parametrize(
    ("last", "first", "written"), [("Ashby", "Wren", "Ashby, Wren"), ("陳", "美玲", "陳美玲"), ("陳", "Mei", "陳, Mei")]
)
def test_a_list_by_last_name_puts_no_comma_into_a_name_in_han_characters(last: str, first: str, written: str) -> None:
    assert listed_name(last, first) == written


def test_a_name_is_found_without_case_and_accents() -> None:
    assert [plain_letters(each) for each in ("Đặng", "RAMÍREZ", "O'Brien")] == ["dang", "ramirez", "o'brien"]


@pytest.mark.parametrize(("text", "board", "digits"), [("a 060666", "MBC", "60666"), ("20A 01234", "OMBC", "1234")])
def test_the_letters_of_a_license_number_say_which_board_gave_it(text: str, board: str, digits: str) -> None:
    read = read_license_number(text)
    assert isinstance(read, LicenseNumber)
    assert (read.board, read.digits) == (Board(board), digits)


@pytest.mark.parametrize(
    ("text", "code"), [("PTL 1234", "NOT_A_FULL_CERTIFICATE"), ("NP 95001234", "LICENCE_NUMBER_NEEDS_MANUAL_CHECK")]
)
def test_another_number_is_refused_and_first_one_of_training(text: str, code: str) -> None:
    refused = read_license_number(text)
    assert isinstance(refused, Verdict)
    assert list(refused.codes) == [ReasonCode(code)]


def test_a_panelist_is_asked_to_vote_within_14_days() -> None:
    assert vote_by(date(2026, 11, 20)) == date(2026, 12, 4)


@pytest.mark.parametrize(("waited", "due"), [(0, date(2026, 12, 20)), (5, date(2026, 12, 25))])
def test_a_review_is_due_in_30_days_without_those_of_waiting_for_the_physician(waited: int, due: date) -> None:
    assert review_due(date(2026, 11, 20), waited) == due
    assert review_due(date(2026, 11, 20)) == date(2026, 12, 20)


def test_three_doses_of_one_month_can_be_of_one_day_or_of_three() -> None:
    """Given three doses of February 2023 and an exact one, then they are tried on one day and each a day later."""
    february = Dose(frozenset({DoseKind.HEPB}), date(2023, 2, 1), month_only=True)
    exact = Dose(frozenset({DoseKind.HEPB}), date(2023, 2, 1))
    days = {
        tuple(dose.given_on.day for dose in each)
        for each in possible_days((february, exact, february, february), date(2026, 11, 20))
    }
    assert {(1, 1, 1, 1), (1, 1, 2, 3), (28, 1, 28, 28)} <= days
    assert all(exact_day == 1 for _first, exact_day, *_others in days)
