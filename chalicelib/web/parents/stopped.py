"""What a parent has to know first of a stopped exemption: whether the child stays, until when, and by when to act."""

from datetime import date

from chalicelib.domain.effective_status import IN_FORCE
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.stopped import first_day_due, revocation_to_appeal, stopped_answers
from chalicelib.law.appeals import appeal_by
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome, Verdict

_OUT = N_("The state stopped this exemption. The school must keep your child out until the first doses are given.")
_STARTED = N_("The state stopped this exemption. The shots have started: keep to the days that the school has.")
_APPEALED = N_("You appealed in time. Your child stays in school, and no shots are due, until the decision.")
_CHOOSE = N_("The state stopped this exemption. Start the shots or appeal by %(day)s.")
_START = N_("The state stopped this exemption. The shots must start by %(day)s.")


def next_step(form: ExemptionForm, on: date) -> tuple[str, date | None]:
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
