"""The follow-up of a student, the newest first: doses, notices and letters, reviews, exclusions, what the state did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.account import Account
from chalicelib.domain.parent_letters import Addressee
from chalicelib.domain.school_record import RecordedDose
from chalicelib.domain.student import HealthExclusion, Student
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.records_shown import ShownNotice, shown_notices
from chalicelib.web.wording.names import SHOTS, VACCINES


@dataclass(frozen=True)
class LogEntry:
    """One line: the day, what happened, and who recorded it, where that is known. `notice`: a letter or notice."""

    day: date
    text: str
    by: str = ""
    notice: ShownNotice | None = None


def log_of(page_request: PageRequest, to: Addressee, student: Student | None) -> list[LogEntry]:
    """What was done and what happened, the newest first. `student`: the school's own record, where it has one."""
    people = _People(page_request, _everyone(to, student), to.known.facility_id)
    entries = [*_doses(page_request, to, people), *_notices(page_request, to, people), *_stops(page_request, to)]
    if student is not None:
        entries += [*_reviews(page_request, student, people), *_exclusions(page_request, student.exclusions)]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


class _People:
    """The names of those who recorded something, read together with the school, whose name the page has on paper."""

    def __init__(self, page_request: PageRequest, ids: Iterable[str], facility_id: str) -> None:
        self._store = page_request.ctx.store
        self._store.load([keys.record("facility", facility_id), *(keys.record("account", each) for each in ids)])

    def name(self, account_id: str) -> str:
        account = self._store.find(Account, account_id)
        return account.display_name if account else ""


def _everyone(to: Addressee, student: Student | None) -> set[str]:
    found = {dose.recorded_by for dose in to.record.doses} | {told.recorded_by for told in to.record.notices}
    return (found | {each.recorded_by for each in student.reviews} if student else found) - {""}


def _doses(page_request: PageRequest, to: Addressee, people: _People) -> Iterator[LogEntry]:
    together: dict[tuple[date, str], list[RecordedDose]] = {}
    for dose in to.record.doses:
        together.setdefault((dose.recorded_on, dose.recorded_by), []).append(dose)
    marks = translations_for(page_request.language).marks
    for (day, by), doses in together.items():
        vaccines = dict.fromkeys(vaccine for dose in doses for vaccine in dose.vaccines)
        names = marks.comma.join(page_request.translate(SHOTS[each]) for each in vaccines)
        text = page_request.translate(N_("Shots recorded: %(vaccines)s"), vaccines=names)
        yield LogEntry(day, text, people.name(by))


def _notices(page_request: PageRequest, to: Addressee, people: _People) -> Iterator[LogEntry]:
    shown = shown_notices(page_request, to.record)
    for told, notice in zip(reversed(to.record.notices), shown, strict=True):
        yield LogEntry(told.given_on, "", people.name(told.recorded_by), notice)


def _stops(page_request: PageRequest, to: Addressee) -> Iterator[LogEntry]:
    stopped: dict[date, list[str]] = {}
    for each in to.pupil.answers if to.pupil else ():
        line = each.exempted.line if each.exempted else None
        if line and line.revoked_on:
            stopped.setdefault(line.revoked_on, []).append(page_request.translate(VACCINES[each.vaccine]))
    marks = translations_for(page_request.language).marks
    for day, names in stopped.items():
        vaccines = marks.comma.join(names)
        yield LogEntry(
            day, page_request.translate(N_("The state stopped the exemption: %(vaccines)s"), vaccines=vaccines)
        )


def _reviews(page_request: PageRequest, student: Student, people: _People) -> Iterator[LogEntry]:
    for each in student.reviews:
        told = (
            N_("Reviewed on %(day)s, parent told on %(told)s")
            if each.told_on
            else N_("Reviewed on %(day)s, parent not told")
        )
        text = page_request.translate(told, day=each.done_on, told=each.told_on)
        yield LogEntry(each.done_on, text, people.name(each.recorded_by))


def _exclusions(page_request: PageRequest, orders: Sequence[HealthExclusion]) -> Iterator[LogEntry]:
    for order in orders:
        yield LogEntry(
            order.since, page_request.translate(N_("The health officer keeps the student out from this day"))
        )
        if order.lifted_on:
            yield LogEntry(order.lifted_on, page_request.translate(N_("The health officer lets the student return")))
