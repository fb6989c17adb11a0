"""What was typed when a session had ended comes back into the form after signing in again (decision 46).

It is encrypted under a key that stands in a cookie of this browser and nowhere else, and bound to the person and the
form. So no one else reads it: not the next person at the same browser, and not who can read the store.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.errors import PortalError
from chalicelib.runtime import envelope
from chalicelib.runtime.entropy import random_bytes
from chalicelib.storage import kept_entries
from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import is_genuine
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.posted import OWN_FIELDS, PostedForm

SECRET_FIELDS = frozenset({"password", "new_password", "code", "offer", "letter_code", "app_code"})
"""Fields that are asked again wherever a form is shown once more."""
_KEPT_FOR = timedelta(hours=1)
_ENDED_WITHIN = timedelta(days=1)
"""How long after its end a session's form is still taken for that person's."""
_KEY_BYTES, _HEX_KEY, _MOST_DIGITS = 32, re.compile(r"[0-9a-f]{64}"), 12


def typed_values(posted: PostedForm) -> dict[str, str | tuple[str, ...]]:
    """Return what a person typed or chose: no file, no password, none of our own fields."""
    left_out = OWN_FIELDS | SECRET_FIELDS | posted.files.keys()
    return {name: value for name, value in posted.values.items() if name not in left_out}


def keep_entries(page_request: PageRequest, posted: PostedForm) -> bool:
    """Keep what was typed, where the form was that of this browser's last session. Return whether it is kept."""
    token, ctx = page_request.jar.get(cookies.SESSION, ""), page_request.ctx
    ended = cookies.read_session_token(token, ctx.now, late=_ENDED_WITHIN)
    values = typed_values(posted)
    if ended is None or not any(values.values()) or not _is_of_this_browser(page_request, posted, ended.session_id):
        return False
    key = _key_of(page_request) or random_bytes(_KEY_BYTES)
    words = json.dumps({"version": posted.text("version"), "values": values}, ensure_ascii=False)
    sealed = envelope.encrypt_with(key, words.encode(), context=_context(ended.account_id, page_request.path))
    try:
        kept_entries.keep(ctx.store.table, ended.account_id, _digest(page_request.path), sealed, ctx.now + _KEPT_FOR)
    except PortalError:  # the page shows it to be copied
        return False
    page_request.cookies.append(cookies.set_cookie(cookies.KEPT, f"{int(ctx.now.timestamp())}-{key.hex()}"))
    return True


@dataclass(frozen=True)
class KeptEntries:
    """Values as they were typed, and the version of the record that they were typed over ("": of none)."""

    values: Mapping[str, str | tuple[str, ...]]
    version: str


def kept_for(page_request: PageRequest) -> KeptEntries | None:
    """Return what is kept for this person and this form. Raises PortalError UNAVAILABLE."""
    person, key = page_request.ctx.actor, _key_of(page_request)
    if person is None or key is None:
        return None
    table, path = page_request.ctx.store.table, page_request.path
    sealed = kept_entries.find(table, person.id, _digest(path), page_request.ctx.now)
    if not sealed:
        return None
    try:
        opened = envelope.decrypt_with(key, sealed, context=_context(person.id, path))
    except envelope.SealBrokenError:  # kept by another browser
        return None
    found = json.loads(opened)
    values = {name: value if isinstance(value, str) else tuple(value) for name, value in found["values"].items()}
    return KeptEntries(values, found["version"])


def forget_entries(page_request: PageRequest) -> None:
    """Forget what is kept for a form that was sent by now. Where the store does not answer, its hour ends it."""
    person = page_request.ctx.actor
    if person is None:
        return
    with suppress(PortalError):
        kept_entries.forget(page_request.ctx.store.table, person.id, _digest(page_request.path))


def _is_of_this_browser(page_request: PageRequest, posted: PostedForm, ended_session: str) -> bool:
    """Whether the form's token is that of the ended session, or of this browser since."""
    return any(is_genuine(posted.text("csrf"), binding) for binding in (ended_session, page_request.binding))


def _key_of(page_request: PageRequest) -> bytes | None:
    """The key in this browser's cookie; None where it has none of ours, or its hour is over."""
    since, _dash, key = page_request.jar.get(cookies.KEPT, "").partition("-")
    known = _HEX_KEY.fullmatch(key) and since.isdecimal() and len(since) < _MOST_DIGITS
    is_over = not known or page_request.ctx.now.timestamp() >= int(since) + _KEPT_FOR.total_seconds()
    return None if is_over else bytes.fromhex(key)


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()


def _context(account_id: str, path: str) -> str:
    return f"entries of {account_id} at {path}"
