"""Families who say that something in the record is wrong, and what the state answered."""

from chalicelib.actions.records.answer_correction import answer_correction
from chalicelib.actions.records.request_correction import request_correction, withdraw_amendment
from chalicelib.domain.correction import CorrectionOutcome, CorrectionRequest
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade
from infra.local.demo import cast, clinics, reasons
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued


def _asked(stage: Stage, parent: Parent, form: ExemptionForm, wrong: str, should_say: str) -> CorrectionRequest:
    done = request_correction(stage.as_(parent), form.child_id, wrong, should_say)
    return stage.get(CorrectionRequest, done.subject.id)


def corrected_after_a_request(stage: Stage) -> Story:
    """A slip on the form: the state asks the physician, who corrects it, and tells the parent."""
    parent = Parent("Ravenna", "Castellano", home="64 Madera Road, Fresno 93701", telephone="(559) 555-0173")
    wish = Wish(parent, Pupil("Orsino", "Castellano", (9, 2), Grade.GRADE_3, cast.CLOVERMEAD))
    form = yield from issued(stage, Visit(wish, cast.FERNWHISTLE, reasons.GELATIN_ALLERGY, 110))
    yield 70
    asked = _asked(stage, parent, form, "The form says that the reaction was at age two.", "It was at age three.")
    yield 62
    text = "Anaphylaxis to gelatin at age three, confirmed by specific IgE and by the allergy clinic."
    clinics.correct(
        stage, cast.FERNWHISTLE, form, [clinics.permanent(line.vaccine, "LIVE-GEL", text) for line in form.lines]
    )
    yield 61
    answer_correction(
        stage.as_(cast.NURSE),
        asked.id,
        CorrectionOutcome.MADE,
        "The physician corrected the age on the form. The new form counts in place of the old one.",
        None,
    )


def refused_and_asked_again(stage: Stage) -> Story:
    """One request is refused, one is withdrawn, and one still waits."""
    parent = Parent("Thessaly", "Oyelaran", home="9 Elk Grove Way, Fresno 93701", telephone="(916) 555-0174")
    wish = Wish(parent, Pupil("Ikenna", "Oyelaran", (5, 28), Grade.GRADE_5, cast.CLOVERMEAD))
    form = yield from issued(stage, Visit(wish, cast.FERNWHISTLE, reasons.GELATIN_ALLERGY, 96))
    yield 58
    asked = _asked(stage, parent, form, "The record names a school that we have left.", "Take the old school out.")
    yield 40
    answer_correction(
        stage.as_(cast.REVIEWER),
        asked.id,
        CorrectionOutcome.REFUSED,
        "The record keeps each school with its dates, because the law asks who saw the form. "
        "The school of today is right.",
        None,
    )
    yield 21
    mistaken = _asked(stage, parent, form, "The last day is missing.", "It should have a last day.")
    yield 20
    withdraw_amendment(stage.as_(parent), form.child_id, mistaken.id, None)
    yield 9
    _asked(stage, parent, form, "My phone number on the form is the old one.", "(916) 555-0174")
