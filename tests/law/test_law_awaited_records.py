"""A student whose former school has not sent the record: may attend for a time, then is out until there is proof."""

from datetime import date

import pytest

from chalicelib.law import school_clocks as clocks
from chalicelib.law.admission import AdmissionFacts, NoticeFacts
from chalicelib.law.citations import Cite
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.school_clocks import AwaitedRecord, awaited_record
from chalicelib.law.school_year import Closure, SchoolCalendar
from chalicelib.law.student_answer import StudentFacts, student_answer, vaccine_answer
from chalicelib.law.verdict import Outcome, ReasonCode

FIRST_DAY = date(2026, 8, 17)
AWAITED = AwaitedRecord(date(2026, 9, 25), date(2026, 9, 28))  # a Friday and the Monday after it
FRIDAY, SATURDAY, MONDAY = date(2026, 9, 25), date(2026, 9, 26), date(2026, 9, 28)
SCHOOL = SchoolCalendar(FIRST_DAY, date(2027, 6, 10), closures=(Closure(date(2026, 9, 7), date(2026, 9, 7)),))
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})


def second_grader(*doses: Dose, **facts: object) -> StudentFacts:
    return StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2, doses), awaited=AWAITED)._replace(**facts)


class TestTheClock:
    def test_through_the_last_day_the_student_may_attend(self) -> None:
        waiting = awaited_record(AWAITED, FRIDAY)
        assert (waiting.outcome, waiting.fact("until")) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, FRIDAY)

    @pytest.mark.parametrize("on", [SATURDAY, MONDAY, date(2027, 1, 4)])
    def test_after_it_the_student_is_out_from_the_next_school_day(self, on: date) -> None:
        out = awaited_record(AWAITED, on)
        assert (out.outcome, out.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, MONDAY)
        assert [each.citation for each in out.reasons] == [Cite.CCR_6035, Cite.PORTAL_SCHOOL_DAY]

    def test_it_says_what_the_clock_of_a_transfer_says(self) -> None:
        last_day = clocks.transfer_record_due(FIRST_DAY, SCHOOL)
        awaited = AwaitedRecord(last_day, SCHOOL.next_school_day(date(2026, 9, 29)))
        for on in (last_day, date(2026, 9, 29)):
            assert awaited_record(awaited, on) == clocks.transfer_record(FIRST_DAY, on, SCHOOL)

    @pytest.mark.parametrize(
        ("last_day", "reminder"),
        [(date(2026, 9, 28), date(2026, 9, 14)), (date(2026, 9, 14), date(2026, 9, 14)), (FIRST_DAY, FIRST_DAY)],
    )
    def test_the_reminder_comes_on_school_day_twenty_and_never_after_the_last_day(
        self, last_day: date, reminder: date
    ) -> None:
        assert clocks.transfer_reminder(FIRST_DAY, last_day, SCHOOL) == reminder

    def test_a_child_enrolled_without_records_is_looked_at_again_after_two_weeks(self) -> None:
        assert clocks.records_pending_again(FIRST_DAY) == date(2026, 8, 31)

    def test_a_child_of_a_military_family_has_thirty_days_to_start(self) -> None:
        assert clocks.military_start_by(FIRST_DAY) == date(2026, 9, 16)


class TestTheAnswer:
    def test_a_vaccine_without_a_record_waits_with_the_record(self) -> None:
        told = student_answer(second_grader(), FRIDAY)
        assert told.strictest.codes == (ReasonCode.TRANSFER_RECORD_AWAITED,)
        assert told.to_check == ()

    def test_so_does_one_whose_doses_on_record_are_too_few(self) -> None:
        one_of_long_ago = Dose(MMR, date(2020, 5, 1))
        facts = second_grader(one_of_long_ago, record_seen_on=FIRST_DAY)
        assert vaccine_answer(facts, Vaccine.MMR, FRIDAY).codes == (ReasonCode.TRANSFER_RECORD_AWAITED,)
        assert vaccine_answer(facts, Vaccine.MMR, MONDAY).outcome is Outcome.EXCLUDE_FROM

    def test_complete_doses_admit_whatever_else_is_awaited(self) -> None:
        facts = second_grader(Dose(MMR, date(2020, 5, 1)), Dose(MMR, date(2023, 5, 1)))
        assert vaccine_answer(facts, Vaccine.MMR, MONDAY).outcome is Outcome.ADMIT

    def test_a_schedule_that_was_missed_stays_missed(self) -> None:
        facts = second_grader(Dose(MMR, date(2026, 5, 1)), record_seen_on=date(2026, 5, 1))
        assert vaccine_answer(facts, Vaccine.MMR, FRIDAY).codes[0] is ReasonCode.SCHEDULE_MISSED

    def test_an_exemption_and_a_written_notice_speak_for_themselves(self) -> None:
        exempt = AdmissionFacts(LineState.ISSUED, LineFacts(LineKind.PERMANENT, FIRST_DAY))
        noticed = AdmissionFacts(None, notice=NoticeFacts(FIRST_DAY, date(2026, 10, 2), date(2026, 10, 5)))
        lines = {Vaccine.MMR: exempt, Vaccine.VAR: noticed}
        facts = second_grader(lines=lines)
        assert vaccine_answer(facts, Vaccine.MMR, MONDAY).codes[0] is ReasonCode.EXEMPT_PERMANENT
        assert vaccine_answer(facts, Vaccine.VAR, MONDAY).codes[0] is ReasonCode.NOTICE_RUNNING

    def test_a_withdrawn_exemption_is_not_awaited(self) -> None:
        """Given a vaccine that a form named, then a record under way does not stand in for the missing doses."""
        withdrawn = AdmissionFacts(LineState.WITHDRAWN, LineFacts(LineKind.PERMANENT, FIRST_DAY))
        facts = second_grader(lines={Vaccine.MMR: withdrawn})
        assert vaccine_answer(facts, Vaccine.MMR, FRIDAY).outcome is Outcome.NOT_AN_EXEMPTION

    @pytest.mark.parametrize("group", EnrollNow)
    def test_no_day_keeps_out_who_is_enrolled_without_records(self, group: EnrollNow) -> None:
        facts = second_grader(enroll_now=group)
        for on in (FRIDAY, MONDAY, date(2027, 5, 3)):
            told = vaccine_answer(facts, Vaccine.MMR, on)
            assert (told.outcome, told.codes[0]) == (Outcome.ADMIT, ReasonCode.ENROLL_NOW_RECORDS_PENDING)
