"""Writes the rows that the desks of health departments and boards read, for what an older portal wrote (decision 0033):
`python -m infra.fill_office_rows`, once with the release, with rights to read and write both tables. A local run does
it at its start. An outbreak that an older portal opened learns the jurisdiction of its school first. Each row is made
again from its record, so doing it again does no harm. Counts come with the next night.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.school_report import SchoolReport
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import boards, jurisdictions
from chalicelib.storage.codec import decode
from chalicelib.storage.jurisdiction_keys import report_row
from chalicelib.storage.table import Item, Table, client, plain, portal_table
from chalicelib.wiring import new_context

_RECORDS: dict[str, type[VersionedRecord]] = {
    "form": ExemptionForm,
    "standing": PhysicianStanding,
    "account": Account,
    "exposure": ExposureAtSchool,
    "school_report": SchoolReport,
}
_REASON = "The jurisdiction of the school was added"


def fill_office_rows(table: Table, now: datetime) -> int:
    """Return how many rows were written. Raises PortalError CONFLICT (someone changed an outbreak meanwhile: run it
    again), UNAVAILABLE."""
    written = 0
    newest: dict[str, SchoolReport] = {}
    over: dict[str, str] = {}  # the jurisdictions of the schools
    exposures: list[ExposureAtSchool] = []
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        rows: list[Item] = []
        for item in map(plain, page["Items"]):
            if item.get("type") == "facility":
                school = Facility.stored(item["body"])
                over[school.id] = school.jurisdiction
                rows.extend(jurisdictions.school_items(school))
            record = decode(item, _RECORDS[item["type"]]) if item.get("type") in _RECORDS and "body" in item else None
            if isinstance(record, SchoolReport):
                newest[record.facility_id] = max(
                    newest.get(record.facility_id, record), record, key=lambda each: each.starts_in
                )
            elif isinstance(record, ExposureAtSchool):
                exposures.append(record)
            elif record is not None:
                rows.extend(_rows(record))
        table.replace_many(rows, ())
        written += len(rows)
    late = [*_of_reports(newest.values(), over), *_of_exposures(exposures, over, now)]
    table.replace_many(late, ())
    return written + len(late)


def _rows(record: VersionedRecord) -> Iterator[Item]:
    if isinstance(record, ExemptionForm) and record.jurisdiction and record.facility_id:
        yield jurisdictions.form_item(record)
    if isinstance(record, PhysicianStanding):
        yield boards.standing_item(record)
    if isinstance(record, Account):
        row = boards.licensee_item(record)
        if row:
            yield row


def _of_reports(reports: Iterable[SchoolReport], over: dict[str, str]) -> Iterator[Item]:
    """Yield the rows of the newest reports of schools that are in the directory."""
    for report in reports:
        if report.facility_id in over:
            key = report_row(over[report.facility_id], report.facility_id)
            yield {**key.as_item(), **jurisdictions.report_attributes(report)}


def _of_exposures(exposures: Iterable[ExposureAtSchool], over: dict[str, str], now: datetime) -> Iterator[Item]:
    """Yield the rows of the outbreaks whose jurisdiction is known, or becomes known now."""
    for exposure in exposures:
        jurisdiction = exposure.jurisdiction or over.get(exposure.facility_id, "")
        known = exposure.with_changes(jurisdiction=jurisdiction)
        if jurisdiction and not exposure.jurisdiction:
            work = new_context(now, new_id(), idempotency_key=new_id()).unit_of_work(Action.REKEY)
            work.update(exposure, known, reason=_REASON)
            work.commit()
        if jurisdiction:
            yield jurisdictions.outbreak_item(known)


if __name__ == "__main__":
    print(fill_office_rows(portal_table(), system_clock()), "rows written")
