"""A physician's patients as the home page and the search show them: one row per child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.reviews.answer_reviewer import open_question
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.patient_list import AskedByState, Patient, Urgency, patients_named, patients_of
from chalicelib.domain.review import Review
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.account_fields import Line
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.statuses import PhysicianLine, shown_line

pages = Pages()
_MAX_FORMS, _MAX_FOUND, _MAX_REVIEWS = 300, 50, 60


@dataclass(frozen=True)
class PatientRow:
    """One child. `next_link`: the words and the address of what the physician does next."""

    key: str
    name: str
    born: date
    url: str
    lines: list[PhysicianLine]
    standing: tuple[str, str]
    next_link: tuple[str, str]


class SearchForm(FormModel):
    """Whom the physician looks for."""

    words: Line = entry(N_("Enter a name, a birth date, or a number"))


def own_form_ids(page_request: PageRequest) -> list[str]:
    """Return the ids of the physician's newest forms."""
    return page_request.ctx.account_bundle.ids("form")[:_MAX_FORMS]


def own_patients(page_request: PageRequest, form_ids: Iterable[str]) -> list[Patient]:
    """Return the children of these forms, which were read before; what the state asks is read with one more request."""
    store, me = page_request.ctx.store, page_request.ctx.person.id
    found = (store.find(ExemptionForm, form_id) for form_id in form_ids)
    forms = [form for form in found if form is not None and form.physician_id == me]
    return patients_of(forms, page_request.ctx.on, _questions(page_request, forms))


def _questions(page_request: PageRequest, forms: Sequence[ExemptionForm]) -> dict[str, AskedByState]:
    """Return the questions that wait for an answer, by the form's id."""
    wanted = [
        (form.id, review_id)
        for form in forms
        if any(line.in_review for line in form.lines)
        for review_id in form.review_ids
    ][:_MAX_REVIEWS]
    page_request.ctx.store.load(keys.record("review", review_id) for _form_id, review_id in wanted)
    asked: dict[str, AskedByState] = {}
    for form_id, review_id in wanted:
        review = page_request.ctx.store.find(Review, review_id)
        question = open_question(review) if review is not None and review.form_id == form_id else None
        if question:
            asked[form_id] = AskedByState(form_id, review_id, question.question, question.due_on)
    return asked


def patient_row(page_request: PageRequest, patient: Patient) -> PatientRow:
    """Return the row of a child."""
    facts = patient.facts
    return PatientRow(
        patient.newest.id,
        f"{facts.last_name}, {facts.first_name}" if " " in facts.full_name else facts.full_name,
        facts.birth_date,
        f"/physicians/forms/{patient.newest.id}",
        [shown_line(page_request, each.form, each.line) for each in patient.lines],
        _standing(patient.urgency),
        _next_link(page_request, patient),
    )


def _standing(urgency: Urgency) -> tuple[str, str]:
    """Return the marked word, and its kind, where a row needs the physician; ("", "") where each vaccine's word says
    all."""
    if urgency is Urgency.QUESTION:
        return N_("Question from the state"), "warning"
    return "", ""


def _next_link(page_request: PageRequest, patient: Patient) -> tuple[str, str]:
    if patient.question:
        asked = patient.question
        words = page_request.translate(N_("Answer the question"))
        return words, f"/physicians/forms/{asked.form_id}/reviews/{asked.review_id}"
    if patient.renewable:
        return page_request.translate(N_("Renew")), f"/physicians/forms/{patient.renewable.id}/renew"
    return page_request.translate(N_("Open the form")), f"/physicians/forms/{patient.newest.id}"


def record_list_view(page_request: PageRequest, count: int) -> None:
    """Write down that the person saw so many patients of the physician in a list."""
    if count:
        page_request.ctx.store.record_access(
            "physician",
            page_request.ctx.issuer().id,
            page_request.ctx.person,
            page_request.ctx.now,
            page_request.ctx.new_id(),
            purpose=Purpose.OWN_PATIENTS,
            count=count,
        )


def _show_search(page_request: PageRequest, form: ShownForm) -> Page:
    return _search_page(page_request, form, None)


def _search_page(page_request: PageRequest, form: ShownForm, found: list[PatientRow] | None, more: int = 0) -> Page:
    return page_request.render(
        "physicians/patients.html",
        title=N_("Find a patient"),
        form=form,
        found=found,
        more=more,
        back_url="/physicians",
    )


@pages.form("/physicians/patients", Action.LIST_OWN_PATIENTS, SearchForm, show=_show_search)
def _search(page_request: PageRequest, answers: SearchForm) -> Page:
    page_request.ctx.load_account_bundle(page_request.ctx.person.id)
    form_ids = own_form_ids(page_request)
    page_request.ctx.store.load(keys.record("form", form_id) for form_id in form_ids)
    wanted = list(filter(patients_named(answers.words), own_patients(page_request, form_ids)))
    record_list_view(page_request, len(wanted[:_MAX_FOUND]))
    rows = [patient_row(page_request, each) for each in wanted[:_MAX_FOUND]]
    return _search_page(page_request, page_request.form({"words": answers.words}), rows, len(wanted) - len(rows))
