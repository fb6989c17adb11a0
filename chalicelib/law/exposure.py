"""After a possible exposure the local health officer may exclude a child whose record shows no proof of immunity
against that disease, until the officer is satisfied (HSC 120370(b)). The exemption does not change."""

from datetime import date
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.dose_schedule import Occasion, Pupil, check_antigen, ways
from chalicelib.law.doses import Antigen
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict

_TABLE = "listed_diseases"


class Exposure(NamedTuple):
    """One exclusion of one student by the health officer, for one listed disease.

    `disease` is a name of the table of listed diseases. `lifted_on`: the first day on which the officer lets the
    student return; None while the officer is not satisfied.
    """

    disease: str
    excluded_from: date
    lifted_on: date | None = None

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


def exposure_exclusion(exposure: Exposure, pupil: Pupil, on: date) -> Verdict | None:
    """Return EXCLUDE_FROM the officer's day while it holds and the student is unprotected; None otherwise."""
    lifted = exposure.lifted_on is not None and exposure.lifted_on <= on
    if on < exposure.excluded_from or lifted or is_protected(exposure, pupil, on):
        return None
    return verdict(
        Outcome.EXCLUDE_FROM,
        reason(
            ReasonCode.EXPOSURE_EXCLUSION,
            Cite.HSC_120370_B,
            disease=exposure.disease,
            exclude_from=exposure.excluded_from,
        ),
    )


def is_protected(exposure: Exposure, pupil: Pupil, on: date) -> bool:
    """Return whether the doses on record meet what the tables ask against this disease.

    Where they ask nothing of the student's grade, the doses of a later grade count, and before kindergarten those of
    the oldest age [R].
    """
    asked = [vaccine for vaccine in exposure.vaccines if ways(vaccine, pupil, on)] or exposure.vaccines[:1]
    antigen = next((each for each in Antigen if each.value.casefold() == exposure.disease), None)
    return all(_has_proof(vaccine, antigen, pupil, on) for vaccine in asked)


def _has_proof(vaccine: Vaccine, antigen: Antigen | None, pupil: Pupil, on: date) -> bool:
    at_admission = pupil._replace(occasion=Occasion.ADMISSION)
    for grade in (pupil.grade, Grade.GRADE_8, Grade.PRESCHOOL):
        judged = at_admission._replace(grade=grade)
        if ways(vaccine, judged, on):
            return check_antigen(vaccine, antigen, judged, on)
    return False
