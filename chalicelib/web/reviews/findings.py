"""What a reviewer writes on the page of a case: a finding for each vaccine, notes; saved as a draft or sent."""

from typing import Any

from pydantic import create_model

from chalicelib.actions.reviews.recommend import recommend
from chalicelib.actions.reviews.review_work import Typed, save_work
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Finding, LineFinding
from chalicelib.domain.review_work import DraftFinding
from chalicelib.law.enums import Vaccine
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import (
    FieldError,
    FormModel,
    InvalidFormError,
    OptionalLongText,
    OptionalText,
    ShownForm,
    entry,
)
from chalicelib.web.http.headers import are_ids
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case
from chalicelib.web.reviews.case_view import CHOICES, SAME, first_answers, possible, show_case

pages = Pages()
ASK = "ask"
_LONGEST_COUNT = 6


class _NotesForm(FormModel):
    """The note, which draft the page showed, and where to go when it is saved: "ask", or the next case."""

    note: OptionalLongText = entry("", optional=True)
    draft_saves: OptionalText = entry("", optional=True)
    go: OptionalText = entry("", optional=True)


def _finding_fields() -> dict[str, Any]:
    """Two answers for each vaccine that a form can have; which of them must be given, the form's lines say."""
    fields: dict[str, Any] = {}
    for vaccine in Vaccine:
        fields[f"finding_{vaccine.lower()}"] = (OptionalText, entry("", optional=True))
        fields[f"reason_{vaccine.lower()}"] = (OptionalLongText, entry("", optional=True))
    return fields


FindingsForm = create_model(
    "FindingsForm", __base__=_NotesForm, __doc__="A finding and its reason for each vaccine.", **_finding_fields()
)


def _show(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    return show_case(page_request, case, form)


@pages.form(f"{CASE}/recommend", Action.RECOMMEND, FindingsForm, of=CASE_RECORDS, show=_show, initial=first_answers)
def _recommend(page_request: PageRequest, case: Case, answers: FormModel) -> Done:
    review, form = case
    given = answers.model_dump()
    findings = _findings(_typed_findings(given, form))
    return recommend(
        page_request.ctx, review.id, form.id, findings, page_request.expected_version, note=str(given["note"])
    )


@pages.form(
    f"{CASE}/notes",
    Action.SAVE_REVIEW_WORK,
    FindingsForm,
    of=CASE_RECORDS,
    show=_show,
    initial=first_answers,
    idempotent=False,
)
def _save(page_request: PageRequest, case: Case, answers: FormModel) -> Answer:
    review, form = case
    given = answers.model_dump()
    draft = _typed_findings(given, form) if possible(page_request, review)["draft"] else None
    saves = str(given["draft_saves"])
    shown = int(saves) if saves.isdigit() and len(saves) < _LONGEST_COUNT else 0
    # The same button with the same words is one act; with other words it is another, also after "Back".
    words = (str(given["note"]), *(f"{each.vaccine} {each.finding} {each.reason}" for each in draft or ()))
    page_request.ctx.idempotency_key = page_request.ctx.keyed_hash("draft", page_request.ctx.idempotency_key, *words)
    done = save_work(page_request.ctx, review.id, form.id, Typed(str(given["note"]), draft, shown))
    return _where_to(page_request, str(given["go"])) or done


def _where_to(page_request: PageRequest, go: str) -> str:
    if go == ASK:
        return f"{CASE.format(**page_request.params)}/ask"
    review_id, _slash, form_id = go.partition("/")
    return CASE.format(review_id=review_id, form_id=form_id) if are_ids((review_id, form_id)) else ""


def _typed_findings(given: dict[str, Any], form: ExemptionForm) -> tuple[DraftFinding, ...]:
    """What was chosen and written for each line so far; a choice that the page does not offer is none."""
    offered = {*CHOICES, SAME}
    typed = []
    for line in form.lines:
        chosen = str(given[f"finding_{line.vaccine.lower()}"])
        reason = str(given[f"reason_{line.vaccine.lower()}"])
        typed.append(DraftFinding(vaccine=line.vaccine, finding=chosen if chosen in offered else "", reason=reason))
    return tuple(typed)


def _findings(typed: tuple[DraftFinding, ...]) -> tuple[LineFinding, ...]:
    """The findings, all of them. "The same" takes finding and reason of the first vaccine; an own reason stands.

    Raises InvalidFormError with every vaccine that lacks a finding or a reason.
    """
    first = typed[0] if typed else None
    errors: list[FieldError] = []
    found: list[LineFinding] = []
    for each in typed:
        model = first if first and each.finding == SAME and each is not first else each
        name, reason = each.vaccine.lower(), each.reason or model.reason
        if model.finding not in set(Finding):
            if model is each:  # the same as the first: it is said there
                errors.append(FieldError(f"finding_{name}", SENTENCES["FINDING_MISSING"]))
        elif reason:
            found.append(LineFinding(vaccine=each.vaccine, finding=Finding(model.finding), reason=reason))
        if not reason and model is each:
            errors.append(FieldError(f"reason_{name}", SENTENCES["FINDING_REASON_MISSING"]))
    if errors:
        raise InvalidFormError(tuple(errors))
    return tuple(found)
