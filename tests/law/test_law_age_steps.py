"""Which doses become due by age in child care: the steps of Table A of 17 CCR 6025, with thirty days after each."""

from datetime import date

import pytest

from chalicelib.law.age_steps import AgeStep, age_steps
from chalicelib.law.conditional_schedule import new_age_requirement
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine

BORN = date(2025, 9, 10)
"""Fifteen months old on December 10, 2026, eighteen on March 10, 2027."""
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
AT_SIX_MONTHS = (
    *(Dose(frozenset({DoseKind.DTAP}), date(2025, month, 12)) for month in (11,)),
    *(Dose(frozenset({DoseKind.DTAP}), date(2026, month, 12)) for month in (1, 3)),
    *(
        Dose(frozenset({DoseKind.IPV, DoseKind.HIB, DoseKind.HEPB}), date(*day))
        for day in ((2025, 11, 12), (2026, 1, 12))
    ),
)
"""All that Table A asks from six to fourteen months: DTaP 3, polio 2, hepatitis B 2, Hib 2."""


def toddler(*more: Dose, grade: Grade = Grade.INFANT_TODDLER) -> Pupil:
    return Pupil(BORN, grade, (*AT_SIX_MONTHS, *more))


def steps(pupil: Pupil, on: str, until: str) -> tuple[AgeStep, ...]:
    return age_steps(pupil, date.fromisoformat(on), date.fromisoformat(until))


def asked(step: AgeStep) -> dict[Vaccine, tuple[int, int, int | None]]:
    return {dose.vaccine: (dose.counted, dose.needed, dose.from_age) for dose in step.doses}


def test_fifteen_months_ask_for_polio_mmr_varicella_and_a_late_hib() -> None:
    """Given a child with all doses of six months, when fifteen months come within the days looked at, then each new
    dose is told with the day of the age and the last day to show it."""
    (step,) = steps(toddler(), "2026-11-29", "2027-01-28")
    assert (step.months, step.reached_on, step.due_on) == (15, date(2026, 12, 10), date(2027, 1, 11))
    assert asked(step) == {
        Vaccine.IPV: (2, 3, None),
        Vaccine.MMR: (0, 1, 1),
        Vaccine.VAR: (0, 1, None),
        Vaccine.HIB: (0, 1, 1),
    }


def test_eighteen_months_ask_for_dtap_and_hepatitis_b() -> None:
    """Given the doses of fifteen months too, then eighteen months ask for the fourth DTaP and the third hepatitis B."""
    late = date(2026, 12, 15)
    more = (Dose(frozenset({DoseKind.IPV, DoseKind.HIB, DoseKind.VAR}) | MMR, late),)
    (step,) = steps(toddler(*more), "2027-02-01", "2027-04-02")
    assert (step.months, step.reached_on) == (18, date(2027, 3, 10))
    assert asked(step) == {Vaccine.DTAP: (3, 4, None), Vaccine.HEPB: (2, 3, None)}


@pytest.mark.parametrize(
    ("on", "is_listed"), [("2026-12-09", False), ("2026-12-10", True), ("2027-01-11", True), ("2027-01-12", False)]
)
def test_an_age_that_was_reached_is_listed_while_its_thirty_days_run(on: str, *, is_listed: bool) -> None:
    """Given no look ahead, then the age is listed from its day to the last day for its doses, as the answer of each
    vaccine says."""
    found = steps(toddler(), on, on)
    assert bool(found) == is_listed
    due = new_age_requirement(Vaccine.VAR, toddler(), date.fromisoformat(on))
    assert (due is not None) == is_listed
    assert not found or due is None or found[0].due_on == due.fact("until")


def test_a_dose_that_is_shown_leaves_the_list() -> None:
    """Given the varicella dose given after the age was reached, then the other doses alone are listed."""
    (step,) = steps(toddler(Dose(frozenset({DoseKind.VAR}), date(2026, 12, 12))), "2026-12-14", "2026-12-14")
    assert Vaccine.VAR not in asked(step)
    assert Vaccine.MMR in asked(step)


def test_doses_that_were_missing_before_have_no_thirty_days() -> None:
    """Given one DTaP where six months ask for three, then no new age lists DTaP: it was due before."""
    behind = Pupil(BORN, Grade.INFANT_TODDLER, AT_SIX_MONTHS[:1])
    assert all(Vaccine.DTAP not in asked(step) for step in steps(behind, "2026-11-29", "2027-03-31"))


@pytest.mark.parametrize("grade", [Grade.TK, Grade.K])
def test_who_is_in_kindergarten_has_no_steps(grade: Grade) -> None:
    """Given a child in TK or K, then Table A asks nothing."""
    assert steps(toddler(grade=grade), "2026-11-29", "2027-01-28") == ()


def test_past_the_last_row_nothing_becomes_due_by_age() -> None:
    """Given a child of four in preschool, then no age of the table is left."""
    assert age_steps(Pupil(date(2022, 3, 1), Grade.PRESCHOOL), date(2026, 11, 29), date(2027, 1, 28)) == ()


@pytest.mark.parametrize(("until", "months"), [("2026-12-09", []), ("2026-12-10", [15]), ("2027-03-10", [15, 18])])
def test_ages_are_listed_up_to_the_last_day_looked_at_and_every_one_of_them(until: str, months: list[int]) -> None:
    """Given a child who comes to fifteen months on December 10 and to eighteen on March 10."""
    assert [step.months for step in steps(toddler(), "2026-11-29", until)] == months


def test_an_age_that_was_reached_before_the_table_was_law_has_no_thirty_days_left() -> None:
    """Given a child of fifteen months on June 20, 2019, ten days before 17 CCR 6025 came into force, then the table
    first asks at eighteen months."""
    three = tuple(Dose(frozenset({DoseKind.DTAP}), date(2018, month, 22)) for month in (5, 7, 9))
    child = Pupil(date(2018, 3, 20), Grade.INFANT_TODDLER, three)
    listed = {until: age_steps(child, date(2019, 7, 5), until) for until in (date(2019, 9, 19), date(2019, 9, 20))}
    assert [[step.months for step in steps] for steps in listed.values()] == [[], [18]]
