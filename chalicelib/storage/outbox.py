"""Notices as items: an inbox entry that also stands in the outbox queue until its e-mail or letter is dealt with."""

from typing import Any

from chalicelib.domain.notice import Delivery, Notice, Recipient
from chalicelib.storage import keys
from chalicelib.storage.queues import OUTBOX, queue_row
from chalicelib.storage.table import Item


def inbox_partition(recipient: Recipient) -> str:
    """The inbox of a person or an organisation."""
    if recipient.kind == "account":
        return keys.account_partition(recipient.id)
    return keys.office_partition(recipient.kind, recipient.id)


def notice_item(notice: Notice) -> dict[str, Any]:
    """A new notice, waiting in the outbox."""
    key = keys.notice(inbox_partition(notice.recipient), notice.at, notice.id)
    return {
        **key.as_item(), "type": "notice", "delivery": Delivery.PENDING.value, "attempts": 0,
        "body": notice.model_dump_json(), **queue_row(OUTBOX, notice.at.isoformat(), notice.id, {"id": notice.id}),
    }


def read_notice(item: Item) -> Notice:
    """The notice of an item."""
    return Notice.model_validate_json(item["body"])
