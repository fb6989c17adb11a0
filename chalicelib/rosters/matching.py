"""Which lines of a file are students that the school has: new, same, changed, unsure, left out; and who is gone.

The state's ID decides first, then the exact folded name and birth date. What is only near (one letter, the two names
or the day and the month swapped) asks a person. Nothing is ever deleted: who is not in the file is "left?".
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel
from chalicelib.rosters.changes import KnownStudent, changed_fields
from chalicelib.rosters.rows import NameKey, ParsedRoster, RosterStudent, name_key

_MOST_CANDIDATES = 5
_LONGEST_NEAR_NAME = 60
_MONTHS = 12


class Outcome(StrEnum):
    """What a line of the file is."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    UNSURE = "unsure"
    LEFT_OUT = "left-out"


class Doubt(StrEnum):
    """Why a person must say whether two are one student."""

    ONE_LETTER = "one-letter"
    NAMES_SWAPPED = "names-swapped"
    DAY_AND_MONTH_SWAPPED = "day-and-month-swapped"
    SSID_DIFFERS = "ssid-differs"  # same name and birth date, another state ID
    SSID_ALONE = "ssid-alone"  # same state ID, but neither name nor birth date
    SEVERAL = "several"  # more than one on the roster fits
    LINES_MEET = "lines-meet"  # another line of the file fits the same student


class MatchedLine(FrozenModel):
    """One line and the student it is, or may be. `changed` names fields of identity and school, and "doses"."""

    line: Annotated[int, Internal]
    outcome: Annotated[Outcome, Internal]
    student_id: Annotated[str, Internal] = ""
    changed: Annotated[tuple[str, ...], Internal] = ()
    doubt: Annotated[Doubt | None, Internal] = None
    candidates: Annotated[tuple[str, ...], Internal] = ()


class ImportPlan(FrozenModel):
    """What an import would do. `import_id` is the same for the same file of the same school.

    `gone` is empty for a list of doses. With `gone_is_unsure`, a line that could not be read may be one of them.
    """

    import_id: Annotated[str, Internal]
    lines: tuple[MatchedLine, ...] = ()
    gone: Annotated[tuple[str, ...], Internal] = ()
    gone_is_unsure: Annotated[bool, Internal] = False

    def count(self, outcome: Outcome) -> int:
        """Return how many lines have an outcome."""
        return sum(line.outcome is outcome for line in self.lines)


class _Found(NamedTuple):
    students: tuple[KnownStudent, ...] = ()
    doubt: Doubt | None = None


class _Known:
    """The roster, found by state ID, by name, and by what is near a name."""

    def __init__(self, students: Iterable[KnownStudent]) -> None:
        self.by_ssid: dict[str, list[KnownStudent]] = {}
        self.by_name: dict[NameKey, list[KnownStudent]] = {}
        self._near: dict[tuple[str, date], list[KnownStudent]] = {}
        for student in students:
            key = name_key(student.identity)
            self.by_name.setdefault(key, []).append(student)
            if student.identity.ssid:
                self.by_ssid.setdefault(student.identity.ssid, []).append(student)
            for spelling in _one_letter_less(key):
                bucket = self._near.setdefault((spelling, key.birth_date), [])
                if len(bucket) < _MOST_CANDIDATES:
                    bucket.append(student)

    def find(self, row: RosterStudent) -> _Found:
        """Return the student that a line is; or, with a doubt, those it may be."""
        key, ssid = name_key(row.identity), row.identity.ssid
        owners = self.by_ssid.get(ssid, []) if ssid else []
        if len(owners) == 1:
            return _Found((owners[0],), None if _something_agrees(owners[0], key) else Doubt.SSID_ALONE)
        named = _by_local_id(owners or self.by_name.get(key, []), row.school.local_id)
        if len(named) > 1:
            return _Found(tuple(named[:_MOST_CANDIDATES]), Doubt.SEVERAL)
        if named:
            other_id = bool(ssid) and named[0].identity.ssid not in {"", ssid}
            return _Found((named[0],), Doubt.SSID_DIFFERS if other_id else None)
        return self._near_to(key)

    def _near_to(self, key: NameKey) -> _Found:
        swapped = self.by_name.get(key._replace(last_name=key.first_name, first_name=key.last_name))
        if swapped:
            return _Found(tuple(swapped[:_MOST_CANDIDATES]), Doubt.NAMES_SWAPPED)
        if key.birth_date.day <= _MONTHS:
            birth = key.birth_date.replace(month=key.birth_date.day, day=key.birth_date.month)
            if turned := self.by_name.get(key._replace(birth_date=birth)):
                return _Found(tuple(turned[:_MOST_CANDIDATES]), Doubt.DAY_AND_MONTH_SWAPPED)
        near = {
            student.id: student
            for spelling in _one_letter_less(key)
            for student in self._near.get((spelling, key.birth_date), ())
        }
        return _Found(tuple(near.values())[:_MOST_CANDIDATES], Doubt.ONE_LETTER) if near else _Found()


def plan_import(parsed: ParsedRoster, known: Sequence[KnownStudent], school_code: str) -> ImportPlan:
    """Return what an import of a file into a school would do. A refused file does nothing."""
    identified = hashlib.sha256(f"{school_code}|{parsed.file_hash}".encode()).hexdigest()
    if parsed.is_refused:
        return ImportPlan(import_id=identified)
    roster = _Known(known)
    found = [roster.find(row) for row in parsed.rows]
    claims = Counter(each.students[0].id for each in found if each.students and each.doubt is None)
    lines = [_matched(row, each, claims) for row, each in zip(parsed.rows, found, strict=True)]
    lines += [MatchedLine(line=each.line, outcome=Outcome.LEFT_OUT) for each in parsed.left_out]
    return ImportPlan(
        import_id=identified,
        lines=tuple(sorted(lines, key=lambda line: line.line)),
        gone=() if parsed.is_dose_list else tuple(_gone(parsed, known, found)),
        gone_is_unsure=parsed.unread_lines > 0,
    )


def _matched(row: RosterStudent, found: _Found, claims: Counter[str]) -> MatchedLine:
    if not found.students:
        return MatchedLine(line=row.line, outcome=Outcome.NEW)
    student = found.students[0]
    doubt = found.doubt or (Doubt.LINES_MEET if claims[student.id] > 1 else None)
    if doubt:
        candidates = tuple(each.id for each in found.students)
        return MatchedLine(line=row.line, outcome=Outcome.UNSURE, doubt=doubt, candidates=candidates)
    changed = changed_fields(student, row)
    outcome = Outcome.CHANGED if changed else Outcome.SAME
    return MatchedLine(line=row.line, outcome=outcome, student_id=student.id, changed=changed)


def _gone(parsed: ParsedRoster, known: Sequence[KnownStudent], found: Sequence[_Found]) -> Iterator[str]:
    """Yield who stands in no line: not in one that is unsure either, nor in one that was left out."""
    present = {student.id for each in found for student in each.students}
    ids = {line.ssid for line in parsed.left_out} - {""}
    names = {(line.last_name, line.first_name) for line in parsed.left_out}
    for student in known:
        key = name_key(student.identity)
        named = student.identity.ssid in ids or (key.last_name, key.first_name) in names
        if student.id not in present and not named:
            yield student.id


def _by_local_id(students: Sequence[KnownStudent], local_id: str) -> Sequence[KnownStudent]:
    """Return the one student that has the school's own number, or all of them."""
    own = [student for student in students if local_id and student.school.local_id == local_id]
    return own if len(own) == 1 else students


def _something_agrees(student: KnownStudent, key: NameKey) -> bool:
    known = name_key(student.identity)
    return any(ours == theirs for ours, theirs in zip(known, key, strict=True))


def _one_letter_less(key: NameKey) -> Iterator[str]:
    """Yield the folded names, whole and without each letter in turn: names one letter apart have one in common.

    None for names so long that a hostile file could fill the memory with them.
    """
    text = f"{key.last_name} {key.first_name}"
    if len(text) <= _LONGEST_NEAR_NAME:
        yield text
        for place in range(len(text)):
            yield text[:place] + text[place + 1 :]
