"""The numbers and lists that statutes set, as dated rows; the only reader of `tables/`.

Every row says its value, source, the days it was in force and how sure we are of it. Files are read once.
"""

import csv
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law.enums import Confidence

_FOLDER = Path(__file__).parent / "tables"

Row = Mapping[str, str]


class NotInForceError(LookupError):
    """No row of this name was in force on the day asked for."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(f"{name} has no value in force on {on.isoformat()}")
        self.name = name
        self.on = on


class Limit(StrEnum):
    """The names of the numbers; each has at least one row in `tables/limits.csv`."""

    YEAR_DAYS = "YEAR_DAYS"
    YEAR_MONTHS = "YEAR_MONTHS"
    LEAP_PAIR_MONTH = "LEAP_PAIR_MONTH"
    LEAP_PAIR_SECOND_DAY = "LEAP_PAIR_SECOND_DAY"
    SCHOOL_YEAR_START_MONTH = "SCHOOL_YEAR_START_MONTH"
    EXPECTED_ENTRY_MONTH = "EXPECTED_ENTRY_MONTH"
    TK_AGE = "TK_AGE"
    TK_AGE_BY_MONTH = "TK_AGE_BY_MONTH"
    PUPIL_UNDER_AGE = "PUPIL_UNDER_AGE"
    UNGRADED_SEVENTH_GRADE_AGE = "UNGRADED_SEVENTH_GRADE_AGE"
    TDAP_FROM_AGE = "TDAP_FROM_AGE"
    TEMPORARY_MAX_MONTHS = "TEMPORARY_MAX_MONTHS"
    EARLIEST_ISSUE_MONTHS = "EARLIEST_ISSUE_MONTHS"
    SCHEDULE_START_DAYS = "SCHEDULE_START_DAYS"
    APPEAL_DAYS = "APPEAL_DAYS"
    UPHELD_START_DAYS = "UPHELD_START_DAYS"
    WITHDRAWN_START_DAYS = "WITHDRAWN_START_DAYS"
    FORMS_REVIEWED_FROM = "FORMS_REVIEWED_FROM"
    REVOKED_FORMS_REPORTED = "REVOKED_FORMS_REPORTED"
    INFORMATION_DUE_DAYS = "INFORMATION_DUE_DAYS"
    REVIEW_TARGET_DAYS = "REVIEW_TARGET_DAYS"
    NOTICE_SCHOOL_DAYS = "NOTICE_SCHOOL_DAYS"
    NOTICE_POST_DAYS = "NOTICE_POST_DAYS"
    DECISION_TARGET_DAYS = "DECISION_TARGET_DAYS"
    DECISION_ALARM_DAYS = "DECISION_ALARM_DAYS"
    PANEL_SIZE = "PANEL_SIZE"
    PANEL_MAJORITY = "PANEL_MAJORITY"
    SUPPORT_WORDS = "SUPPORT_WORDS"
    SUPPORT_CHARACTERS = "SUPPORT_CHARACTERS"
    PANEL_VOTE_DAYS = "PANEL_VOTE_DAYS"
    PUBLIC_HEALTH_BAR_MONTHS = "PUBLIC_HEALTH_BAR_MONTHS"
    GOOD_CHECK_HOURS = "GOOD_CHECK_HOURS"
    FIRST_HOLIDAY_YEAR = "FIRST_HOLIDAY_YEAR"
    LAST_HOLIDAY_YEAR = "LAST_HOLIDAY_YEAR"
    DRAFT_LAPSES_DAYS = "DRAFT_LAPSES_DAYS"
    REQUEST_LAPSES_MONTHS = "REQUEST_LAPSES_MONTHS"
    ENDS_SOON_DAYS = "ENDS_SOON_DAYS"
    DOSE_GRACE_DAYS = "DOSE_GRACE_DAYS"
    WEEK_DAYS = "WEEK_DAYS"
    CONDITIONAL_UNDER_MONTHS = "CONDITIONAL_UNDER_MONTHS"
    RECORD_REVIEW_DAYS = "RECORD_REVIEW_DAYS"
    TRANSFER_SCHOOL_DAYS = "TRANSFER_SCHOOL_DAYS"
    TRANSFER_REMINDER_SCHOOL_DAYS = "TRANSFER_REMINDER_SCHOOL_DAYS"
    RECORDS_PENDING_DAYS = "RECORDS_PENDING_DAYS"
    MILITARY_START_DAYS = "MILITARY_START_DAYS"
    FEWEST_SCHOOL_DAYS = "FEWEST_SCHOOL_DAYS"
    FORMER_SCHOOL_SCHOOL_DAYS = "FORMER_SCHOOL_SCHOOL_DAYS"
    FOSTER_RECORDS_BUSINESS_DAYS = "FOSTER_RECORDS_BUSINESS_DAYS"
    AGE_REQUIREMENT_DAYS = "AGE_REQUIREMENT_DAYS"
    DISTRICT_NOTICE_DAYS = "DISTRICT_NOTICE_DAYS"
    CHILD_CARE_RECORD_YEARS = "CHILD_CARE_RECORD_YEARS"
    REVIEW_RATE_PERCENT = "REVIEW_RATE_PERCENT"
    PERCENT_WHOLE = "PERCENT_WHOLE"
    REPORT_FROM_AGE = "REPORT_FROM_AGE"
    AUDIT_SHARE_PERCENT = "AUDIT_SHARE_PERCENT"
    SMALL_REPORT_UNDER = "SMALL_REPORT_UNDER"
    HIDDEN_FROM = "HIDDEN_FROM"
    HIDDEN_TO = "HIDDEN_TO"
    AMENDMENT_ANSWER_DAYS = "AMENDMENT_ANSWER_DAYS"
    AMENDMENT_REVIEW_DAYS = "AMENDMENT_REVIEW_DAYS"


class Boundary(StrEnum):
    """Calendar dates named in statutes; the rows are in `tables/boundaries.csv`."""

    DISCIPLINE_RULE_BEFORE = "DISCIPLINE_RULE_BEFORE"
    CARRIED_OVER_BEFORE = "CARRIED_OVER_BEFORE"
    STATEWIDE_FORM_FROM = "STATEWIDE_FORM_FROM"
    FORM_AT_ADMISSION_FROM = "FORM_AT_ADMISSION_FROM"
    PERSONAL_BELIEFS_BEFORE = "PERSONAL_BELIEFS_BEFORE"


class DatedNumber(NamedTuple):
    """One number a law sets, its unit, its source (a citation id) and the days it was in force."""

    value: int
    unit: str
    source: str
    in_force_from: date
    in_force_to: date | None
    tag: Confidence
    note: str

    def in_force_on(self, on: date) -> bool:
        """Return whether this row holds on the day."""
        return in_force(self.in_force_from, self.in_force_to, on)


def in_force(first: date, last: date | None, on: date) -> bool:
    """Return whether `on` lies between the first and last day, both included; no last day: still in force."""
    return first <= on and (last is None or on <= last)


def day_or_none(text: str) -> date | None:
    """Return an ISO date, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return all rows of `tables/<table>.csv`, in file order, read once."""
    with (_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))


@cache
def dated_numbers(limit: Limit) -> tuple[DatedNumber, ...]:
    """Return every row of a limit, old and new."""
    return tuple(
        DatedNumber(
            value=int(row["value"]),
            unit=row["unit"],
            source=row["source"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            in_force_to=day_or_none(row["in_force_to"]),
            tag=Confidence(row["tag"]),
            note=row["note"],
        )
        for row in rows("limits")
        if row["name"] == limit
    )


def number(limit: Limit, on: date) -> int:
    """Return the value of a limit on a day. Raises NotInForceError when no row held on that day."""
    for row in dated_numbers(limit):
        if row.in_force_on(on):
            return row.value
    raise NotInForceError(limit, on)


class Period(NamedTuple):
    """The days on which a row holds, both ends included; no last day: it still does."""

    first: date
    last: date | None

    def holds_on(self, on: date) -> bool:
        """Return whether the day lies in the period."""
        return in_force(self.first, self.last, on)


def period_of(row: Row) -> Period:
    """Return the period of a row with `in_force_from` and `in_force_to` cells."""
    return Period(date.fromisoformat(row["in_force_from"]), day_or_none(row["in_force_to"]))


def row_in_force(row: Row, on: date) -> bool:
    """Return whether a table row with `in_force_from` and `in_force_to` cells holds on the day."""
    return period_of(row).holds_on(on)


def boundary(name: Boundary) -> date:
    """Return a calendar date that a statute names."""
    return next(date.fromisoformat(row["date"]) for row in rows("boundaries") if row["name"] == name)
