"""One pupil: what to answer for each vaccine today and why, what to do, and the certificate to print."""

from collections.abc import Mapping

from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.marking import N_
from chalicelib.domain.roster import RosterRow
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.documents import school_certificate
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.records_shown import shown_doses, shown_grades
from chalicelib.web.schools.shown import shown_pupil

pages = Pages()


def _form_key(params: Mapping[str, str]) -> list[Key]:
    return [keys.record("form", params["form_id"])]


def _own_form(page_request: PageRequest) -> ExemptionForm:
    """The form of the address, where the school is this person's now: after a move only the new school has it."""
    form = page_request.ctx.store.get(ExemptionForm, page_request.params["form_id"])
    page_request.ctx.require(Action.VIEW_PUPIL, form)
    return form


@pages.page("/schools/pupils/{form_id}", Action.VIEW_PUPIL, prefetch=_form_key)
def _pupil(page_request: PageRequest) -> Page:
    return _page(page_request, recorded=False)


@pages.page("/schools/pupils/{form_id}/recorded", Action.VIEW_PUPIL, prefetch=_form_key)
def _recorded(page_request: PageRequest) -> Page:
    """After the school has changed its record: the same page, with what follows from it."""
    return _page(page_request, recorded=True)


def _page(page_request: PageRequest, *, recorded: bool) -> Page:
    form = _own_form(page_request)
    rows = [row for row in page_request.ctx.store.roster(form.facility_id) if row.child_id == form.child_id]
    (pupil,) = answers_for_pupils(rows or [RosterRow.of(form)], page_request.ctx.on)
    page_request.record_view(form.child_id, Purpose.ADMISSION, facility_id=form.facility_id)
    newest_first = sorted(rows, key=lambda row: (row.signed_on, row.form_id), reverse=True)
    return page_request.render(
        "schools/pupil.html",
        title=N_("Exemption of a pupil"),
        pupil=shown_pupil(page_request, pupil),
        row=pupil.newest,
        forms=newest_first,
        facility_id=form.facility_id,
        form_id=form.id,
        recorded=recorded,
        doses=shown_doses(page_request, pupil.newest),
        grades=shown_grades(page_request, pupil.newest.school_record),
    )


@pages.page("/schools/pupils/{form_id}/certificate", Action.VIEW_PUPIL, prefetch=_form_key)
def _certificate(page_request: PageRequest) -> Page:
    form = _own_form(page_request)
    page_request.record_view(form.child_id, Purpose.SCHOOL_CERTIFICATE, facility_id=form.facility_id)
    return school_certificate(
        page_request, RosterRow.of(form), form.school, form.check_code, back_url=f"/schools/pupils/{form.id}"
    )
