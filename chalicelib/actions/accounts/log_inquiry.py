"""An inquiry into failed sign-ins: how an account or a network stands in the log. Whoever asks is written down."""

from datetime import date

from chalicelib.actions.accounts.failed_sign_ins import account_in_log, network_in_log
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.access import Office, View
from chalicelib.storage.access_log import put_view

INQUIRY = "log inquiry"


def account_for_inquiry(ctx: Context, email: str, month: date, asker: str) -> str:
    """Return the hash of an account in the log of a month. Raises PortalError UNAVAILABLE: then nothing is told."""
    return _told(ctx, account_in_log(ctx.services.keyed_hash, month, email_hash(ctx, email)), asker)


def network_for_inquiry(ctx: Context, network: str, month: date, asker: str) -> str:
    """Return the hash of a network in the log of a month. Raises PortalError UNAVAILABLE: then nothing is told."""
    return _told(ctx, network_in_log(ctx.services.keyed_hash, month, network), asker)


def _told(ctx: Context, hashed: str, asker: str) -> str:
    view = View(
        id=ctx.new_id(), at=ctx.now, viewer="", role=None, name=asker, office=Office(kind="", id=""), purpose=INQUIRY
    )
    put_view(ctx.store.table, "log", hashed, view)
    return hashed
