"""The dose grid of the CDPH 286: in which row a dose stands, and the age at it."""

from datetime import date

import pytest

from chalicelib.domain.immunization_record import immunization_record
from chalicelib.domain.roster import with_students
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.enums import Vaccine
from tests.domain.immunization_records import FIRST_DAY, exemption, shot, student


class TestTheGrid:
    def rows(self, *doses: str, born: date = date(2021, 4, 10)) -> dict[Vaccine, list[tuple[date, int | None]]]:
        given = tuple(shot(*dose.split(" ")) for dose in doses)
        record = immunization_record(student(given, born=born), [], FIRST_DAY)
        return {row.vaccine: [(dose.given_on, dose.age) for dose in row.doses] for row in record.rows if row.doses}

    def test_the_rows_have_the_order_of_the_form(self) -> None:
        order = [row.vaccine.value for row in immunization_record(student(), [], FIRST_DAY).rows]

        assert order == ["IPV", "DTAP", "MMR", "HIB", "HEPB", "VAR", "TDAP"]

    def test_a_combined_shot_stands_in_each_of_its_rows(self) -> None:
        assert self.rows("DTAP+IPV+HEPB 2021-06-10").keys() == {Vaccine.DTAP, Vaccine.IPV, Vaccine.HEPB}

    @pytest.mark.parametrize(("day", "months"), [("2022-04-09", 11), ("2022-04-10", 12)])
    def test_the_age_at_the_first_mmr_is_told_in_months(self, day: str, months: int) -> None:
        assert self.rows(f"MMR {day}")[Vaccine.MMR] == [(date.fromisoformat(day), months)]

    @pytest.mark.parametrize(("day", "years"), [("2025-04-09", 3), ("2025-04-10", 4)])
    def test_the_age_at_the_third_polio_dose_is_told_in_years(self, day: str, years: int) -> None:
        found = self.rows("IPV 2021-06-10", "IPV 2021-08-10", f"OPV {day}")[Vaccine.IPV]

        assert [age for _given_on, age in found] == [None, None, years]

    @pytest.mark.parametrize(("day", "row"), [("2021-04-09", Vaccine.DTAP), ("2021-04-10", Vaccine.TDAP)])
    def test_tdap_has_its_row_from_the_seventh_birthday(self, day: str, row: Vaccine) -> None:
        assert self.rows(f"TDAP {day}", born=date(2014, 4, 10)).keys() == {row}

    def test_a_dose_of_a_month_has_no_age_and_says_so(self) -> None:
        given = (shot("MMR", "2022-06-01", month_only=True),)
        (row,) = [row for row in immunization_record(student(given), [], FIRST_DAY).rows if row.doses]

        assert (row.doses[0].month_only, row.doses[0].age) == (True, None)

    def test_measles_alone_is_not_lost(self) -> None:
        record = immunization_record(student((shot("MEASLES", "2022-06-01"),)), [], FIRST_DAY)

        assert [dose.given_on for dose in record.without_row] == [date(2022, 6, 1)]

    def test_a_dose_on_one_of_two_records_is_printed_once(self) -> None:
        row = student((shot("VAR+IPV", "2025-04-20"), shot("MMR", "2025-04-20")))
        form = exemption(
            row, Vaccine.MMR, record=SchoolRecord(doses=(shot("IPV", "2025-04-20"), shot("MMR", "2025-04-20")))
        )
        record = immunization_record(row, with_students([form], [row]), FIRST_DAY)

        printed = {row.vaccine: [day.given_on for day in row.doses] for row in record.rows if row.doses}
        assert set(printed) == {Vaccine.IPV, Vaccine.VAR, Vaccine.MMR}
        assert {len(set(days)) for days in printed.values()} == {1}
