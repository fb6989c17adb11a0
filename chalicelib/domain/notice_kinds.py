"""The catalogue of notices: who is told of what, and why. Texts stand in chalicelib/notices/."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.law.citations import Cite


class NoticeKind(StrEnum):
    """One kind of notice; the folder of its texts has the same name."""

    VERIFY_EMAIL = "verify_email"
    ALREADY_REGISTERED = "already_registered"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a kind of notice
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of notice
    SECOND_STEP_CHANGED = "second_step_changed"
    SECOND_STEP_PAUSED = "second_step_paused"
    SECOND_STEP_RESET_ASKED = "second_step_reset_asked"
    SECOND_STEP_RESET = "second_step_reset"
    RECOVERY_CODE_USED = "recovery_code_used"
    INVITATION = "invitation"
    SCHOOL_ACCESS_GIVEN = "school_access_given"
    SCHOOL_PART_CHANGED = "school_part_changed"
    SCHOOL_ACCESS_ENDED = "school_access_ended"
    SCHOOL_PEOPLE_CHANGED = "school_people_changed"
    SCHOOL_CLAIM_WAITS = "school_claim_waits"
    SCHOOL_CLAIM_REFUSED = "school_claim_refused"
    SCHOOL_CLAIM_LETTER = "school_claim_letter"
    SCHOOL_CLAIM_TO_CHECK = "school_claim_to_check"
    SCHOOL_FIRST_APPROVER = "school_first_approver"
    SCHOOL_WITHOUT_APPROVER = "school_without_approver"
    GUARDIAN_INVITED = "guardian_invited"
    GUARDIAN_JOINED = "guardian_joined"
    GUARDIAN_LEFT = "guardian_left"
    EMERGENCY_OPENED = "emergency_opened"
    EMERGENCY_VIEW = "emergency_view"
    EMERGENCY_REVIEWED = "emergency_reviewed"
    AMENDMENT_RECEIVED = "amendment_received"
    AMENDMENT_ANSWERED = "amendment_answered"
    REQUEST_SUBMITTED = "request_submitted"
    REQUEST_OPENED = "request_opened"
    REQUEST_RELEASED = "request_released"
    REQUEST_DECLINED = "request_declined"
    REQUEST_CANCELED = "request_cancelled"
    REQUEST_SCHOOL_KNOWN = "request_school_known"
    SCHOOL_ADDED = "school_added"  # to the physician whose signature waited for a school
    REQUEST_SCHOOL_QUESTION = "request_school_question"
    EXEMPTION_ISSUED = "exemption_issued"
    EXEMPTION_HELD = "exemption_held"
    EXEMPTION_RELEASED = "exemption_released"
    EXEMPTION_REFUSED = "exemption_refused"
    EXEMPTION_WITHDRAWN = "exemption_withdrawn"
    EXEMPTION_REPLACED = "exemption_replaced"
    SCHOOL_CHANGED = "school_changed"
    SCHOOL_RECORDED = "school_recorded"
    INFORMATION_ASKED = "information_asked"
    REVIEW_CLEARED = "review_cleared"
    CASE_GIVEN = "case_given"
    ANSWER_CAME = "answer_came"
    RECOMMENDATION_NOT_FOLLOWED = "recommendation_not_followed"
    CASE_TAKEN_OVER = "case_taken_over"
    EXEMPTION_REVOKED = "exemption_revoked"
    EXEMPTION_ENDS_SOON = "exemption_ends_soon"
    EXEMPTION_ENDED = "exemption_ended"
    SPAN_ENDS_SOON = "span_ends_soon"
    APPEAL_DAY_NEAR = "appeal_day_near"
    SCHOOL_EXEMPTION_ENDS_SOON = "school_exemption_ends_soon"
    SCHOOL_EXEMPTION_ENDED = "school_exemption_ended"
    SCHOOL_SPAN_ENDS_SOON = "school_span_ends_soon"
    INFORMATION_DUE = "information_due"
    INFORMATION_OVERDUE = "information_overdue"
    ANSWER_OVERDUE = "answer_overdue"
    CARE_ANSWER_DUE = "care_answer_due"
    CARE_ANSWER_OVERDUE = "care_answer_overdue"
    DRAFT_LAPSES_SOON = "draft_lapses_soon"
    REQUEST_LAPSES_SOON = "request_lapses_soon"
    OPENED_REQUEST_LAPSES_SOON = "opened_request_lapses_soon"
    PANEL_WAITS = "panel_waits"
    PANEL_SEAT_SILENT = "panel_seat_silent"
    PANEL_QUESTION_WAITS = "panel_question_waits"
    PANEL_QUESTION_SILENT = "panel_question_silent"
    SCHOOL_REVIEWS_DUE = "school_reviews_due"
    LICENSE_NOT_CURRENT = "license_not_current"
    LICENSE_ON_HOLD = "license_on_hold"
    LICENSE_TO_CLASSIFY = "license_to_classify"
    LICENSE_CURRENT_AGAIN = "license_current_again"
    PHYSICIAN_CANNOT_SIGN = "physician_cannot_sign"
    APPEAL_FILED = "appeal_filed"
    APPEAL_FILED_LATE = "appeal_filed_late"
    APPEAL_REFUSED_LATE = "appeal_refused_late"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    APPEAL_QUESTION = "appeal_question"
    PANEL_INVITED = "panel_invited"
    PANEL_REMINDED = "panel_reminded"
    PANEL_SEAT_EMPTY = "panel_seat_empty"
    APPEAL_DETERMINED = "appeal_determined"
    APPEAL_REINSTATED = "appeal_reinstated"
    APPEAL_REINSTATED_IN_PART = "appeal_reinstated_in_part"
    APPEAL_UPHELD = "appeal_upheld"
    WRONG_BIRTH_DATE_TRIES = "wrong_birth_date_tries"
    FIVE_FORMS_REVOKED = "five_forms_revoked"
    REVOKED_FORMS_CORRECTED = "revoked_forms_corrected"
    DOCUMENT_REFUSED = "document_refused"
    OUTBREAK_STARTED = "outbreak_started"
    EXCLUSION_ORDERED = "exclusion_ordered"
    EXCLUSION_LIFTED = "exclusion_lifted"
    PHYSICIAN_BARRED = "physician_barred"
    BAR_LIFTED = "bar_lifted"


@dataclass(frozen=True)
class CatalogueRow:
    """One kind of notice. `law` is None if the portal itself is the reason, not a statute. A notice that only
    carries a link to an e-mail address (`in_inbox` False) is not listed. `posted_to_offices` is False if an
    organization without a user learns of it on another paper."""

    heading: str
    sentence: str
    law: Cite | None = None
    in_inbox: bool = True
    posted_to_offices: bool = True
