"""An approver changes a person's part at the school, ends a person's access, and confirms the list."""

from chalicelib.actions.accounts.offices import leave_office
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.people.approvers import people_key, people_of, tell_other_approvers, write_people
from chalicelib.actions.people.person_case import load_person
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.account import Account, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import invalid, wrong_state
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.storage.unit_of_work import UnitOfWork


def change_part(
    ctx: Context, facility_id: str, account_id: str, part: SchoolPart, expected_version: int | None
) -> Done:
    """Give a person of the school another part. Their sessions end, so that the new part holds everywhere.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or nothing to change), INVALID (the only approver's own part, or a
    person who also works at a school that is not this approver's).
    """
    case = load_person(ctx, Action.CHANGE_PERSON, facility_id, account_id)
    require_unchanged(case.account, expected_version)
    if case.is_waiting or case.account.school_part is part:
        raise wrong_state()
    if not set(case.account.facility_ids) <= set(ctx.person.facility_ids):
        raise invalid("PERSON_OF_SEVERAL_SCHOOLS", "part")
    if case.people.is_last_approver(account_id):
        raise invalid("LAST_APPROVER", "part")
    work = ctx.unit_of_work(Action.CHANGE_PERSON)
    changed = case.account.signed_out().with_changes(school_part=part)
    work.update(case.account, changed)
    ctx.store.load(map(people_key, changed.facility_ids))
    for each in changed.facility_ids:
        before = people_of(ctx, each)
        after = before.joined(account_id, part) if part is SchoolPart.APPROVER else before.left(account_id, ctx.on)
        write_people(work, before, after)
        if each == facility_id:
            tell_other_approvers(work, after.left(account_id, ctx.on))
    _tell(ctx, work, NoticeKind.SCHOOL_PART_CHANGED, changed)
    return work.commit(subject_of(case.people))


def end_person(ctx: Context, facility_id: str, account_id: str, expected_version: int | None) -> Done:
    """End a person's access to the school at once, or take an invitation back. An account with no school left opens
    nothing.

    Raises PortalError NOT_FOUND, CONFLICT (stale).
    """
    case = load_person(ctx, Action.END_PERSON, facility_id, account_id)
    require_unchanged(case.account, expected_version)
    if case.is_waiting and case.account.verified:  # someone who asks to join is answered instead
        raise wrong_state()
    work = ctx.unit_of_work(Action.END_PERSON)
    left = tuple(each for each in case.account.facility_ids if each != facility_id)
    ended = case.account.signed_out().with_changes(facility_ids=left, disabled=case.is_waiting and not left)
    if not left:
        ended = ended.with_changes(school_part=SchoolPart.STAFF)
    work.update(case.account, ended)
    if not case.is_waiting:
        leave_office(work, account_id, "facility", facility_id)
        _tell(ctx, work, NoticeKind.SCHOOL_ACCESS_ENDED, ended)
    after = case.people.left(account_id, ctx.on)
    write_people(work, case.people, after)
    tell_other_approvers(work, after)
    return work.commit(own_account(ended) if account_id == ctx.person.id else subject_of(case.people))


def confirm_people(ctx: Context, facility_id: str, expected_version: int | None) -> Done:
    """Write that the list of people is right today. Raises PortalError NOT_FOUND, FORBIDDEN, CONFLICT (the list has
    changed)."""
    ctx.require(Action.CONFIRM_PEOPLE, SchoolChoice(facility_id=facility_id))
    people = people_of(ctx, facility_id)
    require_unchanged(people, expected_version)
    work = ctx.unit_of_work(Action.CONFIRM_PEOPLE)
    write_people(work, people, people.with_changes(confirmed_on=ctx.on, confirmed_by=ctx.person.id))
    return work.commit(subject_of(people))


def _tell(ctx: Context, work: UnitOfWork, kind: NoticeKind, person: Account) -> None:
    """Tell the person, unless it was the person's own doing."""
    if person.id != ctx.person.id:
        work.enqueue_notification(kind, to_account(person.id), own_account(person))
