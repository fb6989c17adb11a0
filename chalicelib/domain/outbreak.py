"""An exposure to a disease at a school, and the health officer's orders that followed (17 CCR 2508 and 6060; HSC
120370(b)). The case itself is never named."""

from datetime import date
from typing import ClassVar

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.enums import Grade


class ExcludedStudent(FrozenModel):
    """One student on the officer's order, as it was last recorded. The order itself stands on the student's record."""

    field_class = Internal

    student_id: str
    since: date
    through: date | None = None
    lifted_on: date | None = None


class ExposureAtSchool(VersionedRecord):
    """One exposure at one school.

    `rooms` and `grades` say where; both empty: the whole school. `officer`, `department` and `telephone` are those of
    the local health officer. `reported_on`: the day of the call; None while no one has noted it. `jurisdiction`: of the
    school; "" where an older portal opened the page. `by_department`: the health department keeps it here itself, and
    the school reads it.
    """

    record_type: ClassVar[str] = "exposure"
    field_class = Internal

    id: str
    facility_id: str
    disease: str  # a name of the law's table of listed diseases
    first_exposure: date
    last_exposure: date
    grades: tuple[Grade, ...] = ()
    rooms: tuple[str, ...] = ()
    officer: str = ""
    department: str = ""
    telephone: str = ""
    reported_on: date | None = None
    opened_on: date
    excluded: tuple[ExcludedStudent, ...] = ()
    closed_on: date | None = None
    jurisdiction: str = ""
    by_department: bool = False

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def reaches(self, grade: Grade, room: str) -> bool:
        """Return whether a student of this grade and room was where the exposure was. A student whose room no one has
        written down counts as there."""
        if not self.grades and not self.rooms:
            return True
        known_rooms = {each.casefold() for each in self.rooms}
        in_room = bool(self.rooms) and (not room or room.casefold() in known_rooms)
        return grade in self.grades or in_room


class ExposureRow(FrozenModel):
    """One exposure as the school's list of outbreaks shows it."""

    field_class = Internal

    exposure_id: str
    disease: str
    first_exposure: date
    last_exposure: date
    opened_on: date
    excluded: int
    closed_on: date | None

    @classmethod
    def of(cls, exposure: ExposureAtSchool) -> "ExposureRow":
        return cls(
            exposure_id=exposure.id,
            disease=exposure.disease,
            first_exposure=exposure.first_exposure,
            last_exposure=exposure.last_exposure,
            opened_on=exposure.opened_on,
            excluded=len(exposure.excluded),
            closed_on=exposure.closed_on,
        )
