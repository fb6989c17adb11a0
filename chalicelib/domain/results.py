"""What an action returns, and what a notice is about: ids, never an address. Each face of the portal makes its own of
them: `chalicelib/addresses.py` an address of a page."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.action import Action
from chalicelib.domain.field_classes import FieldClass, Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord


class SubjectKind(StrEnum):
    """What a subject is. The value of a record's kind is its `record_type`."""

    ACCOUNT = "account"
    AMENDMENT = "amendment_request"
    APPEAL = "appeal"
    CALENDAR = "calendar"
    CHARGE_REPORT = "charge_report"
    CHILD = "child"
    CHILD_PAIR = "child_pair"
    DOCUMENT = "document"
    EMERGENCY = "emergency"
    EXPOSURE = "exposure"
    FACILITY_CLAIM = "facility_claim"
    FORM = "form"
    FORM_DRAFT = "form_draft"
    IMPORT = "import"
    INVITATION_FILE = "invitation_file"
    PUBLISHED_REPORTS = "published_reports"
    REQUEST = "request"
    REVIEW = "review"
    STANDING = "standing"
    SCHOOL_NEWS = "school_news"  # the inbox of a school
    REVIEWERS_NEWS = "reviewers_news"  # `id`: the own inbox, or the team's
    SCHOOL_PEOPLE = "school_people"
    STUDENT = "student"
    GRADES = "grades"
    SCHOOL_LIST = "school_list"  # the students of a school whose records are to be reviewed
    SCHOOL_REPORT = "school_report"
    JOB_ORDER = "job_order"
    LETTER = "letter"
    LETTERHEAD = "letterhead"
    LICENSE_CLAIM = "license_claim"
    LICENSE_LOOK_UP = "license_look_up"  # what a board said to someone who registers
    MAILED_LINK = "mailed_link"
    OWN_ACCOUNT = "own_account"  # as its person sees it; ACCOUNT is what operators see
    PASSWORD = "password"  # noqa: S105 - a kind of subject
    RECOVERY_CODES = "recovery_codes"
    PASSKEYS = "passkeys"


class Subject(FrozenModel):
    """One thing by its kind and id. `of` is the id of what it belongs to, where that is needed to find it: the form of
    a review or of a reported charge, the child of a request to amend, the school of a calendar or report."""

    field_class: ClassVar[FieldClass | None] = Internal

    kind: str = ""  # a SubjectKind; "" for nothing. Text, so that a release reads what a later one has named
    id: str = ""
    of: str = ""


NOTHING = Subject()
_OF = {
    SubjectKind.REVIEW: "form_id",
    SubjectKind.AMENDMENT: "child_id",
    SubjectKind.CHARGE_REPORT: "form_id",
    SubjectKind.CALENDAR: "facility_id",
    SubjectKind.SCHOOL_REPORT: "facility_id",
    SubjectKind.GRADES: "facility_id",
}


def subject_of(record: VersionedRecord) -> Subject:
    kind = SubjectKind(record.record_type)
    return Subject(kind=kind, id=record.id, of=getattr(record, _OF[kind]) if kind in _OF else "")


def own_account(account: VersionedRecord) -> Subject:
    """Return the account as its person sees it."""
    return Subject(kind=SubjectKind.OWN_ACCOUNT, id=account.id)


class Done(FrozenModel):
    """What an action did, and to what. It is stored with the action, so that a repeat is answered the same way.
    `step` says what comes next, where that depends on the answers so far: a question, or a part of a form."""

    field_class: ClassVar[FieldClass | None] = Internal

    act: Action
    subject: Subject = NOTHING
    step: str = ""
