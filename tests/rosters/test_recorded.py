"""A file's doses become those of the school's record, and come back as a file says them."""

from datetime import date
from itertools import count

import pytest

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.doses import DoseKind
from chalicelib.law.vaccine_products import GivenVaccine, kinds_given
from chalicelib.rosters.recorded import as_recorded, recorded_doses, without_written, written_doses
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from chalicelib.rosters.vaccine_words import meaning_of_dose
from tests.rosters.files import ON, dose

G = GivenVaccine


def recorded(*written: WrittenDose) -> tuple[RecordedDose, ...]:
    numbers = count()
    return recorded_doses(written, recorded_on=ON, facility_id="1", new_id=lambda: f"d{next(numbers)}")


@pytest.mark.parametrize(
    ("word", "vaccines"),
    [
        ("DTaP/DTP", (G.DTAP,)),
        ("DTP", (G.DTP,)),
        ("198", (G.DTP, G.HEPB, G.HIB)),
        ("Pediarix", (G.DTAP, G.IPV, G.HEPB)),
        ("OPV", (G.OPV,)),
        ("IPV", (G.IPV,)),
        ("Td", (G.TD,)),
        ("DT", (G.DT,)),
        ("Tdap", (G.TDAP,)),
        ("MMR", (G.MMR,)),
        ("ProQuad", (G.MMR, G.VAR)),
        ("measles", (G.MEASLES,)),
        ("04", (G.MEASLES, G.RUBELLA)),
    ],
)
def test_a_dose_is_recorded_as_the_vaccines_that_it_held(word: str, vaccines: tuple[GivenVaccine, ...]) -> None:
    written = dose("", "2019-05-01", cvx=word) if word.isdecimal() else dose(word, "2019-05-01")

    (found,) = recorded(written)

    assert found.vaccines == vaccines
    assert found.as_dose().kinds == meaning_of_dose(written).kinds


@pytest.mark.parametrize("word", ["BCG", "hepatitis A", "Xyzzyvax", "triple"])
def test_what_schools_do_not_ask_for_and_what_is_not_clear_is_left_out_and_no_change_each_time(word: str) -> None:
    assert recorded(dose(word, "2019-05-01")) == ()
    assert as_recorded([dose(word, "2019-05-01")]) == ()


@pytest.mark.parametrize("given", list(GivenVaccine))
def test_what_is_recorded_comes_back_from_a_file_as_the_same(given: GivenVaccine) -> None:
    before = RecordedDose(id="d0", vaccines=(given,), given_on=date(2015, 5, 1), recorded_on=ON, facility_id="1")

    (written,) = written_doses([before])

    assert meaning_of_dose(written).kinds == kinds_given(given)
    assert recorded(written) == (before,)


def test_of_a_month_the_month_is_recorded_and_written_again() -> None:
    month = dose("MMR", "2019-05-01").with_changes(precision=DatePrecision.MONTH)

    (found,) = recorded(month)

    assert (found.month_only, found.given_on) == (True, date(2019, 5, 1))
    assert written_doses([found]) == (month,)


def test_of_a_combined_dose_goes_what_another_takes_the_place_of() -> None:
    (found,) = recorded(dose("ProQuad", "2019-05-01").with_changes(precision=DatePrecision.MONTH))
    mmr, varicella = written_doses([found])

    left = without_written(found, [mmr])

    assert left is not None
    assert left.as_dose().kinds == {DoseKind.VAR}
    assert without_written(found, [mmr, varicella]) is None
