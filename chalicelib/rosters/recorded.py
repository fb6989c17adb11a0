"""A file's doses as the school's record holds them, and back."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cache

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.doses import DoseKind
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import GivenVaccine, kinds_given
from chalicelib.rosters.columns import GRID
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from chalicelib.rosters.vaccine_words import VaccineMeaning, meaning_of_dose

_OLDER_CODES = {
    GivenVaccine.DTP: frozenset({"01", "22", "102", "198"}),
    GivenVaccine.OPV: frozenset({"02", "178", "179", "182"}),
}
"""CVX codes of whole-cell and of oral vaccines, which count as DTaP and IPV do."""
_COUNT_AS = {GivenVaccine.DTAP: GivenVaccine.DTP, GivenVaccine.IPV: GivenVaccine.OPV}
_WORDS = {
    **{each: each.value.capitalize() for each in (GivenVaccine.MEASLES, GivenVaccine.MUMPS, GivenVaccine.RUBELLA)},
    **{GivenVaccine(vaccine.value): GRID[vaccine][2] for vaccine in Vaccine},
    GivenVaccine.TD: "Td",
}


def recorded_doses(
    written: Iterable[WrittenDose], *, recorded_on: date, facility_id: str, new_id: Callable[[], str]
) -> tuple[RecordedDose, ...]:
    """Return the doses that a school's record can hold, by what their words mean. Left out: a dose that holds nothing
    of what schools ask for."""
    return tuple(
        RecordedDose(
            id=new_id(),
            vaccines=vaccines,
            month_only=dose.precision is DatePrecision.MONTH,
            given_on=dose.given_on,
            recorded_on=recorded_on,
            facility_id=facility_id,
        )
        for dose in written
        if (vaccines := vaccines_of(meaning_of_dose(dose)))
    )


@cache
def vaccines_of(meaning: VaccineMeaning) -> tuple[GivenVaccine, ...]:
    """Return the vaccines of the school's record that together hold what a dose held."""
    return tuple(_in_order(meaning.kinds, meaning.cvx))


def _in_order(kinds: frozenset[DoseKind], codes: Collection[str]) -> Iterator[GivenVaccine]:
    mmr = kinds_given(GivenVaccine.MMR)
    for given in GivenVaccine:
        held = kinds_given(given)
        if given in _OLDER_CODES or not held <= kinds or (held < mmr <= kinds):
            continue
        older = _COUNT_AS.get(given)
        yield older if older and not _OLDER_CODES[older].isdisjoint(codes) else given


def as_recorded(written: Iterable[WrittenDose]) -> tuple[WrittenDose, ...]:
    """Return the doses that `recorded_doses` keeps, so that what it cannot keep is no change each time."""
    return tuple(dose for dose in written if meaning_of_dose(dose).kinds)


def written_doses(recorded: Iterable[RecordedDose]) -> tuple[WrittenDose, ...]:
    """Return doses of the record in the words of a file, one for each vaccine that a dose held."""
    return tuple(_written(dose, vaccine) for dose in recorded for vaccine in dose.vaccines)


def without_written(recorded: RecordedDose, gone: Collection[WrittenDose]) -> RecordedDose | None:
    """Return a dose of the record without what `written_doses` wrote of it and is gone; None: nothing is left."""
    kept = tuple(vaccine for vaccine in recorded.vaccines if _written(recorded, vaccine) not in gone)
    return recorded.with_changes(vaccines=kept) if kept else None


def _written(dose: RecordedDose, vaccine: GivenVaccine) -> WrittenDose:
    return WrittenDose(
        vaccine=_WORDS.get(vaccine, vaccine.value),
        given_on=dose.given_on,
        precision=DatePrecision.MONTH if dose.month_only else DatePrecision.DAY,
    )
