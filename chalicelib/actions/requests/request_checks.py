"""What an answer of a request must satisfy before it is kept, and again before the request is sent: answers given on
one day may no longer fit on another."""

from datetime import date

from chalicelib.domain.child import ChildFacts
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.request import ExemptionRequest
from chalicelib.law.enums import Grade
from chalicelib.law.grade_spans import next_span, requirement_applies
from chalicelib.law.verdict import Outcome

_IN_ORDER = tuple(grade for grade in Grade if grade is not Grade.UNGRADED)


def require_pupil(facts: ChildFacts, on: date) -> None:
    """Raise PortalError at the field `birth_date` unless the child is born and under 18 on that day."""
    if facts.birth_date > on:
        raise invalid("BIRTH_DATE_IN_FUTURE", "birth_date")
    _require_under_18(facts.birth_date, on, "birth_date")


def require_grades(grade: Grade, grade_now: Grade | None) -> None:
    """Raise PortalError at the field `grade` unless the exemption is for the present grade or a later one."""
    if grade_now in _IN_ORDER and grade in _IN_ORDER and _IN_ORDER.index(grade) < _IN_ORDER.index(grade_now):
        raise invalid("GRADE_BEFORE_GRADE_NOW", "grade")


def require_dates(request: ExemptionRequest, on: date) -> None:
    """Raise PortalError at the field of a planned day that does not fit the child and the grades."""
    first_day = request.planned_first_day
    if request.child is None or first_day is None:
        return
    if first_day <= request.child.birth_date:
        raise invalid("FIRST_DAY_BEFORE_BIRTH", "planned_first_day")
    _require_under_18(request.child.birth_date, first_day, "planned_first_day")
    moves_up = request.grade_now is not None and request.span_starts_on is not None
    if moves_up and first_day <= on:
        raise invalid("FIRST_DAY_OF_LATER_SPAN_PASSED", "planned_first_day")
    _require_next_entry(request, first_day, on)


def _require_next_entry(request: ExemptionRequest, first_day: date, on: date) -> None:
    entry = request.next_span_entry
    if entry is None:
        return
    if request.span is None or next_span(request.span) is None:
        raise invalid("NO_LATER_SPAN", "next_span_entry")
    if entry <= max(first_day, on):
        raise invalid("NEXT_ENTRY_NOT_LATER", "next_span_entry")


def _require_under_18(birth_date: date, on: date, field: str) -> None:
    verdict = requirement_applies(birth_date, on)
    if verdict.outcome == Outcome.NOT_REQUIRED:
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=verdict)
