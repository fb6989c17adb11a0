"""Requests to amend a record: by when they are answered, and what follows a refusal (Civ. Code 1798.35-1798.37)."""

from datetime import date

from chalicelib.law.calendar import deadline_in_days
from chalicelib.law.citations import Cite
from chalicelib.law.moved_days import moved_last_day
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


def answer_by(received_on: date) -> date:
    """Return the last day for the answer: 30 calendar days from the receipt, moved past weekends and holidays."""
    return deadline_in_days(received_on, number(Limit.AMENDMENT_ANSWER_DAYS, received_on))


def answer_due(received_on: date, on: date) -> Verdict:
    """Return TIMELY while the agency may still answer (or where it answered on this day in time), else LATE."""
    last_day = answer_by(received_on)
    if on <= last_day:
        moved = moved_last_day(received_on, number(Limit.AMENDMENT_ANSWER_DAYS, received_on))
        return verdict(Outcome.TIMELY, reason(ReasonCode.AMENDMENT_ANSWER_BY, Cite.CIV_1798_35, until=last_day), *moved)
    return verdict(Outcome.LATE, reason(ReasonCode.AMENDMENT_ANSWER_OVERDUE, Cite.CIV_1798_35, due_on=last_day))


def after_refusal(refused_on: date) -> Verdict:
    """Return what the person can do after a refusal: a review by the head of the agency, then a statement of
    disagreement."""
    days = number(Limit.AMENDMENT_REVIEW_DAYS, refused_on)
    return verdict(
        Outcome.ALLOWED,
        reason(ReasonCode.AMENDMENT_REVIEW_OPEN, Cite.CIV_1798_36, days=days),
        reason(ReasonCode.AMENDMENT_STATEMENT_OPEN, Cite.CIV_1798_37),
    )
