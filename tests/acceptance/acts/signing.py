"""Asking, stating and signing: the parent's request, the physician's form."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chalicelib.actions.requests import edit_request as asking
from chalicelib.actions.requests.copy_request import ask_for_renewal, copy_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.start_request import start_request
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.signing import edit_form_draft as drafts
from chalicelib.actions.signing.correct_exemption import correct_exemption, correction_id, version_to_begin
from chalicelib.actions.signing.form_facts import line_verdicts
from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.signing.renew_exemption import renew_exemption, renewal_id
from chalicelib.domain.account import Account
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft, LineDraft, ParentFacts, PrimaryCare, RequestState
from chalicelib.law.duration import latest_expiry
from chalicelib.law.enums import LineKind, Vaccine
from tests.acceptance.acts.people import person, school
from tests.acceptance.story import FormPlan, LinePlan, Story, Told
from tests.builders import HOME, PASSWORD, PRACTICE, SIGNATURE

TEXT = "The allergist's letter of this spring describes the reaction and advises against a dose"
_USUAL_REASON = {LineKind.TEMPORARY: "GEN-MODSEV", LineKind.PERMANENT: "GEN-ANA-COMP"}


# The request


def the_request(story: Story) -> ExemptionRequest:
    """The request under way; it is asked for and sent where there is none."""
    request_id = story.memory.get("request")
    if request_id is None:
        return send_request(story)
    return story.world.ctx().store.get(ExemptionRequest, request_id)


def send_request(story: Story) -> ExemptionRequest:
    """The parent answers every question and sends the request."""
    parent = person(story, "parent")
    draft_id = _begin(story, parent)

    def answer(act: Callable[..., str], *given: Any) -> None:
        act(story.world.ctx(parent), asking.Edit(draft_id, None), *given)

    answer(
        asking.give_child, ChildFacts(first_name=story.first_name, last_name="Brandvold", birth_date=story.birth_date)
    )
    if story.plan.with_school:
        answer(asking.give_school, school(story).id)
    else:
        answer(asking.say_not_enrolled)
    answer(asking.give_grades, story.asked_grade, story.grade_now)
    answer(asking.give_dates, *_dates(story))
    answer(
        asking.give_parent,
        ParentFacts(name=parent.display_name, relationship="mother", address=HOME, telephone=parent.telephone),
    )
    answer(asking.give_doctor, "")
    answer(asking.give_consents)
    submit_request(story.world.ctx(parent), draft_id, None)
    story.memory["request"] = draft_id
    sent = story.world.ctx().store.get(ExemptionRequest, draft_id)
    story.memory["child"] = sent.child_id
    return sent


def _begin(story: Story, parent: Account) -> str:
    """A new draft, or a copy of the child's first request: one child has one record."""
    copied, renewed = story.memory.get("first request"), story.memory.pop("renews", None)
    ctx = story.world.ctx(parent)
    begin = ask_for_renewal(ctx, renewed) if renewed else copy_request(ctx, copied) if copied else start_request(ctx)
    return begin.subject.id


def _dates(story: Story) -> tuple[date, date | None]:
    """The first day in the grade asked for, and the planned first day in the span after it."""
    later_span = story.span(story.asked_grade) != story.span()
    if later_span:
        planned = story.plan.first_day or story.next_entry
        assert planned, "The form is for the next grade span: say on which day the child plans to enter it."
        return planned, None
    entry = story.next_entry if story.next_entry and story.next_entry > story.today else None
    return story.plan.first_day or _usual_first_day(story), entry


def _usual_first_day(story: Story) -> date:
    this_year = date(story.today.year, 8, 12)
    day = this_year if this_year <= story.today else date(story.today.year - 1, 8, 12)
    return day if day > story.birth_date else min(story.birth_date + timedelta(days=60), story.today)


# The form


def open_it(story: Story) -> str:
    """The physician opens the request; the draft's id is the request's."""
    request = the_request(story)
    physician = person(story, "physician")
    if request.state != RequestState.OPENED:
        open_request(story.world.ctx(physician), OpenCommand(request.number, story.birth_date))
    return request.id


def sign(story: Story) -> Told:
    """Everything from the question to the signature; what is refused on the way is the answer."""
    try:
        draft_id = story.memory.get("draft") or open_it(story)
    except PortalError as error:
        return Told("opening the request", errors=[error])
    story.memory["draft"] = draft_id
    facts = dict(_offered(story, draft_id))
    errors = fill(story, draft_id)
    if errors:
        return Told("signing", errors=errors, facts=facts)
    physician, draft = person(story, "physician"), _draft(story, draft_id)
    certified = {"signed_name": physician.display_name, **story.plan.certified}
    signature = replace(SIGNATURE, **certified)  # type: ignore[arg-type] - names of its fields
    try:
        done = issue_exemption(story.world.ctx(physician), IssueCommand(draft_id, draft.version, signature, PASSWORD))
    except PortalError as error:
        return Told("signing", errors=[error], facts=facts)
    return _signed(story, done.subject.id, facts)


def _signed(story: Story, form_id: str, facts: dict[str, Any]) -> Told:
    form = story.world.ctx().store.get(ExemptionForm, form_id)
    story.memory.setdefault("forms", []).append(form.id)
    story.memory.setdefault("first request", story.memory.get("request"))
    for done in ("request", "draft"):
        story.memory.pop(done, None)
    story.plan = FormPlan()
    notes = tuple(verdict for line in form.lines for verdict in line_verdicts(form, line, supported=False))
    return Told("signing", notes=notes, facts={**facts, "form": form.id})


def _offered(story: Story, draft_id: str) -> Iterator[tuple[str, Any]]:
    """The latest expiry date that the physician is offered."""
    draft = _draft(story, draft_id)
    source: Any = story.world.ctx().store.find(ExemptionRequest, draft.request_id)
    if source is None:
        source = story.world.ctx().store.get(ExemptionForm, draft.replaces_form_id)
    signed_on = source.signed_on if draft.is_correction else story.today
    yield "latest_allowed", latest_expiry(signed_on, source.next_span_entry)


def fill(story: Story, draft_id: str) -> list[PortalError]:
    """Fill in the draft page by page, through every page even where one is refused; the refusals."""
    return [error for act in _pages(story, draft_id) if (error := _refusal(act)) is not None]


def _refusal(act: Callable[[], Any]) -> PortalError | None:
    try:
        act()
    except PortalError as error:
        return error
    return None


def _pages(story: Story, draft_id: str) -> Iterator[Callable[[], Any]]:
    plan, physician = story.plan, person(story, "physician")
    is_correction = _draft(story, draft_id).is_correction

    def page() -> drafts.PageOfDraft:
        return drafts.PageOfDraft(draft_id, _draft(story, draft_id).version)

    if not is_correction:
        since = plan.treating_since or max(story.birth_date, story.today - timedelta(days=400))
        yield lambda: drafts.save_examination(
            story.world.ctx(physician),
            page(),
            examined_on=story.today,
            treating_since=since,
            is_primary_care=plan.is_primary_care,
        )
    if not plan.is_primary_care:
        yield lambda: drafts.save_primary_care(story.world.ctx(physician), page(), _primary_care(plan))
    if plan.lines and not is_correction and not _draft(story, draft_id).replaces_form_id:
        yield lambda: drafts.choose_vaccines(story.world.ctx(physician), page(), list(plan.lines))
    on_draft = {line.vaccine for line in _draft(story, draft_id).lines}
    for vaccine, line in plan.lines.items():
        if vaccine in on_draft:
            yield lambda vaccine=vaccine, line=line: drafts.save_line(  # type: ignore[misc]
                story.world.ctx(physician), page(), answers(story, draft_id, vaccine, line)
            )


def _primary_care(plan: FormPlan) -> PrimaryCare:
    given = {
        "name": "Dr Leona Vasquez",
        "license": "G 71234",
        "telephone": "(626) 555-0150",
        "why_not_issuer": "The allergist knows this reaction best",
        **plan.primary_care,
    }
    return PrimaryCare(business_address=PRACTICE, **given)


def answers(story: Story, draft_id: str, vaccine: Vaccine, line: LinePlan) -> drafts.LineAnswers:
    """What the physician answers on the page of one vaccine, with usual values for what the story does not say."""
    before = next(
        (each for each in _draft(story, draft_id).lines if each.vaccine == vaccine), LineDraft(vaccine=vaccine)
    )
    kind = line.kind or before.kind or LineKind.TEMPORARY
    codes = line.reasons if line.reasons is not None else before.reason_codes or (_USUAL_REASON[kind],)
    text = line.description if line.description is not None else before.description or TEXT
    expiry = line.expiry or before.expires_on
    if kind is LineKind.TEMPORARY and expiry is None and not line.no_expiry and line.product_on is None:
        expiry = story.today + timedelta(days=182)
    stated = LineDraft(vaccine=vaccine, kind=kind, reason_codes=codes, description=text, expires_on=expiry)
    return drafts.LineAnswers(stated, product_on=line.product_on)


def _draft(story: Story, draft_id: str) -> FormDraft:
    return story.world.ctx().store.get(FormDraft, draft_id)


# Corrections and renewals


def begin_again(story: Story, form: ExemptionForm, *, correction: bool) -> None:
    """The issuer begins a correction or a renewal of a form."""
    act = correct_exemption if correction else renew_exemption
    draft_id = correction_id(form.id) if correction else renewal_id(form.id)
    begun = story.world.ctx().store.find(FormDraft, draft_id)
    act(story.world.ctx(person(story, "physician")), form.id, version_to_begin(form, begun))
    story.memory["draft"] = draft_id
