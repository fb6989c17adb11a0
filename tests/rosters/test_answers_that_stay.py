"""A dose is corrected: what a person answered about it stays where the question stays the same, and is asked again
where the correction changes it."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.card import answers_that_stay, asked_of_record

BORN, ON = date(2019, 3, 14), date(2026, 11, 20)
BEFORE_BIRTHDAY = date(2020, 2, 14)
MMR, VAR = GivenVaccine.MMR, GivenVaccine.VAR


def dose(day: date, *vaccines: GivenVaccine, confirmed: tuple[str, ...] = (), name: str = "d1") -> RecordedDose:
    return RecordedDose(
        id=name, vaccines=vaccines or (MMR,), given_on=day, recorded_on=ON, facility_id="1", confirmed=confirmed
    )


def stays(wrong: RecordedDose, right: RecordedDose, *others: RecordedDose) -> tuple[str, ...]:
    return answers_that_stay(others, wrong, right, BORN, ON)


def test_a_question_that_stays_the_same_keeps_its_answer() -> None:
    """Given a dose before the first birthday that someone confirmed, when its day is corrected by one and it is still
    before that birthday, then the answer stays and nothing is asked."""
    wrong = dose(BEFORE_BIRTHDAY, confirmed=("BEFORE_FIRST_BIRTHDAY",))
    right = dose(BEFORE_BIRTHDAY + timedelta(days=1))
    kept = stays(wrong, right)
    assert kept == ("BEFORE_FIRST_BIRTHDAY",)
    assert list(asked_of_record([right.with_changes(confirmed=kept)], BORN, ON)) == []


def test_an_answer_goes_where_the_question_goes() -> None:
    """Given the same, when the dose was given after the birthday, then no answer stays to a question no one asks."""
    wrong = dose(BEFORE_BIRTHDAY, confirmed=("BEFORE_FIRST_BIRTHDAY",))
    assert stays(wrong, dose(date(2020, 4, 1))) == ()


@pytest.mark.parametrize(("moved", "kept"), [(0, ("TOO_CLOSE",)), (1, ())])
def test_too_close_is_asked_anew_when_the_days_between_change(moved: int, kept: tuple[str, ...]) -> None:
    """Given two doses ten days apart that someone confirmed, when the second is moved, then the days between are
    others and it is asked again; where only what was in the shot is corrected, the answer stays."""
    first = dose(date(2021, 5, 3), name="d0")
    wrong = dose(date(2021, 5, 13), confirmed=("TOO_CLOSE",))
    right = dose(date(2021, 5, 13) + timedelta(days=moved), MMR, VAR)
    assert stays(wrong, right, first) == kept
    asked = [code.code for _id, code in asked_of_record([first, right.with_changes(confirmed=kept)], BORN, ON)]
    assert ("TOO_CLOSE" in asked) is (not kept)


def test_an_unanswered_question_is_not_answered_by_a_correction() -> None:
    assert stays(dose(BEFORE_BIRTHDAY), dose(BEFORE_BIRTHDAY + timedelta(days=1))) == ()
