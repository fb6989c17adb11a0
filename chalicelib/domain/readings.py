"""What time makes of a written state: one pure function per question, asked at read time by every page, answer and
document. Nothing here is ever written."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from chalicelib.domain.exemption import AppealOutcome
from chalicelib.law.admission import AdmissionFacts, AppealFacts, Reading, answer, reading, strictest
from chalicelib.law.duration import LineFacts, end_of_line
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.verdict import Verdict


class LineLike(Protocol):
    """A line of a form, or of a school's roster row."""

    @property
    def vaccine(self) -> Vaccine: ...
    @property
    def state(self) -> LineState: ...
    @property
    def kind(self) -> LineKind: ...
    @property
    def expires_on(self) -> date | None: ...


class FormLike(Protocol):
    """A form, or a school's roster row."""

    @property
    def signed_on(self) -> date: ...
    @property
    def enters_span_on(self) -> date | None: ...
    @property
    def next_span_entry(self) -> date | None: ...


def law_facts(form: FormLike, line: LineLike) -> LineFacts:
    """The line as the law's functions take it."""
    return LineFacts(kind=line.kind, signed_on=form.signed_on, expiry=line.expires_on,
                     planned_first_day=form.enters_span_on, next_span_entry=form.next_span_entry)


def reading_of(form: FormLike, line: LineLike, on: date) -> Reading | None:
    """Not yet in effect, valid, expired or span ended, for an issued line; None for any other written state."""
    return reading(law_facts(form, line), on) if line.state == LineState.ISSUED else None


def last_day_of(form: FormLike, line: LineLike) -> date | None:
    """The last day on which the line counts; None while the end of the span is not known."""
    return end_of_line(line.expires_on, form.next_span_entry)


def school_answer(form: FormLike, line: LineLike, *, revoked_on: date | None, appeal: AppealOutcome | None,
                  on: date) -> Verdict:
    """What the school is told today about this vaccine (lifecycle H3)."""
    facts = AdmissionFacts(state=line.state, line=law_facts(form, line), revoked_on=revoked_on,
                           appeal=_appeal_facts(appeal))
    return answer(facts, on)


def _appeal_facts(appeal: AppealOutcome | None) -> AppealFacts | None:
    if appeal is None:
        return None
    return AppealFacts(filed_at=appeal.filed_at, status=appeal.status, withdrawn_on=appeal.withdrawn_on,
                       decision_notice_on=appeal.decision_notice_on)


def pupils_answer(answers: Iterable[Verdict]) -> Verdict:
    """The strictest of the vaccines' answers. Raises ValueError where there is none."""
    return strictest(answers)
