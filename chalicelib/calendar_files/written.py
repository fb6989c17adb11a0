"""An iCal file (RFC 5545) of whole days, as calendars of people and offices take it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

_LONGEST = 75  # octets of a line, RFC 5545 3.1
_ESCAPED = str.maketrans({"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class WholeDay(NamedTuple):
    """One event. `uid`: the same for the same day at every download, so that a calendar replaces it."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def written_ical(name: str, events: Iterable[WholeDay], now: datetime) -> str:
    """Return the file. `name`: how a calendar that is told of it calls it; `now`: in UTC."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Exemption Portal//Follow-up//EN", "CALSCALE:GREGORIAN")
    lines = [*head, f"X-WR-CALNAME:{name.translate(_ESCAPED)}"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: WholeDay, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{event.summary.translate(_ESCAPED)}",
        f"DESCRIPTION:{event.description.translate(_ESCAPED)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of 75 octets, never in the middle of a character; each part after the first begins with a
    space."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
