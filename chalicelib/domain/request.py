"""The parent's request (lifecycle H1) and the physician's draft of the form."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.account import Address
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.calendar import age_in_years
from chalicelib.law.enums import Grade, GradeSpan, LineKind, Vaccine
from chalicelib.law.grade_spans import span_of


class RequestState(StrEnum):
    """Written states of H1. `lapsed` is a reading, never written."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPENED = "opened"
    ISSUED = "issued"
    HELD = "held"
    DECLINED = "declined"
    CANCELED = "cancelled"


class ParentFacts(FrozenModel):
    """The parent or guardian, as the statutory form names them (HSC 120372(a)(2)(B))."""

    name: str
    relationship: str
    address: Address
    telephone: str = ""


class Consents(FrozenModel):
    """What the parent read and agreed to, and when."""

    release_of_records: datetime  # HSC 120372(a)(2)(H)
    requirements_read: datetime  # HSC 120372(b)
    collection_notice_shown: datetime  # Civ. Code 1798.17


class ExemptionRequest(VersionedRecord):
    """One request for one child. A draft is filled page by page; what is not answered yet is None."""

    record_type: ClassVar[str] = "request"

    state: RequestState
    parent_id: str
    child_id: str
    number: str = ""
    child: ChildFacts | None = None
    school: SchoolChoice | None = None
    not_enrolled_yet: bool = False
    grade: Grade | None = None  # the grade the exemption is for
    grade_now: Grade | None = None  # None: not in school or child care now
    planned_first_day: date | None = None  # in that grade; past or future
    next_span_entry: date | None = None  # planned first day in the span after this one, where known (H9)
    parent: ParentFacts | None = None
    physician_name: str | None = None  # "" when the parent skipped the question
    consents: Consents | None = None
    started_on: date
    saved_on: date | None = None  # when the parent last saved an answer; None: not since the start
    submitted_at: datetime | None = None
    physician_id: str = ""
    opened_at: datetime | None = None
    reason: str = ""  # typed by the physician who declined
    form_id: str = ""
    renews_form_id: str = ""  # the form that the parent asks to have renewed
    copied_from: str = ""
    guardians: tuple[str, ...] = ()  # where the child has, or had, several; empty: the parent who asks

    @property
    def guardian_ids(self) -> tuple[str, ...]:
        """The accounts that speak for the child on this request."""
        return self.guardians or (self.parent_id,)

    @property
    def span(self) -> GradeSpan | None:
        """The grade span that the exemption is for; None until the grade is known."""
        if self.grade is None or self.child is None:
            return None
        return _span_at(self.grade, self.child.birth_date, self.planned_first_day or self.started_on)

    @property
    def span_starts_on(self) -> date | None:
        """The first day in a span that the child is not in yet; None for a child who is in it already."""
        if self.span is None or self.child is None:
            return None
        if self.grade_now and _span_at(self.grade_now, self.child.birth_date, self.started_on) == self.span:
            return None
        return self.planned_first_day


class PrimaryCare(FrozenModel):
    """The child's primary care physician, where the issuer is another (HSC 120372(a)(2)(A), (D))."""

    name: str
    license: str
    business_address: Address
    telephone: str
    why_not_issuer: str


def _span_at(grade: Grade, birth_date: date, on: date) -> GradeSpan:
    return span_of(grade, age_years=age_in_years(birth_date, on), on=on)


class LineDraft(FrozenModel):
    """What the physician has said of one vaccine so far."""

    vaccine: Vaccine
    kind: LineKind | None = None
    reason_codes: tuple[str, ...] = ()
    description: str = ""
    expires_on: date | None = None


class FormDraft(VersionedRecord):
    """The physician's unfinished form, saved page by page.

    Made from a request (its id is then the request's) or, for a correction or renewal by the issuer, from an issued
    form. `child_id`, `span` and `review_ids` are copied at the start, so that signing can read all it needs at once.
    """

    record_type: ClassVar[str] = "form_draft"

    physician_id: str
    request_id: str = ""
    replaces_form_id: str = ""
    is_correction: bool = False  # clerical, same content class: not a new form for the count of five (H7)
    child_id: str
    span: GradeSpan
    review_ids: tuple[str, ...] = ()  # open reviews of the replaced form: the new one inherits them (H2)
    is_signed: bool = False
    examined_on: date | None = None
    is_primary_care: bool | None = None
    primary_care: PrimaryCare | None = None
    treating_since: date | None = None
    lines: tuple[LineDraft, ...] = ()
