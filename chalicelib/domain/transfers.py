"""What a school follows up of students who arrive, leave, or are enrolled without records: the record asked of the
former school and of the parent, the packet that another school asks for, and the steps for protected children."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel


class ArrivedFrom(StrEnum):
    """Where a student was before. Only a school in the United States gives time to wait for the record (17 CCR
    6035)."""

    US_SCHOOL = "us-school"
    OTHER_COUNTRY = "other-country"
    FIRST_ENROLLMENT = "first-enrollment"


class AskedOf(StrEnum):
    """Of whom the school asks the record: of the parent first."""

    PARENT = "parent"
    FORMER_SCHOOL = "former-school"


class RecordResult(StrEnum):
    """What a record that has come says: all doses, none due now, or short."""

    COMPLETE = "complete"
    CONDITIONAL = "conditional"
    SHORT = "short"


class RecordRequest(FrozenModel):
    """The school asked for the record. `due_on`: the former school's last day to send it; None of a parent."""

    asked_of: Annotated[AskedOf, Personal]
    asked_on: Annotated[date, Personal]
    due_on: Annotated[date | None, Personal] = None
    recorded_by: Annotated[str, Internal]


class RecordReceived(FrozenModel):
    """The record came."""

    received_on: Annotated[date, Personal]
    result: Annotated[RecordResult, Personal]
    recorded_by: Annotated[str, Internal]


class Arrival(FrozenModel):
    """How a student came to the school. `first_day`: the first day attended, day 1 of the wait.

    `last_day`, `first_day_out`, `remind_on`: the last school day to wait for the record, the first one out, and the day
    of the reminder, by the school's calendar; None where there is nothing to wait for.
    """

    came_from: Annotated[ArrivedFrom, Personal]
    school_name: Annotated[str, Personal] = ""
    first_day: Annotated[date, Personal]
    last_day: Annotated[date | None, Personal] = None
    first_day_out: Annotated[date | None, Personal] = None
    remind_on: Annotated[date | None, Personal] = None
    recorded_on: Annotated[date, Internal]
    recorded_by: Annotated[str, Internal]
    requests: tuple[RecordRequest, ...] = ()
    received: RecordReceived | None = None

    @property
    def awaits_record(self) -> bool:
        """Whether a record of another school or country has not come."""
        return self.came_from is not ArrivedFrom.FIRST_ENROLLMENT and self.received is None

    @property
    def ask_again_on(self) -> date | None:
        """The day of the reminder; None where there is none, the record has come, or someone was asked since."""
        if not self.awaits_record or self.remind_on is None:
            return None
        return None if any(each.asked_on >= self.remind_on for each in self.requests) else self.remind_on


class PacketRequest(FrozenModel):
    """Another school asked for the student's record. `send_by`: the last day to send it."""

    id: Annotated[str, Internal]
    school_name: Annotated[str, Personal]
    asked_on: Annotated[date, Personal]
    send_by: Annotated[date, Personal]
    recorded_by: Annotated[str, Internal]
    sent_on: Annotated[date | None, Personal] = None
    sent_by: Annotated[str, Internal] = ""


class ProtectedStep(StrEnum):
    """What a school does for a child who is enrolled without records."""

    LIAISON_TOLD = "liaison-told"
    LAST_SCHOOL_ASKED = "last-school-asked"
    HEALTH_DEPARTMENT_ASKED = "health-department-asked"
    SHOTS_ARRANGED = "shots-arranged"
    SHOTS_STARTED = "shots-started"
    RECORD_HERE = "record-here"


class StepDone(FrozenModel):
    """One step of the list, done on a day."""

    step: Annotated[ProtectedStep, Personal]
    done_on: Annotated[date, Personal]
    recorded_by: Annotated[str, Internal]
    recorded_by_name: Annotated[str, Personal]


class OpenFollowUp(FrozenModel):
    """What of all this is still open, as a line of the school's list keeps it.

    `looked_on`: the day from which a child who is enrolled without records is looked at again; None of every other.
    """

    awaits_record: Annotated[bool, Personal] = False
    ask_again_on: Annotated[date | None, Personal] = None
    looked_on: Annotated[date | None, Personal] = None
    packet_due_on: Annotated[date | None, Personal] = None


NOTHING_OPEN = OpenFollowUp()
