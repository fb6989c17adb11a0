"""THE ACCESS TABLE: act, role, reach. Deny by default. permissions.py asks it."""

from collections.abc import Callable
from enum import StrEnum, auto
from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action


class Scope(StrEnum):
    """How far a permission goes."""

    ANYONE = auto()  # no one has to be signed in
    SELF = auto()  # the person's own account and lists
    OWN_CHILD = auto()
    OWN_PATIENT = auto()
    OWN_PHYSICIAN = auto()  # what the physician works at for whom clinic staff prepares
    OWN_CLINIC_STAFF = auto()
    OWN_FACILITY = auto()
    OWN_FACILITY_OR_DISTRICT = auto()  # a school's own people, and those of the district over it
    OWN_COUNTY = auto()
    OWN_LICENSEES = auto()
    ASSIGNED = auto()
    STATEWIDE = auto()


def _names(thing: Any, field: str, whom: str) -> bool:
    """Whether the thing has this id or code in that field. A blank one is no one's."""
    return bool(whom) and getattr(thing, field, None) == whom


def _is_own(actor: Account, thing: Any) -> bool:
    """Whether the account is this person's; without a thing, the person's own lists are meant."""
    return thing is None or _names(thing, "id", actor.id)


def _is_guardian_of(actor: Account, thing: Any) -> bool:
    return actor.id in getattr(thing, "guardian_ids", ())


def _is_at_the_school_of(actor: Account, thing: Any) -> bool:
    return any(_names(thing, "facility_id", each) for each in actor.facility_ids)


def _is_kept_by(actor: Account, thing: Any) -> bool:
    """Whether a school, or the office of its district, is this person's."""
    return _is_at_the_school_of(actor, thing) or any(_names(thing, "district_id", each) for each in actor.facility_ids)


def _is_assigned_to(actor: Account, thing: Any) -> bool:
    return actor.id in getattr(thing, "assigned_ids", ())


REACHES: dict[Scope, Callable[[Account, Any], bool]] = {
    Scope.SELF: _is_own,
    Scope.OWN_CHILD: _is_guardian_of,
    Scope.OWN_PATIENT: lambda actor, thing: _names(thing, "physician_id", actor.id),
    Scope.OWN_PHYSICIAN: lambda actor, thing: _names(thing, "physician_id", actor.prepares_for),
    Scope.OWN_CLINIC_STAFF: lambda actor, thing: _names(thing, "prepares_for", actor.id),
    Scope.OWN_FACILITY: _is_at_the_school_of,
    Scope.OWN_FACILITY_OR_DISTRICT: _is_kept_by,
    Scope.OWN_COUNTY: lambda actor, thing: _names(thing, "jurisdiction", actor.jurisdiction),
    Scope.OWN_LICENSEES: lambda actor, thing: _names(thing, "board", actor.board),
    Scope.ASSIGNED: _is_assigned_to,
    Scope.STATEWIDE: lambda _actor, _thing: True,
}

_PARENT_CHILD, _ISSUER = (Role.PARENT, Scope.OWN_CHILD), (Role.PHYSICIAN, Scope.OWN_PATIENT)
_PREPARER = (Role.CLINIC_STAFF, Scope.OWN_PHYSICIAN)
_CALENDAR_KEEPER = _DISTRICT_TOO = (Role.SCHOOL, Scope.OWN_FACILITY_OR_DISTRICT)  # whose office looks on
_HEALTH_OFFICER, _BOARD = (Role.LOCAL_HEALTH, Scope.OWN_COUNTY), (Role.BOARD, Scope.OWN_LICENSEES)
_REVIEWER, _OFFICER = (Role.REVIEWER, Scope.STATEWIDE), (Role.OFFICER, Scope.STATEWIDE)
_CHHS, _SECRETARY = (Role.APPEALS_STAFF, Scope.STATEWIDE), (Role.SECRETARY, Scope.STATEWIDE)
_PANEL, _OPERATOR = (Role.PANELIST, Scope.ASSIGNED), (Role.OPERATOR, Scope.STATEWIDE)
_IN_AN_EMERGENCY = (Role.LOCAL_HEALTH, Role.REVIEWER, Role.OFFICER)
_READS_OF_ITS_CASES = (Role.REVIEWER, Role.OFFICER, Role.APPEALS_STAFF, Role.SECRETARY, Role.PANELIST)
_EVERYONE_SIGNED_IN = tuple((role, Scope.SELF) for role in Role)

PERMISSIONS: dict[Action, tuple[tuple[Role | None, Scope], ...]] = {
    Action.VIEW_PUBLIC_PAGE: ((None, Scope.ANYONE),),
    Action.REGISTER: ((None, Scope.ANYONE),),
    Action.VERIFY_EMAIL: ((None, Scope.ANYONE),),
    Action.SIGN_IN: ((None, Scope.ANYONE),),
    Action.RESET_PASSWORD: ((None, Scope.ANYONE),),
    Action.ACCEPT_INVITATION: ((None, Scope.ANYONE),),
    Action.CHECK_PAPER: ((None, Scope.ANYONE),),  # whoever holds the paper: its code says what may be asked
    Action.REPORT_POLICY_BREACH: ((None, Scope.ANYONE),),
    Action.DISPUTE_LICENSE: ((None, Scope.ANYONE),),  # whoever got the letter: its code says which claim
    Action.REPORT_LICENSE_MISUSE: ((None, Scope.ANYONE),),
    Action.SIGN_OUT: _EVERYONE_SIGNED_IN,
    Action.VIEW_ACCOUNT: _EVERYONE_SIGNED_IN,
    Action.CHANGE_OWN_ACCOUNT: _EVERYONE_SIGNED_IN,
    Action.SET_UP_SECOND_STEP: _EVERYONE_SIGNED_IN,
    Action.TURN_OFF_SECOND_STEP: ((Role.PARENT, Scope.SELF),),  # every other role must have one (S-15)
    Action.VIEW_OWN_LETTER: _EVERYONE_SIGNED_IN,
    Action.VIEW_DOCUMENTS: (_PARENT_CHILD, _ISSUER, *((role, Scope.ASSIGNED) for role in _READS_OF_ITS_CASES)),
    Action.ADD_DOCUMENT: (_PARENT_CHILD, _ISSUER),
    Action.REMOVE_DOCUMENT: (_PARENT_CHILD, _ISSUER),
    Action.LIST_OWN_CASES: ((Role.PARENT, Scope.SELF),),
    Action.START_REQUEST: ((Role.PARENT, Scope.SELF),),
    Action.EDIT_REQUEST: (_PARENT_CHILD,),
    Action.SUBMIT_REQUEST: (_PARENT_CHILD,),
    Action.CANCEL_REQUEST: (_PARENT_CHILD,),
    Action.CHOOSE_OTHER_PHYSICIAN: (_PARENT_CHILD,),
    Action.COPY_REQUEST: (_PARENT_CHILD,),
    Action.CHANGE_SCHOOL: (_PARENT_CHILD,),
    Action.NAME_UNLISTED_SCHOOL: (_PARENT_CHILD,),
    Action.VIEW_OWN_REQUEST: (_PARENT_CHILD,),
    Action.VIEW_OWN_FORM: (_PARENT_CHILD,),
    Action.VIEW_ACCESS_LOG: (_PARENT_CHILD,),
    Action.SAVE_HISTORY: (_PARENT_CHILD,),
    Action.EXPORT_RECORD: (_PARENT_CHILD,),
    Action.ASK_TO_AMEND: (_PARENT_CHILD,),
    Action.VIEW_OWN_AMENDMENT: (_PARENT_CHILD,),
    Action.WITHDRAW_AMENDMENT: (_PARENT_CHILD,),
    Action.REPORT_CHARGE: (_PARENT_CHILD,),
    Action.INVITE_GUARDIAN: (_PARENT_CHILD,),
    Action.WITHDRAW_GUARDIAN_INVITATION: (_PARENT_CHILD,),
    Action.BECOME_GUARDIAN: ((Role.PARENT, Scope.SELF),),  # the invitation says whose child
    Action.LEAVE_CHILD: (_PARENT_CHILD,),
    Action.START_APPEAL: (_PARENT_CHILD,),
    Action.EDIT_APPEAL: (_PARENT_CHILD,),
    Action.FILE_APPEAL: (_PARENT_CHILD,),
    Action.WITHDRAW_APPEAL: (_PARENT_CHILD,),
    Action.VIEW_OWN_APPEAL: (_PARENT_CHILD,),
    Action.SUPPLY_APPEAL_INFORMATION: (_PARENT_CHILD, _ISSUER),
    Action.VIEW_LICENSE_CLAIM: ((Role.PHYSICIAN, Scope.SELF),),
    Action.PROVE_LICENSE: ((Role.PHYSICIAN, Scope.SELF),),
    Action.ASK_FOR_LICENSE_LETTER: ((Role.PHYSICIAN, Scope.SELF),),
    Action.LIST_OWN_PATIENTS: ((Role.PHYSICIAN, Scope.SELF),),
    Action.INVITE_CLINIC_STAFF: ((Role.PHYSICIAN, Scope.SELF),),
    Action.END_CLINIC_STAFF: ((Role.PHYSICIAN, Scope.OWN_CLINIC_STAFF),),
    Action.LIST_PREPARED_DRAFTS: ((Role.CLINIC_STAFF, Scope.SELF),),
    Action.HAND_OVER_DRAFT: (_PREPARER,),
    Action.OPEN_REQUEST: ((Role.PHYSICIAN, Scope.SELF), (Role.CLINIC_STAFF, Scope.SELF)),
    Action.VIEW_OPENED_REQUEST: (_ISSUER, _PREPARER),
    Action.EDIT_FORM_DRAFT: (_ISSUER, _PREPARER),
    Action.RELEASE_REQUEST: (_ISSUER,),
    Action.DECLINE_REQUEST: (_ISSUER,),
    Action.ISSUE_EXEMPTION: (_ISSUER,),
    Action.HOLD_EXEMPTION: (_ISSUER,),
    Action.WITHDRAW_EXEMPTION: (_ISSUER,),
    Action.CORRECT_EXEMPTION: (_ISSUER,),
    Action.RENEW_EXEMPTION: (_ISSUER,),
    Action.SUPERSEDE_EXEMPTION: (_ISSUER,),
    Action.VIEW_ISSUED_FORM: (_ISSUER,),
    Action.ANSWER_REVIEWER: (_ISSUER,),
    Action.LIST_OWN_PUPILS: (_DISTRICT_TOO,),
    Action.VIEW_PUPIL: (_DISTRICT_TOO,),
    Action.RECORD_DOSE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_NOTICE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CHANGE_DOSE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.REMOVE_DOSE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_GRADE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.ADD_STUDENT: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.VIEW_STUDENT: (_DISTRICT_TOO,),
    Action.EDIT_STUDENT: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_REVIEW: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_OLDER_PAPER: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.STOP_OLDER_PAPER: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.REMOVE_OLDER_PAPER: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_DEPARTURE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_RETURN: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_ARRIVAL: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.ASK_FOR_RECORD: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECEIVE_RECORD: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_PACKET_REQUEST: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.SEND_PACKET: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_PROTECTED_STEPS: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_CONTACT: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CONFIRM_GRADES: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.MARK_NEWS: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.LIST_PARENT_LETTERS: (_DISTRICT_TOO,),
    Action.AGREE_TO_CONFIDENTIALITY: ((Role.SCHOOL, Scope.SELF),),
    Action.VIEW_CLAIM: ((Role.SCHOOL, Scope.SELF),),
    Action.CONFIRM_CLAIM: ((Role.SCHOOL, Scope.SELF),),
    Action.LIST_PEOPLE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.ADD_PERSON: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CHANGE_PERSON: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.END_PERSON: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.ANSWER_CLAIM: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CONFIRM_PEOPLE: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_PARENT_LETTERS: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.SAVE_LETTERHEAD: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.VIEW_CALENDAR: (_CALENDAR_KEEPER,),
    Action.SAVE_CALENDAR: (_CALENDAR_KEEPER,),
    Action.COPY_CALENDAR: (_CALENDAR_KEEPER,),
    Action.IMPORT_STUDENTS: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.ANSWER_IMPORT: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.EXPORT_STUDENTS: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.VIEW_REPORT: (_DISTRICT_TOO,),
    Action.FILE_REPORT: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.VIEW_OUTBREAK: (_DISTRICT_TOO, _HEALTH_OFFICER),
    Action.OPEN_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.EDIT_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.RECORD_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.CHANGE_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.LIFT_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.CLOSE_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY), _HEALTH_OFFICER),
    Action.VIEW_FIGURES: (_REVIEWER, _OFFICER, _CHHS, _SECRETARY),
    Action.LIST_REVIEWS: (_REVIEWER, _OFFICER),
    Action.LIST_FORMS_FOR_REVIEW: (_REVIEWER, _OFFICER),
    Action.FIND_FORM: (_REVIEWER, _OFFICER),
    Action.VIEW_FORM_FOR_REVIEW: (_REVIEWER, _OFFICER),
    Action.OPEN_REVIEW: (_REVIEWER, _OFFICER),
    Action.VIEW_REVIEW: (_REVIEWER, _OFFICER),
    Action.MARK_REVIEWERS_NEWS: (_REVIEWER, _OFFICER),
    Action.ASSIGN_REVIEW: (_REVIEWER, _OFFICER),
    Action.REASSIGN_REVIEW: (_REVIEWER, _OFFICER),
    Action.HAND_BACK_REVIEW: (_REVIEWER, _OFFICER),
    Action.ASK_FOR_INFORMATION: (_REVIEWER, _OFFICER),
    Action.RECOMMEND: (_REVIEWER, _OFFICER),
    Action.SAVE_REVIEW_WORK: (_REVIEWER, _OFFICER),
    Action.MARK_SAME_CHILD: (_REVIEWER, _OFFICER),
    Action.DECIDE_REVIEW: (_OFFICER,),
    Action.REVOKE_EXEMPTION: (_OFFICER,),
    Action.CLASSIFY_ACTION: (_REVIEWER, _OFFICER),
    Action.RELEASE_HELD_EXEMPTION: (_REVIEWER, _OFFICER),
    Action.REFUSE_HELD_EXEMPTION: (_REVIEWER, _OFFICER),
    Action.BAR_PHYSICIAN: (_OFFICER,),
    Action.LIFT_BAR: (_OFFICER,),
    Action.LIST_AMENDMENTS: (_REVIEWER, _OFFICER),
    Action.VIEW_AMENDMENT: (_REVIEWER, _OFFICER),
    Action.ANSWER_AMENDMENT: (_REVIEWER, _OFFICER),
    Action.LIST_CHARGES: (_REVIEWER, _OFFICER),
    Action.ANSWER_CHARGE: (_REVIEWER, _OFFICER),
    Action.LIST_LETTERS: (_REVIEWER, _OFFICER),
    Action.VIEW_LETTER: (_REVIEWER, _OFFICER),
    Action.MARK_LETTER_POSTED: (_REVIEWER, _OFFICER),
    Action.LIST_LICENSE_CLAIMS: (_REVIEWER, _OFFICER),
    Action.SETTLE_LICENSE_CLAIM: (_REVIEWER, _OFFICER),
    Action.LIST_APPEALS: (_CHHS, _SECRETARY),
    Action.VIEW_APPEAL: (_CHHS, _SECRETARY),
    Action.ACCEPT_APPEAL: (_CHHS,),
    Action.REFUSE_LATE_APPEAL: (_CHHS,),
    Action.ASSIGN_PANEL: (_CHHS,),
    Action.LIST_PANEL_CASES: ((Role.PANELIST, Scope.SELF),),
    Action.VIEW_PANEL_CASE: (_PANEL,),
    Action.DECLARE_NO_CONFLICT: (_PANEL,),
    Action.DECLARE_CONFLICT: (_PANEL,),
    Action.ASK_APPEAL_QUESTION: (_PANEL,),
    Action.SAVE_VOTE_DRAFT: (_PANEL,),
    Action.VOTE: (_PANEL,),
    Action.REMIND_PANELIST: (_CHHS,),
    Action.ADOPT_DETERMINATION: (_SECRETARY,),
    Action.REINSTATE_EXEMPTION: (_SECRETARY,),
    Action.UPHOLD_REVOCATION: (_SECRETARY,),
    Action.CLOSE_APPEAL: (_CHHS,),
    Action.LIST_ACCOUNTS: (_OPERATOR,),
    Action.INVITE: (_OPERATOR,),
    Action.CHANGE_ACCOUNT: (_OPERATOR,),
    Action.RESET_SECOND_STEP: (_OPERATOR,),
    Action.IMPORT_DIRECTORY: (_OPERATOR,),
    Action.LIST_UNLISTED_SCHOOLS: (_OPERATOR,),
    Action.MATCH_SCHOOL: (_OPERATOR,),
    Action.LOAD_PUBLISHED_REPORTS: (_OPERATOR,),
    Action.LIST_COUNTY_FORMS: (_HEALTH_OFFICER,),
    Action.FLAG_FORM: (_HEALTH_OFFICER,),
    Action.LIST_LICENSEE_FORMS: (_BOARD,),
    Action.SAVE_EVIDENCE: (_BOARD,),
    Action.REPORT_MATTER: (_BOARD,),
    Action.OPEN_EMERGENCY: tuple((role, Scope.SELF) for role in _IN_AN_EMERGENCY),
    Action.VIEW_EMERGENCY: tuple((role, Scope.ASSIGNED) for role in _IN_AN_EMERGENCY),
    Action.LIST_EMERGENCIES: (_OPERATOR,),
    Action.REVIEW_EMERGENCY: (_OPERATOR,),
    Action.LIST_JOBS: (_OPERATOR,),
    Action.ORDER_JOB: (_OPERATOR,),
    Action.PURGE: (),  # no one: what is due is purged by the clock (domain/retention.py)
    Action.TAKE_IN_DOCUMENT: (),  # no one: the check of a file that arrived
    Action.REKEY: (),  # no one: a release makes hashes again (infra/rekey_names.py)
    Action.REMIND: (),  # no one: the days come by themselves (lifecycle H2)
    Action.CHECK_LICENSE: (),  # no one: each night (licenses of all who have forms here)
    Action.OPEN_DUE_REVIEW: (),  # no one: the statute names the forms (HSC 120372(d)(2))
}

WITHOUT_PROVEN_LICENSE: frozenset[Action] = frozenset(
    {
        Action.SIGN_OUT,
        Action.VIEW_ACCOUNT,
        Action.CHANGE_OWN_ACCOUNT,
        Action.SET_UP_SECOND_STEP,
        Action.VIEW_LICENSE_CLAIM,
        Action.PROVE_LICENSE,
        Action.ASK_FOR_LICENSE_LETTER,
    }
)
"""All that a physician may do before the license is proven, or while its claim is disputed, besides public pages. Every
other act is refused, also one that a later release adds."""
