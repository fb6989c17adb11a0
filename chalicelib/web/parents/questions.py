"""What the question pages of a request share: the draft, its place in the row of questions, and the way back."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.requests.edit_request import Edit
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.request_steps import Step, is_answered, open_steps
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import ShownForm
from chalicelib.web.http.page_request import Page, PageRequest, see_other

STEP_NAMES: Mapping[Step, str] = {
    Step.CHILD: N_("Your child"),
    # Translators: the year of school, such as Grade 3; no mark for work
    Step.GRADE: N_("Grade"),
    Step.SCHOOL: N_("School or child care"),
    Step.DATES: N_("First day"),
    Step.PARENT: N_("You"),
    Step.DOCTOR: N_("Doctor"),
    Step.CONSENTS: N_("Your consent"),
}
CHECK_NAME = N_("Check your answers")


def edit_of(page_request: PageRequest, draft: ExemptionRequest) -> Edit:
    """Which draft the posted answer belongs to."""
    return Edit(draft.id, page_request.expected_version)


def ask(
    page_request: PageRequest,
    draft: ExemptionRequest,
    step: Step,
    form: ShownForm,
    *,
    title: str,
    template: str = "",
    needs: Step | None = None,
    back: str = "",
    **model: Any,
) -> Page:
    """One question page. A question that is asked too early, or of a request already sent, leads elsewhere."""
    home = f"/parents/requests/{draft.id}"
    if draft.state != RequestState.DRAFT:
        return elsewhere(page_request, home)
    if needs and not is_answered(draft, needs):
        return elsewhere(page_request, f"{home}/{needs}")
    return page_request.render(
        template or f"parents/questions/{step}.html",
        title=title,
        form=form,
        form_version=draft.version,
        back_url=back or _back(draft, step),
        leave_url=home,
        draft=draft,
        step_number=list(Step).index(step) + 1,
        step_names=step_names(page_request),
        **model,
    )


def step_names(page_request: PageRequest) -> list[str]:
    """The names of all steps in their order, in the page's language."""
    return [page_request.translate(name) for name in (*STEP_NAMES.values(), CHECK_NAME)]


def _back(draft: ExemptionRequest, step: Step) -> str:
    home, steps = f"/parents/requests/{draft.id}", list(Step)
    if not open_steps(draft):
        return f"{home}/check"
    place = steps.index(step)
    return f"{home}/{steps[place - 1]}" if place else home


def elsewhere(page_request: PageRequest, path: str) -> Page:
    """Go there instead of asking; a posted answer is told that the step is closed. Raises PortalError CONFLICT."""
    if page_request.method == "POST":
        raise wrong_state()
    return see_other(path)
