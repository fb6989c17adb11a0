"""Notices as items: an inbox entry that also stands in the outbox queue until its e-mail or letter is dealt with.

The place in the queue is the instant from which a notice may be tried. Claiming one moves it on by a lease, under the
condition that it still stands where it was seen: so of two deliverers one gets it, and what a dead one left behind
comes up again when the lease is over. No notice is lost; an e-mail can only be doubled where a deliverer ends between
"accepted" and "noted".

Whom the last mail did not reach is marked beside the chart of keys.py: (ACCOUNT#id, MAIL_FAILS), read by home pages and
the people of a school. A mark ends by itself after 120 days without another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.domain.notice import Delivery, Notice, Recipient
from chalicelib.domain.results import Subject
from chalicelib.law.calendar import first_instant_of
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import LETTERS, OUTBOX, queue_row
from chalicelib.storage.table import Item, Table

LEASE = timedelta(minutes=2)  # longer than the deliverer lives (60 seconds)
_CARRIER_KEPT = timedelta(days=60)
_MARK_KEPT = timedelta(days=120)
_STILL_MINE = "GSI1PK = :outbox AND GSI1SK = :place"


@dataclass(frozen=True)
class QueuedNotice:
    """A row of the outbox queue: the notice's key and its place."""

    key: Key
    place: str

    def is_due(self, now: datetime) -> bool:
        """Return whether it may be tried now."""
        return datetime.fromisoformat(self.place.partition("#")[0]) <= now


@dataclass(frozen=True)
class ClaimedNotice:
    """A notice that this deliverer alone works on until its lease ends. `mailed` holds the accounts whose e-mail was
    accepted by an earlier attempt."""

    key: Key
    place: str
    notice: Notice
    attempt: int
    mailed: frozenset[str]


def inbox_partition(recipient: Recipient) -> str:
    """Return the inbox of a person or an organization."""
    if recipient.kind == "account":
        return keys.account_partition(recipient.id)
    return keys.office_partition(recipient.kind, recipient.id)


@dataclass(frozen=True)
class OnPaper:
    """A letter of a notice. `recipient_name` is an organization's, "" for a person: the list of letters holds no one's
    name, only the part of the portal that the recipient uses ("parents")."""

    notice: Notice
    recipient_name: str
    area: str


@dataclass(frozen=True)
class NoticePlace:
    """The recipient, and the two parts of the notice's sort key."""

    recipient: Recipient
    place: str
    notice_id: str

    @classmethod
    def of_params(cls, params: Mapping[str, str]) -> "NoticePlace":
        """Return the place from the parameters of an address (`addresses.LETTER`)."""
        recipient = Recipient(kind=params["kind"], id=params["owner"])
        return cls(recipient, params["place"], params["notice"])

    @classmethod
    def of_key(cls, key: Key) -> "NoticePlace":
        """Return the place from the key of a notice's item."""
        *kind, owner = key.pk.split("#")
        _prefix, place, notice_id = key.sk.split("#")
        return cls(Recipient(kind="account" if len(kind) == 1 else kind[1], id=owner), place, notice_id)

    @classmethod
    def of_notice(cls, notice: Notice) -> "NoticePlace":
        return cls.of_key(keys.notice(inbox_partition(notice.recipient), notice.at, notice.id))

    @property
    def key(self) -> Key:
        return keys.notice_placed(inbox_partition(self.recipient), self.place, self.notice_id)

    def first_keys(self) -> Iterator[Key]:
        """Yield the notice, and the record that its recipient's postal address is read from."""
        yield self.key
        if self.recipient.kind in {"account", "facility", "post"}:
            yield keys.record("facility" if self.recipient.kind == "post" else self.recipient.kind, self.recipient.id)


def notice_item(notice: Notice) -> dict[str, Any]:
    """Return a new notice, waiting in the outbox."""
    key = keys.notice(inbox_partition(notice.recipient), notice.at, notice.id)
    # What goes to an address alone is the carrier of a link, and no one's inbox: it goes when the link is long dead.
    kept = {"ttl": int((notice.at + _CARRIER_KEPT).timestamp())} if notice.recipient.kind == "address" else {}
    return {
        **key.as_item(),
        **kept,
        "type": "notice",
        "delivery": Delivery.PENDING.value,
        "attempts": 0,
        "body": notice.model_dump_json(exclude={"about"}),
        "about": notice.about.model_dump(),
        **queue_row(OUTBOX, notice.at.isoformat(), notice.id, {"id": notice.id}),
    }


def read_notice(item: Item) -> Notice:
    """Return the notice of an item. What it is about stands beside the body: the release before this one refuses a
    body with a field that it does not know."""
    notice = Notice.stored(item["body"])
    return notice.model_copy(update={"about": Subject.model_validate(item["about"])}) if "about" in item else notice


def due_notices(table: Table, now: datetime, limit: int) -> list[QueuedNotice]:
    """Return the notices that may be tried now, longest waiting first. Raises PortalError UNAVAILABLE."""
    rows = table.queue(keys.queue(OUTBOX), limit=limit)
    waiting = [QueuedNotice(Key(row["PK"], row["SK"]), str(row["GSI1SK"])) for row in rows]
    return [each for each in waiting if each.is_due(now)]


def claim(table: Table, queued: QueuedNotice, now: datetime) -> ClaimedNotice | None:
    """Take a notice for the length of a lease; None if another deliverer has it. Raises PortalError UNAVAILABLE."""
    leased = keys.queue_place((now + LEASE).isoformat(), queued.place.rpartition("#")[2])
    item = table.update(
        queued.key,
        "SET GSI1SK = :leased ADD attempts :one",
        {":leased": leased, ":one": 1, ":outbox": keys.queue(OUTBOX), ":place": queued.place},
        condition=_STILL_MINE,
    )
    if item is None:
        return None
    return ClaimedNotice(
        queued.key, leased, read_notice(item), int(item["attempts"]), frozenset(item.get("mailed", ()))
    )


def note_accepted(table: Table, claimed: ClaimedNotice, who: str, mail_id: str) -> None:
    """Write that the mail service took the e-mail to `who`. Raises PortalError UNAVAILABLE."""
    table.update(
        claimed.key,
        "ADD mailed :who, mail_ids :mail",
        {":who": {who}, ":mail": {mail_id}},
        condition="attribute_exists(PK)",
    )


def try_again(table: Table, claimed: ClaimedNotice, at: datetime) -> None:
    """Put the notice back into the outbox until `at`. Raises PortalError UNAVAILABLE."""
    place = keys.queue_place(at.isoformat(), claimed.notice.id)
    table.update(claimed.key, "SET GSI1SK = :again", {":again": place, **_mine(claimed)}, condition=_STILL_MINE)


def leave_outbox(table: Table, claimed: ClaimedNotice, delivery: Delivery, now: datetime) -> Item | None:
    """Take the notice off the outbox: its e-mail is done with. Return it as it is then, None where it was another's.

    Raises PortalError UNAVAILABLE.
    """
    return table.update(
        claimed.key,
        "SET delivery = :how, delivered_at = :now REMOVE GSI1PK, GSI1SK, card",
        {":how": delivery.value, ":now": now.isoformat(), **_mine(claimed)},
        condition=_STILL_MINE,
    )


def move_to_letters(table: Table, claimed: ClaimedNotice, letter: OnPaper) -> None:
    """Put the notice on the "to be posted" list. Raises PortalError UNAVAILABLE."""
    table.update(claimed.key, _TO_LETTERS, {**_listed(letter), **_mine(claimed)}, condition=_STILL_MINE)


def note_unheard(table: Table, key: Key, who: str) -> Item | None:
    """Write that the mail to `who` was taken and did not arrive. Return the notice as it is then, None if it is gone.

    Raises PortalError UNAVAILABLE.
    """
    return table.update(key, "ADD unheard :who", {":who": {who}}, condition="attribute_exists(body)")


def post_after_all(table: Table, key: Key, letter: OnPaper) -> bool:
    """Put a notice whose mails are done with on the "to be posted" list; False where something else came of it.

    Raises PortalError UNAVAILABLE.
    """
    values = {**_listed(letter), ":sent": Delivery.SENT.value}
    return table.update(key, _TO_LETTERS, values, condition="delivery = :sent") is not None


_TO_LETTERS = "SET delivery = :how, GSI1PK = :queue, GSI1SK = :spot, card = :card"


def _listed(letter: OnPaper) -> dict[str, str]:
    notice = letter.notice
    row = queue_row(
        LETTERS,
        notice.at.isoformat(),
        notice.id,
        {
            "kind": notice.kind,
            "recipient_kind": notice.recipient.kind,
            "recipient_name": letter.recipient_name,
            "area": letter.area,
            "number": notice.facts.get("form_number") or notice.facts.get("request_number", ""),
        },
    )
    how = Delivery.TO_BE_POSTED.value
    return {":how": how, ":queue": row["GSI1PK"], ":spot": row["GSI1SK"], ":card": row["card"]}


def _mine(claimed: ClaimedNotice) -> dict[str, Any]:
    return {":outbox": keys.queue(OUTBOX), ":place": claimed.place}


def unreached(account_id: str) -> Key:
    """Return where it stands that mail to this account does not arrive."""
    return Key(keys.account_partition(account_id), "MAIL_FAILS")


def note_unreached(table: Table, account_id: str, on: date) -> None:
    """Write that on this day mail to this account was given up or came back. Raises PortalError UNAVAILABLE."""
    table.update(
        unreached(account_id),
        "SET failed_on = :day, #type = :type, #ttl = :end",
        {":day": on.isoformat(), ":type": "unreached", ":end": int(first_instant_of(on + _MARK_KEPT).timestamp())},
        names={"#type": "type", "#ttl": "ttl"},
    )


def failed_on(item: Item | None) -> date | None:
    """Return the day of the mark; None where there is none."""
    return date.fromisoformat(str(item["failed_on"])) if item else None
