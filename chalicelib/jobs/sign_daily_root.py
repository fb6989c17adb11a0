"""Each night the portal signs what happened on the day before: one root over every change and every view, chained to
the root of the day before (S-74). Who holds one signed root can tell whether anything before it was changed, added or
taken out since; the record's own parent can tell it for the child (infra/verify_audit.py)."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from chalicelib.domain.merkle import inclusion_proof, leaf_hash, merkle_levels
from chalicelib.jobs.each import FAILED, PART, for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.root_signer import RootSigner
from chalicelib.storage.daily_roots import events_of, first_day, last_root, put_proof, put_root
from chalicelib.storage.table import Table, portal_table

SETTLED_AFTER = timedelta(hours=1)
"""How long after midnight (UTC) a day is closed: requests last seconds, the index follows within moments."""


def sign_due_roots(signer: RootSigner, clock: Callable[[], datetime] = system_clock, limit: int = 1000) -> Counter[str]:
    """Sign the closed days that have no root yet, oldest first, `limit` of them, and return how many were "signed" and
    "failed", with "part" where more days wait. A day that fails ends the run: each root is chained to the one before.

    Doing it twice, or again after a failure, signs nothing twice. Raises PortalError UNAVAILABLE if the last root
    cannot be read.
    """
    table = portal_table()
    closed = (clock().astimezone(UTC) - SETTLED_AFTER).date() - timedelta(days=1)
    previous = last_root(table)
    first = _day_after(previous) if previous else first_day(table)
    statements = [str(previous["statement"]) if previous else ""]

    def sign(day: date) -> str:
        statements.append(_sign(table, signer, day, statements[-1]))
        return "signed"

    due = (closed - first).days + 1 if first else 0
    days = [first + timedelta(days=place) for place in range(min(due, limit))] if first else []
    done = for_each(days, sign, failure="root.failed", is_enough=lambda done: done[FAILED] > 0)
    done[PART] += due > limit
    return +done


def _day_after(root: dict[str, object]) -> date:
    return date.fromisoformat(json.loads(str(root["statement"]))["day"]) + timedelta(days=1)


def _sign(table: Table, signer: RootSigner, day: date, before: str) -> str:
    """Write the proofs, keep the statement, and write the root last: where it stands, the day is done."""
    happened = sorted(events_of(table, day).items())
    levels = merkle_levels([leaf_hash(partition, events) for partition, events in happened])
    for place, (partition, _events) in enumerate(happened):
        put_proof(table, partition, day, inclusion_proof(levels, place))
    public_key = signer.public_key.hex()
    statement = json.dumps(
        {
            "day": day.isoformat(),
            "events": sum(len(events) for _partition, events in happened),
            "key": _sha256(public_key),
            "partitions": len(happened),
            "previous": _sha256(before) if before else "",
            "root": levels[-1][0],
        },
        sort_keys=True,
        separators=(",", ":"),
    )
    signer.keep(day.isoformat(), statement.encode())
    put_root(table, day, statement, signer.sign(statement.encode()).hex(), public_key)
    return statement


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
