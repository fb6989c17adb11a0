"""The rules as the public page lists them: a sentence each, its law, its numbers, its tables, its example.

A rule that the portal enforces names the functions of the law by which it does so. Tests hold that pages or jobs
reach each of them, and that a walk through the portal really calls it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from chalicelib.law import (
    admission,
    amendments,
    appeals,
    calendar,
    conditional_schedule,
    dose_schedule,
    duration,
    exemption_content,
    grade_spans,
    medical_reasons,
    physician_standing,
    request_times,
    review_triggers,
    revocation,
    vaccine_products,
)
from chalicelib.law.book import rule_examples_forms as forms
from chalicelib.law.book import rule_examples_schools as schools
from chalicelib.law.book import rule_examples_state as state
from chalicelib.law.book.worked_example import WorkedExample
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit


class Chapter(NamedTuple):
    """A heading of the page."""

    id: str
    heading: str


class Rule(NamedTuple):
    """One rule. Each number, named date and table belongs to exactly one rule.

    `enforced_by`: the functions of the law by which the portal applies the rule; empty where it only explains it.
    `extent`: a sentence on what the portal does or leaves out, where a reader could expect something else.
    """

    id: str
    chapter: Chapter
    sentence: str
    cite: Cite
    example: Callable[[], WorkedExample]
    numbers: tuple[Limit | Boundary, ...] = ()
    tables: tuple[str, ...] = ()
    enforced_by: tuple[Callable[..., Any], ...] = ()
    extent: str = ""


COUNTING = Chapter("counting", N_("How days, months, and years are counted"))
CHILDREN = Chapter("children", N_("Which children the rules are about"))
FORMS = Chapter("forms", N_("What a form must say"))
DURATION = Chapter("duration", N_("How long an exemption lasts"))
PHYSICIANS = Chapter("physicians", N_("Which physicians may sign"))
REASONS = Chapter("reasons", N_("Medical reasons"))
REVIEW = Chapter("review", N_("When the state reviews"))
REVOCATION = Chapter("revocation", N_("When the state revokes"))
APPEALS = Chapter("appeals", N_("Appeals"))
SCHOOLS = Chapter("schools", N_("What a school does"))
DOSES = Chapter("doses", N_("Required doses"))
OLDER = Chapter("older", N_("Older exemptions"))
RECORDS = Chapter("records", N_("What the state keeps about you"))
FIGURES = Chapter("figures", N_("Public figures"))

_HOLIDAYS = ("holiday_rules", "lunar_holidays")

RULES: tuple[Rule, ...] = (
    Rule(
        "days",
        COUNTING,
        N_(
            "A number of days leaves out the first day and counts the last. A last day to act that "
            "is a weekend or a holiday moves to the next working day."
        ),
        Cite.GOV_6800,
        forms.last_day_on_a_saturday,
        (Limit.FIRST_HOLIDAY_YEAR, Limit.LAST_HOLIDAY_YEAR),
        _HOLIDAYS,
        enforced_by=(calendar.deadline_in_days,),
    ),
    Rule(
        "years",
        COUNTING,
        N_(
            "A year is counted in days and in calendar months. Where the two differ, an exemption "
            "ends on the earlier day."
        ),
        Cite.GOV_6803,
        forms.year_before_a_leap_day,
        (Limit.YEAR_DAYS, Limit.YEAR_MONTHS, Limit.LEAP_PAIR_MONTH, Limit.LEAP_PAIR_SECOND_DAY),
        enforced_by=(calendar.one_year_after,),
    ),
    Rule(
        "school-years",
        COUNTING,
        N_("The grade goes up with the school year, unless a school or a parent recorded otherwise."),
        Cite.PORTAL_H9,
        forms.grade_by_reading,
        (Limit.SCHOOL_YEAR_START_MONTH, Limit.EXPECTED_ENTRY_MONTH, Limit.TK_AGE, Limit.TK_AGE_BY_MONTH),
        enforced_by=(grade_spans.grade_on,),
    ),
    Rule(
        "pupils",
        CHILDREN,
        N_("The rules end on the 18th birthday."),
        Cite.CCR_6000,
        forms.eighteenth_birthday,
        (Limit.PUPIL_UNDER_AGE,),
        enforced_by=(grade_spans.requirement_applies,),
        extent=N_(
            "A request and a signature are refused from that day. A school's answer about an older form does "
            "not look at the age."
        ),
    ),
    Rule(
        "home-schools",
        CHILDREN,
        N_("A home-based private school, and independent study with no classroom teaching, need no exemption."),
        Cite.HSC_120335_F,
        forms.home_school,
        enforced_by=(grade_spans.exemption_needed,),
    ),
    Rule("drop-in", CHILDREN, N_("Drop-in child care is not covered."), Cite.HSC_1596_794, schools.drop_in),
    Rule(
        "special-education",
        CHILDREN,
        N_("Special education goes on with or without doses."),
        Cite.HSC_120335_H,
        schools.child_with_a_program,
    ),
    Rule(
        "enroll-now",
        CHILDREN,
        N_(
            "Foster children, children without a home, and children of military families are "
            "enrolled at once, even without records."
        ),
        Cite.HSC_120341,
        schools.foster_child_without_records,
        (),
        ("enrollment",),
    ),
    Rule(
        "ten-diseases",
        CHILDREN,
        N_(
            "The law names ten diseases. A vaccine that the state adds can be required only "
            "if it can also be skipped for personal beliefs."
        ),
        Cite.HSC_120338,
        schools.added_vaccine,
        (),
        ("listed_diseases",),
    ),
    Rule(
        "span-vaccines",
        FORMS,
        N_("A form can name only the vaccines that its grades require."),
        Cite.PORTAL_SPAN_VACCINES,
        forms.hib_in_grade_3,
        (Limit.UNGRADED_SEVENTH_GRADE_AGE, Limit.TDAP_FROM_AGE),
        ("span_vaccines",),
        enforced_by=(grade_spans.check_vaccine_in_span,),
    ),
    Rule(
        "form-content",
        FORMS,
        N_("A form must state every item that the law lists, and for each vaccine its own medical basis."),
        Cite.HSC_120372_A2D,
        forms.no_explanation,
        enforced_by=(exemption_content.check_form,),
    ),
    Rule(
        "fee-ban",
        FORMS,
        N_("No charge may be made for the form, or for an exam to renew a temporary exemption."),
        Cite.HSC_120372_A3,
        forms.no_charge,
        enforced_by=(exemption_content.check_form,),
    ),
    Rule(
        "request-waits",
        FORMS,
        N_("A request that nobody goes on with lapses. It can be started again from a copy."),
        Cite.PORTAL_H1,
        forms.idle_draft,
        (Limit.DRAFT_LAPSES_DAYS, Limit.REQUEST_LAPSES_MONTHS),
        enforced_by=(request_times.draft_wait, request_times.sent_wait),
    ),
    Rule(
        "one-year",
        DURATION,
        N_("A temporary exemption lasts one year at most. Its last day is not moved by weekends or holidays."),
        Cite.HSC_120372_A2G,
        forms.one_day_too_long,
        (Limit.TEMPORARY_MAX_MONTHS,),
        enforced_by=(duration.check_line,),
    ),
    Rule(
        "grade-span",
        DURATION,
        N_("No exemption outlasts the grade span: birth to preschool, TK to grade 6, grades 7 to 12."),
        Cite.HSC_120370_A,
        forms.entry_into_grade_7,
        (Limit.ENDS_SOON_DAYS,),
        enforced_by=(duration.end_of_line,),
    ),
    Rule(
        "earliest-issue",
        DURATION,
        N_("A form for the next grade span cannot be signed too early."),
        Cite.CDPH_FAQ,
        forms.thirteen_months_early,
        (Limit.EARLIEST_ISSUE_MONTHS,),
        enforced_by=(duration.earliest_issue,),
    ),
    Rule(
        "standing",
        PHYSICIANS,
        N_(
            "The license must be current. A board matter about vaccine care bars the "
            "physician. One that the state has not looked at puts the form on hold."
        ),
        Cite.HSC_120372_D7,
        state.unclassified_probation,
        (Limit.GOOD_CHECK_HOURS,),
        ("dca_status", "license_types"),
        enforced_by=(physician_standing.decide,),
    ),
    Rule(
        "risk-bar",
        PHYSICIANS,
        N_(
            "A public-health-risk bar ends when its least time is over and the risk is shown "
            "to be gone, not before both."
        ),
        Cite.HSC_120372_D7A,
        state.bar_after_two_years,
        (Limit.PUBLIC_HEALTH_BAR_MONTHS,),
        enforced_by=(physician_standing.bar_may_end,),
    ),
    Rule(
        "reasons",
        REASONS,
        N_("Each vaccine needs a coded medical reason. Some common beliefs are no reason."),
        Cite.HSC_120372_A2F,
        state.egg_allergy,
        (),
        ("medical_reasons",),
        enforced_by=(medical_reasons.check_reason,),
    ),
    Rule(
        "criteria",
        REASONS,
        N_(
            "A form is judged by the criteria in force on its issue date. Other reasons, family "
            "history too, need written support and are reviewed."
        ),
        Cite.HSC_120372_D3B,
        state.family_history,
        (),
        ("criteria_sets",),
        enforced_by=(medical_reasons.check_reason, medical_reasons.criteria_set_on),
        extent=N_(
            "The form names its criteria. A review of such a form does not start on its own: state staff must open it."
        ),
    ),
    Rule(
        "products",
        REASONS,
        N_("A reason against one part of a combined vaccine bars that product, not the other vaccines in it."),
        Cite.CDC_CDSI,
        state.yeast_allergy,
        (),
        ("vaccine_products",),
        enforced_by=(vaccine_products.single_vaccine_hint,),
    ),
    Rule(
        "low-rate",
        REVIEW,
        N_("All exemptions of a school with a low immunization rate are reviewed."),
        Cite.HSC_120372_D2A,
        schools.just_below_the_rate,
        (Limit.REVIEW_RATE_PERCENT, Limit.PERCENT_WHOLE),
    ),
    Rule(
        "many-forms",
        REVIEW,
        N_("All forms of a year are reviewed when one physician signed many. Corrections do not count."),
        Cite.HSC_120372_D2B,
        schools.fifth_form,
        (Limit.FORMS_REVIEWED_FROM,),
        extent=N_(
            "The count is kept and shown to the physician and to state staff. A review does not start on its own."
        ),
    ),
    Rule(
        "no-report",
        REVIEW,
        N_("All exemptions of a school that does not file its yearly report are reviewed."),
        Cite.HSC_120372_D2C,
        schools.report_not_filed,
        (),
        ("reporters",),
    ),
    Rule(
        "public-health",
        REVIEW,
        N_("Any exemption can be reviewed to protect public health, for a written reason."),
        Cite.HSC_120372_D9,
        schools.no_reason_typed,
        (Limit.INFORMATION_DUE_DAYS,),
        enforced_by=(review_triggers.public_health_review, revocation.information_due),
    ),
    Rule(
        "board-report",
        REVIEW,
        N_("The board is told of a physician with many forms revoked in one year. A form counts once."),
        Cite.HSC_120372_D8,
        schools.four_and_one,
        (Limit.REVOKED_FORMS_REPORTED,),
        enforced_by=(revocation.is_reported_to_board,),
    ),
    Rule(
        "who-revokes",
        REVOCATION,
        N_(
            "Only the State Public Health Officer or a designated physician revokes, and "
            "not the person who recommended it."
        ),
        Cite.HSC_120372_D3C,
        state.nurse_revokes,
        enforced_by=(revocation.may_revoke,),
    ),
    Rule(
        "before-2020",
        REVOCATION,
        N_("An exemption from before 2020 can be revoked only if the board disciplined the physician."),
        Cite.HSC_120372_D4,
        state.issued_before_2020,
        (Boundary.DISCIPLINE_RULE_BEFORE,),
        enforced_by=(revocation.may_revoke,),
    ),
    Rule(
        "start-doses",
        REVOCATION,
        N_(
            "After a revocation the child stays in school and must start the doses in time, "
            "or is kept out from the next day."
        ),
        Cite.HSC_120372_D6,
        state.no_dose_after_revocation,
        (Limit.SCHEDULE_START_DAYS,),
        enforced_by=(revocation.start_by,),
    ),
    Rule(
        "appeal-time",
        APPEALS,
        N_(
            "An appeal filed in time puts off the duty to start the doses. A late one is "
            "received and marked late, and puts off nothing."
        ),
        Cite.HSC_120372_05_E,
        state.appeal_on_day_31,
        (Limit.APPEAL_DAYS,),
        enforced_by=(appeals.timeliness,),
    ),
    Rule(
        "panel",
        APPEALS,
        N_(
            "A panel of physicians decides by majority, each with a written reason. The Secretary "
            "adopts what it decides."
        ),
        Cite.HSC_120372_05_B,
        state.two_of_three,
        (Limit.PANEL_SIZE, Limit.PANEL_MAJORITY),
        enforced_by=(appeals.majority, appeals.may_adopt),
    ),
    Rule(
        "decision-time",
        APPEALS,
        N_("The written decision is sent promptly after the panel has decided. The portal counts the days."),
        Cite.PORTAL_T6,
        state.decision_not_sent,
        (Limit.DECISION_TARGET_DAYS, Limit.DECISION_ALARM_DAYS),
        enforced_by=(appeals.decision_time,),
    ),
    Rule(
        "conflicts",
        APPEALS,
        N_("A panel member has no tie to the child, the physician, or the review."),
        Cite.PORTAL_CONFLICTS,
        state.panelist_of_the_practice,
        enforced_by=(appeals.eligible_panelist,),
    ),
    Rule(
        "after-appeal",
        APPEALS,
        N_("After a denied or withdrawn appeal the time to start the doses runs again."),
        Cite.PORTAL_UPHELD,
        state.after_an_upheld_revocation,
        (Limit.UPHELD_START_DAYS, Limit.WITHDRAWN_START_DAYS),
        enforced_by=(appeals.start_by_after_upheld, appeals.after_withdrawal),
    ),
    Rule(
        "school-answer",
        SCHOOLS,
        N_("A school is told for each vaccine what to do today. The student's answer is the strictest of them."),
        Cite.PORTAL_H3,
        state.temporary_in_effect,
        enforced_by=(admission.answer, admission.strictest),
        extent=N_(
            "The website does not record the written notice to the parent, so it does not say when the time "
            "after it ends."
        ),
    ),
    Rule(
        "exposure",
        SCHOOLS,
        N_(
            "After an exposure the health officer may exclude a child although the exemption is "
            "valid. The exemption does not change."
        ),
        Cite.HSC_120370_B,
        state.exposed_child,
        extent=N_("No page records the health officer's order."),
    ),
    Rule(
        "record-review",
        SCHOOLS,
        N_(
            "The record of a child admitted on condition is reviewed again and again. When "
            "the last day has no school, it is done on the school day before."
        ),
        Cite.CCR_6035,
        schools.thirty_days_end_on_a_sunday,
        (Limit.RECORD_REVIEW_DAYS,),
    ),
    Rule(
        "missing-doses",
        SCHOOLS,
        N_("A student found to lack doses may attend for some school days after a written notice."),
        Cite.CCR_6040,
        schools.dose_found_missing,
        (Limit.NOTICE_SCHOOL_DAYS,),
        extent=N_("A school's answer asks for the written notice. The website does not count the days."),
    ),
    Rule(
        "district-notice",
        SCHOOLS,
        N_("A district may use two weeks instead of the school days."),
        Cite.EDC_48216,
        schools.two_weeks_notice,
        (Limit.DISTRICT_NOTICE_DAYS,),
    ),
    Rule(
        "transfers",
        SCHOOLS,
        N_("A student from another school in the United States may attend for a time while the record is on its way."),
        Cite.CCR_6035,
        schools.transfer_pupil,
        (Limit.TRANSFER_SCHOOL_DAYS,),
    ),
    Rule(
        "former-school",
        SCHOOLS,
        N_("The former school sends the record in time. Child care keeps a copy."),
        Cite.EDC_49068,
        schools.record_asked_for,
        (Limit.FORMER_SCHOOL_SCHOOL_DAYS, Limit.CHILD_CARE_RECORD_YEARS),
    ),
    Rule(
        "foster-records",
        SCHOOLS,
        N_("The liaisons of a foster child ask for the records, and send them, within a few business days."),
        Cite.EDC_48853_5,
        schools.foster_child_on_thursday,
        (Limit.FOSTER_RECORDS_BUSINESS_DAYS,),
    ),
    Rule(
        "required-doses",
        DOSES,
        N_("Tables A and B list the doses by age and by grade. A combined vaccine counts for each part."),
        Cite.CCR_6025,
        schools.three_polio_doses,
        (Limit.DOSE_GRACE_DAYS,),
        ("dose_rules", "dose_kinds"),
        enforced_by=(dose_schedule.check_vaccine,),
        extent=N_(
            "Applied to the doses that a school records for a child with an exemption form, not to other students."
        ),
    ),
    Rule(
        "grade-7",
        DOSES,
        N_(
            "Moving up to grade 7 needs a dose against whooping cough at age 7 or older. The check "
            "of varicella doses has ended."
        ),
        Cite.CCR_6025,
        schools.one_varicella_dose_at_grade_7,
        extent=N_("A school's answer does not check this step."),
    ),
    Rule(
        "conditional",
        DOSES,
        N_(
            "Tables C and D say from when a further dose can be given and by when it must be. "
            "The last day is not moved."
        ),
        Cite.CCR_6035,
        schools.varicella_at_thirteen,
        (Limit.WEEK_DAYS,),
        ("conditional_doses",),
        enforced_by=(conditional_schedule.conditional_admission,),
        extent=N_(
            "Applied to the doses that a school records for a child with an exemption form, not to other students."
        ),
    ),
    Rule(
        "young-children",
        DOSES,
        N_("A very young child with the doses for the age is admitted until the next ones are due."),
        Cite.CCR_6035,
        schools.infant_up_to_date,
        (Limit.CONDITIONAL_UNDER_MONTHS, Limit.AGE_REQUIREMENT_DAYS),
    ),
    Rule(
        "older-letters",
        OLDER,
        N_(
            "A doctor's letter from before 2020 counts until the next grade span. One of "
            "2020 counts until then too, or until the child is admitted anew."
        ),
        Cite.HSC_120370_A2,
        schools.letter_of_2019,
        (Boundary.CARRIED_OVER_BEFORE, Boundary.FORM_AT_ADMISSION_FROM),
    ),
    Rule(
        "paper-letters",
        OLDER,
        N_("A newer letter on paper is never an exemption. Only the state form is."),
        Cite.HSC_120372_A1,
        schools.letter_of_2026,
        (Boundary.STATEWIDE_FORM_FROM,),
    ),
    Rule(
        "personal-beliefs",
        OLDER,
        N_("A personal belief exemption from before 2016 is a box on the record, and only until the next grade span."),
        Cite.HSC_120335_G,
        schools.beliefs_of_2015,
        (Boundary.PERSONAL_BELIEFS_BEFORE,),
    ),
    Rule(
        "amend-answer",
        RECORDS,
        N_("A person can ask the state to correct a record. The state corrects it or says why not, in time."),
        Cite.CIV_1798_35,
        state.correction_asked_for,
        (Limit.AMENDMENT_ANSWER_DAYS,),
        enforced_by=(amendments.answer_due,),
    ),
    Rule(
        "amend-refused",
        RECORDS,
        N_(
            "After a refusal, the head of the agency reviews it when the person asks. A "
            "statement of disagreement goes with the record."
        ),
        Cite.CIV_1798_36,
        state.correction_refused,
        (Limit.AMENDMENT_REVIEW_DAYS,),
        extent=N_("The website tells the person of these rights. The review and the statement happen outside it."),
    ),
    Rule(
        "small-numbers",
        FIGURES,
        N_("Small numbers of people are hidden, and every other number from which a hidden one could be worked out."),
        Cite.CALHHS_DEID,
        schools.ten_children,
        (Limit.HIDDEN_FROM, Limit.HIDDEN_TO),
    ),
)
