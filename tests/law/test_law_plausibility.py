"""What a reader would ask about a form that the law allows. Nothing of it stands against the signature."""

from datetime import date, timedelta

import pytest

from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.plausibility import StatedForm, StatedLine, doubts_about_form, doubts_about_line, is_filler
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Verdict

SIGNED = date(2026, 11, 20)
SAID = "Anaphylaxis after the first dose, seen in the emergency room"


def line(vaccine: Vaccine = Vaccine.MMR, **stated: object) -> StatedLine:
    return StatedLine(vaccine, LineKind.TEMPORARY, ("GEN-ANA-DOSE",), SAID)._replace(**stated)


def form(*lines: StatedLine, **stated: object) -> StatedForm:
    return StatedForm(SIGNED, SIGNED, SIGNED - timedelta(days=400), lines or (line(),))._replace(**stated)


def codes(verdict: Verdict) -> list[ReasonCode]:
    assert verdict.allowed
    return [each.code for each in verdict.reasons]


@pytest.mark.parametrize(
    ("examined_on", "is_long"), [(date(2025, 11, 19), True), (date(2025, 11, 20), False), (SIGNED, False)]
)
def test_an_examination_more_than_a_year_before_the_signature_is_asked_about(examined_on: date, is_long: bool) -> None:
    told = codes(doubts_about_form(form(examined_on=examined_on, treating_since=date(2020, 1, 2))))
    assert told == ([ReasonCode("EXAMINED_LONG_BEFORE")] if is_long else [])


@pytest.mark.parametrize(("days", "is_before"), [(-1, True), (0, False), (1, False)])
def test_an_examination_before_the_treatment_began_is_asked_about(days: int, is_before: bool) -> None:
    examined_on = SIGNED - timedelta(days=30) + timedelta(days=days)
    told = codes(doubts_about_form(form(examined_on=examined_on, treating_since=SIGNED - timedelta(days=30))))
    assert told == ([ReasonCode("EXAMINED_BEFORE_TREATMENT")] if is_before else [])


@pytest.mark.parametrize("text", [".", "-", "x", "ok", "n/a", "N/A.", "see above", "See  Attached!", "42"])
def test_a_text_that_says_nothing_is_asked_about(text: str) -> None:
    empty = line(description=text)
    assert codes(doubts_about_line(form(empty), empty)) == [ReasonCode("TEXT_WITHOUT_CONTENT")]


@pytest.mark.parametrize("text", ["HIV", "SCID", "see the oncologist's letter of May 2", "白血病"])
def test_a_short_text_that_says_something_is_not(text: str) -> None:
    assert not is_filler(text)
    assert is_filler("ab")
    assert is_filler("a b")


def test_one_text_for_two_vaccines_is_asked_about() -> None:
    mmr, varicella = line(), line(Vaccine.VAR)
    assert codes(doubts_about_line(form(mmr, varicella), mmr)) == [ReasonCode("SAME_TEXT_FOR_VACCINES")]
    other = line(Vaccine.VAR, description="Shingles under treatment since October")
    assert codes(doubts_about_line(form(mmr, other), mmr)) == []


def test_a_reason_that_is_usually_temporary_made_permanent_is_asked_about() -> None:
    ill = line(codes=("GEN-MODSEV",))
    assert codes(doubts_about_line(form(ill), ill)) == []
    for_good = ill._replace(kind=LineKind.PERMANENT)
    assert codes(doubts_about_line(form(for_good), for_good)) == [ReasonCode("REASON_USUALLY_TEMPORARY")]
