"""The parent's appeal: why, more information, check, file; then its page with dates, answers and the way back."""

from chalicelib.actions.appeals.appeal_outcomes import start_shots_by
from chalicelib.actions.appeals.edit_appeal import give_information, say_why
from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information, takes_information
from chalicelib.actions.appeals.withdraw_appeal import withdraw_appeal
from chalicelib.actions.steps import require_state
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.results import Done
from chalicelib.domain.timeline import appeal_timeline
from chalicelib.law.appeals import timeliness
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.forms import EmptyForm, FormModel, LongText, OptionalLongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.statuses import DECISIONS, appeal_status, shown_points
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.verdicts import shown_reasons

pages = Pages()
_STEPS = (N_("Why"), N_("More information"), N_("Check and file"))


def _ask(
    page_request: PageRequest, appeal: Appeal, form: ShownForm, *, step: int, template: str, title: str, back: str
) -> Page:
    if appeal.state != AppealState.DRAFT:
        if page_request.method == "POST":
            raise wrong_state()
        return see_other(f"/parents/appeals/{appeal.id}")
    verdict = timeliness(page_request.ctx.now, appeal.revoked_on)
    return page_request.render(
        f"parents/appeals/{template}.html",
        title=title,
        form=form,
        form_version=appeal.version,
        appeal=appeal,
        back_url=back,
        leave_url=f"/parents/appeals/{appeal.id}",
        step_number=step,
        step_names=[page_request.translate(name) for name in _STEPS],
        in_time=verdict.outcome == Outcome.TIMELY,
        vaccines=[page_request.translate(VACCINES[vaccine]) for vaccine in appeal.vaccines],
    )


class WhyForm(FormModel):
    """The parent's own words."""

    why: LongText = entry(N_("Write why the exemption should be restored"))


def _show_why(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    return _ask(
        page_request,
        appeal,
        form,
        step=1,
        template="why",
        back=f"/parents/forms/{appeal.form_id}/stopped",
        title=N_("Why should the exemption be restored?"),
    )


@pages.form(
    "/parents/appeals/{appeal_id}/why",
    Action.EDIT_APPEAL,
    WhyForm,
    of=Appeal,
    show=_show_why,
    initial=lambda _page_request, appeal: {"why": appeal.why},
)
def _why(page_request: PageRequest, appeal: Appeal, answers: WhyForm) -> Done:
    return say_why(page_request.ctx, appeal.id, page_request.expected_version, answers.why)


class InformationForm(FormModel):
    """What the panel should know beside it."""

    text: OptionalLongText = entry("", optional=True)


def _show_information(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    return _ask(
        page_request,
        appeal,
        form,
        step=2,
        template="information",
        back=f"/parents/appeals/{appeal.id}/why",
        title=N_("What else should the panel know?"),
    )


def _known_information(_page_request: PageRequest, appeal: Appeal) -> dict[str, str]:
    return {"text": appeal.supplied[0].text if appeal.supplied else ""}


@pages.form(
    "/parents/appeals/{appeal_id}/information",
    Action.EDIT_APPEAL,
    InformationForm,
    of=Appeal,
    show=_show_information,
    initial=_known_information,
)
def _information(page_request: PageRequest, appeal: Appeal, answers: InformationForm) -> Done:
    return give_information(page_request.ctx, appeal.id, page_request.expected_version, answers.text)


def _show_check(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    if appeal.state == AppealState.DRAFT and not appeal.why and page_request.method != "POST":
        return see_other(f"/parents/appeals/{appeal.id}/why")
    return _ask(
        page_request,
        appeal,
        form,
        step=3,
        template="check",
        back=f"/parents/appeals/{appeal.id}/information",
        title=N_("Check and file your appeal"),
    )


@pages.form("/parents/appeals/{appeal_id}/check", Action.FILE_APPEAL, EmptyForm, of=Appeal, show=_show_check)
def _file(page_request: PageRequest, appeal: Appeal, _answers: EmptyForm) -> Done:
    return file_appeal(page_request.ctx, appeal.id, page_request.expected_version)


@pages.page("/parents/appeals/{appeal_id}/filed", Action.VIEW_OWN_APPEAL, of=Appeal)
def _filed(page_request: PageRequest, appeal: Appeal) -> Page:
    if appeal.filed_at is None:
        return see_other(f"/parents/appeals/{appeal.id}")
    reasons = list(shown_reasons(page_request, timeliness(appeal.filed_at, appeal.revoked_on)))
    return page_request.render(
        "parents/appeals/filed.html",
        title=N_("Your appeal is filed"),
        appeal=appeal,
        reasons=reasons,
        start_by=start_shots_by(appeal),
    )


@pages.page("/parents/appeals/{appeal_id}", Action.VIEW_OWN_APPEAL, of=Appeal)
def _appeal(page_request: PageRequest, appeal: Appeal) -> Page:
    return page_request.render(
        "parents/appeals/appeal.html",
        title=N_("Your appeal"),
        appeal=appeal,
        standing=appeal_status(appeal),
        points=shown_points(page_request, appeal_timeline(appeal)),
        takes_information=takes_information(appeal),
        may_withdraw=appeal.state in sources_of("appeal", Action.WITHDRAW_APPEAL),
        question=appeal.question if appeal.state == AppealState.INFO_REQUESTED else "",
        vaccines=[page_request.translate(VACCINES[vaccine]) for vaccine in appeal.vaccines],
        decisions=[
            (page_request.translate(VACCINES[found.vaccine]), page_request.translate(DECISIONS[found.vote]))
            for found in appeal.determined
        ],
        back_url="/parents",
        decision_law=citation(Cite.HSC_120372_05_D),
    )


class SupplyForm(FormModel):
    """Information added after the filing."""

    text: LongText = entry(N_("Write what you want to add"))


def _show_supply(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    if not takes_information(appeal):
        raise wrong_state()
    asked = appeal.state == AppealState.INFO_REQUESTED
    return page_request.render(
        "parents/appeals/supply.html",
        title=N_("Answer the panel's question") if asked else N_("Add information"),
        form=form,
        form_version=appeal.version,
        appeal=appeal,
        question=appeal.question if asked else "",
        back_url=f"/parents/appeals/{appeal.id}",
    )


@pages.form(
    "/parents/appeals/{appeal_id}/add", Action.SUPPLY_APPEAL_INFORMATION, SupplyForm, of=Appeal, show=_show_supply
)
def _supply(page_request: PageRequest, appeal: Appeal, answers: SupplyForm) -> Done:
    return supply_appeal_information(page_request.ctx, appeal.id, page_request.expected_version, answers.text)


def _show_withdraw(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    require_state(appeal, Action.WITHDRAW_APPEAL)
    return page_request.render(
        "parents/appeals/withdraw.html",
        title=N_("Withdraw the appeal?"),
        form=form,
        appeal=appeal,
        form_version=appeal.version,
        start_by=start_shots_by(appeal, page_request.ctx.on),
        back_url=f"/parents/appeals/{appeal.id}",
    )


@pages.form("/parents/appeals/{appeal_id}/withdraw", Action.WITHDRAW_APPEAL, EmptyForm, of=Appeal, show=_show_withdraw)
def _withdraw(page_request: PageRequest, appeal: Appeal, _answers: EmptyForm) -> Done:
    return withdraw_appeal(page_request.ctx, appeal.id, page_request.expected_version)
