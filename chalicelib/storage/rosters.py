"""What schools see, keyed by child: a page about one child reads that child's rows alone, and no medical form.

An older portal kept a row under its form alone. Such a row is read where it stands and moves with the form's next
change; `infra/rekey_rosters.py` moves those that are left, and then says so at keys.ROSTERS_BY_CHILD. Until it does, a
child may have rows of both kinds, and the rows of one child are found by reading the facility's.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.domain.child import same_child_parts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.outbreak import ExposureAtSchool, ExposureRow
from chalicelib.domain.roster import FormAtSchool, RosterRow, StudentRow, with_students
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.student import Student
from chalicelib.storage import district_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

if TYPE_CHECKING:
    from chalicelib.domain.day_summary import DaySummary
    from chalicelib.storage.store import Store

_MAX_ON_A_ROSTER = 25_000  # a facility, its students and forms: the state's largest schools have about 5,000 pupils


class SchoolList(NamedTuple):
    """A facility, the lines of its students, the forms that it sees, and its counts as they were kept last."""

    facility: Facility | None
    lines: list[StudentLine]
    forms: list[RosterRow]
    summary: "DaySummary | None" = None


def row_item(form: ExemptionForm) -> Item:
    key = keys.roster_row(form.facility_id, form.child_id, form.id)
    return {
        **key.as_item(),
        "type": "roster_row",
        "form_version": form.version,
        "body": RosterRow.of(form).model_dump_json(),
    }


def student_item(student: Student) -> Item:
    """Return the row with all that an answer about a student is made from."""
    key = keys.student_row(student.facility_id, student.id)
    return {**key.as_item(), "type": "student_row", "body": StudentRow.of(student).model_dump_json()}


def line_item(student: Student, on: date) -> Item:
    """Return the line of the school's list, answered from the day on which the record is written."""
    key = keys.student_line(student.facility_id, student.id)
    return {**key.as_item(), "type": "student_line", "body": StudentLine.of(student, on).as_stored()}


def lines_of(items: Iterable[Item]) -> list[StudentLine]:
    """Return the lines of the list among a facility's items."""
    return [StudentLine.stored(item["body"]) for item in items if item["SK"].startswith(keys.LINE_PREFIX)]


def _summary_in(items: Iterable[Item], facility_id: str) -> "DaySummary | None":
    """Return the counts among a facility's items as they were kept last; None before the first."""
    from chalicelib.domain.day_summary import DaySummary  # noqa: PLC0415 - parents' pages need none

    place = district_keys.day_summary(facility_id).sk
    item = next((item for item in items if item["SK"] == place), None)
    return DaySummary.stored(item["body"]) if item else None


def school_list_of(
    items: list[Item], facility_id: str, facility: Facility | None, forms: list[RosterRow]
) -> SchoolList:
    """Return a school's list of its items; `forms`: with the school's own records."""
    return SchoolList(facility, lines_of(items), forms, _summary_in(items, facility_id))


def list_items(table: Table, facility_id: str) -> list[Item]:
    """Return the facility, its roster rows and its students' lines, without the doses of each student.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    return table.up_to(keys.facility_partition(facility_id), keys.STUDENT_PREFIX, ceiling=_MAX_ON_A_ROSTER)


def students_of(items: Iterable[Item]) -> list[StudentRow]:
    """Return the students' rows among a facility's items."""
    return [StudentRow.stored(item["body"]) for item in items if item["SK"].startswith(keys.STUDENT_PREFIX)]


def student_ids(table: Table, facility_id: str) -> list[str]:
    """Return the ids of all students that a facility has a record of, from the small lines of its list. Raises
    TooManyRowsError, PortalError UNAVAILABLE."""
    places = (item["SK"] for item in list_items(table, facility_id))
    return [place.removeprefix(keys.LINE_PREFIX) for place in places if place.startswith(keys.LINE_PREFIX)]


def named_item(student: Student) -> Item:
    """Return the same row where a form of the child finds it."""
    key = keys.student_named(student.facility_id, student.same_child)
    return {**key.as_item(), "type": "student_named", "body": StudentRow.of(student).model_dump_json()}


def exposure_item(exposure: ExposureAtSchool) -> Item:
    """Return the row that the school's list of outbreaks shows of an exposure."""
    key = keys.exposure_row(exposure.facility_id, exposure.id)
    return {**key.as_item(), "type": "exposure_row", "body": ExposureRow.of(exposure).model_dump_json()}


def exposures_at(table: Table, facility_id: str) -> list[ExposureRow]:
    """Return the exposures of a school, the newest first. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    items = table.whole(keys.facility_partition(facility_id), keys.EXPOSURE_PREFIX, ceiling=_MAX_ON_A_ROSTER)
    found = [ExposureRow.stored(item["body"]) for item in items]
    return sorted(found, key=lambda row: (row.last_exposure, row.opened_on, row.exposure_id), reverse=True)


def at_school_item(at: FormAtSchool) -> Item:
    """Return the item by which a form's id leads to its school and child."""
    return {**keys.form_at_school(at.form_id).as_item(), "type": "form_at_school", "body": at.model_dump_json()}


def at_school_of(form_item: Item) -> FormAtSchool:
    """Return the same from the item of a form that an older portal wrote. Nothing encrypted is opened."""
    body: dict[str, Any] = json.loads(form_item["body"])
    return FormAtSchool(
        form_id=body["id"], child_id=body["child_id"], school=body["school"], check_code=body["check_code"]
    )


def row_keys(at: FormAtSchool) -> list[Key]:
    """Return where the form's row stands, or stood for an older portal."""
    return [
        keys.roster_row(at.facility_id, at.child_id, at.form_id),
        keys.roster_row_by_form(at.facility_id, at.form_id),
    ]


def rows_of(items: Iterable[Item]) -> list[RosterRow]:
    """Return the roster rows among these items: of two rows of one form the one that was written last."""
    newest: dict[str, Item] = {}
    for item in items:
        if item["SK"].startswith(keys.ROSTER_PREFIX):
            form_id = item["SK"].rpartition("#")[2]
            known = newest.get(form_id)
            if known is None or item.get("form_version", 0) > known.get("form_version", 0):
                newest[form_id] = item
    return [RosterRow.stored(item["body"]) for item in newest.values()]


def form_ids_at(table: Table, facility_id: str) -> list[str]:
    """Return the ids of all forms that a facility sees. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    partition = keys.facility_partition(facility_id)
    items = table.whole(partition, keys.ROSTER_PREFIX, ceiling=_MAX_ON_A_ROSTER)
    return list(dict.fromkeys(str(item["SK"]).rpartition("#")[2] for item in items))


def roster_of(items: Iterable[Item]) -> tuple[list[StudentRow], list[RosterRow]]:
    """Return the students and the forms among a facility's items; the forms know the school's own
    record of their child."""
    found = list(items)
    students = students_of(found)
    return students, with_students(rows_of(found), students)


def facility_items(table: Table, facility_id: str) -> list[Item]:
    """Return the facility and all its rows. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    return table.up_to(keys.facility_partition(facility_id), keys.END, ceiling=_MAX_ON_A_ROSTER)


def rows_of_child(table: Table, facility_id: str, child_id: str, *, are_keyed: bool) -> list[RosterRow]:
    """Return the rows of one child; `are_keyed`: no row stands under its form alone any more.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    if are_keyed:
        partition, prefix = keys.facility_partition(facility_id), keys.roster_row(facility_id, child_id, "").sk
        return rows_of(table.whole(partition, prefix, ceiling=_MAX_ON_A_ROSTER))
    return [row for row in rows_of(facility_items(table, facility_id)) if row.child_id == child_id]


def with_own_records(
    store: "Store", facility_id: str, forms: list[RosterRow], keyed_hash: Callable[..., str], beside: Iterable[Key] = ()
) -> list[RosterRow]:
    """Return the forms with the school's own records of their children, read in one request where they are a hundred.
    `keyed_hash`: of the request's context; `beside`: keys of the same page that this request brings along. Raises
    PortalError UNAVAILABLE."""
    children = {keyed_hash("child", *same_child_parts(row)) for row in forms}
    named = [keys.student_named(facility_id, child) for child in sorted(children)]
    store.load([*beside, *named])
    return with_students(forms, [StudentRow.stored(item["body"]) for item in filter(None, map(store.item, named))])


def of_student(forms: list[RosterRow], student: Student) -> list[RosterRow]:
    """Return the student's forms, with the school's own record."""
    return with_students(forms, [StudentRow.of(student)])
