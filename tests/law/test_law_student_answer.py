"""One student's answer: what is required first, then the health officer, then each vaccine, then the strictest."""

from datetime import date

import pytest

from chalicelib.law.admission import AdmissionFacts, NoticeFacts, answer_date
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.exposure import Exposure
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.student_answer import StudentFacts, student_answer, vaccine_answer
from chalicelib.law.verdict import Outcome, ReasonCode

MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
TEMPORARY = LineFacts(LineKind.TEMPORARY, date(2026, 2, 12), date(2027, 2, 11))
PERMANENT = LineFacts(LineKind.PERMANENT, date(2026, 3, 2))
EXEMPT = AdmissionFacts(LineState.ISSUED, PERMANENT)
KEEP, CHECK = Outcome.KEEP_ATTENDING_UNTIL, Outcome.CHECK_RECORD
ADMIT, CONDITIONAL, EXCLUDE = Outcome.ADMIT, Outcome.ADMIT_CONDITIONALLY_UNTIL, Outcome.EXCLUDE_FROM


def gave(kinds: DoseKind | frozenset[DoseKind], *days: str, month_only: bool = False) -> tuple[Dose, ...]:
    held = kinds if isinstance(kinds, frozenset) else frozenset({kinds})
    return tuple(Dose(held, date.fromisoformat(day), month_only) for day in days)


def told(facts: StudentFacts, vaccine: Vaccine, on: date) -> tuple[Outcome, date | None]:
    found = vaccine_answer(facts, vaccine, on)
    return found.outcome, answer_date(found)


class TestTheRequirementComesFirst:
    ADULT = StudentFacts(
        Pupil(date(2009, 1, 15), Grade.GRADE_12),
        {Vaccine.MMR: AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=date(2026, 12, 1))},
    )

    def test_case_110_from_the_eighteenth_birthday_nothing_is_asked(self) -> None:
        assert told(self.ADULT, Vaccine.MMR, date(2027, 1, 14)) == (EXCLUDE, date(2027, 1, 4))
        assert told(self.ADULT, Vaccine.MMR, date(2027, 1, 15)) == (ADMIT, None)
        assert student_answer(self.ADULT, date(2027, 1, 15)).strictest.codes == (ReasonCode.AGE_18_OR_OVER,)

    @pytest.mark.parametrize("grade", [Grade.TK, Grade.K, Grade.GRADE_6])
    def test_case_111_hib_is_not_asked_from_tk_on(self, grade: Grade) -> None:
        ended = AdmissionFacts(LineState.ISSUED, PERMANENT._replace(next_span_entry=date(2026, 8, 17)))
        child = StudentFacts(Pupil(date(2022, 3, 1), Grade.PRESCHOOL), {Vaccine.HIB: ended})
        entered = child._replace(pupil=child.pupil._replace(grade=grade))

        assert told(child, Vaccine.HIB, date(2026, 8, 17))[0] is Outcome.NOT_AN_EXEMPTION
        assert told(entered, Vaccine.HIB, date(2026, 8, 17)) == (ADMIT, None)

    @pytest.mark.parametrize(
        ("grade", "birth", "asked"),
        [
            (Grade.GRADE_6, date(2015, 3, 1), True),
            (Grade.GRADE_7, date(2014, 3, 1), False),
            (Grade.GRADE_8, date(2013, 3, 1), True),
            (Grade.UNGRADED, date(2014, 8, 18), True),
            (Grade.UNGRADED, date(2014, 8, 17), False),
        ],
    )
    def test_hepatitis_b_is_no_condition_of_grade_7(self, grade: Grade, birth: date, *, asked: bool) -> None:
        revoked = AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=date(2026, 5, 1))
        found = told(StudentFacts(Pupil(birth, grade), {Vaccine.HEPB: revoked}), Vaccine.HEPB, date(2026, 8, 17))

        assert found[0] is (EXCLUDE if asked else ADMIT)

    @pytest.mark.parametrize("taught", [each for each in Instruction if each != Instruction.SCHOOL_OR_CHILD_CARE])
    def test_without_classroom_teaching_nothing_is_asked(self, taught: Instruction) -> None:
        child = StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2), instruction=taught)

        assert student_answer(child, date(2026, 9, 1)).strictest.outcome is ADMIT
        assert student_answer(child._replace(instruction=Instruction.SCHOOL_OR_CHILD_CARE), date(2026, 9, 1)).to_check

    def test_every_required_vaccine_is_asked_and_not_the_exempt_one_alone(self) -> None:
        child = StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2), {Vaccine.DTAP: EXEMPT})
        found = student_answer(child, date(2026, 9, 1))

        assert found.strictest.outcome is CHECK
        assert found.to_check == (Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB)
        assert found.vaccines[Vaccine.DTAP].outcome is ADMIT
        assert {each.code for each in found.reasons} == {ReasonCode.EXEMPT_PERMANENT, ReasonCode.DOSES_NOT_ON_RECORD}

    def test_doses_of_a_vaccine_without_a_form_are_judged(self) -> None:
        doses = gave(DoseKind.VAR, "2020-03-01", "2026-09-01")
        child = StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2, doses), {Vaccine.MMR: EXEMPT})

        assert vaccine_answer(child, Vaccine.VAR, date(2026, 9, 1)).codes == (ReasonCode.DOSES_COMPLETE,)
        before = vaccine_answer(child, Vaccine.VAR, date(2026, 8, 31))
        assert (before.outcome, before.fact("exclude_from")) == (EXCLUDE, date(2020, 7, 2))
        found_late = vaccine_answer(child._replace(record_seen_on=date(2026, 8, 1)), Vaccine.VAR, date(2026, 8, 31))
        assert found_late.outcome is Outcome.NOT_AN_EXEMPTION
        assert found_late.codes[1:] == (ReasonCode.WRITTEN_NOTICE_FIRST, ReasonCode.DOSES_MISSING)


class TestYoungChildren:
    BORN = date(2026, 1, 5)

    def child(self, *kinds: DoseKind, months: int = 3) -> StudentFacts:
        days = ["2026-03-05", "2026-05-05", "2026-07-05"][:months]
        doses = tuple(dose for kind in kinds for dose in gave(kind, *days))
        return StudentFacts(Pupil(self.BORN, Grade.INFANT_TODDLER, doses))

    def test_case_112_eight_months_old_and_up_to_date_until_the_next_age(self) -> None:
        child = self.child(DoseKind.DTAP, DoseKind.IPV, DoseKind.HIB, DoseKind.HEPB)
        found = student_answer(child, date(2026, 9, 5)).strictest

        assert (found.outcome, found.fact("next_age_on")) == (CONDITIONAL, date(2027, 4, 5))
        assert found.fact("until") == date(2027, 5, 5)

    def test_thirty_days_to_prove_each_new_age_and_not_one_more(self) -> None:
        child = self.child(DoseKind.DTAP, months=2)

        assert told(child, Vaccine.DTAP, date(2026, 7, 4)) == (CONDITIONAL, date(2026, 8, 4))
        assert told(child, Vaccine.DTAP, date(2026, 7, 5)) == (CONDITIONAL, date(2026, 8, 4))
        assert told(child, Vaccine.DTAP, date(2026, 8, 4)) == (CONDITIONAL, date(2026, 8, 4))
        assert told(child, Vaccine.DTAP, date(2026, 8, 5))[0] is EXCLUDE

    def test_mmr_is_new_at_fifteen_months(self) -> None:
        child = self.child(DoseKind.DTAP)

        assert told(child, Vaccine.MMR, date(2027, 4, 5)) == (CONDITIONAL, date(2027, 5, 5))
        assert told(child, Vaccine.MMR, date(2027, 5, 6)) == (CHECK, None)

    def test_unconditional_from_eighteen_months_on(self) -> None:
        doses = gave(DoseKind.VAR, "2027-01-05")
        child = StudentFacts(Pupil(self.BORN, Grade.PRESCHOOL, doses))

        assert told(child, Vaccine.VAR, date(2027, 7, 4)) == (CONDITIONAL, date(2027, 8, 4))
        assert told(child, Vaccine.VAR, date(2027, 7, 5)) == (ADMIT, None)
        assert told(child._replace(lines={Vaccine.MMR: EXEMPT}), Vaccine.MMR, date(2027, 1, 5)) == (ADMIT, None)


class TestExposure:
    OUT, BACK = date(2027, 2, 1), date(2027, 2, 22)

    def child(self, *doses: Dose, disease: str = "measles") -> StudentFacts:
        return StudentFacts(
            Pupil(date(2019, 3, 1), Grade.GRADE_2, doses),
            {Vaccine.MMR: EXEMPT, Vaccine.VAR: EXEMPT},
            exposures=(Exposure(disease, self.OUT, self.BACK),),
        )

    def test_case_94_an_exempt_child_is_kept_out_until_the_officer_is_satisfied(self) -> None:
        days = [date(2027, 1, 31), self.OUT, date(2027, 2, 21), self.BACK]

        assert [told(self.child(), Vaccine.MMR, on)[0] for on in days] == [ADMIT, EXCLUDE, EXCLUDE, ADMIT]
        assert student_answer(self.child(), self.OUT).strictest.codes == (ReasonCode.EXPOSURE_EXCLUSION,)

    def test_only_the_disease_of_the_exposure_counts(self) -> None:
        assert told(self.child(), Vaccine.VAR, self.OUT) == (ADMIT, None)
        assert told(self.child(disease="varicella"), Vaccine.MMR, self.OUT) == (ADMIT, None)
        assert told(self.child(disease="varicella"), Vaccine.VAR, self.OUT) == (EXCLUDE, self.OUT)

    def test_a_child_with_proof_of_immunity_is_not_kept_out(self) -> None:
        immune = self.child(*gave(MMR, "2020-03-01", "2023-03-01"))
        one_dose = self.child(*gave(MMR, "2020-03-01"))
        measles_alone = self.child(*gave(DoseKind.MEASLES, "2020-03-01", "2023-03-01"))

        assert told(immune, Vaccine.MMR, self.OUT)[0] is ADMIT
        assert told(one_dose, Vaccine.MMR, self.OUT)[0] is EXCLUDE
        assert told(measles_alone, Vaccine.MMR, self.OUT)[0] is ADMIT
        mumps = measles_alone._replace(exposures=(Exposure("mumps", self.OUT),))
        assert told(mumps, Vaccine.MMR, self.OUT)[0] is EXCLUDE

    def test_case_113_who_is_unprotected_in_a_varicella_outbreak(self) -> None:
        def kept_out(*days: str, grade: Grade = Grade.GRADE_2) -> bool:
            pupil = Pupil(date(2019, 3, 1), grade, gave(DoseKind.VAR, *days))
            child = StudentFacts(pupil, exposures=(Exposure("varicella", self.OUT),))
            return told(child, Vaccine.VAR, self.OUT) == (EXCLUDE, self.OUT)

        assert [kept_out("2020-03-01", "2023-03-01"), kept_out("2020-03-01"), kept_out()] == [False, True, True]

    def test_a_vaccine_that_the_grade_does_not_ask_still_needs_its_doses_in_an_outbreak(self) -> None:
        def kept_out(kind: DoseKind, disease: str, *days: str) -> bool:
            pupil = Pupil(date(2014, 3, 1), Grade.GRADE_7, gave(kind, *days))
            child = StudentFacts(pupil, exposures=(Exposure(disease, self.OUT),))
            return student_answer(child, self.OUT).strictest.outcome is EXCLUDE

        hib = "Haemophilus influenzae type b"
        assert kept_out(DoseKind.HEPB, "hepatitis B", "2014-03-01", "2014-05-01")
        assert not kept_out(DoseKind.HEPB, "hepatitis B", "2014-03-01", "2014-05-01", "2014-10-01")
        assert (kept_out(DoseKind.HIB, hib), kept_out(DoseKind.HIB, hib, "2015-03-01")) == (True, False)

    def test_an_unknown_disease_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="mange"):
            student_answer(self.child(disease="mange"), self.OUT)


class TestGradeSevenAndSpecialSituations:
    ON = date(2026, 9, 1)

    def test_moved_up_since_kindergarten_only_tdap_is_asked(self) -> None:
        moved_up = Pupil(date(2014, 3, 1), Grade.GRADE_7, occasion=Occasion.GRADE_7_ADVANCEMENT)
        admitted = moved_up._replace(occasion=Occasion.ADMISSION)

        assert student_answer(StudentFacts(moved_up), self.ON).to_check == (Vaccine.TDAP,)
        assert Vaccine.VAR in student_answer(StudentFacts(admitted), self.ON).to_check

    def test_moved_up_with_an_ended_exemption_the_doses_or_a_form_are_needed(self) -> None:
        moved_up = Pupil(date(2014, 3, 1), Grade.GRADE_7, occasion=Occasion.GRADE_7_ADVANCEMENT)
        ended = AdmissionFacts(LineState.ISSUED, PERMANENT._replace(next_span_entry=date(2026, 8, 17)))
        facts = StudentFacts(moved_up, {Vaccine.MMR: ended, Vaccine.HEPB: ended})

        assert told(facts, Vaccine.MMR, self.ON)[0] is Outcome.NOT_AN_EXEMPTION
        assert told(facts, Vaccine.HEPB, self.ON) == (ADMIT, None)

    @pytest.mark.parametrize("group", EnrollNow)
    def test_case_120_no_date_keeps_a_child_out_who_is_enrolled_without_records(self, group: EnrollNow) -> None:
        notice = NoticeFacts(date(2026, 8, 1), date(2026, 8, 28))
        child = StudentFacts(
            Pupil(date(2019, 3, 1), Grade.GRADE_2), {Vaccine.MMR: AdmissionFacts(None, notice=notice)}, enroll_now=group
        )
        found = student_answer(child, self.ON)

        assert found.strictest.outcome is ADMIT
        assert ReasonCode.ENROLL_NOW_RECORDS_PENDING in found.vaccines[Vaccine.MMR].codes
        assert told(child._replace(enroll_now=None), Vaccine.MMR, self.ON) == (EXCLUDE, date(2026, 8, 31))

    def test_of_the_reasons_of_a_child_enrolled_without_records_only_the_day_out_falls_away(self) -> None:
        """Given a dose of long ago that did not count and a next dose that is overdue, then the first is still told."""
        doses = gave(MMR, "2019-12-01", "2026-02-02")
        child = StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2, doses))
        out = vaccine_answer(child, Vaccine.MMR, self.ON)
        enrolled = vaccine_answer(child._replace(enroll_now=EnrollNow.HOMELESS), Vaccine.MMR, self.ON)

        assert out.codes[0] is ReasonCode.SCHEDULE_MISSED
        assert enrolled.codes == (ReasonCode.ENROLL_NOW_RECORDS_PENDING, *out.codes[1:])
        assert len(out.codes) > 1

    def test_a_child_too_young_for_any_row_is_asked_nothing_yet(self) -> None:
        newborn = StudentFacts(Pupil(date(2026, 8, 1), Grade.INFANT_TODDLER), {Vaccine.MMR: EXEMPT})

        assert student_answer(newborn, self.ON).strictest.outcome is ADMIT
        assert student_answer(newborn._replace(lines={}), self.ON).strictest.codes == (ReasonCode.NOTHING_REQUIRED,)


class TestADoseOfAMonth:
    ON = date(2026, 9, 1)

    def child(self, *doses: Dose) -> StudentFacts:
        return StudentFacts(Pupil(date(2019, 3, 15), Grade.GRADE_2, doses), record_seen_on=date(2026, 8, 1))

    def test_a_month_counts_where_every_day_of_it_gives_the_same_answer(self) -> None:
        second = gave(MMR, "2023-05-04")

        after = self.child(*gave(MMR, "2020-04-01", month_only=True), *second)
        around = self.child(*gave(MMR, "2020-03-01", month_only=True), *second)
        before = self.child(*gave(MMR, "2020-02-01", month_only=True), *second)

        assert told(after, Vaccine.MMR, self.ON) == (ADMIT, None)
        assert vaccine_answer(around, Vaccine.MMR, self.ON).codes == (ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN,)
        assert told(before, Vaccine.MMR, self.ON)[0] is Outcome.NOT_AN_EXEMPTION

    def test_the_day_of_the_next_dose_needs_the_full_date(self) -> None:
        this_month = self.child(*gave(MMR, "2026-08-01", month_only=True))

        assert told(this_month, Vaccine.MMR, self.ON)[0] is CHECK

    def test_a_month_of_another_vaccine_changes_nothing(self) -> None:
        child = self.child(*gave(MMR, "2020-03-01", month_only=True), *gave(DoseKind.VAR, "2020-03-01", "2023-05-04"))

        assert told(child, Vaccine.VAR, self.ON) == (ADMIT, None)
