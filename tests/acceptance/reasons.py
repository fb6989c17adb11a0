"""Reasons in words: what a refusal, a note or an answer says, as a case file names it.

A reason is named by its code (TEMPORARY_LONGER_THAN_ONE_YEAR, in any spelling), by one of the phrases below, or by
part of the sentence that the person reads.
"""

import difflib
import re
from collections.abc import Iterable

from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.reason_codes import ReasonCode as R
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.wording.reason_texts import REASON_TEXTS
from tests.acceptance.kinds import ValueProblem, unquoted

PHRASES: dict[str, tuple[str, ...]] = {
    "the expiry date is more than one year after the signing": (R.TEMPORARY_LONGER_THAN_ONE_YEAR,),
    "it lasts more than one year": (R.TEMPORARY_LONGER_THAN_ONE_YEAR,),
    "more than one year": (R.TEMPORARY_LONGER_THAN_ONE_YEAR,),
    "a temporary exemption needs an expiry date": (R.TEMPORARY_WITHOUT_EXPIRY,),
    "the expiry date is missing": (R.TEMPORARY_WITHOUT_EXPIRY,),
    "a permanent exemption has no expiry date": (R.PERMANENT_WITH_EXPIRY,),
    "the expiry date is not after the signing": (R.EXPIRY_NOT_AFTER_ISSUE,),
    "it outlasts the grade span": (R.TEMPORARY_OUTLASTS_SPAN,),
    "it would end before it starts": (R.EXPIRY_BEFORE_FIRST_DAY,),
    "it is too early": (R.ISSUED_TOO_EARLY,),
    "too early": (R.ISSUED_TOO_EARLY,),
    "the grade span has been left": (R.SPAN_ALREADY_LEFT,),
    "the vaccine is not required in this span": (R.VACCINE_NOT_REQUIRED_IN_SPAN,),
    "not required": (R.VACCINE_NOT_REQUIRED_IN_SPAN, R.DOSES_NOT_REQUIRED),
    "Tdap is not for children under 7": (R.TDAP_BEFORE_AGE_SEVEN,),
    "not a condition of 7th-grade advancement": (R.HEPB_NOT_A_CONDITION_OF_GRADE_7,),
    "the explanation is missing": (R.PCP_EXPLANATION_MISSING,),
    "the primary care physician's license is missing": (R.PCP_DETAIL_MISSING,),
    "a detail of the primary care physician is missing": (R.PCP_DETAIL_MISSING,),
    "a vaccine has no description": (R.VACCINE_DESCRIPTION_MISSING,),
    "the description is missing": (R.VACCINE_DESCRIPTION_MISSING,),
    "a vaccine is listed twice": (R.VACCINE_LISTED_TWICE,),
    "no vaccine is named": (R.NO_VACCINE_LINE,),
    "no charge was not attested": (R.NO_CHARGE_NOT_ATTESTED,),
    "the fee ban": (R.NO_CHARGE_NOT_ATTESTED,),
    "the examination is not certified": (R.EXAMINATION_NOT_CERTIFIED,),
    "the truth is not certified": (R.TRUTH_NOT_CERTIFIED,),
    "the school is missing": (R.SCHOOL_MISSING, "SCHOOL_NEEDED_TO_SIGN"),
    "it is no medical reason": (R.NON_REASON_ALONE,),
    "non-reason": (R.NON_REASON_ALONE, R.NON_REASON_LISTED),
    "no reason is given": (R.NO_REASON_GIVEN,),
    "the reason needs text": (R.OTHER_REASON_NEEDS_TEXT,),
    "documents are due": (R.OTHER_REASON_DOCUMENTS_DUE,),
    "it goes to review": (R.OTHER_REASON_FLAGGED,),
    "it is flagged for review": (R.OTHER_REASON_FLAGGED,),
    "immunity to each part must be shown": (R.IMMUNITY_MISSING_ANTIGEN,),
    "the license is not current": (R.LICENCE_NOT_CURRENT, R.LICENCE_PAST_EXPIRY),
    "the license has expired": (R.LICENCE_PAST_EXPIRY,),
    "the license was not found": (R.LICENCE_NOT_FOUND,),
    "the name on the license differs": (R.LICENCE_NAME_MISMATCH,),
    "practice is not permitted": (R.PRACTICE_NOT_PERMITTED,),
    "an accusation is pending": (R.ACCUSATION_PENDING, "STANDING_BARRED"),
    "the physician is on probation": (R.ON_PROBATION, "STANDING_BARRED"),
    "the physician is barred": (
        R.PUBLIC_HEALTH_BAR,
        R.ACCUSATION_PENDING,
        R.ON_PROBATION,
        R.BOARD_MATTER_RELATED,
        "STANDING_BARRED",
    ),
    "a public-health bar is in force": (R.PUBLIC_HEALTH_BAR, "STANDING_BARRED"),
    "the license search cannot be reached": (R.LICENCE_SERVICE_UNREACHABLE, "LICENCE_SERVICE_DOWN"),
    "it needs a manual check": (R.LICENCE_NUMBER_NEEDS_MANUAL_CHECK,),
    "it is not a full license": (R.NOT_A_FULL_CERTIFICATE,),
    "the bar is too short": (R.BAR_TOO_SHORT,),
    "the risk is not shown to be gone": (R.RISK_NOT_SHOWN_GONE,),
    "only the State Public Health Officer or a designated physician revokes": (
        R.NOT_THE_OFFICER_OR_DESIGNEE,
        "NOT_YOUR_ROLE",
    ),
    "the appointment is not in force": (R.APPOINTMENT_NOT_IN_FORCE,),
    "two persons are needed": (R.DECIDER_RECOMMENDED,),
    "the same person recommended it": (R.DECIDER_RECOMMENDED,),
    "it was issued before 2020 by a physician who was never disciplined": (R.ISSUED_BEFORE_2020_NO_DISCIPLINE,),
    "no one recommended it": (R.NO_RECOMMENDATION_FOR_LINE,),
    "it has already ended": (R.LINE_ALREADY_ENDED,),
    "the exemption has ended": (R.LINE_ALREADY_ENDED,),
    "the written reason is missing": (
        R.WRITTEN_REASON_MISSING,
        R.PUBLIC_HEALTH_REASON_MISSING,
        "REVIEW_REASON_MISSING",
        "BAR_REASON_MISSING",
        "APPEAL_REASON_MISSING",
    ),
    "no reason is typed": (R.PUBLIC_HEALTH_REASON_MISSING, "REVIEW_REASON_MISSING"),
    "only the parent may appeal": (R.ONLY_PARENT_MAY_APPEAL, "NOT_YOUR_ROLE"),
    "the panel is not complete": (R.PANEL_NOT_THREE, R.BALLOTS_NOT_THREE),
    "the Secretary must adopt the determination": (R.SECRETARY_MUST_ADOPT,),
    "this role may not do it": ("NOT_YOUR_ROLE",),
    "another exemption is in force": ("LINE_ALREADY_IN_FORCE",),
    "the request is locked": ("REQUEST_LOCKED",),
    "number and birth date do not match": ("NO_SUCH_REQUEST",),
    "the content would change": ("CORRECTION_CHANGES_CONTENT",),
    "a paper letter is not acceptable": (R.PAPER_LETTER_NOT_ACCEPTED,),
    "records are pending": (R.ENROLL_NOW_RECORDS_PENDING,),
    "the checkpoint has ended": (R.CHECKPOINT_ENDED,),
    "a home-based private school": (R.HOME_BASED_PRIVATE_SCHOOL,),
    "a possible exposure": (R.EXPOSURE_EXCLUSION,),
    "the second basis is missing": (R.SECOND_BASIS_MISSING,),
    "both bases are open": (R.SECOND_BASIS_OPEN,),
    "the rate is below 95 percent": (R.RATE_BELOW_LIMIT,),
    "the report was not filed": (R.REPORT_NOT_FILED,),
    "no report is required": (R.NOT_A_REPORTER,),
}
SHOWN: dict[str, str] = {**{str(code): text for code, text in REASON_TEXTS.items()}, **SENTENCES}


def codes_named(text: str) -> set[str]:
    """The codes that these words name; empty where they can only be part of a sentence."""
    bare = _bare(text).removeprefix("of ")
    named = {_bare(phrase): {str(each) for each in codes} for phrase, codes in PHRASES.items()}
    by_code = {_bare(code): {code} for code in SHOWN}
    return named.get(bare) or by_code.get(bare) or set()


def says(text: str, codes: Iterable[str], sentences: Iterable[str]) -> bool:
    """Whether one of the reasons given is the one that these words name."""
    named = codes_named(text)
    if named & set(codes):
        return True
    bare = _bare(text)
    return " " in bare and any(bare in _bare(sentence) for sentence in sentences)


def near(text: str) -> list[str]:
    """Known phrases that look like these words."""
    return difflib.get_close_matches(_bare(text), [_bare(phrase) for phrase in PHRASES], n=3, cutoff=0.4)


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", " ", unquoted(text).replace("_", " ").replace("license", "license").casefold()).strip()


COMMON_NAMES = {
    "egg allergy": "MIS-18",
    "family history": "OTHER-SOC",
    "other": "OTHER-SOC",
    "allergy to a component": "GEN-ANA-COMP",
    "anaphylaxis": "GEN-ANA-DOSE",
    "severe allergic reaction": "GEN-ANA-DOSE",
    "acute illness": "GEN-MODSEV",
    "chemotherapy": "LIVE-CHEMO",
    "pregnancy": "LIVE-PREG",
    "Kawasaki IGIV": "LIVE-IG-141",
    "yeast allergy": "HEPB-YEAST",
    "severe immunodeficiency": "LIVE-IMM-T-COMP",
}


def medical_code(text: str) -> str:
    """The code of a medical reason, from the code itself, a common name, or part of its label."""
    bare = _bare(text)
    by_name = {_bare(name): code for name, code in {**{code: code for code in LABELS}, **COMMON_NAMES}.items()}
    found = by_name.get(bare)
    if found in LABELS:
        return str(found)
    wanted = found or bare
    labelled = [code for code, label in LABELS.items() if _bare(wanted) in _bare(label)]
    if len(labelled) == 1 or (labelled and found):
        return labelled[0]
    more = f" It could be {', '.join(labelled)}." if labelled else ""
    raise ValueProblem(f'"{text}" is not one medical reason.{more} Accepted: {", ".join([*COMMON_NAMES, *LABELS])}.')
