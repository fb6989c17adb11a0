"""The words that a case file may use for the field's closed lists. Case and hyphens make no difference."""

from chalicelib.domain.account import Office
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.law.dose_schedule import Occasion
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Board, Grade, GradeSpan, LineKind, LineState, Vaccine
from chalicelib.law.exemption_bases import Basis
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.physician_standing import MatterKind
from chalicelib.law.review_triggers import Institution
from chalicelib.law.verdict import Outcome

NUMBERS = {
    word: value
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"no": 0, "a single": 1, "once": 1, "twice": 2}

VACCINES = {
    "MMR": Vaccine.MMR,
    "measles": Vaccine.MMR,
    "measles, mumps and rubella": Vaccine.MMR,
    "VAR": Vaccine.VAR,
    "varicella": Vaccine.VAR,
    "chickenpox": Vaccine.VAR,
    "chicken pox": Vaccine.VAR,
    "DTaP": Vaccine.DTAP,
    "Tdap": Vaccine.TDAP,
    "IPV": Vaccine.IPV,
    "polio": Vaccine.IPV,
    "poliovirus": Vaccine.IPV,
    "OPV": Vaccine.IPV,
    "HepB": Vaccine.HEPB,
    "Hep B": Vaccine.HEPB,
    "hepatitis B": Vaccine.HEPB,
    "Hib": Vaccine.HIB,
    "Haemophilus influenzae type b": Vaccine.HIB,
}
DOSES = {
    **{word: vaccine.value for word, vaccine in VACCINES.items()},
    "Td": "TD",
    "DT": "DT",
    "DTP": "DTAP",
    "measles only": "MEASLES",
    "mumps only": "MUMPS",
    "rubella only": "RUBELLA",
    "MMRV": "MMRV",
}
LINE_KINDS = {"permanent": LineKind.PERMANENT, "temporary": LineKind.TEMPORARY}
GRADES = {
    **{str(number): Grade(str(number)) for number in range(1, 13)},
    **{
        f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}": Grade(str(number))
        for number in range(1, 13)
    },
    **{
        word: Grade(str(value))
        for word, value in NUMBERS.items()
        if 1 <= value <= 12 and word.isalpha() and word not in {"once", "twice"}
    },
    "K": Grade.K,
    "kindergarten": Grade.K,
    "TK": Grade.TK,
    "transitional kindergarten": Grade.TK,
    "preschool": Grade.PRESCHOOL,
    "pre-K": Grade.PRESCHOOL,
    "infant-toddler": Grade.INFANT_TODDLER,
    "infant": Grade.INFANT_TODDLER,
    "toddler": Grade.INFANT_TODDLER,
    "child care": Grade.INFANT_TODDLER,
    "ungraded": Grade.UNGRADED,
}
SPANS = {
    "birth to preschool": GradeSpan.BIRTH_TO_PRESCHOOL,
    "birth-preschool": GradeSpan.BIRTH_TO_PRESCHOOL,
    "preschool": GradeSpan.BIRTH_TO_PRESCHOOL,
    "TK to 6": GradeSpan.TK_TO_6,
    "TK-6": GradeSpan.TK_TO_6,
    "TK/K-6": GradeSpan.TK_TO_6,
    "TK/K to 6": GradeSpan.TK_TO_6,
    "K-6": GradeSpan.TK_TO_6,
    "K to 6": GradeSpan.TK_TO_6,
    "7-12": GradeSpan.GRADES_7_TO_12,
    "7 to 12": GradeSpan.GRADES_7_TO_12,
    "7th to 12th": GradeSpan.GRADES_7_TO_12,
    "current": "current",
    "next": "next",
}
READINGS = {
    "not yet in effect": "not_yet_in_effect",
    "valid": "valid",
    "in force": "valid",
    "in effect": "valid",
    "still valid": "valid",
    "active": "valid",
    "expired": "expired",
    "span ended": "span_ended",
    "ended with the grade span": "span_ended",
    "held": LineState.HELD.value,
    "on hold": LineState.HELD.value,
    "refused": LineState.REFUSED.value,
    "denied": LineState.REFUSED.value,
    "revoked": LineState.REVOKED.value,
    "withdrawn": LineState.WITHDRAWN.value,
    "superseded": LineState.SUPERSEDED.value,
    "replaced": LineState.SUPERSEDED.value,
    "reinstated": "reinstated",
}
NOTHING_DUE = "keep_attending_nothing_due"
"""The answer while an appeal filed in time is open: the child attends, and no day is named."""
ANSWERS: dict[str, Outcome | str] = {
    "admit": Outcome.ADMIT,
    "admit unconditionally": Outcome.ADMIT,
    "unconditional admission": Outcome.ADMIT,
    "admit conditionally": Outcome.ADMIT_CONDITIONALLY_UNTIL,
    "admit conditionally until": Outcome.ADMIT_CONDITIONALLY_UNTIL,
    "conditional admission until": Outcome.ADMIT_CONDITIONALLY_UNTIL,
    "keep attending": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending until": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending, start by": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending, schedule must start by": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending, nothing due": NOTHING_DUE,
    "not an exemption": Outcome.NOT_AN_EXEMPTION,
    "not an exemption today": Outcome.NOT_AN_EXEMPTION,
    "no exemption": Outcome.NOT_AN_EXEMPTION,
    "not exempt": Outcome.NOT_AN_EXEMPTION,
    "exclude": Outcome.EXCLUDE_FROM,
    "exclude from": Outcome.EXCLUDE_FROM,
    "excluded": Outcome.EXCLUDE_FROM,
    "excluded from": Outcome.EXCLUDE_FROM,
    "admitted": Outcome.ADMIT,
    "admitted unconditionally": Outcome.ADMIT,
    "admitted conditionally": Outcome.ADMIT_CONDITIONALLY_UNTIL,
    "keep attending, start the schedule by": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending, schedule to start by": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending; schedule must start by": Outcome.KEEP_ATTENDING_UNTIL,
    "keep attending; nothing due": NOTHING_DUE,
    "keep attending; nothing due until the decision": NOTHING_DUE,
}
WHICH = {
    "first": 0,
    "old": 0,
    "earlier": 0,
    "original": 0,
    "second": 1,
    "third": 2,
    "new": -1,
    "newer": -1,
    "newest": -1,
    "latest": -1,
    "last": -1,
    "corrected": -1,
    "renewed": -1,
    "reinstated": 0,
}
ROLES = {
    "the parent": "parent",
    "parent": "parent",
    "the guardian": "parent",
    "the mother": "parent",
    "the father": "parent",
    "the parents": "parent",
    "the physician": "physician",
    "physician": "physician",
    "the issuing physician": "physician",
    "the issuer": "physician",
    "the MD": "physician",
    "the DO": "physician",
    "the school": "school",
    "school": "school",
    "the school's office": "school",
    "the child care": "school",
    "the old school": "old school",
    "the new school": "school",
    "the local health officer": "local_health",
    "local health officer": "local_health",
    "the local health department": "local_health",
    "the LHO": "local_health",
    "the LHD": "local_health",
    "the school user": "school",
    "the child care center": "school",
    "the county": "local_health",
    "the CDPH reviewer": "nurse",
    "the CDPH nurse": "nurse",
    "the CDPH physician": "physician reviewer",
    "the CDPH officer": "officer",
    "the Medical Board of California": "MBC",
    "the Osteopathic Medical Board": "OMBC",
    "the Osteopathic Medical Board of California": "OMBC",
    "the CHHS staff": "chhs",
    "the nurse": "nurse",
    "the RN": "nurse",
    "an RN": "nurse",
    "the nurse reviewer": "nurse",
    "a nurse": "nurse",
    "the RN reviewer": "nurse",
    "an RN reviewer": "nurse",
    "a registered nurse": "nurse",
    "the registered nurse": "nurse",
    "the reviewer": "nurse",
    "a reviewer": "nurse",
    "CDPH": "cdph",
    "CDPH staff": "nurse",
    "a CDPH user": "nurse",
    "the CDPH user": "nurse",
    "the physician reviewer": "physician reviewer",
    "a physician reviewer": "physician reviewer",
    "the designated physician": "officer",
    "a designated physician": "officer",
    "the officer": "officer",
    "the State Public Health Officer": "sphofficer",
    "the SPHO": "sphofficer",
    "another designated physician": "other officer",
    "a second designated physician": "other officer",
    "a second physician": "other officer",
    "CHHS": "chhs",
    "CHHS staff": "chhs",
    "the agency": "chhs",
    "the appeals staff": "chhs",
    "the Secretary": "secretary",
    "a panelist": "panelist",
    "the panelist": "panelist",
    "the panel": "panel",
    "MBC": "MBC",
    "the MBC": "MBC",
    "the Medical Board": "MBC",
    "OMBC": "OMBC",
    "the OMBC": "OMBC",
    "the Osteopathic Board": "OMBC",
    "the board": "board",
    "the licensing board": "board",
    "the operator": "operator",
    "an operator": "operator",
    "another physician": "other physician",
    "another parent": "other parent",
    "another school": "other school",
}
NOTICES = {kind.value.replace("_", " "): kind for kind in NoticeKind} | {
    "the issue": NoticeKind.EXEMPTION_ISSUED,
    "the exemption": NoticeKind.EXEMPTION_ISSUED,
    "the hold": NoticeKind.EXEMPTION_HELD,
    "the form not being valid yet": NoticeKind.EXEMPTION_HELD,
    "that the form is not yet valid": NoticeKind.EXEMPTION_HELD,
    "the release": NoticeKind.EXEMPTION_RELEASED,
    "the refusal": NoticeKind.EXEMPTION_REFUSED,
    "the denial": NoticeKind.EXEMPTION_REFUSED,
    "the withdrawal": NoticeKind.EXEMPTION_WITHDRAWN,
    "the replacement": NoticeKind.EXEMPTION_REPLACED,
    "the revocation": NoticeKind.EXEMPTION_REVOKED,
    "the appeal": NoticeKind.APPEAL_FILED,
    "the late appeal": NoticeKind.APPEAL_FILED_LATE,
    "the withdrawal of the appeal": NoticeKind.APPEAL_WITHDRAWN,
    "the reinstatement": NoticeKind.APPEAL_REINSTATED,
    "the upheld revocation": NoticeKind.APPEAL_UPHELD,
    "the determination": NoticeKind.APPEAL_DETERMINED,
    "the bar": NoticeKind.PHYSICIAN_BARRED,
    "the end of the bar": NoticeKind.BAR_LIFTED,
    "the five revocations": NoticeKind.FIVE_FORMS_REVOKED,
    "five revoked forms": NoticeKind.FIVE_FORMS_REVOKED,
    "the corrected count": NoticeKind.REVOKED_FORMS_CORRECTED,
    "the cancellation": NoticeKind.REQUEST_CANCELED,
    "the wrong tries": NoticeKind.WRONG_BIRTH_DATE_TRIES,
    "the change of school": NoticeKind.SCHOOL_CHANGED,
    "the cleared review": NoticeKind.REVIEW_CLEARED,
    "the question": NoticeKind.INFORMATION_ASKED,
    "the refusal of the late appeal": NoticeKind.APPEAL_REFUSED_LATE,
    "the opening of the request": NoticeKind.REQUEST_OPENED,
    "the declined request": NoticeKind.REQUEST_DECLINED,
}
BOARDS = {
    "the Osteopathic Medical Board": Board.OMBC,
    "the Medical Board of California": Board.MBC,
    "MBC": Board.MBC,
    "the MBC": Board.MBC,
    "the Medical Board": Board.MBC,
    "OMBC": Board.OMBC,
    "the OMBC": Board.OMBC,
    "the Osteopathic Board": Board.OMBC,
}
MATTERS = {
    "accusation": MatterKind.ACCUSATION,
    "probation": MatterKind.PROBATION,
    "matter": MatterKind.OTHER,
    "board matter": MatterKind.OTHER,
    "action": MatterKind.OTHER,
}
VOTES = {
    "reinstate": Vote.REINSTATE,
    "reinstatement": Vote.REINSTATE,
    "reinstating": Vote.REINSTATE,
    "for reinstatement": Vote.REINSTATE,
    "to reinstate": Vote.REINSTATE,
    "uphold": Vote.UPHOLD,
    "upholding": Vote.UPHOLD,
    "to uphold": Vote.UPHOLD,
    "for upholding": Vote.UPHOLD,
}
ATTESTATIONS = {
    "no charge": "no_charge_made",
    "no charge made": "no_charge_made",
    "that no charge was made": "no_charge_made",
    "the examination": "examined_and_meets_standard_of_care",
    "an examination": "examined_and_meets_standard_of_care",
    "the standard of care": "examined_and_meets_standard_of_care",
    "that the form is true": "true_accurate_complete",
    "truth": "true_accurate_complete",
    "that the content is true, accurate and complete": "true_accurate_complete",
}
_ELEMENTARY = frozenset({Grade.K, Grade.GRADE_1})
INSTITUTIONS = {
    "school": (Institution.SCHOOL, _ELEMENTARY),
    "public school": (Institution.SCHOOL, _ELEMENTARY),
    "private school": (Institution.SCHOOL, _ELEMENTARY),
    "middle school": (Institution.SCHOOL, frozenset({Grade.GRADE_7, Grade.GRADE_8})),
    "high school": (Institution.SCHOOL, frozenset({Grade.GRADE_9, Grade.GRADE_12})),
    "child care center": (Institution.CHILD_CARE_CENTER, frozenset({Grade.PRESCHOOL})),
    "infant-only center": (Institution.INFANT_ONLY_CENTER, frozenset({Grade.INFANT_TODDLER})),
    "family child care home": (Institution.FAMILY_CHILD_CARE_HOME, frozenset({Grade.PRESCHOOL})),
    "home-based private school": (Institution.HOME_BASED_PRIVATE_SCHOOL, _ELEMENTARY),
}
FACILITY_KINDS = {
    "family child care home": FacilityKind.FAMILY_CHILD_CARE_HOME,
    "child care center": FacilityKind.CHILD_CARE_CENTER,
    "preschool": FacilityKind.PRESCHOOL,
    "private school": FacilityKind.PRIVATE_SCHOOL,
    "public school": FacilityKind.PUBLIC_SCHOOL,
    "elementary school": FacilityKind.PUBLIC_SCHOOL,
    "middle school": FacilityKind.PUBLIC_SCHOOL,
}
GROUPS = {
    "foster child": EnrollNow.FOSTER,
    "foster youth": EnrollNow.FOSTER,
    "homeless child": EnrollNow.HOMELESS,
    "child of a military family": EnrollNow.MILITARY,
    "military child": EnrollNow.MILITARY,
}
INSTRUCTION = {
    "home-based private school": Instruction.HOME_BASED_PRIVATE_SCHOOL,
    "independent study without classroom instruction": Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
    "independent study": Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
    "classroom": Instruction.SCHOOL_OR_CHILD_CARE,
    "school with classroom instruction": Instruction.SCHOOL_OR_CHILD_CARE,
}
BASES = {
    "medical": Basis.MEDICAL,
    "personal belief": Basis.PERSONAL_BELIEFS,
    "personal beliefs": Basis.PERSONAL_BELIEFS,
}
PRODUCTS = {
    "tetanus IG": "LIVE-IG-125",
    "hepatitis A IG": "LIVE-IG-126",
    "hepatitis B IG": "LIVE-IG-127",
    "rabies IG": "LIVE-IG-128",
    "varicella IG": "LIVE-IG-129",
    "measles IG 0.25 mL/kg": "LIVE-IG-130",
    "measles IG 0.5 mL/kg": "LIVE-IG-131",
    "red blood cells": "LIVE-IG-132",
    "packed red blood cells": "LIVE-IG-133",
    "whole blood": "LIVE-IG-134",
    "plasma": "LIVE-IG-135",
    "platelets": "LIVE-IG-135",
    "CMV IGIV": "LIVE-IG-136",
    "IGIV replacement": "LIVE-IG-137",
    "IGIV for ITP 400 mg/kg": "LIVE-IG-138",
    "varicella post-exposure IGIV": "LIVE-IG-139",
    "IGIV for ITP 1000 mg/kg": "LIVE-IG-140",
    "Kawasaki IGIV": "LIVE-IG-141",
    "IGIV for Kawasaki disease": "LIVE-IG-141",
}
OCCASIONS = {
    "admission": Occasion.ADMISSION,
    "grade 7 advancement": Occasion.GRADE_7_ADVANCEMENT,
    "7th-grade advancement": Occasion.GRADE_7_ADVANCEMENT,
    "advancement to grade 7": Occasion.GRADE_7_ADVANCEMENT,
}
REQUEST_STATES = {state.value: state for state in RequestState} | {"canceled": RequestState.CANCELED}
APPEAL_STATES = {state.value.replace("_", " "): state for state in AppealState} | {
    "in time": AppealState.FILED_TIMELY,
    "timely": AppealState.FILED_TIMELY,
    "late": AppealState.FILED_LATE,
}
OFFICES = {
    "the State Public Health Officer": Office.STATE_PUBLIC_HEALTH_OFFICER,
    "a designated physician": Office.DESIGNATED_PHYSICIAN,
}
PAGES = {
    "the panel's notes": "panel",
    "the panel's deliberation notes": "panel",
    "the panel's case file": "panel",
    "the panel's vote": "vote",
    "the school's list": "schools",
    "the list of children": "schools",
    "the child's page": "pupil",
    "the form": "form",
    "the appeal": "appeal",
    "the home page": "home",
    "the review": "review",
    "the certificate": "certificate",
    "the page of the vaccines": "vaccines",
    "the line of the form": "line",
    "the request": "request",
}
