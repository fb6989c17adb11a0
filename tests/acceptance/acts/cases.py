"""Reviews, revocations and appeals of the story's forms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.appeals.assign_panel import assign_panel
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.appeals.edit_appeal import say_why
from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.appeals.vote import Ballot, vote
from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Finding, LineFinding, Outcome, Review, ReviewState
from chalicelib.law.enums import LineState, Vaccine
from tests.acceptance.acts.people import panelists, person
from tests.acceptance.story import Story
from tests.appeal_builder import determinations, votes_for
from tests.builders import PASSWORD

WHY = "The criteria are not met, and nothing on file supports the exemption"


def form(story: Story, which: int | None = None, vaccine: Vaccine | None = None) -> ExemptionForm:
    """One of the story's forms: that place, else the newest that names the vaccine."""
    ids = story.memory.get("forms", [])
    assert ids, "No form has been signed in this scenario."
    assert which is None or -len(ids) <= which < len(ids), f"There are only {len(ids)} forms."
    if which is not None:
        return story.world.ctx().store.get(ExemptionForm, ids[which])
    found = [story.world.ctx().store.get(ExemptionForm, form_id) for form_id in reversed(ids)]
    return next((each for each in found if vaccine and each.line(vaccine)), found[0])


def _of(story: Story, kind: type[Any], ids: Sequence[str]) -> list[Any]:
    return [story.world.ctx().store.get(kind, each) for each in ids]


# Reviews


def reviews(story: Story, of: ExemptionForm) -> list[Review]:
    """The form's review cases."""
    return _of(story, Review, of.review_ids)


def open_case(
    story: Story, of: ExemptionForm, reason: str = "Measles cases among children of this county", role: str = "nurse"
) -> Review:
    """The form's open review; one is opened to protect public health where there is none."""
    waiting = [each for each in reviews(story, of) if each.state != ReviewState.DECIDED]
    if waiting:
        return waiting[-1]
    open_review(story.world.ctx(person(story, role)), of.id, reason, None)
    return reviews(story, form_again(story, of))[-1]


def form_again(story: Story, of: ExemptionForm) -> ExemptionForm:
    """The form as it stands now."""
    return story.world.ctx().store.get(ExemptionForm, of.id)


def recommended(
    story: Story,
    of: ExemptionForm,
    vaccines: Sequence[Vaccine],
    role: str = "nurse",
    *,
    finding: Finding = Finding.REVOKE,
) -> Review:
    """The case with a finding for every line by that person: these vaccines to be revoked, the others as they are."""
    case = open_case(story, of, role=role)
    if case.state in {ReviewState.RECOMMENDED_REVOKE, ReviewState.RECOMMENDED_CLEAR}:
        return case
    actor = person(story, role)
    if case.state == ReviewState.OPEN:
        assign_review(story.world.ctx(actor), case.id, of.id, None)
    found = tuple(
        LineFinding(
            vaccine=line.vaccine, reason=WHY, finding=finding if line.vaccine in vaccines else Finding.MEETS_CRITERIA
        )
        for line in of.lines
    )
    recommend(story.world.ctx(actor), case.id, of.id, found, None)
    return story.world.reload(case)


def issued(of: ExemptionForm) -> list[Vaccine]:
    """The vaccines whose lines stand."""
    return [line.vaccine for line in of.lines if line.state == LineState.ISSUED]


def decide(
    story: Story, of: ExemptionForm, role: str, outcome: Outcome, vaccines: Sequence[Vaccine] = (), *, reason: str = WHY
) -> None:
    """That person decides the review; a nurse has recommended before, unless the story says otherwise."""
    decider = person(story, role)
    recommender = story.memory.get("recommender", "nurse")
    case = recommended(story, of, vaccines, recommender)
    decision = Decision(case.id, of.id, None, outcome, tuple(vaccines), reason)
    decide_review(story.world.ctx(decider), decision, PASSWORD)


# Appeals


def appeal(story: Story) -> Appeal:
    """The appeal that was begun last."""
    assert "appeal" in story.memory, "No appeal has been filed in this scenario."
    return story.world.ctx().store.get(Appeal, story.memory["appeal"])


def file(story: Story, of: ExemptionForm, role: str = "parent") -> None:
    """Begin, say why, file."""
    actor = person(story, role)
    begun = start_appeal(story.world.ctx(actor), of.id)
    story.memory["appeal"] = begun.subject.id
    say_why(story.world.ctx(actor), story.memory["appeal"], None, "The specialist says that the reason still stands")
    file_appeal(story.world.ctx(actor), story.memory["appeal"], None)


def accept(story: Story) -> None:
    """The agency takes the appeal, where it has not yet."""
    if appeal(story).state in {AppealState.FILED_TIMELY, AppealState.FILED_LATE}:
        accept_appeal(story.world.ctx(person(story, "chhs")), appeal(story).id, None)


def seat(story: Story, count: int = 3) -> None:
    """The agency names so many panelists."""
    accept(story)
    chosen = [each.id for each in panelists(story, count)]
    assign_panel(story.world.ctx(person(story, "chhs")), appeal(story).id, None, chosen)


def clear(story: Story) -> None:
    """A panel of three sits and has declared no conflict."""
    if appeal(story).state in {AppealState.FILED_TIMELY, AppealState.FILED_LATE, AppealState.ACCEPTED}:
        seat(story)
    for each in panelists(story, 3):
        taken = next(place for place in appeal(story).seats if place.panelist_id == each.id)
        if taken.no_conflict_declared_on is None:
            declare_no_conflict(story.world.ctx(each), appeal(story).id)


def cast(story: Story, votes: Sequence[Vote]) -> None:
    """The panelists vote in turn."""
    clear(story)
    waiting = [
        each
        for each in panelists(story, 3)
        if not any(place.panelist_id == each.id and place.has_voted for place in appeal(story).seats)
    ]
    for each, choice in zip(waiting, votes, strict=False):
        vote(story.world.ctx(each), Ballot(appeal(story).id, votes_for(appeal(story), choice), PASSWORD))


def adopt(story: Story, decision: Vote | None = None) -> None:
    """The Secretary decides: what the panel determined, or what the story says."""
    case = appeal(story)
    chosen = determinations(case, decision) if decision else case.determined
    adopt_determination(
        story.world.ctx(person(story, "secretary")),
        Adoption(case.id, case.form_id, None, chosen, "The panel's determination is adopted", PASSWORD),
    )


def revoked_on(of: ExemptionForm) -> date | None:
    """The day of the form's newest revocation."""
    return max((line.revocation.revoked_on for line in of.lines if line.revocation), default=None)
