"""The form and its lines (lifecycle H2). A form is one document for one child and one grade span; it has one line
per vaccine, and kind, expiry, revocation, supersession and guard belong to the line."""

from datetime import date, datetime
from typing import ClassVar

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.child import ChildFacts, SchoolChoice, same_child_parts
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.domain.request import Consents, ParentFacts, PrimaryCare
from chalicelib.domain.school_record import SchoolRecord, SpanDays, span_days
from chalicelib.law.admission import AppealStatus
from chalicelib.law.duration import end_of_line
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine


class AppealOutcome(FrozenModel):
    """What a school must know of the appeal against a line's revocation: the facts of H3, without the case."""

    appeal_id: str
    filed_at: datetime
    status: AppealStatus
    withdrawn_on: date | None = None
    decision_notice_on: date | None = None


class Revocation(FrozenModel):
    """What follows from a revocation, kept on the line so that a school's answer needs nothing else."""

    revoked_on: date
    review_id: str
    reason: str  # written reason of the officer; never shown to a school
    appeal: AppealOutcome | None = None


class ExemptionLine(FrozenModel):
    """One vaccine of a form."""

    vaccine: Vaccine
    state: LineState
    kind: LineKind
    reason_codes: tuple[str, ...]
    description: str
    expires_on: date | None = None  # last valid day of a temporary line
    revocation: Revocation | None = None
    in_review: bool = False
    stopped_on: date | None = None  # day on which it was withdrawn, refused or superseded

    @property
    def not_valid_since(self) -> date | None:
        """Since when the line does not count by somebody's act; None where it counts, or where no day is on record."""
        if self.state in {LineState.ISSUED, LineState.HELD}:
            return None
        return self.revocation.revoked_on if self.revocation else self.stopped_on

    def guard_until(self, next_span_entry: date | None) -> date:
        """The last day on which the line holds the guard; date.max while its end is not known."""
        return end_of_line(self.expires_on, next_span_entry) or date.max


class Certifications(FrozenModel):
    """What the physician certified at signing (HSC 120372(a)(2)(C), (I), (a)(3))."""

    examined_and_meets_standard_of_care: bool
    true_accurate_complete: bool
    no_charge_made: bool
    signed_at: datetime
    signed_name: str


class ExemptionForm(VersionedRecord):
    """A signed form. Immutable in what the physician stated; only its lines' states, the school and what the school
    recorded change."""

    record_type: ClassVar[str] = "form"

    number: str
    check_code: str  # 128 bits; the public check page asks for it
    request_id: str
    child_id: str
    guardian_ids: tuple[str, ...]
    physician_id: str
    physician_name: str
    physician: PhysicianProfile
    primary_care: PrimaryCare | None
    is_primary_care: bool
    treating_since: date
    examined_on: date
    child: ChildFacts
    parent: ParentFacts
    school: SchoolChoice
    grade: Grade
    span: GradeSpan
    signed_on: date
    span_starts_on: date | None = None  # first day in a span the child is not in yet; None: in it already
    next_span_entry: date | None = None  # recorded entry into the next span, or the planned first day given for it
    planned_days: SpanDays | None = None  # both days as planned, once a school has recorded a grade
    school_record: SchoolRecord = SchoolRecord()  # as it stands with the child
    license_checked_at: datetime
    criteria_set: str
    certifications: Certifications
    consents: Consents | None
    lines: tuple[ExemptionLine, ...]
    replaces_form_id: str = ""
    replaced_by_form_id: str = ""
    is_correction: bool = False
    review_ids: tuple[str, ...] = ()
    appeal_ids: tuple[str, ...] = ()

    @property
    def facility_id(self) -> str:
        """The school or institution that sees this form; empty when none is named."""
        return self.school.facility_id

    @property
    def birth_date(self) -> date:
        """The child's birth date."""
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
        """The form with every line held: signed, but not valid until CDPH has classified the issuer's matter."""
        return self.with_changes(lines=tuple(line.with_changes(state=LineState.HELD) for line in self.lines))

    def in_review_of(self, review_id: str) -> "ExemptionForm":
        """The form marked as under this review; its lines stay fully valid (the statute has no suspension)."""
        return self.with_changes(
            review_ids=(*self.review_ids, review_id),
            lines=tuple(line.with_changes(in_review=True) for line in self.lines),
        )

    def with_school_record(self, record: SchoolRecord) -> "ExemptionForm":
        """The form with what the child's schools have recorded; a recorded entry moves the days of its span (H9)."""
        if record == self.school_record:
            return self
        planned = self.planned_days or SpanDays(
            span_starts_on=self.span_starts_on, next_span_entry=self.next_span_entry
        )
        days = span_days(planned, self.span, record, self.birth_date)
        return self.with_changes(school_record=record, planned_days=planned, **dict(days))

    def line(self, vaccine: Vaccine) -> ExemptionLine | None:
        """The line of that vaccine, or None."""
        return next((line for line in self.lines if line.vaccine == vaccine), None)

    def with_lines(self, *changed: ExemptionLine) -> tuple[ExemptionLine, ...]:
        """All lines, with those of the same vaccine replaced by `changed`."""
        by_vaccine = {line.vaccine: line for line in changed}
        return tuple(by_vaccine.get(line.vaccine, line) for line in self.lines)
