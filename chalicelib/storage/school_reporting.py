"""One small item for each school that has or had an exemption: the newest report that it filed, and which triggers send
all of its forms to review (HSC 120372(d)(2)(A) and (C)). Signing reads it; a nightly job walks over all of them."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.review import Trigger
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.queue_rows import REPORTING, queue_row
from chalicelib.storage.table import Item, Table
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


class SchoolReporting(NamedTuple):
    """Both years are those in which a school year starts. `reported`: of the newest report, 0 where none was filed;
    `judged`: of the last report that was missed or not owed."""

    facility_id: str
    reported: int = 0
    judged: int = 0
    triggers: tuple[Trigger, ...] = ()

    @property
    def key(self) -> Key:
        return trigger_keys.school_reporting(self.facility_id)

    @property
    def card(self) -> str:
        """The state as it is stored: conditions compare it."""
        return reporting_row(self)["card"]

    def year_of(self, trigger: Trigger) -> int:
        """Return the year of the report, or of the missing one, that set a trigger."""
        return self.judged if trigger is Trigger.SCHOOL_NOT_REPORTING else self.reported


def read_reporting(item: Item) -> SchoolReporting:
    """Return what an item, or a row of the walk, says of a school."""
    card = json.loads(item["card"])
    return SchoolReporting(card["facility_id"], card["reported"], card["judged"], tuple(map(Trigger, card["triggers"])))


def every_school(table: Table) -> Iterator[SchoolReporting]:
    """Yield every school that has or had an exemption, in the order of its number. Raises PortalError UNAVAILABLE."""
    return map(read_reporting, table.walk_queue(keys.queue(REPORTING)))


def note_school(work: UnitOfWork, facility_id: str) -> None:
    """Let the walk know a school from its first form on; what is known of it stays."""
    new = reporting_row(SchoolReporting(facility_id))
    work.adjust(
        trigger_keys.school_reporting(facility_id),
        "SET GSI1PK = :queue, GSI1SK = :place, card = if_not_exists(card, :card)",
        {":queue": new["GSI1PK"], ":place": new["GSI1SK"], ":card": new["card"]},
        condition=EITHER_WAY,
    )


def keep_reporting(work: UnitOfWork, after: SchoolReporting, *, seen: SchoolReporting | None = None) -> None:
    """Write what is known of a school now; `seen`: only where nothing else was written since this was read."""
    key, values = trigger_keys.school_reporting(after.facility_id), {":card": seen.card} if seen else None
    work.row(key, reporting_row(after), condition="card = :card" if seen else EITHER_WAY, values=values)


def reporting_row(school: SchoolReporting) -> dict[str, str]:
    """Return the attributes of a school's item."""
    return {"type": "school_reporting", **queue_row(REPORTING, school.facility_id, "", school._asdict())}
