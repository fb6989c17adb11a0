"""The days on which people are reminded (lifecycle H1, H2): of what a form says, of a question of a review or a panel,
of a request that lapses, of a seat on a panel that waits. They follow from the record: nothing keeps them in step."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.appeal import Appeal, AppealState, Seat
from chalicelib.domain.effective_status import grade_of_form, last_day_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.review_work import CARE_REMINDER_DAYS, ReviewWork
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.grade_spans import expected_next_span_entry
from chalicelib.law.request_times import draft_waits_until, sent_waits_until


class About(StrEnum):
    """What a reminder speaks of; its `last_day` is that of the exemption, the day before the span, of the appeal, of
    the answer, of the draft or request. A seat and a question of a panel have none: their `last_day` is the day from
    which they wait."""

    END = "end"
    SPAN = "span"
    APPEAL = "appeal"
    INFORMATION = "information"
    CARE_ANSWER = "care answer"
    DRAFT = "draft"
    REQUEST = "request"
    OPENED_REQUEST = "opened request"
    SEAT = "seat"
    PANEL_QUESTION = "panel question"


DAYS_BEFORE: Mapping[About, tuple[int, ...]] = {
    About.END: (60, 30, 14, 3, -1),
    About.SPAN: (120, 60, 30),
    About.APPEAL: (14, 3),
    About.INFORMATION: (7, 0, -1),
    About.CARE_ANSWER: (CARE_REMINDER_DAYS, -1),
    About.DRAFT: (30,),
    About.REQUEST: (30,),
    About.OPENED_REQUEST: (30,),
    About.SEAT: (-7, -14, -28),
    About.PANEL_QUESTION: (-7, -14, -28),
}
"""The portal's choice [R], lifecycle H1 and H2. Less than none: that many days after."""


class Reminder(NamedTuple):
    """A California date on which to remind, and the last day of what it is about. `of`: the panelist whose seat waits,
    "" where all who speak for the record are meant."""

    day: date
    about: About
    last_day: date
    of: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether it says that the last day is over."""
        return self.day > self.last_day


def reminders_of(record: VersionedRecord) -> tuple[Reminder, ...]:
    """Return all reminders of a record, past ones too, in the order of their days; each once, however many lines it is
    about. None of a record of which no one is reminded."""
    find = _LAST_DAYS.get(type(record))
    last_days = set(find(record)) if find else set()
    return tuple(
        sorted(
            Reminder(last_day - timedelta(days=days), about, last_day, of)
            for about, last_day, of in last_days
            for days in DAYS_BEFORE[about]
        )
    )


def due_reminders(record: VersionedRecord, told_through: date, on: date) -> list[Reminder]:
    """Return what people are reminded of on a day, where they were told of everything through an earlier one.

    A run that comes late says the newest of what it missed, once, and nothing of a day that is over.
    """
    newest: dict[tuple[About, date, str], Reminder] = {}
    for reminder in reminders_of(record):
        if told_through < reminder.day <= on and (reminder.has_ended or on <= reminder.last_day):
            newest[reminder.about, reminder.last_day, reminder.of] = reminder
    return list(newest.values())


def next_reminder_day(record: VersionedRecord, after: date) -> date | None:
    """Return the first day after a day on which there is something to say; None where there is no more."""
    return next((reminder.day for reminder in reminders_of(record) if reminder.day > after), None)


def live_until(record: VersionedRecord) -> date:
    """Return the last day on which a form or an open request can count for anything; a day long past where it counts
    for nothing any more, one far off where none is known."""
    if isinstance(record, ExemptionForm):
        lines = [line for line in record.lines if line.state in {LineState.ISSUED, LineState.HELD}]
        return max((_line_until(record, line) for line in lines), default=date.min)
    if isinstance(record, ExemptionRequest) and record.state is RequestState.OPENED:
        return max((last_day for _about, last_day, _of in _of_request(record)), default=date.min)
    return date.min


def _line_until(form: ExemptionForm, line: ExemptionLine) -> date:
    if line.kind is LineKind.TEMPORARY:
        return last_day_of(form, line) or date.max
    entry = _next_span(form)
    return entry - timedelta(days=1) if entry else date.max


_LastDay = tuple[About, date, str]


def _of_form(form: ExemptionForm) -> Iterator[_LastDay]:
    for line in form.lines:
        yield from _of_line(form, line)


def _of_line(form: ExemptionForm, line: ExemptionLine) -> Iterator[_LastDay]:
    if line.state is LineState.REVOKED and line.revocation and line.revocation.appeal is None:
        yield About.APPEAL, appeal_by(line.revocation.revoked_on), ""
    if line.state is not LineState.ISSUED:
        return
    if line.kind is LineKind.TEMPORARY:
        if (end := last_day_of(form, line)) is not None:
            yield About.END, end, ""
    elif (entry := _next_span(form)) is not None:
        yield About.SPAN, entry - timedelta(days=1), ""


def _next_span(form: ExemptionForm) -> date | None:
    if form.next_span_entry is not None:
        return form.next_span_entry
    recorded = form.school_record.grade_on(date.max)
    on = max(recorded.since, form.signed_on) if recorded else form.signed_on
    expected = expected_next_span_entry(grade_of_form(form, on), on, birth_date=form.birth_date)
    return expected.around if expected else None


def _of_review(review: Review) -> Iterator[_LastDay]:
    if review.state is ReviewState.INFO_REQUESTED:
        yield from ((About.INFORMATION, each.due_on, "") for each in review.information if each.answered_on is None)


def _of_review_work(work: ReviewWork) -> Iterator[_LastDay]:
    yield from ((About.CARE_ANSWER, asked.due_on, "") for asked in work.questions if asked.answered_on is None)


def _of_request(request: ExemptionRequest) -> Iterator[_LastDay]:
    if request.state is RequestState.DRAFT:
        yield About.DRAFT, draft_waits_until(request.saved_on or request.started_on), ""
    elif request.submitted_at and request.state in {RequestState.SUBMITTED, RequestState.OPENED}:
        last_day = sent_waits_until(california_date(request.submitted_at))
        yield About.REQUEST, last_day, ""
        if request.state is RequestState.OPENED:
            yield About.OPENED_REQUEST, last_day, request.physician_id


def _of_appeal(appeal: Appeal) -> Iterator[_LastDay]:
    """Yield the seats that wait for their panelist: first for the declaration, then, once all have declared and every
    question is answered, for the vote; and the question of the panel that waits for an answer."""
    if appeal.state is AppealState.INFO_REQUESTED:
        yield About.PANEL_QUESTION, appeal.question_asked_on or _ready_on(appeal), ""
    if appeal.state is AppealState.PANEL_ASSIGNED:
        yield from ((About.SEAT, each.assigned_on, each.panelist_id) for each in appeal.seats if not _declared(each))
    if appeal.state is AppealState.IN_REVIEW:
        supplied = [each.on for each in appeal.supplied]
        since = max([_ready_on(appeal), *supplied])
        waiting = [each for each in appeal.seats if not each.has_voted]
        yield from ((About.SEAT, since if _declared(each) else each.assigned_on, each.panelist_id) for each in waiting)


def _ready_on(appeal: Appeal) -> date:
    """Return the day of the last declaration: no question was asked, and no vote cast, before it."""
    return max(each.no_conflict_declared_on or each.assigned_on for each in appeal.seats)


def _declared(seat: Seat) -> bool:
    return seat.no_conflict_declared_on is not None


_LAST_DAYS: Mapping[type[VersionedRecord], Callable[..., Iterator[_LastDay]]] = {
    ExemptionForm: _of_form,
    Review: _of_review,
    ReviewWork: _of_review_work,
    ExemptionRequest: _of_request,
    Appeal: _of_appeal,
}
REMINDED: Mapping[str, type[VersionedRecord]] = {kind.record_type: kind for kind in _LAST_DAYS}
"""The records of which people are reminded, by their kind."""
