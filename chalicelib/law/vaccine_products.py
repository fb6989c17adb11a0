"""Vaccine products by CVX code: what each holds, and whether a single vaccine exists beside a combined one.

A contraindication to one component bars the product, not the other components.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.doses import DoseKind
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
