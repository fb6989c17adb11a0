"""An iCal file (RFC 5545): its VEVENTs by DTSTART, DTEND and SUMMARY. Nothing else of it is read, and nothing that it
refers to is fetched.

An all-day event ends on the day before its DTEND. Events with a time of day are no days without school. Of the others,
those whose words speak of a holiday, a recess or no school are kept; the rest is shown as left out.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from chalicelib.calendar_files.found import MAX_LINE, MAX_LINES, Found, LineError, ProblemCode, kind_of
from chalicelib.law.school_year import Closure, ClosureKind

_BEGINS, _EVENT, _EVENT_ENDS = "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT"
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LENGTH = re.compile(r"P(?:(\d{1,3})W|(\d{1,3})D)")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_NO_SCHOOL = re.compile(
    r"no (?:school|class)|holiday|closed|day off|dismissed|\bday\b.*observ|observed|thanksgiving|christmas|new year"
    r"|labor day|veterans|memorial day|martin luther|\bmlk\b|lincoln|washington|presidents|independence|juneteenth"
    r"|ch[aá]vez|good friday|easter",
    re.IGNORECASE,
)


def is_ical(text: str) -> bool:
    """Return whether the text begins as an iCal file."""
    return text.lstrip("\ufeff \r\n\t")[: len(_BEGINS)].upper() == _BEGINS


def read_ical(text: str, found: Found) -> None:
    """Read each event into `found`; one that cannot be read becomes a problem with the line on which it begins."""
    for line, facts in _events(text, found):
        try:
            _keep(facts, found)
        except LineError as error:
            found.note(line, error.code, _words(facts))


def _events(text: str, found: Found) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each event: its first line, and by property name the value."""
    begun, facts, inner = 0, dict[str, str](), 0
    for number, line in _unfolded(text, found):
        head = line.strip().upper()
        if head == _EVENT:
            begun, facts, inner = number, {}, 0
        elif head == _EVENT_ENDS and begun:
            yield begun, facts
            begun = 0
        elif begun and head.startswith(("BEGIN:", "END:")):  # an alarm, with a DURATION of its own
            inner += 1 if head.startswith("BEGIN:") else -1
        elif begun and not inner:
            name, _, value = line.partition(":")
            facts.setdefault(name.partition(";")[0].strip().upper(), value)
    if begun:
        found.note(begun, ProblemCode.NOT_A_CALENDAR)


def _unfolded(text: str, found: Found) -> Iterator[tuple[int, str]]:
    """Yield the logical lines: one that begins with a space goes on from the line before."""
    begun, whole = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MAX_LINES:
            found.note(number, ProblemCode.TOO_MANY_LINES)
            break
        if line[:1] in {" ", "\t"} and begun:
            whole = (whole + line[1:])[: MAX_LINE * 4]
            continue
        if begun:
            yield begun, whole
        begun, whole = number, line
    if begun:
        yield begun, whole


def _keep(facts: dict[str, str], found: Found) -> None:
    start = facts.get("DTSTART", "")
    if not start:
        raise LineError(ProblemCode.NO_DATE)
    if "T" in start.upper():
        return  # at a time of day
    first = _day(start)
    last = max(first, _last(facts, first))
    if "RRULE" in facts or "RDATE" in facts:
        raise LineError(ProblemCode.REPEATS)
    if last < found.year.first_day or first > found.year.last_day:
        return  # a feed holds many years
    label = _words(facts)
    if _NO_SCHOOL.search(label) or kind_of(label) is not ClosureKind.HOLIDAY:
        found.add(first, last, label)
        return
    ends_before = (found.first_day, found.last_day)
    closures = len(found.closures)
    found.add(first, last, label)
    if (found.first_day, found.last_day) == ends_before:
        del found.closures[closures:]
        found.left_out.append(Closure(first, last, label))


def _last(facts: dict[str, str], first: date) -> date:
    if "DTEND" in facts:
        return _day(facts["DTEND"]) - timedelta(days=1)
    length = _LENGTH.fullmatch(facts.get("DURATION", "").strip().upper())
    weeks, days = (int(part or 0) for part in length.groups()) if length else (0, 1)
    return first + timedelta(days=weeks * 7 + days - 1)


def _day(value: str) -> date:
    match = _DAY.match(value.strip())
    try:
        return date(*map(int, match.groups())) if match else _not_a_date()
    except ValueError:
        return _not_a_date()


def _not_a_date() -> date:
    raise LineError(ProblemCode.NOT_A_DATE)


def _words(facts: dict[str, str]) -> str:
    """The summary as text, in one line."""
    said = facts.get("SUMMARY", "")
    return " ".join(_ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], said).split())
