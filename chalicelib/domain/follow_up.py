"""What a school has to do on which day, from the answers of today: the days that the roster's lists are made of, and
the day from which a next dose can be given."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.parent_letters import Addressee, addressee_of, addressees, doses_coming
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.roster_answers import Mark, cell_of
from chalicelib.law.enums import Vaccine
from chalicelib.law.school_clocks import review_due
from chalicelib.law.verdict import Outcome

AHEAD = timedelta(days=60)


class FollowUp(StrEnum):
    """What a day asks of the school, in the order of a day's list."""

    EXCLUDE = "exclude"  # the first day out
    NOTICE_ENDS = "notice"  # the last day of a written notice
    SHOTS_START = "start"  # the last day to start, where the state stopped the exemption
    EXEMPTION_ENDS = "ends"
    DOSE_BY = "dose-by"
    ORDER_ENDS = "order"  # the last day out by the health officer's order
    RECORD_BY = "record"  # the last school day to wait for the record of another school
    SEND_PACKET = "packet"  # the last day to send the record to another school
    ASK_AGAIN = "ask"  # the record that was asked for has not come
    LOOK_AGAIN = "look"  # a child who is enrolled without records
    REVIEW = "review"
    DOSE_FROM = "dose-from"


class Due(NamedTuple):
    """One student on one day. `vaccines`: in the usual order; none for a review."""

    day: date
    kind: FollowUp
    to: Addressee
    vaccines: tuple[Vaccine, ...]


_OF_MARK = {
    Mark.EXCLUDED: FollowUp.EXCLUDE,
    Mark.NOTICE: FollowUp.NOTICE_ENDS,
    Mark.STOPPED: FollowUp.SHOTS_START,
    Mark.TEMPORARY: FollowUp.EXEMPTION_ENDS,
    Mark.CONDITIONAL: FollowUp.DOSE_BY,
}


def follow_up(students: Iterable[StudentRow], forms: Iterable[RosterRow], on: date) -> list[Due]:
    """Return what the next sixty days ask, by day, kind and name. A review, a packet or a question that was due before
    today comes first, on its own day."""
    listed = list(students)
    found = [due for to in addressees(listed, forms, on) for due in _of_student(to, on)]
    for row in listed:
        if row.has_left_by(on):  # another school can still wait for the record
            to = addressee_of(row, (), on)
            found += [Due(day, kind, to, ()) for day, kind in _by_transfer(row, on) if kind is FollowUp.SEND_PACKET]
    order = list(FollowUp)
    return sorted(found, key=lambda due: (due.day, order.index(due.kind), _name(due.to)))


def _of_student(to: Addressee, on: date) -> Iterator[Due]:
    named: dict[tuple[date, FollowUp], set[Vaccine]] = {}
    for day, kind, vaccine in (*_by_answer(to), *_by_exemption(to, on), *_by_schedule(to, on)):
        if on <= day <= on + AHEAD:
            named.setdefault((day, kind), set()).add(vaccine)
    for (day, kind), vaccines in named.items():
        yield Due(day, kind, to, tuple(each for each in Vaccine if each in vaccines))
    if to.row is not None and to.strictest.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL:
        due = review_due(max(to.row.enrolled_on, to.row.reviewed_on or to.row.enrolled_on))
        if due <= on + AHEAD:
            yield Due(due, FollowUp.REVIEW, to, ())
    for day, kind in _by_transfer(to.row, on) if to.row else ():
        if day <= on + AHEAD:
            yield Due(day, kind, to, ())


def _by_transfer(row: StudentRow, on: date) -> Iterator[tuple[date, FollowUp]]:
    """Yield the days of records that come and go. No day ends the wait of a child who is enrolled without records."""
    still_open = row.open_follow_up
    last_day = row.arrival.last_day if row.arrival and row.arrival.awaits_record else None
    if last_day is not None and last_day >= on and still_open.looked_on is None:
        yield last_day, FollowUp.RECORD_BY
    named = (
        (still_open.packet_due_on, FollowUp.SEND_PACKET),
        (still_open.ask_again_on, FollowUp.ASK_AGAIN),
        (still_open.looked_on, FollowUp.LOOK_AGAIN),
    )
    yield from ((day, kind) for day, kind in named if day is not None)


def _by_answer(to: Addressee) -> Iterator[tuple[date, FollowUp, Vaccine]]:
    for vaccine, given in to.verdicts.items():
        cell, last_day_out = cell_of(given), given.fact("through")
        if isinstance(last_day_out, date):
            yield last_day_out, FollowUp.ORDER_ENDS, vaccine
        elif cell is not None and cell.day is not None and cell.mark in _OF_MARK:
            yield cell.day, _OF_MARK[cell.mark], vaccine


def _by_exemption(to: Addressee, on: date) -> Iterator[tuple[date, FollowUp, Vaccine]]:
    """Yield the last day of each exemption in force: also of a permanent one, where the next grade span has a day."""
    for each in to.pupil.answers if to.pupil else ():
        if each.is_in_force and each.last_day is not None and each.last_day >= on:
            yield each.last_day, FollowUp.EXEMPTION_ENDS, each.vaccine


def _by_schedule(to: Addressee, on: date) -> Iterator[tuple[date, FollowUp, Vaccine]]:
    for dose in doses_coming(to, on):
        if dose.earliest is not None:
            yield dose.earliest, FollowUp.DOSE_FROM, dose.vaccine


def _name(to: Addressee) -> tuple[str, str, str]:
    return to.known.last_name.casefold(), to.known.first_name.casefold(), to.key
