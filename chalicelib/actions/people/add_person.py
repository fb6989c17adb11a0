"""An approver adds a person to the school by e-mail address.

Whatever the address is, the approver reads the same: the invitation is sent. Whether a family has an account with the
portal is nothing that a school may find out (S-01). Whoever owns the address learns at the link that it has an account.
"""

from chalicelib.actions.accounts.invite import (
    Invitation,
    add_invited,
    invited_account,
    owner_of,
    send_again,
    waiting_at,
)
from chalicelib.actions.accounts.mailed_links import require_few_asked, send_invitation
from chalicelib.actions.accounts.offices import join_office
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.people.approvers import people_key, people_of, tell_other_approvers, write_people
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.domain.school_access import MAX_WAITING
from chalicelib.domain.school_people import SchoolPeople


def add_person(ctx: Context, facility_id: str, email: str, part: SchoolPart, client_ip: str) -> Done:
    """Invite the person, or, where the address is that of a school's person who can be added as such, add that account.

    Raises PortalError NOT_FOUND, FORBIDDEN, TOO_MANY, INVALID (fifty wait already).
    """
    ctx.require(Action.ADD_PERSON, SchoolChoice(facility_id=facility_id))
    address = email_hash(ctx, email)
    require_few_asked(ctx, address, client_ip)
    ctx.store.load([people_key(facility_id)])
    people = people_of(ctx, facility_id)
    if len(people.waiting_ids) >= MAX_WAITING:
        raise invalid("TOO_MANY_WAIT", "email")
    known = owner_of(ctx, address)
    if known and _can_be_added(known, facility_id, part):
        return _add_known(ctx, known, facility_id, part)
    waiting = waiting_at(ctx, people.waiting_ids, address)
    if waiting:
        return _invite_again(ctx, people, waiting, part)
    invitation = Invitation(email=email, role=Role.SCHOOL, facility_ids=(facility_id,), school_part=part)
    account = invited_account(ctx, invitation)
    work = ctx.unit_of_work(Action.ADD_PERSON)
    add_invited(ctx, work, account)
    write_people(work, people, people.with_waiting(account.id))
    tell_other_approvers(work, people)
    send_invitation(work, account, address, ctx.language)
    return work.commit(subject_of(people))


def _invite_again(ctx: Context, people: SchoolPeople, waiting: Account, part: SchoolPart) -> Done:
    """Send a new link; the older one ends. The part is the one chosen now, if the invitation is to this school only."""
    alone = waiting.facility_ids == (people.id,)
    work = ctx.unit_of_work(Action.ADD_PERSON)
    send_again(ctx, work, waiting, school_part=part if alone else waiting.school_part)
    return work.commit(subject_of(people))


def _can_be_added(known: Account, facility_id: str, part: SchoolPart) -> bool:
    """Return whether this account is a school's, and would not get another part at its other schools by it."""
    if known.role is not Role.SCHOOL or known.disabled or facility_id in known.facility_ids:
        return False
    return not known.facility_ids or known.school_part is part


def _add_known(ctx: Context, known: Account, facility_id: str, part: SchoolPart) -> Done:
    before = ctx.store.get(Account, known.id)
    people = people_of(ctx, facility_id)
    work = ctx.unit_of_work(Action.ADD_PERSON)
    after = before.with_changes(facility_ids=(*before.facility_ids, facility_id), school_part=part)
    work.update(before, after)
    join_office(work, after, "facility", facility_id)
    write_people(work, people, people.joined(after.id, part))
    tell_other_approvers(work, people)
    work.enqueue_notification(NoticeKind.SCHOOL_ACCESS_GIVEN, to_account(after.id), own_account(after))
    return work.commit(subject_of(people))
