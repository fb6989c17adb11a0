"""What happens to an appeal in the stories: the parent, the agency's staff, the panel and the Secretary."""

from collections.abc import Mapping, Sequence

from chalicelib.actions.appeals import edit_appeal
from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.appeals.ask_appeal_question import ask_appeal_question
from chalicelib.actions.appeals.assign_panel import assign_panel
from chalicelib.actions.appeals.close_appeal import close_appeal
from chalicelib.actions.appeals.declare_conflict import ConflictOfInterest, declare_conflict
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.refuse_late_appeal import refuse_late_appeal
from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information
from chalicelib.actions.appeals.vote import Ballot, vote
from chalicelib.actions.appeals.withdraw_appeal import withdraw_appeal
from chalicelib.domain.access import Purpose
from chalicelib.domain.appeal import Appeal, VaccineVote, Vote
from chalicelib.domain.exemption import ExemptionForm
from infra.local.demo import cast
from infra.local.demo.people import PASSPHRASE, Parent, Person
from infra.local.demo.stage import Stage


def begin_appeal(stage: Stage, parent: Parent, form: ExemptionForm, why: str, more: str = "") -> Appeal:
    """Write an appeal; it is not filed yet."""
    appeal_id = start_appeal(stage.as_(parent), form.id).subject.id
    edit_appeal.say_why(stage.as_(parent), appeal_id, None, why)
    edit_appeal.give_information(stage.as_(parent), appeal_id, None, more)
    return stage.get(Appeal, appeal_id)


def file(stage: Stage, parent: Parent, appeal: Appeal) -> None:
    """File it, in time or late."""
    file_appeal(stage.as_(parent), appeal.id, stage.again(appeal).version)


def appeal(stage: Stage, parent: Parent, form: ExemptionForm, why: str, more: str = "") -> Appeal:
    begun = begin_appeal(stage, parent, form, why, more)
    file(stage, parent, begun)
    return stage.again(begun)


def take_back(stage: Stage, parent: Parent, case: Appeal) -> None:
    withdraw_appeal(stage.as_(parent), case.id, stage.again(case).version)


def add_information(stage: Stage, person: Person, case: Appeal, text: str) -> None:
    """The parent or the physician adds information, or answers the panel's question."""
    supply_appeal_information(stage.as_(person), case.id, stage.again(case).version, text)


def accept(stage: Stage, case: Appeal) -> None:
    """The agency takes the appeal."""
    stage.looks(cast.STAFF, case.child_id, Purpose.APPEAL)
    accept_appeal(stage.as_(cast.STAFF), case.id, stage.again(case).version)


def refuse_late(stage: Stage, case: Appeal, reason: str) -> None:
    """The agency does not take a late appeal."""
    stage.looks(cast.STAFF, case.child_id, Purpose.APPEAL)
    refuse_late_appeal(stage.as_(cast.STAFF), case.id, stage.again(case).version, reason)


def seat(stage: Stage, case: Appeal, panel: Sequence[Person]) -> None:
    """The agency names three panelists."""
    chosen = [stage.account(panelist).id for panelist in panel]
    assign_panel(stage.as_(cast.STAFF), case.id, stage.again(case).version, chosen)


def declare(stage: Stage, panel: Sequence[Person], case: Appeal) -> None:
    for panelist in panel:
        stage.looks(panelist, case.child_id, Purpose.CONFLICT_CHECK)
        declare_no_conflict(stage.as_(panelist), case.id)


def step_down(stage: Stage, panelist: Person, case: Appeal) -> None:
    """A panelist knows the family, and leaves the seat."""
    declare_conflict(stage.as_(panelist), case.id, [ConflictOfInterest.FAMILY_TIE])


def ask_the_family(stage: Stage, panelist: Person, case: Appeal, question: str) -> None:
    """A panelist asks parent and physician a question."""
    ask_appeal_question(stage.as_(panelist), case.id, stage.again(case).version, question)


def cast_votes(stage: Stage, case: Appeal, votes: Mapping[Person, tuple[Vote, str]]) -> None:
    for panelist, (choice, reason) in votes.items():
        stage.looks(panelist, case.child_id, Purpose.APPEAL_PANEL)
        votes = tuple(VaccineVote(vaccine=each, vote=choice, reason=reason) for each in case.vaccines)
        vote(stage.as_(panelist), Ballot(case.id, votes, PASSPHRASE))


def close(stage: Stage, case: Appeal) -> None:
    close_appeal(stage.as_(cast.STAFF), case.id, stage.again(case).version)


def adopt(stage: Stage, case: Appeal, text: str) -> None:
    determined = stage.again(case)
    if not determined.determined:
        raise ValueError("the panel has not determined")
    adoption = Adoption(case.id, case.form_id, determined.version, determined.determined, text, PASSPHRASE)
    adopt_determination(stage.as_(cast.SECRETARY), adoption)
