"""Thirty days to show the doses of a new age in child care (17 CCR 6025, Table A), and whether one dose counts."""

from datetime import date

import pytest

from chalicelib.law.conditional_schedule import dose_counts, new_age_requirement
from chalicelib.law.dose_schedule import Pupil, last_age_of_table_a
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.verdict import Outcome, ReasonCode

BORN = date(2026, 1, 5)
"""Two months old on March 5, four on May 5, six on July 5."""
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})


def day(text: str) -> date:
    return date.fromisoformat(text)


def infant(*days: str, grade: Grade = Grade.INFANT_TODDLER) -> Pupil:
    return Pupil(BORN, grade, tuple(Dose(frozenset({DoseKind.DTAP}), day(text)) for text in days))


class TestANewAge:
    def asked(self, pupil: Pupil, on: str) -> date | None:
        found = new_age_requirement(Vaccine.DTAP, pupil, day(on))
        until = None if found is None else found.fact("until")
        return until if isinstance(until, date) else None

    @pytest.mark.parametrize(
        ("on", "until"),
        [("2026-07-04", None), ("2026-07-05", "2026-08-04"), ("2026-08-04", "2026-08-04"), ("2026-08-05", None)],
    )
    def test_a_child_with_the_doses_of_the_age_before_has_thirty_days(self, on: str, until: str | None) -> None:
        """Given two doses of DTaP, enough at four months, when the child is six months old, then 30 days."""
        assert self.asked(infant("2026-03-05", "2026-05-05"), on) == (day(until) if until else None)

    def test_a_child_who_was_short_before_has_none(self) -> None:
        """Given one dose at four months, where two are asked, then six months bring no thirty days."""
        assert self.asked(infant("2026-03-05"), "2026-07-04") is None
        assert self.asked(infant("2026-03-05"), "2026-07-05") is None

    def test_a_child_who_has_the_doses_of_the_new_age_needs_none(self) -> None:
        assert self.asked(infant("2026-03-05", "2026-05-05", "2026-07-05"), "2026-07-05") is None

    def test_at_the_first_age_of_the_table_a_child_without_doses_has_them(self) -> None:
        assert self.asked(infant(), "2026-03-04") is None
        assert self.asked(infant(), "2026-03-05") == day("2026-04-06")

    def test_a_child_in_transitional_kindergarten_has_none(self) -> None:
        assert self.asked(infant("2026-03-05", "2026-05-05", grade=Grade.TK), "2026-07-05") is None

    @pytest.mark.parametrize(
        ("on", "since"),
        [
            ("2026-03-04", None),
            ("2026-03-05", "2026-03-05"),
            ("2026-05-04", "2026-03-05"),
            ("2026-05-05", "2026-05-05"),
        ],
    )
    def test_the_first_age_of_the_table_is_two_months(self, on: str, since: str | None) -> None:
        assert last_age_of_table_a(BORN, day(on)) == (day(since) if since else None)


class TestWhetherOneDoseCounts:
    ON = day("2026-09-01")

    def pupil(self, grade: Grade = Grade.GRADE_2, born: str = "2019-03-01") -> Pupil:
        return Pupil(day(born), grade, (Dose(MMR, day("2023-05-04")), Dose(MMR, day("2024-05-04"))))

    def test_a_dose_on_the_first_birthday_counts_and_the_answer_says_which(self) -> None:
        found = dose_counts(Vaccine.MMR, self.pupil(), Dose(MMR, day("2020-03-01")), self.ON)
        assert (found.outcome, found.codes) == (Outcome.MET, (ReasonCode.FIRST_DOSE_GIVEN,))
        assert (found.fact("vaccine"), found.fact("given_on")) == ("MMR", day("2020-03-01"))

    @pytest.mark.parametrize(("given_on", "counts"), [("2020-02-25", False), ("2020-02-26", True)])
    def test_a_dose_counts_from_four_days_before_the_first_birthday(self, given_on: str, *, counts: bool) -> None:
        found = dose_counts(Vaccine.MMR, self.pupil(), Dose(MMR, day(given_on)), self.ON)
        assert found.outcome is (Outcome.MET if counts else Outcome.SHORT)

    def test_a_dose_given_too_early_is_told_with_the_day_from_which_it_would_count(self) -> None:
        found = dose_counts(Vaccine.MMR, self.pupil(), Dose(MMR, day("2020-01-15")), self.ON)
        assert (found.outcome, found.codes) == (Outcome.SHORT, (ReasonCode.DOSE_TOO_EARLY,))
        assert (found.fact("given_on"), found.fact("counts_from")) == (day("2020-01-15"), day("2020-02-26"))

    def test_a_dose_of_another_vaccine_does_not_count(self) -> None:
        found = dose_counts(Vaccine.MMR, self.pupil(), Dose(frozenset({DoseKind.VAR}), day("2021-03-01")), self.ON)
        assert (found.outcome, found.codes) == (Outcome.SHORT, (ReasonCode.DOSE_KIND_NOT_COUNTED,))
        assert found.fact("vaccine") == "MMR"

    @pytest.mark.parametrize(("given_on", "counts"), [("2026-09-01", True), ("2026-09-02", False)])
    def test_a_dose_given_today_counts_and_one_of_tomorrow_does_not_yet(self, given_on: str, *, counts: bool) -> None:
        found = dose_counts(Vaccine.VAR, self.pupil(), Dose(frozenset({DoseKind.VAR}), day(given_on)), self.ON)
        assert found.outcome is (Outcome.MET if counts else Outcome.SHORT)

    @pytest.mark.parametrize(("given_on", "counts"), [("2026-02-24", False), ("2026-02-25", True)])
    def test_td_counts_from_four_days_before_the_seventh_birthday(self, given_on: str, *, counts: bool) -> None:
        """The seventh birthday is March 1, 2026."""
        found = dose_counts(Vaccine.DTAP, self.pupil(), Dose(frozenset({DoseKind.TD}), day(given_on)), self.ON)
        assert found.codes == (ReasonCode.FIRST_DOSE_GIVEN if counts else ReasonCode.DOSE_KIND_NOT_COUNTED,)

    def test_where_one_dose_is_enough_it_meets_the_requirement(self) -> None:
        tdap = Dose(frozenset({DoseKind.TDAP}), day("2026-08-01"))
        found = dose_counts(Vaccine.TDAP, self.pupil(Grade.GRADE_8, "2013-03-01"), tdap, self.ON)
        assert (found.outcome, found.codes) == (Outcome.MET, (ReasonCode.DOSES_MET,))

    def test_of_a_vaccine_that_is_not_asked_no_dose_is(self) -> None:
        found = dose_counts(Vaccine.HIB, self.pupil(), Dose(frozenset({DoseKind.HIB}), day("2020-03-01")), self.ON)
        assert (found.outcome, found.codes) == (Outcome.NOT_REQUIRED, (ReasonCode.DOSES_NOT_REQUIRED,))
