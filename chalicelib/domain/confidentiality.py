"""Once in each school year a person of a school agrees to keep the students' records confidential, before any page of
the desk. No statute sets the day; the year begins on July 1, as grades do [R]."""

from datetime import date

from chalicelib.domain.access_table import PERMISSIONS, Scope
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.calendar import school_year_of

_AT_A_SCHOOL = frozenset({Scope.OWN_FACILITY, Scope.OWN_FACILITY_OR_DISTRICT})
_OF_THE_DESK = frozenset(
    act
    for act, rows in PERMISSIONS.items()
    if any(role is Role.SCHOOL and reach in _AT_A_SCHOOL for role, reach in rows)
) | {Action.VIEW_OWN_LETTER}
"""Every act at a school, and the letters in its inbox, which name students."""


def has_agreed(person: Account, on: date) -> bool:
    """Return whether the person agreed for the school year of that day."""
    return person.agreed_in is not None and person.agreed_in >= school_year_of(on).starts_in


def require_agreement(person: Account, act: Action, on: date) -> None:
    """Raises PortalError AGREEMENT for an act at a school by someone of one who has not agreed for this school year."""
    works_there = person.role is Role.SCHOOL and bool(person.facility_ids)
    if works_there and act in _OF_THE_DESK and not has_agreed(person, on):
        raise PortalError(ErrorKind.AGREEMENT, "AGREE_FIRST")
