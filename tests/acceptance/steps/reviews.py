"""Reviews and revocations."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.domain.review import Finding, Outcome, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.appeals import appeal_by
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.revocation import start_by
from tests.acceptance.acts import cases, papers
from tests.acceptance.acts.people import notices, person
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.story import Story

review = partial(step, topic="Reviews and revocations")


@review(
    "{role:role} opens a review [of the form] (with|for) the reason {quote:quote}",
    "{role:role} opens a review because {text:text}",
    "{role:role} opens a review [of the form] [to protect public health]",
    example='When the nurse opens a review with the reason "Measles cases in the county"',
)
def opens(story: Story, role: str, quote: str = "", text: str = "") -> None:
    """A review to protect public health (trigger D)."""
    reason = quote or text or "Measles cases among children of this county"
    form = cases.form(story)
    story.attempt("the review", lambda: _done(open_review(story.world.ctx(person(story, role)), form.id, reason, None)))


@review(
    "{role:role} [tries to] (opens|open) a review [of the form] [to protect public health] (with no reason|without a reason|with no reason typed)",
    example="When the nurse opens a review with no reason typed",
)
def opens_without_reason(story: Story, role: str) -> None:
    """The reason is left blank."""
    form = cases.form(story)
    story.attempt("the review", lambda: _done(open_review(story.world.ctx(person(story, role)), form.id, " ", None)))


def _done(_result: Done) -> None:
    """What an act returns is of no interest here."""


@review("{role:role} takes the case", "the case is assigned to {role:role}", example="When the nurse takes the case")
def takes(story: Story, role: str) -> None:
    """The reviewer takes the form's open case; one is opened where there is none."""
    form = cases.form(story)
    case = cases.open_case(story, form)
    story.attempt(
        "taking the case", lambda: _done(assign_review(story.world.ctx(person(story, role)), case.id, form.id, None))
    )


@review(
    "{role:role} recommends (revoking|to revoke|the revocation of) [the form|the exemption|{vaccines:vaccines}]",
    "{role:role} recommended (revoking|to revoke|the revocation of) [the form|the exemption|{vaccines:vaccines}]",
    example="Given the nurse recommended revoking MMR",
)
def recommends(story: Story, role: str, vaccines: list[Vaccine] | None = None) -> None:
    """That person takes the case and recommends; all standing vaccines of the form where none is named."""
    form = cases.form(story, vaccine=vaccines[0] if vaccines else None)
    story.memory["recommender"] = role
    story.attempt("the recommendation", lambda: _recommend(story, vaccines or cases.issued(form), role, Finding.REVOKE))


def _recommend(story: Story, vaccines: Sequence[Vaccine], role: str, finding: Finding) -> None:
    form = cases.form(story, vaccine=vaccines[0] if vaccines else None)
    cases.recommended(story, form, vaccines, role, finding=finding)


@review(
    "{role:role} (recommends|recommended) (clearing|to clear|that the form stay) [the form]",
    "{role:role} accepts the reason [with the written support]",
    example="When the nurse recommends clearing the form",
)
def recommends_clear(story: Story, role: str) -> None:
    """The reviewer finds that the criteria are met, or accepts the written support ((d)(3)(B))."""
    form = cases.form(story)
    story.attempt(
        "the recommendation", lambda: _recommend(story, cases.issued(form), role, Finding.ACCEPTED_WITH_SUPPORT)
    )


@review(
    "{role:role} [tries to] (revokes|revoke|presses revoke|press revoke|revoked) [on] [the form|the exemption|the {which:which} (form|exemption)|it|{vaccines:vaccines}] [alone]",
    "{role:role} [tries to] (revokes|revoke) the [{which:which}] exemption (from|for) {vaccines:vaccines}",
    "(the form|the exemption) (is|was) revoked [by {role:role}]",
    "(the [{which:which}] form|the [{which:which}] exemption) (is|was) revoked [by {role:role}]",
    "the [{which:which}] exemption (from|for) {vaccines:vaccines} (is|was) revoked [by {role:role}]",
    "{vaccines:vaccines} [alone] (is|are|was|were) revoked [by {role:role}]",
    "the exemption is revoked for {vaccines:vaccines}",
    "the designated physician revokes it although no one else recommended it",
    example="When the designated physician revokes MMR on 2026-09-01",
)
def revokes(
    story: Story, role: str = "officer", vaccines: list[Vaccine] | None = None, which: int | None = None
) -> None:
    """That person decides to revoke; a nurse opened the review and recommended it, unless another step says otherwise."""
    if "paper" in story.memory:
        story.settle(papers.revoke(story, role))
        return
    form = cases.form(story, which, vaccines[0] if vaccines else None)
    chosen = vaccines or cases.issued(form) or [line.vaccine for line in form.lines]
    story.attempt("the revocation", lambda: cases.decide(story, form, role, Outcome.REVOKED, chosen))


@review(
    "{role:role} [tries to] (revokes|revoke) [the form|the exemption] (without|with no) [a] [written] reason",
    example="When the designated physician revokes the form without a written reason",
)
def revokes_without_reason(story: Story, role: str) -> None:
    """The written reason is left blank."""
    form = cases.form(story)
    story.attempt(
        "the revocation", lambda: cases.decide(story, form, role, Outcome.REVOKED, cases.issued(form), reason=" ")
    )


@review(
    "{role:role} [tries to] (revokes|revoke) [the form|the exemption|it] [that] they (reviewed|recommended) themselves",
    "the same person [tries to] (revokes|revoke) [it|the form]",
    "{role:role} who recommended it [tries to] (revokes|revoke) [it]",
    example="When the designated physician revokes the form they reviewed themselves",
)
def revokes_own(story: Story, role: str = "") -> None:
    """The person who recommended decides, too."""
    actor = role or story.memory.get("recommender", "officer")
    story.memory["recommender"] = actor
    form = cases.form(story)
    story.attempt("the revocation", lambda: cases.decide(story, form, actor, Outcome.REVOKED, cases.issued(form)))


@review(
    "{role:role} (clears the form|clears the review|closes the review|clears it)",
    "the review is cleared [by {role:role}]",
    example="When the designated physician clears the review",
)
def clears(story: Story, role: str = "officer") -> None:
    """The review ends, and the form stays as it was signed."""
    form = cases.form(story)
    story.attempt("the decision", lambda: cases.decide(story, form, role, Outcome.CLEARED))


@review("{role:role} disagrees [with the recommendation]", example="When the designated physician disagrees")
def disagrees(story: Story, role: str) -> None:
    """The second physician does not follow the recommendation to revoke."""
    form = cases.form(story)
    cases.recommended(story, form, cases.issued(form), story.memory.get("recommender", "nurse"))
    story.attempt("the decision", lambda: cases.decide(story, form, role, Outcome.DISAGREED))


@review(
    "{role:role}'s appointment (ends|ended) on {date:date}",
    example="Given the designated physician's appointment ended on 2026-08-31",
)
def appointment_ends(story: Story, role: str, date: date) -> None:
    """The last day of the appointment; say it before the person acts."""
    story.memory["appointment until", role] = date
    story.memory.get("people", {}).pop(role, None)


@review(
    "(the [{which:which}] form|the [{which:which}] exemption|it) is (in|under|open for|flagged for) review",
    "a review is open",
    "it is auto-flagged",
    example="Then the form is in review",
)
def is_in_review(story: Story, which: int | None = None) -> None:
    """The form (the newest where none is named) has a review that is not decided."""
    found = cases.reviews(story, cases.form(story, which))
    assert any(each.state != ReviewState.DECIDED for each in found), "No review of the form is open."


@review(
    "(the form|the exemption|it) is not (in|under) review",
    "no review is open",
    example="Then the form is not in review",
)
def is_not_in_review(story: Story) -> None:
    """No review of the newest form is open."""
    assert all(each.state == ReviewState.DECIDED for each in cases.reviews(story, cases.form(story))), (
        "A review of the form is open."
    )


@review(
    "the [open] review [now] (belongs to|goes on with|is about|is of) the {which:which} form",
    "it is the same review",
    "the {which:which} form has the same review",
    example="Then the open review goes on with the new form",
)
def same_review(story: Story, which: int = -1) -> None:
    """The review opened for the earlier form is the later form's."""
    old, new = cases.form(story, 0), cases.form(story, which)
    shared = set(old.review_ids) & set(new.review_ids)
    assert shared, f"No review is shared.\n    got:      {old.review_ids} and {new.review_ids}"
    kept = story.world.ctx().store.get(Review, next(iter(shared)))
    expect("The form of the review", new.id, kept.form_id)


@review(
    "the physician's count [of forms] [in|for] [{year:number}] is {number:number}",
    "the count toward five is {number:number}",
    "{number:number} (form|forms) (counts|count) toward five",
    "there is no new count toward five",
    example="Then the count toward five is 1",
)
def count_is(story: Story, number: int = 1, year: int = 0) -> None:
    """How many of the physician's forms count toward five this calendar year; corrections do not."""
    profile = person(story, "physician").physician
    assert profile
    standing = story.world.ctx().store.get(PhysicianStanding, standing_id(profile))
    expect("The count", number, standing.forms_by_year.get(str(year or story.today.year), 0))


@review(
    "the [{vaccine:vaccine}] (schedule|doses|shots) [for {vaccine:vaccine}] must start by {date:date}",
    "the last day to start [the schedule] is {date:date}",
    "the schedule starts by {date:date}",
    "the deadline [to start] is {date:date}",
    "the start-by date is {date:date}",
    "the start-by and appeal-by dates are {date:date}",
    "the schedule must start and the appeal be filed by {date:date}",
    example="Then the schedule must start by 2026-10-01",
)
def start_date(story: Story, date: date, vaccine: Vaccine | None = None) -> None:
    """30 calendar days from the revocation, moved past weekends and holidays."""
    expect("The last day to start the schedule", date, _told_by(story, "start_by") or _by_law(story, start_by, vaccine))


@review(
    "the (appeal must be filed|last day to appeal is|parent may appeal) (by|until|through) {date:date}",
    "the last day to appeal is {date:date}",
    "the appeal-by date is {date:date}",
    "an appeal [in time] must be filed by {date:date}",
    example="Then the last day to appeal is 2026-10-01",
)
def appeal_date(story: Story, date: date) -> None:
    """30 calendar days from the revocation, moved past weekends and holidays."""
    expect("The last day to appeal", date, _told_by(story, "appeal_by") or _by_law(story, appeal_by, None))


def _told_by(story: Story, fact: str) -> date | None:
    """The day that the newest notice of a revocation names; None where the portal has revoked nothing."""
    told = [each.facts[fact] for each in notices(story) if each.kind == NoticeKind.EXEMPTION_REVOKED]
    return date.fromisoformat(told[-1]) if told else None


def _by_law(story: Story, counted: Callable[[date], date], vaccine: Vaccine | None) -> date:
    """The day that the law counts from a revocation that is on paper alone."""
    story.note_law()
    return counted(_revoked_on(story, vaccine))


def _revoked_on(story: Story, vaccine: Vaccine | None) -> date:
    if story.memory.get("paper revoked"):
        revoked: date = story.memory["paper revoked"]
        return revoked
    day = cases.revoked_on(cases.form(story, vaccine=vaccine))
    assert day, "Nothing has been revoked."
    return day


@review(
    "{number:number} forms of the physician are revoked [in {year:number}] [, one a week]",
    "{number:number} more forms of the physician are revoked [in {year:number}]",
    "{number:number} (form|forms) [of the physician] (is|are|were) revoked in {year:number}",
    "{number:number} of the physician's forms are revoked [in {year:number}]",
    example="When 5 forms of the physician are revoked in 2026",
)
def many_revoked(story: Story, number: int, year: int = 0) -> None:
    """So many of the forms signed for other children are revoked, a day apart, in that year; they are signed where there
    are none."""
    from tests.acceptance.steps.signing import signs_many  # noqa: PLC0415 - the sentences stand side by side

    waiting = story.memory.setdefault("many", [])
    if len(waiting) < number:
        signs_many(story, number - len(waiting))
    if year and story.today.year != year:
        story.move(date(year, 1, 11))
    kept = story.memory.get("forms", [])
    for form_id in [waiting.pop(0) for _ in range(number)]:
        story.memory["forms"] = [form_id]
        form = cases.form(story)
        story.attempt(
            "the revocation",
            lambda form=form: cases.decide(
                story,
                form,
                "officer",
                Outcome.REVOKED,
                [line.vaccine for line in form.lines if line.state == LineState.ISSUED],
            ),
        )
        story.move(story.clock.now + timedelta(days=1))
    story.memory["forms"] = kept


@review(
    "the physician (was never|has never been) disciplined",
    "the physician has no discipline",
    example="Given the physician was never disciplined",
)
def never_disciplined(story: Story) -> None:
    """No disciplinary action by the board; it matters for exemptions from before 2020."""
    story.memory["disciplined"] = False


@review(
    "the physician (was|has been) disciplined [by the board]",
    example="Given the physician was disciplined by the board",
)
def disciplined(story: Story) -> None:
    """A disciplinary action by the board, about whatever matter."""
    story.memory["disciplined"] = True
