"""How long records are kept (S-70, ASVS 14.2.7; Civ. Code 1798.14: no more than the purpose needs). No statute sets a
period for the portal's records, so each is a choice [R]; the decision record 0015 gives the reasons.

What is purged leaves a mark without a word of it: who changed what and when can still be proven, not what it was.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.account import Account
from chalicelib.domain.child import Child
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.student import Student
from chalicelib.law.calendar import add_months_minimum, birthday, california_date, day_after
from chalicelib.law.school_clocks import child_care_record_kept_until

_AGE = 21  # eighteenth birthday, when the duty ends (17 CCR 6000), and three years as for child-care copies (law T20)
_SCHOOL_YEAR_BEGINS = (7, 1)
_LICENSE_DIGITS = 9  # of licensed child care; a school, a public preschool too, has a CDS code
_UNSENT_MONTHS, _WITHOUT_FORM_MONTHS, _UNOPENED_DAYS = 12, 24, 30


class RetentionClass(StrEnum):
    """Why a record is purged when it is."""

    CHILD_GROWN_UP = "child_grown_up"
    REQUEST_NEVER_SENT = "request_never_sent"
    REQUEST_WITHOUT_FORM = "request_without_form"
    ACCOUNT_NEVER_OPENED = "account_never_opened"
    CHILD_CARE_LEFT = "child_care_left"


def retention_class_of(record: VersionedRecord) -> RetentionClass | None:
    """Return the class of a record that is purged by itself; None for one that goes with its child, or stays."""
    if isinstance(record, Child):
        return RetentionClass.CHILD_GROWN_UP
    if isinstance(record, ExemptionRequest) and record.state == RequestState.DRAFT:
        return RetentionClass.REQUEST_NEVER_SENT
    if isinstance(record, ExemptionRequest) and not record.form_id:
        return RetentionClass.REQUEST_WITHOUT_FORM
    if isinstance(record, Student) and record.newest_enrollment.until and len(record.facility_id) == _LICENSE_DIGITS:
        return RetentionClass.CHILD_CARE_LEFT  # a school keeps its record for good (17 CCR 6070)
    if isinstance(record, Account) and not record.verified and (record.registered_at or record.invited_until):
        return RetentionClass.ACCOUNT_NEVER_OPENED
    return None


def purge_on(record: VersionedRecord) -> date | None:
    """Return the first California day on which the record is purged; None if it has no class of its own."""
    found = retention_class_of(record)
    return _FIRST_DAYS[found](record) if found else None


def _child_grown_up(child: Child) -> date:
    # The first of July after the birthday, so that the day in the queue's key is no one's birthday.
    grown = birthday(child.facts.birth_date, _AGE)
    first = date(grown.year, *_SCHOOL_YEAR_BEGINS)
    return first if grown <= first else date(grown.year + 1, *_SCHOOL_YEAR_BEGINS)


def _last_touched(request: ExemptionRequest) -> date:
    moments = (request.submitted_at, request.opened_at)
    return max([request.started_on, *filter(None, [request.saved_on]), *(california_date(at) for at in moments if at)])


def _unopened(account: Account) -> date:
    since = max(at for at in (account.registered_at, account.invited_until) if at)
    return california_date(since) + timedelta(days=_UNOPENED_DAYS)


def _after_three_years(student: Student) -> date:
    left_on = student.newest_enrollment.until or date.max
    return day_after(child_care_record_kept_until(left_on))


_FIRST_DAYS: Mapping[RetentionClass, Callable[..., date]] = {
    RetentionClass.CHILD_GROWN_UP: _child_grown_up,
    RetentionClass.REQUEST_NEVER_SENT: lambda request: add_months_minimum(_last_touched(request), _UNSENT_MONTHS),
    RetentionClass.REQUEST_WITHOUT_FORM: lambda request: add_months_minimum(
        _last_touched(request), _WITHOUT_FORM_MONTHS
    ),
    RetentionClass.ACCOUNT_NEVER_OPENED: _unopened,
    RetentionClass.CHILD_CARE_LEFT: _after_three_years,
}
