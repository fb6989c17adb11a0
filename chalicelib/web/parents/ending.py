"""What a parent is told of an exemption that ends soon or was stopped: which day counts, and what to do by then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.child import same_child_parts
from chalicelib.domain.effective_status import IN_FORCE, last_day_of, may_renew
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.stopped import first_day_due, revocation_to_appeal, stopped_answers
from chalicelib.domain.timeline import is_lapsed
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import day_after
from chalicelib.law.duration import soon_from
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome, Verdict

_UNDER_WAY = frozenset({RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED})
_OUT = N_("The state stopped this exemption. The school must keep your child out until the first doses are given.")
_STARTED = N_("The state stopped this exemption. The shots have started: keep to the days that the school has.")
_APPEALED = N_("You appealed on time. Your child stays in school, and no shots are due, until the decision.")
_CHOOSE = N_("The state stopped this exemption. Start the shots or appeal by %(day)s.")
_START = N_("The state stopped this exemption. The shots must start by %(day)s.")


@dataclass(frozen=True)
class Ending:
    """The last day, a marked sentence with its placeholder `day`, and the link that helps ("" both: nothing to do)."""

    day: date
    sentence: str
    action: str = ""
    url: str = ""


def ends_soon_on(form: ExemptionForm, on: date) -> date | None:
    """The first last day of the form's lines, where it comes soon and has not passed."""
    return min((day for _line, day in _ending_lines(form, on)), default=None)


def ending_of(
    form: ExemptionForm, on: date, forms: Sequence[ExemptionForm], requests: Iterable[ExemptionRequest]
) -> Ending | None:
    """What to tell of this form today, beside the parent's other forms and requests; None: it does not end soon."""
    ending = [(line, day) for line, day in _ending_lines(form, on) if not _goes_on(form, line, day, forms)]
    if not ending:
        day = ends_soon_on(form, on)
        return Ending(day, N_("Another form is valid after that.")) if day else None
    day = min(day for _line, day in ending)
    asked = next((request for request in requests if _asks_again(request, form, on)), None)
    if asked:
        return Ending(
            day,
            N_("You have begun a new request. A doctor must sign it by that day."),
            N_("Open the new request"),
            f"/parents/requests/{asked.id}",
        )
    if form.next_span_entry and day_after(day) == form.next_span_entry:
        return Ending(
            day,
            N_(
                "That is before your child enters the next grade span. If your child still needs it then, "
                "ask a doctor for a new form now."
            ),
            N_("Ask for an exemption"),
            "/parents/start",
        )
    sentence = N_("If your child still needs it after that, a doctor must sign a new form by that day.")
    if not may_renew(form):
        return Ending(day, sentence, N_("Ask for an exemption"), "/parents/start")
    return Ending(day, sentence, N_("Ask for a new temporary exemption"), f"/parents/forms/{form.id}/renew")


def _ending_lines(form: ExemptionForm, on: date) -> list[tuple[ExemptionLine, date]]:
    dated = [(line, last_day_of(form, line)) for line in form.lines if line.state == LineState.ISSUED]
    return [(line, day) for line, day in dated if day and soon_from(day) <= on <= day]


def _goes_on(form: ExemptionForm, line: ExemptionLine, day: date, forms: Iterable[ExemptionForm]) -> bool:
    """Whether another form of the child covers the vaccine after the line's last day."""
    others = [other for other in forms if other.id != form.id and other.same_child_parts == form.same_child_parts]
    same = [(other, found) for other in others if (found := other.line(line.vaccine))]
    return any(
        found.state == LineState.ISSUED and (last_day_of(other, found) or date.max) > day for other, found in same
    )


def _asks_again(request: ExemptionRequest, form: ExemptionForm, on: date) -> bool:
    """Whether the request is for this form's renewal, or for the same child in another grade span."""
    if request.state not in _UNDER_WAY or is_lapsed(request, on):
        return False
    is_for_child = request.child is not None and same_child_parts(request.child) == form.same_child_parts
    return request.renews_form_id == form.id or (is_for_child and request.span not in {None, form.span})


def step_of_stopped(form: ExemptionForm, on: date) -> tuple[str, date | None]:
    """A marked sentence, and the day it names with its placeholder `day`."""
    answers = stopped_answers(form, on)
    if any(each.outcome == Outcome.EXCLUDE_FROM for each in answers):
        return _OUT, None
    due = first_day_due(answers)
    if due is None:
        return _without_a_day(answers), None
    gone = revocation_to_appeal(form)
    return (_CHOOSE if gone and on <= appeal_by(gone.revoked_on) else _START), due


def _without_a_day(answers: list[Verdict]) -> str:
    return _STARTED if all(each.outcome in IN_FORCE for each in answers) else _APPEALED
