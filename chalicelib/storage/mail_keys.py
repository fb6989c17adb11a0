"""Mails on their way, beside the chart of keys.py: so that what the mail service says of one leads to its notice. The
service is told the reference alone, which says nothing to anyone else.

| item          | PK             | SK   | by                                     |
|---------------|----------------|------|----------------------------------------|
| mail sent     | MAIL#reference | MAIL | an event of the mail service about it  |
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

_KEPT = timedelta(days=60)


@dataclass(frozen=True)
class SentMail:
    """A mail of a notice to one addressee. `ended`: the endings that the service told and that were dealt with."""

    reference: str
    notice: Key
    addressee: str
    ended: frozenset[str] = frozenset()


def mail_key(reference: str) -> Key:
    """Return where a mail that was sent stands."""
    return Key(f"MAIL#{reference}", "MAIL")


def note_sending(table: Table, notice: Key, addressee: str, now: datetime) -> str:
    """Write that a notice is about to be mailed to someone; return the reference of the mail, the same for each try.

    Raises PortalError UNAVAILABLE.
    """
    reference = hashlib.sha256(f"{notice.pk} {notice.sk} {addressee}".encode()).hexdigest()[:32]
    table.update(
        mail_key(reference),
        "SET notice_pk = :pk, notice_sk = :sk, addressee = :who, #type = :type, #ttl = :end",
        {
            ":pk": notice.pk,
            ":sk": notice.sk,
            ":who": addressee,
            ":type": "mail",
            ":end": int((now + _KEPT).timestamp()),
        },
        names={"#type": "type", "#ttl": "ttl"},
    )
    return reference


def find_mail(table: Table, reference: str) -> SentMail | None:
    """Return a mail by its reference; None for one that is not ours, or long gone. Raises PortalError UNAVAILABLE."""
    key = mail_key(reference)
    item = table.get_many([key]).get(key)
    return _read(reference, item) if item else None


def _read(reference: str, item: Item) -> SentMail:
    notice = Key(str(item["notice_pk"]), str(item["notice_sk"]))
    return SentMail(reference, notice, str(item["addressee"]), frozenset(item.get("ended", ())))


def note_ended(table: Table, mail: SentMail, ending: str) -> None:
    """Write that an ending was dealt with. Raises PortalError UNAVAILABLE."""
    table.update(mail_key(mail.reference), "ADD ended :ending", {":ending": {ending}}, condition="attribute_exists(PK)")
