"""What state staff write down while they work on a review: notes, findings not sent yet, and questions by letter to the
child's primary care physician. One record beside each review, under the child's key. No one outside the state sees it.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal, Medical, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.enums import Vaccine


class CaseNote(FrozenModel):
    """A note of one person. It is never changed. A reviewer's own words on the way to a finding are no part of it."""

    by: Annotated[str, Internal]
    by_name: Annotated[str, Personal, Withheld]  # parents do not learn who reviews
    at: Annotated[datetime, Internal]
    text: Annotated[str, Medical, Withheld]  # the reviewer's own notes (law A6)


class DraftFinding(FrozenModel):
    """A finding as typed so far. `finding`: "" where nothing was chosen yet."""

    vaccine: Annotated[Vaccine, Internal]
    finding: Annotated[str, Internal] = ""
    reason: Annotated[str, Medical, Withheld] = ""  # not sent yet


CARE_REMINDER_DAYS = 7
"""From how many days before the last day on a letter reminds of the answer [R]."""


class CareQuestion(FrozenModel):
    """A question by letter to the primary care physician (HSC 120372(d)(3)(A)), who may have no account."""

    id: Annotated[str, Internal]
    asked_by: Annotated[str, Internal]
    asked_on: Annotated[date, Internal]
    due_on: Annotated[date, Internal]
    question: Annotated[str, Medical, Withheld]  # the state's own work, like a question to the issuer
    answer: Annotated[str, Medical, Withheld] = ""
    answered_on: Annotated[date | None, Internal] = None

    def is_overdue(self, on: date) -> bool:
        """Return whether the last day for the answer is over and none has come."""
        return self.answered_on is None and self.due_on < on

    def wants_reminder(self, on: date) -> bool:
        """Return whether the letter is a reminder: no answer has come, and its last day is near or over."""
        return self.answered_on is None and self.due_on - timedelta(days=CARE_REMINDER_DAYS) <= on


class ReviewWork(VersionedRecord):
    """`id`: that of the review. `draft_saves` counts how often a draft was saved, so that a page knows whether it shows
    the newest."""

    record_type: ClassVar[str] = "review_work"

    child_id: Annotated[str, Internal]
    form_id: Annotated[str, Internal]
    notes: Annotated[tuple[CaseNote, ...], Withheld] = ()
    draft: Annotated[tuple[DraftFinding, ...], Withheld] = ()
    draft_saves: Annotated[int, Internal] = 0
    draft_by: Annotated[str, Internal] = ""
    draft_at: Annotated[datetime | None, Internal] = None
    questions: Annotated[tuple[CareQuestion, ...], Withheld] = ()
