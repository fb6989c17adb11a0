"""The immunization record of one student in the words and dates of the printed form (CDPH 286, 1/19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.checkpoints import Box, Checkpoint
from chalicelib.domain.dose_grid import GRID_COLUMNS, AgeUnit
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.immunization_record import GridDose, GridRow, ImmunizationRecord, StatusRow
from chalicelib.domain.school_record import RecordedDose
from chalicelib.domain.student import Race, Student
from chalicelib.law.citations import Citation, Cite, citation
from chalicelib.law.grade_spans import grade_on
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.names import GRADES, SHOTS
from chalicelib.web.wording.record_words import BOXES, CHECKPOINTS, CODES, NOTES, ROWS
from chalicelib.web.wording.student_names import ETHNICITIES, RACES, SEXES

LAWS = (Cite.CCR_6035, Cite.CCR_6070, Cite.EDC_48853_5, Cite.EDC_49068)
# Translators: the age at a dose, in whole years or months, in a narrow column
_AGES = {AgeUnit.YEARS: N_("Age %(age)s y"), AgeUnit.MONTHS: N_("Age %(age)s mo")}
_SCHOOLS = frozenset({FacilityKind.PUBLIC_SCHOOL, FacilityKind.PRIVATE_SCHOOL})


@dataclass(frozen=True)
class PrintedDose:
    """One box of the grid: the date as the form writes it, and the age at the dose where it asks for it."""

    day: str
    age: str


@dataclass(frozen=True)
class PrintedRow:
    """One vaccine. `further`: the doses for which the form has no column."""

    vaccine: str
    doses: list[PrintedDose | None]
    further: list[str]
    is_permanent: bool
    note: str


@dataclass(frozen=True)
class PrintedStatus:
    """One status row; `boxes` in the order of the form, each ticked or not."""

    checkpoint: str
    boxes: list[bool]
    follow_up: list[str]
    codes: list[tuple[str, bool]]
    met_on: str
    notes: list[str]
    review_by: date | None


@dataclass(frozen=True)
class PrintedRecord:
    """One sheet."""

    student_id: str
    name: str
    facts: list[tuple[str, str]]
    rows: list[PrintedRow]
    without_row: list[str]
    statuses: list[PrintedStatus]


@dataclass(frozen=True)
class PrintedSchool:
    """Whose record it is. `code_name`: what kind of number `code` is."""

    name: str
    code_name: str
    code: str


def printed_school(page_request: PageRequest, facility_id: str, facility: Facility | None) -> PrintedSchool:
    """The school or child care as the foot of the form names it."""
    is_school = facility is None or facility.kind in _SCHOOLS
    code_name = page_request.translate(N_("CDS code") if is_school else N_("License number"))
    return PrintedSchool(facility.name if facility else "", code_name, facility_id)


def printed_record(page_request: PageRequest, student: Student, record: ImmunizationRecord) -> PrintedRecord:
    """One student's sheet."""
    child = student.facts.child
    first_names = f"{child.first_name} {child.middle_name}".strip()
    return PrintedRecord(
        student.id,
        listed_name(child.last_name, first_names),
        list(_facts(page_request, student)),
        [_row(page_request, row) for row in record.rows],
        [_without_row(page_request, dose) for dose in record.without_row],
        [_status(page_request, checkpoint, record.statuses.get(checkpoint)) for checkpoint in Checkpoint],
    )


def box_names(page_request: PageRequest) -> list[str]:
    """The headings of the status boxes."""
    return [page_request.translate(name) for name in BOXES.values()]


def laws() -> list[Citation]:
    """The sections behind the guidance."""
    return [citation(each) for each in LAWS]


def short_date(day: date, *, month_only: bool = False) -> str:
    """A date as the form asks for it: 08/31/19, or 08/2019 where only the month is known."""
    return day.strftime("%m/%Y" if month_only else "%m/%d/%y")


def grade_name(page_request: PageRequest, student: Student) -> str:
    """The grade today; of a student who is still to come, the grade of the first day."""
    on = max(page_request.ctx.on, student.newest_enrollment.since)
    recorded = student.school_record.grade_on(on)
    return page_request.translate(GRADES[grade_on(recorded.grade, recorded.since, on)]) if recorded else ""


def _facts(page_request: PageRequest, student: Student) -> Iterator[tuple[str, str]]:
    facts = student.facts
    translate = page_request.translate
    races = [
        facts.other_race if race is Race.OTHER and facts.other_race else translate(RACES[race]) for race in facts.races
    ]
    yield translate(N_("Birth date")), facts.child.birth_date.strftime("%m/%d/%Y")
    yield translate(N_("Statewide student identifier (SSID)")), facts.ssid
    yield translate(N_("Sex")), translate(SEXES[facts.sex]) if facts.sex else ""
    yield translate(N_("Parent or guardian")), facts.contact.parent_name
    yield translate(N_("Ethnicity")), translate(ETHNICITIES[facts.ethnicity]) if facts.ethnicity else ""
    yield translate(N_("Race")), translations_for(page_request.language).marks.between_names.join(races)
    yield translate(N_("Grade")), grade_name(page_request, student)
    yield translate(N_("Room")), facts.room


def _row(page_request: PageRequest, row: GridRow) -> PrintedRow:
    name, note = ROWS[row.vaccine]
    doses = [_dose(page_request, dose) for dose in row.doses]
    shown: list[PrintedDose | None] = [*doses[:GRID_COLUMNS]]
    return PrintedRow(
        page_request.translate(name),
        [*shown, *[None] * (GRID_COLUMNS - len(shown))],
        [dose.day for dose in doses[GRID_COLUMNS:]],
        row.is_permanent,
        page_request.translate(note),
    )


def _dose(page_request: PageRequest, dose: GridDose) -> PrintedDose:
    age = (
        "" if dose.age is None or dose.age_unit is None else page_request.translate(_AGES[dose.age_unit], age=dose.age)
    )
    return PrintedDose(short_date(dose.given_on, month_only=dose.month_only), age)


def _without_row(page_request: PageRequest, dose: RecordedDose) -> str:
    names = translations_for(page_request.language).marks.between_names.join(
        page_request.translate(SHOTS[vaccine]) for vaccine in dose.vaccines
    )
    return f"{names} {short_date(dose.given_on, month_only=dose.month_only)}"


def _status(page_request: PageRequest, checkpoint: Checkpoint, row: StatusRow | None) -> PrintedStatus:
    status = row.status if row else None
    return PrintedStatus(
        page_request.translate(CHECKPOINTS[checkpoint]),
        [status is not None and box in status.boxes for box in Box],
        [short_date(day) for day in status.follow_up] if status else [],
        [(str(code), status is not None and status.other is code) for code in CODES[checkpoint]],
        short_date(row.met_on) if row and row.met_on else "",
        [page_request.translate(NOTES[note]) for note in status.notes] if status else [],
        row.review_by if row else None,
    )
