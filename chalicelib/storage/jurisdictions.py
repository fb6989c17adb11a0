"""The rows of a jurisdiction: each is written with what it says, in the same transaction or the same import, and all
are read together. They hold no medical word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalicelib.domain.day_summary import DaySummary
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.jurisdiction_rows import (
    Flag,
    FormInJurisdiction,
    OutbreakInJurisdiction,
    ReportInJurisdiction,
    SchoolInJurisdiction,
)
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.roster import FormAtSchool
from chalicelib.domain.school_report import SchoolReport
from chalicelib.storage import jurisdiction_keys, keys
from chalicelib.storage.keys import END, Key
from chalicelib.storage.rows import Rows
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item, Table

_MAX_OF_A_JURISDICTION = 60_000  # Los Angeles County: about 8,000 schools and child care centers, 8,000 forms
_UNLISTED = frozenset({FacilityKind.FAMILY_CHILD_CARE_HOME})  # found by number only, as in the directory


@dataclass(frozen=True)
class JurisdictionRows:
    """Everything that the desk of a health department is made of, by facility or exposure."""

    schools: dict[str, SchoolInJurisdiction] = field(default_factory=dict)
    counts: dict[str, DaySummary] = field(default_factory=dict)
    reports: dict[str, ReportInJurisdiction] = field(default_factory=dict)
    forms: list[FormInJurisdiction] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    outbreaks: list[OutbreakInJurisdiction] = field(default_factory=list)


def read_jurisdiction(table: Table, jurisdiction: str) -> JurisdictionRows:
    """Return all rows of a jurisdiction, a megabyte in each request.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    partition = jurisdiction_keys.jurisdiction_partition(jurisdiction)
    items = table.up_to(partition, END, ceiling=_MAX_OF_A_JURISDICTION)
    bodies: dict[str, list[str]] = {}
    for item in items:
        bodies.setdefault(str(item["type"]), []).append(str(item["body"]))
    schools = map(SchoolInJurisdiction.stored, bodies.get("jurisdiction_school", ()))
    counts = map(DaySummary.stored, bodies.get("jurisdiction_counts", ()))
    reports = map(ReportInJurisdiction.stored, bodies.get("jurisdiction_report", ()))
    return JurisdictionRows(
        {each.facility_id: each for each in schools},
        {each.facility_id: each for each in counts},
        {each.facility_id: each for each in reports},
        list(map(FormInJurisdiction.stored, bodies.get("jurisdiction_form", ()))),
        list(map(Flag.stored, bodies.get("jurisdiction_flag", ()))),
        list(map(OutbreakInJurisdiction.stored, bodies.get("jurisdiction_outbreak", ()))),
    )


def forms_in(jurisdiction: str, facility_id: str = "") -> Rows:
    """Return the rows of the forms of a jurisdiction, or of one school of it, in the order of the schools' numbers."""
    school = f"{facility_id}#" if facility_id else ""
    return Rows(jurisdiction_keys.jurisdiction_partition(jurisdiction), f"{jurisdiction_keys.FORM_PREFIX}{school}")


def form_in(item: Item) -> FormInJurisdiction:
    """Return what the row of a form says."""
    return FormInJurisdiction.stored(str(item["body"]))


def read_forms(table: Table, jurisdiction: str, facility_id: str = "") -> list[FormInJurisdiction]:
    """Return all forms of a jurisdiction, a megabyte in each request; or of one school of it, a hundred in each.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    rows = forms_in(jurisdiction, facility_id)
    read = table.whole if facility_id else table.whole_of_kind
    return list(map(form_in, read(rows.partition, rows.prefix, ceiling=_MAX_OF_A_JURISDICTION)))


def read_schools(table: Table, jurisdiction: str) -> list[SchoolInJurisdiction]:
    """Return all schools of a jurisdiction, a megabyte in each request.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    partition = jurisdiction_keys.jurisdiction_partition(jurisdiction)
    items = table.whole_of_kind(partition, jurisdiction_keys.SCHOOL_PREFIX, ceiling=_MAX_OF_A_JURISDICTION)
    return [SchoolInJurisdiction.stored(item["body"]) for item in items]


def read_outbreaks(table: Table, jurisdiction: str) -> list[OutbreakInJurisdiction]:
    """Return the outbreaks of a jurisdiction, open and closed, a hundred in each request. Raises PortalError
    UNAVAILABLE."""
    return list(map(OutbreakInJurisdiction.stored, _bodies(table, jurisdiction, jurisdiction_keys.OUTBREAK_PREFIX)))


def read_flags(table: Table, jurisdiction: str) -> list[Flag]:
    """Return the forms that the department asked the state to look at, a hundred in each request. Raises PortalError
    UNAVAILABLE."""
    return list(map(Flag.stored, _bodies(table, jurisdiction, jurisdiction_keys.FLAG_PREFIX)))


def school_names(store: Store, jurisdiction: str, facility_ids: Iterable[str]) -> dict[str, str]:
    """Return the names of these schools of the jurisdiction, a hundred in each request. Raises PortalError
    UNAVAILABLE."""
    places = {each: jurisdiction_keys.school_row(jurisdiction, each) for each in facility_ids}
    store.load(places.values())
    items = {each: store.item(place) for each, place in places.items()}
    return {each: SchoolInJurisdiction.stored(item["body"]).name for each, item in items.items() if item}


def forms_named(store: Store, jurisdiction: str, form_ids: Iterable[str]) -> dict[str, FormInJurisdiction]:
    """Return these forms as long as their schools are of the jurisdiction, in two requests for a hundred. Raises
    PortalError UNAVAILABLE."""
    ids = list(form_ids)
    store.load(map(keys.form_at_school, ids))
    reached = (FormAtSchool.stored(item["body"]) for item in map(store.item, map(keys.form_at_school, ids)) if item)
    rows = [jurisdiction_keys.form_row(jurisdiction, each.facility_id, each.form_id) for each in reached]
    store.load(rows)
    forms = [form_in(item) for item in map(store.item, rows) if item]
    return {form.form_id: form for form in forms}


def _bodies(table: Table, jurisdiction: str, prefix: str) -> list[str]:
    partition = jurisdiction_keys.jurisdiction_partition(jurisdiction)
    items = table.whole(partition, prefix, ceiling=_MAX_OF_A_JURISDICTION)
    return [str(item["body"]) for item in items]


def form_item(form: ExemptionForm) -> Item:
    """Return the row of a form whose school is in a jurisdiction."""
    key = jurisdiction_keys.form_row(form.jurisdiction, form.facility_id, form.id)
    return {**key.as_item(), "type": "jurisdiction_form", "body": FormInJurisdiction.of(form).model_dump_json()}


def form_keys(form: ExemptionForm) -> Iterator[Key]:
    """Yield where the form's row stands, and those of the flags that its reviews may have come from."""
    if form.jurisdiction and form.facility_id:
        yield jurisdiction_keys.form_row(form.jurisdiction, form.facility_id, form.id)
        for review_id in form.review_ids:
            yield jurisdiction_keys.flag_row(form.jurisdiction, form.id, review_id)


def school_items(facility: Facility) -> Iterator[Item]:
    """Yield the row of an open facility of the directory; none of a family child care home."""
    if facility.is_open and facility.kind not in _UNLISTED:
        key = jurisdiction_keys.school_row(facility.jurisdiction, facility.id)
        body = SchoolInJurisdiction.of(facility).model_dump_json()
        yield {**key.as_item(), "type": "jurisdiction_school", "body": body}


def counts_item(jurisdiction: str, summary: DaySummary) -> Item:
    key = jurisdiction_keys.counts_row(jurisdiction, summary.facility_id)
    return {**key.as_item(), "type": "jurisdiction_counts", "body": summary.model_dump_json()}


def report_attributes(report: SchoolReport) -> Item:
    """Return what the row of a filed report holds, beside its key."""
    return {"type": "jurisdiction_report", "body": ReportInJurisdiction.of(report).model_dump_json()}


def flag_attributes(flag: Flag) -> Item:
    return {"type": "jurisdiction_flag", "body": flag.model_dump_json()}


def outbreak_item(exposure: ExposureAtSchool) -> Item:
    """Return the row of an exposure at a school in a jurisdiction."""
    row = OutbreakInJurisdiction(
        exposure_id=exposure.id,
        facility_id=exposure.facility_id,
        disease=exposure.disease,
        first_exposure=exposure.first_exposure,
        last_exposure=exposure.last_exposure,
        opened_on=exposure.opened_on,
        excluded=len(exposure.excluded),
        closed_on=exposure.closed_on,
    )
    key = jurisdiction_keys.outbreak_row(exposure.jurisdiction, exposure.id)
    return {**key.as_item(), "type": "jurisdiction_outbreak", "body": row.model_dump_json()}
