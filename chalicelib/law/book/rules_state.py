"""The rules about reviews, revocations, and appeals, in the order of the public page."""

from chalicelib.law import annual_report, appeals, review_triggers, revocation
from chalicelib.law.book import rule_examples_schools as schools
from chalicelib.law.book import rule_examples_state as state
from chalicelib.law.book.rule import APPEALS, REVIEW, REVOCATION, Rule
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit

STATE_RULES: tuple[Rule, ...] = (
    Rule(
        "low-rate",
        REVIEW,
        N_("All exemptions of a school with a low immunization rate are reviewed."),
        Cite.HSC_120372_D2A,
        schools.just_below_the_rate,
        (Limit.REVIEW_RATE_PERCENT, Limit.PERCENT_WHOLE),
        enforced_by=(review_triggers.school_rate,),
        also=(Cite.HSC_120372_C, Cite.HSC_120372_D1, Cite.PORTAL_RATE),
    ),
    Rule(
        "many-forms",
        REVIEW,
        N_("All forms of a year are reviewed when one physician signed many. Corrections do not count."),
        Cite.HSC_120372_D2B,
        schools.fifth_form,
        (Limit.FORMS_REVIEWED_FROM,),
        enforced_by=(review_triggers.forms_to_review,),
        also=(Cite.HSC_120372_C, Cite.PORTAL_H7),
    ),
    Rule(
        "no-report",
        REVIEW,
        N_(
            "All exemptions of a school that does not file its annual report are reviewed. Child care for ages 2 to 5, "
            "TK and kindergarten, and grade 7 are reported; a high school with grades 9 to 12 files no report."
        ),
        Cite.HSC_120372_D2C,
        schools.report_not_filed,
        (),
        ("reporters",),
        enforced_by=(review_triggers.school_report,),
        also=(Cite.HSC_120375_C, Cite.CCR_6075),
    ),
    Rule(
        "report-categories",
        REVIEW,
        N_(
            "The annual report counts each student once: all doses, conditional, temporary or permanent exemption, "
            "other, or overdue. In grade 7 the Tdap dose alone decides."
        ),
        Cite.CCR_6075,
        schools.last_day_of_the_report,
        (Limit.REPORT_FROM_AGE, Limit.SMALL_REPORT_UNDER),
        ("report_due", "report_vaccines"),
        enforced_by=(annual_report.category_of, annual_report.report_due),
        also=(Cite.PORTAL_REPORT, Cite.CDPH_REPORTING),
    ),
    Rule(
        "report-audit",
        REVIEW,
        N_("A public school with many conditional and overdue students is audited the next year."),
        Cite.CDPH_AUDIT,
        schools.just_above_the_audit_share,
        (Limit.AUDIT_SHARE_PERCENT,),
        enforced_by=(annual_report.audit_share,),
    ),
    Rule(
        "public-health",
        REVIEW,
        N_("Any exemption can be reviewed to protect public health, for a written reason."),
        Cite.HSC_120372_D9,
        schools.no_reason_typed,
        (Limit.INFORMATION_DUE_DAYS, Limit.REVIEW_TARGET_DAYS),
        enforced_by=(review_triggers.public_health_review, revocation.information_due, revocation.review_due),
    ),
    Rule(
        "board-report",
        REVIEW,
        N_("The board is told of a physician with many forms revoked in one year. A form counts once."),
        Cite.HSC_120372_D8,
        schools.four_and_one,
        (Limit.REVOKED_FORMS_REPORTED,),
        enforced_by=(revocation.is_reported_to_board,),
        also=(Cite.HSC_120372_E, Cite.PORTAL_H7),
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
        also=(Cite.PORTAL_TWO_PERSONS, Cite.PORTAL_H2),
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
            "After a revocation the child stays in school and must start the doses on time, "
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
            "An appeal filed on time puts off the duty to start the doses. A late one is "
            "received and marked late, and puts off nothing."
        ),
        Cite.HSC_120372_05_E,
        state.appeal_on_day_31,
        (Limit.APPEAL_DAYS,),
        enforced_by=(appeals.timeliness,),
        also=(Cite.PORTAL_LATE_APPEAL,),
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
        (Limit.PANEL_VOTE_DAYS, Limit.DECISION_TARGET_DAYS, Limit.DECISION_ALARM_DAYS),
        enforced_by=(appeals.decision_time,),
    ),
    Rule(
        "conflicts",
        APPEALS,
        N_("A panel member has no conflict of interest with the child, the physician, or the review."),
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
)
