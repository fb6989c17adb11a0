"""What waits for a physician: questions of the state, drafts, requests whose school has come, what ends soon."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.signing.draft_case import unfinished_parts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.patient_list import Patient
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.vaccine_names import short_vaccines


@dataclass(frozen=True)
class Waiting:
    """One line: what it is (a marked word and its kind), who, what is to be done, and by when or since when."""

    word: str
    kind: str
    name: str
    text: str
    url: str
    when: str


def waiting_for(
    page_request: PageRequest,
    patients: Sequence[Patient],
    opened: Sequence[ExemptionRequest],
    drafts: Sequence[FormDraft],
    notices: Iterable[Notice],
) -> list[Waiting]:
    """Return the lines, questions first. `drafts`: of the opened requests, and of corrections and renewals."""
    named_since = {
        notice.about.id: california_date(notice.at)
        for notice in notices
        if notice.kind == NoticeKind.REQUEST_SCHOOL_CHANGED
    }
    of_request = {draft.id: draft for draft in drafts}
    return [
        *_questions(page_request, patients),
        *(_request(page_request, each, of_request.get(each.id), named_since.get(each.id)) for each in opened),
        *_drafts(page_request, [each for each in drafts if not each.request_id]),
        *_ending(page_request, patients),
    ]


def _questions(page_request: PageRequest, patients: Iterable[Patient]) -> Iterator[Waiting]:
    for patient in patients:
        if patient.question:
            asked = patient.question
            yield Waiting(
                N_("Question"),
                "warning",
                patient.facts.full_name,
                page_request.translate(N_("the state asks about this form")),
                f"/physicians/forms/{asked.form_id}/reviews/{asked.review_id}",
                page_request.translate(N_("Answer by %(day)s"), day=asked.due_on),
            )


def _request(
    page_request: PageRequest, request: ExemptionRequest, draft: FormDraft | None, named_on: date | None
) -> Waiting:
    word, kind = N_("Draft"), "info"
    if request.not_enrolled_yet:
        word, text = N_("Waits for the parent"), N_("no school is named yet: you can fill out the form, not sign it")
    elif draft is not None and not any(unfinished_parts(draft)):
        text = N_("ready to check and sign")
    else:
        text = N_("the form is not finished")
    if named_on and not request.not_enrolled_yet:
        word, kind = N_("School named"), "warning"
    return Waiting(
        word,
        kind,
        request.child.full_name if request.child else request.number,
        page_request.translate(text),
        f"/physicians/requests/{request.id}" if draft is None else f"/physicians/drafts/{request.id}",
        page_request.translate(N_("Request %(number)s"), number=request.number),
    )


def _drafts(page_request: PageRequest, drafts: Iterable[FormDraft]) -> Iterator[Waiting]:
    """Corrections and renewals, each under the child of the form that it is made from."""
    for draft in drafts:
        form = page_request.ctx.store.find(ExemptionForm, draft.replaces_form_id)
        yield Waiting(
            N_("Draft"),
            "info",
            form.child.full_name if form else "",
            page_request.translate(N_("Unfinished correction") if draft.is_correction else N_("Unfinished renewal")),
            f"/physicians/drafts/{draft.id}",
            "",
        )


def _ending(page_request: PageRequest, patients: Iterable[Patient]) -> Iterator[Waiting]:
    for patient in patients:
        days = [each.line.expires_on or each.form.next_span_entry for each in patient.ending]
        first = min((day for day in days if day), default=None)
        if first:
            form = patient.renewable
            yield Waiting(
                N_("Ends soon"),
                "warning",
                patient.facts.full_name,
                short_vaccines(page_request, [each.vaccine for each in patient.ending]),
                f"/physicians/forms/{form.id}/renew" if form else f"/physicians/forms/{patient.newest.id}",
                page_request.translate(N_("Ends on %(day)s"), day=first),
            )
