"""All answers on one page, each with a way to change it, and the button that sends the request."""

from collections.abc import Iterator
from datetime import date

from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.signing.form_facts import one_line
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.request_steps import Step, open_steps
from chalicelib.domain.results import Done
from chalicelib.law.duration import earliest_issue
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.parents.questions import elsewhere, step_names
from chalicelib.web.wording.names import GRADES, SPANS

pages = Pages()
Row = tuple[str, str, str]


def _show_check(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    if draft.state != RequestState.DRAFT or open_steps(draft):
        return elsewhere(page_request, f"/parents/requests/{draft.id}")
    return page_request.render(
        "parents/check_answers.html",
        title=N_("Check your answers"),
        form=form,
        form_version=draft.version,
        back_url=f"/parents/requests/{draft.id}/{Step.CONSENTS}",
        draft=draft,
        rows=list(_rows(page_request, draft)),
        leave_url=f"/parents/requests/{draft.id}",
        step_number=len(Step) + 1,
        step_names=step_names(page_request),
        too_early_until=_too_early_until(page_request, draft),
    )


@pages.form(
    "/parents/requests/{request_id}/check", Action.SUBMIT_REQUEST, EmptyForm, of=ExemptionRequest, show=_show_check
)
def _check(page_request: PageRequest, draft: ExemptionRequest, _answers: EmptyForm) -> Done:
    try:
        return submit_request(page_request.ctx, draft.id, page_request.expected_version)
    except PortalError as error:
        error.field = ""  # the field stands on another page; "Change" leads there
        raise


def _too_early_until(page_request: PageRequest, draft: ExemptionRequest) -> date | None:
    """The first day on which a doctor can sign, while that is still to come (one year before the span)."""
    if draft.span_starts_on is None:
        return None
    first = earliest_issue(draft.span_starts_on)
    return first if first > page_request.ctx.on else None


def _rows(page_request: PageRequest, draft: ExemptionRequest) -> Iterator[Row]:
    def row(name: str, value: str, step: Step) -> Row:
        return page_request.translate(name), value, f"/parents/requests/{draft.id}/{step}"

    spoken = translations_for(page_request.language)
    if draft.child is None or draft.parent is None or draft.grade is None or draft.planned_first_day is None:
        return
    yield row(N_("Child's name"), draft.child.full_name, Step.CHILD)
    yield row(N_("Date of birth"), spoken.date(draft.child.birth_date), Step.CHILD)
    now = GRADES[draft.grade_now] if draft.grade_now else N_("Not in school or child care now")
    yield row(N_("Grade now"), page_request.translate(now), Step.GRADE)
    yield row(N_("Exemption for"), page_request.translate(GRADES[draft.grade]), Step.GRADE)
    if draft.span:
        yield row(N_("This covers"), page_request.translate(SPANS[draft.span]), Step.GRADE)
    yield row(N_("School or child care"), _school(page_request, draft), Step.SCHOOL)
    yield row(N_("First day in that grade"), spoken.date(draft.planned_first_day), Step.DATES)
    if draft.next_span_entry:
        yield row(N_("First day in the next grade span"), spoken.date(draft.next_span_entry), Step.DATES)
    yield row(N_("Your name"), draft.parent.name, Step.PARENT)
    yield row(N_("Relationship to the child"), draft.parent.relationship, Step.PARENT)
    yield row(N_("Your address"), one_line(draft.parent.address), Step.PARENT)
    yield row(N_("Your phone"), draft.parent.telephone or page_request.translate(N_("Not given")), Step.PARENT)
    yield row(N_("Doctor"), draft.physician_name or page_request.translate(N_("Not known yet")), Step.DOCTOR)
    yield row(N_("Your consent"), page_request.translate(N_("Given")), Step.CONSENTS)


def _school(page_request: PageRequest, draft: ExemptionRequest) -> str:
    if draft.school is None:
        return draft.unlisted_school or page_request.translate(N_("Not enrolled yet"))
    address = one_line(draft.school.address) if draft.school.address else ""
    return ", ".join(part for part in (draft.school.name, address) if part)
