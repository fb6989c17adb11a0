"""The roster of a school as of another day than today: ahead by what is on record now, back by what has stood since.

The portal keeps no answer that it once gave. A record that has not been changed since a day gives that day's answer
again; of a record that has, the answer of that day is not known.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from chalicelib.domain.answer_days import HORIZON
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.roster import RosterLine, RosterRow, StudentRow
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.school_roster import RosterEntry, roster_of
from chalicelib.law.enums import LineState


class RosterOfDay(NamedTuple):
    """The entries of a day, and the students whose answer of that day is not known, by name."""

    entries: list[RosterEntry]
    unknown: list[tuple[str, str]]  # last name, first name


def days_open(today: date) -> tuple[date, date]:
    """Return the first and the last day that can be asked for."""
    return today - HORIZON, today + HORIZON


def roster_on(
    lines: Iterable[StudentLine],
    forms: Iterable[RosterRow],
    read_rows: Callable[[], Iterable[StudentRow]],
    day: date,
    today: date,
) -> RosterOfDay:
    """Return the roster as of a day: as `school_roster.roster_of`, without who came to the school after a past day."""
    if day >= today:
        return RosterOfDay(roster_of(lines, forms, read_rows, day), [])
    there = [line for line in lines if line.enrolled_on <= day]
    known = list(forms)
    here = {same_child_parts(form) for form in known if form.signed_on <= day} | set(map(same_child_parts, there))
    listed = [form for form in known if same_child_parts(form) in here]
    changed = {same_child_parts(form) for form in listed if not _stood(form, day)}
    changed |= {same_child_parts(line) for line in there if line.answers[0].since > day}
    entries = roster_of(
        (line for line in there if same_child_parts(line) not in changed),
        (form for form in listed if same_child_parts(form) not in changed),
        read_rows,
        day,
    )
    named: dict[tuple[str, str, str], tuple[str, str]] = {}
    everyone: list[StudentLine | RosterRow] = [*there, *listed]
    for each in everyone:
        if same_child_parts(each) in changed:
            named.setdefault(same_child_parts(each), (each.last_name, each.first_name))
    return RosterOfDay(entries, sorted(named.values(), key=lambda name: (name[0].casefold(), name[1].casefold())))


def _stood(form: RosterRow, day: date) -> bool:
    """Return whether nothing of a form, and of what was recorded with it, is newer than a day."""
    record = form.school_record
    doses, grades, notices = (
        [each.recorded_on for each in record.doses],
        [each.recorded_on for each in record.grades],
        [each.recorded_on for each in record.notices],
    )
    return max([form.signed_on, *doses, *grades, *notices]) <= day and all(
        _line_stood(line, day) for line in form.lines
    )


def _line_stood(line: RosterLine, day: date) -> bool:
    if line.state == LineState.ISSUED:
        return True
    since = line.revoked_on or line.not_valid_since
    return line.appeal is None and since is not None and since <= day
