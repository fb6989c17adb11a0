"""One pupil: what to answer for each vaccine today and why, what to do, and the certificate to print."""

from typing import Any

from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.roster import FormAtSchool, MatchedRosterRow, RosterRow
from chalicelib.law.marking import N_
from chalicelib.web.documents import school_certificate
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.filing import filing_notes
from chalicelib.web.schools.own_form import OWN_FORM
from chalicelib.web.schools.records_shown import alone, shown_doses, shown_grades, shown_notices
from chalicelib.web.schools.shown import shown_pupil

pages = Pages()


@pages.page("/schools/pupils/{form_id}", Action.VIEW_PUPIL, of=OWN_FORM)
def _pupil(page_request: PageRequest, at: FormAtSchool) -> Page:
    return _page(page_request, at, recorded=False)


@pages.page("/schools/pupils/{form_id}/recorded", Action.VIEW_PUPIL, of=OWN_FORM)
def _recorded(page_request: PageRequest, at: FormAtSchool) -> Page:
    """After the school has changed its record: the same page, with what follows from it."""
    return _page(page_request, at, recorded=True)


def _page(page_request: PageRequest, at: FormAtSchool, *, recorded: bool) -> Page:
    rows = page_request.ctx.store.child_at_school(at, page_request.ctx.keyed_hash)
    (pupil,) = answers_for_pupils(rows, page_request.ctx.on)
    page_request.record_view(at.child_id, Purpose.ADMISSION, facility_id=at.facility_id)
    newest_first = sorted(rows, key=lambda row: (row.signed_on, row.form_id), reverse=True)
    return page_request.render(
        "schools/pupil.html",
        title=N_("Exemption of a student"),
        pupil=shown_pupil(page_request, pupil),
        row=pupil.newest,
        forms=newest_first,
        filing=filing_notes(page_request, pupil, rows),
        facility_id=at.facility_id,
        form_id=at.form_id,
        recorded=recorded,
        doses=shown_doses(page_request, alone(pupil.newest)),
        **_own_record(page_request, pupil.newest),
        grades=shown_grades(page_request, pupil.newest.school_record),
        notices=shown_notices(page_request, pupil.newest.school_record),
    )


def _own_record(page_request: PageRequest, row: RosterRow) -> dict[str, Any]:
    """The doses of the school's own record of the child, and its page; nothing where the school has none."""
    if not isinstance(row, MatchedRosterRow):
        return {"doses_elsewhere": [], "student_path": ""}
    doses = shown_doses(page_request, row.student)
    return {"doses_elsewhere": doses, "student_path": f"/schools/students/{row.student.student_id}"}


@pages.page("/schools/pupils/{form_id}/certificate", Action.VIEW_PUPIL, of=OWN_FORM)
def _certificate(page_request: PageRequest, at: FormAtSchool) -> Page:
    row = page_request.ctx.store.school_row(at)
    page_request.record_view(at.child_id, Purpose.SCHOOL_CERTIFICATE, facility_id=at.facility_id)
    return school_certificate(page_request, row, at.school, at.check_code, back_url=f"/schools/pupils/{at.form_id}")
