"""A note of one contact about a student: with the parent, another school, the health department. It is a record of its
own, because such notes can grow without end, and each is written once and never changed."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal, Personal, Withheld
from chalicelib.domain.record import VersionedRecord


class ContactWay(StrEnum):
    TELEPHONE = "telephone"
    EMAIL = "email"
    IN_PERSON = "in-person"
    MAIL = "mail"


class ContactWith(StrEnum):
    PARENT = "parent"
    SCHOOL = "school"
    HEALTH_DEPARTMENT = "health-department"
    CLINIC = "clinic"
    LIAISON = "liaison"
    OTHER = "other"


class StudentContact(VersionedRecord):
    """Who was spoken to, when, in which way, and what was said. `id`: that of the student, a dash, and the contact's
    own part, which begins with the time at which it was written."""

    record_type: ClassVar[str] = "contact"

    facility_id: Annotated[str, Internal]
    student_id: Annotated[str, Internal]
    # The school's own notes: they are in no packet for another school, and the school shows them to the parent (34 CFR
    # 99.10).
    contact_on: Annotated[date, Personal, Withheld]
    way: Annotated[ContactWay, Personal, Withheld]
    spoken_with: Annotated[ContactWith, Personal, Withheld]
    name: Annotated[str, Personal, Withheld] = ""
    note: Annotated[str, Personal, Withheld]
    recorded_by: Annotated[str, Internal]
    recorded_by_name: Annotated[str, Personal, Withheld]
