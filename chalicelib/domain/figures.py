"""What the state's figures are counted from, and the figures themselves: no name, no date of birth and no medical word
stands in either. A form, a review and an appeal is each kept as the few facts that are counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.review import Outcome as ReviewOutcome
from chalicelib.domain.review import Trigger
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import LineKind, LineState, Vaccine

_STOPPED = frozenset({LineState.REVOKED, LineState.WITHDRAWN, LineState.REFUSED, LineState.SUPERSEDED})


class CountedRevocation(FrozenModel):
    """When the state stopped a line."""

    revoked_on: Annotated[date, Internal]


class CountedLine(FrozenModel):
    """One vaccine of a form."""

    vaccine: Annotated[Vaccine, Personal]
    kind: Annotated[LineKind, Personal]
    state: Annotated[LineState, Internal]
    expires_on: Annotated[date | None, Personal] = None
    revocation: CountedRevocation | None = None
    stopped_on: Annotated[date | None, Internal] = None

    def as_of(self, on: date) -> "CountedLine":
        """Return the line as it was at the end of a day: what was stopped later still counted."""
        stopped = self.revocation.revoked_on if self.revocation else self.stopped_on
        if self.state in _STOPPED and stopped is not None and stopped > on:
            return self.with_changes(state=LineState.ISSUED)
        return self


class CountedSchool(FrozenModel):
    """Whose health department the form's school belongs to ("C19")."""

    jurisdiction: Annotated[str, Internal] = ""


class CountedForm(FrozenModel):
    """One form. Its fields have the names of `ExemptionForm`."""

    id: Annotated[str, Internal]
    physician_id: Annotated[str, Internal]
    signed_on: Annotated[date, Internal]
    school: CountedSchool
    span_starts_on: Annotated[date | None, Personal] = None
    next_span_entry: Annotated[date | None, Personal] = None
    is_correction: Annotated[bool, Internal] = False
    lines: tuple[CountedLine, ...]

    @property
    def is_permanent(self) -> bool:
        """Whether a line of the form is permanent."""
        return any(line.kind is LineKind.PERMANENT for line in self.lines)

    @property
    def was_held(self) -> bool:
        """Whether the form never counted: it is held, or was refused."""
        return all(line.state in {LineState.HELD, LineState.REFUSED} for line in self.lines)

    def valid_lines(self, on: date) -> tuple[CountedLine, ...]:
        """Return the lines that were an exemption on a day, in the state they had then."""
        if self.signed_on > on:
            return ()
        then = (line.as_of(on) for line in self.lines)
        return tuple(line for line in then if reading_of(self, line, on) is EffectiveStatus.VALID)


class CountedReview(FrozenModel):
    """One review. Its fields have the names of `Review`."""

    id: Annotated[str, Internal]
    form_id: Annotated[str, Internal]
    trigger: Annotated[Trigger, Internal]
    opened_on: Annotated[date, Internal]
    decided_on: Annotated[date | None, Internal] = None
    outcome: Annotated[ReviewOutcome | None, Internal] = None


class CountedAppeal(FrozenModel):
    """One appeal. Its fields have the names of `Appeal`."""

    id: Annotated[str, Internal]
    form_id: Annotated[str, Internal]
    filed_at: Annotated[datetime | None, Internal] = None
    decided_on: Annotated[date | None, Internal] = None
    state: Annotated[str, Internal]
    vaccines: Annotated[tuple[Vaccine, ...], Personal]


class CountedReport(NamedTuple):
    """One school whose exemptions all go to review, and why."""

    jurisdiction: str
    triggers: tuple[Trigger, ...]


class Counted(NamedTuple):
    """The facts of all records, and the schools whose exemptions all go to review."""

    forms: Sequence[CountedForm]
    reviews: Sequence[CountedReview]
    appeals: Sequence[CountedAppeal]
    schools: Sequence[CountedReport]

    def of_place(self, jurisdiction: str) -> "Counted":
        """Return what belongs to the schools of one health department."""
        forms = [form for form in self.forms if form.school.jurisdiction == jurisdiction]
        theirs = {form.id for form in forms}
        return Counted(
            forms,
            [review for review in self.reviews if review.form_id in theirs],
            [appeal for appeal in self.appeals if appeal.form_id in theirs],
            [school for school in self.schools if school.jurisdiction == jurisdiction],
        )


def places_of(counted: Counted) -> list[str]:
    """Return the health departments with anything to count, in order."""
    named = {form.school.jurisdiction for form in counted.forms} | {each.jurisdiction for each in counted.schools}
    return sorted(named - {""})


def by_kind(forms: Iterable[CountedForm]) -> Mapping[bool, int]:
    """Return how many forms are permanent (True) and how many temporary alone (False)."""
    kinds = [form.is_permanent for form in forms]
    return {kind: kinds.count(kind) for kind in (True, False)}
