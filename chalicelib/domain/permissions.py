"""THE ACCESS TABLE: act, role, reach. Deny by default.

A person who must set up the second step of signing in does that, or signs out, and nothing else (S-15). A role without
a row for an act is told "not allowed" (403) before anything is read. A role with a row, but whose reach does not touch
the thing, gets the same answer as for a thing that does not exist (404).
"""

from collections.abc import Callable
from enum import StrEnum, auto
from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.domain.acts import Act
from chalicelib.domain.errors import ErrorKind, PortalError, not_found


class Reach(StrEnum):
    """How far a permission goes."""

    ANYONE = auto()  # nobody need be signed in
    SELF = auto()  # the person's own account and lists
    OWN_CHILD = auto()
    OWN_PATIENT = auto()
    OWN_FACILITY = auto()
    OWN_COUNTY = auto()
    OWN_LICENSEES = auto()
    ASSIGNED = auto()
    STATEWIDE = auto()


def _is_physician_of(actor: Account, thing: Any) -> bool:
    return bool(actor.id) and getattr(thing, "physician_id", "") == actor.id


REACHES: dict[Reach, Callable[[Account, Any], bool]] = {
    Reach.SELF: lambda actor, thing: thing is None or getattr(thing, "id", "") == actor.id,
    Reach.OWN_CHILD: lambda actor, thing: actor.id in getattr(thing, "guardian_ids", ()),
    Reach.OWN_PATIENT: _is_physician_of,
    Reach.OWN_FACILITY: lambda actor, thing: getattr(thing, "facility_id", "") in actor.facility_ids,
    Reach.OWN_COUNTY: lambda actor, thing: bool(actor.jurisdiction) and thing.jurisdiction == actor.jurisdiction,
    Reach.OWN_LICENSEES: lambda actor, thing: bool(actor.board) and thing.board == actor.board,
    Reach.ASSIGNED: lambda actor, thing: actor.id in getattr(thing, "assigned_ids", ()),
    Reach.STATEWIDE: lambda _actor, _thing: True,
}

_PARENT_CHILD = (Role.PARENT, Reach.OWN_CHILD)
_ISSUER = (Role.PHYSICIAN, Reach.OWN_PATIENT)
_REVIEWER, _OFFICER = (Role.REVIEWER, Reach.STATEWIDE), (Role.OFFICER, Reach.STATEWIDE)
_CHHS, _SECRETARY = (Role.APPEALS_STAFF, Reach.STATEWIDE), (Role.SECRETARY, Reach.STATEWIDE)
_PANEL, _OPERATOR = (Role.PANELIST, Reach.ASSIGNED), (Role.OPERATOR, Reach.STATEWIDE)
_IN_AN_EMERGENCY = (Role.LOCAL_HEALTH, Role.REVIEWER, Role.OFFICER)
_EVERYONE_SIGNED_IN = tuple((role, Reach.SELF) for role in Role)

PERMISSIONS: dict[Act, tuple[tuple[Role | None, Reach], ...]] = {
    Act.VIEW_PUBLIC_PAGE: ((None, Reach.ANYONE),),
    Act.REGISTER: ((None, Reach.ANYONE),),
    Act.VERIFY_EMAIL: ((None, Reach.ANYONE),),
    Act.SIGN_IN: ((None, Reach.ANYONE),),
    Act.RESET_PASSWORD: ((None, Reach.ANYONE),),
    Act.ACCEPT_INVITATION: ((None, Reach.ANYONE),),
    Act.CHECK_PAPER: ((None, Reach.ANYONE),),  # whoever holds the paper: its code says what may be asked
    Act.REPORT_POLICY_BREACH: ((None, Reach.ANYONE),),
    Act.SIGN_OUT: _EVERYONE_SIGNED_IN,
    Act.VIEW_ACCOUNT: _EVERYONE_SIGNED_IN,
    Act.CHANGE_OWN_ACCOUNT: _EVERYONE_SIGNED_IN,
    Act.SET_UP_SECOND_STEP: _EVERYONE_SIGNED_IN,
    Act.TURN_OFF_SECOND_STEP: ((Role.PARENT, Reach.SELF),),  # every other role must have one (S-15)
    Act.VIEW_OWN_LETTER: _EVERYONE_SIGNED_IN,
    Act.LIST_OWN_CASES: ((Role.PARENT, Reach.SELF),),
    Act.START_REQUEST: ((Role.PARENT, Reach.SELF),),
    Act.EDIT_REQUEST: (_PARENT_CHILD,),
    Act.SUBMIT_REQUEST: (_PARENT_CHILD,),
    Act.CANCEL_REQUEST: (_PARENT_CHILD,),
    Act.CHOOSE_OTHER_PHYSICIAN: (_PARENT_CHILD,),
    Act.COPY_REQUEST: (_PARENT_CHILD,),
    Act.CHANGE_SCHOOL: (_PARENT_CHILD,),
    Act.VIEW_OWN_REQUEST: (_PARENT_CHILD,),
    Act.VIEW_OWN_FORM: (_PARENT_CHILD,),
    Act.VIEW_ACCESS_LOG: (_PARENT_CHILD,),
    Act.SAVE_HISTORY: (_PARENT_CHILD,),
    Act.EXPORT_RECORD: (_PARENT_CHILD,),
    Act.ASK_TO_AMEND: (_PARENT_CHILD,),
    Act.VIEW_OWN_AMENDMENT: (_PARENT_CHILD,),
    Act.WITHDRAW_AMENDMENT: (_PARENT_CHILD,),
    Act.INVITE_GUARDIAN: (_PARENT_CHILD,),
    Act.WITHDRAW_GUARDIAN_INVITATION: (_PARENT_CHILD,),
    Act.BECOME_GUARDIAN: ((Role.PARENT, Reach.SELF),),  # the invitation says whose child
    Act.LEAVE_CHILD: (_PARENT_CHILD,),
    Act.START_APPEAL: (_PARENT_CHILD,),
    Act.EDIT_APPEAL: (_PARENT_CHILD,),
    Act.FILE_APPEAL: (_PARENT_CHILD,),
    Act.WITHDRAW_APPEAL: (_PARENT_CHILD,),
    Act.VIEW_OWN_APPEAL: (_PARENT_CHILD,),
    Act.SUPPLY_APPEAL_INFORMATION: (_PARENT_CHILD, _ISSUER),
    Act.LIST_OWN_PATIENTS: ((Role.PHYSICIAN, Reach.SELF),),
    Act.OPEN_REQUEST: ((Role.PHYSICIAN, Reach.SELF),),
    Act.VIEW_OPENED_REQUEST: (_ISSUER,),
    Act.EDIT_FORM_DRAFT: (_ISSUER,),
    Act.RELEASE_REQUEST: (_ISSUER,),
    Act.DECLINE_REQUEST: (_ISSUER,),
    Act.ISSUE_EXEMPTION: (_ISSUER,),
    Act.HOLD_EXEMPTION: (_ISSUER,),
    Act.WITHDRAW_EXEMPTION: (_ISSUER,),
    Act.CORRECT_EXEMPTION: (_ISSUER,),
    Act.RENEW_EXEMPTION: (_ISSUER,),
    Act.SUPERSEDE_EXEMPTION: (_ISSUER,),
    Act.VIEW_ISSUED_FORM: (_ISSUER,),
    Act.ANSWER_REVIEWER: (_ISSUER,),
    Act.LIST_OWN_PUPILS: ((Role.SCHOOL, Reach.OWN_FACILITY),),
    Act.VIEW_PUPIL: ((Role.SCHOOL, Reach.OWN_FACILITY),),
    Act.RECORD_DOSE: ((Role.SCHOOL, Reach.OWN_FACILITY),),
    Act.REMOVE_DOSE: ((Role.SCHOOL, Reach.OWN_FACILITY),),
    Act.RECORD_GRADE: ((Role.SCHOOL, Reach.OWN_FACILITY),),
    Act.LIST_REVIEWS: (_REVIEWER, _OFFICER),
    Act.FIND_FORM: (_REVIEWER, _OFFICER),
    Act.VIEW_FORM_FOR_REVIEW: (_REVIEWER, _OFFICER),
    Act.OPEN_REVIEW: (_REVIEWER, _OFFICER),
    Act.VIEW_REVIEW: (_REVIEWER, _OFFICER),
    Act.ASSIGN_REVIEW: (_REVIEWER, _OFFICER),
    Act.ASK_FOR_INFORMATION: (_REVIEWER, _OFFICER),
    Act.RECOMMEND: (_REVIEWER, _OFFICER),
    Act.DECIDE_REVIEW: (_OFFICER,),
    Act.REVOKE_EXEMPTION: (_OFFICER,),
    Act.CLASSIFY_ACTION: (_REVIEWER, _OFFICER),
    Act.RELEASE_HELD_EXEMPTION: (_REVIEWER, _OFFICER),
    Act.REFUSE_HELD_EXEMPTION: (_REVIEWER, _OFFICER),
    Act.BAR_PHYSICIAN: (_OFFICER,),
    Act.LIFT_BAR: (_OFFICER,),
    Act.LIST_AMENDMENTS: (_REVIEWER, _OFFICER),
    Act.VIEW_AMENDMENT: (_REVIEWER, _OFFICER),
    Act.ANSWER_AMENDMENT: (_REVIEWER, _OFFICER),
    Act.LIST_LETTERS: (_REVIEWER, _OFFICER),
    Act.VIEW_LETTER: (_REVIEWER, _OFFICER),
    Act.MARK_LETTER_POSTED: (_REVIEWER, _OFFICER),
    Act.LIST_APPEALS: (_CHHS, _SECRETARY),
    Act.VIEW_APPEAL: (_CHHS, _SECRETARY),
    Act.ACCEPT_APPEAL: (_CHHS,),
    Act.REFUSE_LATE_APPEAL: (_CHHS,),
    Act.ASSIGN_PANEL: (_CHHS,),
    Act.LIST_PANEL_CASES: ((Role.PANELIST, Reach.SELF),),
    Act.VIEW_PANEL_CASE: (_PANEL,),
    Act.DECLARE_NO_CONFLICT: (_PANEL,),
    Act.DECLARE_CONFLICT: (_PANEL,),
    Act.ASK_APPEAL_QUESTION: (_PANEL,),
    Act.VOTE: (_PANEL,),
    Act.ADOPT_DETERMINATION: (_SECRETARY,),
    Act.REINSTATE_EXEMPTION: (_SECRETARY,),
    Act.UPHOLD_REVOCATION: (_SECRETARY,),
    Act.CLOSE_APPEAL: (_CHHS,),
    Act.LIST_ACCOUNTS: (_OPERATOR,),
    Act.INVITE: (_OPERATOR,),
    Act.CHANGE_ACCOUNT: (_OPERATOR,),
    Act.RESET_SECOND_STEP: (_OPERATOR,),
    Act.IMPORT_DIRECTORY: (_OPERATOR,),
    Act.LIST_COUNTY_FORMS: ((Role.LOCAL_HEALTH, Reach.OWN_COUNTY),),
    Act.LIST_LICENSEE_FORMS: ((Role.BOARD, Reach.OWN_LICENSEES),),
    Act.OPEN_EMERGENCY: tuple((role, Reach.SELF) for role in _IN_AN_EMERGENCY),
    Act.VIEW_EMERGENCY: tuple((role, Reach.ASSIGNED) for role in _IN_AN_EMERGENCY),
    Act.LIST_EMERGENCIES: (_OPERATOR,),
    Act.REVIEW_EMERGENCY: (_OPERATOR,),
    Act.PURGE: (),  # nobody: what is due is purged by the clock (domain/retention.py)
}


_BEFORE_THE_SECOND_STEP = frozenset({Act.SET_UP_SECOND_STEP, Act.SIGN_OUT})


def is_public(act: Act) -> bool:
    """Whether nobody need be signed in for `act`."""
    return any(role is None for role, _reach in PERMISSIONS[act])


def require_role(actor: Account | None, act: Act) -> tuple[Reach, ...]:
    """The reaches that this person has for `act`.

    Raises PortalError SIGN_IN where nobody is signed in, SECOND_STEP where that must be set up first, FORBIDDEN where
    the role has no row.
    """
    if is_public(act):
        return (Reach.ANYONE,)
    if actor is None:
        raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
    if actor.must_set_up_second_step and act not in _BEFORE_THE_SECOND_STEP:
        raise PortalError(ErrorKind.SECOND_STEP, "SECOND_STEP_FIRST")
    reaches = tuple(reach for role, reach in PERMISSIONS[act] if role == actor.role)
    if not reaches:
        raise PortalError(ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE")
    return reaches


def require(actor: Account | None, act: Act, thing: Any = None) -> Account:
    """The actor, where the actor may do `act` to `thing` (None: an act on the person's own lists).

    Raises PortalError SIGN_IN, FORBIDDEN (the role never does this) or NOT_FOUND (not within reach).
    """
    reaches = require_role(actor, act)
    if actor is None:
        raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
    if not any(REACHES[reach](actor, thing) for reach in reaches):
        raise not_found()
    return actor
