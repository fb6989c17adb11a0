"""THE ACCESS TABLE: act, role, reach. Deny by default.

A person who must set up two-factor authentication does that, or signs out, and nothing else (S-15). A role without a
row for an action is told "not allowed" (403) before anything is read. A role with a row, but whose reach does not touch
the thing, gets the same answer as for a thing that does not exist (404).
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum, auto
from typing import Any

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found


class Scope(StrEnum):
    """How far a permission goes."""

    ANYONE = auto()  # no one has to be signed in
    SELF = auto()  # the person's own account and lists
    OWN_CHILD = auto()
    OWN_PATIENT = auto()
    OWN_FACILITY = auto()
    OWN_FACILITY_OR_DISTRICT = auto()  # a school's own people, and those of the district over it
    OWN_COUNTY = auto()
    OWN_LICENSEES = auto()
    ASSIGNED = auto()
    STATEWIDE = auto()


def _is_physician_of(actor: Account, thing: Any) -> bool:
    return bool(actor.id) and getattr(thing, "physician_id", "") == actor.id


def _is_kept_by(actor: Account, thing: Any) -> bool:
    """Whether a school, or the office of its district, is this person's."""
    offices = {getattr(thing, "facility_id", ""), getattr(thing, "district_id", "")} - {""}
    return not offices.isdisjoint(actor.facility_ids)


REACHES: dict[Scope, Callable[[Account, Any], bool]] = {
    Scope.SELF: lambda actor, thing: thing is None or getattr(thing, "id", "") == actor.id,
    Scope.OWN_CHILD: lambda actor, thing: actor.id in getattr(thing, "guardian_ids", ()),
    Scope.OWN_PATIENT: _is_physician_of,
    Scope.OWN_FACILITY: lambda actor, thing: getattr(thing, "facility_id", "") in actor.facility_ids,
    Scope.OWN_FACILITY_OR_DISTRICT: _is_kept_by,
    Scope.OWN_COUNTY: lambda actor, thing: bool(actor.jurisdiction) and thing.jurisdiction == actor.jurisdiction,
    Scope.OWN_LICENSEES: lambda actor, thing: bool(actor.board) and thing.board == actor.board,
    Scope.ASSIGNED: lambda actor, thing: actor.id in getattr(thing, "assigned_ids", ()),
    Scope.STATEWIDE: lambda _actor, _thing: True,
}

_PARENT_CHILD = (Role.PARENT, Scope.OWN_CHILD)
_ISSUER = (Role.PHYSICIAN, Scope.OWN_PATIENT)
_CALENDAR_KEEPER = (Role.SCHOOL, Scope.OWN_FACILITY_OR_DISTRICT)
_DISTRICT_TOO = (Role.SCHOOL, Scope.OWN_FACILITY_OR_DISTRICT)  # the office looks; the school's own people act
_REVIEWER, _OFFICER = (Role.REVIEWER, Scope.STATEWIDE), (Role.OFFICER, Scope.STATEWIDE)
_CHHS, _SECRETARY = (Role.APPEALS_STAFF, Scope.STATEWIDE), (Role.SECRETARY, Scope.STATEWIDE)
_PANEL, _OPERATOR = (Role.PANELIST, Scope.ASSIGNED), (Role.OPERATOR, Scope.STATEWIDE)
_IN_AN_EMERGENCY = (Role.LOCAL_HEALTH, Role.REVIEWER, Role.OFFICER)
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
    Action.SIGN_OUT: _EVERYONE_SIGNED_IN,
    Action.VIEW_ACCOUNT: _EVERYONE_SIGNED_IN,
    Action.CHANGE_OWN_ACCOUNT: _EVERYONE_SIGNED_IN,
    Action.SET_UP_SECOND_STEP: _EVERYONE_SIGNED_IN,
    Action.TURN_OFF_SECOND_STEP: ((Role.PARENT, Scope.SELF),),  # every other role must have one (S-15)
    Action.VIEW_OWN_LETTER: _EVERYONE_SIGNED_IN,
    Action.LIST_OWN_CASES: ((Role.PARENT, Scope.SELF),),
    Action.START_REQUEST: ((Role.PARENT, Scope.SELF),),
    Action.EDIT_REQUEST: (_PARENT_CHILD,),
    Action.SUBMIT_REQUEST: (_PARENT_CHILD,),
    Action.CANCEL_REQUEST: (_PARENT_CHILD,),
    Action.CHOOSE_OTHER_PHYSICIAN: (_PARENT_CHILD,),
    Action.COPY_REQUEST: (_PARENT_CHILD,),
    Action.CHANGE_SCHOOL: (_PARENT_CHILD,),
    Action.VIEW_OWN_REQUEST: (_PARENT_CHILD,),
    Action.VIEW_OWN_FORM: (_PARENT_CHILD,),
    Action.VIEW_ACCESS_LOG: (_PARENT_CHILD,),
    Action.SAVE_HISTORY: (_PARENT_CHILD,),
    Action.EXPORT_RECORD: (_PARENT_CHILD,),
    Action.ASK_TO_AMEND: (_PARENT_CHILD,),
    Action.VIEW_OWN_AMENDMENT: (_PARENT_CHILD,),
    Action.WITHDRAW_AMENDMENT: (_PARENT_CHILD,),
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
    Action.LIST_OWN_PATIENTS: ((Role.PHYSICIAN, Scope.SELF),),
    Action.OPEN_REQUEST: ((Role.PHYSICIAN, Scope.SELF),),
    Action.VIEW_OPENED_REQUEST: (_ISSUER,),
    Action.EDIT_FORM_DRAFT: (_ISSUER,),
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
    Action.LIST_PARENT_LETTERS: (_DISTRICT_TOO,),
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
    Action.VIEW_OUTBREAK: (_DISTRICT_TOO,),
    Action.OPEN_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.EDIT_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.RECORD_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CHANGE_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.LIFT_EXCLUSION: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.CLOSE_OUTBREAK: ((Role.SCHOOL, Scope.OWN_FACILITY),),
    Action.VIEW_FIGURES: (_REVIEWER, _OFFICER, _CHHS, _SECRETARY),
    Action.LIST_REVIEWS: (_REVIEWER, _OFFICER),
    Action.FIND_FORM: (_REVIEWER, _OFFICER),
    Action.VIEW_FORM_FOR_REVIEW: (_REVIEWER, _OFFICER),
    Action.OPEN_REVIEW: (_REVIEWER, _OFFICER),
    Action.VIEW_REVIEW: (_REVIEWER, _OFFICER),
    Action.ASSIGN_REVIEW: (_REVIEWER, _OFFICER),
    Action.ASK_FOR_INFORMATION: (_REVIEWER, _OFFICER),
    Action.RECOMMEND: (_REVIEWER, _OFFICER),
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
    Action.LIST_LETTERS: (_REVIEWER, _OFFICER),
    Action.VIEW_LETTER: (_REVIEWER, _OFFICER),
    Action.MARK_LETTER_POSTED: (_REVIEWER, _OFFICER),
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
    Action.VOTE: (_PANEL,),
    Action.ADOPT_DETERMINATION: (_SECRETARY,),
    Action.REINSTATE_EXEMPTION: (_SECRETARY,),
    Action.UPHOLD_REVOCATION: (_SECRETARY,),
    Action.CLOSE_APPEAL: (_CHHS,),
    Action.LIST_ACCOUNTS: (_OPERATOR,),
    Action.INVITE: (_OPERATOR,),
    Action.CHANGE_ACCOUNT: (_OPERATOR,),
    Action.RESET_SECOND_STEP: (_OPERATOR,),
    Action.IMPORT_DIRECTORY: (_OPERATOR,),
    Action.LIST_COUNTY_FORMS: ((Role.LOCAL_HEALTH, Scope.OWN_COUNTY),),
    Action.LIST_LICENSEE_FORMS: ((Role.BOARD, Scope.OWN_LICENSEES),),
    Action.OPEN_EMERGENCY: tuple((role, Scope.SELF) for role in _IN_AN_EMERGENCY),
    Action.VIEW_EMERGENCY: tuple((role, Scope.ASSIGNED) for role in _IN_AN_EMERGENCY),
    Action.LIST_EMERGENCIES: (_OPERATOR,),
    Action.REVIEW_EMERGENCY: (_OPERATOR,),
    **dict.fromkeys((Action.LIST_JOBS, Action.ORDER_JOB), (_OPERATOR,)),
    Action.PURGE: (),  # no one: what is due is purged by the clock (domain/retention.py)
    Action.REMIND: (),  # no one: the days come by themselves (lifecycle H2)
    Action.CHECK_LICENSE: (),  # no one: each night (licenses of all who have forms here)
    Action.OPEN_DUE_REVIEW: (),  # no one: the statute names the forms (HSC 120372(d)(2))
}


APPROVERS_ONLY = frozenset(
    {
        Action.LIST_PEOPLE,
        Action.ADD_PERSON,
        Action.CHANGE_PERSON,
        Action.END_PERSON,
        Action.ANSWER_CLAIM,
        Action.CONFIRM_PEOPLE,
    }
)
"""Of a school's acts, those of its approvers."""
_AT_A_SCHOOL = frozenset({Scope.OWN_FACILITY, Scope.OWN_FACILITY_OR_DISTRICT})
CHANGES_OF_A_SCHOOL = frozenset(
    act
    for act, rows in PERMISSIONS.items()
    if any(role is Role.SCHOOL and reach in _AT_A_SCHOOL for role, reach in rows)
    and not act.startswith(("view_", "list_"))
)
"""Every act of a school but opening its pages: no one who only reads does these, nor anyone of a school that has been
without an approver too long. A file of all students is one of them."""
_BEFORE_THE_SECOND_STEP = frozenset({Action.SET_UP_SECOND_STEP, Action.SIGN_OUT})


def is_public(act: Action) -> bool:
    """Return whether no one has to be signed in for `act`."""
    return any(role is None for role, _reach in PERMISSIONS[act])


def require_role(actor: Account | None, act: Action) -> tuple[Scope, ...]:
    """Return the reaches that this person has for `act`.

    Raises PortalError SIGN_IN if no one is signed in, SECOND_STEP if that must be set up first, FORBIDDEN if
    the role has no row.
    """
    if is_public(act):
        return (Scope.ANYONE,)
    if actor is None:
        raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
    if actor.must_set_up_second_step and act not in _BEFORE_THE_SECOND_STEP:
        raise PortalError(ErrorKind.SECOND_STEP, "SECOND_STEP_FIRST")
    reaches = tuple(reach for role, reach in PERMISSIONS[act] if role == actor.role)
    if not reaches:
        raise PortalError(ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE")
    if act in CHANGES_OF_A_SCHOOL and actor.role is Role.SCHOOL and actor.school_part is SchoolPart.READ_ONLY:
        raise PortalError(ErrorKind.FORBIDDEN, "ONLY_READS")
    return reaches


def require(actor: Account | None, act: Action, thing: Any = None, on: date | None = None) -> Account:
    """Return the actor, where the actor may do `act` to `thing` (None: an act on the person's own lists). `on`: the
    California date, for what a school may do no longer.

    Raises PortalError SIGN_IN, FORBIDDEN (the role or the part at the school never does this) or NOT_FOUND (not within
    reach).
    """
    reaches = require_role(actor, act)
    if actor is None:
        raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
    if not any(REACHES[reach](actor, thing) for reach in reaches):
        raise not_found()
    if actor.role is Role.SCHOOL:
        _require_part(actor, act, getattr(thing, "facility_id", ""), on)
    return actor


def _require_part(actor: Account, act: Action, facility_id: str, on: date | None) -> None:
    if act in APPROVERS_ONLY and not actor.approves_for(facility_id):
        raise PortalError(ErrorKind.FORBIDDEN, "APPROVERS_ONLY")
    since = actor.without_approver.get(facility_id)
    if on is None or since is None or act not in CHANGES_OF_A_SCHOOL:
        return
    from chalicelib.domain.school_access import acts_until  # noqa: PLC0415 - as a rule a school has an approver

    if acts_until(since) < on:
        raise PortalError(ErrorKind.FORBIDDEN, "SCHOOL_WITHOUT_APPROVER")
