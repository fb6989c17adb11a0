"""A person takes out a document of their own, before what it belongs to is sent."""

from chalicelib.actions.context import Context
from chalicelib.actions.documents.document_step import StepCase, document_at
from chalicelib.domain.action import Action
from chalicelib.domain.document import ChildDocuments, Document, DocumentState
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage.document_keys import document_way
from chalicelib.storage.write_rules import EITHER_WAY


def removable(ctx: Context, case: StepCase, document: Document) -> bool:
    """Return whether this person may take the document out: what was not kept at any time, what was kept only until it
    was handed in for good."""
    is_here = str(document.step) == str(case.place) and document.step_id == case.id
    return is_here and document.added_by == ctx.person.id and (case.removes or document.state != DocumentState.KEPT)


def remove_document(ctx: Context, case: StepCase, document_id: str) -> Done:
    """Take it out, its file too. Raises PortalError NOT_FOUND, CONFLICT, UNAVAILABLE."""
    document = document_at(ctx, case, document_id)
    if not removable(ctx, case, document):
        raise not_found()
    held = ctx.store.get(ChildDocuments, case.child_id)
    work = ctx.unit_of_work(Action.REMOVE_DOCUMENT)
    work.update(held, held.without(frozenset({document.id})))
    work.remove(document_way(document.id), condition=EITHER_WAY)
    done = work.commit(Subject(kind=SubjectKind.DOCUMENT, id=document.id, of=case.address))
    ctx.services.documents.drop(document.id)  # a file whose record is gone is found by no one any more
    return done
