"""One appeal: its page, and the agency's first and last step."""

from collections.abc import Callable, Iterator

from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.appeal_case import PANEL_AT_WORK, require_panel_at_work
from chalicelib.actions.appeals.appeal_outcomes import start_shots_by
from chalicelib.actions.appeals.assign_panel import has_empty_seat
from chalicelib.actions.appeals.close_appeal import close_appeal
from chalicelib.actions.appeals.refuse_late_appeal import refuse_late_appeal
from chalicelib.actions.appeals.remind_panelist import is_waited_for, remind_panelist
from chalicelib.actions.steps import require_step
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.appeals import decision_time, timeliness, vote_by
from chalicelib.law.marking import N_
from chalicelib.web.appeals.steps import NEXT, steps_of
from chalicelib.web.case_files import FILED_APPEAL, STATES, case_file, determined_of
from chalicelib.web.http.forms import EmptyForm, FormModel, LongText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

pages = Pages()


@pages.page("/appeals/{appeal_id}", Action.VIEW_APPEAL, of=FILED_APPEAL)
def _show_case(page_request: PageRequest, appeal: Appeal) -> Page:
    ctx = page_request.ctx
    form = ctx.store.get(ExemptionForm, appeal.form_id)
    page_request.record_view(form.child_id, Purpose.APPEAL)
    short = appeal.state in PANEL_AT_WORK and has_empty_seat(ctx, appeal)
    return page_request.render(
        "appeals/case.html",
        title=N_("Appeal"),
        appeal=appeal,
        exemption=form,
        file=case_file(page_request, appeal, form),
        status_of=STATES[appeal.state],
        next=NEXT[appeal.state],
        has_empty_seat=short,
        vote_by=vote_by,
        steps=list(steps_of(appeal, ctx.person.role, has_empty_seat=short)),
        timing=list(_timing(page_request, appeal)),
        start_by=start_shots_by(appeal),
        determined=determined_of(page_request, appeal),
    )


def _timing(page_request: PageRequest, appeal: Appeal) -> Iterator[ShownReason]:
    """Whether the appeal came in time; while the written decision is awaited, by when it is to be sent."""
    ctx = page_request.ctx
    yield from shown_reasons(page_request, timeliness(appeal.filed_at or ctx.now, appeal.revoked_on))
    if appeal.state == AppealState.DETERMINED and appeal.determined_on:
        yield from shown_reasons(page_request, decision_time(appeal.determined_on, ctx.on))


class RefusalForm(FormModel):
    """Why a late appeal is not taken."""

    reason: LongText = entry(N_("Write why the appeal is not accepted"))


def _step_page(act: Action, template: str, title: str) -> Callable[[PageRequest, Appeal, ShownForm], Page]:
    """The page that asks before `act` is done."""

    def show(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
        require_step(appeal, act, None)
        return page_request.render(template, title=title, form=form, appeal=appeal, start_by=start_shots_by(appeal))

    return show


@pages.form(
    "/appeals/{appeal_id}/accept",
    Action.ACCEPT_APPEAL,
    EmptyForm,
    of=FILED_APPEAL,
    show=_step_page(Action.ACCEPT_APPEAL, "appeals/accept.html", N_("Accept this appeal?")),
)
def _accept(page_request: PageRequest, appeal: Appeal, _answers: EmptyForm) -> Done:
    return accept_appeal(page_request.ctx, appeal.id, page_request.expected_version)


@pages.form(
    "/appeals/{appeal_id}/refuse",
    Action.REFUSE_LATE_APPEAL,
    RefusalForm,
    of=FILED_APPEAL,
    show=_step_page(Action.REFUSE_LATE_APPEAL, "appeals/refuse.html", N_("Why is this appeal not accepted?")),
)
def _refuse(page_request: PageRequest, appeal: Appeal, answers: RefusalForm) -> Done:
    return refuse_late_appeal(page_request.ctx, appeal.id, page_request.expected_version, answers.reason)


class ReminderForm(FormModel):
    """The member to remind."""

    panelist: Text = entry(N_("Choose the panel member"))


def _show_reminder(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    require_panel_at_work(appeal)
    choices = [
        (seat.panelist_id, seat.panelist_name)
        for seat in sorted(appeal.seats, key=lambda seat: seat.panelist_name)
        if is_waited_for(appeal, seat)
    ]
    return page_request.render(
        "appeals/remind.html", title=N_("Who do you want to remind?"), form=form, appeal=appeal, choices=choices
    )


@pages.form("/appeals/{appeal_id}/remind", Action.REMIND_PANELIST, ReminderForm, of=FILED_APPEAL, show=_show_reminder)
def _remind(page_request: PageRequest, appeal: Appeal, answers: ReminderForm) -> Done:
    return remind_panelist(page_request.ctx, appeal.id, answers.panelist, page_request.expected_version)


@pages.form(
    "/appeals/{appeal_id}/close",
    Action.CLOSE_APPEAL,
    EmptyForm,
    of=FILED_APPEAL,
    show=_step_page(Action.CLOSE_APPEAL, "appeals/close.html", N_("Close this case?")),
)
def _close(page_request: PageRequest, appeal: Appeal, _answers: EmptyForm) -> Done:
    return close_appeal(page_request.ctx, appeal.id, page_request.expected_version)
