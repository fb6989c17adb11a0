"""What a line of a file changes of a student. A blank cell changes nothing, and no dose is ever taken away."""

from collections.abc import Iterable
from typing import Annotated, TypeVar

from chalicelib.domain.child import folded_name
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel
from chalicelib.law.doses import DoseKind
from chalicelib.rosters.rows import DatePrecision, RosterStudent, SchoolElements, StudentIdentity, WrittenDose
from chalicelib.rosters.vaccine_words import meaning_of_dose

_Part = TypeVar("_Part", StudentIdentity, SchoolElements)
DOSES = "doses"
"""Among the changed fields: the line has a dose that the record lacks."""


class KnownStudent(FrozenModel):
    """A student on the school's roster, as far as a file can speak of one."""

    id: Annotated[str, Internal]
    identity: StudentIdentity
    school: SchoolElements
    doses: tuple[WrittenDose, ...] = ()


def changed_fields(student: KnownStudent, row: RosterStudent) -> tuple[str, ...]:
    """Return the names of the fields of identity and school that a line changes, and DOSES for new doses."""
    changed = [*_said_otherwise(student.identity, row.identity), *_said_otherwise(student.school, row.school)]
    has_new = joined_doses(student.doses, row.doses) != student.doses
    return (*changed, DOSES) if has_new else tuple(changed)


def with_line(student: KnownStudent, row: RosterStudent) -> KnownStudent:
    """Return the student as the record is once the line is applied."""
    return student.with_changes(
        identity=_overlaid(student.identity, row.identity),
        school=_overlaid(student.school, row.school),
        doses=joined_doses(student.doses, row.doses),
    )


def joined_doses(known: Iterable[WrittenDose], more: Iterable[WrittenDose]) -> tuple[WrittenDose, ...]:
    """Return the doses on record and those that the record lacks, in the order of the lists.

    One injection on two papers is one dose: a dose is there already where the record has, for that day, all that it
    holds. A full date takes the place of the month of the same vaccine.
    """
    joined = list(known)
    for dose in more:
        if not _has(joined, dose):
            joined = [each for each in joined if not _is_month_of(each, dose)]
            joined.append(dose)
    return tuple(joined)


def _has(doses: Iterable[WrittenDose], sought: WrittenDose) -> bool:
    that_time = [dose for dose in doses if _same_time(dose, sought)]
    kinds: frozenset[DoseKind] = meaning_of_dose(sought).kinds
    if kinds:
        return kinds <= frozenset().union(*(meaning_of_dose(dose).kinds for dose in that_time))
    return any(_words(dose) == _words(sought) for dose in that_time)


def _same_time(dose: WrittenDose, sought: WrittenDose) -> bool:
    """Return whether a dose was given on the day sought, or in the month where no day is."""
    if sought.precision is DatePrecision.MONTH:
        return dose.given_on.replace(day=1) == sought.given_on
    return dose.given_on == sought.given_on and dose.precision is DatePrecision.DAY


def _is_month_of(month: WrittenDose, dose: WrittenDose) -> bool:
    if month.precision is not DatePrecision.MONTH or dose.precision is not DatePrecision.DAY:
        return False
    return dose.given_on.replace(day=1) == month.given_on and _holds_all_of(dose, month)


def _holds_all_of(dose: WrittenDose, month: WrittenDose) -> bool:
    kinds = meaning_of_dose(month).kinds
    return kinds <= meaning_of_dose(dose).kinds if kinds else _words(month) == _words(dose)


def _words(dose: WrittenDose) -> tuple[str, str, str]:
    return folded_name(dose.vaccine), dose.cvx, folded_name(dose.product)


def _said_otherwise(known: _Part, said: _Part) -> Iterable[str]:
    """Yield the fields that are filled in and differ."""
    return (name for name, value in dict(said).items() if value not in {"", None, ()} and value != dict(known)[name])


def _overlaid(known: _Part, said: _Part) -> _Part:
    return known.with_changes(**{name: getattr(said, name) for name in _said_otherwise(known, said)})
