"""The follow-up of a student, the newest first: doses, notices and letters, reviews, exclusions, what the state did,
transfers, contacts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.account import Account
from chalicelib.domain.parent_letters import Addressee
from chalicelib.domain.school_record import RecordedDose
from chalicelib.domain.student import HealthExclusion, Student
from chalicelib.domain.student_contact import StudentContact
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.records_shown import ShownNotice, shown_notices
from chalicelib.web.wording.names import SHOTS, VACCINES
from chalicelib.web.wording.transfer_words import ASKED_OF, CAME_FROM, CONTACT_WAYS, RESULTS, SPOKEN_WITH, STEPS


@dataclass(frozen=True)
class LogEntry:
    """One line: the day, what happened, and who recorded it, where that is known. `notice`: a letter or notice.
    `detail`: what was said in full."""

    day: date
    text: str
    by: str = ""
    notice: ShownNotice | None = None
    detail: str = ""


def log_of(page_request: PageRequest, to: Addressee, student: Student | None) -> list[LogEntry]:
    """What was done and what happened, the newest first. `student`: the school's own record, where it has one."""
    people = _People(page_request, _everyone(to, student), to.known.facility_id)
    entries = [*_doses(page_request, to, people), *_notices(page_request, to, people), *_stops(page_request, to)]
    if student is not None:
        entries += [*_reviews(page_request, student, people), *_exclusions(page_request, student.exclusions)]
        entries += transfers_logged(page_request, student)
    return newest_first(entries)


def newest_first(entries: Iterable[LogEntry]) -> list[LogEntry]:
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def transfers_logged(page_request: PageRequest, student: Student) -> Iterator[LogEntry]:
    """Yield where the student came from, what was asked and came, what went to other schools, and the steps done for a
    child enrolled without records."""
    say = page_request.translate

    def entry(day: date, *words: str, by: str = "") -> LogEntry:
        return LogEntry(day, _in_a_row(page_request, words), by)

    for arrival in student.arrivals:
        yield entry(arrival.first_day, say(CAME_FROM[arrival.came_from][0]), arrival.school_name)
        for asked in arrival.requests:
            due = say(N_("due by %(day)s"), day=asked.due_on) if asked.due_on else ""
            yield entry(asked.asked_on, say(N_("Asked for the record")), say(ASKED_OF[asked.asked_of]), due)
        if arrival.received:
            result = say(RESULTS[arrival.received.result][0])
            yield entry(arrival.received.received_on, say(N_("The record came")), result)
    for packet in student.packets:
        yield entry(packet.asked_on, say(N_("Another school asked for the record")), packet.school_name)
        if packet.sent_on:
            yield entry(packet.sent_on, say(N_("The record was sent")), packet.school_name)
    for done in student.steps_done:
        yield entry(done.done_on, say(STEPS[done.step]), by=done.recorded_by_name)


def contacts_logged(page_request: PageRequest, contacts: Iterable[StudentContact]) -> Iterator[LogEntry]:
    """Yield with whom the school spoke, how, and what was said."""
    say = page_request.translate
    for each in contacts:
        words = say(SPOKEN_WITH[each.spoken_with]), each.name, say(CONTACT_WAYS[each.way])
        text = _in_a_row(page_request, words)
        yield LogEntry(each.contact_on, text, each.recorded_by_name, detail=each.note)


def _in_a_row(page_request: PageRequest, words: Iterable[str]) -> str:
    return translations_for(page_request.language).marks.comma.join(filter(None, words))


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
        names = marks.between_names.join(page_request.translate(SHOTS[each]) for each in vaccines)
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
        vaccines = marks.between_names.join(names)
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
