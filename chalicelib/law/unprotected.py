"""Why a student counts as unprotected against a listed disease on a day: the roster of an outbreak is made of this.

Whether a student is protected is judged by the doses alone, by `exposure.protected_by_days` (HSC 120370(b)); the
reason is what the school's answer of that day says about the vaccine.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, auto
from types import MappingProxyType

from chalicelib.law.exposure import Exposure, asked_against, protected_by_days
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.student_answer import StudentFacts, nothing_required, vaccine_answer
from chalicelib.law.verdict import Outcome


class WhyUnprotected(StrEnum):
    """The reason in one word; the school's pages say it in plain words."""

    PERMANENT_EXEMPTION = auto()
    TEMPORARY_EXEMPTION = auto()
    OLDER_PAPER = auto()
    NOT_REQUIRED_OF_STUDENT = auto()  # independent study, home-based, or 18 and older: HSC 120335(f)
    SPECIAL_EDUCATION = auto()  # in school without all doses, HSC 120335(h)
    RECORD_AWAITED = auto()  # enrolled right away: foster, homeless, military
    CONDITIONAL = auto()
    NO_RECORD = auto()
    DOUBTFUL_DOSES = auto()
    NOT_YET_REQUIRED = auto()  # nothing is asked at this age or grade
    OVERDUE = auto()


_OF_CODE: Mapping[ReasonCode, WhyUnprotected] = MappingProxyType(
    {
        ReasonCode.EXEMPT_PERMANENT: WhyUnprotected.PERMANENT_EXEMPTION,
        ReasonCode.EXEMPT_TEMPORARY: WhyUnprotected.TEMPORARY_EXEMPTION,
        ReasonCode.BELIEFS_EXEMPTION_COUNTS: WhyUnprotected.OLDER_PAPER,
        ReasonCode.OLDER_EXEMPTION_COUNTS: WhyUnprotected.OLDER_PAPER,
        ReasonCode.LETTER_OF_2020_COUNTS: WhyUnprotected.OLDER_PAPER,
        ReasonCode.OLDER_EXEMPTION_CHECK: WhyUnprotected.OLDER_PAPER,
        ReasonCode.ENROLL_NOW_RECORDS_PENDING: WhyUnprotected.RECORD_AWAITED,
        ReasonCode.TRANSFER_RECORD_AWAITED: WhyUnprotected.RECORD_AWAITED,
        ReasonCode.TRANSFER_RECORD_NOT_RECEIVED: WhyUnprotected.NO_RECORD,
        ReasonCode.DOSES_NOT_ON_RECORD: WhyUnprotected.NO_RECORD,
        ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN: WhyUnprotected.DOUBTFUL_DOSES,
    }
)
_OF_OUTCOME: Mapping[Outcome, WhyUnprotected] = MappingProxyType(
    {Outcome.ADMIT_CONDITIONALLY_UNTIL: WhyUnprotected.CONDITIONAL, Outcome.ADMIT: WhyUnprotected.NOT_YET_REQUIRED}
)


def why_unprotected(facts: StudentFacts, disease: str, on: date) -> WhyUnprotected | None:
    """Return why the record shows no proof of immunity against a disease on a day; None where it shows it.

    A month without a day on the record can leave it open: such doses are doubtful, and the student is unprotected.
    Raises KeyError for a disease that is not listed.
    """
    exposure = Exposure(disease, on)
    protected = protected_by_days(exposure, facts.pupil, on)
    if all(protected):
        return None
    if any(protected):
        return WhyUnprotected.DOUBTFUL_DOSES
    if nothing_required(facts, on) is not None:
        return WhyUnprotected.NOT_REQUIRED_OF_STUDENT
    return _by_answer(facts._replace(exposures=()), exposure, on)


def _by_answer(facts: StudentFacts, exposure: Exposure, on: date) -> WhyUnprotected:
    """Return what the answers for the vaccines say, the strictest of them first."""
    answers = [vaccine_answer(facts, vaccine, on) for vaccine in asked_against(exposure, facts.pupil, on)]
    codes = [code for given in answers for code in given.codes]
    found = next((_OF_CODE[code] for code in codes if code in _OF_CODE), None)
    if found is not None:
        return found
    outcomes = {given.outcome for given in answers}
    if outcomes <= _OF_OUTCOME.keys():
        return next(why for outcome, why in _OF_OUTCOME.items() if outcome in outcomes)
    return WhyUnprotected.OVERDUE
