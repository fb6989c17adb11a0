"""What a shot holds, where it is filed and where it counts; and every day on which a dose of a month can have been."""

from datetime import date

import pytest

from chalicelib.law.doses import Dose, DoseKind, counts_toward, has_dose_of, possible_days
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import GivenVaccine, filed_under, kinds_given

BORN = date(2018, 3, 10)
ON = date(2026, 9, 1)
EVERY_PART = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})

NAMES = [
    (GivenVaccine.DTAP, {DoseKind.DTAP}, Vaccine.DTAP),
    (GivenVaccine.DTP, {DoseKind.DTAP}, Vaccine.DTAP),
    (GivenVaccine.TDAP, {DoseKind.TDAP}, Vaccine.TDAP),
    (GivenVaccine.TD, {DoseKind.TD}, Vaccine.DTAP),
    (GivenVaccine.DT, {DoseKind.DT}, Vaccine.DTAP),
    (GivenVaccine.TT, {DoseKind.TT}, Vaccine.DTAP),
    (GivenVaccine.IPV, {DoseKind.IPV}, Vaccine.IPV),
    (GivenVaccine.OPV, {DoseKind.IPV}, Vaccine.IPV),
    (GivenVaccine.MMR, EVERY_PART, Vaccine.MMR),
    (GivenVaccine.MEASLES, {DoseKind.MEASLES}, Vaccine.MMR),
    (GivenVaccine.MUMPS, {DoseKind.MUMPS}, Vaccine.MMR),
    (GivenVaccine.RUBELLA, {DoseKind.RUBELLA}, Vaccine.MMR),
    (GivenVaccine.VAR, {DoseKind.VAR}, Vaccine.VAR),
    (GivenVaccine.HEPB, {DoseKind.HEPB}, Vaccine.HEPB),
    (GivenVaccine.HIB, {DoseKind.HIB}, Vaccine.HIB),
]
COUNTS_TOWARD = {
    Vaccine.DTAP: {DoseKind.DTAP, DoseKind.TDAP, DoseKind.TD, DoseKind.DT, DoseKind.TT},
    Vaccine.TDAP: {DoseKind.DTAP, DoseKind.TDAP},
    Vaccine.IPV: {DoseKind.IPV},
    Vaccine.MMR: EVERY_PART,
    Vaccine.VAR: {DoseKind.VAR},
    Vaccine.HEPB: {DoseKind.HEPB},
    Vaccine.HIB: {DoseKind.HIB},
}


def gave(kind: DoseKind, day: str, *, month_only: bool = False) -> Dose:
    return Dose(frozenset({kind}), date.fromisoformat(day), month_only)


class TestTheNamesOfAShotRecord:
    @pytest.mark.parametrize(("name", "kinds", "vaccine"), NAMES)
    def test_what_it_holds_and_where_it_is_filed(
        self, name: GivenVaccine, kinds: set[DoseKind], vaccine: Vaccine
    ) -> None:
        """17 CCR 6025: DTP counts as DTaP and oral polio vaccine as IPV; single vaccines belong to MMR."""
        assert kinds_given(name) == kinds
        assert filed_under(name) is vaccine

    def test_every_name_is_in_the_list(self) -> None:
        assert [name for name, _, _ in NAMES] == list(GivenVaccine)

    @pytest.mark.parametrize("vaccine", Vaccine)
    def test_a_kind_counts_toward_its_own_vaccines_and_no_other(self, vaccine: Vaccine) -> None:
        assert {kind for kind in DoseKind if counts_toward(kind, vaccine)} == COUNTS_TOWARD[vaccine]


class TestADoseThatCanCount:
    @pytest.mark.parametrize(("given_on", "has_it"), [("2026-09-01", True), ("2026-09-02", False)])
    def test_a_dose_given_today_is_one_and_a_dose_of_tomorrow_is_not(self, given_on: str, *, has_it: bool) -> None:
        assert has_dose_of(Vaccine.VAR, (gave(DoseKind.VAR, given_on),), BORN, ON) is has_it

    @pytest.mark.parametrize(("given_on", "has_it"), [("2025-03-05", False), ("2025-03-06", True)])
    def test_td_is_one_from_four_days_before_the_seventh_birthday(self, given_on: str, *, has_it: bool) -> None:
        assert has_dose_of(Vaccine.DTAP, (gave(DoseKind.TD, given_on),), BORN, ON) is has_it

    @pytest.mark.parametrize("kind", [DoseKind.DT, DoseKind.TT])
    def test_a_kind_of_which_none_counts_is_none(self, kind: DoseKind) -> None:
        """DT and tetanus alone hold nothing against pertussis: filed under DTaP, and no dose of them counts."""
        assert not has_dose_of(Vaccine.DTAP, (gave(kind, "2026-01-01"),), BORN, ON)


class TestADoseOfAMonth:
    def test_doses_with_their_days_have_one_possibility(self) -> None:
        doses = (gave(DoseKind.VAR, "2020-03-01"), gave(DoseKind.HEPB, "2020-05-04"))
        assert list(possible_days(doses, ON)) == [doses]
        assert list(possible_days((), ON)) == [()]

    def test_a_month_has_each_of_its_days_whatever_the_other_doses_are(self) -> None:
        """Given "February 2023" beside a dose of March 20, then 28 possibilities, and March 20 in each."""
        exact = gave(DoseKind.VAR, "2023-03-20")
        found = list(possible_days((gave(DoseKind.HEPB, "2023-02-01", month_only=True), exact), ON))
        assert [first.given_on for first, _ in found] == [date(2023, 2, each) for each in range(1, 29)]
        assert {second for _, second in found} == {exact}

    def test_two_months_move_together_and_the_shorter_one_stays_on_its_last_day(self) -> None:
        february = gave(DoseKind.HEPB, "2023-02-01", month_only=True)
        march = gave(DoseKind.VAR, "2023-03-01", month_only=True)
        found = [tuple(dose.given_on.day for dose in doses) for doses in possible_days((february, march), ON)]
        assert found == [(min(each, 28), each) for each in range(1, 32)]

    def test_two_doses_of_one_month_can_be_of_one_day_or_of_two(self) -> None:
        """Given two shots of February 2023 without a day, then both on each day, and the second a day after the first,
        are possible; together on the last day, and never outside the month."""
        one = gave(DoseKind.DTAP, "2023-02-01", month_only=True)
        other = gave(DoseKind.TDAP, "2023-02-01", month_only=True)
        found = [tuple(dose.given_on.day for dose in doses) for doses in possible_days((one, other), ON)]
        assert found == [
            *((each, each) for each in range(1, 29)),
            *((each, each + 1) for each in range(1, 28)),
            (28, 28),
        ]

    def test_three_doses_of_one_month_can_be_of_three_days(self) -> None:
        month = gave(DoseKind.DTAP, "2023-02-01", month_only=True)
        found = [tuple(dose.given_on.day for dose in doses) for doses in possible_days((month, month, month), ON)]
        assert found[:2] == [(1, 1, 1), (2, 2, 2)]
        assert found[28:30] == [(1, 2, 3), (2, 3, 4)]

    def test_a_dose_with_its_day_on_the_first_of_that_month_is_no_second_one_without(self) -> None:
        month, first = gave(DoseKind.DTAP, "2023-02-01", month_only=True), gave(DoseKind.VAR, "2023-02-01")
        found = [tuple(dose.given_on.day for dose in doses) for doses in possible_days((month, first), ON)]
        assert found == [(each, 1) for each in range(1, 29)]

    @pytest.mark.parametrize(("on", "last"), [("2026-09-01", 1), ("2026-09-02", 2), ("2026-09-30", 30)])
    def test_in_the_month_itself_no_later_day_than_today_is_possible(self, on: str, last: int) -> None:
        this_month = gave(DoseKind.VAR, "2026-09-01", month_only=True)
        found = [doses[0].given_on for doses in possible_days((this_month,), date.fromisoformat(on))]
        assert found == [date(2026, 9, each) for each in range(1, last + 1)]

    def test_a_month_yet_to_come_has_its_first_day_alone(self) -> None:
        found = list(possible_days((gave(DoseKind.VAR, "2026-10-01", month_only=True),), ON))
        assert [doses[0].given_on for doses in found] == [date(2026, 10, 1)]
