"""How the parts, categories and states of the annual report are called on its pages and in its file."""

from collections.abc import Mapping

from chalicelib.domain.school_report import NoStudents, ProgramType
from chalicelib.law.annual_report import ReportCategory, ReportSection, VaccineStatus
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_

SECTIONS: Mapping[ReportSection, str] = {
    ReportSection.UNDER_TWO: N_("Under age 2"),
    ReportSection.PRE_KINDERGARTEN: N_("Pre-kindergarten, ages 2 to 5"),
    ReportSection.KINDERGARTEN: N_("TK and kindergarten"),
    ReportSection.GRADE_7: N_("7th grade"),
}

CATEGORIES: Mapping[ReportCategory, str] = {
    ReportCategory.ALL_DOSES: N_("All required doses"),
    ReportCategory.CONDITIONAL: N_("Conditional: no dose is due now"),
    ReportCategory.TEMPORARY: N_("Temporary exemption"),
    ReportCategory.PERMANENT: N_("Permanent exemption"),
    ReportCategory.OTHER: N_("Other: IEP, independent study, home school"),
    ReportCategory.OVERDUE: N_("Overdue"),
}

STATUSES: Mapping[VaccineStatus, str] = {
    VaccineStatus.MET: N_("Doses met"),
    VaccineStatus.NOT_REQUIRED: N_("Not required"),
    VaccineStatus.CONDITIONAL: N_("Conditional"),
    VaccineStatus.TEMPORARY: N_("Temporary exemption"),
    VaccineStatus.PERMANENT: N_("Permanent exemption"),
    VaccineStatus.BELIEFS: N_("Personal beliefs, before 2016"),
    VaccineStatus.OVERDUE: N_("Overdue"),
}

SHORT_VACCINES: Mapping[Vaccine, str] = {
    Vaccine.DTAP: N_("DTaP"),
    Vaccine.TDAP: N_("Tdap"),
    Vaccine.IPV: N_("Polio"),
    Vaccine.MMR: N_("MMR"),
    Vaccine.VAR: N_("Varicella"),
    Vaccine.HEPB: N_("Hepatitis B"),
    Vaccine.HIB: N_("Hib"),
}
"""Names for tables of numbers."""

PROGRAMS: Mapping[ProgramType, str] = {
    ProgramType.PUBLIC: N_("Public"),
    ProgramType.PRIVATE: N_("Private"),
    ProgramType.HEAD_START: N_("Head Start"),
}

NO_STUDENTS: Mapping[NoStudents, str] = {
    NoStudents.THIS_YEAR: N_("No students this school year"),
    NoStudents.EVER: N_("We never have students in these grades"),
    NoStudents.CLOSED: N_("The school or program has closed"),
}
