"""Families who paid for what is free, or who thought so, and what the state answered."""

from chalicelib.actions.records.report_charge import answer_charge, report_charge
from chalicelib.domain.charge_report import Charge, ChargedFor, ChargeOutcome, ChargeReport
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade
from infra.local.demo import cast, reasons
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued


def _reported(
    stage: Stage, parent: Parent, form: ExemptionForm, charged_for: ChargedFor, *, dollars: int, words: str
) -> ChargeReport:
    charge = Charge(charged_for=charged_for, charged_on=form.signed_on, dollars=dollars)
    done = report_charge(stage.as_(parent), form.id, charge, words)
    return stage.get(ChargeReport, done.subject.id)


def charged_for_forms(stage: Stage) -> Story:
    """One report goes to the board, one is about a first examination and is closed, and one still waits."""
    parent = Parent("Perpetua", "Lindqvist", home="31 Orchard Row, Fresno 93701", telephone="(559) 555-0175")
    wish = Wish(parent, Pupil("Anneli", "Lindqvist", (7, 14), Grade.GRADE_4, cast.CLOVERMEAD))
    form = yield from issued(stage, Visit(wish, cast.FERNWHISTLE, reasons.GELATIN_ALLERGY, 90))
    yield 80
    paid = _reported(
        stage, parent, form, ChargedFor.FORM, dollars=40, words="The front desk said that forms cost forty dollars."
    )
    yield 76
    answer = "A form is free. We sent your report to the board that licenses the doctor."
    answer_charge(stage.as_(cast.NURSE), paid.id, ChargeOutcome.FORWARDED, answer, None)
    yield 50
    first = _reported(
        stage, parent, form, ChargedFor.FIRST_EXAM, dollars=120, words="We paid for the visit before the form."
    )
    yield 44
    answer = "The law lets a doctor charge for a first examination. The form itself was free."
    answer_charge(stage.as_(cast.REVIEWER), first.id, ChargeOutcome.CLOSED, answer, None)
    yield 6
    _reported(stage, parent, form, ChargedFor.OTHER, dollars=15, words="Copies of the form were fifteen dollars.")
