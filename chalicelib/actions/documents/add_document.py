"""A person announces a document; then its file may come (see take_in_document.py)."""

from datetime import timedelta

from chalicelib.actions.context import Context
from chalicelib.actions.documents.document_step import StepCase
from chalicelib.domain.action import Action
from chalicelib.domain.document import (
    MAX_A_DAY,
    MAX_FILE_BYTES,
    MAX_OF_A_CASE_BYTES,
    MAX_OF_A_STEP,
    ChildDocuments,
    Document,
    DocumentState,
)
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.document_keys import document_way

_KEPT_COUNTER = timedelta(days=2)
_SMALLEST = 1024  # bytes left of a case; with fewer no file would fit


def add_document(ctx: Context, case: StepCase, title: str) -> Done:
    """Announce one document at this place.

    Raises PortalError REFUSED (five at this step, fifty megabytes of this case), TOO_MANY (twenty today), CONFLICT.
    """
    person = ctx.person
    held = ctx.store.find(ChildDocuments, case.child_id)
    documents = held.documents if held else ()
    here = [each for each in documents if (each.step, each.step_id) == (case.step, case.id)]
    if sum(each.counts(ctx.now) for each in here) >= MAX_OF_A_STEP:
        raise PortalError(ErrorKind.REFUSED, "DOCUMENTS_OF_STEP_FULL")
    left = MAX_OF_A_CASE_BYTES - sum(_taken(each, ctx) for each in documents if _is_of_case(each, case))
    if left < _SMALLEST:
        raise PortalError(ErrorKind.REFUSED, "DOCUMENTS_OF_CASE_FULL")
    _count_today(ctx)
    added = Document(
        id=ctx.new_id(),
        number=1 + max((each.number for each in here), default=0),
        step=case.step,
        step_id=case.id,
        form_id=case.form_id,
        title=title,
        added_by=person.id,
        added_at=ctx.now,
        limit=min(MAX_FILE_BYTES, left),
        state=DocumentState.AWAITED,
    )
    work = ctx.unit_of_work(Action.ADD_DOCUMENT)
    if held is None:
        work.create(ChildDocuments(id=case.child_id, child_id=case.child_id, documents=(added,)))
    else:
        work.update(held, held.with_changes(documents=(*_still_awaited(held, ctx), added)))
    work.row(document_way(added.id), {"type": "document", "child_id": case.child_id})
    return work.commit(Subject(kind=SubjectKind.DOCUMENT, id=added.id, of=case.address))


def _is_of_case(document: Document, case: StepCase) -> bool:
    if case.form_id:
        return document.form_id == case.form_id
    return document.step_id in {case.id, case.request_id}


def _taken(document: Document, ctx: Context) -> int:
    if document.state == DocumentState.KEPT:
        return document.size
    return document.limit if document.counts(ctx.now) else 0


def _still_awaited(held: ChildDocuments, ctx: Context) -> tuple[Document, ...]:
    """Return the documents without those whose file never came."""
    return tuple(each for each in held.documents if each.state != DocumentState.AWAITED or each.counts(ctx.now))


def _count_today(ctx: Context) -> None:
    counter = keys.tries("documents", ctx.keyed_hash("try", ctx.person.id, ctx.on.isoformat()))
    ends = int((ctx.now + _KEPT_COUNTER).timestamp())
    counted = ctx.store.table.update(
        counter,
        "ADD tries :one SET #ttl = :ends",
        {":one": 1, ":ends": ends, ":most": MAX_A_DAY},
        condition="attribute_not_exists(tries) OR tries < :most",
        names={"#ttl": "ttl"},
    )
    if counted is None:
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_DOCUMENTS_TODAY")
