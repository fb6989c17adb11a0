"""The Officer ends several cases of a physician whose forms stay: what is checked, who is told, and a broken half."""

from typing import Any

import pytest

from chalicelib.actions.reviews import decide_several as act
from chalicelib.domain.account import Role
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.storage.outbox import read_notice
from chalicelib.storage.unit_of_work import UnitOfWork
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown, spread
from tests.web.test_review_queue import rows
from tests.web.test_review_several import now, path_of
from tests.web.test_reviews_pages import nurse, officer, reads, writes

WHY = "The findings name a contraindication of the table for each vaccine"


def waiting(world: World, count: int, **more: Any) -> list[Review]:
    return [world.review(ReviewState.RECOMMENDED_CLEAR, form=world.form(), **more) for _number in range(count)]


def checked(browser: Portal, path: str, reviews: list[Review], reason: str = WHY) -> Shown:
    """Choose these cases and go on to the page that says what will happen."""
    answers = {"cases": [f"{each.id} {each.form_id} {each.version}" for each in reviews], "reason": reason}
    form = browser.get(f"{path}/decide").form("See what will happen")
    return browser.post(f"{path}/decide", hidden_from=form, **spread(answers))


def told(world: World) -> int:
    notices = [read_notice(item) for item in all_items(world.table.name) if item.get("type") == "notice"]
    return sum(each.kind == NoticeKind.REVIEW_CLEARED for each in notices)


class TestEnding:
    def test_one_signature_ends_them_and_tells_parents_and_physician(self, world: World) -> None:
        reviews = waiting(world, 3)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = officer(world)

        listed = browser.get(f"{path}/decide")
        check = checked(browser, path, reviews[:2])
        done = check.press("End these cases", password=PASSWORD)

        assert len(rows(listed)) == 3
        assert reads(listed) == 3
        assert "2 cases end, and the forms stay as they are" in check.words
        assert writes(done) == ["TransactWriteItems"]
        assert done.location == f"{path}/decided/2"
        assert "2 cases have ended" in done.follow().words
        for review in reviews[:2]:
            after = now(world, review)
            assert (after.state, after.outcome) == (ReviewState.DECIDED, Outcome.CLEARED)
            assert after.decision_reason == WHY
        assert now(world, reviews[2]).state == ReviewState.RECOMMENDED_CLEAR
        assert told(world) == 4

    def test_more_than_a_transaction_holds_are_decided_once_each_though_it_broke_in_between(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Given 12 cases and a store that fails after the first ten, when the button is pressed again, then all twelve
        are decided, and no one is told twice."""
        reviews = waiting(world, 12)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = officer(world)
        check = checked(browser, path, reviews)
        commit, calls = UnitOfWork.commit, []

        def breaks(work: UnitOfWork, *given: Any) -> Any:
            calls.append(work)
            if len(calls) == 2:
                raise PortalError(ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")
            return commit(work, *given)

        monkeypatch.setattr(act.UnitOfWork, "commit", breaks)
        broken = check.press("End these cases", password=PASSWORD)
        assert broken.status == 503
        assert [now(world, each).state for each in reviews].count(ReviewState.DECIDED) == 10

        done = check.press("End these cases", password=PASSWORD)

        assert done.location == f"{path}/decided/12"
        assert {now(world, each).state for each in reviews} == {ReviewState.DECIDED}
        assert {now(world, each).version for each in reviews} == {each.version + 1 for each in reviews}
        assert told(world) == 24

    def test_no_one_ends_what_they_recommended(self, world: World) -> None:
        boss = world.default_user(Role.OFFICER)
        reviews = waiting(world, 2, reviewer=boss)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = officer(world)

        listed = browser.get(f"{path}/decide")
        answers = {"cases": [f"{each.id} {each.form_id} {each.version}" for each in reviews], "reason": WHY}
        shown = browser.post(f"{path}/decide", hidden_from=listed.form("See what will happen"), **spread(answers))

        assert "No case waits for you" in listed.words
        assert shown.status != 200
        assert {now(world, each).state for each in reviews} == {ReviewState.RECOMMENDED_CLEAR}

    def test_a_case_to_revoke_is_not_ended_here(self, world: World) -> None:
        keep = waiting(world, 1)
        revoke = world.review(ReviewState.RECOMMENDED_REVOKE, form=world.form())
        path = path_of(world.default_user(Role.PHYSICIAN))

        shown = checked(officer(world), path, [*keep, revoke])

        assert shown.status == 409
        assert now(world, revoke).state == ReviewState.RECOMMENDED_REVOKE

    def test_a_nurse_is_not_allowed(self, world: World) -> None:
        waiting(world, 1)

        assert nurse(world).get(f"{path_of(world.default_user(Role.PHYSICIAN))}/decide").status == 403

    def test_the_queue_leads_there(self, world: World) -> None:
        waiting(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))

        assert f"{path}/decide" in officer(world).get("/reviews").links.values()
