"""Who reads a notice's e-mail: the person, the members of an organization, or the one who is invited."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.account import BOARDS, Account, Role
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.store import Store
from chalicelib.storage.table import Table
from chalicelib.storage.tokens import address_of, token_key, token_of

_JURISDICTION_NAMES = {jurisdiction.id: jurisdiction.name for jurisdiction in JURISDICTIONS}
_STATE_OFFICES = {
    "cdph": N_("California Department of Public Health"),
    "chhs": N_("California Health and Human Services Agency"),
    "license": N_("A physician, at the medical board's address of record"),
}
_MAX_MEMBERS = 1000  # of an organization: each of them must be told


@dataclass(frozen=True)
class Addressee:
    """One e-mail address. `id` tells the copies of one notice apart and is no address."""

    id: str
    name: str
    email: str
    language: str
    role: Role | None  # None for a person who is invited


def addressees(table: Table, notice: Notice) -> Iterator[Addressee]:
    """Yield the people whom an e-mail can reach; none for an organization without members and for closed accounts.

    Raises PortalError UNAVAILABLE.
    """
    recipient = notice.recipient
    if recipient.kind == "address":
        yield from _invited(table, notice)
        return
    ids = [recipient.id] if recipient.kind == "account" else _members(table, recipient)
    wanted = [keys.record("account", account_id) for account_id in ids]
    for item in (table.get_many(wanted) if wanted else {}).values():
        if "body" not in item:
            continue  # purged
        account = decode(item, Account)
        if not account.disabled:
            # Anyone can register anyone's address: what they typed as a name is not for its owner to read.
            name = account.display_name.strip() if account.verified else ""
            yield Addressee(account.id, name, account.email, account.language, account.role)


def office_name(store: Store, recipient: Recipient) -> str:
    """Return the name of an organization; "" for a person. Raises PortalError UNAVAILABLE."""
    if recipient.kind in {"facility", "post"}:
        facility = store.facility(recipient.id)
        return facility.name if facility else ""
    return organization_name(recipient)


def organization_name(recipient: Recipient) -> str:
    """Return the name of an organization that stands in no directory; "" for a person or a facility."""
    names = {"jurisdiction": _JURISDICTION_NAMES, "board": BOARDS}.get(recipient.kind, {})
    return names.get(recipient.id, "") or _STATE_OFFICES.get(recipient.kind, "")


def _members(table: Table, recipient: Recipient) -> list[str]:
    partition = keys.office_partition(recipient.kind, recipient.id)
    return [str(item["account_id"]) for item in table.whole(partition, keys.MEMBER_PREFIX, ceiling=_MAX_MEMBERS)]


def _invited(table: Table, notice: Notice) -> Iterator[Addressee]:
    key = token_key(token_of(notice.facts["token_id"]))
    item = table.get_many([key]).get(key)
    if item is not None:
        yield Addressee(notice.recipient.id, "", address_of(item), notice.language, None)
