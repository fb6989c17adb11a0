"""Older papers on a school's record: exemptions issued before the statewide form, and personal belief exemptions.

A school enters them as a row of its own; no one can submit one as an exemption. HSC 120370(a), 120372(a)(1),
120335(g).
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law.citations import Cite
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import GradeSpan, LineKind, Vaccine
from chalicelib.law.grade_spans import requirement_applies, usual_next_span_entry
from chalicelib.law.tables import Boundary, boundary
from chalicelib.law.verdict import FactValue, Outcome, ReasonCode, Verdict, reason, verdict

BY_OLDER_PAPER = frozenset(
    {
        ReasonCode.OLDER_EXEMPTION_COUNTS,
        ReasonCode.LETTER_OF_2020_COUNTS,
        ReasonCode.BELIEFS_EXEMPTION_COUNTS,
        ReasonCode.OLDER_EXEMPTION_CHECK,
    }
)
"""The reasons of a paper that counts, or that a person has to look at."""


class OlderPaper(StrEnum):
    """What the paper on the record is."""

    PHYSICIAN_LETTER = "physician-letter"
    PERSONAL_BELIEFS = "personal-beliefs"


class OlderExemption(NamedTuple):
    """A paper as the school recorded it.

    `dated_on`: the letter's date, or the day the belief exemption was filed. `entered_next_span_on`: the recorded
    entry into the next grade span, None while there was none. `expiry`: the end that a temporary letter states.
    `vaccines`: those that the paper names. `span`: that of the paper, where the school knows it. `birth_date` tells
    the 18th birthday and the usual grades; without it neither is looked at.
    """

    paper: OlderPaper
    dated_on: date
    entered_next_span_on: date | None = None
    expiry: date | None = None
    filed_in_california: bool = True
    vaccines: frozenset[Vaccine] = frozenset(Vaccine)
    birth_date: date | None = None
    span: GradeSpan | None = None


def paper_for_vaccine(facts: OlderExemption, vaccine: Vaccine, on: date) -> Verdict:
    """Return `older_exemption` for a vaccine that the paper names, NOT_AN_EXEMPTION for any other."""
    if vaccine in facts.vaccines:
        return older_exemption(facts, on)
    code = ReasonCode.OLDER_EXEMPTION_NOT_FOR_VACCINE
    return _refused(code, Cite.CDPH_HANDBOOK, dated_on=facts.dated_on, vaccine=vaccine.value)


def older_exemption(facts: OlderExemption, on: date) -> Verdict:
    """Return ADMIT while the paper counts, NOT_AN_EXEMPTION once it does not or when it never did.

    CHECK_RECORD where no one recorded an entry into the next grade span, and by age it was long ago. NOT_REQUIRED from
    the 18th birthday.
    """
    adult = requirement_applies(facts.birth_date, on) if facts.birth_date else None
    if adult is not None and adult.outcome is Outcome.NOT_REQUIRED:
        return adult
    found = _paper(facts, on)
    return _to_check(facts, on) or found if found.outcome is Outcome.ADMIT else found


def _to_check(facts: OlderExemption, on: date) -> Verdict | None:
    """Return CHECK_RECORD once a child of this age has usually entered the span after that of the paper [R]."""
    usual = usual_next_span_entry(facts.birth_date, facts.dated_on, facts.span) if facts.birth_date else None
    if usual is None or on < usual or facts.entered_next_span_on is not None:
        return None
    check = reason(ReasonCode.OLDER_EXEMPTION_CHECK, Cite.PORTAL_H9, dated_on=facts.dated_on, around=usual)
    return verdict(Outcome.CHECK_RECORD, check)


def _paper(facts: OlderExemption, on: date) -> Verdict:
    if facts.paper is OlderPaper.PERSONAL_BELIEFS:
        return _personal_beliefs(facts, on)
    if facts.dated_on >= boundary(Boundary.STATEWIDE_FORM_FROM):
        return _refused(ReasonCode.PAPER_LETTER_NOT_ACCEPTED, Cite.HSC_120372_A1, dated_on=facts.dated_on)
    if facts.expiry is not None and facts.expiry < on:
        return _refused(ReasonCode.OLDER_EXEMPTION_EXPIRED, Cite.CCR_6050, ended_on=facts.expiry)
    if (entered_on := _next_span_entered(facts, on)) is not None:
        return _refused(ReasonCode.OLDER_EXEMPTION_SPAN_ENDED, Cite.HSC_120370_A2, ended_on=entered_on)
    if facts.dated_on >= boundary(Boundary.CARRIED_OVER_BEFORE):
        return _counts(facts, ReasonCode.LETTER_OF_2020_COUNTS, Cite.PORTAL_2020_LETTERS)
    return _counts(facts, ReasonCode.OLDER_EXEMPTION_COUNTS, Cite.HSC_120370_A2)


def _next_span_entered(facts: OlderExemption, on: date) -> date | None:
    """Return when the pupil left the span of the paper; None while that has not happened by this day."""
    entered_on = facts.entered_next_span_on
    return entered_on if entered_on is not None and entered_on <= on else None


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
