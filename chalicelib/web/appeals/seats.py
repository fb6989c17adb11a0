"""The agency names the panel, or fills one of its seats again."""

from chalicelib.actions.appeals.appeal_case import require_panel_at_work
from chalicelib.actions.appeals.assign_panel import assign_panel, fill_seat, has_empty_seat
from chalicelib.actions.appeals.panel_candidates import Candidate, candidates
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.web.case_files import FILED_APPEAL
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for

pages = Pages()


class PanelForm(FormModel):
    """The three accounts."""

    panelists: tuple[Text, ...] = entry(N_("Choose three panel members"))


class SeatForm(FormModel):
    """Who leaves ("" for an empty seat) and who comes."""

    leaving: OptionalText = entry("", optional=True)
    coming: Text = entry(N_("Choose who joins the panel"))


def _choice(page_request: PageRequest, each: Candidate) -> tuple[str, str, str]:
    """A panelist with specialty, license, practice and workload, as far as they are on record."""
    semicolon = translations_for(page_request.language).marks.semicolon
    busy = page_request.translate(N_("open cases: %(count)s"), count=each.open_cases)
    license_shown = (
        page_request.translate(N_("license %(number)s"), number=each.license)
        if each.license
        else page_request.translate(N_("no license on record"))
    )
    return (
        each.account_id,
        each.name,
        semicolon.join(filter(None, (each.specialty, license_shown, each.practice, busy))),
    )


def _no_one_to_name(page_request: PageRequest, appeal: Appeal) -> Page:
    return page_request.render("appeals/no_one_to_name.html", title=N_("No panel member to name"), appeal=appeal)


def _show_panel(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    require_step(appeal, Action.ASSIGN_PANEL, None)
    choices = [_choice(page_request, each) for each in candidates(page_request.ctx)]
    if len(choices) < number(Limit.PANEL_SIZE, page_request.ctx.on):
        return _no_one_to_name(page_request, appeal)
    return page_request.render(
        "appeals/panel.html", title=N_("Name the panel"), form=form, appeal=appeal, choices=choices
    )


@pages.form("/appeals/{appeal_id}/panel", Action.ASSIGN_PANEL, PanelForm, of=FILED_APPEAL, show=_show_panel)
def _name_panel(page_request: PageRequest, appeal: Appeal, answers: PanelForm) -> Done:
    return assign_panel(page_request.ctx, appeal.id, page_request.expected_version, answers.panelists)


def _show_seat(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    require_panel_at_work(appeal)
    choices = [
        _choice(page_request, each)
        for each in candidates(page_request.ctx)
        if each.account_id not in appeal.assigned_ids
    ]
    if not choices:
        return _no_one_to_name(page_request, appeal)
    seated = (
        []
        if has_empty_seat(page_request.ctx, appeal)
        else [(seat.panelist_id, seat.panelist_name) for seat in appeal.seats]
    )
    return page_request.render(
        "appeals/seat.html", title=N_("Change a panel member"), form=form, appeal=appeal, choices=choices, seated=seated
    )


@pages.form("/appeals/{appeal_id}/panel/seat", Action.ASSIGN_PANEL, SeatForm, of=FILED_APPEAL, show=_show_seat)
def _change_seat(page_request: PageRequest, appeal: Appeal, answers: SeatForm) -> Done:
    return fill_seat(
        page_request.ctx, appeal.id, page_request.expected_version, leaving=answers.leaving, coming=answers.coming
    )
