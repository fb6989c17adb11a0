"""Barring a physician whose practice is a risk to public health, and lifting a bar: first the reason and what would
follow, then the password. For the Officer and designees."""

from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.physicians.bar_physician import bar_physician, check_bar
from chalicelib.actions.physicians.lift_bar import LiftCommand, check_lift, lift_bar
from chalicelib.actions.physicians.standing_case import board_of
from chalicelib.domain.account import BOARDS
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.marking import N_
from chalicelib.law.physician_standing import earliest_bar_end
from chalicelib.web.http.forms import FormModel, LongText, OptionalDate, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages

pages = Pages()
STANDING = "/reviews/standings/{standing_id}"
Password = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)]


class BarForm(FormModel):
    """Why the physician is barred. `change`: "yes" leads back from the preview, nothing retyped."""

    reason: LongText = entry(N_("Write why this physician's practice is a risk to public health."))
    change: OptionalText = entry("", optional=True)


class ConfirmBarForm(BarForm):
    """The bar as it was previewed, and the password."""

    password: Password = entry(N_("Enter your password"))


class LiftForm(FormModel):
    """Why the bar can end; for a public health risk also the day on which it was found gone."""

    risk_gone_on: OptionalDate = entry("", optional=True, default=None)
    reason: LongText = entry(N_("Write why the bar can end."))
    change: OptionalText = entry("", optional=True)


class ConfirmLiftForm(LiftForm):
    """The end of the bar as it was previewed, and the password."""

    password: Password = entry(N_("Enter your password"))


def _must_be_mended(form: ShownForm, model: type[FormModel]) -> bool:
    return any(error.field in model.model_fields for error in form.field_errors)


def _facts(page_request: PageRequest, standing: PhysicianStanding) -> dict[str, Any]:
    return {
        "standing": standing,
        "earliest": earliest_bar_end(page_request.ctx.on),
        "board": page_request.translate(BOARDS[board_of(standing)]),
        "waiting": len(standing.held_form_ids),
        "path": STANDING.format(standing_id=standing.id),
        "by_risk": standing.state == StandingState.BARRED_PUBLIC_HEALTH_RISK,
    }


def _show_bar(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/bar.html", title=N_("Bar this physician"), form=form, **_facts(page_request, standing)
    )


@pages.form(f"{STANDING}/bar", Action.BAR_PHYSICIAN, BarForm, of=PhysicianStanding, show=_show_bar)
def _bar(page_request: PageRequest, standing: PhysicianStanding, answers: BarForm) -> Page:
    typed = page_request.form_to_sign({"reason": answers.reason})
    if answers.change:
        return _show_bar(page_request, standing, typed)
    check_bar(page_request.ctx, standing.id, answers.reason, page_request.expected_version)
    return _show_confirm_bar(page_request, standing, typed)


def _show_confirm_bar(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    """What would follow from the bar. Without a reason there is nothing to confirm yet; one to be mended is shown."""
    if _must_be_mended(form, BarForm):
        return _show_bar(page_request, standing, form)
    if not form.value("reason"):
        return see_other(f"{STANDING.format(standing_id=standing.id)}/bar")
    return page_request.render(
        "reviews/bar_confirm.html", title=N_("Check what will happen"), form=form, **_facts(page_request, standing)
    )


@pages.form(
    f"{STANDING}/bar/confirm", Action.BAR_PHYSICIAN, ConfirmBarForm, of=PhysicianStanding, show=_show_confirm_bar
)
def _confirm_bar(page_request: PageRequest, standing: PhysicianStanding, answers: ConfirmBarForm) -> Done:
    return bar_physician(page_request.ctx, standing.id, answers.reason, answers.password, page_request.expected_version)


def _show_lift(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/lift.html", title=N_("Lift the bar"), form=form, **_facts(page_request, standing)
    )


def _command(page_request: PageRequest, standing: PhysicianStanding, answers: LiftForm, password: str) -> LiftCommand:
    return LiftCommand(standing.id, page_request.expected_version, answers.reason, answers.risk_gone_on, password)


@pages.form(f"{STANDING}/lift", Action.LIFT_BAR, LiftForm, of=PhysicianStanding, show=_show_lift)
def _lift(page_request: PageRequest, standing: PhysicianStanding, answers: LiftForm) -> Page:
    values = page_request.posted.values if page_request.posted else {}
    typed = page_request.form_to_sign({**values, "change": ""})
    if answers.change:
        return _show_lift(page_request, standing, typed)
    check_lift(page_request.ctx, _command(page_request, standing, answers, ""))
    return _show_confirm_lift(page_request, standing, typed)


def _show_confirm_lift(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    if _must_be_mended(form, LiftForm):
        return _show_lift(page_request, standing, form)
    if not form.value("reason"):
        return see_other(f"{STANDING.format(standing_id=standing.id)}/lift")
    return page_request.render(
        "reviews/lift_confirm.html", title=N_("Check what will happen"), form=form, **_facts(page_request, standing)
    )


@pages.form(f"{STANDING}/lift/confirm", Action.LIFT_BAR, ConfirmLiftForm, of=PhysicianStanding, show=_show_confirm_lift)
def _confirm_lift(page_request: PageRequest, standing: PhysicianStanding, answers: ConfirmLiftForm) -> Done:
    return lift_bar(page_request.ctx, _command(page_request, standing, answers, answers.password))
