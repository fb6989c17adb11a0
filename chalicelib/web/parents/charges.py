"""A doctor charged for the form or a renewal: what the parent tells the state, and what became of it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from chalicelib.actions.records.report_charge import charges_of, report_charge
from chalicelib.domain.action import Action
from chalicelib.domain.charge_report import MAX_DOLLARS, Charge, ChargedFor, ChargeState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, LongText, OptionalText, ShownForm, entry, problem
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.statuses import Status
from chalicelib.web.wording.charges import CHARGED_FOR

pages = Pages()
CHARGE_STATES: Mapping[ChargeState, Status] = {
    ChargeState.OPEN: Status(N_("The state has your report"), "info"),
    ChargeState.FORWARDED: Status(N_("Sent to the doctor's licensing board"), "good"),
    ChargeState.CLOSED: Status(N_("Closed")),
}
_MAY_CHARGE = N_("A doctor may charge for this.")


def _dollars(text: str) -> str:
    """Return the whole dollars of an amount, "" for none. Raises ValueError for anything else."""
    plain = text.strip().removeprefix("$").replace(",", "").strip().partition(".")
    if plain[0] and not (plain[0].isascii() and plain[0].isdigit() and int(plain[0]) <= MAX_DOLLARS):
        raise problem(N_("Enter the amount in dollars, for example 150"))
    return plain[0]


class ChargeForm(FormModel):
    charged_for: ChargedFor = entry(N_("Choose what the doctor charged for"))
    charged_on: FormDate = entry(N_("Enter the day of the charge"))
    dollars: Annotated[OptionalText, AfterValidator(_dollars)] = entry("", optional=True)
    words: LongText = entry(N_("Write what was said"))


def _show(page_request: PageRequest, signed: ExemptionForm, form: ShownForm) -> Page:
    reports = [each for each in charges_of(page_request.ctx, signed.child_id) if each.form_id == signed.id]
    return page_request.render(
        "parents/charge.html",
        title=N_("Report a charge by a doctor"),
        form=form,
        signed=signed,
        law=citation(Cite.HSC_120372_A3),
        choices=[
            (each.value, page_request.translate(words), _hint(page_request, each))
            for each, words in CHARGED_FOR.items()
        ],
        reports=[(each, CHARGED_FOR[each.charge.charged_for], CHARGE_STATES[each.state]) for each in reports],
        back_url=f"/parents/forms/{signed.id}",
    )


def _hint(page_request: PageRequest, what: ChargedFor) -> str | None:
    return page_request.translate(_MAY_CHARGE) if what is ChargedFor.FIRST_EXAM else None


@pages.form("/parents/forms/{form_id}/charge", Action.REPORT_CHARGE, ChargeForm, of=ExemptionForm, show=_show)
def _report(page_request: PageRequest, signed: ExemptionForm, answers: ChargeForm) -> Done:
    charge = Charge(
        charged_for=answers.charged_for,
        charged_on=answers.charged_on,
        dollars=int(answers.dollars) if answers.dollars else None,
    )
    return report_charge(page_request.ctx, signed.id, charge, answers.words)
