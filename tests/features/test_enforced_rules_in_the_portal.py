"""A walk through the portal calls every function by which the rule book says that the portal enforces a rule."""

from datetime import date

from chalicelib.actions.pupils.notice_checks import GivenNotice
from chalicelib.actions.pupils.record_notice import record_notice
from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.domain.student import Situation
from chalicelib.law.appeals import Vote, may_adopt
from chalicelib.law.book.rule_entries import RULES
from chalicelib.law.enums import Grade, NoticeWay, Vaccine
from tests.acceptance.acts import cases
from tests.acceptance.acts.record import record_doses
from tests.acceptance.grammar import find
from tests.acceptance.plugin import run
from tests.acceptance.story import Story
from tests.builders import SCHOOL_ID, World
from tests.checks.called import calls_by_the_portal
from tests.invariants.places_arrivals import awaited, followed_up
from tests.invariants.places_outbreaks import excluded, outbreak_of
from tests.invariants.places_reports import kindergartner
from tests.invariants.places_schools import student_of

ENFORCED_BY = {function: rule.id for rule in RULES for function in rule.enforced_by}
REVOKED_AND_VOTED_ON = (
    "Given a permanent exemption from MMR was issued on 2026-03-02",
    "When the nurse opens a review with no reason typed",
    "Given the designated physician revokes the form on 2026-09-01",
    "Given the parent files an appeal on 2026-09-15",
    "When the panel votes 1 for reinstatement and 2 for upholding",
)
UPHELD_WITH_A_DOSE = (
    "When the Secretary adopts the determination on 2026-12-01",
    "When the school records the first MMR dose given on 2026-12-01",
)
A_BAR = (
    "When CDPH bars the physician as a public-health risk on 2026-12-07",
    "When CDPH tries to lift the bar with the risk found gone on 2026-12-08",
)


def tell(story: Story, *sentences: str) -> None:
    """Do these steps of a case file."""
    for sentence in sentences:
        keyword, _, said = sentence.partition(" ")
        story.kind_of_step = keyword.casefold()
        run(story, find(said, story.kind_of_step))


def look(world: World, role: Role, *addresses: str) -> None:
    """Open these pages; each must be there."""
    browser = world.browser(world.default_user(role))
    for address in addresses:
        assert browser.get(address).status == 200, address


def requests_and_their_pages(world: World) -> None:
    """Look at requests in three states, the last one for the next grade span."""
    draft, sent = world.request(RequestState.DRAFT), world.request(RequestState.SUBMITTED)
    opened = world.request(
        RequestState.OPENED, grade_now=Grade.GRADE_6, grade=Grade.GRADE_7, planned_first_day=date(2027, 8, 16)
    )
    look(
        world,
        Role.PARENT,
        f"/parents/requests/{draft.id}",
        f"/parents/requests/{sent.id}",
        f"/parents/requests/{draft.id}/no-exemption-needed/home-based-private-school",
    )
    look(world, Role.PHYSICIAN, f"/physicians/drafts/{opened.id}/lines/1")


def a_review_a_correction_and_a_withdrawn_appeal(world: World) -> None:
    """Look at a form in review, at a request to amend its child's record, and at a form whose appeal was withdrawn."""
    form = world.form()
    review = world.review(ReviewState.ASSIGNED, form=form)
    look(world, Role.REVIEWER, f"/reviews/{review.id}/forms/{form.id}/ask")
    look(world, Role.PARENT, f"/parents/children/{form.child_id}/amend")
    look(world, Role.SCHOOL, f"/schools/pupils/{world.appeal(AppealState.WITHDRAWN).form_id}")
    infant = ChildFacts(first_name="Bo", last_name="Lim", birth_date=date(2026, 3, 2))
    in_child_care = world.form(
        child=world.child(parent := world.parent(), facts=infant),
        parent=parent,
        grade=Grade.INFANT_TODDLER,
        grade_now=Grade.INFANT_TODDLER,
    )
    office = world.ctx(world.default_user(Role.SCHOOL))
    record_notice(office, in_child_care.id, None, GivenNotice(frozenset({Vaccine.IPV}), NoticeWay.EMAIL, office.on))
    look(world, Role.SCHOOL, f"/schools/pupils/{in_child_care.id}")


def an_annual_report(world: World) -> None:
    """Look at the worksheet of a school with a student in kindergarten."""
    kindergartner(world)
    look(world, Role.SCHOOL, f"/schools/at/{SCHOOL_ID}/report")


def an_outbreak(world: World) -> None:
    """Look at the roster of an outbreak, and at a student whom the health officer excludes."""
    student_id, exposure = student_of(world), outbreak_of(world)
    excluded(world, exposure, student_id)
    look(world, Role.SCHOOL, f"/schools/outbreaks/{exposure.id}", f"/schools/students/{student_id}")
    look(world, Role.SCHOOL, f"/schools/students/{student_id}/letters")  # counts on the school's calendar


def students_who_arrive(world: World) -> None:
    """Look at students whose record is awaited: of a usual one, of one enrolled without records, of foster youth."""
    look(world, Role.SCHOOL, f"/schools/students/{followed_up(world)}")
    awaited(world, student_of(world, "Tobias"))
    awaited(world, student_of(world, "Leontyne"), Situation.FOSTER)


def test_the_portal_calls_every_function_that_enforces_a_rule(story: Story, world: World) -> None:
    with calls_by_the_portal(ENFORCED_BY) as called:
        requests_and_their_pages(world)
        a_review_a_correction_and_a_withdrawn_appeal(world)
        an_annual_report(world)
        tell(story, *REVOKED_AND_VOTED_ON)
        look(world, Role.APPEALS_STAFF, f"/appeals/{cases.appeal(story).id}")
        tell(story, *UPHELD_WITH_A_DOSE)
        record_doses(story)
        look(world, Role.SCHOOL, f"/schools/pupils/{cases.form(story).id}")
        tell(story, *A_BAR)
        an_outbreak(world)
        students_who_arrive(world)

    assert {f"{rule}: {function.__name__}" for function, rule in ENFORCED_BY.items() if function not in called} == set()


def test_what_only_the_test_asks_of_the_law_does_not_count() -> None:
    with calls_by_the_portal([may_adopt]) as called:
        assert may_adopt(Vote.UPHOLD, Vote.UPHOLD).allowed

    assert called == set()
    assert may_adopt(Vote.UPHOLD, Vote.UPHOLD).allowed
