"""Conditional admission: the intervals of Tables C and D, and the day a child is kept out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.admission import AdmissionFacts, ScheduleFacts, answer, answer_date
from chalicelib.law.conditional_schedule import (
    NextDose,
    commenced,
    conditional_admission,
    next_dose,
    schedule_facts,
    young_child_admission,
)
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.revocation import start_by
from chalicelib.law.verdict import Outcome, ReasonCode

MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
SINGLE = tuple(vaccine for vaccine in Vaccine if vaccine is not Vaccine.MMR)
KINDS: dict[Vaccine, frozenset[DoseKind]] = {each: frozenset({DoseKind(each.value)}) for each in SINGLE}
BORN = date(2020, 1, 15)
ON = date(2026, 9, 1)


def record(vaccine: Vaccine, *days: str) -> tuple[Dose, ...]:
    return tuple(Dose(KINDS.get(vaccine, MMR), date.fromisoformat(day)) for day in days)


def child(vaccine: Vaccine, *days: str, grade: Grade = Grade.GRADE_1, born: date = BORN) -> Pupil:
    return Pupil(born, grade, record(vaccine, *days))


def interval(vaccine: Vaccine, *days: str, grade: Grade = Grade.GRADE_1, born: date = BORN) -> tuple[str, str] | None:
    coming = next_dose(vaccine, child(vaccine, *days, grade=grade, born=born), ON)
    return None if coming is None else (coming.earliest.isoformat(), coming.by.isoformat())


TABLE_D = [
    (Vaccine.IPV, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.IPV, ("2020-03-01", "2020-05-01"), ("2020-05-29", "2021-05-01")),
    (Vaccine.IPV, ("2020-03-01", "2020-05-01", "2020-07-01"), ("2021-01-01", "2021-07-01")),
    (Vaccine.IPV, ("2020-03-01", "2020-05-01", "2024-01-15"), None),
    (Vaccine.DTAP, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.DTAP, ("2026-01-01", "2026-03-01"), ("2026-03-29", "2026-04-26")),
    (Vaccine.DTAP, ("2020-03-01", "2020-05-01", "2020-07-01"), ("2021-01-01", "2021-07-01")),
    (Vaccine.DTAP, ("2020-03-01", "2020-05-01", "2020-07-01", "2021-03-01"), ("2021-09-01", "2022-03-01")),
    (Vaccine.HEPB, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.HEPB, ("2026-03-01", "2026-03-29"), ("2026-07-01", "2027-03-29")),
    (Vaccine.HEPB, ("2026-03-01", "2026-06-01"), ("2026-07-27", "2027-06-01")),
    (Vaccine.MMR, ("2026-03-01",), ("2026-03-29", "2026-07-01")),
    (Vaccine.VAR, ("2026-03-01",), ("2026-06-01", "2026-07-01")),
]


@pytest.mark.parametrize(("vaccine", "days", "expected"), TABLE_D)
def test_table_d_for_grades_tk_to_12(vaccine: Vaccine, days: tuple[str, ...], expected: tuple[str, str] | None) -> None:
    assert interval(vaccine, *days) == expected


TABLE_C = [
    (Vaccine.IPV, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.IPV, ("2026-01-01", "2026-03-01"), ("2026-03-29", "2027-03-01")),
    (Vaccine.DTAP, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.DTAP, ("2026-01-01", "2026-03-01"), ("2026-03-29", "2026-04-26")),
    (Vaccine.DTAP, ("2025-11-01", "2026-01-01", "2026-03-01"), ("2026-09-01", "2027-03-01")),
    (Vaccine.HEPB, ("2026-03-01",), ("2026-03-29", "2026-04-26")),
    (Vaccine.HEPB, ("2026-03-01", "2026-03-29"), ("2026-07-01", "2027-03-29")),
]


@pytest.mark.parametrize(("vaccine", "days", "expected"), TABLE_C)
def test_table_c_for_child_care_and_preschool(
    vaccine: Vaccine, days: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert interval(vaccine, *days, grade=Grade.PRESCHOOL, born=date(2024, 6, 1)) == expected


def test_table_c_hib_two_for_an_infant() -> None:
    assert interval(Vaccine.HIB, "2026-07-01", grade=Grade.INFANT_TODDLER, born=date(2026, 4, 20)) == (
        "2026-07-29",
        "2026-08-26",
    )


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2013, 9, 1), NextDose(Vaccine.VAR, 2, date(2026, 9, 29), date(2026, 10, 27))),
        (date(2013, 9, 2), NextDose(Vaccine.VAR, 2, date(2026, 12, 1), date(2027, 1, 1))),
    ],
)
def test_case_93_varicella_two_by_the_age_at_the_first_dose(born: date, expected: NextDose) -> None:
    pupil = child(Vaccine.VAR, "2026-09-01", grade=Grade.GRADE_8, born=born)

    assert next_dose(Vaccine.VAR, pupil, ON) == expected
    assert expected.exclude_from == expected.by + timedelta(days=1)


def test_case_77_first_mmr_dose_then_excluded_from_the_day_after_four_months() -> None:
    pupil = child(Vaccine.MMR, "2026-09-28")
    schedule = schedule_facts(Vaccine.MMR, pupil, date(2026, 9, 28))
    line = LineFacts(LineKind.PERMANENT, date(2026, 3, 2))
    revoked = AdmissionFacts(LineState.REVOKED, line, revoked_on=date(2026, 9, 1), schedule=schedule)

    assert schedule == ScheduleFacts(date(2026, 9, 28), next_dose_by=date(2027, 1, 28))
    assert answer(revoked, date(2027, 1, 28)).outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL
    assert answer_date(answer(revoked, date(2027, 1, 29))) == date(2027, 1, 29)


def test_dtap_three_is_the_final_dose_for_a_child_of_seven() -> None:
    days = ("2026-01-01", "2026-03-01")
    sixth_year = interval(Vaccine.DTAP, *days, born=date(2019, 9, 6))
    seven = interval(Vaccine.DTAP, *days, born=date(2019, 9, 1))

    assert sixth_year == ("2026-03-29", "2026-04-26")
    assert seven == ("2026-09-01", "2027-03-01")


@pytest.mark.parametrize("asked_on", ["2026-09-01", "2026-09-02"])
def test_dtap_three_is_the_final_dose_already_on_the_day_of_the_second(asked_on: str) -> None:
    """A further dose of the same day would be no further dose: it is thought of as given on the next."""
    eleven = child(Vaccine.DTAP, "2026-08-01", "2026-09-01", grade=Grade.GRADE_6, born=date(2015, 7, 11))

    coming = next_dose(Vaccine.DTAP, eleven, date.fromisoformat(asked_on))

    assert coming == NextDose(Vaccine.DTAP, 3, date(2027, 3, 1), date(2027, 9, 1))


def test_a_maximum_clips_back_and_a_minimum_rolls_forward_at_the_end_of_a_month() -> None:
    assert interval(Vaccine.MMR, "2025-10-31") == ("2025-11-28", "2026-02-28")
    assert interval(Vaccine.VAR, "2025-11-30") == ("2026-03-01", "2026-03-30")


def test_a_dose_before_the_first_birthday_starts_no_mmr_schedule() -> None:
    pupil = child(Vaccine.MMR, "2020-10-01")

    assert next_dose(Vaccine.MMR, pupil, ON) is None
    found = conditional_admission(Vaccine.MMR, pupil, ON)
    assert found.outcome is Outcome.REFUSED
    assert found.codes[0] is ReasonCode.FIRST_DOSE_MISSING
    assert ReasonCode.DOSE_TOO_EARLY in found.codes


def test_the_first_dose_must_be_in_before_admission() -> None:
    assert conditional_admission(Vaccine.VAR, child(Vaccine.VAR), ON).outcome is Outcome.REFUSED
    assert schedule_facts(Vaccine.VAR, child(Vaccine.VAR), ON) is None


def test_admitted_on_condition_through_the_last_day_and_kept_out_from_the_next() -> None:
    pupil = child(Vaccine.VAR, "2026-05-01")

    last_day = conditional_admission(Vaccine.VAR, pupil, date(2026, 9, 1))
    day_after = conditional_admission(Vaccine.VAR, pupil, date(2026, 9, 2))
    assert last_day.codes == (ReasonCode.SCHEDULE_RUNNING, ReasonCode.NEXT_DOSE_FROM)
    assert (last_day.outcome, answer_date(last_day)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2026, 9, 1))
    assert last_day.fact("earliest") == date(2026, 8, 1)
    assert (day_after.outcome, answer_date(day_after)) == (Outcome.EXCLUDE_FROM, date(2026, 9, 2))


def test_a_last_day_on_a_sunday_is_not_moved() -> None:
    pupil = child(Vaccine.VAR, "2026-04-25")

    assert next_dose(Vaccine.VAR, pupil, ON) == NextDose(Vaccine.VAR, 2, date(2026, 7, 25), date(2026, 8, 25))
    sunday = child(Vaccine.MMR, "2026-04-30")
    assert conditional_admission(Vaccine.MMR, sunday, date(2026, 8, 30)).outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL
    assert conditional_admission(Vaccine.MMR, sunday, date(2026, 8, 31)).outcome is Outcome.EXCLUDE_FROM


def test_with_all_doses_or_none_required_the_child_is_admitted() -> None:
    complete = child(Vaccine.VAR, "2021-05-01", "2024-05-01")

    assert conditional_admission(Vaccine.VAR, complete, ON).codes == (ReasonCode.DOSES_MET,)
    assert conditional_admission(Vaccine.HIB, complete, ON).outcome is Outcome.ADMIT
    assert next_dose(Vaccine.VAR, complete, ON) is None


def test_the_grade_7_dose_has_no_schedule_it_must_be_in_before() -> None:
    pupil = Pupil(date(2014, 3, 1), Grade.GRADE_7, (), Occasion.GRADE_7_ADVANCEMENT)

    assert conditional_admission(Vaccine.TDAP, pupil, ON).codes[0] is ReasonCode.FIRST_DOSE_MISSING


def test_after_a_revocation_a_dose_overdue_by_the_table_is_due_on_the_last_day_to_start() -> None:
    long_ago = child(Vaccine.MMR, "2021-03-01")
    last_day = start_by(date(2026, 9, 1))

    assert schedule_facts(Vaccine.MMR, long_ago, ON, not_before=last_day) == ScheduleFacts(
        date(2021, 3, 1), next_dose_by=date(2026, 10, 1)
    )
    running = child(Vaccine.MMR, "2026-08-20")
    assert schedule_facts(Vaccine.MMR, running, ON, not_before=last_day) == ScheduleFacts(
        date(2026, 8, 20), next_dose_by=date(2026, 12, 20)
    )


def test_the_duty_after_a_revocation_is_met_with_one_dose_of_each_required_vaccine() -> None:
    both = (Vaccine.MMR, Vaccine.VAR)
    pupil = child(Vaccine.MMR, "2026-09-28")

    on = date(2026, 9, 28)
    assert commenced(both, pupil, on).codes == (ReasonCode.FIRST_DOSE_GIVEN, ReasonCode.FIRST_DOSE_MISSING)
    assert commenced(both, pupil, on).outcome is Outcome.SHORT
    assert commenced([Vaccine.MMR], pupil, date(2026, 9, 27)).outcome is Outcome.SHORT
    assert commenced([Vaccine.MMR, Vaccine.HIB], pupil, on).outcome is Outcome.MET


DUE_AT_FOUR_MONTHS = (Vaccine.IPV, Vaccine.DTAP, Vaccine.HEPB, Vaccine.HIB)


def infant(*days: str, grade: Grade = Grade.INFANT_TODDLER) -> Pupil:
    return Pupil(date(2026, 3, 2), grade, tuple(dose for each in DUE_AT_FOUR_MONTHS for dose in record(each, *days)))


def test_a_child_under_18_months_with_the_doses_for_the_age_is_admitted_until_the_next_ones_are_due() -> None:
    found = young_child_admission(infant("2026-05-02", "2026-07-02"), date(2026, 8, 1))

    assert found is not None
    assert found.codes == (ReasonCode.UP_TO_DATE_FOR_AGE,)
    assert found.fact("next_age_on") == date(2026, 9, 2)
    assert found.fact("until") == date(2026, 10, 2)


def test_the_young_childs_rule_is_silent_when_the_child_is_older_or_in_school() -> None:
    up_to_date = infant("2026-05-02", "2026-07-02")

    assert young_child_admission(up_to_date._replace(grade=Grade.TK), date(2026, 8, 1)) is None
    assert young_child_admission(up_to_date, date(2027, 9, 2)) is None


def test_the_young_childs_rule_is_for_child_care_even_where_no_dose_of_school_is_missing() -> None:
    months = (f"2027-{month:02}-15" for month in range(3, 8))
    doses = tuple(Dose(frozenset(DoseKind), date.fromisoformat(day)) for day in months)
    toddler = Pupil(date(2026, 3, 2), Grade.INFANT_TODDLER, doses)

    assert young_child_admission(toddler, date(2027, 8, 1)) is not None
    assert young_child_admission(toddler._replace(grade=Grade.TK), date(2027, 8, 1)) is None


@given(
    st.sampled_from([Vaccine.IPV, Vaccine.DTAP, Vaccine.HEPB, Vaccine.MMR, Vaccine.VAR]),
    st.lists(st.dates(date(2021, 2, 1), ON), min_size=1, max_size=4),
)
def test_the_earliest_day_never_lies_after_the_last_and_both_after_the_dose_before(
    vaccine: Vaccine, days: list[date]
) -> None:
    pupil = Pupil(BORN, Grade.GRADE_1, tuple(Dose(KINDS.get(vaccine, MMR), day) for day in days))
    coming = next_dose(vaccine, pupil, ON)

    if coming is not None:
        assert max(days) < coming.earliest < coming.by
        assert coming.dose == len(set(days)) + 1
