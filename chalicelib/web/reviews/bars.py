"""Barring a physician whose practice is a risk to public health, and lifting a bar. For the Officer and designees."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.lift_bar import LiftCommand, lift_bar
from chalicelib.actions.physicians.standing_case import board_of
from chalicelib.domain.account import BOARDS
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.marking import N_
from chalicelib.law.physician_standing import earliest_bar_end
from chalicelib.web.http.forms import FormModel, LongText, OptionalDate, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
Password = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)]


class BarForm(FormModel):
    """Why the physician is barred."""

    reason: LongText = entry(N_("Write why this physician's practice is a risk to public health."))
    password: Password = entry(N_("Enter your password"))


def _show_bar(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/bar.html",
        title=N_("Bar this physician"),
        form=form,
        standing=standing,
        earliest=earliest_bar_end(page_request.ctx.on),
        board=page_request.translate(BOARDS[board_of(standing)]),
    )


@pages.form("/reviews/standings/{standing_id}/bar", Action.BAR_PHYSICIAN, BarForm, of=PhysicianStanding, show=_show_bar)
def _bar(page_request: PageRequest, standing: PhysicianStanding, answers: BarForm) -> Done:
    return bar_physician(page_request.ctx, standing.id, answers.reason, answers.password, page_request.expected_version)


class LiftForm(FormModel):
    """Why the bar can end; for a public health risk also the day on which it was found gone."""

    risk_gone_on: OptionalDate = entry("", optional=True, default=None)
    reason: LongText = entry(N_("Write why the bar can end."))
    password: Password = entry(N_("Enter your password"))


def _show_lift(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/lift.html",
        title=N_("Lift the bar"),
        form=form,
        standing=standing,
        by_risk=standing.state == StandingState.BARRED_PUBLIC_HEALTH_RISK,
    )


@pages.form("/reviews/standings/{standing_id}/lift", Action.LIFT_BAR, LiftForm, of=PhysicianStanding, show=_show_lift)
def _lift(page_request: PageRequest, standing: PhysicianStanding, answers: LiftForm) -> Done:
    return lift_bar(
        page_request.ctx,
        LiftCommand(standing.id, page_request.expected_version, answers.reason, answers.risk_gone_on, answers.password),
    )
