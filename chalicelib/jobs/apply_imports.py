"""Apply what was confirmed: the lines of schools' files become records of students, those of operators' files
invitations and what is known of schools' reports, a few in each transaction."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.districts.count_school import count_school
from chalicelib.actions.imports.apply_import import apply_import
from chalicelib.actions.imports.confirmed_files import Applied
from chalicelib.actions.invitations.send_invitations import send_invitations
from chalicelib.actions.published_reports.apply_published import apply_published
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.roster_import import ImportJob
from chalicelib.jobs.each import for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.storage import keys
from chalicelib.storage.queues import IMPORTS
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context

TRANSACTIONS = 320
"""Of one import in one run: the largest file, sixteen new students in each. The run of the next minute goes on."""


def apply_imports(
    clock: Callable[[], datetime] = system_clock, transactions: int = TRANSACTIONS, limit: int = 20
) -> Counter[str]:
    """Apply up to `limit` imports, the longest waiting first, and return how many were "finished", came a "part" of the
    way, were "stopped" because whoever confirmed them may no longer do it, and "failed".

    Doing it twice, or in two places at once, applies nothing twice. Raises PortalError UNAVAILABLE if the queue cannot
    be read.
    """

    def take(row: Item) -> str:
        card = json.loads(row["card"])
        import_id = card["id"]
        if card.get("kind") == InvitationFile.record_type:
            return send_invitations(lambda: new_context(clock(), import_id), import_id, transactions=transactions)
        if card.get("kind") == PublishedReportsFile.record_type:
            return apply_published(lambda: new_context(clock(), import_id), import_id, transactions=transactions)
        applied = apply_import(lambda: new_context(clock(), import_id), import_id, transactions=transactions)
        if applied is Applied.FINISHED:  # from now on the night counts this school
            ctx = new_context(clock(), import_id)
            count_school(ctx, ctx.store.get(ImportJob, import_id).facility_id)
        return applied

    waiting = portal_table().queue(keys.queue(IMPORTS), limit=limit)
    return for_each(waiting, take, failure="import.failed")
