"""How the parts at a school are called."""

from collections.abc import Mapping

from chalicelib.domain.account import SchoolPart
from chalicelib.law.marking import N_

PARTS: Mapping[SchoolPart, str] = {
    SchoolPart.APPROVER: N_("Approver"),
    SchoolPart.STAFF: N_("Staff"),
    SchoolPart.READ_ONLY: N_("Read only"),
}
PART_HINTS: Mapping[SchoolPart, str] = {
    SchoolPart.APPROVER: N_("Works with the records, and decides who has access. A school should have two."),
    SchoolPart.STAFF: N_("Works with the records: shots, grades, letters, the annual report."),
    SchoolPart.READ_ONLY: N_("Opens pages and prints. Cannot change anything, and cannot save a file of all students."),
}
