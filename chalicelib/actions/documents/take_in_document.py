"""A file has come and was scanned for malware: it is kept or refused, and nothing of it stays in quarantine. Its person
is told of a refusal."""

import hashlib

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account
from chalicelib.documents.check import checked_file
from chalicelib.documents.found import Refusal, UnsafeFileError
from chalicelib.domain.action import Action
from chalicelib.domain.document import ChildDocuments, Document, DocumentState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage.document_keys import document_way
from chalicelib.storage.unit_of_work import UnitOfWork

CLEAN, THREATS = "NO_THREATS_FOUND", "THREATS_FOUND"
"""What the scan says of a file, as the service names it."""


def take_in_document(ctx: Context, document_id: str, scan: str, version: str = "") -> str:
    """Keep the file if both the scan and our own check allow it; return how that ended: "kept", "refused", or "dropped"
    for a file that no one awaits (any more).

    Doing it again after a failure continues where it stood. Raises PortalError CONFLICT, UNAVAILABLE.
    """
    files = ctx.services.documents
    way = ctx.store.item(document_way(document_id))
    held = ctx.store.find(ChildDocuments, way["child_id"]) if way else None
    document = held.document(document_id) if held else None
    if held is None or document is None or document.state != DocumentState.AWAITED:
        files.drop_arrived(document_id)
        return "dropped"
    # What the scan did not clear may not even be read: the bucket refuses it.
    content = files.arrived(document_id, version, document.limit) if scan == CLEAN else b""
    if content is None:
        return "dropped"
    after = _judged(ctx, document, content, scan)
    work = ctx.unit_of_work(Action.TAKE_IN_DOCUMENT)
    work.update(held, held.changed(after))
    if after.state == DocumentState.REFUSED:
        _tell(work, after)
    work.commit()
    files.drop_arrived(document_id)
    return str(after.state)


def _judged(ctx: Context, document: Document, content: bytes, scan: str) -> Document:
    """Return the document as it is then; what passes is written before the record says so."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        _require_clean(scan)
        file = checked_file(content, document.limit)
    except UnsafeFileError as error:
        return document.with_changes(
            state=DocumentState.REFUSED,
            checked_at=ctx.now,
            size=len(content),
            digest=digest,
            refused_for=str(error.refusal),
        )
    ctx.services.documents.keep(document.id, file.content)
    return document.with_changes(
        state=DocumentState.KEPT,
        checked_at=ctx.now,
        kind=file.kind,
        size=len(file.content),
        pages=file.pages,
        digest=digest,
    )


def _tell(work: UnitOfWork, document: Document) -> None:
    """Tell whoever added the file, and lead to the page that says why; the notice names neither file nor child."""
    about = Subject(kind=SubjectKind.DOCUMENT, id=document.id, of=f"{document.step}/{document.step_id}")
    work.enqueue_notification(NoticeKind.DOCUMENT_REFUSED, account(document.added_by), about)


def _require_clean(scan: str) -> None:
    if scan != CLEAN:
        raise UnsafeFileError(Refusal.MALWARE if scan == THREATS else Refusal.NOT_SCANNED)
