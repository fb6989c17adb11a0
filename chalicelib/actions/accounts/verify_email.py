"""Confirm an e-mail address: the account can be signed in to from then on."""

from chalicelib.actions.accounts.mailed_links import open_link
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.people.judge_claim import judge_claim
from chalicelib.actions.physicians.license_letters import begin_claim
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys
from chalicelib.storage.tokens import LinkPurpose, spend_link


def verify_email(ctx: Context, token: str) -> Done:
    """Use the link up and mark the account as verified.

    Raises PortalError REFUSED (LINK_SPENT); CONFLICT with the same code where the address was registered again since.
    """
    account = open_link(ctx, token, LinkPurpose.VERIFY_EMAIL)
    work = ctx.unit_of_work(Action.VERIFY_EMAIL)
    verified = begin_claim(ctx, work, account.with_changes(verified=True))
    work.update(account, judge_claim(ctx, work, verified))
    work.adjust(
        keys.credential(email_hash(ctx, account.email)),
        "SET verified = :yes",
        {":yes": True, ":owner": account.id},
        condition="account_id = :owner",
        conflict_code="LINK_SPENT",
    )
    spend_link(work, token)
    return work.commit(subject_of(account))
