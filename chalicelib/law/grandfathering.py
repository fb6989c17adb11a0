"""Older papers on a school's record: exemptions issued before the statewide form, and personal belief exemptions.

A school enters them as a row of its own; no one can submit one as an exemption. HSC 120370(a), 120372(a)(1),
120335(g).
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law.citations import Cite
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import LineKind
from chalicelib.law.tables import Boundary, boundary
from chalicelib.law.verdict import FactValue, Outcome, ReasonCode, Verdict, reason, verdict


class OlderPaper(StrEnum):
    """What the paper on the record is."""

    PHYSICIAN_LETTER = "physician-letter"
    PERSONAL_BELIEFS = "personal-beliefs"


class OlderExemption(NamedTuple):
    """A paper as the school recorded it.

    `dated_on`: the letter's date, or the day the belief exemption was filed. `entered_next_span_on`: the recorded
    entry into the next grade span, None while there was none. `admitted_on`: the last admission (a transfer and a
    re-entry are one) after the paper, None when there was none. `expiry`: the end that a temporary letter states.
    """

    paper: OlderPaper
    dated_on: date
    entered_next_span_on: date | None = None
    admitted_on: date | None = None
    expiry: date | None = None
    filed_in_california: bool = True


def older_exemption(facts: OlderExemption, on: date) -> Verdict:
    """Return ADMIT while the paper counts, NOT_AN_EXEMPTION once it does not or when it never did."""
    if facts.paper is OlderPaper.PERSONAL_BELIEFS:
        return _personal_beliefs(facts, on)
    if facts.dated_on >= boundary(Boundary.STATEWIDE_FORM_FROM):
        return _refused(ReasonCode.PAPER_LETTER_NOT_ACCEPTED, Cite.HSC_120372_A1, dated_on=facts.dated_on)
    if facts.expiry is not None and facts.expiry < on:
        return _refused(ReasonCode.OLDER_EXEMPTION_EXPIRED, Cite.CCR_6050, ended_on=facts.expiry)
    if (entered_on := _next_span_entered(facts, on)) is not None:
        return _refused(ReasonCode.OLDER_EXEMPTION_SPAN_ENDED, Cite.HSC_120370_A2, ended_on=entered_on)
    if facts.dated_on >= boundary(Boundary.CARRIED_OVER_BEFORE):
        return _letter_of_2020(facts, on)
    return _counts(facts, ReasonCode.OLDER_EXEMPTION_COUNTS, Cite.HSC_120370_A2)


def _next_span_entered(facts: OlderExemption, on: date) -> date | None:
    """Return when the pupil left the span of the paper; None while that has not happened by this day."""
    entered_on = facts.entered_next_span_on
    return entered_on if entered_on is not None and entered_on <= on else None


def _letter_of_2020(facts: OlderExemption, on: date) -> Verdict:
    """Accepted when it was written, but no admission from July 2021 on rests on it (HSC 120370(a)(1), (3))."""
    from_then = boundary(Boundary.FORM_AT_ADMISSION_FROM)
    if facts.admitted_on is not None and from_then <= facts.admitted_on <= on:
        return _refused(ReasonCode.LETTER_OF_2020_ENDED, Cite.HSC_120370_A3, admitted_on=facts.admitted_on)
    return _counts(facts, ReasonCode.LETTER_OF_2020_COUNTS, Cite.PORTAL_2020_LETTERS)


def _personal_beliefs(facts: OlderExemption, on: date) -> Verdict:
    if facts.dated_on >= boundary(Boundary.PERSONAL_BELIEFS_BEFORE):
        return _refused(ReasonCode.BELIEFS_EXEMPTION_NOT_ACCEPTED, Cite.HSC_120335_G, dated_on=facts.dated_on)
    if not facts.filed_in_california:
        return _refused(ReasonCode.BELIEFS_EXEMPTION_OTHER_STATE, Cite.CDPH_FAQ)
    if (entered_on := _next_span_entered(facts, on)) is not None:
        return _refused(ReasonCode.OLDER_EXEMPTION_SPAN_ENDED, Cite.HSC_120335_G, ended_on=entered_on)
    return _counts(facts, ReasonCode.BELIEFS_EXEMPTION_COUNTS, Cite.HSC_120335_G)


def _refused(code: ReasonCode, cite: Cite, **facts: FactValue) -> Verdict:
    return verdict(Outcome.NOT_AN_EXEMPTION, reason(code, cite, **facts))


def _counts(facts: OlderExemption, code: ReasonCode, cite: Cite) -> Verdict:
    return verdict(Outcome.ADMIT, reason(code, cite, dated_on=facts.dated_on))


def line_of(facts: OlderExemption) -> LineFacts:
    """Return an accepted letter as `admission.answer` takes a line, so that a revocation is answered like any other."""
    kind = LineKind.PERMANENT if facts.expiry is None else LineKind.TEMPORARY
    return LineFacts(kind, facts.dated_on, expiry=facts.expiry, next_span_entry=facts.entered_next_span_on)
