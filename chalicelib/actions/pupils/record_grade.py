"""The school records the grade of one of its pupils and the first day in it. Entry into the next grade span ends the
exemptions of the span before from that day (HSC 120370(a), 120372(a)(2)(G); lifecycle H9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.pupil_case import PupilCase, commit_record, load_pupil_case, require_day_of_life
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.errors import invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.school_record import RecordedGrade, SchoolRecord
from chalicelib.law.calendar import one_year_after
from chalicelib.law.enums import Grade, LineState, Vaccine

_COUNTS = frozenset({LineState.ISSUED, LineState.HELD})


@dataclass(frozen=True)
class GradeCommand:
    """The grade, and the first day in it: past, today, or the day on which the school expects the child in it.
    `expected_version` is the child's."""

    form_id: str
    expected_version: int | None
    grade: Grade
    since: date


def record_grade(ctx: Context, command: GradeCommand) -> Done:
    """Record the grade. A grade repeated or skipped is recorded the same way.

    Raises PortalError NOT_FOUND, INVALID (a day before birth or more than a year ahead), CONFLICT (stale, or the child
    is at another school now).
    """
    case, record = _checked(ctx, command)
    return commit_record(ctx, Action.RECORD_GRADE, case, record)


@dataclass(frozen=True)
class EndedExemption:
    """An exemption that a grade ends, or ends earlier than it would have: its new last day."""

    vaccine: Vaccine
    last_day: date


def exemptions_ended_by(ctx: Context, command: GradeCommand) -> tuple[EndedExemption, ...]:
    """Return what `record_grade` would end; nothing is written. Raises as `record_grade`."""
    case, record = _checked(ctx, command)
    return tuple(dict.fromkeys(ended for form in case.forms for ended in _ended(form, record)))


def _ended(form: ExemptionForm, record: SchoolRecord) -> Iterator[EndedExemption]:
    after = form.with_school_record(record)
    for line in form.lines:
        before, last_day = last_day_of(form, line), last_day_of(after, line)
        if line.state in _COUNTS and last_day is not None and (before is None or last_day < before):
            yield EndedExemption(line.vaccine, last_day)


def _checked(ctx: Context, command: GradeCommand) -> tuple[PupilCase, SchoolRecord]:
    case = load_pupil_case(ctx, Action.RECORD_GRADE, command.form_id, command.expected_version)
    require_day_of_life(command.since, case.child, "since")
    if command.since > one_year_after(ctx.on):
        raise invalid("DAY_TOO_FAR", "since")
    recorded = RecordedGrade(
        grade=command.grade, since=command.since, recorded_on=ctx.on, facility_id=case.form.facility_id
    )
    return case, case.child.school_record.with_grade(recorded)
