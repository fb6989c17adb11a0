"""Who is told what by a reminder: parents what they can still do, the school what it must tell the parent, a physician
what the state or a family waits for, and whoever waits for someone else."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from chalicelib.actions.appeals.appeal_recipients import THE_AGENCY, parent_and_physician
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, parents_of, school_of
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.reminders import About, Reminder
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import Subject, subject_of
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.review_work import ReviewWork
from chalicelib.storage.unit_of_work import UnitOfWork

_ENDED = (NoticeKind.EXEMPTION_ENDED, NoticeKind.SCHOOL_EXEMPTION_ENDED)
_OF_FORM: Mapping[About, tuple[NoticeKind, NoticeKind | None]] = {
    About.END: (NoticeKind.EXEMPTION_ENDS_SOON, NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON),
    About.SPAN: (NoticeKind.SPAN_ENDS_SOON, NoticeKind.SCHOOL_SPAN_ENDS_SOON),
    About.APPEAL: (NoticeKind.APPEAL_DAY_NEAR, None),
}
"""What parents are told, and what the school is told in its own words."""
_OF_REQUEST: Mapping[About, NoticeKind] = {
    About.DRAFT: NoticeKind.DRAFT_LAPSES_SOON,
    About.REQUEST: NoticeKind.REQUEST_LAPSES_SOON,
    About.OPENED_REQUEST: NoticeKind.OPENED_REQUEST_LAPSES_SOON,
}
_AGENCY_TOLD_AFTER = timedelta(days=14)
"""How long a panel waits for a member, or for an answer, before the agency hears of it and can act [R]."""


def tell(ctx: Context, work: UnitOfWork, record: VersionedRecord, reminders: Iterable[Reminder]) -> int:
    """Enqueue what these reminders of a record say, and return to how many people and offices."""
    return _TELLINGS[type(record)](ctx, work, record, list(reminders))


def _of_form(_ctx: Context, work: UnitOfWork, form: ExemptionForm, reminders: list[Reminder]) -> int:
    told = 0
    for each in reminders:
        of_parents, of_school = _ENDED if each.has_ended else _OF_FORM[each.about]
        parents, last_day = parents_of(form), each.last_day.isoformat()
        notify_of_form(work, of_parents, form, *parents, last_day=last_day)
        told += len(parents)
        if of_school is not None and form.facility_id:
            notify_of_form(work, of_school, form, school_of(form), last_day=last_day)
            told += 1
    return told


def _of_review(ctx: Context, work: UnitOfWork, review: Review, reminders: list[Reminder]) -> int:
    """The issuer is told until the answer is there; once it is overdue the reviewer is told, too."""
    if not reminders:
        return 0
    form, told = ctx.store.get(ExemptionForm, review.form_id), 0
    for each in reminders:
        kind, due_by = NoticeKind.INFORMATION_DUE, each.last_day.isoformat()
        if each.has_ended:
            kind = NoticeKind.INFORMATION_OVERDUE
        notify_of_form(work, kind, form, account(form.physician_id), review_id=review.id, due_by=due_by)
        told += 1
        if each.has_ended and review.reviewer_id:
            _tell_reviewer(work, NoticeKind.ANSWER_OVERDUE, review, review.reviewer_id, due_by)
            told += 1
    return told


def _of_review_work(ctx: Context, work: UnitOfWork, noted: ReviewWork, reminders: list[Reminder]) -> int:
    """The primary care physician, who may have no account, is asked by letter: whoever has the case posts the
    reminder. Of a case that went on without the answer no one is told."""
    if not reminders:
        return 0
    review = ctx.store.get(Review, noted.id)
    if review.state not in {ReviewState.ASSIGNED, ReviewState.INFO_REQUESTED} or not review.reviewer_id:
        return 0
    for each in reminders:
        kind = NoticeKind.CARE_ANSWER_OVERDUE if each.has_ended else NoticeKind.CARE_ANSWER_DUE
        _tell_reviewer(work, kind, review, review.reviewer_id, each.last_day.isoformat())
    return len(reminders)


def _tell_reviewer(work: UnitOfWork, kind: NoticeKind, review: Review, reviewer_id: str, due_by: str) -> None:
    work.enqueue_notification(
        kind, account(reviewer_id), subject_of(review), form_number=review.form_number, due_by=due_by
    )


def _of_request(_ctx: Context, work: UnitOfWork, request: ExemptionRequest, reminders: list[Reminder]) -> int:
    told = 0
    for each in reminders:
        to = (account(each.of),) if each.of else parents_of(request)
        for recipient in to:
            work.enqueue_notification(
                _OF_REQUEST[each.about],
                recipient,
                subject_of(request),
                request_number=request.number,
                use_by=each.last_day.isoformat(),
            )
        told += len(to)
    return told


def _of_appeal(ctx: Context, work: UnitOfWork, appeal: Appeal, reminders: list[Reminder]) -> int:
    """A silent panelist is told, or those whom the panel asked; after two weeks the agency is, too: once, however many
    seats wait."""
    is_question = any(each.about is About.PANEL_QUESTION for each in reminders)
    told: list[tuple[NoticeKind, Recipient, Subject]]
    if is_question:
        told = [(NoticeKind.PANEL_QUESTION_WAITS, to, about) for to, about in parent_and_physician(appeal)]
    else:
        told = [(NoticeKind.PANEL_WAITS, account(each.of), subject_of(appeal)) for each in reminders]
    if any(ctx.on - each.last_day >= _AGENCY_TOLD_AFTER for each in reminders):
        silent = NoticeKind.PANEL_QUESTION_SILENT if is_question else NoticeKind.PANEL_SEAT_SILENT
        told.append((silent, THE_AGENCY, subject_of(appeal)))
    for kind, to, about in told:
        work.enqueue_notification(kind, to, about, appeal_id=appeal.id, form_number=appeal.form_number)
    return len(told)


_TELLINGS: Mapping[type[VersionedRecord], Callable[..., int]] = {
    ExemptionForm: _of_form,
    Review: _of_review,
    ReviewWork: _of_review_work,
    ExemptionRequest: _of_request,
    Appeal: _of_appeal,
}
