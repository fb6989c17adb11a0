"""A school's older papers as the law's functions take them: letters from before the statewide form, and personal belief
exemptions. They count to the end of the grade span that they were given in (HSC 120370(a)(2), 120335(g))."""

from collections.abc import Iterator
from datetime import date, timedelta

from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import SchoolRecord, SpanDays, span_days
from chalicelib.domain.student import RecordedPaper
from chalicelib.law.admission import AdmissionFacts
from chalicelib.law.calendar import age_in_years
from chalicelib.law.enums import Grade, GradeSpan, LineState, Vaccine
from chalicelib.law.grade_spans import span_of, usual_next_span_entry
from chalicelib.law.grandfathering import OlderExemption, line_of

_IN_ORDER = tuple(GradeSpan)
_DAY = timedelta(days=1)


def older_exemption_of(
    paper: RecordedPaper, row: StudentRow, record: SchoolRecord, grade: Grade, on: date
) -> OlderExemption:
    """Return a paper as the law judges it. `record`: the grades that the school knows; `grade`: that of the day.

    Where the grade itself says that the student is still in the span of the paper, no one guesses by the birth date.
    """
    now = span_of(grade, age_years=age_in_years(row.birth_date, on), on=on)
    still_there = _IN_ORDER.index(now) <= _IN_ORDER.index(paper.span)
    return _older_exemption(paper, row, record)._replace(birth_date=None if still_there else row.birth_date)


def papers_in_force(row: StudentRow, record: SchoolRecord, grade: Grade, on: date) -> tuple[OlderExemption, ...]:
    """Return the papers that the state has not stopped, whether they still count or not."""
    return tuple(older_exemption_of(each, row, record, grade, on) for each in row.papers if each.stopped_on is None)


def stopped_papers(row: StudentRow, record: SchoolRecord) -> dict[Vaccine, AdmissionFacts]:
    """Return, for the vaccines of a letter that the state has revoked, what a revoked line of a form is told by: the
    same thirty days run (HSC 120372(d)(6))."""
    return {
        vaccine: AdmissionFacts(LineState.REVOKED, line_of(_older_exemption(each, row, record)), each.stopped_on)
        for each in row.papers
        if each.stopped_on is not None
        for vaccine in each.vaccines
    }


def days_of_papers(row: StudentRow) -> Iterator[date]:
    """Yield the days on which a paper can begin to say something else, beside those of grades and ages."""
    for paper in row.papers:
        yield from (day + _DAY for day in (paper.expires_on, paper.stopped_on) if day)
        usual = usual_next_span_entry(row.birth_date, paper.dated_on, paper.span)
        yield from (usual,) if usual else ()


def _older_exemption(paper: RecordedPaper, row: StudentRow, record: SchoolRecord) -> OlderExemption:
    unplanned = SpanDays(span_starts_on=None, next_span_entry=None)
    return OlderExemption(
        paper.paper,
        paper.dated_on,
        entered_next_span_on=span_days(unplanned, paper.span, record, row.birth_date).next_span_entry,
        expiry=paper.expires_on,
        vaccines=frozenset(paper.vaccines),
        span=paper.span,
    )
