"""On which grounds a vaccine can be exempted: medical for the ten diseases, and for an added one personal belief too.

CDPH may add a vaccine to the ten only if both exemptions are open for it (HSC 120338).
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


class Basis(StrEnum):
    """The ground of an exemption."""

    MEDICAL = "medical"
    PERSONAL_BELIEFS = "personal-beliefs"


class AddedVaccine(NamedTuple):
    """A vaccine that CDPH wants to require beyond the ten diseases, and the exemptions open for it."""

    name: str
    bases: frozenset[Basis]


def bases_of(vaccine: Vaccine | AddedVaccine) -> frozenset[Basis]:
    """Return the grounds on which a vaccine can be exempted."""
    if isinstance(vaccine, AddedVaccine):
        return vaccine.bases
    return frozenset({Basis.MEDICAL})


def diseases_of(vaccine: Vaccine, on: date) -> tuple[str, ...]:
    """Return those of the ten diseases named in the statute that a vaccine is against."""
    return tuple(
        row["disease"]
        for row in tables.rows("listed_diseases")
        if vaccine in row["vaccines"].split(";") and tables.row_in_force(row, on)
    )


def may_require(vaccine: Vaccine | AddedVaccine, on: date) -> Verdict:
    """Return REQUIRED for the ten diseases; for an added vaccine only with both exemptions open, else NOT_REQUIRED.

    Raises tables.NotInForceError before the ten were law.
    """
    if isinstance(vaccine, AddedVaccine):
        open_bases = vaccine.bases >= frozenset(Basis)
        code = ReasonCode.SECOND_BASIS_OPEN if open_bases else ReasonCode.SECOND_BASIS_MISSING
        outcome = Outcome.REQUIRED if open_bases else Outcome.NOT_REQUIRED
        return verdict(outcome, reason(code, Cite.HSC_120338, name=vaccine.name))
    if not diseases_of(vaccine, on):
        raise tables.NotInForceError(vaccine, on)
    return verdict(Outcome.REQUIRED, reason(ReasonCode.ONE_OF_THE_TEN, Cite.HSC_120325, vaccine=vaccine.value))
