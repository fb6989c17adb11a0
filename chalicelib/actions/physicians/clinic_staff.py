"""A physician invites clinic staff, who prepare forms for the physician's signature, and ends their access.

As with a school's people, the physician reads the same whatever the address is (S-01): the invitation is sent.
"""

from chalicelib.actions.accounts.change_account import account_is_invited
from chalicelib.actions.accounts.invite import (
    Invitation,
    add_invited,
    invited_account,
    owner_of,
    send_again,
    waiting_at,
)
from chalicelib.actions.accounts.mailed_links import require_few_asked, send_invitation
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

MAX_CLINIC_STAFF = 20
_LINK = "clinic_staff"


def own_clinic_staff(ctx: Context) -> list[Account]:
    """Return who prepares for this physician, or is invited to, newest first. One request after the account's own."""
    ids = ctx.account_bundle.ids(_LINK)
    ctx.store.load(keys.record("account", each) for each in ids)
    found = (ctx.store.find(Account, each) for each in ids)
    return [each for each in found if each and each.prepares_for == ctx.person.id and not each.disabled]


def invite_clinic_staff(ctx: Context, email: str, client_ip: str) -> Done:
    """Send the invitation; where the address is that of clinic staff who prepares for no one now, give that account the
    access.

    Raises PortalError TOO_MANY, INVALID (field "email": the person has access, or twenty have).
    """
    physician = ctx.require(Action.INVITE_CLINIC_STAFF)
    address = email_hash(ctx, email)
    require_few_asked(ctx, address, client_ip)
    staff = own_clinic_staff(ctx)
    waiting = waiting_at(ctx, (each.id for each in staff), address)
    work = ctx.unit_of_work(Action.INVITE_CLINIC_STAFF)
    if waiting:
        send_again(ctx, work, waiting)
        return work.commit(subject_of(waiting))
    if len(staff) >= MAX_CLINIC_STAFF:
        raise invalid("TOO_MANY_CLINIC_STAFF", "email")
    known = owner_of(ctx, address)
    if known and known.prepares_for == physician.id:
        raise invalid("CLINIC_STAFF_ALREADY", "email")
    practice = (physician.physician and physician.physician.business_name) or physician.display_name
    if known and known.role is Role.CLINIC_STAFF and not known.disabled and not known.prepares_for:
        before = ctx.store.get(Account, known.id)
        given = before.with_changes(prepares_for=physician.id, practice=practice)
        work.update(before, given)
        work.enqueue_notification(NoticeKind.CLINIC_ACCESS_CHANGED, to_account(given.id), own_account(given))
    else:
        role = Role.CLINIC_STAFF
        invitation = Invitation(email=email, role=role, prepares_for=physician.id, practice=practice)
        given = invited_account(ctx, invitation)
        add_invited(ctx, work, given)
        send_invitation(work, given, address, ctx.language)
    _link(ctx, work, given)
    return work.commit(subject_of(given))


def _link(ctx: Context, work: UnitOfWork, staff: Account) -> None:
    attributes = link_attributes(_LINK, staff.id, ctx.now.isoformat())
    work.row(keys.case_link(ctx.person.id, _LINK, staff.id), attributes, condition=EITHER_WAY)


def end_clinic_staff(ctx: Context, staff: Account, expected_version: int | None) -> Done:
    """End the access, or take the invitation back. Every session of the person ends at its next request.

    Raises PortalError NOT_FOUND, CONFLICT (stale).
    """
    ctx.require(Action.END_CLINIC_STAFF, staff)
    require_unchanged(staff, expected_version)
    work = ctx.unit_of_work(Action.END_CLINIC_STAFF)
    is_invited = account_is_invited(staff)
    ended = staff.signed_out().with_changes(prepares_for="", practice="", disabled=staff.disabled or is_invited)
    work.update(staff, ended)
    work.remove(keys.case_link(ctx.person.id, _LINK, staff.id), condition=EITHER_WAY)
    if not is_invited:
        work.enqueue_notification(NoticeKind.CLINIC_ACCESS_CHANGED, to_account(staff.id), own_account(ended))
    return work.commit(subject_of(ended))
