"""What people hand in beside their words: a letter, a record of shots, an answer of a laboratory. One record holds the
documents of a child, each with the step that it belongs to; the files are kept apart (chalicelib/documents/)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Exported, Internal, Medical
from chalicelib.domain.record import FrozenModel, VersionedRecord

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_OF_A_STEP = 5
MAX_OF_A_CASE_BYTES = 50 * 1024 * 1024
MAX_A_DAY = 20  # of one person
TICKET_LASTS = timedelta(minutes=15)
CHECK_IS_LATE_AFTER = timedelta(hours=1)
_OF_ID = 6


class DocumentStep(StrEnum):
    """Where a document is handed in. The value stands in records and addresses and never changes."""

    REQUEST = "request"
    DRAFT = "draft"
    REVIEW = "review"
    APPEAL = "appeal"


class DocumentKind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class DocumentState(StrEnum):
    AWAITED = "awaited"  # the person may send the file
    KEPT = "kept"
    REFUSED = "refused"


class Document(FrozenModel):
    """One document. `id` names its file, too. `form_id`: the form that the case is about; "" before it is signed."""

    id: Annotated[str, Internal]
    number: Annotated[int, Internal, Exported]  # within its step: how pages name it
    step: Annotated[DocumentStep, Internal, Exported]
    step_id: Annotated[str, Internal]
    form_id: Annotated[str, Internal] = ""
    title: Annotated[str, Medical]  # what its person calls it: "Allergist's letter"
    added_by: Annotated[str, Internal]
    added_at: Annotated[datetime, Internal, Exported]
    limit: Annotated[int, Internal]  # bytes that the file may have
    state: Annotated[DocumentState, Internal, Exported]
    checked_at: Annotated[datetime | None, Internal] = None
    kind: Annotated[DocumentKind | None, Internal, Exported] = None
    size: Annotated[int, Internal, Exported] = 0
    pages: Annotated[int, Internal, Exported] = 0
    digest: Annotated[str, Internal] = ""  # SHA-256 of the file as it came
    refused_for: Annotated[str, Internal, Exported] = ""

    @property
    def file_name(self) -> str:
        """The name, without its ending, under which the file is saved: no other file of the child has it, and it names
        no one."""
        return f"{self.step}-document-{self.number}-{self.id[:_OF_ID]}"

    def may_arrive(self, now: datetime) -> bool:
        """Return whether its person may still send the file."""
        return self.state == DocumentState.AWAITED and now < self.added_at + TICKET_LASTS

    def counts(self, now: datetime) -> bool:
        """Return whether it takes one of the places of its step. One that is checked for longer than an hour, because
        nothing came, takes none."""
        late = now >= self.added_at + TICKET_LASTS + CHECK_IS_LATE_AFTER
        return self.state == DocumentState.KEPT or (self.state == DocumentState.AWAITED and not late)


class ChildDocuments(VersionedRecord):
    """All documents of a child's cases. `id` is the child's."""

    record_type: ClassVar[str] = "documents"

    child_id: Annotated[str, Internal]
    documents: tuple[Document, ...] = ()

    def of_step(self, step: DocumentStep, step_id: str) -> tuple[Document, ...]:
        return tuple(each for each in self.documents if (each.step, each.step_id) == (step, step_id))

    def document(self, document_id: str) -> Document | None:
        return next((each for each in self.documents if each.id == document_id), None)

    def changed(self, after: Document) -> "ChildDocuments":
        """Return the record with this document in the place of the one of its id."""
        return self.with_changes(documents=tuple(after if each.id == after.id else each for each in self.documents))

    def without(self, document_ids: frozenset[str]) -> "ChildDocuments":
        return self.with_changes(documents=tuple(each for each in self.documents if each.id not in document_ids))
