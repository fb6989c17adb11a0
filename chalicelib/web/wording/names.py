"""How codes are called in sentences and tables, in English. The catalogues translate these names."""

from collections.abc import Mapping

from chalicelib.domain.account import BOARDS, Role
from chalicelib.domain.school_record import ShotPaper
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, NoticeWay, PrimaryCareKind, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.vaccine_products import GivenVaccine

VACCINES: Mapping[Vaccine, str] = {
    Vaccine.DTAP: N_("DTaP (diphtheria, tetanus, whooping cough)"),
    Vaccine.TDAP: N_("Tdap (tetanus, diphtheria, whooping cough booster)"),
    Vaccine.IPV: N_("Polio"),
    Vaccine.MMR: N_("MMR (measles, mumps, rubella)"),
    Vaccine.VAR: N_("Varicella (chickenpox)"),
    Vaccine.HEPB: N_("Hepatitis B"),
    Vaccine.HIB: N_("Hib (Haemophilus influenzae type b)"),
}

SHOTS: Mapping[GivenVaccine, str] = {
    **{GivenVaccine(vaccine.value): name for vaccine, name in VACCINES.items()},
    GivenVaccine.DTP: N_("DTP (older diphtheria, tetanus, whooping cough vaccine)"),
    GivenVaccine.TD: N_("Td (tetanus, diphtheria, without whooping cough)"),
    GivenVaccine.DT: N_("DT (diphtheria, tetanus, for children under 7)"),
    GivenVaccine.TT: N_("Tetanus alone (TT)"),
    GivenVaccine.OPV: N_("Oral polio vaccine (OPV)"),
    GivenVaccine.MEASLES: N_("Measles alone"),
    GivenVaccine.MUMPS: N_("Mumps alone"),
    GivenVaccine.RUBELLA: N_("Rubella alone"),
}
"""What a shot record names; the vaccines of the form's list first."""

SHOT_PAPERS: Mapping[ShotPaper | None, str] = {
    ShotPaper.YELLOW_CARD: N_("Yellow card"),
    ShotPaper.CLINIC: N_("Printout of a doctor or clinic"),
    ShotPaper.FORMER_SCHOOL: N_("Record of the former school"),
    ShotPaper.REGISTRY: N_("State registry (CAIR)"),
    ShotPaper.ELSEWHERE: N_("Record of another state or country"),
}

NOTICE_WAYS: Mapping[NoticeWay, str] = {
    NoticeWay.BY_HAND: N_("By hand"),
    NoticeWay.EMAIL: N_("By email"),
    NoticeWay.POST: N_("By mail"),
}

SPANS: Mapping[GradeSpan, str] = {
    GradeSpan.BIRTH_TO_PRESCHOOL: N_("birth to preschool"),
    GradeSpan.TK_TO_6: N_("transitional kindergarten to grade 6"),
    GradeSpan.GRADES_7_TO_12: N_("grades 7 to 12"),
}

GRADES: Mapping[Grade, str] = {
    Grade.INFANT_TODDLER: N_("Child care (infant or toddler)"),
    Grade.PRESCHOOL: N_("Preschool"),
    Grade.TK: N_("Transitional kindergarten (TK)"),
    Grade.K: N_("Kindergarten"),
    Grade.GRADE_1: N_("Grade 1"),
    Grade.GRADE_2: N_("Grade 2"),
    Grade.GRADE_3: N_("Grade 3"),
    Grade.GRADE_4: N_("Grade 4"),
    Grade.GRADE_5: N_("Grade 5"),
    Grade.GRADE_6: N_("Grade 6"),
    Grade.GRADE_7: N_("Grade 7"),
    Grade.GRADE_8: N_("Grade 8"),
    Grade.GRADE_9: N_("Grade 9"),
    Grade.GRADE_10: N_("Grade 10"),
    Grade.GRADE_11: N_("Grade 11"),
    Grade.GRADE_12: N_("Grade 12"),
    Grade.UNGRADED: N_("Ungraded"),
}

CARE_KINDS: Mapping[PrimaryCareKind, str] = {
    PrimaryCareKind.PHYSICIAN: N_("Another physician"),
    PrimaryCareKind.OTHER_CLINICIAN: N_("A nurse practitioner or physician assistant"),
    # Translators: no one gives the child primary care
    PrimaryCareKind.NO_ONE: N_("No one"),
}
KINDS: Mapping[LineKind, str] = {LineKind.PERMANENT: N_("Permanent"), LineKind.TEMPORARY: N_("Temporary")}

LINE_STATES: Mapping[LineState, str] = {
    LineState.ISSUED: N_("Issued"),
    LineState.HELD: N_("Not valid yet"),
    LineState.REFUSED: N_("Refused"),
    LineState.REVOKED: N_("Stopped by the state"),
    LineState.WITHDRAWN: N_("Withdrawn by the doctor"),
    LineState.SUPERSEDED: N_("Replaced by another form"),
}

ROLES: Mapping[Role, str] = {
    Role.PARENT: N_("Parent or guardian"),
    Role.PHYSICIAN: N_("Physician"),
    Role.SCHOOL: N_("School or child care"),
    Role.LOCAL_HEALTH: N_("Local health department"),
    Role.REVIEWER: N_("State reviewer"),
    Role.OFFICER: N_("State Public Health Officer or designated physician"),
    Role.APPEALS_STAFF: N_("Appeals staff"),
    Role.SECRETARY: N_("Secretary of Health and Human Services"),
    Role.PANELIST: N_("Appeal panel physician"),
    Role.BOARD: N_("Medical board"),
    Role.CLINIC_STAFF: N_("Clinic staff"),
    Role.OPERATOR: N_("Portal operator"),
}

BY_FACT: Mapping[str, Mapping[str, str]] = {
    "vaccine": {str(code): name for code, name in VACCINES.items()},
    "span": {str(code): name for code, name in SPANS.items()},
    "grade": {str(code): name for code, name in GRADES.items()},
    "board": BOARDS,
}
"""The facts of a reason or error that hold a code: its name stands in the sentence."""
