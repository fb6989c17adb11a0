"""Deciding a case: what to decide, what would follow, the password; then what was done and who was told."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.reviews.decide_review import Decision, check_decision, decide_review, is_ended
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Finding, LineFinding, Outcome, Review, ReviewState
from chalicelib.law.appeals import appeal_by
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.revocation import start_by
from chalicelib.web.http.forms import FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case
from chalicelib.web.reviews.letters_shown import letters_of
from chalicelib.web.reviews.names import OUTCOMES
from chalicelib.web.reviews.shown import shown_case, shown_lines
from chalicelib.web.wording.names import VACCINES

pages = Pages()
_JURISDICTION_NAMES = {jurisdiction.id: jurisdiction.name for jurisdiction in JURISDICTIONS}
_CHOICES = {
    Outcome.REVOKED: (N_("Revoke"), N_("The vaccines that you check below. We notify four parties today.")),
    Outcome.DISAGREED: (N_("Disagree with the reviewer"), N_("Nothing is revoked, and the case ends.")),
    Outcome.CLEARED: (N_("End the case; the form stays as it is"), N_("Parent and physician are told.")),
}


class DecisionForm(FormModel):
    """What the officer decides."""

    outcome: Outcome = entry(N_("Choose what you decide"))
    vaccines: tuple[Vaccine, ...] = entry(N_("Choose vaccines that are on the form"), optional=True, default=())
    reason: LongText = entry(N_("Write the reason for your decision. The parent and the physician can read it."))
    change: OptionalText = entry("", optional=True)  # "yes": back from the preview, nothing retyped


class ConfirmForm(DecisionForm):
    """The decision as it was previewed, and the password."""

    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


def _decision(page_request: PageRequest, case: Case, answers: DecisionForm) -> Decision:
    review, form = case
    named = answers.vaccines if answers.outcome == Outcome.REVOKED else ()
    return Decision(review.id, form.id, page_request.expected_version, answers.outcome, named, answers.reason)


def _show_decide(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    page_request.record_view(record.child_id, Purpose.REVIEW_DECISION)
    in_time = _revocable(page_request, review, record)
    return page_request.render(
        "reviews/decide.html",
        title=N_("Decide this case"),
        form=form,
        review=review,
        record=record,
        case=shown_case(page_request, review),
        lines=shown_lines(page_request, record, review),
        choices=[
            (outcome.value, *map(page_request.translate, words))
            for outcome, words in _CHOICES.items()
            if outcome == Outcome.CLEARED or review.state == ReviewState.RECOMMENDED_REVOKE
        ],
        to_revoke=[(vaccine.value, page_request.translate(VACCINES[vaccine])) for vaccine in in_time],
        ended=[page_request.translate(VACCINES[vaccine]) for vaccine in _recommended(review) if vaccine not in in_time],
    )


def _recommended(review: Review) -> list[Vaccine]:
    return [found.vaccine for found in review.findings if found.finding == Finding.REVOKE]


def _revocable(page_request: PageRequest, review: Review, form: ExemptionForm) -> list[Vaccine]:
    """The lines that were recommended to be revoked and have not ended meanwhile."""
    return [vaccine for vaccine in _recommended(review) if not is_ended(page_request.ctx, form, vaccine)]


def _first_answers(page_request: PageRequest, case: Case) -> dict[str, object]:
    """Every line that was recommended is ticked; the officer takes away what should stay. The reason starts from what
    the reviewer found of these lines; of a case without such lines, from all findings."""
    revocable = _revocable(page_request, *case)
    found = [each for each in case[0].findings if not revocable or each.vaccine in revocable]
    return {"vaccines": tuple(vaccine.value for vaccine in revocable), "reason": _as_found(page_request, found)}


def _as_found(page_request: PageRequest, found: list[LineFinding]) -> str:
    """The reviewer's reasons, each once; with the vaccines' names where there are several."""
    marks = translations_for(page_request.language).marks
    by_reason: dict[str, list[str]] = {}
    for each in found:
        by_reason.setdefault(each.reason, []).append(page_request.translate(VACCINES[each.vaccine]))
    if len(by_reason) == 1:
        return next(iter(by_reason))
    return "\n".join(f"{marks.between_names.join(names)}{marks.colon}{reason}" for reason, names in by_reason.items())


@pages.form(
    f"{CASE}/decide", Action.DECIDE_REVIEW, DecisionForm, of=CASE_RECORDS, show=_show_decide, initial=_first_answers
)
def _decide(page_request: PageRequest, case: Case, answers: DecisionForm) -> Page:
    typed = {**answers.model_dump(mode="json"), "password": ""}
    if answers.change:
        return _show_decide(page_request, case, page_request.form(typed))
    check_decision(page_request.ctx, _decision(page_request, case, answers))
    return _show_confirm(page_request, case, page_request.form(typed))


def _show_confirm(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    """What would follow from the decision, before the password is typed. A decision to be mended is shown itself."""
    if any(error.field in DecisionForm.model_fields for error in form.field_errors):
        return _show_decide(page_request, case, form)
    review, record = case
    outcome = str(form.values.get("outcome", ""))
    if outcome not in set(Outcome):
        return see_other(f"{_case_path(page_request)}/decide")
    page_request.record_view(record.child_id, Purpose.REVIEW_DECISION)
    chosen = form.values.get("vaccines") or ()
    named = (chosen,) if isinstance(chosen, str) else tuple(chosen)
    return page_request.render(
        "reviews/confirm.html",
        title=N_("Check what will happen"),
        form=form,
        review=review,
        record=record,
        outcome=outcome,
        outcome_name=page_request.translate(_CHOICES[Outcome(outcome)][0]),
        named=named,
        vaccines=[page_request.translate(VACCINES[Vaccine(code)]) for code in named if code in set(Vaccine)],
        start_by=start_by(page_request.ctx.on),
        appeal_by=appeal_by(page_request.ctx.on),
        officer=_local_officer(record),
        letters=letters_of(page_request, review, record, _named(outcome, named), str(form.values.get("reason", ""))),
        decide_path=f"{_case_path(page_request)}/decide",
    )


def _named(outcome: str, codes: tuple[str, ...]) -> tuple[Vaccine, ...]:
    known = set(Vaccine)
    return tuple(Vaccine(code) for code in codes if code in known) if outcome == Outcome.REVOKED else ()


def _case_path(page_request: PageRequest) -> str:
    return CASE.format(**page_request.params)


def _local_officer(form: ExemptionForm) -> str:
    return _JURISDICTION_NAMES.get(form.jurisdiction, form.jurisdiction)


@pages.form(f"{CASE}/confirm", Action.DECIDE_REVIEW, ConfirmForm, of=CASE_RECORDS, show=_show_confirm)
def _confirm(page_request: PageRequest, case: Case, answers: ConfirmForm) -> Done:
    return decide_review(page_request.ctx, _decision(page_request, case, answers), answers.password)


@pages.page(f"{CASE}/decided", Action.VIEW_REVIEW, of=CASE_RECORDS)
def _decided(page_request: PageRequest, case: Case) -> Page:
    review, form = case
    if review.decided_on is None or review.outcome is None:
        return see_other(_case_path(page_request))
    page_request.record_view(form.child_id, Purpose.REVIEW_DECISION)
    return page_request.render(
        "reviews/decided.html",
        title=N_("The decision is recorded"),
        review=review,
        record=form,
        outcome=page_request.translate(OUTCOMES[review.outcome]),
        vaccines=[page_request.translate(VACCINES[vaccine]) for vaccine in review.revoked_vaccines],
        officer=_local_officer(form),
        start_by=start_by(review.decided_on),
        appeal_by=appeal_by(review.decided_on),
    )
