"""Fresh proof before a legal action: the person types the password again, at the action itself."""

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential, is_used_up, reserve_try, tries_key
from chalicelib.storage.keys import Key

_WHAT = "proof"


def proof_keys(ctx: Context) -> tuple[Key, Key]:
    """Return the items that a proof is checked against: load them with the action's other records, in one request."""
    return keys.credential(email_hash(ctx, ctx.person.email)), tries_key(_WHAT, _who(ctx), ctx.now)


def require_reauthentication(ctx: Context, password: str) -> None:
    """Check the signed-in person's password. Raises PortalError INVALID (field "password") or TOO_MANY."""
    credential, counter = (ctx.store.item(key) for key in proof_keys(ctx))
    if is_used_up(counter):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_TRIES", field="password")
    stored = Credential.of(credential).password_hash if credential else ""
    if not (stored and ctx.services.passwords.verify(stored, password)):
        reserve_try(ctx.store.table, _WHAT, _who(ctx), ctx.now)
        raise PortalError(ErrorKind.INVALID, "WRONG_PROOF", field="password")


def _who(ctx: Context) -> str:
    return ctx.keyed_hash("try", ctx.person.id)
