"""A form as the state's lists show it: of the child initials and age, no description and no parent; with the coded
reasons, where they are known."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.certificate_check import initials_of
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.field_classes import Internal, Medical, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.standing import standing_id
from chalicelib.law.calendar import age_in_years
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine


class ListedRevocation(FrozenModel):
    """When a line was revoked."""

    revoked_on: Annotated[date, Internal]


class ListedLine(FrozenModel):
    """One vaccine of a form."""

    vaccine: Annotated[Vaccine, Personal]
    state: Annotated[LineState, Internal]
    kind: Annotated[LineKind, Personal]
    expires_on: Annotated[date | None, Personal] = None
    revocation: ListedRevocation | None = None
    in_review: Annotated[bool, Internal] = False


class ListedForm(FrozenModel):
    """What a line of such a list is made of. It is read from the stored form; nothing encrypted is opened for it."""

    id: Annotated[str, Internal]
    number: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    physician_id: Annotated[str, Internal]
    physician_name: Annotated[str, Personal]
    physician: PhysicianProfile
    child: ChildFacts
    school: SchoolChoice
    grade: Annotated[Grade, Personal]
    signed_on: Annotated[date, Internal]
    span_starts_on: Annotated[date | None, Personal] = None
    next_span_entry: Annotated[date | None, Personal] = None
    school_record: SchoolRecord = SchoolRecord()
    lines: tuple[ListedLine, ...]
    review_ids: Annotated[tuple[str, ...], Internal] = ()
    is_correction: Annotated[bool, Internal] = False
    replaced_by_form_id: Annotated[str, Internal] = ""
    reasons: Annotated[Mapping[Vaccine, tuple[str, ...]], Medical] = Field(default_factory=dict)

    @property
    def facility_id(self) -> str:
        return self.school.facility_id

    @property
    def birth_date(self) -> date:
        return self.child.birth_date

    @property
    def initials(self) -> str:
        """The first letters of the child's first and last name."""
        return initials_of(self.child.first_name, self.child.last_name)

    def age_on(self, day: date) -> int:
        """Return the child's whole years of age on a day."""
        return age_in_years(self.child.birth_date, day)

    @property
    def standing_id(self) -> str:
        """The license that signed it."""
        return standing_id(self.physician)

    @property
    def codes(self) -> tuple[str, ...]:
        """The coded reasons of all lines, each once, in the order of the lines."""
        return tuple(dict.fromkeys(code for line in self.lines for code in self.reasons.get(line.vaccine, ())))

    @property
    def is_in_review(self) -> bool:
        return any(line.in_review for line in self.lines)

    @property
    def revoked(self) -> tuple[ListedLine, ...]:
        return tuple(line for line in self.lines if line.state == LineState.REVOKED)
