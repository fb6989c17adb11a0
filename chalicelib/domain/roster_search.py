"""What a clerk asks of the roster: words, a birth date or a form's number, with grade, room, answer and vaccine."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.child import folded_name
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.roster_answers import Mark
from chalicelib.domain.school_roster import RosterEntry, Task
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.verdict import Outcome

_DAY = re.compile(r"(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """Every part that is given must fit; None and "" ask nothing. `words`: as a person typed them."""

    words: str = ""
    grade: Grade | None = None
    room: str = ""
    outcome: Outcome | None = None
    vaccine: Vaccine | None = None
    task: Task | None = None

    @property
    def is_search(self) -> bool:
        """Whether someone is looked for by name, date or number: then who has left is found, too."""
        return bool(self.words.strip())

    def fits(self, on: date) -> Callable[[RosterEntry], bool]:
        """Return whether an entry is wanted on a day."""
        has_words = _words(self.words)

        def is_wanted(entry: RosterEntry) -> bool:
            return (
                (self.is_search or not entry.left_on or self.task is Task.SEND_PACKET)
                and has_words(entry)
                and self.grade in {None, entry.grade}
                and self.room in {"", entry.room}
                and self.outcome in {None, entry.told.outcome}
                and (self.vaccine is None or self._is_open(entry))
                and (self.task is None or self.task in entry.tasks(on))
            )

        return is_wanted

    def _is_open(self, entry: RosterEntry) -> bool:
        """Whether the vaccine is asked of the student and not met by doses: then there is something to see."""
        cell = entry.told.cells.get(self.vaccine) if self.vaccine else None
        return cell is not None and cell.mark is not Mark.DONE


def _words(typed: str) -> Callable[[RosterEntry], bool]:
    birth_date = birth_date_in(typed)
    if birth_date:
        return lambda entry: entry.birth_date == birth_date
    number = _number(typed)
    words = [folded_name(word) for word in typed.replace(",", " ").split()]
    return lambda entry: bool(number and number in entry.form_numbers) or _has_words(entry, words)


def birth_date_in(typed: str) -> date | None:
    """Return the day that was typed, month first as in the United States or as in ISO 8601; None for anything else."""
    found = _DAY.fullmatch(typed.strip()) or _ISO_DAY.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _number(typed: str) -> str:
    try:
        return read_number(typed)
    except NotANumberError:
        return ""


def _has_words(entry: RosterEntry, words: list[str]) -> bool:
    """Return whether each word stands in the name: accents, case and hyphens count for nothing."""
    name = folded_name(f"{entry.last_name} {entry.first_name} {entry.last_name}")
    return all(word in name for word in words)
