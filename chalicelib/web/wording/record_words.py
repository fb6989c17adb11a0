"""The words of the immunization record (CDPH 286, 1/19): its rows, boxes and codes, and notes for what no box says."""

from collections.abc import Mapping

from chalicelib.domain.checkpoints import Box, Checkpoint, OtherCode, StatusNote
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_

ROWS: Mapping[Vaccine, tuple[str, str]] = {
    Vaccine.IPV: (N_("IPV / OPV (polio)"), N_("TK/K to 12: 4 doses, or 3 if one at age 4 or older.")),
    Vaccine.DTAP: (
        N_("DTaP / DTP, from age 7 Tdap / Td (diphtheria, tetanus, whooping cough)"),
        N_("TK/K to 12: 5 doses, or 4 if one at age 4 or older, or 3 if one Tdap, DTaP or DTP at age 7 or older."),
    ),
    Vaccine.MMR: (N_("MMR (measles, mumps, rubella)"), N_("TK/K to 12: 2 doses, each at age 1 or older.")),
    Vaccine.HIB: (
        N_("Hib (Haemophilus influenzae type b)"),
        N_("Before kindergarten only. At least 1 dose at age 1 or older."),
    ),
    Vaccine.HEPB: (N_("Hepatitis B"), N_("TK/K to 12: 3 doses.")),
    Vaccine.VAR: (N_("Varicella (chickenpox)"), N_("TK/K to 12: 2 doses.")),
    Vaccine.TDAP: (N_("Tdap for grade 7"), N_("Grades 7 to 12: 1 dose at age 7 or older.")),
}
"""The rows of the dose grid: the vaccine, and what meets the requirement."""

CHECKPOINTS: Mapping[Checkpoint, str] = {
    Checkpoint.PRE_KINDERGARTEN: N_("Pre-kindergarten (child care or preschool)"),
    Checkpoint.TK_12: N_("TK/K to 12"),
    Checkpoint.GRADE_7: N_("Grade 7 (moving up, or admission)"),
}

BOXES: Mapping[Box, str] = {
    Box.ALL_DOSES: N_("Has all required doses"),
    Box.TEMPORARY_EXEMPTION: N_("Temporary medical exemption"),
    Box.CONDITIONAL: N_("Missing doses not due yet: conditional"),
    Box.OVERDUE: N_("Missing doses overdue: needs doses now"),
}

_ALL_CODES = (OtherCode.IEP, OtherCode.INDEPENDENT_STUDY, OtherCode.HOME)
CODES: Mapping[Checkpoint, tuple[OtherCode, ...]] = {
    Checkpoint.PRE_KINDERGARTEN: (OtherCode.IEP, OtherCode.BELIEFS),
    Checkpoint.TK_12: (*_ALL_CODES, OtherCode.BELIEFS),
    Checkpoint.GRADE_7: _ALL_CODES,
}
"""The codes that the form offers in each row."""

NOTES: Mapping[StatusNote, str] = {
    StatusNote.NOTHING_REQUIRED: N_("No dose is required at this age."),
    StatusNote.RECORD_AWAITED: N_("The record of the former school is awaited."),
    StatusNote.NO_DOSE_ON_RECORD: N_(
        "No shot is on record for one or more required vaccines. Check the student's own shot record."
    ),
    StatusNote.MONTH_UNCERTAIN: N_(
        "A dose with month and year only decides. Ask the doctor or clinic for the full date."
    ),
    StatusNote.PAPER_TO_CHECK: N_("An older exemption on paper must be checked."),
    StatusNote.ENROLLED_WITHOUT_RECORDS: N_("Enrolled without records. No date keeps the student out."),
    StatusNote.NOTICE_COMES_FIRST: N_("The parent has not been told in writing yet. The 10 school days begin then."),
    StatusNote.EXEMPTION_STOPPED: N_(
        "The state stopped an exemption. The student may attend while the time to start shots or the appeal runs."
    ),
}
