"""A parent invites another guardian of the child by e-mail (S-50). No one gets to a child's record by knowing a name
and a birth date: only by an invitation of someone who has it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.accounts.mailed_links import require_few_asked
from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.records.guardian_cases import MAX_GUARDIANS
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.storage import keys
from chalicelib.storage.tokens import Link, LinkPurpose, add_link


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can still be accepted. `email` is empty for everyone but the person who sent it."""

    email: str
    ends: datetime
    is_mine: bool


def guardians_of(ctx: Context, child: Child) -> list[Account]:
    """Return the accounts of the child's guardians, in one read. Raises PortalError UNAVAILABLE."""
    ctx.store.load(keys.record("account", account_id) for account_id in child.guardian_ids)
    return [ctx.store.get(Account, account_id) for account_id in child.guardian_ids]


def open_invitation(ctx: Context, child: Child) -> OpenInvitation | None:
    """Return the child's invitation, where it is not used, withdrawn or expired."""
    item = ctx.store.item(keys.token(child.id, LinkPurpose.GUARDIAN))
    link = Link.of(item) if item else None
    if link is None or link.used or ctx.now.timestamp() >= link.expires or link.invited_by not in child.guardian_ids:
        return None
    is_mine = link.invited_by == ctx.person.id
    return OpenInvitation(link.email if is_mine else "", datetime.fromtimestamp(link.expires, ctx.now.tzinfo), is_mine)


def invite_guardian(ctx: Context, child_id: str, email: str, password: str, client_ip: str) -> Done:
    """Send the invitation; an older one of this child ends.

    Raises PortalError NOT_FOUND, INVALID (fields email, password), REFUSED, TOO_MANY.
    """
    child = ctx.store.get(Child, child_id)
    person = ctx.require(Action.INVITE_GUARDIAN, child)
    ctx.store.load([*proof_keys(ctx), *(keys.record("account", each) for each in child.guardian_ids)])
    require_reauthentication(ctx, password)
    address = email_hash(ctx, email)
    if address in {email_hash(ctx, guardian.email) for guardian in guardians_of(ctx, child)}:
        raise invalid("GUARDIAN_ALREADY", "email")
    if len(child.guardian_ids) >= MAX_GUARDIANS:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_GUARDIANS")
    require_few_asked(ctx, address, client_ip)
    work = ctx.unit_of_work(Action.INVITE_GUARDIAN)
    work.update(child, child)
    token_id = add_link(work, LinkPurpose.GUARDIAN, child.id, email, invited_by=person.id)
    work.enqueue_notification(
        NoticeKind.GUARDIAN_INVITED,
        Recipient(kind="address", id=address),
        Subject(kind=SubjectKind.MAILED_LINK, id=child.id),
        language=ctx.language,
        token_id=token_id,
    )
    return work.commit(subject_of(child))


def withdraw_guardian_invitation(ctx: Context, child_id: str) -> Done:
    """End the invitation that this person sent. Raises PortalError NOT_FOUND, CONFLICT (accepted or ended since)."""
    child = ctx.store.get(Child, child_id)
    person = ctx.require(Action.WITHDRAW_GUARDIAN_INVITATION, child)
    work = ctx.unit_of_work(Action.WITHDRAW_GUARDIAN_INVITATION)
    work.update(child, child)
    work.adjust(
        keys.token(child.id, LinkPurpose.GUARDIAN),
        "SET used = :yes",
        {":yes": True, ":no": False, ":me": person.id},
        condition="used = :no AND invited_by = :me",
        conflict_code="WRONG_STATE",
    )
    return work.commit(subject_of(child))
