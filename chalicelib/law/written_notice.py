"""The written notice to a parent: of doses that are missing, or of the day on which an exemption ends.

After ten school days from its receipt the student is kept out (17 CCR 6040, 6055); after an end that the parent was
told of, from the next school day. Without the school's calendar, business days stand in for school days.
"""

from datetime import date
from typing import NamedTuple

from chalicelib.law.admission import NoticeFacts
from chalicelib.law.calendar import business_days_after, day_after
from chalicelib.law.enums import Vaccine
from chalicelib.law.school_clocks import next_school_day
from chalicelib.law.tables import Limit, number


class WrittenNotice(NamedTuple):
    """A notice as the school recorded it. `last_day`, `first_day_out`: the tenth school day and the first school day
    after the end, by the school's own calendar, if it says."""

    vaccines: frozenset[Vaccine]
    given_on: date
    received_on: date
    last_day: date | None = None
    first_day_out: date | None = None


def tenth_school_day(received: date) -> date:
    """Return the tenth business day after the receipt; the earliest day that can be the tenth school day."""
    return business_days_after(received, number(Limit.NOTICE_SCHOOL_DAYS, received))


def notice_facts(notice: WrittenNotice) -> NoticeFacts:
    """Return a notice of missing doses as `admission.answer` takes it: out from the first school day after the tenth,
    or the first business day where no calendar says."""
    last_day = notice.last_day or tenth_school_day(notice.received_on)
    return NoticeFacts(notice.given_on, last_day, notice.first_day_out or next_school_day(day_after(last_day)))


def notice_that_counts(
    notices: tuple[WrittenNotice, ...], vaccine: Vaccine, since: date | None
) -> WrittenNotice | None:
    """Return the first notice that names the vaccine and was received after a day: that of an exemption's end, or of
    the last dose. None if there is none."""
    named = [each for each in notices if vaccine in each.vaccines and (since is None or each.received_on > since)]
    return min(named, key=lambda each: each.received_on, default=None)


def notice_of_end(
    notices: tuple[WrittenNotice, ...], vaccine: Vaccine, signed_on: date, end: date | None
) -> WrittenNotice | None:
    """Return the newest notice by which the parent was told in writing, while the exemption still counted, that it
    ends; None if there is none."""
    if end is None:
        return None
    told = [each for each in notices if vaccine in each.vaccines and signed_on <= each.received_on <= end]
    return max(told, key=lambda each: each.received_on, default=None)
