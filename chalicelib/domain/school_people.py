"""Who decides about the people of a school: its approvers, who waits to join, and when the list was last confirmed.

The accounts say who works at the school. This record is what makes two acts at the same instant differ: of two
approvers who leave together, one is told that the list has changed.
"""

from datetime import date
from typing import Annotated, ClassVar

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.school_access import confirmation_due_since, is_asleep, is_closed_by_time


class SchoolPeople(VersionedRecord):
    """One record for each school, from its first approver or invitation on; `id` is the facility's number.

    `waiting_ids`: accounts that are invited, or that ask to join. `without_approver_since`: the day on which the last
    approver left; None while there is one, and where there never was one.
    """

    record_type: ClassVar[str] = "school_people"

    approver_ids: Annotated[tuple[str, ...], Internal] = ()
    waiting_ids: Annotated[tuple[str, ...], Internal] = ()
    without_approver_since: Annotated[date | None, Internal] = None
    confirmed_on: Annotated[date | None, Internal] = None
    confirmed_by: Annotated[str, Internal] = ""

    @property
    def facility_id(self) -> str:
        """The id under the name that reaches are judged by."""
        return self.id

    def with_waiting(self, account_id: str) -> "SchoolPeople":
        return self.with_changes(waiting_ids=_with(self.waiting_ids, account_id))

    def joined(self, account_id: str, part: SchoolPart) -> "SchoolPeople":
        """Return the record with this person at the school, in this part."""
        approvers = _without(self.approver_ids, account_id)
        if part is SchoolPart.APPROVER:
            approvers = _with(approvers, account_id)
        return self.with_changes(
            approver_ids=approvers,
            waiting_ids=_without(self.waiting_ids, account_id),
            without_approver_since=None if approvers else self.without_approver_since,
        )

    def left(self, account_id: str, on: date) -> "SchoolPeople":
        """Return the record without this person, who left, or stopped being an approver, on that day."""
        approvers = _without(self.approver_ids, account_id)
        was_last = bool(self.approver_ids) and not approvers
        return self.with_changes(
            approver_ids=approvers,
            waiting_ids=_without(self.waiting_ids, account_id),
            without_approver_since=on if was_last else self.without_approver_since,
        )

    def is_last_approver(self, account_id: str) -> bool:
        return self.approver_ids == (account_id,)

    def confirmation_is_due(self, on: date) -> bool:
        """Return whether an approver should look through the list now."""
        return bool(self.approver_ids) and (self.confirmed_on is None or self.confirmed_on < confirmation_due_since(on))


def is_of(account: Account, facility_id: str) -> bool:
    """Return whether this person works at the school now."""
    return account.verified and not account.disabled and facility_id in account.facility_ids


def sleeps(account: Account, on: date) -> bool:
    """Return whether this is a school's person who must come back by a mailed link. A closed account sleeps, too."""
    return account.role is Role.SCHOOL and is_asleep(account.last_seen_on, on)


def is_away_for_good(account: Account, on: date) -> bool:
    """Return whether this is a school's person whose account was closed by time."""
    return account.role is Role.SCHOOL and is_closed_by_time(account.last_seen_on, on)


def _with(ids: tuple[str, ...], account_id: str) -> tuple[str, ...]:
    return ids if account_id in ids else (*ids, account_id)


def _without(ids: tuple[str, ...], account_id: str) -> tuple[str, ...]:
    return tuple(each for each in ids if each != account_id)
