"""Worked examples of the rules on doses, the school's clocks, reviews, older papers and public figures."""

from chalicelib.law import review_triggers as triggers
from chalicelib.law import school_clocks as clocks
from chalicelib.law import suppression
from chalicelib.law.annual_report import audit_share
from chalicelib.law.book.worked_example import WorkedExample, day
from chalicelib.law.calendar import school_year_of
from chalicelib.law.conditional_schedule import conditional_admission, young_child_admission
from chalicelib.law.dose_schedule import Occasion, Pupil, check_vaccine
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enrollment import EnrollNow, drop_in_child_care, enrol_without_records, special_education
from chalicelib.law.enums import Grade, NoticeWay, Vaccine
from chalicelib.law.exemption_bases import AddedVaccine, Basis, may_require
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, older_exemption
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import SentNotice
from chalicelib.law.school_year import SchoolCalendar, assumed_calendar
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Verdict


def _doses(kind: DoseKind, *days: str) -> tuple[Dose, ...]:
    return tuple(Dose(frozenset({kind}), day(text)) for text in days)


def _school() -> SchoolCalendar:
    return SchoolCalendar(day("2026-08-01"), day("2027-06-11"), closed_days=frozenset({day("2026-09-07")}))


def three_polio_doses() -> WorkedExample:
    """Table B, and the four days of grace."""
    born, last = day("2018-03-10"), day("2022-03-06")
    pupil = Pupil(born, Grade.K, _doses(DoseKind.IPV, "2018-05-10", "2018-07-10", "2022-03-06"))
    return WorkedExample(
        N_("A child born on %(born)s has three polio doses, the last one on %(last)s. The child enters kindergarten."),
        {"born": born, "last": last},
        check_vaccine(Vaccine.IPV, pupil, day("2023-08-16")),
    )


def one_varicella_dose_at_grade_7() -> WorkedExample:
    """The checkpoint that ended: case 98."""
    on = day("2026-08-17")
    doses = _doses(DoseKind.VAR, "2015-04-10")
    pupil = Pupil(day("2014-03-10"), Grade.GRADE_7, doses, Occasion.GRADE_7_ADVANCEMENT)
    return WorkedExample(
        N_("A student with one varicella dose, in the school since kindergarten, moves up to grade 7 on %(on)s."),
        {"on": on},
        check_vaccine(Vaccine.VAR, pupil, on),
    )


def varicella_at_thirteen() -> WorkedExample:
    """Table D: case 93."""
    first = day("2026-09-01")
    pupil = Pupil(day("2013-09-01"), Grade.GRADE_8, _doses(DoseKind.VAR, "2026-09-01"))
    return WorkedExample(
        N_("A student turns 13 on %(first)s and is given varicella dose 1 on that day."),
        {"first": first},
        conditional_admission(Vaccine.VAR, pupil, first),
    )


def infant_up_to_date() -> WorkedExample:
    """A child under 18 months."""
    born, on = day("2026-03-02"), day("2026-08-01")
    kinds = frozenset({DoseKind.IPV, DoseKind.DTAP, DoseKind.HEPB, DoseKind.HIB})
    doses = tuple(Dose(kinds, day(text)) for text in ("2026-05-02", "2026-07-02"))
    found = young_child_admission(Pupil(born, Grade.INFANT_TODDLER, doses), on)
    return WorkedExample(
        N_("A child born on %(born)s has two doses of each vaccine for the age. Child care looks on %(on)s."),
        {"born": born, "on": on},
        _given(found),
    )


def _given(found: Verdict | None) -> Verdict:
    if found is None:
        raise LookupError
    return found


def thirty_days_end_on_a_sunday() -> WorkedExample:
    """Record reviews."""
    admitted_on = day("2026-08-21")
    return WorkedExample(
        N_("A child is admitted conditionally on %(admitted_on)s. Day 30 is a Sunday."),
        {"admitted_on": admitted_on},
        clocks.record_review(admitted_on, admitted_on, _school()),
    )


def transfer_pupil() -> WorkedExample:
    """Transfer records."""
    first = day("2026-08-12")
    return WorkedExample(
        N_("A student from another school first attends on %(first)s. The record has not come. Labor Day is off."),
        {"first": first},
        clocks.transfer_record(first, first, _school()),
    )


def record_asked_for() -> WorkedExample:
    """The former school."""
    asked_on = day("2026-09-01")
    return WorkedExample(
        N_("The new school asks for the record on %(asked_on)s. Labor Day is off."),
        {"asked_on": asked_on},
        clocks.former_school(asked_on, asked_on, _school()),
    )


def foster_child_on_thursday() -> WorkedExample:
    """Foster records."""
    asked_on = day("2026-09-03")
    return WorkedExample(
        N_("A foster child's records are asked for on %(asked_on)s, the Thursday before Labor Day."),
        {"asked_on": asked_on},
        clocks.foster_records(asked_on, asked_on),
    )


def dose_found_missing() -> WorkedExample:
    """A pupil found short; the letter was mailed."""
    sent_on, on = day("2026-09-01"), day("2026-09-17")
    notice = SentNotice(sent_on, NoticeWay.POST)
    return WorkedExample(
        N_("A letter that a dose is missing is mailed to the parent on %(sent_on)s. On %(on)s there is no proof."),
        {"sent_on": sent_on, "on": on},
        clocks.missing_doses_found(notice, on, _school()),
    )


def notice_before_thanksgiving() -> WorkedExample:
    """Ten school days of the assumed calendar, with the week of Thanksgiving off."""
    notice_on = day("2026-11-16")
    return WorkedExample(
        N_("A school without a calendar tells the parent in writing on %(notice_on)s that a dose is missing."),
        {"notice_on": notice_on},
        clocks.missing_doses_found(SentNotice(notice_on), notice_on, assumed_calendar(school_year_of(notice_on))),
    )


def two_weeks_notice() -> WorkedExample:
    """A district's notice."""
    notice_on = day("2026-10-28")
    return WorkedExample(
        N_("A district gives its two weeks' notice on %(notice_on)s. Day 14 is Veterans Day."),
        {"notice_on": notice_on},
        clocks.district_notice(notice_on, notice_on),
    )


def just_below_the_rate() -> WorkedExample:
    """Trigger A: case 58."""
    on = day("2026-11-20")
    pupils, complete = number(Limit.PERCENT_WHOLE, on), number(Limit.REVIEW_RATE_PERCENT, on) - 1
    return WorkedExample(
        N_("A school reports %(pupils)s students, %(complete)s of them with all required doses."),
        {"pupils": pupils, "complete": complete},
        triggers.school_rate(complete, pupils, on),
    )


def fifth_form() -> WorkedExample:
    """Trigger B."""
    signed = ("2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10", "2026-12-31")
    forms = [triggers.SignedForm(text, day(text)) for text in signed]
    last = day(signed[-1])
    return WorkedExample(
        N_("A physician signs the fifth form of the year on %(last)s."),
        {"last": last},
        triggers.physician_forms(forms, last.year),
    )


def report_not_filed() -> WorkedExample:
    """Trigger C: case 59."""
    due_on, on = day("2026-11-16"), day("2026-11-17")
    return WorkedExample(
        N_("The annual report of a school with kindergarten was due by %(due_on)s. On %(on)s it has not been filed."),
        {"due_on": due_on, "on": on},
        triggers.school_report(triggers.Institution.SCHOOL, {Grade.K, Grade.GRADE_1}, None, due_on, on),
    )


def last_day_of_the_report() -> WorkedExample:
    """The last day itself is in time."""
    on = day("2026-12-04")
    return WorkedExample(
        N_("On %(on)s, the last day, a school with kindergarten has not filed its annual report yet."),
        {"on": on},
        triggers.school_report(triggers.Institution.SCHOOL, {Grade.K}, None, on, on),
    )


def just_above_the_audit_share() -> WorkedExample:
    """One student more than the share that is let through."""
    on = day("2026-11-20")
    pupils, unfinished = number(Limit.PERCENT_WHOLE, on), number(Limit.AUDIT_SHARE_PERCENT, on) + 1
    return WorkedExample(
        N_("Of %(pupils)s kindergarten students, %(unfinished)s are conditional or overdue."),
        {"pupils": pupils, "unfinished": unfinished},
        audit_share(unfinished, pupils, on),
    )


def no_reason_typed() -> WorkedExample:
    """Trigger D: case 61."""
    return WorkedExample(
        N_("A reviewer opens a case to protect public health and gives no reason."),
        {},
        triggers.public_health_review(""),
    )


def four_and_one() -> WorkedExample:
    """The board report: case 74."""
    decided = ("2026-03-02", "2026-04-01", "2026-06-01", "2026-12-31", "2027-01-04")
    lines = [triggers.RevokedLine(text, day(text)) for text in decided]
    year = day(decided[0]).year
    return WorkedExample(
        N_("Four of a physician's forms are revoked in %(year)s, and one in January of the next year."),
        {"year": year},
        triggers.report_to_board(lines, year),
    )


def letter_of_2019() -> WorkedExample:
    """Older letters: case 29."""
    dated_on, on = day("2019-11-01"), day("2020-10-01")
    return WorkedExample(
        N_("A doctor's letter of %(dated_on)s is on the record of a student in grade 5 on %(on)s."),
        {"dated_on": dated_on, "on": on},
        older_exemption(OlderExemption(OlderPaper.PHYSICIAN_LETTER, dated_on), on),
    )


def letter_of_2026() -> WorkedExample:
    """Paper letters: case 28."""
    dated_on = day("2026-09-01")
    return WorkedExample(
        N_("A parent brings a doctor's letter of %(dated_on)s."),
        {"dated_on": dated_on},
        older_exemption(OlderExemption(OlderPaper.PHYSICIAN_LETTER, dated_on), dated_on),
    )


def beliefs_of_2015() -> WorkedExample:
    """Personal belief exemptions."""
    filed_on, entry = day("2015-08-01"), day("2022-08-15")
    facts = OlderExemption(OlderPaper.PERSONAL_BELIEFS, filed_on, entered_next_span_on=entry)
    return WorkedExample(
        N_("A personal belief exemption was filed on %(filed_on)s for kindergarten. Grade 7 starts on %(entry)s."),
        {"filed_on": filed_on, "entry": entry},
        older_exemption(facts, entry),
    )


def foster_child_without_records() -> WorkedExample:
    """Enrollment right away: case 96."""
    return WorkedExample(
        N_("A foster child comes to a school without any records."),
        {},
        enrol_without_records(EnrollNow.FOSTER, day("2026-11-20")),
    )


def child_with_a_program() -> WorkedExample:
    """Special education."""
    return WorkedExample(N_("A child with a special education program lacks doses."), {}, special_education())


def drop_in() -> WorkedExample:
    """Drop-in child care."""
    return WorkedExample(N_("A child comes to drop-in child care twice, with no contract."), {}, drop_in_child_care())


def added_vaccine() -> WorkedExample:
    """A second basis: case 100."""
    added = AddedVaccine("Hepatitis A", frozenset({Basis.MEDICAL}))
    return WorkedExample(
        N_("The state wants to require one more vaccine, and only medical exemptions are open for it."),
        {},
        may_require(added, day("2026-11-20")),
    )


def ten_children() -> WorkedExample:
    """Small numbers."""
    on = day("2026-11-20")
    count = number(Limit.HIDDEN_TO, on)
    return WorkedExample(
        N_("A public table would show that %(count)s children of a school have an exemption."),
        {"count": count},
        suppression.show_number(count, on),
    )
