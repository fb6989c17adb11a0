"""A form that the state stopped, read on a day: what each stopped vaccine means at school, and by when shots must start
(HSC 120372(d)(6))."""

from datetime import date

from chalicelib.domain.effective_status import answer_for
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine, Revocation
from chalicelib.law.admission import AppealStatus, answer_date
from chalicelib.law.enums import LineState
from chalicelib.law.verdict import Outcome, Verdict


def stopped_answers(form: ExemptionForm, on: date) -> list[Verdict]:
    """Return what the school is told today of the vaccines that the state stopped."""
    return [answer_for(form, line, on) for line in form.lines if line.state == LineState.REVOKED and line.revocation]


def first_day_due(answers: list[Verdict]) -> date | None:
    """Return the first day by which shots must start, of vaccines whose clock still runs."""
    days = [answer_date(each) for each in answers if each.outcome == Outcome.KEEP_ATTENDING_UNTIL]
    return min((day for day in days if day), default=None)


def newest_revocation(form: ExemptionForm) -> Revocation | None:
    """Return the revocation that the parent was told of last, of those that stand."""
    revocations = [line.revocation for line in form.lines if line.revocation and line.state == LineState.REVOKED]
    return max(revocations, key=lambda each: each.revoked_on, default=None)


def open_appeal_id(form: ExemptionForm) -> str:
    """The appeal filed against the newest revocation and not decided yet, or ""."""
    gone = newest_revocation(form)
    return gone.appeal.appeal_id if gone and gone.appeal and gone.appeal.status == AppealStatus.OPEN else ""


def revocation_to_appeal(form: ExemptionForm) -> Revocation | None:
    """The newest revocation of the form that no appeal has been filed against, or whose appeal was withdrawn."""
    open_to_appeal = [line.revocation for line in form.lines if line.revocation and may_be_appealed(line)]
    return max(open_to_appeal, key=lambda revocation: revocation.revoked_on, default=None)


def may_be_appealed(line: ExemptionLine) -> bool:
    """Whether no one has appealed against the line's revocation, or the appeal was withdrawn."""
    gone = line.revocation
    free = gone is not None and (gone.appeal is None or gone.appeal.status == AppealStatus.WITHDRAWN)
    return line.state == LineState.REVOKED and free
