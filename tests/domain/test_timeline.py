"""The timeline is one reading over the records: what is done, what is now, what comes, what stopped."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.appeal import Appeal, AppealState, Seat
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.timeline import TimelineEntry, TimelineEvent, TimelinePhase, appeal_timeline, is_lapsed, timeline
from chalicelib.law.enums import Vaccine

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 3, 20, 0, tzinfo=UTC)


def request(state: RequestState, **facts: object) -> ExemptionRequest:
    return ExemptionRequest(id="r", state=state, parent_id="p", child_id="c", started_on=date(2026, 11, 1), **facts)  # type: ignore[arg-type]


def appeal(state: AppealState, **facts: object) -> Appeal:
    given: dict[str, object] = {"filed_at": AT, **facts}
    return Appeal(
        id="a",
        state=state,
        form_id="f",
        form_number="n",
        review_id="v",
        child_id="c",
        parent_id="p",
        physician_id="d",
        reviewer_ids=(),
        vaccines=(Vaccine.MMR,),
        revoked_on=date(2026, 10, 20),
        appeal_by=date(2026, 11, 19),
        started_on=date(2026, 11, 1),
        **given,
    )  # type: ignore[arg-type]


def told(points: tuple[TimelineEntry, ...]) -> list[tuple[TimelineEvent, TimelinePhase]]:
    return [(point.what, point.when) for point in points]


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        (
            RequestState.DRAFT,
            {},
            [
                (TimelineEvent.STARTED, TimelinePhase.DONE),
                (TimelineEvent.ASKED, TimelinePhase.NOW),
                (TimelineEvent.OPENED, TimelinePhase.LATER),
                (TimelineEvent.ISSUED, TimelinePhase.LATER),
                (TimelineEvent.SCHOOL_TOLD, TimelinePhase.LATER),
            ],
        ),
        (
            RequestState.SUBMITTED,
            {"submitted_at": AT},
            [
                (TimelineEvent.ASKED, TimelinePhase.DONE),
                (TimelineEvent.OPENED, TimelinePhase.NOW),
                (TimelineEvent.ISSUED, TimelinePhase.LATER),
                (TimelineEvent.SCHOOL_TOLD, TimelinePhase.LATER),
            ],
        ),
        (
            RequestState.OPENED,
            {"submitted_at": AT, "opened_at": AT},
            [
                (TimelineEvent.ASKED, TimelinePhase.DONE),
                (TimelineEvent.OPENED, TimelinePhase.DONE),
                (TimelineEvent.ISSUED, TimelinePhase.NOW),
                (TimelineEvent.SCHOOL_TOLD, TimelinePhase.LATER),
            ],
        ),
        (
            RequestState.DECLINED,
            {"submitted_at": AT, "opened_at": AT},
            [
                (TimelineEvent.ASKED, TimelinePhase.DONE),
                (TimelineEvent.OPENED, TimelinePhase.DONE),
                (TimelineEvent.DECLINED, TimelinePhase.STOPPED),
            ],
        ),
        (
            RequestState.CANCELED,
            {},
            [(TimelineEvent.STARTED, TimelinePhase.DONE), (TimelineEvent.CANCELED, TimelinePhase.STOPPED)],
        ),
    ],
)
def test_a_requests_way(
    state: RequestState, facts: dict[str, object], expected: list[tuple[TimelineEvent, TimelinePhase]]
) -> None:
    assert told(timeline(request(state, **facts), None, ON)) == expected


def test_dates_are_californian() -> None:
    late_evening = datetime(2026, 11, 4, 7, 30, tzinfo=UTC)  # 11:30 p.m. on November 3 in California
    points = timeline(request(RequestState.SUBMITTED, submitted_at=late_evening), None, ON)
    assert points[0].on == date(2026, 11, 3)


@pytest.mark.parametrize(("on", "lapsed"), [(date(2027, 4, 29), False), (date(2027, 4, 30), True)])
def test_a_draft_lapses_when_idle_for_180_days(on: date, *, lapsed: bool) -> None:
    assert is_lapsed(request(RequestState.DRAFT), on) is lapsed


def test_saving_an_answer_starts_the_180_days_anew() -> None:
    saved = request(RequestState.DRAFT, saved_on=date(2027, 4, 29))
    assert not is_lapsed(saved, date(2027, 10, 25))
    assert is_lapsed(saved, date(2027, 10, 26))


@pytest.mark.parametrize("state", [RequestState.SUBMITTED, RequestState.OPENED])
@pytest.mark.parametrize(("on", "lapsed"), [(date(2027, 11, 3), False), (date(2027, 11, 4), True)])
def test_a_sent_request_lapses_after_12_months(state: RequestState, on: date, *, lapsed: bool) -> None:
    sent = request(state, submitted_at=AT)
    assert is_lapsed(sent, on) is lapsed
    assert (TimelineEvent.LAPSED in [point.what for point in timeline(sent, None, on)]) is lapsed


@pytest.mark.parametrize("state", [RequestState.ISSUED, RequestState.DECLINED, RequestState.CANCELED])
def test_what_has_ended_does_not_lapse(state: RequestState) -> None:
    assert not is_lapsed(request(state, submitted_at=AT), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        (
            AppealState.DRAFT,
            {"filed_at": None},
            [(TimelineEvent.STARTED, TimelinePhase.DONE), (TimelineEvent.FILED, TimelinePhase.NOW)],
        ),
        (
            AppealState.WITHDRAWN,
            {"filed_at": None},
            [(TimelineEvent.STARTED, TimelinePhase.DONE), (TimelineEvent.TAKEN_BACK, TimelinePhase.STOPPED)],
        ),
        (
            AppealState.WITHDRAWN,
            {},
            [(TimelineEvent.FILED, TimelinePhase.DONE), (TimelineEvent.TAKEN_BACK, TimelinePhase.STOPPED)],
        ),
        (
            AppealState.REFUSED_LATE,
            {},
            [(TimelineEvent.FILED, TimelinePhase.DONE), (TimelineEvent.NOT_TAKEN, TimelinePhase.STOPPED)],
        ),
        (
            AppealState.FILED_LATE,
            {},
            [
                (TimelineEvent.FILED, TimelinePhase.DONE),
                (TimelineEvent.TAKEN, TimelinePhase.NOW),
                (TimelineEvent.PANEL, TimelinePhase.LATER),
                (TimelineEvent.DECIDED, TimelinePhase.LATER),
            ],
        ),
        (
            AppealState.IN_REVIEW,
            {},
            [
                (TimelineEvent.FILED, TimelinePhase.DONE),
                (TimelineEvent.TAKEN, TimelinePhase.DONE),
                (TimelineEvent.PANEL, TimelinePhase.NOW),
                (TimelineEvent.DECIDED, TimelinePhase.LATER),
            ],
        ),
        (
            AppealState.INFO_REQUESTED,
            {},
            [
                (TimelineEvent.FILED, TimelinePhase.DONE),
                (TimelineEvent.TAKEN, TimelinePhase.DONE),
                (TimelineEvent.PANEL, TimelinePhase.NOW),
                (TimelineEvent.QUESTION, TimelinePhase.NOW),
                (TimelineEvent.DECIDED, TimelinePhase.LATER),
            ],
        ),
        (
            AppealState.DETERMINED,
            {},
            [
                (TimelineEvent.FILED, TimelinePhase.DONE),
                (TimelineEvent.TAKEN, TimelinePhase.DONE),
                (TimelineEvent.PANEL, TimelinePhase.NOW),
                (TimelineEvent.DECIDED, TimelinePhase.LATER),
            ],
        ),
        (
            AppealState.DECIDED,
            {"decided_on": ON},
            [
                (TimelineEvent.FILED, TimelinePhase.DONE),
                (TimelineEvent.TAKEN, TimelinePhase.DONE),
                (TimelineEvent.PANEL, TimelinePhase.DONE),
                (TimelineEvent.DECIDED, TimelinePhase.DONE),
            ],
        ),
    ],
)
def test_an_appeals_way(
    state: AppealState, facts: dict[str, object], expected: list[tuple[TimelineEvent, TimelinePhase]]
) -> None:
    assert told(appeal_timeline(appeal(state, **facts))) == expected


def test_the_panels_day_is_the_day_of_its_last_seat() -> None:
    seats = tuple(Seat(panelist_id=str(day), panelist_name="x", assigned_on=date(2026, 11, day)) for day in (5, 9, 7))
    points = appeal_timeline(appeal(AppealState.IN_REVIEW, seats=seats))
    assert next(point for point in points if point.what == TimelineEvent.PANEL).on == date(2026, 11, 9)
