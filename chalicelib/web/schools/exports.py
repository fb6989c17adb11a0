"""The school's list as files to save."""

from chalicelib.actions.imports.export_list import ListFile, export_list, parts_of
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import not_found
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL

pages = Pages()
_KINDS = {"csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8"}


@pages.page("/schools/at/{facility_id}/files", Action.EXPORT_STUDENTS, of=OWN_SCHOOL)
def _choose(page_request: PageRequest, school: SchoolChoice) -> Page:
    return page_request.render(
        "schools/files.html",
        title=N_("Save your list as a file"),
        path=f"/schools/at/{school.facility_id}/files",
        back_url=f"/schools/at/{school.facility_id}",
        parts={kind.value: count for kind, count in parts_of(page_request.ctx, school.facility_id).items()},
    )


@pages.page("/schools/at/{facility_id}/files/{kind}", Action.EXPORT_STUDENTS, of=OWN_SCHOOL)
def _save(page_request: PageRequest, school: SchoolChoice) -> Page:
    kind, part = page_request.params["kind"], page_request.query.get("part", "1")
    if kind not in set(ListFile) or not (part.isdecimal() and part.isascii() and len(part) < len("100")):
        raise not_found()
    made = export_list(page_request.ctx, school.facility_id, ListFile(kind), int(part))
    headers = {
        "Content-Type": _KINDS[made.name.rpartition(".")[2]],
        "Content-Disposition": f'attachment; filename="{made.name}"',
    }
    return Page(200, made.content.decode(), headers)
