"""Documents that support a form: handed in with its request or its draft, or with the form that it replaces."""

from chalicelib.actions.context import Context
from chalicelib.domain.document import ChildDocuments, Document, DocumentState, DocumentStep
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import FormDraft
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork


def documents_key(draft: FormDraft) -> Key:
    """Return where the documents of the draft's child are, for the read that brings what signing needs."""
    return keys.record(ChildDocuments.record_type, draft.child_id)


def is_supported(ctx: Context, draft: FormDraft) -> bool:
    """Return whether at least one document that passed the check supports the draft."""
    held = ctx.store.find(ChildDocuments, draft.child_id)
    return held is not None and any(
        each.state == DocumentState.KEPT
        and (_goes_along(each, draft) or (draft.replaces_form_id and each.form_id == draft.replaces_form_id))
        for each in held.documents
    )


def hand_over_documents(ctx: Context, work: UnitOfWork, draft: FormDraft, form: ExemptionForm) -> None:
    """Make the documents of the draft and its request those of the form that is signed now."""
    held = ctx.store.find(ChildDocuments, draft.child_id)
    if held is None or not any(_goes_along(each, draft) for each in held.documents):
        return
    after = tuple(each.with_changes(form_id=form.id) if _goes_along(each, draft) else each for each in held.documents)
    work.update(held, held.with_changes(documents=after))


def _goes_along(document: Document, draft: FormDraft) -> bool:
    if document.step == DocumentStep.REQUEST:
        return bool(draft.request_id) and document.step_id == draft.request_id
    return document.step == DocumentStep.DRAFT and document.step_id == draft.id
