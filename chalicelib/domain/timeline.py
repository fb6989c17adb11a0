"""What happened to a request and its exemption, and what comes: one reading over the records, asked by every page that
shows it. Nothing here is written anywhere."""

from datetime import date
from enum import StrEnum

from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import Form, Revocation
from chalicelib.domain.readings import last_day_of, reading_of
from chalicelib.domain.record import Fact
from chalicelib.domain.request import Request, RequestState
from chalicelib.domain.stopped import first_day_due, stopped_answers
from chalicelib.law.admission import AppealStatus, Reading
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import LineState
from chalicelib.law.request_times import draft_wait, sent_wait

_RUNNING = frozenset({LineState.ISSUED, LineState.HELD, LineState.REVOKED})


class What(StrEnum):
    """What a point of the timeline tells."""

    STARTED = "started"
    ASKED = "asked"
    OPENED = "opened"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    HELD = "held"
    REFUSED = "refused"
    ISSUED = "issued"
    SCHOOL_TOLD = "school_told"
    IN_REVIEW = "in_review"
    STOPPED = "stopped"
    SHOTS_DUE = "shots_due"
    SHOTS_DUE_OR_APPEAL = "shots_due_or_appeal"
    APPEALED = "appealed"
    APPEAL_ENDED = "appeal_ended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    BEGINS = "begins"
    ENDS = "ends"
    FILED = "filed"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    PANEL = "panel"
    QUESTION = "question"
    DECIDED = "decided"
    TAKEN_BACK = "taken_back"


class When(StrEnum):
    """Where a point stands in time."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    STOPPED = "stopped"


class Point(Fact):
    """One point of the timeline. `on` is None where no date is known."""

    what: What
    when: When
    on: date | None = None


def is_lapsed(request: Request, on: date) -> bool:
    """Whether a draft was idle for too long, or a sent request is too old (a reading of H1)."""
    if request.state == RequestState.DRAFT:
        return not draft_wait(request.saved_on or request.started_on, on).allowed
    if request.state in {RequestState.SUBMITTED, RequestState.OPENED} and request.submitted_at:
        return not sent_wait(california_date(request.submitted_at), on).allowed
    return False


def timeline(request: Request | None, form: Form | None, on: date) -> tuple[Point, ...]:
    """The points in their order. Without a form it is the request's way; a form may have had no request here."""
    before = _request_points(request, on) if request else []
    after = _form_points(form, on) if form else []
    return (*before, *after)


def _request_points(request: Request, on: date) -> list[Point]:
    if request.submitted_at is None:
        points = [Point(what=What.STARTED, when=When.DONE, on=request.started_on)]
    else:
        points = [Point(what=What.ASKED, when=When.DONE, on=california_date(request.submitted_at))]
    if request.opened_at:
        points.append(Point(what=What.OPENED, when=When.DONE, on=california_date(request.opened_at)))
    return [*points, *_what_a_request_waits_for(request, on)]


def _what_a_request_waits_for(request: Request, on: date) -> list[Point]:
    if is_lapsed(request, on):
        return [Point(what=What.LAPSED, when=When.STOPPED)]
    ended = {RequestState.DECLINED: What.DECLINED, RequestState.CANCELLED: What.CANCELLED}
    if request.state in ended:
        return [Point(what=ended[request.state], when=When.STOPPED)]
    waiting = {
        RequestState.DRAFT: (What.ASKED, What.OPENED, What.ISSUED, What.SCHOOL_TOLD),
        RequestState.SUBMITTED: (What.OPENED, What.ISSUED, What.SCHOOL_TOLD),
        RequestState.OPENED: (What.ISSUED, What.SCHOOL_TOLD),
    }.get(request.state, ())
    return [Point(what=what, when=When.LATER if place else When.NOW) for place, what in enumerate(waiting)]


def _form_points(form: Form, on: date) -> list[Point]:
    states = {line.state for line in form.lines}
    if LineState.HELD in states:
        return [
            Point(what=What.HELD, when=When.NOW, on=form.signed_on),
            Point(what=What.ISSUED, when=When.LATER),
            Point(what=What.SCHOOL_TOLD, when=When.LATER),
        ]
    if states == {LineState.REFUSED}:
        return [Point(what=What.REFUSED, when=When.STOPPED)]
    points = [Point(what=What.ISSUED, when=When.DONE, on=form.signed_on), Point(what=What.SCHOOL_TOLD, when=When.DONE)]
    if any(line.in_review and line.state == LineState.ISSUED for line in form.lines):
        points.append(Point(what=What.IN_REVIEW, when=When.NOW))
    return [*points, *_revocation_points(form, on), *_begin_points(form, on), *_end_points(form, states, on)]


def _revocation_points(form: Form, on: date) -> list[Point]:
    gone = next((line.revocation for line in reversed(form.lines) if line.revocation), None)
    if gone is None:
        return []
    points = [Point(what=What.STOPPED, when=When.DONE, on=gone.revoked_on)]
    if gone.appeal:
        open_now = gone.appeal.status == AppealStatus.OPEN
        filed_on = california_date(gone.appeal.filed_at)
        points.append(Point(what=What.APPEALED, when=When.NOW if open_now else When.DONE, on=filed_on))
        if not open_now:
            ended_on = gone.appeal.decision_notice_on or gone.appeal.withdrawn_on
            points.append(Point(what=What.APPEAL_ENDED, when=When.DONE, on=ended_on))
    return [*points, *_duty_points(form, gone, on)]


def _duty_points(form: Form, gone: Revocation, on: date) -> list[Point]:
    """The day by which the shots must start, while it is still to come: until then the child stays (HSC 120372(d)(6)).

    Without an appeal, filing one in time is the other way to keep the child in school (HSC 120372.05(e)).
    """
    due = first_day_due(stopped_answers(form, on))
    if due is None:
        return []
    may_appeal = gone.appeal is None and on <= appeal_by(gone.revoked_on)
    what = What.SHOTS_DUE_OR_APPEAL if may_appeal else What.SHOTS_DUE
    return [Point(what=what, when=When.NOW, on=due)]


def _begin_points(form: Form, on: date) -> list[Point]:
    """From when a form counts that was signed before its grade span begins."""
    begins = form.enters_span_on
    waits = any(reading_of(form, line, on) == Reading.NOT_YET_IN_EFFECT for line in form.lines)
    return [Point(what=What.BEGINS, when=When.NOW, on=begins)] if waits else []


def _end_points(form: Form, states: set[LineState], on: date) -> list[Point]:
    if not states & _RUNNING:
        what = What.REPLACED if LineState.SUPERSEDED in states else What.WITHDRAWN
        return [Point(what=what, when=When.STOPPED)]
    ends = [last_day_of(form, line) for line in form.lines if line.state == LineState.ISSUED]
    if not ends:
        return []
    known = [end for end in ends if end]
    last = max(known) if known and len(known) == len(ends) else None
    return [Point(what=What.ENDS, when=When.DONE if last and last < on else When.LATER, on=last)]


_TAKEN_STATES = frozenset(
    {
        AppealState.ACCEPTED,
        AppealState.PANEL_ASSIGNED,
        AppealState.IN_REVIEW,
        AppealState.INFO_REQUESTED,
        AppealState.DETERMINED,
        AppealState.DECIDED,
        AppealState.CLOSED,
    }
)
_DECIDED_STATES = frozenset({AppealState.DECIDED, AppealState.CLOSED})


def appeal_timeline(appeal: Appeal) -> tuple[Point, ...]:
    """The appeal's points. What the panel thinks is not told before the Secretary's decision (HSC 120372.05(d))."""
    if appeal.filed_at is None:
        gone = appeal.state == AppealState.WITHDRAWN
        return (
            Point(what=What.STARTED, when=When.DONE, on=appeal.started_on),
            Point(what=What.TAKEN_BACK if gone else What.FILED, when=When.STOPPED if gone else When.NOW),
        )
    filed = Point(what=What.FILED, when=When.DONE, on=california_date(appeal.filed_at))
    if appeal.state == AppealState.WITHDRAWN:
        return (filed, Point(what=What.TAKEN_BACK, when=When.STOPPED))
    if appeal.state == AppealState.REFUSED_LATE:
        return (filed, Point(what=What.NOT_TAKEN, when=When.STOPPED))
    return (filed, *_panel_points(appeal))


def _panel_points(appeal: Appeal) -> list[Point]:
    if appeal.state not in _TAKEN_STATES:
        return [
            Point(what=What.TAKEN, when=When.NOW),
            Point(what=What.PANEL, when=When.LATER),
            Point(what=What.DECIDED, when=When.LATER),
        ]
    decided = appeal.state in _DECIDED_STATES
    assigned_on = max((seat.assigned_on for seat in appeal.seats), default=None)
    points = [
        Point(what=What.TAKEN, when=When.DONE),
        Point(what=What.PANEL, when=When.DONE if decided else When.NOW, on=assigned_on),
    ]
    if appeal.state == AppealState.INFO_REQUESTED:
        points.append(Point(what=What.QUESTION, when=When.NOW))
    return [*points, Point(what=What.DECIDED, when=When.DONE if decided else When.LATER, on=appeal.decided_on)]
