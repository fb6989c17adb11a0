"""What happened to a request and its exemption, and what comes: one reading over the records, asked by every page that
shows it. Nothing here is written anywhere."""

from datetime import date
from enum import StrEnum

from chalicelib.domain.appeal import OPEN_STATES, Appeal, AppealState
from chalicelib.domain.effective_status import last_day_of, reading_of
from chalicelib.domain.exemption import ExemptionForm, Revocation
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.stopped import first_day_due, stopped_answers
from chalicelib.law.admission import AppealStatus, EffectiveStatus
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.request_times import draft_wait, sent_wait


class TimelineEvent(StrEnum):
    """What a point of the timeline tells."""

    STARTED = "started"
    ASKED = "asked"
    OPENED = "opened"
    DECLINED = "declined"
    CANCELED = "cancelled"
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


class TimelinePhase(StrEnum):
    """Where a point stands in time."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    STOPPED = "stopped"


class TimelineEntry(FrozenModel):
    """One point of the timeline. `on` is None if no date is known. `vaccines`: those that it is about, where the form
    has others besides."""

    what: TimelineEvent
    when: TimelinePhase
    on: date | None = None
    vaccines: tuple[Vaccine, ...] = ()


def is_lapsed(request: ExemptionRequest, on: date) -> bool:
    """Return whether a draft was idle for too long, or a sent request is too old (a reading of H1)."""
    if request.state == RequestState.DRAFT:
        return not draft_wait(request.saved_on or request.started_on, on).allowed
    if request.state in {RequestState.SUBMITTED, RequestState.OPENED} and request.submitted_at:
        return not sent_wait(california_date(request.submitted_at), on).allowed
    return False


def timeline(request: ExemptionRequest | None, form: ExemptionForm | None, on: date) -> tuple[TimelineEntry, ...]:
    """Return the points in their order. Without a form it is the request's way; a form may have had no request here."""
    before = _request_points(request, on) if request else []
    after = _form_points(form, on) if form else []
    return (*before, *after)


def _request_points(request: ExemptionRequest, on: date) -> list[TimelineEntry]:
    if request.submitted_at is None:
        points = [TimelineEntry(what=TimelineEvent.STARTED, when=TimelinePhase.DONE, on=request.started_on)]
    else:
        points = [
            TimelineEntry(what=TimelineEvent.ASKED, when=TimelinePhase.DONE, on=california_date(request.submitted_at))
        ]
    if request.opened_at:
        points.append(
            TimelineEntry(what=TimelineEvent.OPENED, when=TimelinePhase.DONE, on=california_date(request.opened_at))
        )
    return [*points, *_what_a_request_waits_for(request, on)]


def _what_a_request_waits_for(request: ExemptionRequest, on: date) -> list[TimelineEntry]:
    if is_lapsed(request, on):
        return [TimelineEntry(what=TimelineEvent.LAPSED, when=TimelinePhase.STOPPED)]
    ended = {RequestState.DECLINED: TimelineEvent.DECLINED, RequestState.CANCELED: TimelineEvent.CANCELED}
    if request.state in ended:
        return [TimelineEntry(what=ended[request.state], when=TimelinePhase.STOPPED)]
    waiting = {
        RequestState.DRAFT: (
            TimelineEvent.ASKED,
            TimelineEvent.OPENED,
            TimelineEvent.ISSUED,
            TimelineEvent.SCHOOL_TOLD,
        ),
        RequestState.SUBMITTED: (TimelineEvent.OPENED, TimelineEvent.ISSUED, TimelineEvent.SCHOOL_TOLD),
        RequestState.OPENED: (TimelineEvent.ISSUED, TimelineEvent.SCHOOL_TOLD),
    }.get(request.state, ())
    return [
        TimelineEntry(what=what, when=TimelinePhase.LATER if place else TimelinePhase.NOW)
        for place, what in enumerate(waiting)
    ]


def _form_points(form: ExemptionForm, on: date) -> list[TimelineEntry]:
    states = {line.state for line in form.lines}
    if LineState.HELD in states:
        return [
            TimelineEntry(what=TimelineEvent.HELD, when=TimelinePhase.NOW, on=form.signed_on),
            TimelineEntry(what=TimelineEvent.ISSUED, when=TimelinePhase.LATER),
            TimelineEntry(what=TimelineEvent.SCHOOL_TOLD, when=TimelinePhase.LATER),
        ]
    if states == {LineState.REFUSED}:
        return _stop_points(form)
    points = [
        TimelineEntry(what=TimelineEvent.ISSUED, when=TimelinePhase.DONE, on=form.signed_on),
        TimelineEntry(what=TimelineEvent.SCHOOL_TOLD, when=TimelinePhase.DONE),
    ]
    if any(line.in_review and line.state == LineState.ISSUED for line in form.lines):
        points.append(TimelineEntry(what=TimelineEvent.IN_REVIEW, when=TimelinePhase.NOW))
    return [
        *points,
        *_revocation_points(form, on),
        *_stop_points(form),
        *_begin_points(form, on),
        *_end_points(form, on),
    ]


def _revocation_points(form: ExemptionForm, on: date) -> list[TimelineEntry]:
    revocation = next((line.revocation for line in reversed(form.lines) if line.revocation), None)
    if revocation is None:
        return []
    stopped = [
        line.vaccine for line in form.lines if line.revocation and line.revocation.review_id == revocation.review_id
    ]
    points = [
        TimelineEntry(
            what=TimelineEvent.STOPPED,
            when=TimelinePhase.DONE,
            on=revocation.revoked_on,
            vaccines=_some_of(form, stopped),
        )
    ]
    if revocation.appeal:
        open_now = revocation.appeal.status == AppealStatus.OPEN
        filed_on = california_date(revocation.appeal.filed_at)
        points.append(
            TimelineEntry(
                what=TimelineEvent.APPEALED, when=TimelinePhase.NOW if open_now else TimelinePhase.DONE, on=filed_on
            )
        )
        if not open_now:
            ended_on = revocation.appeal.decision_notice_on or revocation.appeal.withdrawn_on
            points.append(TimelineEntry(what=TimelineEvent.APPEAL_ENDED, when=TimelinePhase.DONE, on=ended_on))
    return [*points, *_duty_points(form, revocation, on)]


def _duty_points(form: ExemptionForm, revocation: Revocation, on: date) -> list[TimelineEntry]:
    """Return the day by which the shots must start, while it is still to come: until then the child stays (HSC
    120372(d)(6)).

    Without an appeal, filing one in time is the other way to keep the child in school (HSC 120372.05(e)).
    """
    due = first_day_due(stopped_answers(form, on))
    if due is None:
        return []
    may_appeal = revocation.appeal is None and on <= appeal_by(revocation.revoked_on)
    what = TimelineEvent.SHOTS_DUE_OR_APPEAL if may_appeal else TimelineEvent.SHOTS_DUE
    return [TimelineEntry(what=what, when=TimelinePhase.NOW, on=due)]


def _begin_points(form: ExemptionForm, on: date) -> list[TimelineEntry]:
    """Return from when a form counts that was signed before its grade span begins."""
    begins = form.span_starts_on
    waits = any(reading_of(form, line, on) == EffectiveStatus.NOT_YET_IN_EFFECT for line in form.lines)
    return [TimelineEntry(what=TimelineEvent.BEGINS, when=TimelinePhase.NOW, on=begins)] if waits else []


_STOPS = {
    LineState.REFUSED: (TimelineEvent.REFUSED, TimelinePhase.STOPPED),
    LineState.WITHDRAWN: (TimelineEvent.WITHDRAWN, TimelinePhase.STOPPED),
    LineState.SUPERSEDED: (TimelineEvent.REPLACED, TimelinePhase.DONE),
}


def _stop_points(form: ExemptionForm) -> list[TimelineEntry]:
    """Return what else ended vaccines of the form: one point for each act and its vaccines, by day. A form that has a
    newer one for one vaccine is not replaced for another that the physician withdrew."""
    acts: dict[tuple[LineState, date | None], list[Vaccine]] = {}
    for line in form.lines:
        if line.state in _STOPS:
            acts.setdefault((line.state, line.stopped_on), []).append(line.vaccine)
    dated = sorted(acts.items(), key=lambda act: act[0][1] or date.max)
    return [
        TimelineEntry(what=_STOPS[state][0], when=_STOPS[state][1], on=day, vaccines=_some_of(form, vaccines))
        for (state, day), vaccines in dated
    ]


def _some_of(form: ExemptionForm, vaccines: list[Vaccine]) -> tuple[Vaccine, ...]:
    return () if len(vaccines) == len(form.lines) else tuple(vaccines)


def _end_points(form: ExemptionForm, on: date) -> list[TimelineEntry]:
    ends = [last_day_of(form, line) for line in form.lines if line.state == LineState.ISSUED]
    if not ends:
        return []
    known = [end for end in ends if end]
    last = max(known) if known and len(known) == len(ends) else None
    return [
        TimelineEntry(
            what=TimelineEvent.ENDS, when=TimelinePhase.DONE if last and last < on else TimelinePhase.LATER, on=last
        )
    ]


_FILED = frozenset({AppealState.FILED_TIMELY, AppealState.FILED_LATE})
_TAKEN_STATES = OPEN_STATES - _FILED | {AppealState.DECIDED, AppealState.CLOSED}
_DECIDED_STATES = frozenset({AppealState.DECIDED, AppealState.CLOSED})


def appeal_timeline(appeal: Appeal) -> tuple[TimelineEntry, ...]:
    """Return the appeal's points. What the panel thinks is not told before the Secretary's decision (HSC
    120372.05(d))."""
    if appeal.filed_at is None:
        withdrawn = appeal.state == AppealState.WITHDRAWN
        return (
            TimelineEntry(what=TimelineEvent.STARTED, when=TimelinePhase.DONE, on=appeal.started_on),
            TimelineEntry(
                what=TimelineEvent.TAKEN_BACK if withdrawn else TimelineEvent.FILED,
                when=TimelinePhase.STOPPED if withdrawn else TimelinePhase.NOW,
            ),
        )
    filed = TimelineEntry(what=TimelineEvent.FILED, when=TimelinePhase.DONE, on=california_date(appeal.filed_at))
    if appeal.state == AppealState.WITHDRAWN:
        return (filed, TimelineEntry(what=TimelineEvent.TAKEN_BACK, when=TimelinePhase.STOPPED))
    if appeal.state == AppealState.REFUSED_LATE:
        return (filed, TimelineEntry(what=TimelineEvent.NOT_TAKEN, when=TimelinePhase.STOPPED))
    return (filed, *_panel_points(appeal))


def _panel_points(appeal: Appeal) -> list[TimelineEntry]:
    if appeal.state not in _TAKEN_STATES:
        return [
            TimelineEntry(what=TimelineEvent.TAKEN, when=TimelinePhase.NOW),
            TimelineEntry(what=TimelineEvent.PANEL, when=TimelinePhase.LATER),
            TimelineEntry(what=TimelineEvent.DECIDED, when=TimelinePhase.LATER),
        ]
    decided = appeal.state in _DECIDED_STATES
    assigned_on = max((seat.assigned_on for seat in appeal.seats), default=None)
    points = [
        TimelineEntry(what=TimelineEvent.TAKEN, when=TimelinePhase.DONE),
        TimelineEntry(
            what=TimelineEvent.PANEL, when=TimelinePhase.DONE if decided else TimelinePhase.NOW, on=assigned_on
        ),
    ]
    if appeal.state == AppealState.INFO_REQUESTED:
        points.append(TimelineEntry(what=TimelineEvent.QUESTION, when=TimelinePhase.NOW))
    return [
        *points,
        TimelineEntry(
            what=TimelineEvent.DECIDED,
            when=TimelinePhase.DONE if decided else TimelinePhase.LATER,
            on=appeal.decided_on,
        ),
    ]
