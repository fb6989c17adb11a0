"""One row per vaccine of a child: the word for what holds today, and its date. Read from the answer that the school
gets, so that a family's home and a school's page never differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.admission_answers import VaccineAnswer
from chalicelib.domain.child_overview import ChildOverview
from chalicelib.domain.effective_status import reading_of
from chalicelib.law.admission import BY_EXEMPTION, EffectiveStatus, answer_date
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import MARKS
from chalicelib.web.parents.statuses import Status, line_status
from chalicelib.web.wording.exemption_end_dates import end_of_span_for_parents, last_day_for_parents
from chalicelib.web.wording.vaccine_names import vaccine_and_diseases

_WITHOUT_ONE = N_("Your child needs the shots or a new exemption.")
_DONE = Status(N_("Shots on record"), "good")
_UNDER_WAY = Status(N_("Shots have started"), "info")
_NOT_ASKED = Status(N_("Not required now"))
_NO_EXEMPTION = Status(N_("No exemption"), "warning")
_BY_DOSES = frozenset(
    {ReasonCode.DOSES_COMPLETE, ReasonCode.DOSES_MET, ReasonCode.UP_TO_DATE_FOR_AGE, ReasonCode.DOSES_MET_BY_LATE_DOSE}
)


_HOLDS = frozenset({EffectiveStatus.VALID, EffectiveStatus.NOT_YET_IN_EFFECT})


@dataclass(frozen=True)
class VaccineRow:
    """One vaccine. `text` says since when or through when; `kind` is "" where no exemption is on file."""

    name: str
    diseases: str
    standing: Status
    text: str
    kind: str


def vaccine_rows(page_request: PageRequest, child: ChildOverview) -> list[VaccineRow]:
    """Return the rows of a child's card, in the usual order of the vaccines."""
    return [_row(page_request, child, each) for each in child.answers]


def _row(page_request: PageRequest, child: ChildOverview, answer: VaccineAnswer) -> VaccineRow:
    name, diseases = vaccine_and_diseases(page_request, answer.vaccine)
    line = child.line_of(answer)
    kinds = {LineKind.PERMANENT: N_("permanent"), LineKind.TEMPORARY: N_("temporary")}
    return VaccineRow(
        name,
        diseases,
        answer_status(page_request, child, answer),
        MARKS[page_request.language].after_mark.join(_texts(page_request, child, answer)),
        page_request.translate(kinds[line.kind]) if line else "",
    )


def answer_status(page_request: PageRequest, child: ChildOverview, answer: VaccineAnswer) -> Status:
    """Return the word for one vaccine: of its exemption, or of the shots where those answer."""
    codes = answer.verdict.codes
    form, line = child.form_of(answer), child.line_of(answer)
    if form and line and reading_of(form, line, page_request.ctx.on) in _HOLDS:
        return line_status(form, line, page_request.ctx.on)
    if ReasonCode.SCHEDULE_RUNNING in codes:
        return _UNDER_WAY
    if answer.verdict.outcome is Outcome.ADMIT and BY_EXEMPTION.isdisjoint(codes):
        return _NOT_ASKED if _BY_DOSES.isdisjoint(codes) else _DONE
    return line_status(form, line, page_request.ctx.on) if form and line else _NO_EXEMPTION


def _texts(page_request: PageRequest, child: ChildOverview, answer: VaccineAnswer) -> Iterator[str]:
    on, day = page_request.ctx.on, answer_date(answer.verdict)
    form, line = child.form_of(answer), child.line_of(answer)
    if form and line and answer_status(page_request, child, answer) == line_status(form, line, on):
        yield from _of_line(page_request, child, answer)
    if answer.verdict.outcome is Outcome.EXCLUDE_FROM and day:
        yield page_request.translate(N_("The school must keep your child out starting %(day)s."), day=day)
    if ReasonCode.NOTICE_RUNNING in answer.verdict.codes and day:
        yield page_request.translate(N_("May attend. Proof due by %(day)s."), day=day)
    if ReasonCode.SCHEDULE_RUNNING in answer.verdict.codes and day:
        yield page_request.translate(N_("Next shot by %(day)s."), day=day)


def _of_line(page_request: PageRequest, child: ChildOverview, answer: VaccineAnswer) -> Iterator[str]:
    form, line, last_day = child.form_of(answer), child.line_of(answer), answer.last_day
    if form is None or line is None:
        return
    if answer.is_in_force:
        if last_day:
            through = last_day_for_parents(page_request, form, last_day)
            yield page_request.translate(N_("Through %(day)s"), day=through)
        else:
            yield end_of_span_for_parents(page_request, form)
    elif line.state == LineState.ISSUED:
        yield from _out_of_time(page_request, answer)
    elif line.state == LineState.HELD:
        yield page_request.translate(N_("Not valid yet. The state is checking something first."))
    elif line.not_valid_since:
        yield page_request.translate(N_("No exemption since %(day)s."), day=line.not_valid_since)
        if line.state in {LineState.WITHDRAWN, LineState.REFUSED}:
            yield page_request.translate(_WITHOUT_ONE)


def _out_of_time(page_request: PageRequest, answer: VaccineAnswer) -> Iterator[str]:
    """What is said of an issued line that has ended, or has not begun."""
    last_day = answer.last_day
    if last_day is not None and last_day < page_request.ctx.on:
        yield page_request.translate(N_("Ended on %(day)s."), day=last_day)
        yield page_request.translate(_WITHOUT_ONE)
    elif answer.verdict.outcome is Outcome.ADMIT:
        yield page_request.translate(N_("Not required before then."))
    else:
        yield page_request.translate(N_("Until then, your child needs the shots or another exemption."))


def strictest_row(page_request: PageRequest, child: ChildOverview) -> Status | None:
    """Return the word of the vaccine with the strictest answer, which stands for the child."""
    strictest = child.strictest
    first = next((each for each in child.answers if each.verdict == strictest), None)
    return answer_status(page_request, child, first) if first else None
