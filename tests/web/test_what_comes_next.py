"""Each page says what happens next and until when, and no more than its reader may know."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import World, line
from tests.portal import Shown
from tests.web.parents_story import parents_browser

PERMANENT = line(Vaccine.VAR, kind=LineKind.PERMANENT)
SEVENTH = {"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_6, "planned_first_day": date(2027, 8, 16)}
STOPPED = "The state stopped this exemption."


def home(world: World) -> Shown:
    return parents_browser(world).get("/parents")


class TestTheParentsHome:
    @pytest.mark.parametrize(
        ("today", "says"),
        [
            ("2026-12-21", "Choose one by December 21, 2026. If you do neither, the school must keep Kai out starting"),
            ("2026-12-22", f"{STOPPED} The school must keep your child out until the first doses are given."),
        ],
    )
    def test_a_stopped_exemption_names_the_last_day_to_act(self, world: World, today: str, says: str) -> None:
        world.form(LineState.REVOKED)
        world.clock.set(today)
        assert says in home(world).words

    def test_an_open_appeal_is_what_counts_and_is_one_link_away(self, world: World) -> None:
        appeal = world.appeal(AppealState.FILED_TIMELY)
        page, says = home(world), "You appealed on time. Your child stays in school, and no shots are due"
        assert f"{says}, until the decision." in page.words
        assert f"/parents/appeals/{appeal.id}" in page.links.values()

    def test_after_a_denied_appeal_the_shots_have_a_day(self, world: World) -> None:
        world.appeal(AppealState.DECIDED, vote=Vote.UPHOLD)
        assert f"{STOPPED} The shots must start by December 21, 2026." in home(world).words

    def test_a_form_for_later_grades_says_from_when_it_counts(self, world: World) -> None:
        world.form(lines=(PERMANENT,), **SEVENTH)
        words = home(world).words
        assert "The exemption starts August 16, 2027 Until then, Kai needs the shots or another exemption." in words
        world.clock.set("2027-08-16")
        assert "Nothing to do now" in home(world).words


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("grades", "ends"),
        [
            ({}, "enters the next grade span. We expect that in the 2031-2032 school year"),
            (SEVENTH, "leaves school or turns 18"),
        ],
    )
    def test_a_permanent_exemption_tells_the_parent_when_it_ends(
        self, world: World, grades: dict[str, object], ends: str
    ) -> None:
        form = world.form(lines=(PERMANENT,), **grades)
        words = parents_browser(world).get(f"/parents/forms/{form.id}").words
        assert words.count(f"When your child {ends}") == 2  # at the vaccine, and on the timeline

    def test_and_the_school_and_the_reviewer(self, world: World) -> None:
        form, ends = world.form(lines=(PERMANENT,)), "expected in the 2031-2032 school year"
        assert ends in world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}").words
        assert ends in world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/forms/{form.id}").words

    def test_the_certificate_has_the_grade_of_the_day(self, world: World) -> None:
        form = world.form(lines=(PERMANENT,))
        world.clock.set("2027-09-01")
        words = parents_browser(world).get(f"/parents/forms/{form.id}/school-certificate").words
        assert "Grade 3; transitional kindergarten to grade 6" in words


@pytest.mark.parametrize("page", ["", "/certificate"])
def test_why_a_form_is_held_is_not_told_to_the_school(world: World, page: str) -> None:
    form = world.form(LineState.HELD)
    words = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}{page}").words
    assert "This is not an exemption today" in words
    assert "120372(d)(7)" not in words
    assert "Physicians whose forms" not in words


class TestThePhysiciansForm:
    def page(self, world: World, form_id: str) -> Shown:
        return world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{form_id}")

    def test_before_an_appeal_it_says_what_physician_and_parent_can_do(self, world: World) -> None:
        words = self.page(world, world.form(LineState.REVOKED).id).words
        assert "The parent can appeal." in words
        assert "You can issue a new form for the same vaccine: the state will review it." in words

    def test_a_barred_physician_is_offered_no_new_form(self, world: World) -> None:
        form = world.form(LineState.REVOKED)
        profile = world.default_user(Role.PHYSICIAN).physician
        assert profile
        standing = world.ctx().store.get(PhysicianStanding, standing_id(profile))
        world.step(
            standing,
            Action.BAR_PHYSICIAN,
            actor=world.default_user(Role.OFFICER),
            state=StandingState.BARRED_PUBLIC_HEALTH_RISK,
        )
        words = self.page(world, form.id).words
        assert "The state accepts no exemption forms from you at this time." in words
        assert "You can issue a new form" not in words

    @pytest.mark.parametrize(
        ("state", "says", "not_said"),
        [
            (AppealState.IN_REVIEW, "Add information to the appeal", "The parent can appeal."),
            (AppealState.DECIDED, "The parent appealed, and the appeal is over.", "Add information to the appeal"),
            (AppealState.DRAFT, "The parent can appeal.", "The parent appealed"),
        ],
    )
    def test_an_appeal_is_told_as_it_stands(self, world: World, state: AppealState, says: str, not_said: str) -> None:
        page = self.page(world, world.appeal(state).form_id)
        assert says in page.words
        assert not_said not in page.words
        assert [call.operation for call in page.calls] == ["BatchGetItem", "BatchGetItem", "PutItem"]


def test_a_question_that_was_not_answered_in_time_is_told_on_the_case(world: World) -> None:
    review = world.review(ReviewState.INFO_REQUESTED)
    page = f"/reviews/{review.id}/forms/{review.form_id}"
    due = review.information[-1].due_on
    world.clock.set(due)
    assert "No answer came" not in world.browser(world.default_user(Role.REVIEWER)).get(page).words
    world.clock.advance(days=1)
    words = world.browser(world.default_user(Role.REVIEWER)).get(page).words
    assert f"No answer came by this day December {due.day}, 2026" in words


def test_a_panel_that_waits_for_an_answer_is_not_asked_to_vote(world: World) -> None:
    panel = tuple(world.panelist() for _ in range(3))
    world.appeal(AppealState.INFO_REQUESTED, panelists=panel)
    words = world.browser(panel[0]).get("/panel").words
    assert "Voting continues after the parent or the physician has answered." in words
    assert "Read the case, then vote." not in words


def test_a_form_that_is_too_old_blames_no_one(world: World) -> None:
    browser = parents_browser(world)
    shown = browser.post("/account/contact", csrf="0" * 64, telephone="5595550100")
    assert shown.status == 403
    assert "Please send the form once more" in shown.words
    assert "Your account cannot do this" not in shown.words
    assert "5595550100" in shown.words
