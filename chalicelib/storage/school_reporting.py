"""One small item for each school: the newest report that is known of it, filed here or published by the state, and
which triggers send all of its forms to review (HSC 120372(d)(2)(A) and (C)). Signing reads it; a nightly job walks over
those of schools that have or had an exemption, filed a report, or have a trigger."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from chalicelib.domain.published_report import PublishedPart
from chalicelib.domain.review import Trigger
from chalicelib.law.annual_report import ReportSection
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import REPORTING, queue_row
from chalicelib.storage.table import Item, Table
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


class SchoolReporting(NamedTuple):
    """Both years are those in which a school year starts. `reported`: of the newest report, 0 where none is known;
    `judged`: of the last report that was missed or not owed; `published`: what the state's files say, until the school
    files a report here."""

    facility_id: str
    reported: int = 0
    judged: int = 0
    triggers: tuple[Trigger, ...] = ()
    published: tuple[PublishedPart, ...] = ()

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
    triggers = tuple(map(Trigger, card["triggers"]))
    published = tuple(map(_part, card.get("published", ())))
    return SchoolReporting(card["facility_id"], card["reported"], card["judged"], triggers, published)


def _part(stored: dict[str, Any]) -> PublishedPart:
    known = {name: stored[name] for name in PublishedPart._fields if name in stored}
    return PublishedPart(**{**known, "section": ReportSection(stored["section"])})


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


def keep_published(work: UnitOfWork, after: SchoolReporting, seen: Item | None) -> None:
    """Write what the state's file says of a school, where nothing else was written since `seen` was read. A school
    without a form and without a trigger stays out of the nightly walk: its first form takes it in."""
    new = reporting_row(after)
    place = ", GSI1PK = :queue, GSI1SK = :place" if after.triggers else ""
    values = {":card": new["card"]}
    if after.triggers:
        values |= {":queue": new["GSI1PK"], ":place": new["GSI1SK"]}
    if seen:
        values[":seen"] = str(seen["card"])
    work.adjust(
        after.key, f"SET card = :card{place}", values, condition="card = :seen" if seen else "attribute_not_exists(PK)"
    )


def reporting_row(school: SchoolReporting) -> dict[str, str]:
    """Return the attributes of a school's item."""
    card: dict[str, Any] = {**school._asdict(), "published": [part._asdict() for part in school.published]}
    if not school.published:
        del card["published"]  # as it was written before the state's files were read
    return {"type": "school_reporting", **queue_row(REPORTING, school.facility_id, "", card)}
