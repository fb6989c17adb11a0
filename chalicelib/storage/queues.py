"""Work queues: index keys that a record carries while someone has work with it, never filters.

The card is what the queue shows. It holds no name, no birth date and no medical word.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile

from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.charge_report import ChargeReport, ChargeState
from chalicelib.domain.child_pair import ChildPair, PairState
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.emergency import EmergencyAccess, EmergencyState
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.retention import purge_on
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.roster_import import ImportJob
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.calendar import california_date
from chalicelib.storage import keys
from chalicelib.storage.rows import (
    AMENDMENTS,
    APPEALS,
    CHARGES,
    CHILD_PAIRS,
    EMERGENCIES,
    IMPORTS,
    LETTERS,
    LICENSE_CLAIMS,
    OUTBOX,
    RETENTION,
    REVIEWS,
    STANDINGS,
    queue_row,
)
from chalicelib.storage.table import Item, Table

__all__ = [
    "AMENDMENTS",
    "APPEALS",
    "EMERGENCIES",
    "IMPORTS",
    "LETTERS",
    "LICENSE_CLAIMS",
    "OUTBOX",
    "RETENTION",
    "REVIEWS",
    "STANDINGS",
    "due_rows",
    "queue_entry",
    "queue_row",
]

_APPEALS_AT_REST = frozenset({AppealState.DRAFT, AppealState.CLOSED, AppealState.WITHDRAWN, AppealState.REFUSED_LATE})


def due_rows(table: Table, name: str, on: date) -> list[Item]:
    """Return the rows of a queue whose place is a day, of those that are due `on` that day, oldest first. Their cards
    are not read yet: one that cannot be read must not hide the others.

    Raises PortalError UNAVAILABLE.
    """
    last = keys.queue_place(on.isoformat(), "~")  # behind every id
    return list(takewhile(lambda row: str(row["GSI1SK"]) <= last, table.walk_queue(keys.queue(name))))


def queue_entry(record: VersionedRecord) -> dict[str, str]:
    """Return the queue attributes of this record in its present state; empty where no one has work with it."""
    place = _PLACES.get(type(record))
    waiting = place(record) if place else {}
    purged_on = None if waiting else purge_on(record)
    if purged_on:
        return queue_row(RETENTION, purged_on.isoformat(), record.id, {"kind": record.record_type, "id": record.id})
    return waiting


def _of_review(record: Review) -> dict[str, str]:
    if record.state == ReviewState.DECIDED:
        return {}
    return queue_row(
        REVIEWS,
        record.opened_on.isoformat(),
        record.id,
        {
            "id": record.id,
            "form_id": record.form_id,
            "form_number": record.form_number,
            "state": record.state,
            "trigger": record.trigger,
            "reviewer_id": record.reviewer_id,
            "opened_on": record.opened_on.isoformat(),
            "due_on": record.due_on.isoformat(),
            "standing_id": record.standing_id,
        },
    )


def _of_appeal(record: Appeal) -> dict[str, str]:
    if record.state in _APPEALS_AT_REST:
        return {}
    return queue_row(
        APPEALS,
        record.appeal_by.isoformat(),
        record.id,
        {
            "id": record.id,
            "form_number": record.form_number,
            "state": record.state,
            "appeal_by": record.appeal_by.isoformat(),
            "filed_on": california_date(record.filed_at).isoformat() if record.filed_at else "",
            "form_id": record.form_id,
            "panel": list(record.assigned_ids),
            "declared": sum(seat.no_conflict_declared_on is not None for seat in record.seats),
            "voted": sum(seat.has_voted for seat in record.seats),
            "determined_on": record.determined_on.isoformat() if record.determined_on else "",
            "in_time": record.in_time,
        },
    )


def _of_standing(record: PhysicianStanding) -> dict[str, str]:
    if record.state != StandingState.HOLD and not record.held_form_ids:
        return {}
    return queue_row(
        STANDINGS,
        record.last_good_check.isoformat(),
        record.id,
        {"id": record.id, "state": record.state, "codes": list(record.codes), "held": len(record.held_form_ids)},
    )


def _of_emergency(record: EmergencyAccess) -> dict[str, str]:
    if record.state != EmergencyState.OPENED:
        return {}
    return queue_row(
        EMERGENCIES,
        record.opened_at.isoformat(),
        record.id,
        {
            "id": record.id,
            "role": record.opened_role,
            "kind": record.kind,
            "opened_at": record.opened_at.isoformat(),
            "opened_by": record.opened_by,
            "office": record.office,
            "is_beyond": record.is_beyond,
        },
    )


def _of_amendment(record: CorrectionRequest) -> dict[str, str]:
    if record.state != CorrectionState.OPEN:
        return {}
    return queue_row(
        AMENDMENTS,
        record.answer_by.isoformat(),
        record.id,
        {"id": record.id, "received_on": record.received_on.isoformat(), "answer_by": record.answer_by.isoformat()},
    )


def _of_charge(record: ChargeReport) -> dict[str, str]:
    if record.state != ChargeState.OPEN:
        return {}
    reported_on = record.reported_on.isoformat()
    card = {"id": record.id, "reported_on": reported_on, "standing_id": record.standing_id}
    return queue_row(CHARGES, reported_on, record.id, card)


def _of_child_pair(record: ChildPair) -> dict[str, str]:
    if record.state != PairState.OPEN:
        return {}
    opened_on = record.opened_on.isoformat()
    return queue_row(CHILD_PAIRS, opened_on, record.id, {"id": record.id, "opened_on": opened_on})


def _of_import(record: ImportJob) -> dict[str, str]:
    if record.confirmed_at is None or not record.is_waiting:
        return {}
    return queue_row(IMPORTS, record.confirmed_at.isoformat(), record.id, {"id": record.id})


def _of_operators_file(record: InvitationFile | PublishedReportsFile) -> dict[str, str]:
    if record.confirmed_at is None or not record.is_waiting:
        return {}
    card = {"id": record.id, "kind": record.record_type}
    return queue_row(IMPORTS, record.confirmed_at.isoformat(), record.id, card)


def _of_license_claim(record: LicenseClaim) -> dict[str, str]:
    if not record.waits_for_staff:
        return {}
    since = (record.disputed_on or record.started_on).isoformat()
    card = {
        "id": record.id,
        "license_id": record.license_id,
        "state": record.state,
        "staff_reason": record.staff_reason,
        "reported": bool(record.reports),
        "half_approved": record.is_half_approved,
        "since": since,
    }
    return queue_row(LICENSE_CLAIMS, since, record.id, card)


_PLACES: Mapping[type[VersionedRecord], Callable[..., dict[str, str]]] = {
    Review: _of_review,
    Appeal: _of_appeal,
    PhysicianStanding: _of_standing,
    EmergencyAccess: _of_emergency,
    CorrectionRequest: _of_amendment,
    ImportJob: _of_import,
    InvitationFile: _of_operators_file,
    PublishedReportsFile: _of_operators_file,
    ChargeReport: _of_charge,
    ChildPair: _of_child_pair,
    LicenseClaim: _of_license_claim,
}
