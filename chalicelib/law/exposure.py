"""After a possible exposure the local health officer may exclude a child whose record shows no proof of immunity
against that disease, until the officer is satisfied (HSC 120370(b)). The exemption does not change."""

from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.dose_schedule import Occasion, Pupil, check_antigen, ways
from chalicelib.law.doses import Antigen, Dose, DoseKind, counts_toward, possible_days
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.verdict import FactValue, Outcome, ReasonCode, Verdict, reason, verdict

_TABLE = "listed_diseases"
_HOLDS_NOTHING_AGAINST = {
    "pertussis": frozenset({DoseKind.TD, DoseKind.DT, DoseKind.TT}),
    "diphtheria": frozenset({DoseKind.TT}),
}
"""Kinds that are filed under a vaccine against the disease, which the table names so, and lack that part."""


class Exposure(NamedTuple):
    """One exclusion of one student by the health officer, for one listed disease.

    `disease` is a name of the table of listed diseases. `lifted_on`: the first day on which the officer lets the
    student return; None while the officer is not satisfied. `excluded_through`: the last day out, where the officer
    named one; None until the officer lets the student return.
    """

    disease: str
    excluded_from: date
    lifted_on: date | None = None
    excluded_through: date | None = None

    def holds_on(self, on: date) -> bool:
        """Return whether the officer's order covers a day, whatever doses are on record."""
        lifted = self.lifted_on is not None and self.lifted_on <= on
        over = self.excluded_through is not None and self.excluded_through < on
        return self.excluded_from <= on and not lifted and not over

    @property
    def vaccine(self) -> Vaccine:
        """The first vaccine of the form's list against the disease; its answer tells of the exposure."""
        return self.vaccines[0]

    @property
    def vaccines(self) -> tuple[Vaccine, ...]:
        """The vaccines against the disease. Raises KeyError for a disease that is not listed."""
        for row in tables.rows(_TABLE):
            if row["disease"] == self.disease:
                return tuple(map(Vaccine, row["vaccines"].split(";")))
        raise KeyError(self.disease)


class StayAway(NamedTuple):
    """What is usual after an exposure, as a suggestion for the call: the date of the health officer counts.

    `counted_from_last_case`: the days begin when the last case fell ill, which can be later than the exposure.
    """

    days: int
    last_day: date
    counted_from_last_case: bool


def listed_diseases() -> tuple[str, ...]:
    """Return the diseases of HSC 120325, in the order of the statute's table."""
    return tuple(row["disease"] for row in tables.rows(_TABLE))


def suggested_stay_away(disease: str, last_exposure: date) -> StayAway | None:
    """Return how long unprotected students usually stay away, day 0 being the last exposure; None where nothing is
    usual and the officer decides case by case."""
    for row in tables.rows("stay_away"):
        if row["disease"] == disease and row["days"]:
            days = int(row["days"])
            return StayAway(days, last_exposure + timedelta(days=days), row["counted_from"] == "last case")
    return None


def exposure_exclusion(exposure: Exposure, pupil: Pupil, on: date) -> Verdict | None:
    """Return EXCLUDE_FROM the officer's day while it holds and the student is unprotected; None otherwise."""
    if not exposure.holds_on(on) or is_protected(exposure, pupil, on):
        return None
    facts: dict[str, FactValue] = {"disease": exposure.disease, "exclude_from": exposure.excluded_from}
    if exposure.excluded_through is None:
        return verdict(Outcome.EXCLUDE_FROM, reason(ReasonCode.EXPOSURE_EXCLUSION, Cite.HSC_120370_B, **facts))
    facts["through"] = exposure.excluded_through
    return verdict(Outcome.EXCLUDE_FROM, reason(ReasonCode.EXPOSURE_EXCLUSION_THROUGH, Cite.HSC_120370_B, **facts))


def is_protected(exposure: Exposure, pupil: Pupil, on: date) -> bool:
    """Return whether the doses on record meet what the tables ask against this disease.

    Where they ask nothing of the student's grade, the doses of a later grade count, and before kindergarten those of
    the oldest age [R].
    """
    antigen = next((each for each in Antigen if each.value.casefold() == exposure.disease), None)
    return all(_has_proof(vaccine, antigen, pupil, on) for vaccine in asked_against(exposure, pupil, on))


def protected_by_days(exposure: Exposure, pupil: Pupil, on: date) -> tuple[bool, ...]:
    """Return `is_protected` for each day on which the doses can have been given, where a record names the month alone.

    Where they differ no one knows, and HSC 120370(b) asks for proof: a dose of a month can be one that is on record
    with its day, too.
    """
    possible = (pupil._replace(doses=doses) for doses in possible_days(pupil.doses, on))
    return tuple(is_protected(exposure, each, on) for each in possible)


def counts_against(disease: str, dose: Dose) -> bool:
    """Return whether a dose holds something against a disease, whether or not it counts. Raises KeyError."""
    antigen = next((each for each in Antigen if each.value.casefold() == disease), None)
    if antigen is not None:
        return any(kind.value == antigen.value for kind in dose.kinds)
    vaccines = Exposure(disease, dose.given_on).vaccines
    kinds = dose.kinds - _HOLDS_NOTHING_AGAINST.get(disease, frozenset())
    return any(counts_toward(kind, vaccine) for kind in kinds for vaccine in vaccines)


def asked_against(exposure: Exposure, pupil: Pupil, on: date) -> tuple[Vaccine, ...]:
    """Return the vaccines against the disease whose doses the student must have to count as protected."""
    return tuple(each for each in exposure.vaccines if ways(each, pupil, on)) or exposure.vaccines[:1]


def _has_proof(vaccine: Vaccine, antigen: Antigen | None, pupil: Pupil, on: date) -> bool:
    at_admission = pupil._replace(occasion=Occasion.ADMISSION)
    for grade in (pupil.grade, Grade.GRADE_8, Grade.PRESCHOOL):
        judged = at_admission._replace(grade=grade)
        if ways(vaccine, judged, on):
            return check_antigen(vaccine, antigen, judged, on)
    return False
