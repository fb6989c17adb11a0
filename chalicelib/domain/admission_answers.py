"""What a school is told about its pupils today: for each vaccine the form that counts, and the strictest answer of all.

A pupil can have several forms: a corrected one beside the one it replaced, one for the next grade span, one that ended.
Only one of them answers for a vaccine on a given day (lifecycle H2, H3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.effective_status import last_day_of, reading_of
from chalicelib.domain.older_papers import stopped_papers
from chalicelib.domain.roster import MatchedRosterRow, RosterLine, RosterRow
from chalicelib.domain.student_facts import line_facts, student_facts, with_school_facts
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.duration import soon_from
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.student_answer import StudentFacts, student_answer
from chalicelib.law.verdict import Verdict

_ENDED = frozenset({EffectiveStatus.EXPIRED, EffectiveStatus.SPAN_ENDED})


@dataclass(frozen=True)
class FormLine:
    """A line, and the form on which it stands."""

    row: RosterRow
    line: RosterLine

    @property
    def last_day(self) -> date | None:
        """The last day on which the line counts, where it is known."""
        return last_day_of(self.row, self.line)

    def is_in_force(self, on: date) -> bool:
        """Return whether the exemption counts on a day."""
        return reading_of(self.row, self.line, on) is EffectiveStatus.VALID


@dataclass(frozen=True)
class VaccineAnswer:
    """The answer for one vaccine, and the line that counts for it; None where no form names the vaccine."""

    vaccine: Vaccine
    verdict: Verdict
    on: date
    exempted: FormLine | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether the exemption counts today. A child can be admitted without one, by doses on record."""
        return self.exempted is not None and self.exempted.is_in_force(self.on)

    @property
    def last_day(self) -> date | None:
        return self.exempted.last_day if self.exempted else None

    @property
    def starts_on(self) -> date | None:
        """The first day in the grade span of an issued line that was signed before it; None for any other."""
        if self.exempted is None or self.exempted.line.state != LineState.ISSUED:
            return None
        return self.exempted.row.span_starts_on

    def ends_soon(self, on: date) -> bool:
        """Return whether it counts today and ends soon (lifecycle H2, the first reminder)."""
        return self.is_in_force and self.last_day is not None and soon_from(self.last_day) <= on


@dataclass(frozen=True)
class PupilAnswers:
    """One pupil: the newest form, an answer for each vaccine that is exempted or on record, in the order of the
    vaccines' list, the required vaccines of which nothing is known here, and the strictest answer of all."""

    newest: RosterRow
    answers: tuple[VaccineAnswer, ...]
    to_check: tuple[Vaccine, ...]
    strictest: Verdict

    @property
    def form_numbers(self) -> frozenset[str]:
        """The numbers of the forms that answer for a vaccine."""
        return frozenset(each.exempted.row.form_number for each in self.answers if each.exempted)


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


def facts_of_forms(forms: list[RosterRow], on: date) -> StudentFacts:
    """Return the facts of the one pupil of these forms, with the line that counts for each vaccine."""
    return _facts(forms, _governing_lines(forms, on), on)


def _facts(forms: list[RosterRow], governing: Mapping[Vaccine, FormLine], on: date) -> StudentFacts:
    lines = {
        vaccine: line_facts(each.row, each.line, each.line.revoked_on, each.line.appeal)
        for vaccine, each in governing.items()
    }
    newest = _newest(forms)
    if isinstance(newest, MatchedRosterRow):
        lines = {**stopped_papers(newest.student, newest.school_record), **lines}
    facts = student_facts(_current(forms, newest, on), lines, on)
    if isinstance(newest, MatchedRosterRow):
        return with_school_facts(facts, newest.student, on, newest.school_record)
    return facts


def _newest(forms: list[RosterRow]) -> RosterRow:
    return max(forms, key=lambda row: (row.signed_on, row.form_id))


def _pupil(forms: list[RosterRow], on: date) -> PupilAnswers:
    governing = _governing_lines(forms, on)
    newest = _newest(forms)
    told = student_answer(_facts(forms, governing, on), on)
    return PupilAnswers(
        newest,
        tuple(
            VaccineAnswer(vaccine, given, on, governing.get(vaccine))
            for vaccine, given in told.vaccines.items()
            if vaccine not in told.to_check
        ),
        told.to_check,
        told.strictest,
    )


def _current(forms: list[RosterRow], newest: RosterRow, on: date) -> RosterRow:
    """Return the newest form whose span has begun, which knows today's grade; the newest of all where none has. What
    the schools recorded is taken from the newest of all: an old form can miss it."""
    begun = [row for row in forms if row.span_starts_on is None or row.span_starts_on <= on]
    current = max(begun, key=lambda row: (row.signed_on, row.form_id), default=newest)
    return current.with_changes(school_record=newest.school_record)


def _governing_lines(forms: list[RosterRow], on: date) -> dict[Vaccine, FormLine]:
    """Return for each vaccine that a form names the line that answers for it."""
    found: dict[Vaccine, list[FormLine]] = {}
    for row in forms:
        for line in row.lines:
            found.setdefault(line.vaccine, []).append(FormLine(row, line))
    return {vaccine: min(lines, key=lambda each: _rank(each, on)) for vaccine, lines in found.items()}


def _rank(given: FormLine, on: date) -> tuple[int, int, int]:
    """Return which form answers for a vaccine: one in force, else one that was stopped or ended, else one that never
    counted; a replaced one last. The permanent before the temporary, the newest among equals.

    17 CCR 6050 and 6051 admit on one exemption for a vaccine and HSC 120372 names no order among several: the order is
    the portal's choice (`PORTAL-H3` in the law's table of citations), for counsel to check.
    """
    line, newest_first = given.line, -given.row.signed_on.toordinal()
    if given.is_in_force(on):
        return 0, int(line.kind != LineKind.PERMANENT), newest_first
    if line.state == LineState.REVOKED or reading_of(given.row, line, on) in _ENDED:
        return 1, 0, newest_first
    return (3 if line.state == LineState.SUPERSEDED else 2), 0, newest_first
