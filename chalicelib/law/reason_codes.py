"""The stable names of every reason a rule can give. Their sentences live in the language catalogues."""

from enum import StrEnum, auto


class ReasonCode(StrEnum):
    """Never renamed: codes are stored in the audit and named in catalogues."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name

    # Who needs an exemption at all
    UNDER_18 = auto()
    AGE_18_OR_OVER = auto()
    HOME_BASED_PRIVATE_SCHOOL = auto()
    INDEPENDENT_STUDY_WITHOUT_CLASSROOM = auto()
    CLASSROOM_INSTRUCTION = auto()

    # Vaccines and spans
    VACCINE_NOT_REQUIRED_IN_SPAN = auto()
    TDAP_BEFORE_AGE_SEVEN = auto()
    HEPB_NOT_A_CONDITION_OF_GRADE_7 = auto()
    TDAP_FROM_AGE_SEVEN = auto()
    TDAP_WITH_PRIMARY_SERIES = auto()

    # What a form must state
    FIELD_MISSING = auto()
    PCP_DETAIL_MISSING = auto()
    PCP_EXPLANATION_MISSING = auto()
    ISSUER_IS_PCP_UNANSWERED = auto()
    SCHOOL_MISSING = auto()
    EXAMINATION_NOT_CERTIFIED = auto()
    TREATING_SINCE_MISSING = auto()
    TREATING_SINCE_AFTER_SIGNING = auto()
    NO_VACCINE_LINE = auto()
    VACCINE_LISTED_TWICE = auto()
    VACCINE_DESCRIPTION_MISSING = auto()
    KIND_MISSING = auto()
    AUTHORIZATION_MISSING = auto()
    TRUTH_NOT_CERTIFIED = auto()
    NO_CHARGE_NOT_ATTESTED = auto()

    # How long a request waits
    REQUEST_WAITS = auto()
    REQUEST_HAS_LAPSED = auto()

    # How long a line lasts
    TEMPORARY_WITHOUT_EXPIRY = auto()
    PERMANENT_WITH_EXPIRY = auto()
    EXPIRY_NOT_AFTER_ISSUE = auto()
    EXPIRY_BEFORE_FIRST_DAY = auto()
    TEMPORARY_LONGER_THAN_ONE_YEAR = auto()
    TEMPORARY_OUTLASTS_SPAN = auto()
    ISSUED_TOO_EARLY = auto()
    SPAN_ALREADY_LEFT = auto()

    # Licenses and standing
    LICENCE_NUMBER_NEEDS_MANUAL_CHECK = auto()
    NOT_A_FULL_CERTIFICATE = auto()
    LICENCE_SERVICE_UNREACHABLE = auto()
    LAST_GOOD_CHECK_USED = auto()
    LICENCE_NOT_FOUND = auto()
    LICENCE_NAME_MISMATCH = auto()
    LICENCE_NOT_CURRENT = auto()
    LICENCE_PAST_EXPIRY = auto()
    LICENCE_CURRENT = auto()
    LICENCE_TEMPORARY_FLAGGED = auto()
    PRACTICE_NOT_PERMITTED = auto()
    PUBLIC_HEALTH_BAR = auto()
    BOARD_MATTER_NOT_CLASSIFIED = auto()
    BOARD_CODE_UNKNOWN = auto()
    PUBLIC_ACTION_NOT_CLASSIFIED = auto()
    ACCUSATION_PENDING = auto()
    ON_PROBATION = auto()
    BOARD_MATTER_RELATED = auto()
    BOARD_MATTER_UNRELATED = auto()
    BAR_TOO_SHORT = auto()
    RISK_NOT_SHOWN_GONE = auto()
    BAR_MAY_END = auto()

    # Medical reasons
    NO_REASON_GIVEN = auto()
    REASON_UNKNOWN = auto()
    REASON_NOT_FOR_VACCINE = auto()
    REASON_NEVER_OFFERED = auto()
    NON_REASON_ALONE = auto()
    NON_REASON_LISTED = auto()
    PRODUCT_REASON_ALONE = auto()
    OTHER_REASON_NEEDS_TEXT = auto()
    OTHER_REASON_FLAGGED = auto()
    OTHER_REASON_DOCUMENTS_DUE = auto()
    IMMUNITY_MISSING_ANTIGEN = auto()

    # Revocation
    NOT_THE_OFFICER_OR_DESIGNEE = auto()
    APPOINTMENT_NOT_IN_FORCE = auto()
    DECIDER_RECOMMENDED = auto()
    ISSUED_BEFORE_2020_NO_DISCIPLINE = auto()
    NO_LINE_NAMED = auto()
    NO_RECOMMENDATION_FOR_LINE = auto()
    LINE_ALREADY_ENDED = auto()
    WRITTEN_REASON_MISSING = auto()

    # Appeals
    ONLY_PARENT_MAY_APPEAL = auto()
    PHYSICIAN_MAY_ADD_INFORMATION = auto()
    APPEAL_IN_TIME = auto()
    APPEAL_LATE = auto()
    DUTY_STAYED = auto()
    DUTY_NOT_STAYED_LATE = auto()
    DUTY_NOT_STAYED_CLOSED = auto()
    PANEL_NOT_THREE = auto()
    BALLOTS_NOT_THREE = auto()
    BALLOT_WITHOUT_REASON = auto()
    MAJORITY_REACHED = auto()
    SECRETARY_MUST_ADOPT = auto()
    DECISION_DUE = auto()
    DECISION_PAST_TARGET = auto()
    DECISION_OVERDUE = auto()
    PANELIST_NOT_LICENSED = auto()
    PANELIST_LACKS_EXPERIENCE = auto()
    PANELIST_WORKS_FOR_CDPH = auto()
    PANELIST_TREATED_CHILD = auto()
    PANELIST_SHARES_PRACTICE = auto()
    PANELIST_ISSUED_EXEMPTION = auto()
    PANELIST_IN_REVIEW = auto()
    PANELIST_FAMILY_TIE = auto()
    PANELIST_FINANCIAL_TIE = auto()
    PANELIST_NOT_DECLARED = auto()

    # What a school is told
    EXEMPT_PERMANENT = auto()
    EXEMPT_TEMPORARY = auto()
    NOT_YET_IN_EFFECT = auto()
    HELD = auto()
    NEVER_EXEMPT = auto()
    LINE_REFUSED = auto()
    LINE_WITHDRAWN = auto()
    LINE_SUPERSEDED = auto()
    LINE_EXPIRED = auto()
    LINE_SPAN_ENDED = auto()
    WRITTEN_NOTICE_FIRST = auto()
    NOTICE_RUNNING = auto()
    NOTICE_ENDED = auto()
    TOLD_OF_END = auto()
    REVOKED_START_BY = auto()
    REVOKED_APPEAL_OPEN = auto()
    REVOKED_APPEAL_LATE = auto()
    REVOKED_NOT_STARTED = auto()
    UPHELD_START_BY = auto()
    APPEAL_WITHDRAWN_START_BY = auto()
    REINSTATED = auto()
    SCHEDULE_RUNNING = auto()
    SCHEDULE_MISSED = auto()
    DOSES_COMPLETE = auto()
    EXPOSURE_EXCLUSION = auto()
    DOSES_NOT_ON_RECORD = auto()
    DOSE_OF_A_MONTH_UNCERTAIN = auto()

    # Which doses are required
    NOTHING_REQUIRED = auto()
    DOSES_NOT_REQUIRED = auto()
    CHECKPOINT_ENDED = auto()
    DOSES_MET = auto()
    DOSES_MET_BY_LATE_DOSE = auto()
    DOSES_MISSING = auto()
    MEASLES_DOSES_MISSING = auto()
    MUMPS_DOSES_MISSING = auto()
    RUBELLA_DOSES_MISSING = auto()
    DOSE_TOO_EARLY = auto()
    DOSE_KIND_NOT_COUNTED = auto()

    # Conditional admission
    FIRST_DOSE_MISSING = auto()
    FIRST_DOSE_GIVEN = auto()
    NEXT_DOSE_FROM = auto()
    UP_TO_DATE_FOR_AGE = auto()

    # The school's clocks
    RECORD_REVIEW_DUE = auto()
    RECORD_REVIEW_OVERDUE = auto()
    TRANSFER_RECORD_AWAITED = auto()
    TRANSFER_RECORD_NOT_RECEIVED = auto()
    FORMER_SCHOOL_SENDS_BY = auto()
    FORMER_SCHOOL_OVERDUE = auto()
    FOSTER_RECORDS_BY = auto()
    FOSTER_RECORDS_OVERDUE = auto()
    AGE_DOSES_DUE_BY = auto()
    AGE_DOSES_NOT_SHOWN = auto()
    DISTRICT_NOTICE_RUNNING = auto()
    DISTRICT_NOTICE_ENDED = auto()

    # What starts a review
    RATE_BELOW_LIMIT = auto()
    RATE_NOT_BELOW_LIMIT = auto()
    NO_PUPILS_REPORTED = auto()
    FORMS_REACH_REVIEW = auto()
    FORMS_BELOW_REVIEW = auto()
    REPORT_NOT_FILED = auto()
    REPORT_FILED = auto()
    REPORT_NOT_DUE_YET = auto()
    NOT_A_REPORTER = auto()
    PUBLIC_HEALTH_REASON_MISSING = auto()
    REVIEW_FOR_PUBLIC_HEALTH = auto()
    REVOKED_FORMS_REACH_REPORT = auto()
    REVOKED_FORMS_BELOW_REPORT = auto()

    # Older exemptions, and children enrolled without records
    OLDER_EXEMPTION_COUNTS = auto()
    OLDER_EXEMPTION_SPAN_ENDED = auto()
    OLDER_EXEMPTION_EXPIRED = auto()
    LETTER_OF_2020_COUNTS = auto()
    OLDER_EXEMPTION_CHECK = auto()
    OLDER_EXEMPTION_NOT_FOR_VACCINE = auto()
    PAPER_LETTER_NOT_ACCEPTED = auto()
    BELIEFS_EXEMPTION_COUNTS = auto()
    BELIEFS_EXEMPTION_NOT_ACCEPTED = auto()
    BELIEFS_EXEMPTION_OTHER_STATE = auto()
    ENROLL_NOW_RECORDS_PENDING = auto()
    SPECIAL_EDUCATION_GOES_ON = auto()
    DROP_IN_CHILD_CARE = auto()
    ONE_OF_THE_TEN = auto()
    SECOND_BASIS_OPEN = auto()
    SECOND_BASIS_MISSING = auto()

    # Combined vaccines
    SINGLE_VACCINE_EXISTS = auto()
    NO_COMBINED_VACCINE = auto()

    # Requests to amend a record
    AMENDMENT_ANSWER_BY = auto()
    AMENDMENT_ANSWER_OVERDUE = auto()
    AMENDMENT_REVIEW_OPEN = auto()
    AMENDMENT_STATEMENT_OPEN = auto()

    # Public figures
    NUMBER_HIDDEN = auto()
    NUMBER_SHOWN = auto()
