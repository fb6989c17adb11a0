"""An outbreak: who is unprotected and why, how long an exclusion holds, and what is usual (17 CCR 6060)."""

from datetime import date, timedelta

import pytest

from chalicelib.law.admission import AdmissionFacts, NoticeFacts
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.exposure import Exposure, listed_diseases, suggested_stay_away
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.grandfathering import OlderExemption, OlderPaper
from chalicelib.law.student_answer import StudentFacts, student_answer
from chalicelib.law.unprotected import WhyUnprotected, why_unprotected
from chalicelib.law.verdict import Outcome, ReasonCode

LAST_EXPOSURE = date(2026, 10, 8)
ON = date(2026, 10, 9)
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})


def given(*days: str, kinds: frozenset[DoseKind] = MMR, month_only: bool = False) -> tuple[Dose, ...]:
    return tuple(Dose(kinds, date.fromisoformat(day), month_only) for day in days)


def second_grader(*doses: Dose, **facts: object) -> StudentFacts:
    return StudentFacts(Pupil(date(2019, 3, 1), Grade.GRADE_2, doses))._replace(**facts)


def exempt(kind: LineKind, expiry: date | None = None) -> dict[Vaccine, AdmissionFacts]:
    return {Vaccine.MMR: AdmissionFacts(LineState.ISSUED, LineFacts(kind, date(2026, 3, 2), expiry))}


class TestHowLongTheExclusionHolds:
    def told_about_mmr(self, last_day: date, on: date) -> Outcome:
        order = Exposure("measles", ON, excluded_through=last_day)
        child = second_grader(lines=exempt(LineKind.PERMANENT), exposures=(order,))
        return student_answer(child, on).vaccines[Vaccine.MMR].outcome

    def test_measles_out_through_day_21_and_back_on_day_22(self) -> None:
        """Given a last exposure on October 8, when the officer orders 21 days, then October 29 is the last day out."""
        usual = suggested_stay_away("measles", LAST_EXPOSURE)
        assert usual is not None
        assert (usual.days, usual.last_day) == (21, date(2026, 10, 29))
        day_21, day_22 = (LAST_EXPOSURE + timedelta(days=days) for days in (21, 22))
        assert self.told_about_mmr(usual.last_day, day_21) is Outcome.EXCLUDE_FROM
        assert self.told_about_mmr(usual.last_day, day_22) is Outcome.ADMIT

    def test_the_answer_names_the_last_day_out(self) -> None:
        last_day = date(2026, 10, 29)
        child = second_grader(exposures=(Exposure("measles", ON, excluded_through=last_day),))
        told = student_answer(child, ON).vaccines[Vaccine.MMR]
        assert told.codes == (ReasonCode.EXPOSURE_EXCLUSION_THROUGH,)
        assert (told.fact("exclude_from"), told.fact("through")) == (ON, last_day)

    def test_before_its_first_day_and_from_the_day_of_lifting_on_it_does_not_hold(self) -> None:
        order = Exposure("measles", ON, lifted_on=date(2026, 10, 15), excluded_through=date(2026, 10, 29))
        days = [date(2026, 10, 8), ON, date(2026, 10, 14), date(2026, 10, 15), date(2026, 10, 30)]
        assert [order.holds_on(day) for day in days] == [False, True, True, False, False]

    def test_a_second_dose_takes_the_student_off_by_itself(self) -> None:
        order = Exposure("measles", ON, excluded_through=date(2026, 10, 29))
        child = second_grader(*given("2020-03-01", "2026-10-12"), exposures=(order,))
        answers = [student_answer(child, date(2026, 10, day)).vaccines[Vaccine.MMR].outcome for day in (11, 12)]
        assert answers == [Outcome.EXCLUDE_FROM, Outcome.ADMIT]

    @pytest.mark.parametrize(
        "facts", [{"instruction": Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM}, {"enroll_now": EnrollNow.FOSTER}]
    )
    def test_the_officer_also_excludes_those_of_whom_no_shot_is_asked_today(self, facts: dict[str, object]) -> None:
        """HSC 120370(b) asks for proof of immunity, whatever else is required of the student."""
        child = second_grader(exposures=(Exposure("measles", ON),), **facts)
        assert student_answer(child, ON).strictest.outcome is Outcome.EXCLUDE_FROM

    def test_the_officer_also_excludes_an_adult_student(self) -> None:
        adult = StudentFacts(Pupil(date(2008, 10, 1), Grade.GRADE_12), exposures=(Exposure("measles", ON),))
        assert student_answer(adult, ON).strictest.outcome is Outcome.EXCLUDE_FROM
        assert student_answer(adult._replace(exposures=()), ON).strictest.outcome is Outcome.ADMIT


class TestWhatIsUsual:
    def test_only_some_diseases_have_a_usual_time(self) -> None:
        days = {disease: suggested_stay_away(disease, LAST_EXPOSURE) for disease in listed_diseases()}
        assert {disease: usual.days for disease, usual in days.items() if usual} == {
            "measles": 21,
            "mumps": 26,
            "rubella": 21,
            "varicella": 21,
        }

    def test_where_it_counts_from_the_last_case_that_is_said(self) -> None:
        counted = {
            disease: usual.counted_from_last_case
            for disease in listed_diseases()
            if (usual := suggested_stay_away(disease, LAST_EXPOSURE))
        }
        assert counted == {"measles": False, "mumps": True, "rubella": False, "varicella": True}


class TestWhoIsUnprotected:
    def test_whoever_is_complete_for_the_antigen_is_never_listed(self) -> None:
        complete = given("2020-03-01", "2023-03-01")
        for facts in (
            {},
            {"lines": exempt(LineKind.PERMANENT)},
            {"instruction": Instruction.HOME_BASED_PRIVATE_SCHOOL},
        ):
            assert why_unprotected(second_grader(*complete, **facts), "measles", ON) is None

    def test_the_antigen_counts_and_not_the_vaccine(self) -> None:
        measles_alone = second_grader(*given("2020-03-01", "2023-03-01", kinds=frozenset({DoseKind.MEASLES})))
        assert why_unprotected(measles_alone, "measles", ON) is None
        assert why_unprotected(measles_alone, "mumps", ON) is not None
        assert why_unprotected(second_grader(*given("2020-03-01")), "rubella", ON) is None

    def test_an_exempt_student_is_listed_with_the_kind_of_exemption(self) -> None:
        permanent = second_grader(lines=exempt(LineKind.PERMANENT))
        temporary = second_grader(lines=exempt(LineKind.TEMPORARY, date(2027, 1, 15)))
        assert why_unprotected(permanent, "measles", ON) is WhyUnprotected.PERMANENT_EXEMPTION
        assert why_unprotected(temporary, "measles", ON) is WhyUnprotected.TEMPORARY_EXEMPTION
        assert why_unprotected(temporary, "measles", date(2027, 1, 16)) is WhyUnprotected.OVERDUE

    def test_no_dose_at_all_is_no_record(self) -> None:
        assert why_unprotected(second_grader(), "measles", ON) is WhyUnprotected.NO_RECORD

    def test_between_two_doses_the_student_is_conditional_and_then_overdue(self) -> None:
        child = second_grader(*given("2026-09-10"))
        assert why_unprotected(child, "measles", ON) is WhyUnprotected.CONDITIONAL
        assert why_unprotected(child, "measles", date(2027, 1, 10)) is WhyUnprotected.CONDITIONAL
        assert why_unprotected(child, "measles", date(2027, 1, 11)) is WhyUnprotected.OVERDUE

    def test_a_written_notice_does_not_protect(self) -> None:
        notice = AdmissionFacts(None, notice=NoticeFacts(date(2026, 10, 1), date(2026, 10, 15)))
        child = second_grader(lines={Vaccine.MMR: notice})
        assert why_unprotected(child, "measles", ON) is WhyUnprotected.OVERDUE

    def test_an_older_paper_does_not_protect(self) -> None:
        paper = OlderExemption(OlderPaper.PERSONAL_BELIEFS, date(2015, 6, 1))
        eighth = StudentFacts(Pupil(date(2012, 12, 1), Grade.GRADE_8), papers=(paper,))
        assert why_unprotected(eighth, "measles", ON) is WhyUnprotected.OLDER_PAPER

    def test_independent_study_and_adults_without_doses_are_listed(self) -> None:
        at_home = second_grader(instruction=Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM)
        adult = StudentFacts(Pupil(date(2008, 10, 1), Grade.GRADE_12))
        assert why_unprotected(at_home, "measles", ON) is WhyUnprotected.NOT_REQUIRED_OF_STUDENT
        assert why_unprotected(adult, "measles", ON) is WhyUnprotected.NOT_REQUIRED_OF_STUDENT

    def test_a_foster_child_whose_record_is_awaited_is_listed(self) -> None:
        assert (
            why_unprotected(second_grader(enroll_now=EnrollNow.FOSTER), "measles", ON) is WhyUnprotected.RECORD_AWAITED
        )

    def test_a_month_without_a_day_can_make_the_dose_doubtful(self) -> None:
        """The first birthday is March 1: a dose of "February 2020" counts from February 26 on."""
        child = second_grader(*given("2020-02-01", month_only=True), *given("2023-03-01"))
        assert why_unprotected(child, "measles", ON) is WhyUnprotected.DOUBTFUL_DOSES

    def test_a_baby_for_whom_nothing_is_asked_yet_is_listed(self) -> None:
        baby = StudentFacts(Pupil(date(2026, 1, 10), Grade.INFANT_TODDLER))
        assert why_unprotected(baby, "varicella", ON) in {WhyUnprotected.NOT_YET_REQUIRED, WhyUnprotected.CONDITIONAL}

    def test_one_vaccine_met_and_another_under_way_is_conditional(self) -> None:
        """Against pertussis an eighth grader has Tdap, and one DTaP dose of a series that is under way."""
        doses = (
            *given("2026-08-01", kinds=frozenset({DoseKind.DTAP})),
            *given("2026-09-10", kinds=frozenset({DoseKind.TDAP})),
        )
        eighth = StudentFacts(Pupil(date(2013, 3, 1), Grade.GRADE_8, doses))
        assert why_unprotected(eighth, "pertussis", ON) is WhyUnprotected.CONDITIONAL

    def test_an_officers_earlier_order_does_not_hide_the_reason(self) -> None:
        child = second_grader(lines=exempt(LineKind.PERMANENT), exposures=(Exposure("measles", ON),))
        assert why_unprotected(child, "measles", ON) is WhyUnprotected.PERMANENT_EXEMPTION

    def test_an_unknown_disease_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="mange"):
            why_unprotected(second_grader(), "mange", ON)
