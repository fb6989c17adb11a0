"""What a panel member does in the own seat: declare ties or their absence, ask, vote."""

from typing import Annotated

from pydantic import StringConstraints, model_validator

from chalicelib.actions.appeal_case import (
    cleared_seat_of,
    load_appeal,
    require_appeal_step,
    require_panel_at_work,
    seat_of,
)
from chalicelib.actions.ask_appeal_question import ask_appeal_question
from chalicelib.actions.declare_conflict import Tie, declare_conflict
from chalicelib.actions.declare_no_conflict import declare_no_conflict
from chalicelib.actions.vote import Ballot, vote
from chalicelib.domain.access import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.appeal import Vote
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import Form
from chalicelib.domain.marking import N_
from chalicelib.law.citations import Cite, citation
from chalicelib.web.case_files import VOTES
from chalicelib.web.forms import FormModel, LongText, ShownForm, entry, problem
from chalicelib.web.panel.cases import appeal_keys
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()

NOTHING = "nothing"
_TIES: dict[Tie, str] = {
    Tie.TREATED_CHILD: N_("I have treated this child"),
    Tie.SHARES_PRACTICE: N_("I work with the doctor who signed the form, or with the child's own doctor"),
    Tie.ISSUED_EXEMPTION: N_("I signed, or helped to sign, an exemption for this child"),
    Tie.TOOK_PART_IN_REVIEW: N_("I took part in the state's review of this form"),
    Tie.WORKS_FOR_CDPH: N_("I work for the Department of Public Health"),
    Tie.FAMILY_TIE: N_("I am related to somebody in this case"),
    Tie.FINANCIAL_TIE: N_("I have a money interest in this case"),
}


class TiesForm(FormModel):
    """Every tie to the case, or that there is none."""

    ties: tuple[str, ...] = entry(N_("Choose each tie that you have, or choose that you have none"))

    @model_validator(mode="after")
    def _none_stands_alone(self) -> "TiesForm":
        if any(tie not in {NOTHING, *Tie} for tie in self.ties):
            raise problem(N_("Choose from the list"), field="ties")
        if NOTHING in self.ties and len(self.ties) > 1:
            raise problem(N_("You chose a tie and also that there is none. Choose one or the other"), field="ties")
        return self


def _show_ties(visit: Visit, form: ShownForm) -> Page:
    appeal = load_appeal(visit.ctx, Act.DECLARE_NO_CONFLICT, visit.params["appeal_id"])
    require_panel_at_work(appeal)
    declared = seat_of(appeal, visit.ctx.person.id).no_conflict_declared_on
    exemption = visit.ctx.store.get(Form, appeal.form_id)
    visit.record_view(exemption.child_id, Purpose.CONFLICT_CHECK)
    choices = [
        *((str(tie), visit.say(text)) for tie, text in _TIES.items()),
        (NOTHING, visit.say(N_("None of these: I have no tie to this case"))),
    ]
    return visit.render(
        "panel/conflicts.html",
        title=N_("Do you have a tie to this case?"),
        form=form,
        appeal=appeal,
        exemption=exemption,
        choices=choices,
        declared=declared,
        law=citation(Cite.HSC_120372_05_B),
    )


@pages.form("/panel/{appeal_id}/conflicts", Act.DECLARE_NO_CONFLICT, TiesForm, show=_show_ties, loads=appeal_keys)
def _declare(visit: Visit, answers: TiesForm) -> str:
    if NOTHING in answers.ties:
        return declare_no_conflict(visit.ctx, visit.params["appeal_id"])
    return declare_conflict(visit.ctx, visit.params["appeal_id"], map(Tie, answers.ties))


@pages.page("/panel/stepped-down", Act.LIST_PANEL_CASES)
def _show_stepped_down(visit: Visit) -> Page:
    return visit.render("panel/stepped_down.html", title=N_("You are no longer on this panel"))


class QuestionForm(FormModel):
    """The panel's question to the parent and the physician."""

    question: LongText = entry(N_("Write your question"))


def _show_question(visit: Visit, form: ShownForm) -> Page:
    appeal = load_appeal(visit.ctx, Act.ASK_APPEAL_QUESTION, visit.params["appeal_id"])
    cleared_seat_of(visit.ctx, appeal)
    require_appeal_step(appeal, Act.ASK_APPEAL_QUESTION, None)
    return visit.render("panel/question.html", title=N_("What do you want to ask?"), form=form, appeal=appeal)


@pages.form(
    "/panel/{appeal_id}/question", Act.ASK_APPEAL_QUESTION, QuestionForm, show=_show_question, loads=appeal_keys
)
def _ask(visit: Visit, answers: QuestionForm) -> str:
    return ask_appeal_question(visit.ctx, visit.params["appeal_id"], visit.seen_version, answers.question)


class VoteForm(FormModel):
    """The vote, its reason, and the fresh proof."""

    vote: Vote = entry(N_("Choose your vote"))
    reason: LongText = entry(N_("Write the reason for your vote"))
    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


def _show_vote(visit: Visit, form: ShownForm) -> Page:
    appeal = load_appeal(visit.ctx, Act.VOTE, visit.params["appeal_id"])
    if cleared_seat_of(visit.ctx, appeal).vote is not None:
        raise PortalError(ErrorKind.REFUSED, "VOTED_ALREADY")
    require_appeal_step(appeal, Act.VOTE, None)
    choices = [(str(each), visit.say(text)) for each, text in VOTES.items()]
    return visit.render("panel/vote.html", title=N_("Your vote"), form=form, appeal=appeal, choices=choices)


@pages.form("/panel/{appeal_id}/vote", Act.VOTE, VoteForm, show=_show_vote, loads=appeal_keys)
def _vote(visit: Visit, answers: VoteForm) -> str:
    return vote(visit.ctx, Ballot(visit.params["appeal_id"], answers.vote, answers.reason, answers.password))
