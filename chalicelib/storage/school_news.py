"""A school's inbox, shared by its people: each notice with who has dealt with it. The mark stands on the notice's own
item, so that it comes with the same request and goes with the notice."""

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
class SchoolNotice:
    """One notice of the inbox. `mark`: what a form names it by; `done_on`: None while no one has dealt with it."""

    notice: Notice
    mark: str
    done_on: date | None
    done_by: str

    @classmethod
    def of_item(cls, item: Item) -> "SchoolNotice":
        where = NoticePlace.of_key(Key(item["PK"], item["SK"]))
        done = item.get("done_on")
        by = str(item.get("done_by_name", ""))
        return cls(
            read_notice(item), f"{where.place}.{where.notice_id}", date.fromisoformat(str(done)) if done else None, by
        )


def school_news(
    table: Table, facility_id: str, place: Place, keep: Callable[[SchoolNotice], bool]
) -> ListPage[SchoolNotice]:
    """Return a page of the inbox, newest first: the notices that `keep` passes. Raises PortalError UNAVAILABLE."""
    rows = Rows(keys.office_partition("facility", facility_id), keys.NOTICE_PREFIX)
    page = read_page(table, rows, place, lambda item: keep(SchoolNotice.of_item(item)))
    return page.of([SchoolNotice.of_item(item) for item in page.rows])


def marked_key(facility_id: str, mark: str) -> Key:
    """Return the key of the notice of this school that a form names; it may not be there."""
    place, _dot, notice_id = mark.rpartition(".")
    return keys.notice_placed(keys.office_partition("facility", facility_id), place, notice_id)
