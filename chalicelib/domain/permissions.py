"""Who may do what to which thing: the access table (access_table.py), asked.

A person who must set up two-factor authentication does that, or signs out, and nothing else (S-15). A physician whose
license is not proven does what WITHOUT_PROVEN_LICENSE names. A role without a
row for an action is told "not allowed" (403) before anything is read. A role with a row, but whose reach does not touch
the thing, gets the same answer as for a thing that does not exist (404).
"""

from datetime import date
from typing import Any

from chalicelib.domain.access_table import PERMISSIONS, REACHES, WITHOUT_PROVEN_LICENSE, Scope
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found

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
FOR_A_PHYSICIAN = frozenset(
    {Action.OPEN_REQUEST, Action.VIEW_OPENED_REQUEST, Action.EDIT_FORM_DRAFT, Action.HAND_OVER_DRAFT}
)
"""What clinic staff does for a physician: only while that physician could do it, too (actions/context.py)."""
_BEFORE_THE_SECOND_STEP = frozenset({Action.SET_UP_SECOND_STEP, Action.SIGN_OUT})


def is_public(act: Action) -> bool:
    """Return whether no one has to be signed in for `act`."""
    return any(role is None for role, _reach in PERMISSIONS[act])


def require_role(actor: Account | None, act: Action) -> tuple[Scope, ...]:
    """Return the reaches that this person has for `act`.

    Raises PortalError SIGN_IN, SECOND_STEP (it must be set up first), FORBIDDEN (the role has no row), LICENSE (the
    physician has not proven the license).
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
    if actor.must_prove_license and act not in WITHOUT_PROVEN_LICENSE:
        raise PortalError(ErrorKind.LICENSE, "LICENSE_FROZEN" if actor.license_frozen_on else "LICENSE_UNPROVEN")
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
