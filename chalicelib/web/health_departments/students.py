"""The exemptions of a jurisdiction by school, vaccine and status, as a list and as a file. No medical reason stands in
what they are made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import grade_of, last_day_of
from chalicelib.domain.errors import not_found
from chalicelib.domain.jurisdiction_desk import LineStatus, status_of
from chalicelib.domain.jurisdiction_rows import FormInJurisdiction
from chalicelib.domain.roster import RosterLine
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.law.revocation import start_by
from chalicelib.rosters.exported import ExportedSchool
from chalicelib.rosters.written import csv_files
from chalicelib.storage.jurisdictions import form_in, forms_in, read_forms, school_names
from chalicelib.storage.list_pages import read_page
from chalicelib.web.health_departments.home import STUDENTS
from chalicelib.web.health_departments.jurisdiction import (
    HOME,
    jurisdiction_name,
    own_jurisdiction,
    record_children_shown,
)
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.jurisdiction_words import APPEALS, STATUSES
from chalicelib.web.wording.names import GRADES, VACCINES
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
_LONGEST_NUMBER = 14  # of a school; a child care center has nine digits
_FILE_COLUMNS = (
    "school_number",
    "school",
    "last_name",
    "first_name",
    "birth_date",
    "grade",
    "vaccine",
    "status",
    "kind",
    "last_day",
    "revoked_on",
    "start_shots_by",
    "appeal",
    "physician",
    "signed_on",
    "form_number",
    "under_review",
)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; "" and None: to nothing."""

    school: str = ""
    vaccine: Vaccine | None = None
    status: LineStatus | None = None

    @classmethod
    def of(cls, page_request: PageRequest) -> "Filters":
        """Return what the address asks for; a word that is none of ours narrows nothing."""
        asked = {name: page_request.query.get(name, "") for name in ("school", "vaccine", "status")}
        is_number = asked["school"].isascii() and asked["school"].isdecimal()
        return cls(
            asked["school"] if is_number and len(asked["school"]) <= _LONGEST_NUMBER else "",
            Vaccine(asked["vaccine"]) if asked["vaccine"] in set(Vaccine) else None,
            LineStatus(asked["status"]) if asked["status"] in set(LineStatus) else None,
        )

    @property
    def as_query(self) -> dict[str, str]:
        told = {"school": self.school, "vaccine": self.vaccine or "", "status": self.status or ""}
        return {name: str(value) for name, value in told.items() if value}

    def lines(self, form: FormInJurisdiction, on: date) -> list[tuple[RosterLine, LineStatus]]:
        """Return the form's lines that are wanted, each with how it stands; those that another form has replaced only
        where they are asked for."""
        found = [(line, status_of(form, line, on)) for line in form.lines]
        return [
            (line, status)
            for line, status in found
            if self.vaccine in {None, line.vaccine}
            and (status is self.status or (self.status is None and status is not LineStatus.REPLACED))
        ]


@dataclass(frozen=True)
class ShownLine:
    """One vaccine of a form. `until`: the last day, where one is known; `note`: what is due, or what the appeal is."""

    vaccine: str
    status: str
    kind: str
    until: date | None
    since: date | None
    start_by: date | None
    note: str


@dataclass(frozen=True)
class ShownForm:
    """One form of a student."""

    name: str
    birth_date: date
    grade: str
    school: str
    school_url: str
    physician: str
    signed_on: date
    in_review: bool
    flag_url: str
    lines: list[ShownLine]


Wanted = tuple[FormInJurisdiction, list[tuple[RosterLine, LineStatus]]]


@pages.page(STUDENTS, Action.LIST_COUNTY_FORMS)
def _students(page_request: PageRequest) -> Page:
    filters, jurisdiction = Filters.of(page_request), own_jurisdiction(page_request)
    listing, on = Listing(STUDENTS, filters.as_query), page_request.ctx.on
    page = read_page(
        page_request.ctx.store.table,
        forms_in(jurisdiction, filters.school),
        place_asked(page_request, listing),
        lambda item: bool(filters.lines(form_in(item), on)),
    )
    everything = None if page.everything is None else list(map(form_in, page.everything))
    found = None if everything is None else len(_wanted(everything, filters, on))
    shown = _wanted(map(form_in, page.rows), filters, on)
    if shown:
        record_children_shown(page_request, len(shown), filters.school)
    school = _school_name(page_request, jurisdiction, filters.school)
    return page_request.render(
        "health_departments/students.html",
        title=N_("Students with exemptions"),
        jurisdiction=jurisdiction_name(jurisdiction),
        school=school,
        form=page_request.form(filters.as_query),
        schools=_schools(form for form, _lines in shown) if everything is None else _schools(everything),
        vaccines=[(each.value, page_request.translate(VACCINES[each])) for each in Vaccine],
        statuses=[(each.value, page_request.translate(STATUSES[each][0])) for each in LineStatus],
        forms=[_shown(page_request, form, lines) for form, lines in shown],
        found=found,
        is_narrowed=bool(filters.as_query),
        file_url=_with_query(f"{STUDENTS}/file", filters.as_query),
        outbreak_url=f"/schools/at/{filters.school}/outbreaks/new" if school else "",
        schools_url="" if everything is not None and not filters.school else f"{HOME}#schools",
        pages=links_of(page_request, listing, page, count=found or 0),
        path=STUDENTS,
        back_url=HOME,
    )


@pages.page(f"{STUDENTS}/file", Action.LIST_COUNTY_FORMS)
def _file(page_request: PageRequest) -> Page:
    """The same list whole, a line for each vaccine, as other files of the portal: no cell is a formula."""
    filters, jurisdiction = Filters.of(page_request), own_jurisdiction(page_request)
    forms = read_forms(page_request.ctx.store.table, jurisdiction, filters.school)
    wanted = _wanted(forms, filters, page_request.ctx.on)
    record_children_shown(page_request, len(wanted), filters.school if wanted else "", saved=True)
    about = ExportedSchool(
        code=filters.school or jurisdiction,
        name=_school_name(page_request, jurisdiction, filters.school) or jurisdiction_name(jurisdiction),
        as_of=page_request.ctx.on,
    )
    lines = [list(_cells(page_request, form, each)) for form, each in wanted]
    files = csv_files("exemptions", _FILE_COLUMNS, lines, about)
    part = page_request.query.get("part", "1")
    if not (part.isdecimal() and part.isascii() and 0 < int(part[:3]) <= len(files)):
        raise not_found()
    file = files[int(part[:3]) - 1]
    kind = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{file.name}"'}
    return Page(200, file.content.decode(), kind)


def _wanted(forms: Iterable[FormInJurisdiction], filters: Filters, on: date) -> list[Wanted]:
    """Return the forms with lines that are asked for, by school and name."""
    found = [(form, lines) for form in forms if (lines := filters.lines(form, on))]
    return sorted(found, key=lambda each: _by_school(each[0]))


def _by_school(form: FormInJurisdiction) -> tuple[str, str, str, str, str]:
    """Return the place of a form: schools by number, as their rows are read, and students by name."""
    return form.facility_id, form.last_name.casefold(), form.first_name.casefold(), form.child_id, form.form_id


def _schools(forms: Iterable[FormInJurisdiction]) -> list[tuple[str, str]]:
    """Return the schools of these forms by name, for the filter."""
    found = {form.facility_id: form.school_name for form in forms}
    return sorted(found.items(), key=lambda each: (each[1].casefold(), each[0]))


def _school_name(page_request: PageRequest, jurisdiction: str, facility_id: str) -> str:
    """Return the name of an open school of the jurisdiction; "" where none is asked for, or it is no such school."""
    ids = [facility_id] if facility_id else []
    return school_names(page_request.ctx.store, jurisdiction, ids).get(facility_id, "")


def _with_query(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _shown(
    page_request: PageRequest, form: FormInJurisdiction, lines: Iterable[tuple[RosterLine, LineStatus]]
) -> ShownForm:
    return ShownForm(
        name=listed_name(form.last_name, form.first_name),
        birth_date=form.birth_date,
        grade=page_request.translate(GRADES[grade_of(form, page_request.ctx.on)]),
        school=form.school_name,
        school_url=_with_query(STUDENTS, {"school": form.facility_id}),
        physician=form.physician_name,
        signed_on=form.signed_on,
        in_review=form.in_review,
        flag_url=f"{HOME}/forms/{form.form_id}/flag",
        lines=[_line(page_request, form, line, status) for line, status in lines],
    )


def _line(page_request: PageRequest, form: FormInJurisdiction, line: RosterLine, status: LineStatus) -> ShownLine:
    word, kind = STATUSES[status]
    is_revoked = status is LineStatus.REVOKED
    return ShownLine(
        vaccine=page_request.translate(SHORT_VACCINES[line.vaccine]),
        status=page_request.translate(word),
        kind=kind,
        until=last_day_of(form, line) if status is LineStatus.TEMPORARY else None,
        since=line.revoked_on if is_revoked else None,
        start_by=start_by(line.revoked_on) if is_revoked and line.revoked_on and not line.appeal else None,
        note=page_request.translate(APPEALS[line.appeal.status]) if is_revoked and line.appeal else "",
    )


def _cells(
    page_request: PageRequest, form: FormInJurisdiction, lines: Iterable[tuple[RosterLine, LineStatus]]
) -> Iterator[dict[str, str]]:
    child = {
        "school_number": form.facility_id,
        "school": form.school_name,
        "last_name": form.last_name,
        "first_name": form.first_name,
        "birth_date": form.birth_date.isoformat(),
        "grade": grade_of(form, page_request.ctx.on).value,
        "physician": form.physician_name,
        "signed_on": form.signed_on.isoformat(),
        "form_number": form.form_number,
        "under_review": "yes" if form.in_review else "",
    }
    for line, status in lines:
        shown = _line(page_request, form, line, status)
        last = last_day_of(form, line)
        yield {
            **child,
            "vaccine": line.vaccine.value,
            "status": status.value,
            "kind": line.kind.value,
            "last_day": last.isoformat() if last else "",
            "revoked_on": shown.since.isoformat() if shown.since else "",
            "start_shots_by": shown.start_by.isoformat() if shown.start_by else "",
            "appeal": line.appeal.status.value if line.appeal else "",
        }
