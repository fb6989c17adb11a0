"""The rules about schools, doses, older exemptions, records, and figures, in the order of the public page."""

from chalicelib.law import (
    admission,
    amendments,
    conditional_schedule,
    dose_schedule,
    exposure,
    school_clocks,
    student_answer,
    unprotected,
    written_notice,
)
from chalicelib.law.book import rule_examples_schools as schools
from chalicelib.law.book import rule_examples_state as state
from chalicelib.law.book.rule import DOSES, FIGURES, OLDER, RECORDS, SCHOOLS, Rule
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit

_RECORDED_PAPER = N_("Applied to a paper that a school records.")

SCHOOLS_RULES: tuple[Rule, ...] = (
    Rule(
        "school-answer",
        SCHOOLS,
        N_(
            "A school is told for each required vaccine what to do today. A vaccine that is not required asks nothing. "
            "The student's answer is the strictest of them."
        ),
        Cite.PORTAL_H3,
        state.temporary_in_effect,
        enforced_by=(student_answer.student_answer, admission.answer, admission.strictest),
        also=(Cite.HSC_120440, Cite.CCR_6070),
    ),
    Rule(
        "exposure",
        SCHOOLS,
        N_(
            "After an exposure the health officer may exclude a child who has no proof of immunity against "
            "that disease, although the exemption is valid. The exemption does not change."
        ),
        Cite.HSC_120370_B,
        state.exposed_child,
        enforced_by=(exposure.exposure_exclusion,),
        also=(Cite.CCR_6060,),
    ),
    Rule(
        "outbreak",
        SCHOOLS,
        N_(
            "A school that knows of a case or an exposure calls the local health officer right away. Only the officer "
            "says who stays away and until when. The usual times below are a suggestion for the call."
        ),
        Cite.CCR_2508,
        state.exposed_child_with_date,
        tables=("stay_away",),
        enforced_by=(unprotected.why_unprotected, exposure.suggested_stay_away),
        also=(Cite.CCR_6060, Cite.PORTAL_STAY_AWAY),
    ),
    Rule(
        "record-review",
        SCHOOLS,
        N_(
            "The record of a child admitted conditionally is reviewed again and again. When "
            "the last day has no school, it is done on the school day before."
        ),
        Cite.CCR_6035,
        schools.thirty_days_end_on_a_sunday,
        (Limit.RECORD_REVIEW_DAYS,),
        also=(Cite.HSC_120375_B, Cite.PORTAL_T10),
    ),
    Rule(
        "missing-doses",
        SCHOOLS,
        N_("A student found to lack doses may attend for some school days after the parent gets a written notice."),
        Cite.CCR_6040,
        schools.dose_found_missing,
        (Limit.NOTICE_SCHOOL_DAYS, Limit.NOTICE_POST_DAYS),
        enforced_by=(school_clocks.notice_received, written_notice.notice_facts),
        extent=N_(
            "The days are counted on the school's calendar. A notice that was recorded without them is counted in "
            "weekdays that are no holidays."
        ),
        also=(Cite.CCR_6055, Cite.HSC_120375_B, Cite.PORTAL_NOTICE, Cite.PORTAL_SCHOOL_DAY),
    ),
    Rule(
        "school-days",
        SCHOOLS,
        N_(
            "School days are the days of the school's own calendar or, without one, of its district's. "
            "Without either, a usual calendar is assumed."
        ),
        Cite.PORTAL_SCHOOL_DAYS,
        schools.notice_before_thanksgiving,
        (Limit.FEWEST_SCHOOL_DAYS,),
        ("assumed_calendar",),
        enforced_by=(school_clocks.notice_ends,),
        extent=N_("The school days of a written notice and of a transfer are counted on it. Reviews are not yet."),
    ),
    Rule(
        "district-notice",
        SCHOOLS,
        N_("A district may use two weeks instead of the school days."),
        Cite.EDC_48216,
        schools.two_weeks_notice,
        (Limit.DISTRICT_NOTICE_DAYS,),
        also=(Cite.PORTAL_T12, Cite.PORTAL_SCHOOL_DAY),
    ),
    Rule(
        "transfers",
        SCHOOLS,
        N_("A student from another school in the United States may attend for a time while the record is on its way."),
        Cite.CCR_6035,
        schools.transfer_pupil,
        (Limit.TRANSFER_SCHOOL_DAYS, Limit.TRANSFER_REMINDER_SCHOOL_DAYS),
        also=(Cite.PORTAL_SCHOOL_DAY, Cite.PORTAL_RECORDS),
        enforced_by=(school_clocks.awaited_record,),
    ),
    Rule(
        "former-school",
        SCHOOLS,
        N_("The former school sends the record on time. Child care keeps a copy."),
        Cite.EDC_49068,
        schools.record_asked_for,
        (Limit.FORMER_SCHOOL_SCHOOL_DAYS, Limit.CHILD_CARE_RECORD_YEARS),
        enforced_by=(school_clocks.former_school_sends_by,),
        extent=N_("The days of the former school are counted on the new school's calendar."),
    ),
    Rule(
        "foster-records",
        SCHOOLS,
        N_("The liaisons of a foster child ask for the records, and send them, within a few business days."),
        Cite.EDC_48853_5,
        schools.foster_child_on_thursday,
        (Limit.FOSTER_RECORDS_BUSINESS_DAYS,),
        also=(Cite.CIV_9,),
        enforced_by=(school_clocks.foster_records_by,),
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
        also=(Cite.CCR_6065,),
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
        enforced_by=(dose_schedule.stages_of,),
        extent=N_(
            "Applied to a student that this school recorded in an earlier grade. A vaccine that a form named is judged "
            "by the whole table."
        ),
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
        also=(Cite.HSC_120340, Cite.CCR_6045),
    ),
    Rule(
        "young-children",
        DOSES,
        N_("A child under 18 months with the doses for the age is admitted until the next ones are due."),
        Cite.CCR_6035,
        schools.infant_up_to_date,
        (Limit.CONDITIONAL_UNDER_MONTHS, Limit.AGE_REQUIREMENT_DAYS),
        enforced_by=(conditional_schedule.young_child_admission,),
        also=(Cite.PORTAL_T16, Cite.PORTAL_SCHOOL_DAY),
    ),
    Rule(
        "older-letters",
        OLDER,
        N_(
            "A doctor's letter from before 2021 is valid until the next grade span, or until the end that it states, "
            "and only for the vaccines that it names. A change of school within the span does not end it."
        ),
        Cite.HSC_120370_A2,
        schools.letter_of_2019,
        (Boundary.CARRIED_OVER_BEFORE, Boundary.FORM_AT_ADMISSION_FROM),
        also=(Cite.PORTAL_2020_LETTERS,),
        extent=_RECORDED_PAPER,
    ),
    Rule(
        "paper-letters",
        OLDER,
        N_("A newer letter on paper is never an exemption. Only the state form is."),
        Cite.HSC_120372_A1,
        schools.letter_of_2026,
        (Boundary.STATEWIDE_FORM_FROM,),
        also=(Cite.HSC_120370_A1,),
        extent=_RECORDED_PAPER,
    ),
    Rule(
        "personal-beliefs",
        OLDER,
        N_("A personal belief exemption from before 2016 is a box on the record, and only until the next grade span."),
        Cite.HSC_120335_G,
        schools.beliefs_of_2015,
        (Boundary.PERSONAL_BELIEFS_BEFORE,),
        extent=_RECORDED_PAPER,
    ),
    Rule(
        "amend-answer",
        RECORDS,
        N_("A person can ask the state to correct a record. The state corrects it or says why not, on time."),
        Cite.CIV_1798_35,
        state.correction_asked_for,
        (Limit.AMENDMENT_ANSWER_DAYS,),
        enforced_by=(amendments.answer_due,),
        also=(Cite.CIV_1798_34, Cite.HSC_120372_F),
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
        also=(Cite.CIV_1798_37,),
    ),
    Rule(
        "small-numbers",
        FIGURES,
        N_("Small numbers of people are hidden, and every other number from which a hidden one could be worked out."),
        Cite.CALHHS_DEID,
        schools.ten_children,
        (Limit.HIDDEN_FROM, Limit.HIDDEN_TO),
        also=(Cite.PORTAL_SUPPRESSION,),
    ),
)
