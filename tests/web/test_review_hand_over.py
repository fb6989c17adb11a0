"""A case goes to a colleague, or back: each an act of its own, and who is told."""

import pytest

from chalicelib.actions.reviews.hand_over import hand_back_review, reassign_review
from chalicelib.domain.account import Account
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import Review, ReviewState
from chalicelib.storage.outbox import read_notice
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown
from tests.web.test_reviews_pages import case_path, nurse, officer, reads


def told(world: World) -> list[tuple[str, str]]:
    """Kind and recipient of the notices about cases."""
    notices = [read_notice(item) for item in all_items(world.table.name) if item.get("type") == "notice"]
    kinds = {NoticeKind.CASE_GIVEN, NoticeKind.CASE_TAKEN_OVER}
    return sorted((each.kind, each.recipient.id) for each in notices if each.kind in kinds)


def now(world: World, review: Review) -> Review:
    return world.ctx().store.get(Review, review.id)


def give(browser: Portal, review: Review, to: Account) -> str:
    """Choose the colleague on the page of the case."""
    browser.get(case_path(review))
    page = browser.get(f"{case_path(review)}/assign")
    shown = page.press("Give the case", to=to.id)
    assert shown.status == 303, shown.words
    return shown.location


def forms_of(shown: Shown, act: str) -> list[str]:
    """Where the forms of the page for this act lead."""
    return [each.action for each in shown.forms if each.action.endswith(act)]


class TestReassign:
    def test_a_case_goes_to_a_colleague_who_is_told(self, world: World) -> None:
        review, colleague = world.review(ReviewState.ASSIGNED), world.reviewer()

        where = give(nurse(world), review, colleague)

        assert where == case_path(review)
        assert now(world, review).reviewer_id == colleague.id
        assert now(world, review).state == ReviewState.ASSIGNED
        assert told(world) == [(NoticeKind.CASE_GIVEN, colleague.id)]
        assert world.browser(colleague).get("/reviews?show=mine").links["K. B., 7"] == case_path(review)

    def test_a_case_that_no_one_has_can_be_given(self, world: World) -> None:
        review, colleague = world.review(), world.reviewer()

        give(nurse(world), review, colleague)

        assert now(world, review).state == ReviewState.ASSIGNED

    def test_a_question_that_waits_stays_open(self, world: World) -> None:
        review, colleague = world.review(ReviewState.INFO_REQUESTED), world.reviewer()

        give(nurse(world), review, colleague)

        assert now(world, review).state == ReviewState.INFO_REQUESTED

    def test_the_officer_moves_a_case_and_both_reviewers_are_told(self, world: World) -> None:
        review, colleague = world.review(ReviewState.ASSIGNED), world.reviewer()

        give(officer(world), review, colleague)

        assert told(world) == [(NoticeKind.CASE_GIVEN, colleague.id), (NoticeKind.CASE_TAKEN_OVER, review.reviewer_id)]

    def test_a_reviewer_cannot_move_a_colleagues_case(self, world: World) -> None:
        review, colleague = world.review(ReviewState.ASSIGNED), world.reviewer()
        third = world.reviewer()

        shown = world.browser(colleague).get(f"{case_path(review)}/assign")

        assert "another reviewer" in shown.words
        with pytest.raises(PortalError, match="CASE_OF_ANOTHER_REVIEWER"):
            reassign_review(world.ctx(colleague), review.id, review.form_id, third.id, None)
        assert now(world, review).reviewer_id == review.reviewer_id
        assert told(world) == []

    def test_a_colleague_who_treats_the_child_is_refused(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        issuer = world.reviewer(first_name="Thaddeus", last_name="Okonjo-Reyes")

        page = nurse(world).get(f"{case_path(review)}/assign")
        shown = page.press("Give the case", to=issuer.id)

        assert shown.status != 303
        assert now(world, review).reviewer_id == review.reviewer_id

    def test_no_one_is_chosen(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        world.reviewer()

        shown = nurse(world).get(f"{case_path(review)}/assign").press("Give the case", to="somebody")

        assert "Choose a colleague from the list" in shown.errors["to"]

    def test_the_list_is_two_reads(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)

        assert reads(nurse(world).get(f"{case_path(review)}/assign")) == 2


class TestHandBack:
    def test_ones_own_case_goes_back_and_no_one_is_told(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        browser = nurse(world)
        browser.get(case_path(review))

        shown = browser.get(f"{case_path(review)}/hand-back").press("Give this case back")

        assert shown.location == case_path(review)
        assert now(world, review).state == ReviewState.OPEN
        assert now(world, review).reviewer_id == ""
        assert told(world) == []

    def test_not_a_colleagues(self, world: World) -> None:
        review, colleague = world.review(ReviewState.ASSIGNED), world.reviewer()

        shown = world.browser(colleague).get(f"{case_path(review)}/hand-back")

        assert "another reviewer" in shown.words
        assert forms_of(shown, "hand-back") == []
        with pytest.raises(PortalError, match="CASE_OF_ANOTHER_REVIEWER"):
            hand_back_review(world.ctx(colleague), review.id, review.form_id, None)

    def test_not_while_the_physician_is_asked(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)

        assert "Give it back" not in nurse(world).get(case_path(review)).links

    @pytest.mark.parametrize("state", [ReviewState.OPEN, ReviewState.INFO_REQUESTED, ReviewState.DECIDED])
    def test_the_page_of_a_case_that_cannot_go_back_asks_for_nothing(self, world: World, state: ReviewState) -> None:
        review = world.review(state)

        shown = nurse(world).get(f"{case_path(review)}/hand-back")

        assert (shown.status, forms_of(shown, "hand-back")) == (409, [])
        assert "This step is no longer open." in shown.words

    def test_a_decided_case_is_given_to_no_one(self, world: World) -> None:
        review = world.review(ReviewState.DECIDED)

        shown = nurse(world).get(f"{case_path(review)}/assign")

        assert (shown.status, forms_of(shown, "assign")) == (409, [])
        assert "This step is no longer open." in shown.words
