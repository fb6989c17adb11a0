"""Places of reports that a doctor charged."""

from datetime import date
from typing import Any

from chalicelib.actions.records.report_charge import answer_charge, report_charge
from chalicelib.domain.account import Role
from chalicelib.domain.charge_report import Charge, ChargedFor, ChargeOutcome, ChargeReport
from chalicelib.domain.exemption import ExemptionForm
from tests.builders import World
from tests.invariants.places import Here, place

SAID = "The office said that the form costs 150 dollars"
ANSWERED = "We sent your report to the medical board"
TYPED: dict[str, Any] = {"charged_for": "form", "charged_on": date(2026, 11, 18), "dollars": "150", "words": SAID}


def reported_charge(world: World, words: str = SAID, form: ExemptionForm | None = None) -> ChargeReport:
    """A parent's report of a charge for a signed form, which state staff have not answered."""
    form = form or world.form()
    charge = Charge(charged_for=ChargedFor.FORM, charged_on=date(2026, 11, 18), dollars=150)
    done = report_charge(world.ctx(world.default_user(Role.PARENT)), form.id, charge, words)
    return world.ctx().store.get(ChargeReport, done.subject.id)


def forwarded_charge(
    world: World, words: str = SAID, answer: str = ANSWERED, form: ExemptionForm | None = None
) -> ChargeReport:
    """The same, sent to the board."""
    report = reported_charge(world, words, form)
    answer_charge(world.ctx(world.default_user(Role.REVIEWER)), report.id, ChargeOutcome.FORWARDED, answer, None)
    return world.reload(report)


@place("/parents/forms/{form_id}/charge")
def _report(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), {"form_id": world.form().id}, TYPED)


@place("/reviews/charges")
def _list(world: World) -> Here:
    reported_charge(world)
    return Here(world.default_user(Role.REVIEWER))


@place("/reviews/charges/{charge_report_id}")
def _answer(world: World) -> Here:
    answers = {"outcome": "closed", "answer": "A doctor may charge for a first exam"}
    return Here(world.default_user(Role.REVIEWER), {"charge_report_id": reported_charge(world).id}, answers)
