"""What waits for a physician: questions of the state, drafts, requests whose school has come, what ends soon."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.signing.draft_case import unfinished_parts
from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.patient_list import Patient
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.store import AccountBundle
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.vaccine_names import short_vaccines

_MAX_OPEN, _MAX_DRAFTS = 40, 20


@dataclass(frozen=True)
class Waiting:
    """One line: what it is (a marked word and its kind), who, what is to be done, and by when or since when."""

    word: str
    kind: str
    name: str
    text: str
    url: str
    when: str


@dataclass(frozen=True)
class Work:
    """What a physician is at: the opened requests, and the drafts of these, of corrections and of renewals."""

    opened: list[ExemptionRequest]
    drafts: list[FormDraft]


def work_keys(bundle: AccountBundle) -> list[Key]:
    """Return what `work_of` reads of the physician whose links these are."""
    opened, drafts = _ids_of_work(bundle)
    return [
        *(keys.record("request", each) for each in opened),
        *(keys.record("form_draft", each) for each in (*opened, *drafts)),
    ]


def work_of(page_request: PageRequest, bundle: AccountBundle) -> Work:
    """Return what the physician whose links these are is at now."""
    store, physician_id = page_request.ctx.store, page_request.ctx.issuer().id
    opened_ids, draft_ids = _ids_of_work(bundle)
    requests = filter(None, (store.find(ExemptionRequest, each) for each in opened_ids))
    drafts = filter(None, (store.find(FormDraft, each) for each in (*opened_ids, *draft_ids)))
    return Work(
        [each for each in requests if each.state == RequestState.OPENED and each.physician_id == physician_id],
        [each for each in drafts if each.physician_id == physician_id and not each.is_signed],
    )


def _ids_of_work(bundle: AccountBundle) -> tuple[list[str], list[str]]:
    return bundle.ids("request")[:_MAX_OPEN], bundle.ids("draft")[:_MAX_DRAFTS]


def waiting_for(
    page_request: PageRequest, patients: Sequence[Patient], work: Work, notices: Iterable[Notice]
) -> list[Waiting]:
    """Return the lines, questions first."""
    named_since = {
        notice.about.id: california_date(notice.at)
        for notice in notices
        if notice.kind == NoticeKind.REQUEST_SCHOOL_CHANGED
    }
    return [
        *_questions(page_request, patients),
        *unfinished_forms(page_request, work, named_since),
        *_ending(page_request, patients),
    ]


def unfinished_forms(page_request: PageRequest, work: Work, named_since: Mapping[str, date]) -> Iterator[Waiting]:
    """Yield a line for each form that is not signed yet. `named_since`: by request, the day its school was named."""
    of_request = {draft.id: draft for draft in work.drafts}
    for each in work.opened:
        yield _request(page_request, each, of_request.get(each.id), named_since.get(each.id))
    yield from _drafts(page_request, [each for each in work.drafts if not each.request_id])


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
    elif draft is not None and draft.prepared_by:
        word, kind, text = _prepared(page_request, draft)
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


def _prepared(page_request: PageRequest, draft: FormDraft) -> tuple[str, str, str]:
    """Return word, kind and text of a draft that clinic staff works at, for the staff or for the physician."""
    is_own = page_request.ctx.person.role is Role.CLINIC_STAFF
    if draft.handed_over_at is None:
        by = page_request.translate(N_("%(name)s prepares the form"), name=draft.prepared_by_name)
        return N_("Draft"), "info", page_request.translate(N_("not handed over yet")) if is_own else by
    if is_own:
        return N_("Handed over"), "good", page_request.translate(N_("the physician checks and signs"))
    by = page_request.translate(N_("prepared by %(name)s: check and sign"), name=draft.prepared_by_name)
    return N_("Ready to sign"), "warning", by


def _drafts(page_request: PageRequest, drafts: Iterable[FormDraft]) -> Iterator[Waiting]:
    """Corrections and renewals, each under the child of the form that it is made from."""
    for draft in drafts:
        form = page_request.ctx.store.find(ExemptionForm, draft.replaces_form_id)
        word, kind = N_("Draft"), "info"
        text = page_request.translate(N_("Unfinished correction") if draft.is_correction else N_("Unfinished renewal"))
        if draft.prepared_by:
            word, kind, prepared = _prepared(page_request, draft)
            text = f"{text}. {prepared}"
        yield Waiting(word, kind, form.child.full_name if form else "", text, f"/physicians/drafts/{draft.id}", "")


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
