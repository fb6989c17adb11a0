"""Who has looked at a child's record, and what for (Civ. Code 1798.25; 34 CFR 99.32): the purposes that a view is
recorded under, each with what was shown and why, in the words that the parent reads."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from chalicelib.domain.account import Account, Role
from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.law.marking import N_


class Purpose(StrEnum):
    """What a view was for. The value stands in the log and never changes."""

    ADMISSION = "admission"
    SCHOOL_CERTIFICATE = "school certificate"
    SCHOOL_RECORD = "school record"
    PUPIL_LIST = "pupil list"
    STUDENT_FILE = "student file"
    REQUEST = "request"
    FORM = "form"
    PRINT = "print"
    OWN_PATIENTS = "own patients"
    REVIEW = "review"
    REVIEW_DECISION = "review decision"
    LETTER = "letter"
    APPEAL = "appeal"
    APPEAL_LIST = "appeal list"
    CONFLICT_CHECK = "conflict check"
    APPEAL_PANEL = "appeal panel"
    HISTORY_FILE = "history file"
    EMERGENCY = "emergency"
    RECORD_FILE = "record file"
    AMENDMENT = "amendment"
    PAPER_CHECK = "paper check"
    CHILD_LOOK_UP = "child look-up"
    FORM_LOOK_UP = "form look-up"
    JURISDICTION_LIST = "jurisdiction list"
    JURISDICTION_FILE = "jurisdiction file"
    LICENSEE_LIST = "licensee list"
    EVIDENCE_BUNDLE = "evidence bundle"
    DOCUMENTS = "documents"
    DOCUMENT = "document"
    LICENSE_LETTER = "license letter"


WORDS: Mapping[Purpose, tuple[str, str]] = {
    Purpose.ADMISSION: (
        N_("What the school must do for each vaccine. No medical reason"),
        N_("To decide whether the child can attend"),
    ),
    Purpose.SCHOOL_CERTIFICATE: (N_("The school certificate. No medical reason"), N_("For the school's files")),
    Purpose.SCHOOL_RECORD: (
        N_("The child's name, shots and grade. No medical reason"),
        N_("To keep the school's record of shots and grades"),
    ),
    Purpose.PUPIL_LIST: (
        N_("The school's list of students, with your child on it. No medical reason"),
        N_("To see whose exemption needs something done"),
    ),
    Purpose.STUDENT_FILE: (
        N_("The school's list of students with their shots, saved as a file. No medical reason"),
        N_("For another system of the school"),
    ),
    Purpose.REQUEST: (
        N_("Your request, with what you wrote about your child and yourself"),
        N_("To decide on an exemption"),
    ),
    Purpose.FORM: (N_("The exemption form, with the medical reason"), N_("To fill out or look after the form")),
    Purpose.PRINT: (N_("The exemption form, with the medical reason"), N_("To print it")),
    Purpose.OWN_PATIENTS: (N_("The doctor's list of patients, with your child on it"), N_("To find a patient's form")),
    Purpose.REVIEW: (N_("The exemption form, with the medical reason"), N_("For the state's review of the form")),
    Purpose.REVIEW_DECISION: (
        N_("The exemption form, with the medical reason"),
        N_("To decide the state's review of the form"),
    ),
    Purpose.LETTER: (N_("A letter about the exemption"), N_("To print and mail the letter")),
    Purpose.APPEAL_LIST: (
        N_("The list of open appeals, with your child on it. No medical reason"),
        N_("To see which appeal needs something done"),
    ),
    Purpose.APPEAL: (N_("Your appeal and the exemption form"), N_("To take in the appeal and to send the decision")),
    Purpose.CONFLICT_CHECK: (N_("Who takes part in the appeal"), N_("To say whether there is a conflict of interest")),
    Purpose.APPEAL_PANEL: (N_("Your appeal and the exemption form"), N_("To decide the appeal")),
    Purpose.EMERGENCY: (
        N_("The exemption forms, with the medical reasons"),
        N_("Emergency access. Another person reviews whether it was justified"),
    ),
    Purpose.PAPER_CHECK: (
        N_("Whether the form is valid, your child's initials and year of birth. No medical reason"),
        N_("To check a printed form with the code that is on it"),
    ),
    Purpose.CHILD_LOOK_UP: (
        N_("The name and birth date, the school, the form numbers and the vaccines. No medical reason"),
        N_("The state looked for your child's forms by name and birth date"),
    ),
    Purpose.FORM_LOOK_UP: (N_("The number of a form"), N_("The state looked for a form by its number")),
    Purpose.JURISDICTION_LIST: (
        N_("The health department's list of exemptions, with your child on it. No medical reason"),
        N_("To know who is protected at the schools of the area"),
    ),
    Purpose.JURISDICTION_FILE: (
        N_("The health department's list of exemptions, saved as a file. No medical reason"),
        N_("To know who is protected at the schools of the area"),
    ),
    Purpose.LICENSEE_LIST: (
        N_("The doctor's forms, with that of your child. No medical reason"),
        N_("For the medical board that licenses the doctor"),
    ),
    Purpose.EVIDENCE_BUNDLE: (
        N_("The doctor's forms with the medical reasons, saved as a file"),
        N_("For the medical board that licenses the doctor"),
    ),
    Purpose.HISTORY_FILE: (N_("The whole history of the record, saved as a file"), N_("Asked for by a parent")),
    Purpose.RECORD_FILE: (
        N_("All that we keep, with the medical reasons, saved as a file"),
        N_("Asked for by a parent"),
    ),
    Purpose.DOCUMENTS: (
        N_("The list of documents that were handed in, with what they are called"),
        N_("To fill out, review or decide on the exemption"),
    ),
    Purpose.DOCUMENT: (N_("A document that was handed in"), N_("To fill out, review or decide on the exemption")),
    Purpose.LICENSE_LETTER: (
        N_("The letter with the codes for a medical license. No child"),
        N_("To print and mail the letter"),
    ),
    Purpose.AMENDMENT: (N_("Your child's name, and what you say is wrong in the record"), N_("To answer your request")),
}
"""By purpose: what was shown, and why."""

_STATE_OFFICES: Mapping[Role, str] = {
    Role.REVIEWER: "cdph",
    Role.OFFICER: "cdph",
    Role.APPEALS_STAFF: "chhs",
    Role.SECRETARY: "chhs",
    Role.PANELIST: "panel",
}


class Office(FrozenModel):
    """The organization a viewer looks for. `id` is a facility's number, a jurisdiction's or a board's code, or, for a
    practice, its name."""

    field_class = Internal

    kind: str  # facility, jurisdiction, board, cdph, chhs, panel, practice; "" for none
    id: str = ""


class View(FrozenModel):
    """One view, as the log keeps it. `count` is the number of pupils or patients that a list showed. Of whoever checked
    a printed form nothing is known: no account, no role, no name."""

    field_class = Internal

    id: str
    at: datetime
    viewer: str  # account id
    role: Role | None
    name: Annotated[str, Personal]
    office: Office
    purpose: str
    count: int = 1


def office_of(viewer: Account, facility_id: str = "") -> Office:
    """Return for whom this person looks; `facility_id`: the school whose pupil or list it is."""
    if facility_id:
        return Office(kind="facility", id=facility_id)
    if viewer.jurisdiction:
        return Office(kind="jurisdiction", id=viewer.jurisdiction)
    if viewer.board:
        return Office(kind="board", id=viewer.board)
    if viewer.practice:
        return Office(kind="practice", id=viewer.practice)
    if viewer.physician and viewer.physician.business_name:
        return Office(kind="practice", id=viewer.physician.business_name)
    return Office(kind=_STATE_OFFICES.get(viewer.role, ""))
