"""Purging cases of a child: each record goes with every row that leads to it in one transaction (S-70). No one asks for
it: the nightly job does it when the time that the record is kept is over (domain/retention.py)."""

from collections.abc import Iterable, Iterator

from chalicelib.actions.context import Context
from chalicelib.actions.retention.case_people import at_work_on, guardians_of
from chalicelib.domain.action import Action
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.child_pairs import remove_children
from chalicelib.storage.keys import Key
from chalicelib.storage.same_words import entries, remove_words
from chalicelib.storage.table import TRANSACTION_LIMIT
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

_MAX_WRITES = TRANSACTION_LIMIT - 1  # beside the mark of the operation
_OF_A_RECORD = 9  # its mark and event, three rows of a school, two beside a form; a standing's change and event


def purge_cases(ctx: Context, cases: Iterable[VersionedRecord], why: RetentionClass) -> None:
    """Purge records of a child with the rows that find them: each with its rows in one transaction, several in one
    where they fit. Doing it again after a failure continues where it stood.

    Raises PortalError CONFLICT if someone changed one since it was read, UNAVAILABLE.
    """
    for batch in fitting(ctx, cases):
        work = ctx.unit_of_work(Action.PURGE)
        add_purges(ctx, work, batch, why)
        work.commit()


def fitting(ctx: Context, cases: Iterable[VersionedRecord], *, beside: int = 0) -> Iterator[list[VersionedRecord]]:
    """Return the cases in groups whose purges fit one transaction each; the first beside so many other writes."""
    group: list[VersionedRecord] = []
    size = beside
    for case in cases:
        needed = _OF_A_RECORD + len(list(rows_to(ctx, case))) + len(getattr(case, "lines", ())) + 1
        if size and size + needed > _MAX_WRITES:
            yield group
            group, size = [], 0
        group, size = [*group, case], size + needed
    if size:
        yield group


def add_purges(ctx: Context, work: UnitOfWork, cases: Iterable[VersionedRecord], why: RetentionClass) -> None:
    """Add to a transaction what purges these records and the rows that find them."""
    for case in cases:
        work.purge(case, why)
        for row in rows_to(ctx, case):
            work.remove(row, condition=EITHER_WAY)
    _leave_lists(ctx, work, [case for case in cases if isinstance(case, ExemptionForm)])
    _leave_standings(ctx, work, cases)


def rows_to(ctx: Context, case: VersionedRecord) -> Iterator[Key]:
    """Yield the look-up rows and links that lead to a case."""
    for person in sorted(guardians_of(case) | at_work_on(case)):
        kinds = (case.record_type, "draft") if isinstance(case, FormDraft) else (case.record_type,)
        yield from (keys.case_link(person, kind, case.id) for kind in kinds)
    child_id = getattr(case, "child_id", "")
    if isinstance(case, CorrectionRequest):
        yield keys.child_amendment(child_id, case.id)
    else:
        yield keys.child_case(child_id, case.record_type, case.id)
    facts = getattr(case, "child", None)
    if facts is not None:
        yield keys.same_child_case(ctx.keyed_hash("child", *same_child_parts(facts)), case.record_type, case.id)
    if isinstance(case, ExemptionRequest) and case.number:
        yield keys.request_number(ctx.keyed_hash("request-number", case.number))
    if isinstance(case, ExemptionForm):
        yield keys.form_number(ctx.keyed_hash("form-number", case.number))
        yield keys.check_code(ctx.keyed_hash("check", case.check_code))


def _leave_lists(ctx: Context, work: UnitOfWork, forms: list[ExemptionForm]) -> None:
    """Take the forms off the lists of the same words and of children of one name."""
    lists = ctx.store.afresh()  # an earlier transaction may have changed them
    lists.load(dict.fromkeys(key for form in forms for key in entries(form, ctx.keyed_hash)))
    remove_words(work, lists.item, forms, ctx.keyed_hash)
    by_name: dict[str, list[ExemptionForm]] = {}
    for form in forms:
        by_name.setdefault(ctx.keyed_hash("child", *form.same_child_parts), []).append(form)
    remove_children(work, by_name)


def _leave_standings(ctx: Context, work: UnitOfWork, cases: Iterable[VersionedRecord]) -> None:
    """Take held forms off the list of what waits at their physician's standing."""
    held: dict[str, set[str]] = {}
    for case in cases:
        if isinstance(case, ExemptionForm) and any(line.state == LineState.HELD for line in case.lines):
            held.setdefault(standing_id(case.physician), set()).add(case.id)
    for found, form_ids in held.items():
        standing = ctx.store.afresh().get(PhysicianStanding, found)  # an earlier transaction may have changed it
        left = tuple(form_id for form_id in standing.held_form_ids if form_id not in form_ids)
        work.update(standing, standing.with_changes(held_form_ids=left))
