"""An inbox in which it stands what is dealt with: a school's or the reviewers', shared by their people, or a reviewer's
own. The mark stands on the notice's own item, so that it comes with the same request and goes with the notice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.notice import Notice
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.list_pages import ListPage, Place, read_page
from chalicelib.storage.outbox import NoticePlace, read_notice
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Item, Table


@dataclass(frozen=True)
class MarkedNotice:
    """One notice of the inbox. `mark`: what a form names it by; `done_on`: None while no one has dealt with it."""

    notice: Notice
    mark: str
    done_on: date | None
    done_by: str

    @classmethod
    def of_item(cls, item: Item) -> "MarkedNotice":
        where = NoticePlace.of_key(Key(item["PK"], item["SK"]))
        done = item.get("done_on")
        by = str(item.get("done_by_name", ""))
        return cls(
            read_notice(item), f"{where.place}.{where.notice_id}", date.fromisoformat(str(done)) if done else None, by
        )


def marked_news(table: Table, inbox: str, place: Place, keep: Callable[[MarkedNotice], bool]) -> ListPage[MarkedNotice]:
    """Return a page of the inbox in that partition, newest first: the notices that `keep` passes. Raises PortalError
    UNAVAILABLE."""
    page = read_page(table, Rows(inbox, keys.NOTICE_PREFIX), place, lambda item: keep(MarkedNotice.of_item(item)))
    return page.of([MarkedNotice.of_item(item) for item in page.rows])


def school_inbox(facility_id: str) -> str:
    """Return the partition of a school's inbox."""
    return keys.office_partition("facility", facility_id)


def marked_key(inbox: str, mark: str) -> Key:
    """Return the key of the notice of this inbox that a form names; it may not be there."""
    place, _dot, notice_id = mark.rpartition(".")
    return keys.notice_placed(inbox, place, notice_id)
