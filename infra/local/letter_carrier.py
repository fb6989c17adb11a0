"""Puts letters on the list of those to be mailed while the demo is made, as the delivery of notices does: the story
goes on with a letter before the background delivery has come to it."""

import time
from collections.abc import Iterator

from chalicelib.actions.context import Context
from chalicelib.domain.notice import Delivery
from chalicelib.storage import outbox
from chalicelib.storage.outbox import NoticePlace, OnPaper, QueuedNotice

_PAUSE_SECONDS, _PAUSES = 0.05, 400


def letters_to_mail(ctx: Context, license_id: str) -> Iterator[NoticePlace]:
    """Yield the letters to a license's address of record that wait to be mailed.

    Raises TimeoutError if another delivery holds one for too long.
    """
    for notice in ctx.store.office_notices("license", license_id):
        where = NoticePlace.of_notice(notice)
        if _is_listed(ctx, where):
            yield where


def _is_listed(ctx: Context, where: NoticePlace) -> bool:
    table = ctx.store.table
    for _pause in range(_PAUSES):
        item = table.get_many([where.key])[where.key]
        if item["delivery"] != Delivery.PENDING:
            return bool(item["delivery"] == Delivery.TO_BE_POSTED)
        claimed = outbox.claim(table, QueuedNotice(where.key, item["GSI1SK"]), ctx.now)
        if claimed:
            outbox.move_to_letters(table, claimed, OnPaper(claimed.notice, "", ""))
            return True
        time.sleep(_PAUSE_SECONDS)
    raise TimeoutError("a letter was not delivered")
