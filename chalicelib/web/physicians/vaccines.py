"""Which vaccines the form names, and for each its own reason, text, kind and end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from chalicelib.actions.signing.draft_case import DraftCase
from chalicelib.actions.signing.edit_form_draft import LineAnswers, choose_vaccines, save_line
from chalicelib.actions.signing.line_law import age_in_span, line_facts
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.request import FormDraft, LineDraft
from chalicelib.domain.results import Done
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.calendar import day_after
from chalicelib.law.duration import earliest_issue, latest_expiry
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.grade_spans import check_vaccine_in_span, vaccines_for_span
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import CodedReason, ReasonCategory, criteria_set_on, reasons_for
from chalicelib.law.vaccine_products import combined_products, single_vaccine_hint
from chalicelib.web.http.forms import FormModel, LongText, OptionalDate, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.physicians.draft_pages import DRAFT_CASE, page_of_draft, show_draft
from chalicelib.web.wording import names
from chalicelib.web.wording.verdicts import CITED, ShownReason, shown_reasons

pages = Pages()
_LONGEST_PLACE = 2
_Code = Annotated[str, StringConstraints(pattern="^[A-Z0-9-]{1,30}$")]


class VaccinesForm(FormModel):
    vaccines: tuple[Vaccine, ...] = entry(N_("Choose at least one vaccine"))


def _show_vaccines(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    return show_draft(
        page_request,
        case,
        "physicians/vaccines.html",
        title=N_("Which vaccines is the exemption for?"),
        step=2,
        form=form,
        options=list(_offered(page_request, case)),
    )


def _offered(page_request: PageRequest, case: DraftCase) -> Iterator[tuple[str, str, str]]:
    """The vaccines that the law asks for in this span at this age, each with its note."""
    words = translations_for(page_request.language)
    day, age = case.signing_day(page_request.ctx.on), age_in_span(case, page_request.ctx.on)
    for offered in vaccines_for_span(case.draft.span):
        verdict = check_vaccine_in_span(offered.vaccine, case.draft.span, on=day, age_years=age)
        if verdict.allowed:
            notes = [
                page_request.translate(CITED, text=each.text, law=words.law_sections(each.law.section))
                for each in shown_reasons(page_request, verdict)
            ]
            yield str(offered.vaccine), page_request.translate(names.VACCINES[offered.vaccine]), " ".join(notes)


@pages.form(
    "/physicians/drafts/{draft_id}/vaccines",
    Action.EDIT_FORM_DRAFT,
    VaccinesForm,
    of=DRAFT_CASE,
    show=_show_vaccines,
    initial=lambda _page_request, case: {"vaccines": [str(line.vaccine) for line in case.draft.lines]},
)
def _vaccines(page_request: PageRequest, case: DraftCase, answers: VaccinesForm) -> Done:
    return choose_vaccines(page_request.ctx, page_of_draft(page_request, case), answers.vaccines)


class LineForm(FormModel):
    """What the physician says of one vaccine."""

    reason_codes: tuple[_Code, ...] = entry(N_("Choose at least one reason"))
    description: LongText = entry(N_("Describe the medical reason in your own words"))
    kind: Literal["permanent", "temporary"] = entry(N_("Choose permanent or temporary"))
    expires_on: OptionalDate = entry("", default=None)
    product_on: OptionalDate = entry("", default=None)
    use_latest: OptionalText = entry("", optional=True)


@dataclass(frozen=True)
class ReasonGroup:
    """The reasons of one category, in the order of the table."""

    heading: str
    reasons: tuple[CodedReason, ...]


_GROUPS: Mapping[ReasonCategory, str] = {
    ReasonCategory.CONTRAINDICATION: N_("Contraindications"),
    ReasonCategory.PRECAUTION: N_("Precautions"),
    ReasonCategory.DOCUMENTED_IMMUNITY: N_("Documented immunity"),
    ReasonCategory.STANDARD_OF_CARE: N_("Other"),
}
_NEVER_ALONE = frozenset({ReasonCategory.NON_REASON, ReasonCategory.PRODUCT_ONLY})


def _show_line(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    return show_draft(
        page_request,
        case,
        "physicians/line.html",
        title=N_("Reason and end date"),
        step=3,
        form=form,
        **_line_model(page_request, case),
    )


def _line_model(page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    day, line = case.signing_day(page_request.ctx.on), _line_of(page_request, case.draft)
    reasons, facts = reasons_for(line.vaccine, day), line_facts(case, line, page_request.ctx.on)
    waits = tuple(each for each in reasons if each.wait_months)
    groups = [
        ReasonGroup(
            page_request.translate(heading),
            tuple(each for each in reasons if each.category == category and each not in waits),
        )
        for category, heading in _GROUPS.items()
    ]
    first_day = facts.planned_first_day
    return {
        "vaccine_name": page_request.translate(names.VACCINES[line.vaccine]),
        "groups": [group for group in groups if group.reasons],
        "waits": waits,
        "reason_words": [(each.code, page_request.translate(LABELS[each.code])) for each in reasons],
        "not_reasons": [each for each in reasons if each.category in _NEVER_ALONE],
        "combined": list(_combined(page_request, line.vaccine, day)),
        "earliest": max(day_after(day), first_day or day),
        "latest": latest_expiry(day, facts.next_span_entry),
        "criteria": criteria_set_on(day),
        "too_early": earliest_issue(first_day) if first_day and day < earliest_issue(first_day) else None,
        "back_url": f"/physicians/drafts/{case.draft.id}/vaccines",
    }


def _combined(page_request: PageRequest, vaccine: Vaccine, day: date) -> Iterator[ShownReason]:
    """That the vaccine is made as a single one too, where it is part of combined vaccines (medical reasons, E1)."""
    if combined_products(vaccine, day):
        yield from shown_reasons(page_request, single_vaccine_hint(vaccine, day))


def _line_of(page_request: PageRequest, draft: FormDraft) -> LineDraft:
    """The line at the place that the address names. Raises PortalError NOT_FOUND."""
    text = page_request.params["place"]
    place = int(text) if text.isdecimal() and len(text) <= _LONGEST_PLACE else 0
    if not 1 <= place <= len(draft.lines):
        raise not_found()
    return draft.lines[place - 1]


def _known_line(page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    line = _line_of(page_request, case.draft)
    return {
        "reason_codes": list(line.reason_codes),
        "description": line.description,
        "kind": line.kind or "",
        "expires_on": line.expires_on,
    }


@pages.form(
    "/physicians/drafts/{draft_id}/lines/{place}",
    Action.EDIT_FORM_DRAFT,
    LineForm,
    of=DRAFT_CASE,
    show=_show_line,
    initial=_known_line,
)
def _line(page_request: PageRequest, case: DraftCase, answers: LineForm) -> Done:
    line = LineDraft(
        vaccine=_line_of(page_request, case.draft).vaccine,
        kind=LineKind(answers.kind),
        reason_codes=answers.reason_codes,
        description=answers.description,
        expires_on=answers.expires_on,
    )
    return save_line(
        page_request.ctx,
        page_of_draft(page_request, case),
        LineAnswers(line, product_on=answers.product_on, use_latest=bool(answers.use_latest)),
    )
