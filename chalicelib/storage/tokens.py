"""Single-use links in e-mails: confirm an address, set a new password, accept an invitation.

A notice carries the token's id. The token itself is made from it with a secret key at delivery, and the item keeps
only its SHA-256 (ASVS 6.4.1): neither the table nor the outbox can open a link. There is one item per account and
purpose, so a newer link replaces the older one.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork


class LinkPurpose(StrEnum):
    """What a link is for; the first letter of its token."""

    VERIFY_EMAIL = "v"
    RESET_PASSWORD = "r"  # noqa: S105 - a purpose
    INVITATION = "i"
    GUARDIAN = "g"  # to share a child's record; the token is kept with the child


LIFETIMES: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.VERIFY_EMAIL: timedelta(hours=24),
    LinkPurpose.RESET_PASSWORD: timedelta(minutes=60),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.GUARDIAN: timedelta(days=7),
}
_SHAPE = re.compile(r"[vrig][a-z2-7]{26}[0-9a-f]{64}")
_OWNER_END = 27  # the purpose's letter and the account's id
_KEPT_AFTERWARDS = timedelta(days=30)


@dataclass(frozen=True)
class Link:
    """A link as it is kept. `email` is the address that it was sent to."""

    purpose: LinkPurpose
    account_id: str
    email: str
    digest: str
    expires: int  # seconds since 1970
    used: bool
    invited_by: str = ""

    @classmethod
    def of(cls, item: Item) -> "Link":
        return cls(
            LinkPurpose(item["purpose"]),
            str(item["account_id"]),
            str(item["email"]),
            str(item["digest"]),
            int(item["expires"]),
            bool(item["used"]),
            str(item.get("invited_by", "")),
        )

    def opens(self, token: str, now: datetime) -> bool:
        """Return whether this token is the newest one, in time, and not used."""
        return not self.used and self.digest == _digest(token) and now.timestamp() < self.expires


def new_token_id(purpose: LinkPurpose, account_id: str, new_id: Callable[[], str]) -> str:
    """Return a fresh token id; it goes into the notice's facts as `token_id`."""
    return f"{purpose}{account_id}{new_id()}"


def token_of(token_id: str) -> str:
    """Return the token (256 bits under the key "link") that the e-mail's link carries: `?token=...`."""
    return token_id[:_OWNER_END] + keyed_hash("link", token_id)


def is_token(text: str, purpose: LinkPurpose) -> bool:
    return _SHAPE.fullmatch(text) is not None and text[0] == purpose


def owner_of(token: str) -> str:
    """Return the account that a well-formed token is about."""
    return token[1:_OWNER_END]


def token_key(token: str) -> Key:
    """Return where the link of a well-formed token is kept."""
    return keys.token(owner_of(token), token[0])


def address_of(item: Item) -> str:
    """Return the e-mail address that the link of this item goes to: a person invited has no account to read it from."""
    return str(item["email"])


def add_link(work: UnitOfWork, purpose: LinkPurpose, account_id: str, email: str, *, invited_by: str = "") -> str:
    """Write a fresh link with the action and return its token id; an older link of the same purpose ends.

    `account_id` is whom the link is about: an account, or, for a guardian's invitation, a child.
    """
    token_id = new_token_id(purpose, account_id, work.new_id)
    token = token_of(token_id)
    ends = work.now + LIFETIMES[purpose]
    item: dict[str, Any] = {
        "type": "token",
        "purpose": str(purpose),
        "account_id": account_id,
        "email": email,
        "digest": _digest(token),
        "expires": int(ends.timestamp()),
        "used": False,
        "invited_by": invited_by,
        "ttl": int((ends + _KEPT_AFTERWARDS).timestamp()),
    }
    work.row(
        token_key(token),
        item,
        condition="attribute_not_exists(PK) OR account_id = :owner",
        values={":owner": account_id},
    )
    return token_id


def spend_link(work: UnitOfWork, token: str) -> None:
    """Use the link up with the action; the action fails with LINK_SPENT if it was used, replaced or has expired."""
    work.adjust(
        token_key(token),
        "SET used = :yes",
        {":yes": True, ":no": False, ":digest": _digest(token), ":now": int(work.now.timestamp())},
        condition="digest = :digest AND used = :no AND expires > :now",
        conflict_code="LINK_SPENT",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
