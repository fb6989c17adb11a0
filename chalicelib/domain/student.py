"""A school's record of one child (17 CCR 6070(b)), with or without an exemption. The law calls the child a pupil."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.child import ChildFacts
from chalicelib.domain.field_classes import Exported, Internal, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.transfers import Arrival, OpenFollowUp, PacketRequest, StepDone
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.grandfathering import OlderPaper


class Sex(StrEnum):
    """6070(b) names no values; these are the portal's."""

    FEMALE = "F"
    MALE = "M"
    NONBINARY = "X"


class Ethnicity(StrEnum):
    """The two values of 17 CCR 6070(b)."""

    HISPANIC = "hispanic"
    NOT_HISPANIC = "not-hispanic"


class Race(StrEnum):
    """The six values of 17 CCR 6070(b)."""

    BLACK = "black"
    AMERICAN_INDIAN = "american-indian"
    ASIAN = "asian"
    PACIFIC_ISLANDER = "pacific-islander"
    WHITE = "white"
    OTHER = "other"


class Situation(StrEnum):
    """What else the law looks at: pupils whose admission or services do not wait for a record."""

    SPECIAL_EDUCATION = "IEP"  # HSC 120335(h)
    INDEPENDENT_STUDY = "IND"  # without classroom instruction, HSC 120335(f)
    HOME_SCHOOL = "HOME"  # home-based private school, HSC 120335(f)
    FOSTER = "FOSTER"  # HSC 120341
    HOMELESS = "HOMELESS"  # 42 USC 11432
    MILITARY = "MILITARY"  # Ed. Code 49701


ENROLLED_WITHOUT_RECORDS = frozenset({Situation.FOSTER, Situation.HOMELESS, Situation.MILITARY})
"""Who is enrolled right away, whatever the record says."""


class Contact(FrozenModel):
    """Whom the school writes to and calls. `language`: of the letters; empty when the school did not say."""

    parent_name: Annotated[str, Personal] = ""
    email: Annotated[str, Personal] = ""
    telephone: Annotated[str, Personal] = ""
    language: Annotated[str, Internal, Exported] = ""
    address: Annotated[str, Personal] = ""


class StudentFacts(FrozenModel):
    """What the school knows of the child besides doses and grades. Everything but name and birth date can be empty.

    `ssid`: the statewide student identifier, ten digits as text. `local_id`: the school's own number.
    """

    child: ChildFacts
    ssid: Annotated[str, Personal] = ""
    local_id: Annotated[str, Personal] = ""
    sex: Annotated[Sex | None, Personal] = None
    ethnicity: Annotated[Ethnicity | None, Personal] = None
    races: Annotated[tuple[Race, ...], Personal] = ()
    other_race: Annotated[str, Personal] = ""  # the words beside Race.OTHER
    room: Annotated[str, Personal] = ""
    contact: Contact = Contact()
    situations: Annotated[tuple[Situation, ...], Personal] = ()


class Enrollment(FrozenModel):
    """From the first to the last day at the school; `until` is None while the child attends."""

    since: Annotated[date, Personal]
    until: Annotated[date | None, Personal] = None


class HealthExclusion(FrozenModel):
    """The health officer keeps the student out after an exposure at the school (HSC 120370(b)): one for each exposure.

    `since` to `through` are the days out, both included; `through` is None until the officer names a last day.
    `lifted_on`: the first day back, where the officer let the student return before.
    """

    exposure_id: Annotated[str, Internal]
    disease: Annotated[str, Internal]  # of the exposure, not of the student: a name of the law's table
    since: Annotated[date, Personal]
    through: Annotated[date | None, Personal] = None
    lifted_on: Annotated[date | None, Personal] = None


class RecordReview(FrozenModel):
    """The school looked at the record of a student who is admitted on condition, and told the parent what remains
    (17 CCR 6035). `told_on`: None where the parent was not told."""

    done_on: Annotated[date, Personal]
    told_on: Annotated[date | None, Personal] = None
    recorded_by: Annotated[str, Internal]


class RecordedPaper(FrozenModel):
    """An exemption on paper from before the statewide form (HSC 120370(a), 120335(g)), as the school read it.

    `span`: the grade span in which the student was then. `issuer_name` and `issuer_license`: of a physician's letter.
    `expires_on`: the end that a temporary letter states. `stopped_on`: the day on which the state revoked the letter;
    `issuer_disciplined`: the medical board has disciplined the physician, without which a letter from before 2020
    cannot be revoked (HSC 120372(d)(4)).
    """

    id: Annotated[str, Internal]
    paper: Annotated[OlderPaper, Personal]
    dated_on: Annotated[date, Personal]
    span: Annotated[GradeSpan, Personal]
    vaccines: Annotated[tuple[Vaccine, ...], Personal]
    issuer_name: Annotated[str, Personal] = ""
    issuer_license: Annotated[str, Personal] = ""
    expires_on: Annotated[date | None, Personal] = None
    stopped_on: Annotated[date | None, Personal] = None
    issuer_disciplined: Annotated[bool, Internal] = False
    recorded_on: Annotated[date, Personal]
    recorded_by: Annotated[str, Internal]


class Student(VersionedRecord):
    """One child at one school. Who comes back has a second enrollment: that is an admission (17 CCR 6000).

    `linked_child_id` is the child of the portal that the school has confirmed this to be; empty without an exemption.
    """

    record_type: ClassVar[str] = "student"

    facility_id: Annotated[str, Internal]
    linked_child_id: Annotated[str, Internal] = ""
    same_child: Annotated[str, Internal]  # keyed hash of the normalized name and birth date
    # The school's own record: no parent's account is tied to it, and the school shows it to the parent (34 CFR 99.10).
    facts: Annotated[StudentFacts, Withheld]
    enrollments: Annotated[tuple[Enrollment, ...], Withheld]
    school_record: Annotated[SchoolRecord, Withheld] = SchoolRecord()
    exclusions: Annotated[tuple[HealthExclusion, ...], Withheld] = ()
    reviews: Annotated[tuple[RecordReview, ...], Withheld] = ()
    papers: Annotated[tuple[RecordedPaper, ...], Withheld] = ()
    arrivals: Annotated[tuple[Arrival, ...], Withheld] = ()
    packets: Annotated[tuple[PacketRequest, ...], Withheld] = ()
    steps_done: Annotated[tuple[StepDone, ...], Withheld] = ()

    @property
    def newest_enrollment(self) -> Enrollment:
        return self.enrollments[-1]

    @property
    def arrival(self) -> Arrival | None:
        """How the student came for the newest enrollment; None where the school has not said."""
        of_now = (each for each in self.arrivals if each.first_day >= self.newest_enrollment.since)
        return next(of_now, None)

    def with_arrival(self, arrival: Arrival) -> "Student":
        """Return the student with how it came for the newest enrollment, in the place of what was said before."""
        return self.with_changes(arrivals=(*(each for each in self.arrivals if each != self.arrival), arrival))

    def packet(self, packet_id: str) -> PacketRequest | None:
        return next((each for each in self.packets if each.id == packet_id), None)

    @property
    def is_enrolled_without_records(self) -> bool:
        return not ENROLLED_WITHOUT_RECORDS.isdisjoint(self.facts.situations)

    @property
    def open_follow_up(self) -> OpenFollowUp:
        """What a line of the school's list shows of it."""
        arrival = self.arrival
        return OpenFollowUp(
            awaits_record=arrival is not None and arrival.awaits_record,
            ask_again_on=arrival.ask_again_on if arrival else None,
            looked_on=self._looked_on(arrival) if self.is_enrolled_without_records else None,
            packet_due_on=min((each.send_by for each in self.packets if each.sent_on is None), default=None),
        )

    def _looked_on(self, arrival: Arrival | None) -> date:
        since = self.newest_enrollment.since
        asked = [each.asked_on for each in arrival.requests] if arrival else []
        return max([since, *asked, *(each.done_on for each in self.steps_done)])

    def has_left_by(self, day: date) -> bool:
        """Return whether the last day at the school has passed."""
        last_day = self.newest_enrollment.until
        return last_day is not None and last_day < day

    def paper(self, paper_id: str) -> RecordedPaper | None:
        return next((each for each in self.papers if each.id == paper_id), None)

    def exclusion_of(self, exposure_id: str) -> HealthExclusion | None:
        """Return the officer's order for this exposure, or None."""
        return next((each for each in self.exclusions if each.exposure_id == exposure_id), None)

    def with_exclusion(self, order: HealthExclusion) -> "Student":
        """Return the student with the order in the place of an earlier one for the same exposure."""
        if self.exclusion_of(order.exposure_id) is None:
            return self.with_changes(exclusions=(*self.exclusions, order))
        kept = (order if each.exposure_id == order.exposure_id else each for each in self.exclusions)
        return self.with_changes(exclusions=tuple(kept))

    def without_exclusion(self, exposure_id: str) -> "Student":
        return self.with_changes(exclusions=tuple(each for each in self.exclusions if each.exposure_id != exposure_id))
