"""What a school is told about its pupils today: for each vaccine the form that counts, and the strictest answer of all.

A pupil can have several forms: a corrected one beside the one it replaced, one for the next grade span, one that ended.
Only one of them answers for a vaccine on a given day (lifecycle H2, H3).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.dose_readings import BY_EXEMPTION
from chalicelib.domain.effective_status import IN_FORCE, last_day_of, pupils_answer, reading_of, school_answer
from chalicelib.domain.roster import RosterLine, RosterRow
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.calendar import california_date, day_after
from chalicelib.law.duration import soon_from
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.verdict import Outcome, Verdict

CHANGED_LATELY = timedelta(days=7)
_ENDED = frozenset({EffectiveStatus.EXPIRED, EffectiveStatus.SPAN_ENDED})


@dataclass(frozen=True)
class VaccineAnswer:
    """The answer for one vaccine, and the line of the form that gives it."""

    row: RosterRow
    line: RosterLine
    verdict: Verdict
    last_day: date | None  # last day on which the line counts, where it is known

    @property
    def vaccine(self) -> Vaccine:
        return self.line.vaccine

    @property
    def is_in_force(self) -> bool:
        """Whether the exemption counts today. A child can be admitted without one, by doses on record."""
        return not BY_EXEMPTION.isdisjoint(self.verdict.codes)

    def ends_soon(self, on: date) -> bool:
        """Return whether it counts today and ends soon (lifecycle H2, the first reminder)."""
        return self.is_in_force and self.last_day is not None and soon_from(self.last_day) <= on


@dataclass(frozen=True)
class PupilAnswers:
    """One pupil: the newest form, and an answer per vaccine in the order of the vaccines' list."""

    newest: RosterRow
    answers: tuple[VaccineAnswer, ...]
    strictest: Verdict
    changed_on: date

    def ends_soon(self, on: date) -> bool:
        """Return whether one of the exemptions ends soon."""
        return any(answer.ends_soon(on) for answer in self.answers)

    def changed_lately(self, on: date) -> bool:
        """Return whether a form was signed, stopped, appealed or ended by date, or the school recorded
        something, in the last seven days."""
        return on - CHANGED_LATELY <= self.changed_on <= on


@dataclass(frozen=True)
class RosterCounts:
    """How many pupils of a school are in which situation."""

    valid: int
    ending_soon: int
    changed_lately: int
    not_valid: int


def answers_for_pupils(rows: Iterable[RosterRow], on: date) -> list[PupilAnswers]:
    """Return the pupils of these rows by name, each with what the school is told that day."""
    forms_of: dict[str, list[RosterRow]] = {}
    for row in rows:
        forms_of.setdefault(row.child_id, []).append(row)
    pupils = [_pupil(forms, on) for forms in forms_of.values()]
    return sorted(
        pupils,
        key=lambda pupil: (
            pupil.newest.last_name.casefold(),
            pupil.newest.first_name.casefold(),
            pupil.newest.child_id,
        ),
    )


def counts_of(pupils: Iterable[PupilAnswers], on: date) -> RosterCounts:
    """Return the counts of a list of pupils. A pupil is counted as valid where every vaccine's exemption is in
    force."""
    listed = list(pupils)
    valid = sum(pupil.strictest.outcome in IN_FORCE for pupil in listed)
    return RosterCounts(
        valid=valid,
        ending_soon=sum(pupil.ends_soon(on) for pupil in listed),
        changed_lately=sum(pupil.changed_lately(on) for pupil in listed),
        not_valid=len(listed) - valid,
    )


def _pupil(forms: list[RosterRow], on: date) -> PupilAnswers:
    found = [_answer(row, line, on) for row in forms for line in row.lines]
    governing = [
        min((each for each in found if each.vaccine == vaccine), key=lambda each: _rank(each, on))
        for vaccine in Vaccine
        if any(each.vaccine == vaccine for each in found)
    ]
    newest = max(forms, key=lambda row: (row.signed_on, row.form_id))
    return PupilAnswers(
        newest,
        tuple(governing),
        pupils_answer(each.verdict for each in governing),
        max(day for row in forms for day in _changes(row, on)),
    )


def _answer(row: RosterRow, line: RosterLine, on: date) -> VaccineAnswer:
    verdict = school_answer(row, line, revoked_on=line.revoked_on, appeal=line.appeal, on=on)
    return VaccineAnswer(row, line, verdict, last_day_of(row, line))


def _rank(answer: VaccineAnswer, on: date) -> tuple[int, int, int]:
    """Return which form answers for a vaccine: one in force, else one that was stopped or ended, else one that never
    counted; a replaced one last. The newest among equals.

    17 CCR 6050 and 6051 admit on one exemption for a vaccine and HSC 120372 names no order among several: the order is
    the portal's choice (`PORTAL-H3` in the law's table of citations), for counsel to check.
    """
    line, newest_first = answer.line, -answer.row.signed_on.toordinal()
    if answer.is_in_force:
        return 0, int(answer.verdict.outcome != Outcome.ADMIT), newest_first
    if line.state == LineState.REVOKED or reading_of(answer.row, line, on) in _ENDED:
        return 1, 0, newest_first
    return (3 if line.state == LineState.SUPERSEDED else 2), 0, newest_first


def _changes(row: RosterRow, on: date) -> Iterator[date]:
    yield row.signed_on
    yield from (dose.recorded_on for dose in row.school_record.doses)
    yield from (grade.recorded_on for grade in row.school_record.grades)
    for line in row.lines:
        last_day = last_day_of(row, line)
        if line.revoked_on:
            yield line.revoked_on
        if line.appeal:
            yield california_date(line.appeal.filed_at)
            yield from (day for day in (line.appeal.withdrawn_on, line.appeal.decision_notice_on) if day)
        if last_day and last_day < on:
            yield day_after(last_day)
