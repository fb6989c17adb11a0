"""The agency names the panel, or fills one of its seats anew."""

from chalicelib.actions.appeal_case import load_appeal, require_appeal_step, require_panel_at_work
from chalicelib.actions.assign_panel import assign_panel, fill_seat, has_empty_seat
from chalicelib.actions.panel_candidates import candidates
from chalicelib.domain.acts import Act
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.web.appeals.case import appeal_keys
from chalicelib.web.forms import FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


class PanelForm(FormModel):
    """The three accounts."""

    panelists: tuple[Text, ...] = entry(N_("Choose three panel members"))


class SeatForm(FormModel):
    """Who leaves ("" for an empty seat) and who comes."""

    leaving: OptionalText = entry("", optional=True)
    coming: Text = entry(N_("Choose who takes the seat"))


def _nobody_to_name(visit: Visit, appeal: Appeal) -> Page:
    return visit.render("appeals/nobody_to_name.html", title=N_("No panel member to name"), appeal=appeal)


def _show_panel(visit: Visit, form: ShownForm) -> Page:
    appeal = load_appeal(visit.ctx, Act.ASSIGN_PANEL, visit.params["appeal_id"])
    require_appeal_step(appeal, Act.ASSIGN_PANEL, None)
    choices = [(each.account_id, each.name) for each in candidates(visit.ctx)]
    if len(choices) < number(Limit.PANEL_SIZE, visit.ctx.on):
        return _nobody_to_name(visit, appeal)
    return visit.render("appeals/panel.html", title=N_("Name the panel"), form=form, appeal=appeal, choices=choices)


@pages.form("/appeals/{appeal_id}/panel", Act.ASSIGN_PANEL, PanelForm, show=_show_panel, loads=appeal_keys)
def _name_panel(visit: Visit, answers: PanelForm) -> str:
    return assign_panel(visit.ctx, visit.params["appeal_id"], visit.seen_version, answers.panelists)


def _show_seat(visit: Visit, form: ShownForm) -> Page:
    appeal = load_appeal(visit.ctx, Act.ASSIGN_PANEL, visit.params["appeal_id"])
    require_panel_at_work(appeal)
    choices = [
        (each.account_id, each.name) for each in candidates(visit.ctx) if each.account_id not in appeal.assigned_ids
    ]
    if not choices:
        return _nobody_to_name(visit, appeal)
    seated = (
        [] if has_empty_seat(visit.ctx, appeal) else [(seat.panelist_id, seat.panelist_name) for seat in appeal.seats]
    )
    return visit.render(
        "appeals/seat.html", title=N_("Change a panel member"), form=form, appeal=appeal, choices=choices, seated=seated
    )


@pages.form("/appeals/{appeal_id}/panel/seat", Act.ASSIGN_PANEL, SeatForm, show=_show_seat, loads=appeal_keys)
def _change_seat(visit: Visit, answers: SeatForm) -> str:
    return fill_seat(
        visit.ctx, visit.params["appeal_id"], visit.seen_version, leaving=answers.leaving, coming=answers.coming
    )
