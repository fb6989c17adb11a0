"""Every action of the portal by name. A route can only be registered with one of these; `permissions.py` says who may
do it and how far, `lifecycle.py` what it does to a state.

Names are verb_object in the field's words. An action that only shows something begins with `view_` or `list_`.
"""

from enum import StrEnum, auto


class Action(StrEnum):
    """What people do."""

    # public
    VIEW_PUBLIC_PAGE = auto()
    REGISTER = auto()
    VERIFY_EMAIL = auto()
    SIGN_IN = auto()
    RESET_PASSWORD = auto()
    ACCEPT_INVITATION = auto()
    CHECK_PAPER = auto()
    REPORT_POLICY_BREACH = auto()  # browsers do, by themselves
    # everyone signed in
    SIGN_OUT = auto()
    VIEW_ACCOUNT = auto()
    CHANGE_OWN_ACCOUNT = auto()
    SET_UP_SECOND_STEP = auto()
    TURN_OFF_SECOND_STEP = auto()
    VIEW_OWN_LETTER = auto()
    # parents
    LIST_OWN_CASES = auto()
    START_REQUEST = auto()
    EDIT_REQUEST = auto()
    SUBMIT_REQUEST = auto()
    CANCEL_REQUEST = auto()
    CHOOSE_OTHER_PHYSICIAN = auto()
    COPY_REQUEST = auto()
    CHANGE_SCHOOL = auto()
    VIEW_OWN_REQUEST = auto()
    VIEW_OWN_FORM = auto()
    VIEW_ACCESS_LOG = auto()
    SAVE_HISTORY = auto()
    EXPORT_RECORD = auto()
    ASK_TO_AMEND = auto()
    VIEW_OWN_AMENDMENT = auto()
    WITHDRAW_AMENDMENT = auto()
    INVITE_GUARDIAN = auto()
    WITHDRAW_GUARDIAN_INVITATION = auto()
    BECOME_GUARDIAN = auto()
    LEAVE_CHILD = auto()
    START_APPEAL = auto()
    EDIT_APPEAL = auto()
    FILE_APPEAL = auto()
    WITHDRAW_APPEAL = auto()
    VIEW_OWN_APPEAL = auto()
    SUPPLY_APPEAL_INFORMATION = auto()
    # physicians
    LIST_OWN_PATIENTS = auto()
    OPEN_REQUEST = auto()
    VIEW_OPENED_REQUEST = auto()
    EDIT_FORM_DRAFT = auto()
    RELEASE_REQUEST = auto()
    DECLINE_REQUEST = auto()
    ISSUE_EXEMPTION = auto()
    HOLD_EXEMPTION = auto()
    WITHDRAW_EXEMPTION = auto()
    CORRECT_EXEMPTION = auto()
    RENEW_EXEMPTION = auto()
    SUPERSEDE_EXEMPTION = auto()
    VIEW_ISSUED_FORM = auto()
    ANSWER_REVIEWER = auto()
    # schools and child care
    LIST_OWN_PUPILS = auto()
    VIEW_PUPIL = auto()
    RECORD_DOSE = auto()
    REMOVE_DOSE = auto()
    RECORD_GRADE = auto()
    # state reviewers
    LIST_REVIEWS = auto()
    FIND_FORM = auto()
    VIEW_FORM_FOR_REVIEW = auto()
    OPEN_REVIEW = auto()
    VIEW_REVIEW = auto()
    ASSIGN_REVIEW = auto()
    ASK_FOR_INFORMATION = auto()
    RECOMMEND = auto()
    DECIDE_REVIEW = auto()
    REVOKE_EXEMPTION = auto()
    CLASSIFY_ACTION = auto()
    RELEASE_HELD_EXEMPTION = auto()
    REFUSE_HELD_EXEMPTION = auto()
    BAR_PHYSICIAN = auto()
    LIFT_BAR = auto()
    LIST_AMENDMENTS = auto()
    VIEW_AMENDMENT = auto()
    ANSWER_AMENDMENT = auto()
    LIST_LETTERS = auto()
    VIEW_LETTER = auto()
    MARK_LETTER_POSTED = auto()
    # appeals
    LIST_APPEALS = auto()
    VIEW_APPEAL = auto()
    ACCEPT_APPEAL = auto()
    REFUSE_LATE_APPEAL = auto()
    ASSIGN_PANEL = auto()
    LIST_PANEL_CASES = auto()
    VIEW_PANEL_CASE = auto()
    DECLARE_NO_CONFLICT = auto()
    DECLARE_CONFLICT = auto()
    ASK_APPEAL_QUESTION = auto()
    VOTE = auto()
    ADOPT_DETERMINATION = auto()
    REINSTATE_EXEMPTION = auto()
    UPHOLD_REVOCATION = auto()
    CLOSE_APPEAL = auto()
    # operators
    LIST_ACCOUNTS = auto()
    INVITE = auto()
    CHANGE_ACCOUNT = auto()
    RESET_SECOND_STEP = auto()
    IMPORT_DIRECTORY = auto()
    LIST_EMERGENCIES = auto()
    REVIEW_EMERGENCY = auto()
    # local health departments and boards
    LIST_COUNTY_FORMS = auto()
    LIST_LICENSEE_FORMS = auto()
    # health departments and the state, in an emergency
    OPEN_EMERGENCY = auto()
    VIEW_EMERGENCY = auto()
    # no one: the nightly job
    PURGE = auto()


SYSTEM_ACTIONS = frozenset({Action.PURGE})
"""Acts that no one may do; no route can name one."""
