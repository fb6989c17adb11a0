"""What each act on a school's person begins with: the school, its record of people, the person, and whether they are of
that school, wait for it, or are none of its business."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import people_key, people_of
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import not_found
from chalicelib.domain.school_people import SchoolPeople, is_of
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import unreached

_MAX_MEMBERS = 1000


@dataclass(frozen=True)
class PersonCase:
    """A person of a school, or one who waits to join it."""

    facility_id: str
    people: SchoolPeople
    account: Account

    @property
    def is_waiting(self) -> bool:
        return not is_of(self.account, self.facility_id)


def person_keys(facility_id: str, account_id: str) -> tuple[Key, ...]:
    return (
        people_key(facility_id),
        keys.record("account", account_id),
        keys.record("facility", facility_id),
        unreached(account_id),
    )


def load_person(ctx: Context, act: Action, facility_id: str, account_id: str) -> PersonCase:
    """Return the case. Raises PortalError NOT_FOUND (a school, or a person, that is not this approver's), FORBIDDEN."""
    ctx.require(act, SchoolChoice(facility_id=facility_id))
    ctx.store.load(person_keys(facility_id, account_id))
    people = people_of(ctx, facility_id)
    account = ctx.store.find(Account, account_id)
    if account is None or not (is_of(account, facility_id) or account_id in people.waiting_ids):
        raise not_found()
    return PersonCase(facility_id, people, account)


def load_people(ctx: Context, facility_id: str) -> tuple[SchoolPeople, list[Account]]:
    """Return the school's record and its people, those who wait included. Raises PortalError NOT_FOUND, FORBIDDEN."""
    ctx.require(Action.LIST_PEOPLE, SchoolChoice(facility_id=facility_id))
    ctx.store.load([people_key(facility_id), keys.record("facility", facility_id)])
    people = people_of(ctx, facility_id)
    partition = keys.office_partition("facility", facility_id)
    members = ctx.store.table.whole(partition, keys.MEMBER_PREFIX, ceiling=_MAX_MEMBERS)
    ids = dict.fromkeys([*(str(each["account_id"]) for each in members), *people.waiting_ids])
    ctx.store.load([*(keys.record("account", each) for each in ids), *map(unreached, ids)])
    accounts = filter(None, (ctx.store.find(Account, each) for each in ids))
    return people, [each for each in accounts if is_of(each, facility_id) or each.id in people.waiting_ids]
