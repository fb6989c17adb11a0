"""Before the first page of a school year: a person of a school agrees to keep the students' records confidential."""

from chalicelib.actions.people.agree import agree_to_confidentiality
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.calendar import school_year_of
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import CONFIDENTIALITY_PAGE, Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_year

pages = Pages()


class AgreeForm(FormModel):
    agree: Text = entry(N_("Check the box to continue"))


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "schools/confidentiality.html",
        title=N_("Keep students' records confidential"),
        form=form,
        year=shown_year(school_year_of(page_request.ctx.on)),
    )


@pages.form(CONFIDENTIALITY_PAGE, Action.AGREE_TO_CONFIDENTIALITY, AgreeForm, show=_show)
def _agree(page_request: PageRequest, _answers: AgreeForm) -> Done:
    return agree_to_confidentiality(page_request.ctx)
