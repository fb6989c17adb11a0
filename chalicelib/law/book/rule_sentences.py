"""What each number and each named date of the law says, in English, marked for translation."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit

NUMBER_SENTENCES: Mapping[Limit, str] = MappingProxyType(
    {
        Limit.YEAR_DAYS: N_("A year is %(value)s days. In a leap year, February 28 and February 29 count as one day."),
        Limit.YEAR_MONTHS: N_("A year has %(value)s calendar months."),
        Limit.LEAP_PAIR_MONTH: N_("The extra day of a leap year is at the end of %(value)s."),
        Limit.LEAP_PAIR_SECOND_DAY: N_(
            "That extra day, day %(value)s of the month, and the day before it count as one day."
        ),
        Limit.SCHOOL_YEAR_START_MONTH: N_("The school year starts on the first day of %(value)s."),
        Limit.EXPECTED_ENTRY_MONTH: N_("An entry into the next grade span is expected in %(value)s."),
        Limit.TK_AGE: N_("A child is expected in transitional kindergarten at age %(value)s."),
        Limit.TK_AGE_BY_MONTH: N_("That age must be reached by the first day of %(value)s."),
        Limit.PUPIL_UNDER_AGE: N_("The rules apply to a student under age %(value)s."),
        Limit.UNGRADED_SEVENTH_GRADE_AGE: N_("Without grades, the grade 7 rules apply from age %(value)s."),
        Limit.TDAP_FROM_AGE: N_("Tdap is given from age %(value)s."),
        Limit.TEMPORARY_MAX_MONTHS: N_("A temporary exemption lasts %(value)s calendar months at most."),
        Limit.EARLIEST_ISSUE_MONTHS: N_(
            "A form for the next grade span can be signed up to %(value)s months before the first day there."
        ),
        Limit.SCHEDULE_START_DAYS: N_("After a revocation, the doses must start within %(value)s calendar days."),
        Limit.APPEAL_DAYS: N_(
            "An appeal within %(value)s calendar days of the revocation puts off the duty to start the doses."
        ),
        Limit.UPHELD_START_DAYS: N_("After a denied appeal, the doses must start within %(value)s calendar days."),
        Limit.WITHDRAWN_START_DAYS: N_(
            "After an appeal is withdrawn, the doses must start within %(value)s calendar days or by the "
            "first date, the later of them."
        ),
        Limit.FORMS_REVIEWED_FROM: N_("All forms of a physician are reviewed from %(value)s forms in a calendar year."),
        Limit.REVOKED_FORMS_REPORTED: N_(
            "The board is told from %(value)s revoked forms of one physician in a calendar year."
        ),
        Limit.INFORMATION_DUE_DAYS: N_("A physician has %(value)s calendar days to answer a question of the review."),
        Limit.REVIEW_TARGET_DAYS: N_("The state aims to finish a review within %(value)s calendar days."),
        Limit.NOTICE_SCHOOL_DAYS: N_(
            "After the parent receives a written notice, the child may attend for %(value)s school days."
        ),
        Limit.NOTICE_POST_DAYS: N_(
            "A notice by mail counts as received %(value)s days after it was mailed, by hand or email on the same day."
        ),
        Limit.DECISION_TARGET_DAYS: N_(
            "The written decision is to be sent within %(value)s days of the panel's decision."
        ),
        Limit.DECISION_ALARM_DAYS: N_(
            "From day %(value)s after the panel's decision, the written decision is overdue."
        ),
        Limit.SUPPORT_WORDS: N_("A text of support has %(value)s different words or more."),
        Limit.SUPPORT_CHARACTERS: N_("In a script without spaces, it has %(value)s different characters or more."),
        Limit.PANEL_VOTE_DAYS: N_("Each panel member is asked to vote within %(value)s days of being named."),
        Limit.PANEL_SIZE: N_("A panel has %(value)s physicians."),
        Limit.PANEL_MAJORITY: N_("A panel decides with %(value)s votes."),
        Limit.PUBLIC_HEALTH_BAR_MONTHS: N_("A public-health-risk bar lasts %(value)s months at least."),
        Limit.GOOD_CHECK_HOURS: N_("While the license search is away, a good check counts for %(value)s hours."),
        Limit.FIRST_HOLIDAY_YEAR: N_(
            "The list of holidays starts with the year %(value)s. No last day is counted before it."
        ),
        Limit.LAST_HOLIDAY_YEAR: N_(
            "The list of holidays ends with the year %(value)s. No last day is counted after it."
        ),
        Limit.DRAFT_LAPSES_DAYS: N_(
            "A draft of a request is too old to use when no one has changed it for %(value)s days."
        ),
        Limit.REQUEST_LAPSES_MONTHS: N_("A sent request is too old to use when it is more than %(value)s months old."),
        Limit.ENDS_SOON_DAYS: N_("An exemption is shown as ending soon from %(value)s days before its last day."),
        Limit.DOSE_GRACE_DAYS: N_("A dose given %(value)s days or less before the required age counts."),
        Limit.WEEK_DAYS: N_("A week of the schedule is %(value)s days."),
        Limit.CONDITIONAL_UNDER_MONTHS: N_(
            "A child under %(value)s months with the doses for the age is admitted conditionally."
        ),
        Limit.RECORD_REVIEW_DAYS: N_("The record of a child admitted conditionally is reviewed every %(value)s days."),
        Limit.FEWEST_SCHOOL_DAYS: N_("A calendar with fewer than %(value)s school days is asked about."),
        Limit.TRANSFER_SCHOOL_DAYS: N_("A transfer student may attend for %(value)s school days without the record."),
        Limit.TRANSFER_REMINDER_SCHOOL_DAYS: N_(
            "The school is reminded on school day %(value)s that the record has not come."
        ),
        Limit.RECORDS_PENDING_DAYS: N_("A child enrolled without records is looked at again after %(value)s days."),
        Limit.MILITARY_START_DAYS: N_(
            "A child of a military family has %(value)s days from the enrollment to start the doses."
        ),
        Limit.FORMER_SCHOOL_SCHOOL_DAYS: N_("The former school sends the record within %(value)s school days."),
        Limit.FOSTER_RECORDS_BUSINESS_DAYS: N_("Records of a foster child are due in %(value)s business days."),
        Limit.AGE_REQUIREMENT_DAYS: N_("Proof of the doses for a new age is due in %(value)s calendar days."),
        Limit.DISTRICT_NOTICE_DAYS: N_("A district may give notice of %(value)s calendar days instead."),
        Limit.CHILD_CARE_RECORD_YEARS: N_("Child care keeps its copy for %(value)s years after the child has left."),
        Limit.REVIEW_RATE_PERCENT: N_(
            "The exemptions of a school are reviewed when its immunization rate is below %(value)s percent."
        ),
        Limit.PERCENT_WHOLE: N_(
            "The rate is a share of all students in the reported grades (%(value)s percent). It is not rounded."
        ),
        Limit.REPORT_FROM_AGE: N_("The annual report counts children in categories from age %(value)s."),
        Limit.AUDIT_SHARE_PERCENT: N_(
            "Next year's audit looks at a grade with more than %(value)s percent conditional and overdue students."
        ),
        Limit.SMALL_REPORT_UNDER: N_("A grade with fewer than %(value)s students is marked as small."),
        Limit.HIDDEN_FROM: N_("The smallest number of people that public figures hide is %(value)s."),
        Limit.HIDDEN_TO: N_("The largest number of people that public figures hide is %(value)s."),
        Limit.AMENDMENT_ANSWER_DAYS: N_("A request to correct a record is answered within %(value)s calendar days."),
        Limit.AMENDMENT_REVIEW_DAYS: N_(
            "The head of the agency decides on a refusal within %(value)s days, or %(value)s more for good cause."
        ),
    }
)

BOUNDARY_SENTENCES: Mapping[Boundary, str] = MappingProxyType(
    {
        Boundary.DISCIPLINE_RULE_BEFORE: N_(
            "An exemption issued before %(value)s is revoked only if the board disciplined the physician."
        ),
        Boundary.CARRIED_OVER_BEFORE: N_("A letter issued before %(value)s is valid until the next grade span."),
        Boundary.STATEWIDE_FORM_FROM: N_("From %(value)s, only the state form is accepted."),
        Boundary.FORM_AT_ADMISSION_FROM: N_("From %(value)s, admission and grade 7 need the state form or the doses."),
        Boundary.PERSONAL_BELIEFS_BEFORE: N_(
            "A personal belief exemption filed before %(value)s is valid until the next grade span."
        ),
    }
)
