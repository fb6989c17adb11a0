"""The Secretary adopts the panel's determination and writes the decision."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination, load_appealed, what_follows
from chalicelib.actions.appeals.reinstatement import appealed_lines, holders
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.appeals import start_by_after_upheld
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.case_files import FILED_APPEAL, determination_of, opened_votes
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import VACCINES

pages = Pages()
_APPEALED: Named[tuple[Appeal, ExemptionForm]] = Named(
    lambda params: (keys.record("appeal", params["appeal_id"]), keys.record("form", params["form_id"])),
    lambda ctx, act, params: load_appealed(ctx, act, params["appeal_id"], params["form_id"]),
)


class AdoptionForm(FormModel):
    """The decision in plain words. `decision` is what the page showed: nothing else can be chosen."""

    decision: Vote = entry(N_("Look at the page as it is now"))
    text: LongText = entry(N_("Write the decision in plain words"))
    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


def _show_adoption(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], form: ShownForm) -> Page:
    ctx = page_request.ctx
    appeal, exemption = appealed
    require_step(appeal, Action.ADOPT_DETERMINATION, None)
    ctx.store.load(what_follows(appeal, exemption))
    lines = appealed_lines(exemption, appeal)
    replaced = [
        page_request.translate(VACCINES[line.vaccine]) for line, holder in holders(ctx, exemption, lines) if holder
    ]
    return page_request.render(
        "appeals/adopt.html",
        title=N_("Adopt what the panel decided"),
        form=form,
        appeal=appeal,
        vaccines=[page_request.translate(VACCINES[line.vaccine]) for line in lines],
        votes=opened_votes(page_request, appeal),
        determination=determination_of(appeal),
        restores=appeal.determination == Vote.REINSTATE,
        replaced=replaced,
        start_by=start_by_after_upheld(ctx.on),
        law=citation(Cite.HSC_120372_05_D),
    )


@pages.form(
    "/appeals/{appeal_id}/forms/{form_id}/adopt",
    Action.ADOPT_DETERMINATION,
    AdoptionForm,
    of=_APPEALED,
    show=_show_adoption,
)
def _adopt(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], answers: AdoptionForm) -> Done:
    appeal, exemption = appealed
    return adopt_determination(
        page_request.ctx,
        Adoption(
            appeal.id, exemption.id, page_request.expected_version, answers.decision, answers.text, answers.password
        ),
    )


@pages.page("/appeals/{appeal_id}/decided", Action.VIEW_APPEAL, of=FILED_APPEAL)
def _show_decided(page_request: PageRequest, appeal: Appeal) -> Page:
    return page_request.render(
        "appeals/decided.html", title=N_("The decision is sent"), appeal=appeal, determination=determination_of(appeal)
    )
