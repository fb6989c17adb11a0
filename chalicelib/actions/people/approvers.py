"""The record of a school's people: read it, and write it with the act that changes who decides there."""

from collections.abc import Callable, Iterable

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork


def people_key(facility_id: str) -> Key:
    return keys.record(SchoolPeople.record_type, facility_id)


def people_of(ctx: Context, facility_id: str) -> SchoolPeople:
    """Return the record, not written yet (version 0) where the school has none."""
    return ctx.store.find(SchoolPeople, facility_id) or SchoolPeople(id=facility_id)


def write_people(work: UnitOfWork, before: SchoolPeople, after: SchoolPeople) -> None:
    """Write what changed, nothing where nothing did. The operators are told when the last approver has left."""
    if after == before:
        return
    if before.version:
        work.update(before, after)
    else:
        work.create(after)
    if after.without_approver_since and not before.without_approver_since:
        work.enqueue_notification(
            NoticeKind.SCHOOL_WITHOUT_APPROVER,
            Recipient(kind="operators", id="main"),
            subject_of(after),
            facility_id=after.id,
        )


def tell_other_approvers(work: UnitOfWork, people: SchoolPeople) -> None:
    """Tell the approvers that the list changed, but for whoever changed it."""
    actor_id = work.actor.id if work.actor else ""
    for account_id in people.approver_ids:
        if account_id != actor_id:
            work.enqueue_notification(
                NoticeKind.SCHOOL_PEOPLE_CHANGED, Recipient(kind="account", id=account_id), subject_of(people)
            )


def note_invited(ctx: Context, work: UnitOfWork, account: Account) -> None:
    _write_each(ctx, work, account.facility_ids, lambda people: people.with_waiting(account.id))


def note_joined(ctx: Context, work: UnitOfWork, account: Account) -> None:
    """Write that an account is open, or open again, at its schools. Other roles have none."""
    if account.role is Role.SCHOOL:
        _write_each(ctx, work, account.facility_ids, lambda people: people.joined(account.id, account.school_part))


def note_closed(ctx: Context, work: UnitOfWork, account: Account) -> None:
    if account.role is Role.SCHOOL:
        _write_each(ctx, work, account.facility_ids, lambda people: people.left(account.id, ctx.on))


def _write_each(
    ctx: Context, work: UnitOfWork, facility_ids: Iterable[str], change: Callable[[SchoolPeople], SchoolPeople]
) -> None:
    ids = list(facility_ids)
    ctx.store.load(map(people_key, ids))
    for facility_id in ids:
        before = people_of(ctx, facility_id)
        write_people(work, before, change(before))


def first_part(ctx: Context, facility_ids: Iterable[str]) -> SchoolPart:
    """Return the part of a person for whom none was chosen: the first of a school is its approver."""
    ids = list(facility_ids)
    ctx.store.load(map(people_key, ids))
    return first_part_among(people_of(ctx, facility_id) for facility_id in ids)


def first_part_among(known: Iterable[SchoolPeople]) -> SchoolPart:
    """Return the part of the next person of these schools, where none was chosen."""
    has_any = any(each.approver_ids or each.waiting_ids for each in known)
    return SchoolPart.STAFF if has_any else SchoolPart.APPROVER


def seen_at_sign_in(ctx: Context, account: Account) -> Account:
    """Return the account as of a sign-in today: the day and the one before it, and which of its schools have no
    approver."""
    if account.last_seen_on != ctx.on:
        account = account.with_changes(seen_before_on=account.last_seen_on)
    if account.role is not Role.SCHOOL:
        return account.with_changes(last_seen_on=ctx.on)
    ctx.store.load(map(people_key, account.facility_ids))
    since = {each: people_of(ctx, each).without_approver_since for each in account.facility_ids}
    without = {facility_id: day for facility_id, day in since.items() if day}
    return account.with_changes(last_seen_on=ctx.on, without_approver=without)
