"""Purging documents with the cases that they belong to: their files first, every version of them, then the words."""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.document import ChildDocuments, Document
from chalicelib.domain.retention import RetentionClass
from chalicelib.storage.document_keys import document_way


def drop_files(ctx: Context, documents: Iterable[Document]) -> None:
    """Delete the files, and the ways that lead a file to its record: what arrives now is dropped. Doing it again after
    a failure changes nothing. Raises PortalError UNAVAILABLE.
    """
    ids = [each.id for each in documents]
    ctx.store.table.replace_many([], [document_way(document_id) for document_id in ids])
    for document_id in ids:
        ctx.services.documents.drop(document_id)


def purge_documents_of(ctx: Context, child_id: str, request_id: str, why: RetentionClass) -> None:
    """Purge the documents of a request that came to nothing; where the child has no record, and so no other case, that
    of the documents goes with them.

    Raises PortalError CONFLICT, UNAVAILABLE.
    """
    held = ctx.store.find(ChildDocuments, child_id)
    going = [each for each in held.documents if each.step_id == request_id and not each.form_id] if held else []
    if held is None or not going:
        return
    drop_files(ctx, going)
    work = ctx.unit_of_work(Action.PURGE)
    left = held.without(frozenset(each.id for each in going))
    if not left.documents and ctx.store.find(Child, child_id) is None:
        work.purge(held, why)
    else:
        work.update(held, left)
    work.commit()
