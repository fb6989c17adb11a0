"""How long one vaccine's line lasts: one year, the grade span, the earliest issue, the first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.law.calendar import day_after, day_before, months_before, one_year_after
from chalicelib.law.citations import Cite
from chalicelib.law.enums import LineKind
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Reason, ReasonCode, Verdict, conclude, reason


class LineFacts(NamedTuple):
    """One line as it is about to be signed.

    `planned_first_day`: first day of the line's own span if that is still to come; None for the current span.
    `next_span_entry`: the known planned first day in the span AFTER the line's; None when it is not known.
    """

    kind: LineKind
    signed_on: date
    expiry: date | None = None
    planned_first_day: date | None = None
    next_span_entry: date | None = None


def latest_expiry(signed_on: date, next_span_entry: date | None) -> date:
    """Return the latest expiry of a temporary line: one year, or the day before a known entry into the next span."""
    one_year = one_year_after(signed_on)
    return one_year if next_span_entry is None else min(one_year, day_before(next_span_entry))


def earliest_issue(planned_first_day: date) -> date:
    """Return the first day on which a form for a future span may be signed: 12 months before, that day included."""
    return months_before(planned_first_day, number(Limit.EARLIEST_ISSUE_MONTHS, planned_first_day))


def in_effect_from(signed_on: date, planned_first_day: date | None) -> date:
    """Return the first day on which the line counts: the signing, or the first day in its span if that is later."""
    return signed_on if planned_first_day is None else max(signed_on, planned_first_day)


def end_of_line(expiry: date | None, next_span_entry: date | None) -> date | None:
    """Return the last day on which the line counts; None while neither expiry nor next span entry is known."""
    ends = [expiry] if expiry else []
    if next_span_entry:
        ends.append(day_before(next_span_entry))
    return min(ends) if ends else None


def soon_from(last_day: date) -> date:
    """Return the first day on which an exemption with this last day is shown as ending soon."""
    return last_day - timedelta(days=number(Limit.ENDS_SOON_DAYS, last_day))


def check_line(facts: LineFacts) -> Verdict:
    """Return whether the line may be signed with these dates; every failure, with the dates that are allowed."""
    return conclude([*_span_failures(facts), *_kind_failures(facts)])


def _span_failures(facts: LineFacts) -> Iterator[Reason]:
    if facts.next_span_entry and facts.next_span_entry <= facts.signed_on:
        yield reason(
            ReasonCode.SPAN_ALREADY_LEFT,
            Cite.HSC_120370_A,
            signed_on=facts.signed_on,
            next_span_entry=facts.next_span_entry,
        )
    if facts.planned_first_day and facts.signed_on < earliest_issue(facts.planned_first_day):
        yield reason(
            ReasonCode.ISSUED_TOO_EARLY,
            Cite.CDPH_FAQ,
            signed_on=facts.signed_on,
            planned_first_day=facts.planned_first_day,
            earliest_allowed=earliest_issue(facts.planned_first_day),
        )


def _kind_failures(facts: LineFacts) -> Iterator[Reason]:
    latest = latest_expiry(facts.signed_on, facts.next_span_entry)
    if facts.kind is LineKind.PERMANENT:
        if facts.expiry is not None:
            yield reason(ReasonCode.PERMANENT_WITH_EXPIRY, Cite.HSC_120372_A2G, expiry=facts.expiry)
    elif facts.expiry is None:
        yield reason(ReasonCode.TEMPORARY_WITHOUT_EXPIRY, Cite.HSC_120372_A2G, latest_allowed=latest)
    else:
        yield from _expiry_failures(facts, facts.expiry, latest)


def _expiry_failures(facts: LineFacts, expiry: date, latest: date) -> Iterator[Reason]:
    if expiry <= facts.signed_on:
        yield reason(
            ReasonCode.EXPIRY_NOT_AFTER_ISSUE,
            Cite.PORTAL_EXPIRY_AFTER_ISSUE,
            expiry=expiry,
            signed_on=facts.signed_on,
            earliest_allowed=day_after(facts.signed_on),
            latest_allowed=latest,
        )
    elif facts.planned_first_day and expiry < facts.planned_first_day:
        yield reason(
            ReasonCode.EXPIRY_BEFORE_FIRST_DAY,
            Cite.PORTAL_EXPIRY_AFTER_ISSUE,
            expiry=expiry,
            earliest_allowed=facts.planned_first_day,
            latest_allowed=latest,
        )
    if expiry > one_year_after(facts.signed_on):
        yield reason(
            ReasonCode.TEMPORARY_LONGER_THAN_ONE_YEAR, Cite.HSC_120372_A2G, expiry=expiry, latest_allowed=latest
        )
    if facts.next_span_entry and expiry >= facts.next_span_entry:
        yield reason(
            ReasonCode.TEMPORARY_OUTLASTS_SPAN,
            Cite.HSC_120372_A2G,
            expiry=expiry,
            next_span_entry=facts.next_span_entry,
            latest_allowed=latest,
        )
