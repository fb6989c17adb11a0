"""What is asked about the doses of a card: both sides of each age and interval."""

from datetime import date

import pytest

from chalicelib.rosters.dose_questions import DoseQuestion, dose_questions
from chalicelib.rosters.question_codes import QUESTION_TEXTS, QuestionCode, Weight
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from tests.rosters.files import ON, dose

BORN = date(2015, 1, 20)
Q = QuestionCode


def asked(*doses: WrittenDose, born: date = BORN) -> list[tuple[int, QuestionCode, Weight]]:
    return [(found.place, found.code, found.weight) for found in dose_questions(doses, born, ON)]


def codes_of(*doses: WrittenDose, born: date = BORN) -> list[QuestionCode]:
    return [code for _, code, _ in asked(*doses, born=born)]


@pytest.mark.parametrize(
    ("given_on", "expected"),
    [
        ("2026-11-29", [(0, Q.IN_FUTURE, Weight.REFUSE)]),
        ("2026-11-28", [(0, Q.TODAY, Weight.WARN)]),
        ("2026-11-27", []),
        ("2015-01-20", [(0, Q.BEFORE_FIRST_BIRTHDAY, Weight.WARN)]),
        ("2015-01-19", [(0, Q.BEFORE_BIRTH, Weight.REFUSE)]),
    ],
)
def test_dates_that_cannot_be(given_on: str, expected: list[tuple[int, QuestionCode, Weight]]) -> None:
    assert asked(dose("MMR", given_on)) == expected


@pytest.mark.parametrize(
    ("vaccine", "quiet", "asks", "code"),
    [
        ("DTaP", "2015-02-27", "2015-02-26", Q.TOO_YOUNG),
        ("Ipol", "2015-02-27", "2015-02-26", Q.TOO_YOUNG),
        ("ActHIB", "2015-02-27", "2015-02-26", Q.TOO_YOUNG),
        ("MMR", "2016-01-16", "2016-01-15", Q.BEFORE_FIRST_BIRTHDAY),
        ("Varivax", "2016-01-16", "2016-01-15", Q.BEFORE_FIRST_BIRTHDAY),
        ("Hib", "2020-01-19", "2020-01-20", Q.HIB_TOO_OLD),
        ("Tdap", "2022-01-16", "2022-01-15", Q.TDAP_TOO_YOUNG),
        ("Td", "2022-01-16", "2022-01-15", Q.TD_TOO_YOUNG),
        ("DT", "2022-01-16", "2022-01-15", Q.DT_NOT_COUNTED),
        ("DTaP", "2022-01-19", "2022-01-20", Q.DTAP_TOO_OLD),
        ("43", "2026-01-19", "2026-01-20", Q.ADULT_HEPB),
        ("OPV", "2016-03-31", "2016-04-01", Q.ORAL_POLIO_AFTER_SWITCH),
    ],
)
def test_both_sides_of_an_age_or_a_day(vaccine: str, quiet: str, asks: str, code: QuestionCode) -> None:
    assert codes_of(dose(vaccine, quiet)) == []
    assert codes_of(dose(vaccine, asks)) == [code]


@pytest.mark.parametrize(
    ("vaccine", "first", "before"), [("Vaxelis", "2021-01-01", "2020-12-31"), ("Pentacel", "2008-06-01", "2008-05-31")]
)
def test_a_product_has_a_first_day(vaccine: str, first: str, before: str) -> None:
    born = date(int(first[:4]) - 1, 1, 2)

    assert codes_of(dose(vaccine, first), born=born) == []
    assert codes_of(dose(vaccine, before), born=born) == [Q.PRODUCT_NOT_YET]


def test_the_adult_hepatitis_b_question_ends_at_16() -> None:
    assert codes_of(dose("43", "2024-01-19"), born=date(2008, 1, 20)) == [Q.ADULT_HEPB]
    assert codes_of(dose("43", "2024-01-20"), born=date(2008, 1, 20)) == []


def test_the_third_hepatitis_b_dose_waits_for_24_weeks() -> None:
    early, on_time = date(2015, 7, 6).isoformat(), date(2015, 7, 7).isoformat()

    assert codes_of(dose("HepB", "2015-01-20"), dose("HepB", "2015-03-20"), dose("HepB", early)) == [Q.HEPB_3_TOO_EARLY]
    assert codes_of(dose("HepB", "2015-01-20"), dose("HepB", "2015-03-20"), dose("HepB", on_time)) == []


@pytest.mark.parametrize(
    ("vaccine", "dates", "quiet", "asks"),
    [
        ("DTaP", ("2016-03-01",), "2016-03-25", "2016-03-24"),
        ("DTaP", ("2016-03-01", "2016-05-01", "2016-07-01"), "2016-12-28", "2016-12-27"),
        ("DTaP", ("2016-03-01", "2016-05-01", "2016-07-01", "2017-01-01"), "2017-06-27", "2017-06-26"),
        ("IPV", ("2016-03-01",), "2016-03-25", "2016-03-24"),
        ("HepB", ("2016-03-01",), "2016-03-25", "2016-03-24"),
        ("HepB", ("2016-03-01", "2016-06-01"), "2016-07-23", "2016-07-22"),
        ("HepB", ("2016-03-01", "2016-03-31"), "2016-06-17", "2016-06-16"),
        ("MMR", ("2020-05-01",), "2020-05-25", "2020-05-24"),
        ("Varicella", ("2020-05-01",), "2020-05-25", "2020-05-24"),
        ("Hib", ("2016-03-01",), "2016-03-25", "2016-03-24"),
    ],
)
def test_doses_too_close_together_count_and_are_shown(
    vaccine: str, dates: tuple[str, ...], quiet: str, asks: str
) -> None:
    before = [dose(vaccine, day) for day in dates]

    assert asked(*before, dose(vaccine, quiet)) == []
    assert asked(*before, dose(vaccine, asks)) == [(len(before), Q.TOO_CLOSE, Weight.WARN)]


def test_two_days_apart_is_held_until_a_person_answers() -> None:
    found = dose_questions([dose("MMR", "2020-05-01"), dose("MMR", "2020-05-03")], BORN, ON)

    assert found[0] == DoseQuestion(1, Q.DAYS_APART, Weight.HOLD, 0, 2, date(2020, 5, 1))


def test_three_days_are_held_and_four_are_shown() -> None:
    assert asked(dose("MMR", "2020-05-20"), dose("MMR", "2020-05-23")) == [(1, Q.DAYS_APART, Weight.HOLD)]
    assert asked(dose("MMR", "2020-05-20"), dose("MMR", "2020-05-24")) == [(1, Q.TOO_CLOSE, Weight.WARN)]


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [("MMR", "ProQuad", True), ("Pediarix", "Ipol", True), ("Sởi", "rubella", False), ("DTaP", "IPV", False)],
)
def test_one_antigen_is_given_once_a_day(first: str, second: str, *, twice: bool) -> None:
    expected = [(1, Q.TWICE_ON_A_DAY, Weight.REFUSE)] if twice else []

    assert asked(dose(first, "2018-05-20"), dose(second, "2018-05-20")) == expected


def test_the_later_of_two_is_asked_about_however_the_card_is_ordered() -> None:
    assert asked(dose("MMR", "2020-05-24"), dose("MMR", "2020-05-20")) == [(0, Q.TOO_CLOSE, Weight.WARN)]


def test_different_live_vaccines_are_on_one_day_or_28_apart_without_grace() -> None:
    assert codes_of(dose("MMR", "2020-05-20"), dose("VAR", "2020-05-20")) == []
    assert codes_of(dose("MMR", "2020-05-20"), dose("VAR", "2020-06-16")) == [Q.LIVE_TOO_CLOSE]
    assert codes_of(dose("MMR", "2020-05-20"), dose("VAR", "2020-06-17")) == []


def test_single_antigens_have_each_their_own_series() -> None:
    assert codes_of(dose("Sởi", "2020-05-20"), dose("Sởi", "2020-05-31")) == [Q.TOO_CLOSE]
    assert codes_of(dose("Sởi", "2020-05-20"), dose("rubella", "2020-07-01")) == []


def test_swapped_day_and_month_are_offered_only_where_they_would_settle_it() -> None:
    settled = dose_questions([dose("MMR", "2015-12-04")], BORN, ON)
    turned = [found.other_day for found in settled if found.code is Q.DAY_AND_MONTH_SWAPPED]

    assert turned == []  # April 12, 2015 is before the 1st birthday as well
    assert dose_questions([dose("DTaP", "2015-01-05")], BORN, ON)[-1] == DoseQuestion(
        0, Q.DAY_AND_MONTH_SWAPPED, Weight.WARN, other_day=date(2015, 5, 1)
    )
    assert codes_of(dose("DTaP", "2015-05-01")) == []


def test_of_a_month_only_what_holds_on_each_of_its_days_is_asked() -> None:
    def month(vaccine: str, first: str) -> WrittenDose:
        return dose(vaccine, first).with_changes(precision=DatePrecision.MONTH)

    assert codes_of(month("MMR", "2016-01-01")) == []
    assert codes_of(month("MMR", "2015-12-01")) == [Q.BEFORE_FIRST_BIRTHDAY]
    assert codes_of(month("DTaP", "2015-01-01")) == [Q.TOO_YOUNG]
    assert codes_of(month("DTaP", "2014-12-01")) == [Q.BEFORE_BIRTH]
    assert codes_of(month("MMR", "2026-11-01"), month("MMR", "2026-12-01")) == [Q.IN_FUTURE]
    assert codes_of(month("MMR", "2020-05-01"), month("MMR", "2020-05-01")) == []
    assert codes_of(dose("MMR", "2020-05-20"), month("MMR", "2020-06-01")) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pentavalente", [(0, Q.VACCINE_UNSURE, Weight.HOLD)]),
        ("TT", [(0, Q.TETANUS_ALONE, Weight.WARN)]),
        ("fIPV", [(0, Q.FRACTIONAL_IPV, Weight.WARN)]),
        ("BCG", []),
        ("dragon pox", []),
    ],
)
def test_words_that_need_a_person(word: str, expected: list[tuple[int, QuestionCode, Weight]]) -> None:
    assert asked(dose(word, "2015-09-13")) == expected


def test_a_whole_card_without_faults_is_not_asked_about() -> None:
    card = [
        *(dose("Pediarix", day) for day in ("2015-03-20", "2015-05-20", "2015-07-20")),
        *(dose("ActHIB", day) for day in ("2015-03-20", "2015-05-20", "2015-07-20", "2016-04-20")),
        *(dose(vaccine, "2016-01-20") for vaccine in ("MMR", "Varivax")),
        dose("Daptacel", "2016-04-20"),
        *(dose(vaccine, "2019-02-01") for vaccine in ("Kinrix", "ProQuad")),
        dose("Boostrix", "2026-02-01"),
    ]

    assert asked(*card) == []


def test_every_code_has_a_sentence() -> None:
    assert set(QUESTION_TEXTS) == set(QuestionCode)
