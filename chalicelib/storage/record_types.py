"""Every type of stateful record by its name, for code that must read any record; a page reads those it names."""

from collections.abc import Mapping

from chalicelib.domain.account import Account
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.child import Child
from chalicelib.domain.child_pair import ChildPair
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.document import ChildDocuments
from chalicelib.domain.emergency import EmergencyAccess
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.grade_advance import GradesOfYear
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.jobs import JobOrder
from chalicelib.domain.letterhead import SchoolLetterhead
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.review import Review
from chalicelib.domain.review_work import ReviewWork
from chalicelib.domain.roster_import import ImportJob
from chalicelib.domain.school_calendar import SchoolYearCalendar
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.domain.school_report import SchoolReport
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.domain.student import Student
from chalicelib.domain.student_contact import StudentContact

RECORD_TYPES: Mapping[str, type[VersionedRecord]] = {
    kind.record_type: kind
    for kind in (
        Account,
        CorrectionRequest,
        Appeal,
        ChargeReport,
        Child,
        ChildDocuments,
        ChildPair,
        EmergencyAccess,
        ExemptionForm,
        ExposureAtSchool,
        FacilityClaim,
        FormDraft,
        GradesOfYear,
        ExemptionRequest,
        ImportJob,
        InvitationFile,
        JobOrder,
        LicenseClaim,
        PublishedReportsFile,
        Review,
        ReviewWork,
        SchoolLetterhead,
        SchoolYearCalendar,
        SchoolPeople,
        SchoolReport,
        PhysicianStanding,
        Student,
        StudentContact,
    )
}
