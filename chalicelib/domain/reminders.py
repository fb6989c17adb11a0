"""The days on which people are reminded of a form (lifecycle H2): before a temporary exemption ends and the day after,
before the next grade span, before the last day to appeal. They follow from the form, so nothing keeps them in step."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.effective_status import grade_of_form, last_day_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.law.appeals import appeal_by
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.grade_spans import expected_next_span_entry


class About(StrEnum):
    """What a reminder speaks of; its `last_day` is that of the exemption, the day before the span, or of the appeal."""

    END = "end"
    SPAN = "span"
    APPEAL = "appeal"


DAYS_BEFORE: Mapping[About, tuple[int, ...]] = {
    About.END: (60, 30, 14, 3, -1),
    About.SPAN: (120, 60, 30),
    About.APPEAL: (14, 3),
}
"""The portal's choice [R], lifecycle H2. One day less than none: the day after."""


class Reminder(NamedTuple):
    """A California date on which to remind, and the last day of what it is about."""

    day: date
    about: About
    last_day: date

    @property
    def has_ended(self) -> bool:
        """Whether it says that the last day is over."""
        return self.day > self.last_day


def reminders_of(form: ExemptionForm) -> tuple[Reminder, ...]:
    """Return all reminders of a form, past ones too, in the order of their days; each once, however many lines it is
    about."""
    last_days = {found for line in form.lines for found in _last_days(form, line)}
    return tuple(
        sorted(
            Reminder(last_day - timedelta(days=days), about, last_day)
            for about, last_day in last_days
            for days in DAYS_BEFORE[about]
        )
    )


def due_reminders(form: ExemptionForm, told_through: date, on: date) -> list[Reminder]:
    """Return what people are reminded of on a day, where they were told of everything through an earlier one.

    A run that comes late says the newest of what it missed, once, and nothing of a day that is over.
    """
    newest: dict[tuple[About, date], Reminder] = {}
    for reminder in reminders_of(form):
        if told_through < reminder.day <= on and (reminder.has_ended or on <= reminder.last_day):
            newest[reminder.about, reminder.last_day] = reminder
    return list(newest.values())


def next_reminder_day(form: ExemptionForm, after: date) -> date | None:
    """Return the first day after a day on which there is something to say; None where there is no more."""
    return next((reminder.day for reminder in reminders_of(form) if reminder.day > after), None)


def _last_days(form: ExemptionForm, line: ExemptionLine) -> Iterator[tuple[About, date]]:
    if line.state is LineState.REVOKED and line.revocation and line.revocation.appeal is None:
        yield About.APPEAL, appeal_by(line.revocation.revoked_on)
    if line.state is not LineState.ISSUED:
        return
    if line.kind is LineKind.TEMPORARY:
        if (end := last_day_of(form, line)) is not None:
            yield About.END, end
    elif (entry := _next_span(form)) is not None:
        yield About.SPAN, entry - timedelta(days=1)


def _next_span(form: ExemptionForm) -> date | None:
    if form.next_span_entry is not None:
        return form.next_span_entry
    recorded = form.school_record.grade_on(date.max)
    on = max(recorded.since, form.signed_on) if recorded else form.signed_on
    expected = expected_next_span_entry(grade_of_form(form, on), on, birth_date=form.birth_date)
    return expected.around if expected else None
