"""The students behind a number of the annual report, on the worksheet of today or on a report as it was filed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from chalicelib.actions.reports.report_case import ReportCase
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_report import ReportGroup, SchoolReport
from chalicelib.domain.student_answers import by_name
from chalicelib.law.annual_report import ReportCategory, ReportSection, VaccineStatus
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.schools.own_report import filed_path, report_path
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.report_names import CATEGORIES, SECTIONS, SHORT_VACCINES, STATUSES

_E = TypeVar("_E", bound=StrEnum)
_TO_CHECK, _STAYED, _UNLISTED = "check", "stayed", "unlisted"
_SHOWN = {
    _TO_CHECK: N_("Students whose record does not settle it"),
    _STAYED: N_("Revoked exemptions within their days or under appeal"),
    _UNLISTED: N_("Exemptions of students who are not on your list"),
}
_OPEN = frozenset({VaccineStatus.MET, VaccineStatus.NOT_REQUIRED})


@dataclass(frozen=True)
class CountedStudent:
    """One line of the list. `url` is empty where the record is not on the school's list any more."""

    id: str
    name: str
    birth_date: date | None
    url: str
    category: str
    vaccines: list[str]


def students_now(page_request: PageRequest, case: ReportCase) -> Page:
    """Show the students behind a number of today's worksheet."""
    path = report_path(case.facility_id)
    if page_request.query.get("show") == _UNLISTED:
        listed = [
            CountedStudent(
                row.form_id,
                listed_name(row.last_name, row.first_name),
                row.birth_date,
                f"/schools/pupils/{row.form_id}",
                "",
                [],
            )
            for row in sorted(case.unlisted, key=lambda each: (each.last_name.casefold(), each.first_name.casefold()))
        ]
        return _page(page_request, case.facility_id, path, listed)
    return _page(page_request, case.facility_id, path, _listed(page_request, case.figures, case.students))


def filed_students(page_request: PageRequest, report: SchoolReport) -> Page:
    """Show the students behind a number as it was filed. Names are those of today: the report holds none."""
    students, _rows = page_request.ctx.store.students(report.facility_id)
    known = {row.student_id: row for row in students}
    listed = _listed(page_request, Figures(report.groups), known)
    return _page(page_request, report.facility_id, filed_path(report), listed)


def _asked(page_request: PageRequest, name: str, kind: type[_E]) -> _E | None:
    """A filter of the address; an unknown value filters nothing."""
    text = page_request.query.get(name, "")
    return kind(text) if text in set(kind) else None


def _chosen(page_request: PageRequest, figures: Figures) -> list[ReportGroup]:
    kept: Mapping[str, Callable[[ReportGroup], bool]] = {
        _TO_CHECK: lambda group: group.is_to_check,
        _STAYED: lambda group: group.is_stayed,
    }
    is_kept = kept.get(page_request.query.get("show", ""))
    if is_kept:
        return [group for group in figures.groups if is_kept(group)]
    return figures.select(
        _asked(page_request, "section", ReportSection),
        _asked(page_request, "category", ReportCategory),
        _asked(page_request, "vaccine", Vaccine),
        _asked(page_request, "status", VaccineStatus),
    )


def _listed(page_request: PageRequest, figures: Figures, known: Mapping[str, StudentRow]) -> list[CountedStudent]:
    group_of = {each: group for group in _chosen(page_request, figures) for each in group.student_ids}
    present = by_name(known[each] for each in group_of if each in known)
    listed = [_counted(page_request, row, group_of[row.student_id]) for row in present]
    gone = [each for each in group_of if each not in known]
    return [*listed, *(_gone(page_request, each, group_of[each]) for each in gone)]


def _counted(page_request: PageRequest, row: StudentRow, group: ReportGroup) -> CountedStudent:
    url = f"/schools/students/{row.student_id}"
    name = listed_name(row.last_name, row.first_name)
    return CountedStudent(row.student_id, name, row.birth_date, url, *_told(page_request, group))


def _gone(page_request: PageRequest, student_id: str, group: ReportGroup) -> CountedStudent:
    name = page_request.translate(N_("No longer on your list"))
    return CountedStudent(student_id, name, None, "", *_told(page_request, group))


def _told(page_request: PageRequest, group: ReportGroup) -> tuple[str, list[str]]:
    """The category, and what is said of each vaccine whose doses are not complete."""
    if group.section is ReportSection.UNDER_TWO:
        return page_request.translate(SECTIONS[group.section]), []
    open_ones = [
        page_request.translate(
            N_("%(vaccine)s: %(status)s"),
            vaccine=page_request.translate(SHORT_VACCINES[each.vaccine]),
            status=page_request.translate(STATUSES[each.status]),
        )
        for each in group.vaccines
        if each.status not in _OPEN
    ]
    return page_request.translate(CATEGORIES[group.category]), open_ones


def _page(page_request: PageRequest, facility_id: str, path: str, listed: list[CountedStudent]) -> Page:
    names = ("section", "category", "vaccine", "status", "show")
    filters = {name: page_request.query[name] for name in names if page_request.query.get(name)}
    listing = Listing(f"{path}/students", filters, part="students")
    page = page_of(listed, place_asked(page_request, listing), lambda each: each.id)
    record_list_view(page_request, facility_id, len(page.rows))
    return page_request.render(
        "schools/report_students.html",
        title=N_("Students of the annual report"),
        path=path,
        what=list(_what(page_request)),
        students=page.rows,
        pages=links_of(page_request, listing, page, count=len(listed)),
        count=len(listed),
    )


def _what(page_request: PageRequest) -> Iterable[str]:
    """The filters in words."""
    shown = _SHOWN.get(page_request.query.get("show", ""))
    if shown:
        yield page_request.translate(shown)
        return
    section, vaccine = _asked(page_request, "section", ReportSection), _asked(page_request, "vaccine", Vaccine)
    category = _asked(page_request, "category", ReportCategory)
    status = _asked(page_request, "status", VaccineStatus)
    named = (
        SECTIONS[section] if section else "",
        CATEGORIES[category] if category else "",
        SHORT_VACCINES[vaccine] if vaccine else "",
        STATUSES[status] if status else "",
    )
    yield from (page_request.translate(each) for each in named if each)
