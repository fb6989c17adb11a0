"""One student's answer where an exemption ended, was revoked or never was: which schedule runs, which paper counts."""

from datetime import date

import pytest

from chalicelib.law.admission import AdmissionFacts, ScheduleFacts, answer, answer_date
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.grandfathering import OlderExemption, OlderPaper
from chalicelib.law.student_answer import StudentFacts, vaccine_answer
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict

MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
ADMIT, CONDITIONAL, EXCLUDE = Outcome.ADMIT, Outcome.ADMIT_CONDITIONALLY_UNTIL, Outcome.EXCLUDE_FROM
PERMANENT = LineFacts(LineKind.PERMANENT, date(2026, 3, 2))


def day(text: str) -> date:
    return date.fromisoformat(text)


def gave(kinds: DoseKind | frozenset[DoseKind], *days: str) -> tuple[Dose, ...]:
    held = kinds if isinstance(kinds, frozenset) else frozenset({kinds})
    return tuple(Dose(held, day(text)) for text in days)


def second_grader(*doses: Dose, line: AdmissionFacts | None = None, vaccine: Vaccine = Vaccine.MMR) -> StudentFacts:
    return StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2, doses), {vaccine: line} if line else {})


def told(found: Verdict) -> tuple[Outcome, date | None]:
    return found.outcome, answer_date(found)


class TestAScheduleAfterAnExemption:
    LONG_AGO = gave(MMR, "2021-03-01")

    def test_after_a_revocation_an_overdue_dose_is_due_on_the_last_day_to_start(self) -> None:
        """Given one dose of 2021 and a revocation on September 1, then the second is due within 30 days of it."""
        revoked = AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=day("2026-09-01"))
        child = second_grader(*self.LONG_AGO, line=revoked)
        last_day, next_day = (vaccine_answer(child, Vaccine.MMR, day(text)) for text in ("2026-10-01", "2026-10-02"))
        assert told(last_day) == (CONDITIONAL, day("2026-10-01"))
        assert last_day.codes[0] is ReasonCode.SCHEDULE_RUNNING
        assert told(next_day) == (EXCLUDE, day("2026-10-02"))
        assert next_day.codes[0] is ReasonCode.SCHEDULE_MISSED

    def test_after_the_end_of_a_temporary_exemption_an_overdue_dose_was_due_on_its_last_day(self) -> None:
        """Given an exemption through Wednesday, December 2, then the student is out from Thursday."""
        ended = LineFacts(LineKind.TEMPORARY, day("2026-02-12"), expiry=day("2026-12-02"))
        child = second_grader(*self.LONG_AGO, line=AdmissionFacts(LineState.ISSUED, ended))
        last_day, next_day = (vaccine_answer(child, Vaccine.MMR, day(text)) for text in ("2026-12-02", "2026-12-03"))
        assert told(last_day) == (CONDITIONAL, day("2026-12-02"))
        assert last_day.codes[0] is ReasonCode.EXEMPT_TEMPORARY
        assert told(next_day) == (EXCLUDE, day("2026-12-03"))
        assert next_day.codes[0] is ReasonCode.SCHEDULE_MISSED

    def test_where_the_grade_span_ended_first_its_last_day_counts(self) -> None:
        """Given an exemption that would have run to December but ended on September 15 with the grade span."""
        ended = LineFacts(
            LineKind.TEMPORARY, day("2026-02-12"), expiry=day("2026-12-02"), next_span_entry=day("2026-09-16")
        )
        child = second_grader(*self.LONG_AGO, line=AdmissionFacts(LineState.ISSUED, ended))
        assert told(vaccine_answer(child, Vaccine.MMR, day("2026-09-16"))) == (EXCLUDE, day("2026-09-16"))

    def test_after_a_withdrawn_exemption_its_last_day_puts_no_dose_off(self) -> None:
        """Given varicella 2 due on September 1, then an exemption through December 2 that was withdrawn moves
        nothing, before that day and after it."""
        line = LineFacts(LineKind.TEMPORARY, day("2026-06-01"), expiry=day("2026-12-02"))
        withdrawn = AdmissionFacts(LineState.WITHDRAWN, line)
        child = second_grader(*gave(DoseKind.VAR, "2026-05-01"), line=withdrawn, vaccine=Vaccine.VAR)
        for text in ("2026-09-02", "2026-12-03"):
            assert told(vaccine_answer(child, Vaccine.VAR, day(text))) == (EXCLUDE, day("2026-09-02"))

    def test_an_exemption_that_is_not_yet_in_effect_puts_no_dose_off(self) -> None:
        """Given varicella 2 due on September 1 and an exemption from September 15, then nothing moves the first day
        out."""
        coming = LineFacts(
            LineKind.TEMPORARY, day("2026-06-01"), expiry=day("2027-05-31"), planned_first_day=day("2026-09-15")
        )
        line = AdmissionFacts(LineState.ISSUED, coming)
        child = second_grader(*gave(DoseKind.VAR, "2026-05-01"), line=line, vaccine=Vaccine.VAR)
        days = ("2026-09-01", "2026-09-02", "2026-09-15")
        assert [told(vaccine_answer(child, Vaccine.VAR, day(text))) for text in days] == [
            (CONDITIONAL, day("2026-09-01")),
            (EXCLUDE, day("2026-09-02")),
            (CONDITIONAL, day("2027-05-31")),
        ]

    @pytest.mark.parametrize(("seen", "outcome"), [("2026-09-01", EXCLUDE), ("2026-09-02", Outcome.NOT_AN_EXEMPTION)])
    def test_a_dose_due_on_the_day_the_school_saw_the_record_is_still_on_schedule(
        self, seen: str, outcome: Outcome
    ) -> None:
        """Given varicella 2 due on September 1, when the school saw the record that day, then it could still tell of
        the schedule; a day later the missing dose is told in writing."""
        child = second_grader(*gave(DoseKind.VAR, "2026-05-01"))._replace(record_seen_on=day(seen))
        assert vaccine_answer(child, Vaccine.VAR, day("2026-09-02")).outcome is outcome

    @pytest.mark.parametrize(("signed", "outcome"), [("2026-09-01", EXCLUDE), ("2026-09-02", Outcome.NOT_AN_EXEMPTION)])
    def test_a_series_that_stopped_before_a_withdrawn_exemption_was_signed_does_not_run_on(
        self, signed: str, outcome: Outcome
    ) -> None:
        """Given varicella 2 due on September 1 and a record the school has had since May, when an exemption signed
        that day is withdrawn, then the schedule counts; signed a day later, the missing dose is told in writing."""
        withdrawn = AdmissionFacts(LineState.WITHDRAWN, LineFacts(LineKind.PERMANENT, day(signed)))
        child = second_grader(*gave(DoseKind.VAR, "2026-05-01"), line=withdrawn, vaccine=Vaccine.VAR)
        known = child._replace(record_seen_on=day("2026-05-04"))
        assert vaccine_answer(known, Vaccine.VAR, day("2026-10-01")).outcome is outcome

    def test_the_answer_names_the_first_dose_and_from_when_the_next_may_be_given(self) -> None:
        found = vaccine_answer(second_grader(*gave(DoseKind.VAR, "2026-05-01")), Vaccine.VAR, day("2026-08-03"))
        assert found.codes == (ReasonCode.SCHEDULE_RUNNING, ReasonCode.FIRST_DOSE_GIVEN, ReasonCode.NEXT_DOSE_FROM)
        assert (found.fact("given_on"), found.fact("earliest")) == (day("2026-05-01"), day("2026-08-01"))

    def test_a_schedule_under_way_goes_before_the_end_of_an_exemption(self) -> None:
        """Given an exemption that ended on November 30 and a next dose due on December 16, then that day counts."""
        ended = LineFacts(LineKind.TEMPORARY, day("2026-02-12"), expiry=day("2026-11-30"))
        schedule = ScheduleFacts(day("2026-11-18"), next_dose_by=day("2026-12-16"))
        line = AdmissionFacts(LineState.ISSUED, ended, schedule=schedule)
        assert told(answer(line, day("2026-12-16"))) == (CONDITIONAL, day("2026-12-16"))
        assert told(answer(line, day("2026-12-17"))) == (EXCLUDE, day("2026-12-17"))
        assert answer(line._replace(schedule=None), day("2026-12-16")).outcome is Outcome.NOT_AN_EXEMPTION


class TestOlderPapers:
    """A child born in December 2012 usually entered grade 7, the next span, in 2025."""

    ON = date(2026, 9, 1)
    TO_CHECK = OlderExemption(OlderPaper.PERSONAL_BELIEFS, date(2015, 6, 1), birth_date=date(2012, 12, 1))
    COUNTS = OlderExemption(OlderPaper.PHYSICIAN_LETTER, date(2015, 9, 1))
    OVER = OlderExemption(OlderPaper.PHYSICIAN_LETTER, date(2015, 9, 1), expiry=date(2016, 9, 1))

    def answer(self, *papers: OlderExemption) -> Outcome:
        eighth = StudentFacts(Pupil(date(2012, 12, 1), Grade.GRADE_8), papers=papers)
        return vaccine_answer(eighth, Vaccine.MMR, self.ON).outcome

    def test_a_paper_that_counts_goes_before_one_to_be_looked_at(self) -> None:
        assert self.answer(self.TO_CHECK) is Outcome.CHECK_RECORD
        assert self.answer(self.COUNTS) is ADMIT
        assert self.answer(self.TO_CHECK, self.COUNTS) is ADMIT
        assert self.answer(self.COUNTS, self.TO_CHECK) is ADMIT

    def test_two_papers_to_be_looked_at_are_one_question(self) -> None:
        assert self.answer(self.TO_CHECK, self.TO_CHECK) is Outcome.CHECK_RECORD

    def test_a_letter_that_has_ended_counts_for_nothing(self) -> None:
        ended = vaccine_answer(
            StudentFacts(Pupil(date(2012, 12, 1), Grade.GRADE_8), papers=(self.OVER,)), Vaccine.MMR, self.ON
        )
        assert ended.codes == (ReasonCode.DOSES_NOT_ON_RECORD,)


class TestYoungChildrenWithALine:
    """Born on January 5, 2026: the first MMR is asked at fifteen months, on April 5, 2027."""

    EIGHT_MONTHS = day("2026-09-05")

    def toddler(self, state: LineState | None) -> StudentFacts:
        line = AdmissionFacts(state, PERMANENT if state is LineState.ISSUED else None)
        return StudentFacts(Pupil(date(2026, 1, 5), Grade.INFANT_TODDLER), {Vaccine.MMR: line})

    @pytest.mark.parametrize("state", [None, LineState.REFUSED, LineState.HELD, LineState.WITHDRAWN])
    def test_without_an_exemption_the_next_age_is_awaited(self, state: LineState | None) -> None:
        found = vaccine_answer(self.toddler(state), Vaccine.MMR, self.EIGHT_MONTHS)
        assert (found.codes, told(found)) == ((ReasonCode.UP_TO_DATE_FOR_AGE,), (CONDITIONAL, day("2027-05-05")))

    def test_with_an_exemption_no_next_age_is_awaited(self) -> None:
        found = vaccine_answer(self.toddler(LineState.ISSUED), Vaccine.MMR, self.EIGHT_MONTHS)
        assert (found.codes, told(found)) == ((ReasonCode.DOSES_NOT_REQUIRED,), (ADMIT, None))

    def test_thirty_days_of_a_new_age_are_for_those_whom_no_form_named(self) -> None:
        """Given a form that was withdrawn, then the doses are missing at once, and told in writing."""
        on = day("2027-04-05")
        assert told(vaccine_answer(self.toddler(None), Vaccine.MMR, on)) == (CONDITIONAL, day("2027-05-05"))
        withdrawn = vaccine_answer(self.toddler(LineState.WITHDRAWN), Vaccine.MMR, on)
        assert (withdrawn.outcome, withdrawn.codes[0]) == (Outcome.NOT_AN_EXEMPTION, ReasonCode.LINE_WITHDRAWN)


class TestMovingUpToGradeSeven:
    ON = date(2026, 9, 1)

    @pytest.mark.parametrize("grade", [Grade.GRADE_7, Grade.GRADE_8])
    def test_a_form_that_ended_leaves_hepatitis_b_out_as_at_grade_7(self, grade: Grade) -> None:
        """HSC 120335(c): hepatitis B is no condition of that step, also where the school records it a year later."""
        pupil = Pupil(date(2014, 3, 1), grade, occasion=Occasion.GRADE_7_ADVANCEMENT)
        ended = AdmissionFacts(LineState.ISSUED, PERMANENT._replace(next_span_entry=date(2026, 8, 17)))
        facts = StudentFacts(pupil, {Vaccine.HEPB: ended, Vaccine.MMR: ended})
        assert told(vaccine_answer(facts, Vaccine.HEPB, self.ON)) == (ADMIT, None)
        assert vaccine_answer(facts, Vaccine.MMR, self.ON).outcome is Outcome.NOT_AN_EXEMPTION
