"""Worked examples of the rules on counting, children, forms and how long they last."""

from chalicelib.law import appeals, duration, exemption_content, grade_spans, request_times
from chalicelib.law.admission import AdmissionFacts, answer
from chalicelib.law.book.worked_example import WorkedExample, at, day
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine
from chalicelib.law.exemption_content import FormFacts, FormLineFacts, PhysicianFacts
from chalicelib.law.marking import N_


def idle_draft() -> WorkedExample:
    """A draft that no one touched."""
    saved_on, on = day("2026-03-02"), day("2026-09-01")
    return WorkedExample(
        N_("A parent last changed the draft of a request on %(saved_on)s. The parent opens it on %(on)s."),
        {"saved_on": saved_on, "on": on},
        request_times.draft_wait(saved_on, on),
    )


def last_day_on_a_court_holiday() -> WorkedExample:
    """Counting days: July 4 on a Saturday, which the courts observe on the Friday before."""
    revoked_on, filed_on = day("2026-06-03"), day("2026-07-06")
    return WorkedExample(
        N_(
            "An exemption is revoked on %(revoked_on)s. Day 30 is the Friday on which the courts observe "
            "Independence Day. The parent appeals on %(filed_on)s."
        ),
        {"revoked_on": revoked_on, "filed_on": filed_on},
        appeals.timeliness(at(filed_on, "12:00"), revoked_on),
    )


def year_before_a_leap_day() -> WorkedExample:
    """Counting years: a form signed on February 28."""
    signed_on, expiry = day("2027-02-28"), day("2028-02-29")
    return WorkedExample(
        N_("A temporary exemption is signed on %(signed_on)s to end on %(expiry)s."),
        {"signed_on": signed_on, "expiry": expiry},
        duration.check_line(LineFacts(LineKind.TEMPORARY, signed_on, expiry)),
    )


def grade_by_reading() -> WorkedExample:
    """School years: the grade advances on July 1."""
    recorded_on, on = day("2026-10-05"), day("2027-08-16")
    span = grade_spans.span_of(grade_spans.grade_on(Grade.GRADE_6, recorded_on, on))
    return WorkedExample(
        N_("A child was recorded in grade 6 on %(recorded_on)s. A form of %(on)s names Tdap."),
        {"recorded_on": recorded_on, "on": on},
        grade_spans.check_vaccine_in_span(Vaccine.TDAP, span, on=on),
    )


def eighteenth_birthday() -> WorkedExample:
    """Who is a pupil."""
    birth_date, on = day("2008-11-20"), day("2026-11-20")
    return WorkedExample(
        N_("A student was born on %(birth_date)s. The school asks on %(on)s."),
        {"birth_date": birth_date, "on": on},
        grade_spans.requirement_applies(birth_date, on),
    )


def home_school() -> WorkedExample:
    """Where no exemption is needed: case 97."""
    return WorkedExample(
        N_("A child is taught in a home-based private school."),
        {},
        grade_spans.exemption_needed(grade_spans.Instruction.HOME_BASED_PRIVATE_SCHOOL),
    )


def hib_in_grade_3() -> WorkedExample:
    """Vaccines of a span: case 26."""
    return WorkedExample(
        N_("A form for a child in grade 3 names Hib."),
        {},
        grade_spans.check_vaccine_in_span(Vaccine.HIB, GradeSpan.TK_TO_6, on=day("2026-11-20")),
    )


def _whole_form() -> FormFacts:
    physician = PhysicianFacts("Alex Rivera", "A 60666", "1 Main Street, Fresno", "555-0100")
    return FormFacts(
        signed_on=day("2026-11-20"),
        issuer=physician,
        issuer_is_pcp=True,
        child_name="Kai",
        parent_name="Robin",
        parent_address="2 Oak Street, Fresno",
        institution_name="Oak School",
        institution_address="3 Oak Street, Fresno",
        examination_certified=True,
        treating_since=day("2020-01-02"),
        lines=(FormLineFacts(Vaccine.MMR, "Severe allergic reaction to the first dose", LineKind.PERMANENT),),
        release_authorized_by="Robin",
        release_authorized_on=day("2026-11-19"),
        truth_certified=True,
        no_charge_attested=True,
    )


def no_explanation() -> WorkedExample:
    """What a form states: case 33."""
    form = _whole_form()
    return WorkedExample(
        N_("A form is complete, but it does not say why another doctor than the primary care physician signs."),
        {},
        exemption_content.check_form(form._replace(issuer_is_pcp=False, pcp=form.issuer)),
    )


def no_charge() -> WorkedExample:
    """The fee ban: case 14."""
    return WorkedExample(
        N_("A form is complete, but the physician does not confirm that no charge was made."),
        {},
        exemption_content.check_form(_whole_form()._replace(no_charge_attested=False)),
    )


def one_day_too_long() -> WorkedExample:
    """One year: case 2."""
    signed_on, expiry = day("2026-11-20"), day("2027-11-21")
    return WorkedExample(
        N_("A temporary exemption is signed on %(signed_on)s to end on %(expiry)s."),
        {"signed_on": signed_on, "expiry": expiry},
        duration.check_line(LineFacts(LineKind.TEMPORARY, signed_on, expiry)),
    )


def entry_into_grade_7() -> WorkedExample:
    """The grade span: case 15."""
    signed_on, entry = day("2026-10-05"), day("2027-08-16")
    line = LineFacts(LineKind.PERMANENT, signed_on, next_span_entry=entry)
    return WorkedExample(
        N_("A permanent exemption is signed on %(signed_on)s in grade 6. The child enters grade 7 on %(entry)s."),
        {"signed_on": signed_on, "entry": entry},
        answer(AdmissionFacts(LineState.ISSUED, line), entry),
    )


def thirteen_months_early() -> WorkedExample:
    """The earliest issue: case 17."""
    signed_on, first_day = day("2026-08-15"), day("2027-08-16")
    return WorkedExample(
        N_("A form for grades 7 to 12 is signed on %(signed_on)s. Grade 7 starts on %(first_day)s."),
        {"signed_on": signed_on, "first_day": first_day},
        duration.check_line(LineFacts(LineKind.PERMANENT, signed_on, planned_first_day=first_day)),
    )
