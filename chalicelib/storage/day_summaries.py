"""The day's counts of each school: written by whoever counts, read by desks of several schools.

They are no record: the next count replaces them, and no event stands for them. They hold no name.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from chalicelib.domain.day_summary import DaySummary
from chalicelib.storage import district_keys, keys
from chalicelib.storage.jurisdictions import counts_item
from chalicelib.storage.rows import queue_row
from chalicelib.storage.school_reporting import every_school
from chalicelib.storage.store import Store
from chalicelib.storage.table import Table

_AT_ONCE = 100
QUEUE = "summaries"
"""The work queue in which each counted school stands, by the day on which it was counted."""


def read_summaries(store: Store, facility_ids: Iterable[str]) -> dict[str, DaySummary]:
    """Return the counts of these schools, a hundred in each request. Raises PortalError UNAVAILABLE."""
    places = [district_keys.day_summary(each) for each in facility_ids]
    store.load(places)
    summaries = (DaySummary.stored(item["body"]) for item in filter(None, map(store.item, places)))
    return {each.facility_id: each for each in summaries}


def write_summary(table: Table, summary: DaySummary, jurisdiction: str = "") -> None:
    """Keep the counts, for the school's own desk and for the health department over it. Of two who count at once, the
    one who writes last stays. Raises PortalError UNAVAILABLE."""
    if jurisdiction:
        table.replace_many([counts_item(jurisdiction, summary)], ())
    row = queue_row(QUEUE, summary.counted_on.isoformat(), summary.facility_id, {"id": summary.facility_id})
    table.update(
        district_keys.day_summary(summary.facility_id),
        "SET #type = :type, body = :body, GSI1PK = :queue, GSI1SK = :place, card = :card",
        {
            ":type": "day_summary",
            ":body": summary.model_dump_json(),
            ":queue": row["GSI1PK"],
            ":place": row["GSI1SK"],
            ":card": row["card"],
        },
        names={"#type": "type"},
    )


def counted_before(table: Table, on: date) -> Iterator[str]:
    """Yield the schools whose newest counts are of a day before `on`, the longest ago first."""
    for row in table.walk_queue(keys.queue(QUEUE)):
        if str(row["GSI1SK"]) >= keys.queue_place(on.isoformat(), ""):
            return
        yield str(json.loads(row["card"])["id"])


def never_counted(table: Table) -> Iterator[str]:
    """Yield the schools with an exemption that no one has counted yet, a hundred looked at in each request."""
    schools = (school.facility_id for school in every_school(table))
    while group := list(islice(schools, _AT_ONCE)):
        known = table.get_many([district_keys.day_summary(each) for each in group])
        yield from (each for each in group if district_keys.day_summary(each) not in known)
