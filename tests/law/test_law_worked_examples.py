"""The eight worked examples of the school's record: kindergarten, first day Monday, August 17, 2026."""

from datetime import date

from chalicelib.law.admission import AdmissionFacts, answer_date
from chalicelib.law.conditional_schedule import next_dose
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enrollment import special_education
from chalicelib.law.enums import Grade, LineKind, LineState, NoticeWay, Vaccine
from chalicelib.law.school_clocks import SentNotice, notice_received, review_by, transfer_record
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.student_answer import StudentFacts, student_answer, vaccine_answer
from chalicelib.law.verdict import Outcome, ReasonCode
from chalicelib.law.written_notice import WrittenNotice, notice_facts

FIRST_DAY = date(2026, 8, 17)
SCHOOL = SchoolCalendar(FIRST_DAY, date(2027, 6, 10), frozenset({date(2026, 9, 7)}))
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
COMPLETE = {
    DoseKind.DTAP: ("2021-06-01", "2021-08-01", "2021-10-01", "2022-07-01", "2025-05-01"),
    DoseKind.IPV: ("2021-06-01", "2021-08-01", "2021-10-01", "2025-05-01"),
    DoseKind.HEPB: ("2021-04-01", "2021-06-01", "2021-12-01"),
    DoseKind.VAR: ("2022-05-01", "2025-05-01"),
    DoseKind.MEASLES: ("2022-05-01", "2025-05-01"),
}


def kindergartner(without: DoseKind | None = None, *more: Dose) -> Pupil:
    doses = tuple(
        Dose(MMR if kind is DoseKind.MEASLES else frozenset({kind}), date.fromisoformat(day))
        for kind, days in COMPLETE.items()
        if kind is not without
        for day in days
    )
    return Pupil(date(2021, 4, 1), Grade.K, (*doses, *more))


def permanent() -> AdmissionFacts:
    return AdmissionFacts(LineState.ISSUED, LineFacts(LineKind.PERMANENT, date(2026, 8, 3)))


def gave(kinds: frozenset[DoseKind], *days: str) -> tuple[Dose, ...]:
    return tuple(Dose(kinds, date.fromisoformat(day)) for day in days)


def test_1_all_doses() -> None:
    found = student_answer(StudentFacts(kindergartner()), FIRST_DAY)

    assert found.strictest.outcome is Outcome.ADMIT
    assert {each.codes for each in found.vaccines.values()} == {(ReasonCode.DOSES_COMPLETE,)}


def test_2_mmr_permanent_and_the_rest_complete() -> None:
    found = student_answer(StudentFacts(kindergartner(DoseKind.MEASLES), {Vaccine.MMR: permanent()}), FIRST_DAY)

    assert found.strictest.outcome is Outcome.ADMIT
    assert found.vaccines[Vaccine.MMR].codes == (ReasonCode.EXEMPT_PERMANENT,)


def test_3_every_vaccine_permanent() -> None:
    required = (Vaccine.DTAP, Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB)
    found = student_answer(
        StudentFacts(Pupil(date(2021, 4, 1), Grade.K), dict.fromkeys(required, permanent())), FIRST_DAY
    )

    assert (found.strictest.outcome, found.to_check) == (Outcome.ADMIT, ())


def test_4_varicella_temporary_and_the_rest_complete() -> None:
    line = LineFacts(LineKind.TEMPORARY, date(2026, 2, 12), date(2027, 2, 11))
    facts = StudentFacts(kindergartner(DoseKind.VAR), {Vaccine.VAR: AdmissionFacts(LineState.ISSUED, line)})
    found = student_answer(facts, FIRST_DAY).strictest

    assert (found.outcome, answer_date(found)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 2, 11))


def test_5_hepatitis_b_under_way_with_both_its_dates_and_the_first_review() -> None:
    pupil = kindergartner(DoseKind.HEPB, *gave(frozenset({DoseKind.HEPB}), "2026-06-15", "2026-07-20"))
    facts = StudentFacts(pupil, record_seen_on=date(2026, 8, 3))
    found = student_answer(facts, FIRST_DAY).strictest
    coming = next_dose(Vaccine.HEPB, pupil, FIRST_DAY)

    assert (found.outcome, answer_date(found)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 7, 20))
    assert coming is not None
    assert (coming.earliest, coming.by, coming.exclude_from) == (
        date(2026, 10, 15),
        date(2027, 7, 20),
        date(2027, 7, 21),
    )
    assert review_by(FIRST_DAY, SCHOOL) == date(2026, 9, 16)
    out = student_answer(facts, date(2027, 7, 21)).strictest
    assert (out.outcome, answer_date(out)) == (Outcome.EXCLUDE_FROM, date(2027, 7, 21))


def test_6_mmr_2_missing_notice_on_september_21_out_on_october_6() -> None:
    pupil = kindergartner(DoseKind.MEASLES, *gave(MMR, "2024-05-01"))
    notice = WrittenNotice(frozenset({Vaccine.MMR}), date(2026, 9, 21), date(2026, 9, 21), date(2026, 10, 5))
    line = AdmissionFacts(None, notice=notice_facts(notice))
    facts = StudentFacts(pupil, {Vaccine.MMR: line}, record_seen_on=FIRST_DAY)

    def told(on: date) -> tuple[Outcome, date | None]:
        found = student_answer(facts, on).strictest
        return found.outcome, answer_date(found)

    assert told(date(2026, 10, 5)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 10, 5))
    assert told(date(2026, 10, 6)) == (Outcome.EXCLUDE_FROM, date(2026, 10, 6))
    back = facts._replace(pupil=pupil._replace(doses=(*pupil.doses, *gave(MMR, "2026-10-07"))))
    assert vaccine_answer(back, Vaccine.MMR, date(2026, 10, 7)).outcome is Outcome.ADMIT


def test_7_iep_with_varicella_2_overdue_keeps_the_services() -> None:
    pupil = kindergartner(DoseKind.VAR, *gave(frozenset({DoseKind.VAR}), "2024-05-01"))
    found = student_answer(StudentFacts(pupil, record_seen_on=FIRST_DAY), FIRST_DAY)

    assert found.strictest.outcome is Outcome.NOT_AN_EXEMPTION
    assert special_education().outcome is Outcome.ADMIT


def test_8_from_oregon_without_a_record_thirty_school_days() -> None:
    found = student_answer(StudentFacts(Pupil(date(2021, 4, 1), Grade.K)), FIRST_DAY)
    waits = transfer_record(FIRST_DAY, FIRST_DAY, SCHOOL)

    assert found.strictest.outcome is Outcome.CHECK_RECORD
    assert len(found.to_check) == 5
    assert waits.fact("until") == date(2026, 9, 28)
    assert transfer_record(FIRST_DAY, date(2026, 9, 29), SCHOOL).fact("exclude_from") == date(2026, 9, 29)


def test_a_notice_counts_as_received_the_same_day_or_three_days_later_by_post() -> None:
    sent = date(2026, 9, 21)

    assert [notice_received(SentNotice(sent, way)) for way in NoticeWay] == [sent, sent, date(2026, 9, 24)]
