"""The parent's request (lifecycle H1) and the physician's draft of the form."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.account import Address
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.field_classes import Copied, Exported, Internal, Medical, NotCopied, Personal, Public, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.calendar import age_in_years
from chalicelib.law.enums import Grade, GradeSpan, LineKind, PrimaryCareKind, Vaccine
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

    name: Annotated[str, Personal]
    relationship: Annotated[str, Personal]
    address: Annotated[Address, Personal]
    telephone: Annotated[str, Personal] = ""


class Consents(FrozenModel):
    """What the parent read and agreed to, and when."""

    release_of_records: Annotated[datetime, Internal, Exported]  # HSC 120372(a)(2)(H)
    requirements_read: Annotated[datetime, Internal, Exported]  # HSC 120372(b)
    collection_notice_shown: Annotated[datetime, Internal, Exported]  # Civ. Code 1798.17


class ExemptionRequest(VersionedRecord):
    """One request for one child. A draft is filled page by page; what is not answered yet is None."""

    record_type: ClassVar[str] = "request"

    state: Annotated[RequestState, Internal, Exported, NotCopied]
    parent_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal, Copied]
    number: Annotated[str, Internal, Exported, NotCopied] = ""
    child: Annotated[ChildFacts | None, Copied] = None
    school: Annotated[SchoolChoice | None, Copied] = None
    not_enrolled_yet: Annotated[bool, Personal, Copied] = False
    # As the parent typed it, while the school is not known: the first one, or the one that the child moves to.
    unlisted_school: Annotated[str, Personal, Copied] = ""
    school_answer: Annotated[str, Personal, NotCopied] = ""  # what operators wrote, who did not find it either
    grade: Annotated[Grade | None, Personal, Copied] = None  # the grade the exemption is for
    grade_now: Annotated[Grade | None, Personal, Copied] = None  # None: not in school or child care now
    planned_first_day: Annotated[date | None, Personal, Copied] = None  # in that grade; past or future
    next_span_entry: Annotated[date | None, Personal, Copied] = None  # planned, in the next span, where known (H9)
    parent: Annotated[ParentFacts | None, Copied] = None
    physician_name: Annotated[str | None, Personal, Copied] = None  # "" when the parent skipped the question
    consents: Annotated[Consents | None, NotCopied] = None
    started_on: Annotated[date, Internal, Exported, NotCopied]
    saved_on: Annotated[date | None, Internal] = None  # when the parent last saved an answer; None: not since the start
    submitted_at: Annotated[datetime | None, Internal, Exported, NotCopied] = None
    physician_id: Annotated[str, Internal] = ""
    opened_at: Annotated[datetime | None, Internal, Exported, NotCopied] = None
    reason: Annotated[str, Medical, NotCopied] = ""  # typed by the physician who declined
    form_id: Annotated[str, Internal] = ""
    renews_form_id: Annotated[str, Internal, Copied] = ""  # the form that the parent asks to have renewed
    copied_from: Annotated[str, Internal] = ""
    guardians: Annotated[tuple[str, ...], Internal] = ()  # where there are or were several; empty: who asks

    @property
    def guardian_ids(self) -> tuple[str, ...]:
        """The accounts that speak for the child on this request."""
        return self.guardians or (self.parent_id,)

    @property
    def waits_for_operators(self) -> bool:
        """Whether operators are to find the school that the parent typed."""
        return self.can_name_a_school and bool(self.unlisted_school) and not self.school_answer

    @property
    def can_name_a_school(self) -> bool:
        """Whether a school that is not in the directory can be named on it: it was sent, and the child may attend by
        it."""
        return self.state in {RequestState.SUBMITTED, RequestState.OPENED, RequestState.ISSUED, RequestState.HELD}

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
    """Who gives the child primary care, where the issuer does not (HSC 120372(a)(2)(A), (D)). Empty texts where no one
    does; a clinician who is no physician may have no license number here."""

    kind: Annotated[PrimaryCareKind, Personal] = PrimaryCareKind.PHYSICIAN
    name: Annotated[str, Personal]
    license: Annotated[str, Public, Exported]
    business_address: Annotated[Address, Personal]
    telephone: Annotated[str, Personal]
    why_not_issuer: Annotated[str, Medical]

    @property
    def is_someone(self) -> bool:
        """Whether there is a person to name, to ask and to write to."""
        return self.kind is not PrimaryCareKind.NO_ONE


def _span_at(grade: Grade, birth_date: date, on: date) -> GradeSpan:
    return span_of(grade, age_years=age_in_years(birth_date, on), on=on)


class LineDraft(FrozenModel):
    """What the physician has said of one vaccine so far."""

    vaccine: Annotated[Vaccine, Personal]
    kind: Annotated[LineKind | None, Personal] = None
    reason_codes: Annotated[tuple[str, ...], Medical] = ()
    description: Annotated[str, Medical] = ""
    expires_on: Annotated[date | None, Personal] = None


class FormDraft(VersionedRecord):
    """The physician's unfinished form, saved page by page.

    Made from a request (its id is then the request's) or, for a correction or renewal by the issuer, from an issued
    form. `child_id`, `span` and `review_ids` are copied at the start, so that signing can read all it needs at once.
    """

    record_type: ClassVar[str] = "form_draft"

    physician_id: Annotated[str, Internal]
    request_id: Annotated[str, Internal] = ""
    replaces_form_id: Annotated[str, Internal] = ""
    is_correction: Annotated[bool, Internal] = False  # clerical: not a new form for the count of five (H7)
    child_id: Annotated[str, Internal]
    span: Annotated[GradeSpan, Personal, Withheld]
    review_ids: Annotated[tuple[str, ...], Internal] = ()  # open reviews of the replaced form, inherited (H2)
    is_signed: Annotated[bool, Internal] = False
    examined_on: Annotated[date | None, Personal, Withheld] = None
    is_primary_care: Annotated[bool | None, Personal, Withheld] = None
    primary_care_kind: Annotated[PrimaryCareKind, Personal, Withheld] = PrimaryCareKind.PHYSICIAN
    primary_care: Annotated[PrimaryCare | None, Withheld] = None
    treating_since: Annotated[date | None, Personal, Withheld] = None
    lines: Annotated[tuple[LineDraft, ...], Withheld] = ()
    prepared_by: Annotated[str, Internal] = ""  # the clinic staff's account that last saved a part of it
    prepared_by_name: Annotated[str, Personal, Withheld] = ""
    handed_over_at: Annotated[datetime | None, Internal] = None  # None: the clinic staff still works at it
