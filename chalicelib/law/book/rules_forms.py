"""The rules about children, forms, physicians, and reasons, in the order of the public page."""

from chalicelib.law import (
    calendar,
    duration,
    enrollment,
    exemption_content,
    grade_spans,
    medical_reasons,
    physician_standing,
    request_times,
    vaccine_products,
)
from chalicelib.law.book import rule_examples_forms as forms
from chalicelib.law.book import rule_examples_schools as schools
from chalicelib.law.book import rule_examples_state as state
from chalicelib.law.book.rule import CHILDREN, COUNTING, DURATION, FORMS, PHYSICIANS, REASONS, Rule
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit

_HOLIDAYS = ("holiday_rules", "court_holidays", "lunar_holidays")

FORMS_RULES: tuple[Rule, ...] = (
    Rule(
        "days",
        COUNTING,
        N_(
            "A number of days leaves out the first day and counts the last. A last day to act that "
            "is a weekend, a holiday, or a day on which the courts observe one moves to the next working day."
        ),
        Cite.CCP_12A,
        forms.last_day_on_a_court_holiday,
        (Limit.FIRST_HOLIDAY_YEAR, Limit.LAST_HOLIDAY_YEAR),
        _HOLIDAYS,
        enforced_by=(calendar.deadline_in_days,),
        also=(Cite.GOV_6800, Cite.GOV_6706, Cite.CCP_135, Cite.CRC_1_11, Cite.PORTAL_HOLIDAYS),
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
        Cite.CCR_6015,
        forms.eighteenth_birthday,
        (Limit.PUPIL_UNDER_AGE,),
        enforced_by=(grade_spans.requirement_applies,),
        extent=N_(
            "A request and a signature are refused from that day. A school's answer about an older form does "
            "not look at the age."
        ),
        also=(Cite.CCR_6000,),
    ),
    Rule(
        "home-schools",
        CHILDREN,
        N_("A home-based private school, and independent study with no classroom teaching, don't need an exemption."),
        Cite.HSC_120335_F,
        forms.home_school,
        enforced_by=(grade_spans.exemption_needed,),
    ),
    Rule("drop-in", CHILDREN, N_("Drop-in child care is not covered."), Cite.HSC_1596_794, schools.drop_in),
    Rule(
        "special-education",
        CHILDREN,
        N_("Special education continues with or without doses."),
        Cite.HSC_120335_H,
        schools.child_with_a_program,
    ),
    Rule(
        "enroll-now",
        CHILDREN,
        N_(
            "Foster children, children without a home, and children of military families are "
            "enrolled right away, even without records."
        ),
        Cite.HSC_120341,
        schools.foster_child_without_records,
        (Limit.RECORDS_PENDING_DAYS, Limit.MILITARY_START_DAYS),
        ("enrollment",),
        also=(Cite.PORTAL_ENROLMENT,),
        enforced_by=(enrollment.enrol_without_records,),
        extent=N_(
            "The school's record says who belongs to one of these groups. The first doses of a child of a military "
            "family are asked for, and no answer changes by itself."
        ),
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
        also=(Cite.HSC_120372_A2E, Cite.HSC_120372_A2H, Cite.HSC_120372_A2I),
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
        N_("A request that no one continues becomes too old to use. It can be started again from a copy."),
        Cite.PORTAL_H1,
        forms.idle_draft,
        (Limit.DRAFT_LAPSES_DAYS, Limit.REQUEST_LAPSES_MONTHS),
        enforced_by=(request_times.draft_wait, request_times.sent_wait),
        also=(Cite.HSC_120372_B,),
    ),
    Rule(
        "one-year",
        DURATION,
        N_("A temporary exemption lasts one year at most. Its last day is not moved by weekends or holidays."),
        Cite.HSC_120372_A2G,
        forms.one_day_too_long,
        (Limit.TEMPORARY_MAX_MONTHS,),
        enforced_by=(duration.check_line,),
        also=(Cite.PORTAL_EXPIRY_AFTER_ISSUE,),
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
        also=(Cite.HSC_120372_D7B, Cite.HSC_120372_D7C),
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
        (Limit.SUPPORT_WORDS, Limit.SUPPORT_CHARACTERS),
        ("criteria_sets",),
        enforced_by=(medical_reasons.check_reason, medical_reasons.criteria_set_on),
        extent=N_(
            "The form names its criteria. A review of such a form does not start on its own: state staff must open it."
        ),
        also=(Cite.HSC_120372_G,),
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
)
