"""Vaccine products by CVX code: what each holds, and whether a single vaccine exists beside a combined one.

A contraindication to one component bars the product, not the other components.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.doses import DoseKind, counts_toward
from chalicelib.law.enums import Vaccine
from chalicelib.law.tables import Period
from chalicelib.law.verdict import ReasonCode, Verdict, conclude, reason

_OWN_KINDS = {
    Vaccine.DTAP: frozenset({DoseKind.DTAP}),
    Vaccine.TDAP: frozenset({DoseKind.TDAP}),
    Vaccine.IPV: frozenset({DoseKind.IPV}),
    Vaccine.MMR: frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA}),
    Vaccine.VAR: frozenset({DoseKind.VAR}),
    Vaccine.HEPB: frozenset({DoseKind.HEPB}),
    Vaccine.HIB: frozenset({DoseKind.HIB}),
}


class GivenVaccine(StrEnum):
    """What a shot record names: the vaccines of the form's list, older kinds, and single vaccines."""

    DTAP = "DTAP"
    DTP = "DTP"
    TDAP = "TDAP"
    TD = "TD"
    DT = "DT"
    TT = "TT"
    IPV = "IPV"
    OPV = "OPV"
    MMR = "MMR"
    MEASLES = "MEASLES"
    MUMPS = "MUMPS"
    RUBELLA = "RUBELLA"
    VAR = "VAR"
    HEPB = "HEPB"
    HIB = "HIB"


_COUNT_AS = {GivenVaccine.DTP: DoseKind.DTAP, GivenVaccine.OPV: DoseKind.IPV}
"""Older kinds that Tables A and B count as another one."""


def kinds_given(given: GivenVaccine) -> frozenset[DoseKind]:
    """Return what a shot of this name holds."""
    if given is GivenVaccine.MMR:
        return _OWN_KINDS[Vaccine.MMR]
    return frozenset({_COUNT_AS.get(given) or DoseKind(given.value)})


def filed_under(given: GivenVaccine) -> Vaccine:
    """Return the vaccine of the form's list under which a shot is judged."""
    if given.value in set(Vaccine):
        return Vaccine(given.value)
    kinds = kinds_given(given)
    return next(each for each in Vaccine if any(counts_toward(kind, each) for kind in kinds))


class Product(NamedTuple):
    """A product: its CVX code, its short name, and what it holds of the kinds that schools ask for."""

    cvx: str
    name: str
    kinds: frozenset[DoseKind]
    period: Period


@cache
def products() -> tuple[Product, ...]:
    """Return every product of the table, past ones included: a record may show them."""
    return tuple(
        Product(
            cvx=row["cvx"],
            name=row["name"],
            kinds=frozenset(map(DoseKind, row["kinds"].split(";"))) if row["kinds"] else frozenset(),
            period=tables.period_of(row),
        )
        for row in tables.rows("vaccine_products")
    )


def kinds_of_vaccine(vaccine: Vaccine) -> frozenset[DoseKind]:
    """Return what a dose of a vaccine of the form's list holds."""
    return _OWN_KINDS[vaccine]


def kinds_of(cvx: str) -> frozenset[DoseKind]:
    """Return what a product holds. Raises KeyError for a code that the table does not have."""
    for each in products():
        if each.cvx == cvx:
            return each.kinds
    raise KeyError(cvx)


def combined_products(vaccine: Vaccine, on: date) -> tuple[Product, ...]:
    """Return the products that hold a vaccine together with something else that schools ask for."""
    own = _OWN_KINDS[vaccine]
    return tuple(each for each in products() if each.period.holds_on(on) and own < each.kinds)


def single_vaccine_hint(vaccine: Vaccine, on: date) -> Verdict:
    """Return a note beside a reason that bars a combined product: the vaccine is made as a single one, too."""
    combined = combined_products(vaccine, on)
    if not combined:
        return conclude([], [reason(ReasonCode.NO_COMBINED_VACCINE, Cite.CDC_CDSI, vaccine=vaccine.value)])
    names = ", ".join(each.name for each in combined)
    return conclude(
        [], [reason(ReasonCode.SINGLE_VACCINE_EXISTS, Cite.CDC_CDSI, vaccine=vaccine.value, products=names)]
    )
