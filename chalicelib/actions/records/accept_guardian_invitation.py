"""Someone who was invited joins the guardians of a child, and a guardian leaves. No one can take another guardian off
a record: who may decide for a child is for the family, and in a dispute for a court, never for the portal."""

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.records.guardian_cases import add_guardian, guarded_cases, remove_guardian, tell_guardians
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING, Done, subject_of
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.tokens import Link, LinkPurpose, is_token, owner_of, spend_link, token_key


def invitation_keys(token: str) -> list[Key]:
    """Return what an invitation's page reads first; nothing for what is no token."""
    if not is_token(token, LinkPurpose.GUARDIAN):
        return []
    return [token_key(token), keys.record("child", owner_of(token))]


def child_invited_to(ctx: Context, token: str) -> tuple[Child, str]:
    """Return the child, and the account that invites, where the signed-in person was invited and the link still opens.

    Raises PortalError NOT_FOUND for every other link: used, withdrawn, expired, sent to another address, or none.
    """
    wanted = invitation_keys(token)
    if not wanted:
        raise not_found()
    ctx.store.load(wanted)
    item, child = ctx.store.item(wanted[0]), ctx.store.find(Child, owner_of(token))
    if item is None or child is None:
        raise not_found()
    link = Link.of(item)
    is_theirs = email_hash(ctx, link.email) == email_hash(ctx, ctx.person.email)
    still_theirs = link.invited_by in child.guardian_ids and ctx.person.id not in child.guardian_ids
    if not (is_theirs and still_theirs and link.opens(token, ctx.now)):
        raise not_found()
    return child, link.invited_by


def accept_guardian_invitation(ctx: Context, token: str) -> Done:
    """Join. The child's record, requests, forms and appeals follow in the same transaction; every guardian is told.

    Raises PortalError NOT_FOUND, REFUSED (TOO_MANY_CASES), CONFLICT (something of the child changed meanwhile).
    """
    person = ctx.require(Action.BECOME_GUARDIAN)
    child, _inviter = child_invited_to(ctx, token)
    cases = guarded_cases(ctx, child)
    work = ctx.unit_of_work(Action.BECOME_GUARDIAN)
    add_guardian(ctx, work, child, cases, person.id)
    spend_link(work, token)
    tell_guardians(work, NoticeKind.GUARDIAN_JOINED, (*child.guardian_ids, person.id), subject_of(child))
    return work.commit(subject_of(child))


def leave_child(ctx: Context, child_id: str) -> Done:
    """Leave a child's record, which keeps at least one guardian. Raises PortalError NOT_FOUND, CONFLICT, REFUSED."""
    child = ctx.store.get(Child, child_id)
    person = ctx.require(Action.LEAVE_CHILD, child)
    if len(child.guardian_ids) == 1:
        raise PortalError(ErrorKind.CONFLICT, "LAST_GUARDIAN")
    cases = guarded_cases(ctx, child)
    work = ctx.unit_of_work(Action.LEAVE_CHILD)
    remove_guardian(work, child, cases, person.id)
    stay = tuple(each for each in child.guardian_ids if each != person.id)
    tell_guardians(work, NoticeKind.GUARDIAN_LEFT, stay, subject_of(child))
    tell_guardians(work, NoticeKind.GUARDIAN_LEFT, (person.id,), NOTHING)  # the child is theirs no more
    return work.commit(subject_of(child))
