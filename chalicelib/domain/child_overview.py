"""A person's requests and forms by child: what each child's school is told of every vaccine that a form names, and the
strictest of these answers. Homes and the child's own page ask this instead of reading form by form.

The answers are those of `admission_answers`, which a school's own page is made of, so the two can never differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.timeline import is_lapsed
from chalicelib.law.admission import strictest
from chalicelib.law.calendar import one_year_after
from chalicelib.law.enums import LineState
from chalicelib.law.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from chalicelib.domain.admission_answers import VaccineAnswer

_UNDER_WAY = frozenset({RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED})
_LIVE = frozenset({LineState.ISSUED, LineState.HELD, LineState.REVOKED})
# With these answers an exemption that ended long ago is history: the school does not ask anything by a date.
_CAN_BE_PAST = frozenset({Outcome.ADMIT, Outcome.NOT_AN_EXEMPTION, Outcome.CHECK_RECORD})


@dataclass(frozen=True)
class ChildOverview:
    """One child's requests and forms, each newest first.

    `answers`: for each vaccine that a live or lately ended line names, or that the school asks for by a date, what the
    school is told on the day. Empty while no form was signed, and once all that there was is past.
    """

    requests: tuple[ExemptionRequest, ...]
    forms: tuple[ExemptionForm, ...]
    answers: tuple["VaccineAnswer", ...]

    @property
    def strictest(self) -> Verdict | None:
        """The child's answer (lifecycle H3); None where there is none."""
        return strictest(each.verdict for each in self.answers) if self.answers else None

    @property
    def facts(self) -> ChildFacts | None:
        """The child as last stated; None for a request that does not name the child yet."""
        named = (*(form.child for form in self.forms), *(each.child for each in self.requests if each.child))
        return named[0] if named else None

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The ids of the child's records, newest first: a child who was asked for twice can have two."""
        sent = (each.child_id for each in self.requests if each.submitted_at)
        return tuple(dict.fromkeys((*sent, *(each.child_id for each in self.forms))))

    def form_of(self, answer: "VaccineAnswer") -> ExemptionForm | None:
        """Return the form whose line answers for the vaccine."""
        wanted = answer.exempted.row.form_id if answer.exempted else ""
        return next((form for form in self.forms if form.id == wanted), None)

    def line_of(self, answer: "VaccineAnswer") -> ExemptionLine | None:
        """Return what the physician stated of the vaccine, on the form that answers for it."""
        form = self.form_of(answer)
        return form.line(answer.vaccine) if form else None

    def every_answer(self, on: date) -> tuple["VaccineAnswer", ...]:
        """Return the answers with those whose exemption ended long ago: a physician's list keeps them."""
        return _all_answers(self.forms, on)

    def request_under_way(self, on: date) -> ExemptionRequest | None:
        """Return the newest request that still waits for the parent or for a doctor."""
        waiting = (each for each in self.requests if each.state in _UNDER_WAY and not is_lapsed(each, on))
        return next(waiting, None)

    @property
    def is_live(self) -> bool:
        """Whether there is something to show beside the child's history."""
        return bool(self.answers)


def by_child(
    requests: Iterable[ExemptionRequest], forms: Iterable[ExemptionForm], on: date
) -> tuple[ChildOverview, ...]:
    """Return the children of these requests and forms, those with the newest case first.

    Records of one name and birth date are one child, as on a school's list. A request that does not name the child yet
    stands alone.
    """
    groups: dict[object, tuple[list[ExemptionRequest], list[ExemptionForm]]] = {}
    of_record: dict[str, object] = {}
    for form in sorted(forms, key=lambda each: (each.signed_on, each.certifications.signed_at), reverse=True):
        key = of_record.setdefault(form.child_id, form.same_child_parts)
        groups.setdefault(key, ([], []))[1].append(form)
    for request in requests:
        named = same_child_parts(request.child) if request.child else request.child_id
        key = of_record.setdefault(request.child_id, named)
        groups.setdefault(key, ([], []))[0].append(request)
    children = [_overview(asked, signed, on) for asked, signed in groups.values()]
    return tuple(sorted(children, key=_newest_day, reverse=True))


def _newest_day(child: ChildOverview) -> date:
    days = (*(form.signed_on for form in child.forms), *(each.saved_on or each.started_on for each in child.requests))
    return max(days)


def _overview(requests: Sequence[ExemptionRequest], forms: Sequence[ExemptionForm], on: date) -> ChildOverview:
    asked = tuple(sorted(requests, key=lambda each: (each.started_on, each.id), reverse=True))
    return ChildOverview(asked, tuple(forms), child_answers(forms, on))


def child_answers(forms: Sequence[ExemptionForm], on: date) -> tuple["VaccineAnswer", ...]:
    """Return what a school is told on the day of one child's vaccines, without those whose exemption is long over."""
    return tuple(each for each in _all_answers(forms, on) if _is_shown(each, on))


def _all_answers(forms: Sequence[ExemptionForm], on: date) -> tuple["VaccineAnswer", ...]:
    if not forms:
        return ()
    from chalicelib.domain.admission_answers import answers_for_pupils  # noqa: PLC0415 - requests alone need no answers
    from chalicelib.domain.roster import RosterRow  # noqa: PLC0415 - as above

    one_child = [RosterRow.of(form).with_changes(child_id=forms[0].child_id) for form in forms]
    return answers_for_pupils(one_child, on)[0].answers


def _is_shown(answer: "VaccineAnswer", on: date) -> bool:
    if answer.exempted is None:
        return answer.verdict.outcome not in _CAN_BE_PAST
    if answer.is_in_force or answer.verdict.outcome not in _CAN_BE_PAST:
        return True
    line = answer.exempted.line
    if line.state in {LineState.HELD, LineState.REVOKED}:
        return True
    over = line.not_valid_since if line.state not in _LIVE else answer.last_day
    return over is None or on <= one_year_after(over)
