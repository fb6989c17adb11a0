"""One outbreak: the instruction to call, the roster of the unprotected students, its print and its file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.law.calendar import day_after
from chalicelib.law.citations import Cite, citation
from chalicelib.law.exposure import suggested_stay_away
from chalicelib.law.marking import N_
from chalicelib.rosters.exported import ExportedSchool
from chalicelib.rosters.written import csv_files
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.outbreak_forms import OUTBREAK, is_department, outbreak_page
from chalicelib.web.schools.outbreak_shown import OutbreakRoster, ShownUnprotected, grades_of, outbreak_roster, rooms_of
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import GRADES
from chalicelib.web.wording.outbreak_names import DISEASES

pages = Pages()
_COLUMNS = (
    "last_name_first_name",
    "grade",
    "room",
    "birth_date",
    "reason",
    "doses",
    "siblings_here",
    "parent",
    "telephone",
    "language",
    "exclude_from",
    "exclude_through",
    "first_day_back",
)


@pages.page(OUTBREAK, Action.VIEW_OUTBREAK, of=ExposureAtSchool)
def _outbreak(page_request: PageRequest, exposure: ExposureAtSchool) -> Page:
    roster = outbreak_roster(page_request, exposure)
    grade, room = (page_request.query.get(name, "") for name in ("grade", "room"))
    lines = _chosen(roster.lines, grade, room)
    return _roster(
        page_request,
        exposure,
        roster,
        "schools/outbreak.html",
        lines=lines,
        form=page_request.form({"grade": grade, "room": room}),
        grades=[(code, f"{name} ({count})") for code, name, count in grades_of(roster.lines)],
        rooms=[(name, f"{name} ({count})") for name, count in rooms_of(roster.lines)],
        is_filtered=bool(grade or room),
    )


@pages.page(f"{OUTBREAK}/print", Action.VIEW_OUTBREAK, of=ExposureAtSchool)
def _print(page_request: PageRequest, exposure: ExposureAtSchool) -> Page:
    roster = outbreak_roster(page_request, exposure)
    return _roster(
        page_request,
        exposure,
        roster,
        "schools/outbreak_print.html",
        lines=roster.lines,
        now=page_request.ctx.now,
        back_url=outbreak_page(exposure),
    )


def _chosen(lines: Iterable[ShownUnprotected], grade: str, room: str) -> list[ShownUnprotected]:
    return [each for each in lines if grade in {"", each.grade_code} and room in {"", each.room}]


def _roster(
    page_request: PageRequest,
    exposure: ExposureAtSchool,
    roster: OutbreakRoster,
    template: str,
    *,
    lines: list[ShownUnprotected],
    **model: Any,
) -> Page:
    record_list_view(page_request, exposure.facility_id, len(lines) + len(roster.protected_now))
    facility = page_request.ctx.store.facility(exposure.facility_id)
    return page_request.render(
        template,
        title=N_("Students without protection"),
        exposure=exposure,
        path=outbreak_page(exposure),
        disease=page_request.translate(DISEASES[exposure.disease]),
        facility=facility.name if facility else "",
        where=where(page_request, exposure),
        roster=roster,
        lines=lines,
        department=is_department(page_request),
        acts=not exposure.is_closed
        and page_request.may(Action.EDIT_OUTBREAK)
        and (is_department(page_request) or not exposure.by_department),
        **usual(exposure),
        law=citation(Cite.CCR_2508),
        law_of_exclusion=citation(Cite.HSC_120370_B),
        **model,
    )


def where(page_request: PageRequest, exposure: ExposureAtSchool) -> list[str]:
    """Return the grades and rooms of the exposure in words; nothing for the whole school."""
    grades = [page_request.translate(GRADES[each]) for each in exposure.grades]
    return grades + [page_request.translate(N_("room %(room)s"), room=each) for each in exposure.rooms]


def usual(exposure: ExposureAtSchool) -> dict[str, Any]:
    """Return what is usually ordered for this disease, as a suggestion for the call, and the first day back."""
    suggested = suggested_stay_away(exposure.disease, exposure.last_exposure)
    return {"usual": suggested, "usual_back": day_after(suggested.last_day) if suggested else None}


@pages.page(f"{OUTBREAK}/file", Action.VIEW_OUTBREAK, of=ExposureAtSchool)
def _file(page_request: PageRequest, exposure: ExposureAtSchool) -> Page:
    roster = outbreak_roster(page_request, exposure)
    record_list_view(page_request, exposure.facility_id, len(roster.lines))
    facility = page_request.ctx.store.facility(exposure.facility_id)
    school = ExportedSchool(
        code=exposure.facility_id, name=facility.name if facility else "", as_of=page_request.ctx.on
    )
    file, *_no_more = csv_files("outbreak", _COLUMNS, ([_cells(each)] for each in roster.lines), school)
    kind = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{file.name}"'}
    return Page(200, file.content.decode(), kind)


def _cells(each: ShownUnprotected) -> dict[str, str]:
    order = each.order
    return {
        "last_name_first_name": each.name,
        "grade": each.grade_code,
        "room": each.room,
        "birth_date": each.birth_date.isoformat(),
        "reason": each.why,
        "doses": " ".join(_written(dose.given_on, month_only=dose.month_only) for dose in each.doses),
        "siblings_here": "; ".join(each.siblings),
        "parent": each.parent,
        "telephone": each.telephone,
        "language": each.language,
        "exclude_from": _day(order.since if order else None),
        "exclude_through": _day(order.through if order else None),
        "first_day_back": _day(order.lifted_on if order else None),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _written(day: date, *, month_only: bool) -> str:
    return f"{day:%Y-%m}" if month_only else day.isoformat()
