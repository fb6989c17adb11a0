"""The news of reviewers and officers: what waits for them, what is done, what is new since the last visit."""

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.people.approvers import seen_at_sign_in
from chalicelib.actions.reviews.hand_over import hand_back_review
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.review import Review, ReviewState
from tests.actions.recipients import recipients_of
from tests.builders import PASSWORD, World
from tests.portal import Portal, Shown

NEWS = "/reviews/news"


def answered(world: World) -> Review:
    """A question that the physician has answered on the page."""
    review = world.review(ReviewState.INFO_REQUESTED)
    page = world.browser(world.default_user(Role.PHYSICIAN)).get(
        f"/physicians/forms/{review.form_id}/reviews/{review.id}"
    )
    page.press("Send the answer", answer="The plan is attached to the form")
    return review


def marks(page: Shown) -> list[str]:
    return [box.get("value", "") for box in page.html.iter("input") if box.get("type") == "checkbox"]


def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def told_the_team(world: World) -> Review:
    """News for all reviewers, about a review."""
    review = world.review(ReviewState.DECIDED)
    work = world.work(Action.ADOPT_DETERMINATION)
    work.enqueue_notification(NoticeKind.APPEAL_REINSTATED, CDPH, subject_of(review), form_number=review.form_number)
    work.commit(subject_of(review))
    return review


class TestForOnePerson:
    def test_an_answer_that_came_is_told_to_whoever_has_the_case_and_leads_to_it(self, world: World) -> None:
        review = answered(world)

        page = nurse(world).get(NEWS)

        assert "A physician has answered your question" in page.words
        assert page.links["A physician has answered your question"] == f"/reviews/{review.id}/forms/{review.form_id}"
        assert recipients_of(world, NoticeKind.ANSWER_CAME) == {("account", review.reviewer_id)}

    def test_a_reviewer_whose_recommendation_is_not_followed_is_told_and_the_one_who_decided_is_not(
        self, world: World
    ) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)
        officer = world.browser(world.default_user(Role.OFFICER))
        page = officer.get(f"/reviews/{review.id}/forms/{review.form_id}/decide").press(
            "See what will happen", outcome="disagreed", reason="The support meets the standard of care"
        )
        page.press("Decide", password=PASSWORD)

        assert "Your recommendation was not followed" in nurse(world).get(NEWS).words
        assert recipients_of(world, NoticeKind.RECOMMENDATION_NOT_FOLLOWED) == {("account", review.reviewer_id)}
        assert "No messages to deal with" in officer.get(NEWS).words

    def test_the_queue_leads_to_it(self, world: World) -> None:
        assert nurse(world).get("/reviews").links["Messages"] == NEWS

    def test_what_is_marked_is_done_and_can_be_put_back(self, world: World) -> None:
        answered(world)
        browser = nurse(world)
        page = browser.get(NEWS)

        after = page.press("Mark as done", news=marks(page)).follow()

        assert "No messages to deal with" in after.words
        done = browser.get(f"{NEWS}?show=done")
        assert "Done on November 20, 2026 by" in done.words
        done.press("Put back to do", news=marks(done))
        assert "A physician has answered your question" in browser.get(NEWS).words

    def test_nothing_chosen_is_told_at_the_list(self, world: World) -> None:
        answered(world)

        page = nurse(world).get(NEWS).press("Mark as done")

        assert page.status == 422
        assert "A physician has answered your question" in page.words

    def test_what_came_since_the_last_visit_is_marked_as_new(self, world: World) -> None:
        """Given a nurse who was here today, when an answer comes and she signs in two days later, then it is new; after
        one more visit on a later day it is only to do."""
        self.visits(world)
        answered(world)
        world.clock.advance(days=2)
        self.visits(world)

        page = nurse(world).get(NEWS)
        assert "1 is new since your visit of November 20, 2026" in page.words

        world.clock.advance(days=1)
        self.visits(world)
        later = nurse(world).get(NEWS)
        assert "0 are new since your visit of November 22, 2026" in later.words
        assert "A physician has answered your question" in later.words

    def visits(self, world: World) -> None:
        nurse_of_the_day = world.reload(world.default_user(Role.REVIEWER))
        seen = seen_at_sign_in(world.ctx(nurse_of_the_day), nurse_of_the_day)
        world.step(nurse_of_the_day, Action.SIGN_IN, last_seen_on=seen.last_seen_on, seen_before_on=seen.seen_before_on)

    def test_another_reviewer_does_not_see_it(self, world: World) -> None:
        answered(world)

        assert "answered your question" not in world.browser(world.account(Role.REVIEWER)).get(NEWS).words

    def test_handing_a_case_back_tells_its_reviewer_nothing(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        reviewer = world.ctx().store.get(Account, review.reviewer_id)

        hand_back_review(world.ctx(reviewer), review.id, review.form_id, review.version)

        assert "No messages to deal with" in nurse(world).get(NEWS).words


class TestForTheTeam:
    def test_all_reviewers_and_officers_read_it_and_one_mark_is_for_all(self, world: World) -> None:
        told_the_team(world)
        officer = world.browser(world.default_user(Role.OFFICER))
        page = nurse(world).get(NEWS)
        team = nurse(world).get(page.links["For all reviewers"])
        assert "The appeal was decided: the exemption is valid again" in team.words

        team.press("Mark as done", news=marks(team))

        assert "No messages to deal with" in officer.get(f"{NEWS}?of=team").words
        assert "Done on November 20, 2026 by" in officer.get(f"{NEWS}?of=team&show=done").words

    def test_no_one_else_reads_it(self, world: World) -> None:
        for role in (Role.PARENT, Role.SCHOOL, Role.APPEALS_STAFF, Role.PHYSICIAN):
            assert world.browser(world.default_user(role)).get(NEWS).status == 403
