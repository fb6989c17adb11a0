"""The form and its lines (lifecycle H2). A form is one document for one child and one grade span; it has one line
per vaccine, and kind, expiry, revocation, supersession and lock belong to the line."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.child import ChildFacts, SchoolChoice, same_child_parts
from chalicelib.domain.field_classes import Exported, Internal, Medical, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.domain.request import Consents, ParentFacts, PrimaryCare
from chalicelib.domain.school_record import SchoolRecord, SpanDays, span_days
from chalicelib.law.admission import AppealStatus
from chalicelib.law.duration import end_of_line
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine

_LIVE = frozenset({LineState.ISSUED, LineState.HELD})  # neither stopped nor replaced


class AppealOutcome(FrozenModel):
    """What a school must know of the appeal against a line's revocation: the facts of H3, without the case."""

    appeal_id: Annotated[str, Internal]
    filed_at: Annotated[datetime, Internal]
    status: Annotated[AppealStatus, Internal]
    withdrawn_on: Annotated[date | None, Internal] = None
    decision_notice_on: Annotated[date | None, Internal] = None


class Revocation(FrozenModel):
    """What follows from a revocation, kept on the line so that a school's answer needs nothing else."""

    revoked_on: Annotated[date, Internal, Exported]
    review_id: Annotated[str, Internal]
    reason: Annotated[str, Medical]  # written reason of the officer; never shown to a school
    appeal: AppealOutcome | None = None


class ExemptionLine(FrozenModel):
    """One vaccine of a form."""

    vaccine: Annotated[Vaccine, Personal]
    state: Annotated[LineState, Internal, Exported]
    kind: Annotated[LineKind, Personal]
    reason_codes: Annotated[tuple[str, ...], Medical]
    description: Annotated[str, Medical]
    expires_on: Annotated[date | None, Personal] = None  # last valid day of a temporary line
    revocation: Revocation | None = None
    in_review: Annotated[bool, Internal, Exported] = False
    stopped_on: Annotated[date | None, Internal, Exported] = None  # day of being withdrawn, refused or superseded

    @property
    def not_valid_since(self) -> date | None:
        """Since when the line does not count by someone's act; None if it counts, or where no day is on record."""
        if self.state in _LIVE:
            return None
        return self.revocation.revoked_on if self.revocation else self.stopped_on

    def lock_until(self, next_span_entry: date | None) -> date:
        """Return the last day on which the line holds the lock; date.max while its end is not known."""
        return end_of_line(self.expires_on, next_span_entry) or date.max


class Certifications(FrozenModel):
    """What the physician certified at signing (HSC 120372(a)(2)(C), (I), (a)(3))."""

    examined_and_meets_standard_of_care: Annotated[bool, Internal, Exported]
    true_accurate_complete: Annotated[bool, Internal, Exported]
    no_charge_made: Annotated[bool, Internal, Exported]
    signed_at: Annotated[datetime, Internal, Exported]
    signed_name: Annotated[str, Personal]


class ExemptionForm(VersionedRecord):
    """A signed form. Immutable in what the physician stated; only its lines' states, the school and what the school
    recorded change."""

    record_type: ClassVar[str] = "form"

    number: Annotated[str, Internal, Exported]
    check_code: Annotated[str, Internal]  # 128 bits; the public check page asks for it
    request_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    guardian_ids: Annotated[tuple[str, ...], Internal]
    physician_id: Annotated[str, Internal]
    physician_name: Annotated[str, Personal]
    physician: PhysicianProfile
    primary_care: PrimaryCare | None
    is_primary_care: Annotated[bool, Personal]
    treating_since: Annotated[date, Personal]
    examined_on: Annotated[date, Personal]
    child: ChildFacts
    parent: ParentFacts
    school: SchoolChoice
    grade: Annotated[Grade, Personal]
    span: Annotated[GradeSpan, Personal]
    signed_on: Annotated[date, Internal]
    span_starts_on: Annotated[date | None, Personal] = None  # first day in a span to come; None: in it already
    next_span_entry: Annotated[date | None, Personal] = None  # recorded entry into the next span, or the planned one
    planned_days: Annotated[SpanDays | None, Withheld] = None  # both days as planned, once a school recorded a grade
    school_record: Annotated[SchoolRecord, Withheld] = SchoolRecord()  # told with the child
    license_checked_at: Annotated[datetime, Internal]
    criteria_set: Annotated[str, Internal]
    certifications: Certifications
    consents: Consents | None
    lines: tuple[ExemptionLine, ...]
    replaces_form_id: Annotated[str, Internal] = ""
    replaced_by_form_id: Annotated[str, Internal] = ""
    is_correction: Annotated[bool, Internal] = False
    review_ids: Annotated[tuple[str, ...], Internal] = ()
    appeal_ids: Annotated[tuple[str, ...], Internal] = ()

    @property
    def facility_id(self) -> str:
        """The school or institution that sees this form; empty when none is named."""
        return self.school.facility_id

    @property
    def issued_lines(self) -> tuple[ExemptionLine, ...]:
        """The lines that count by their written state: not held, stopped or replaced."""
        return tuple(line for line in self.lines if line.state == LineState.ISSUED)

    @property
    def birth_date(self) -> date:
        return self.child.birth_date

    @property
    def jurisdiction(self) -> str:
        """The local health jurisdiction of the school."""
        return self.school.jurisdiction

    @property
    def board(self) -> str:
        """The board that licenses the issuer."""
        return self.physician.board

    @property
    def same_child_parts(self) -> tuple[str, str, str]:
        """What the same-child hash is made of."""
        return same_child_parts(self.child)

    def held(self) -> "ExemptionForm":
        """Return the form with every line held: signed, but not valid until CDPH has classified the issuer's matter."""
        return self.with_changes(lines=tuple(line.with_changes(state=LineState.HELD) for line in self.lines))

    def in_review_of(self, review_id: str) -> "ExemptionForm":
        """Return the form marked as under this review; its lines stay fully valid (the statute has no suspension).

        Lines that were stopped or replaced are not marked.
        """
        return self.with_changes(
            review_ids=(*self.review_ids, review_id),
            lines=tuple(line.with_changes(in_review=line.state in _LIVE) for line in self.lines),
        )

    def with_school_record(self, record: SchoolRecord) -> "ExemptionForm":
        """Return the form with what the child's schools have recorded; a recorded entry moves the days of its span
        (H9)."""
        if record == self.school_record:
            return self
        planned = self.planned_days or SpanDays(
            span_starts_on=self.span_starts_on, next_span_entry=self.next_span_entry
        )
        days = span_days(planned, self.span, record, self.birth_date)
        return self.with_changes(school_record=record, planned_days=planned, **dict(days))

    def line(self, vaccine: Vaccine) -> ExemptionLine | None:
        return next((line for line in self.lines if line.vaccine == vaccine), None)

    def with_lines(self, *changed: ExemptionLine) -> tuple[ExemptionLine, ...]:
        """Return all lines, with those of the same vaccine replaced by `changed`."""
        by_vaccine = {line.vaccine: line for line in changed}
        return tuple(by_vaccine.get(line.vaccine, line) for line in self.lines)
