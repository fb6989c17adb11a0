"""The written notice: ten school days from the receipt (17 CCR 6040), then out (17 CCR 6055); which notice counts."""

from datetime import date

import pytest

from chalicelib.law.admission import NoticeFacts
from chalicelib.law.enums import Vaccine
from chalicelib.law.written_notice import (
    WrittenNotice,
    notice_facts,
    notice_of_end,
    notice_that_counts,
    tenth_school_day,
)

MMR = frozenset({Vaccine.MMR})
VARICELLA = frozenset({Vaccine.VAR})


def day(text: str) -> date:
    return date.fromisoformat(text)


def notice(received: str, vaccines: frozenset[Vaccine] = MMR, given: str = "2026-01-02") -> WrittenNotice:
    return WrittenNotice(vaccines, day(given), day(received))


class TestTheTenthSchoolDay:
    @pytest.mark.parametrize(
        ("received", "tenth"),
        [
            ("2026-10-19", "2026-11-02"),  # ten weekdays, the day after the receipt being day 1
            ("2026-11-02", "2026-11-17"),  # Veterans Day is no business day
            ("2026-11-11", "2026-11-25"),
            ("2026-11-12", "2026-11-30"),  # nor are Thanksgiving Day and the day after it
        ],
    )
    def test_without_a_calendar_ten_business_days_stand_in(self, received: str, tenth: str) -> None:
        assert tenth_school_day(day(received)) == day(tenth)


class TestANoticeOfMissingDoses:
    def test_it_runs_from_the_receipt_and_not_from_the_day_it_was_written(self) -> None:
        """Given a notice of November 2 that came on November 11, then the tenth day is November 25 and the student is
        out from Monday the 30th, the first business day after Thanksgiving."""
        written = WrittenNotice(MMR, given_on=day("2026-11-02"), received_on=day("2026-11-11"))
        assert notice_facts(written) == NoticeFacts(day("2026-11-02"), day("2026-11-25"), day("2026-11-30"))

    def test_the_next_day_is_the_first_day_out_where_it_is_a_business_day(self) -> None:
        written = WrittenNotice(MMR, given_on=day("2026-11-02"), received_on=day("2026-11-02"))
        assert notice_facts(written) == NoticeFacts(day("2026-11-02"), day("2026-11-17"), day("2026-11-18"))

    def test_the_schools_own_tenth_day_counts_before_any_other(self) -> None:
        """Given a school that closes the whole week of Thanksgiving (notice of November 16, 2026), then December 7."""
        written = WrittenNotice(MMR, day("2026-11-16"), day("2026-11-16"), last_day=day("2026-12-07"))
        assert notice_facts(written) == NoticeFacts(day("2026-11-16"), day("2026-12-07"), day("2026-12-08"))

    def test_the_schools_own_first_day_out_counts_before_any_other(self) -> None:
        """Given a tenth day before a winter recess, then the student is out from the first day of school after it."""
        written = WrittenNotice(
            MMR, day("2026-12-04"), day("2026-12-04"), last_day=day("2026-12-18"), first_day_out=day("2027-01-04")
        )
        assert notice_facts(written) == NoticeFacts(day("2026-12-04"), day("2026-12-18"), day("2027-01-04"))


class TestTheNoticeThatCounts:
    END = day("2026-10-05")

    def test_only_a_notice_that_names_the_vaccine_counts(self) -> None:
        of_varicella, of_mmr = notice("2026-10-06", VARICELLA), notice("2026-10-07")
        assert notice_that_counts((of_varicella, of_mmr), Vaccine.MMR, self.END) == of_mmr
        assert notice_that_counts((of_varicella,), Vaccine.MMR, self.END) is None
        assert notice_that_counts((of_varicella,), Vaccine.MMR, None) is None

    def test_one_notice_can_name_several_vaccines(self) -> None:
        both = notice("2026-10-06", MMR | VARICELLA)
        assert notice_that_counts((both,), Vaccine.MMR, None) == both
        assert notice_that_counts((both,), Vaccine.VAR, None) == both

    @pytest.mark.parametrize(("received", "counts"), [("2026-10-05", False), ("2026-10-06", True)])
    def test_it_must_come_after_the_day_from_which_doses_are_missing(self, received: str, *, counts: bool) -> None:
        found = notice_that_counts((notice(received),), Vaccine.MMR, self.END)
        assert found == (notice(received) if counts else None)

    def test_without_such_a_day_every_notice_counts(self) -> None:
        long_ago = notice("2026-01-05")
        assert notice_that_counts((long_ago,), Vaccine.MMR, None) == long_ago

    def test_the_notice_received_first_counts_and_not_the_one_written_first(self) -> None:
        """Given a first letter that came late and a second that came early, then the ten days run from the second."""
        slow = notice("2026-10-20", given="2026-10-06")
        quick = notice("2026-10-12", given="2026-10-09")
        assert notice_that_counts((slow, quick), Vaccine.MMR, self.END) == quick
        assert notice_that_counts((quick, slow), Vaccine.MMR, self.END) == quick

    def test_two_notices_of_one_day_do_not_confuse_it(self) -> None:
        several = notice("2026-10-12", MMR | VARICELLA)
        assert notice_that_counts((several, notice("2026-10-12")), Vaccine.MMR, None) == several

    def test_no_notice_no_clock(self) -> None:
        assert notice_that_counts((), Vaccine.MMR, None) is None


class TestTheNoticeOfAnEnd:
    SIGNED, END = day("2026-02-12"), day("2027-02-11")

    @pytest.mark.parametrize(
        ("received", "told"), [("2026-02-11", False), ("2026-02-12", True), ("2027-02-11", True), ("2027-02-12", False)]
    )
    def test_the_parent_was_told_while_the_exemption_counted(self, received: str, *, told: bool) -> None:
        """Given an exemption from February 12, 2026 through February 11, 2027, then both of these days count."""
        found = notice_of_end((notice(received),), Vaccine.MMR, self.SIGNED, self.END)
        assert found == (notice(received) if told else None)

    def test_without_an_end_no_one_can_be_told_of_it(self) -> None:
        assert notice_of_end((notice("2026-12-01"),), Vaccine.MMR, self.SIGNED, None) is None

    def test_only_a_notice_that_names_the_vaccine_tells_of_its_end(self) -> None:
        told = (notice("2026-12-01", VARICELLA),)
        assert notice_of_end(told, Vaccine.MMR, self.SIGNED, self.END) is None
        assert notice_of_end(told, Vaccine.VAR, self.SIGNED, self.END) == told[0]

    def test_the_newest_receipt_counts_and_not_the_letter_written_last(self) -> None:
        slow = notice("2027-01-20", given="2026-12-01")
        quick = notice("2027-01-12", given="2027-01-11")
        assert notice_of_end((slow, quick), Vaccine.MMR, self.SIGNED, self.END) == slow
        assert notice_of_end((quick, slow), Vaccine.MMR, self.SIGNED, self.END) == slow

    def test_two_notices_of_one_day_do_not_confuse_it(self) -> None:
        several = notice("2026-12-01", MMR | VARICELLA)
        assert notice_of_end((several, notice("2026-12-01")), Vaccine.MMR, self.SIGNED, self.END) == several
