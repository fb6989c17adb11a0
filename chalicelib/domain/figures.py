"""What the state's figures are counted from, and the figures themselves: no name, no date of birth and no medical word
stands in either. A form, a review and an appeal is each kept as the few facts that are counted."""

from collections.abc import Sequence
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


class CountedCase(NamedTuple):
    """A form with its reviews and appeals. `form`: None where it is purged and they are not yet."""

    form: CountedForm | None
    reviews: Sequence[CountedReview]
    appeals: Sequence[CountedAppeal]

    @property
    def jurisdiction(self) -> str:
        """The health department of the form's school; "" where there is none."""
        return self.form.school.jurisdiction if self.form else ""
