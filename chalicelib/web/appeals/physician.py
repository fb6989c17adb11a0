"""The issuing physician adds information to an appeal, or answers the panel's question (HSC 120372.05(a))."""

from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information, takes_information
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.case_files import FILED_APPEAL
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


class InformationForm(FormModel):
    """What the panel should know."""

    text: LongText = entry(N_("Write what the panel should know"))


def _show(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    own = [given for given in appeal.supplied if given.by_id == page_request.ctx.person.id]
    return page_request.render(
        "appeals/physician.html",
        title=N_("Information for an appeal"),
        form=form,
        appeal=appeal,
        own=own,
        is_open=takes_information(appeal),
        is_asked=appeal.state == AppealState.INFO_REQUESTED,
        law=citation(Cite.HSC_120372_05_A),
    )


@pages.form(
    "/physicians/appeals/{appeal_id}", Action.SUPPLY_APPEAL_INFORMATION, InformationForm, of=FILED_APPEAL, show=_show
)
def _supply(page_request: PageRequest, appeal: Appeal, answers: InformationForm) -> Done:
    return supply_appeal_information(page_request.ctx, appeal.id, page_request.expected_version, answers.text)
