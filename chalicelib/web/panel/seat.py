"""What a panel member does in the own seat: declare ties or their absence, ask."""

from pydantic import model_validator

from chalicelib.actions.appeals.appeal_case import cleared_seat_of, require_panel_at_work, seat_of
from chalicelib.actions.appeals.ask_appeal_question import ask_appeal_question
from chalicelib.actions.appeals.declare_conflict import ConflictOfInterest, declare_conflict
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.steps import require_step
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.case_files import FILED_APPEAL
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry, problem
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()

NOTHING = "nothing"
_TIES: dict[ConflictOfInterest, str] = {
    ConflictOfInterest.TREATED_CHILD: N_("I have treated this child"),
    ConflictOfInterest.SHARES_PRACTICE: N_(
        "I work with the doctor who signed the form, or with the child's own doctor"
    ),
    ConflictOfInterest.ISSUED_EXEMPTION: N_("I signed, or helped to sign, an exemption for this child"),
    ConflictOfInterest.TOOK_PART_IN_REVIEW: N_("I took part in the state's review of this form"),
    ConflictOfInterest.WORKS_FOR_CDPH: N_("I work for the Department of Public Health"),
    ConflictOfInterest.FAMILY_TIE: N_("I am related to someone in this case"),
    ConflictOfInterest.FINANCIAL_TIE: N_("I have a money interest in this case"),
}


class TiesForm(FormModel):
    """Every tie to the case, or that there is none."""

    ties: tuple[str, ...] = entry(N_("Choose each conflict of interest that you have, or choose that you have none"))

    @model_validator(mode="after")
    def _none_stands_alone(self) -> "TiesForm":
        if any(tie not in {NOTHING, *ConflictOfInterest} for tie in self.ties):
            raise problem(N_("Choose from the list"), field="ties")
        if NOTHING in self.ties and len(self.ties) > 1:
            raise problem(
                N_("You chose a conflict of interest and also that there is none. Choose one or the other"),
                field="ties",
            )
        return self


def _show_ties(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    require_panel_at_work(appeal)
    declared = seat_of(appeal, page_request.ctx.person.id).no_conflict_declared_on
    exemption = page_request.ctx.store.get(ExemptionForm, appeal.form_id)
    page_request.record_view(exemption.child_id, Purpose.CONFLICT_CHECK)
    choices = [
        *((str(tie), page_request.translate(text)) for tie, text in _TIES.items()),
        (NOTHING, page_request.translate(N_("None of these: I have no conflict of interest"))),
    ]
    return page_request.render(
        "panel/conflicts.html",
        title=N_("Do you have a conflict of interest?"),
        form=form,
        appeal=appeal,
        exemption=exemption,
        choices=choices,
        declared=declared,
        law=citation(Cite.HSC_120372_05_B),
    )


@pages.form("/panel/{appeal_id}/conflicts", Action.DECLARE_NO_CONFLICT, TiesForm, of=FILED_APPEAL, show=_show_ties)
def _declare(page_request: PageRequest, appeal: Appeal, answers: TiesForm) -> Done:
    if NOTHING in answers.ties:
        return declare_no_conflict(page_request.ctx, appeal.id)
    return declare_conflict(page_request.ctx, appeal.id, map(ConflictOfInterest, answers.ties))


@pages.page("/panel/stepped-down", Action.LIST_PANEL_CASES)
def _show_stepped_down(page_request: PageRequest) -> Page:
    return page_request.render("panel/stepped_down.html", title=N_("You are no longer on this panel"))


class QuestionForm(FormModel):
    """The panel's question to the parent and the physician."""

    question: LongText = entry(N_("Write your question"))


def _show_question(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    cleared_seat_of(page_request.ctx, appeal)
    require_step(appeal, Action.ASK_APPEAL_QUESTION, None)
    return page_request.render("panel/question.html", title=N_("What do you want to ask?"), form=form, appeal=appeal)


@pages.form(
    "/panel/{appeal_id}/question", Action.ASK_APPEAL_QUESTION, QuestionForm, of=FILED_APPEAL, show=_show_question
)
def _ask(page_request: PageRequest, appeal: Appeal, answers: QuestionForm) -> Done:
    return ask_appeal_question(page_request.ctx, appeal.id, page_request.expected_version, answers.question)
