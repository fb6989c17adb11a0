"""Appeals, the panel, the Secretary's decision."""

from functools import partial

import pytest

from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.refuse_late_appeal import refuse_late_appeal
from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information
from chalicelib.actions.appeals.withdraw_appeal import withdraw_appeal
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.errors import PortalError
from chalicelib.domain.results import Done
from chalicelib.law import appeals as law
from chalicelib.law.reason_codes import ReasonCode
from tests.acceptance.acts import cases
from tests.acceptance.acts.people import person
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import Story

appeal = partial(step, topic="Appeals")
PANEL = 3


@appeal(
    "{role:role} [tries to] (files|file|filed|appeals|appeal) [an|the] [appeal]",
    "an appeal is filed",
    "{role:role} [tries to] file an appeal",
    example="When the parent files an appeal on 2026-10-01 at 23:59:59",
)
def files(story: Story, role: str = "parent") -> None:
    """Begin, say why, file, against the newest revocation."""
    form = cases.form(story)
    story.attempt("the appeal", lambda: cases.file(story, form, role) if role == "parent" else _start(story, role))


def _start(story: Story, role: str) -> None:
    start_appeal(story.world.ctx(person(story, role)), cases.form(story).id)


@appeal(
    "{role:role} [tries to] (files|file) the parent's appeal",
    example="When the physician tries to file the parent's appeal",
)
def files_anothers(story: Story, role: str) -> None:
    """Someone else presses the button of an appeal that the parent wrote."""
    begun = start_appeal(story.world.ctx(person(story, "parent")), cases.form(story).id)
    story.memory["appeal"] = begun.subject.id
    story.attempt(
        "the appeal", lambda: _done(file_appeal(story.world.ctx(person(story, role)), story.memory["appeal"], None))
    )


def _done(_result: Done) -> None:
    """What an act returns is of no interest here."""


@appeal(
    "{role:role} (adds|may add|supplies|adds) (documents|information|records) [to the appeal]",
    "{role:role} [tries to] add (documents|information) to the appeal",
    example="When the physician adds information to the appeal",
)
def adds(story: Story, role: str) -> None:
    """The parent or the issuing physician supplies information to a filed appeal."""
    story.attempt(
        "the information",
        lambda: _done(
            supply_appeal_information(
                story.world.ctx(person(story, role)),
                cases.appeal(story).id,
                None,
                "The clinic's records of this spring",
            )
        ),
    )


@appeal(
    "the appeal is (filed|marked|recorded) [as] {appeal_state:appeal_state}",
    "the appeal's state is {appeal_state:appeal_state}",
    "the appeal is {appeal_state:appeal_state}",
    "the appeal is in time",
    "it is (marked|filed) {appeal_state:appeal_state}",
    example="Then the appeal is timely",
)
def appeal_is(story: Story, appeal_state: AppealState = AppealState.FILED_TIMELY) -> None:
    """The state of the appeal; timely and late say how it was filed, whatever happened since."""
    case = cases.appeal(story)
    if appeal_state in {AppealState.FILED_TIMELY, AppealState.FILED_LATE}:
        expect("The filing of the appeal", appeal_state.value, "filed_timely" if case.in_time else "filed_late")
        return
    expect("The state of the appeal", appeal_state.value, case.state.value)


@appeal(
    "the duty is stayed",
    "the appeal stays the duty",
    "there is a stay",
    "[a] stay [is] [granted]",
    example="Then the duty is stayed",
)
def stayed(story: Story) -> None:
    """No dose is due while the appeal is open."""
    expect("The stay", "stayed", _stay(story))


@appeal(
    "the duty is not stayed",
    "the appeal does not stay the duty",
    "there is no stay",
    "no stay [is] [granted]",
    example="Then there is no stay",
)
def not_stayed(story: Story) -> None:
    """The first clock runs on."""
    expect("The stay", "not_stayed", _stay(story))


def _stay(story: Story) -> str:
    case = cases.appeal(story)
    assert case.filed_at, "The appeal has not been filed."
    over = {AppealState.WITHDRAWN, AppealState.DECIDED, AppealState.CLOSED, AppealState.REFUSED_LATE}
    return law.stay(case.filed_at, case.revoked_on, still_open=case.state not in over).outcome.value


@appeal(
    "the appeal (is routed|goes) to CHHS",
    "the appeal waits for CHHS",
    "it is routed to CHHS",
    example="Then the appeal is routed to CHHS",
)
def routed(story: Story) -> None:
    """The agency has it on its list, to accept or refuse."""
    from chalicelib.domain.action import Action  # noqa: PLC0415 - beside its only use
    from chalicelib.domain.lifecycle import sources_of  # noqa: PLC0415

    assert cases.appeal(story).state in sources_of("appeal", Action.ACCEPT_APPEAL), (
        "The agency has nothing to do with it now."
    )


@appeal(
    "CHHS (accepts|takes) the [late] appeal",
    "the agency (accepts|takes) the [late] appeal",
    example="When CHHS accepts the appeal",
)
def accepts(story: Story) -> None:
    """The agency takes the appeal, late or not."""
    story.attempt("accepting the appeal", lambda: cases.accept(story))


@appeal(
    "CHHS refuses the [late] appeal",
    "the agency refuses the [late] appeal",
    example="When CHHS refuses the late appeal",
)
def refuses(story: Story) -> None:
    """The agency does not take an appeal filed late."""
    story.attempt(
        "refusing the appeal",
        lambda: _done(
            refuse_late_appeal(
                story.world.ctx(person(story, "chhs")), cases.appeal(story).id, None, "It came after the last day"
            )
        ),
    )


@appeal(
    "CHHS (assigns|names|tries to assign) {number:number} panelists",
    "{number:number} panelists are assigned",
    "only {number:number} panelists are assigned",
    "a panel of {number:number} is assigned [by CHHS]",
    example="When CHHS assigns 3 panelists",
)
def assigns(story: Story, number: int) -> None:
    """The agency names so many panel members."""
    story.attempt("the panel", lambda: cases.seat(story, number))


@appeal(
    "the panel cannot determine [the appeal]",
    "the panel (can not|may not) (determine|decide)",
    example="Then the panel cannot determine",
)
def cannot_determine(story: Story) -> None:
    """There is no determination, and the panel that was named cannot make one."""
    case = cases.appeal(story)
    assert case.determination is None, f"The panel has determined: {case.determination}"
    ready = law.panel_ready(len(case.seats), story.today).allowed and all(seat.has_voted for seat in case.seats)
    assert not ready, "All votes are in."


@appeal("the panelists declare no conflict [of interest]", example="When the panelists declare no conflict")
def declare(story: Story) -> None:
    """All three declare that nothing ties them to the case; a panel is named where there is none."""
    story.attempt("the declarations", lambda: cases.clear(story))


@appeal(
    "{number:number} (panelist|panelists) (votes|vote) {vote:vote} [and {other:number} [votes|vote] {second:vote}]",
    "the panel votes {number:number} {vote:vote} and {other:number} {second:vote}",
    "the panel votes {number:number} [of 3] {vote:vote}",
    "the panel votes {number:number} to {other:number} {vote:vote}",
    example="When the panel votes 2 for reinstatement and 1 for upholding",
)
def votes(story: Story, number: int, vote: Vote, other: int = 0, second: Vote | None = None) -> None:
    """Panelists vote in turn; the panel is named and has declared where no step did so."""
    if number + other > PANEL:
        raise ValueProblem(f"{number + other} votes are too many: a panel has {PANEL} members, each with one vote.")
    against = Vote.UPHOLD if vote == Vote.REINSTATE else Vote.REINSTATE
    cast = [vote] * number + [second or against] * other
    story.attempt("the vote", lambda: cases.cast(story, cast))


@appeal(
    "{number:number} of {total:number} panelists (votes|vote) {vote:vote}",
    "{number:number} of {total:number} (are|is|votes|vote) {vote:vote}",
    "the panel: {number:number} of {total:number} {vote:vote}",
    "the panel votes {number:number} of {total:number} {vote:vote}",
    example="When 2 of 3 panelists vote for reinstatement",
)
def votes_of(story: Story, number: int, total: int, vote: Vote) -> None:
    """So many vote for this, the others against it."""
    if number > total:
        raise ValueProblem(f"{number} of {total} cannot be: the first number is a part of the second.")
    votes(story, number, vote, total - number)


@appeal(
    "the panel['s] (determination|determines) [is] {vote:vote}",
    "the determination is {vote:vote}",
    "the panel determines {vote:vote}",
    example="Then the determination is reinstate",
)
def determined(story: Story, vote: Vote) -> None:
    """As a Then: what the majority determined. As a When: all three vote for it."""
    if story.kind_of_step != "then":
        story.attempt("the vote", lambda: cases.cast(story, [vote] * 3))
        return
    expect("The determination", vote, cases.appeal(story).determination)


@appeal(
    "the Secretary (adopts|adopts the determination|adopts it|decides) [the determination]",
    "the Secretary [tries to] (decides|decide|decides instead) {vote:vote}",
    "the Secretary [tries to] (changes|change) [it|the determination] to {vote:vote}",
    "the Secretary adopts {vote:vote}",
    example="When the Secretary adopts the determination",
)
def adopts(story: Story, vote: Vote | None = None) -> None:
    """The Secretary decides: what the panel determined, or what the sentence says."""
    story.attempt("the Secretary's decision", lambda: cases.adopt(story, vote))


@appeal(
    "the panel reinstates [the exemption]",
    "the exemption is reinstated [by the panel]",
    "the panel decides for the parent",
    example="When the panel reinstates the exemption on 2026-12-01",
)
def reinstates(story: Story) -> None:
    """As a When: the panel votes for reinstatement and the Secretary adopts it. As a Then: the lines stand again."""
    if story.kind_of_step == "then":
        expect("The appeal", Vote.REINSTATE, cases.appeal(story).determination)
        return
    cases.cast(story, [Vote.REINSTATE] * 3)
    adopts(story)


@appeal(
    "the panel upholds [the revocation]",
    "the revocation is upheld",
    "the appeal is denied",
    example="When the panel upholds the revocation on 2026-12-01",
)
def upholds(story: Story) -> None:
    """As a When: the panel votes to uphold and the Secretary adopts it. As a Then: so it was decided."""
    if story.kind_of_step == "then":
        expect("The appeal", Vote.UPHOLD, cases.appeal(story).determination)
        return
    cases.cast(story, [Vote.UPHOLD] * 3)
    adopts(story)


@appeal(
    "the parent (withdraws|takes back|withdrew) the appeal",
    example="When the parent withdraws the appeal on 2026-10-05",
)
def withdraws(story: Story) -> None:
    """The duty resumes."""
    story.attempt(
        "withdrawing the appeal",
        lambda: _done(withdraw_appeal(story.world.ctx(person(story, "parent")), cases.appeal(story).id, None)),
    )


@appeal(
    "the Secretary cannot change it",
    "the Secretary cannot (change|alter) the determination",
    example="Then the Secretary cannot change it",
)
def cannot_change(story: Story) -> None:
    """The Secretary tries to decide otherwise, and the portal refuses it by the law."""
    case = cases.appeal(story)
    assert case.determination, "The panel has not determined, or not the same for every vaccine."
    other = Vote.UPHOLD if case.determination == Vote.REINSTATE else Vote.REINSTATE
    with pytest.raises(PortalError) as refusal:
        cases.adopt(story, other)
    verdict = refusal.value.verdict
    assert verdict, f"The portal refused for another reason: {refusal.value.code}"
    expect("The refusal", (ReasonCode.SECRETARY_MUST_ADOPT,), verdict.codes)
