"""S-70: a parent asks to have the record amended, the state answers within thirty days (Civ. Code 1798.35-1798.37)."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.records.request_correction import MAX_AT_ONCE
from chalicelib.domain.account import Role
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage.codec import decode
from chalicelib.storage.unit_of_work import UnitOfWork
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.jobs.post_box import PostBox
from tests.mailed import notices_of
from tests.portal import Shown

WRONG, SHOULD_SAY = "The form says that I live on Larkspur Street", "Larkspur Bend"
ANSWER = "The physician corrected the street on the form today"


def ask(world: World, child_id: str, wrong: str = WRONG, should_say: str = SHOULD_SAY) -> Shown:
    browser = world.browser(world.default_user(Role.PARENT))
    page = browser.get(f"/parents/children/{child_id}/amend")
    return page.press("Send the request", wrong=wrong, should_say=should_say)


def answer(
    world: World, asked: CorrectionRequest, outcome: str = "made", text: str = ANSWER, role: Role = Role.REVIEWER
) -> Shown:
    page = world.browser(world.default_user(role)).get(f"/reviews/amendments/{asked.id}/answer")
    return page.press("Send the answer", outcome=outcome, answer=text)


def read(world: World, asked: CorrectionRequest) -> Shown:
    return world.browser(world.default_user(Role.PARENT)).get(
        f"/parents/children/{asked.child_id}/amendments/{asked.id}"
    )


def joins_at_the_next_act(world: World, child_id: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Between what the next act reads and what it writes a second guardian joins; the list names that person then."""
    joined: list[str] = []
    commit = UnitOfWork.commit

    def meanwhile(work: UnitOfWork, *given: Any, **named: Any) -> Done:
        monkeypatch.setattr(UnitOfWork, "commit", commit)
        joined.append(world.second_guardian(child_id).id)
        return commit(work, *given, **named)

    monkeypatch.setattr(UnitOfWork, "commit", meanwhile)
    return joined


def only_request(world: World) -> CorrectionRequest:
    (item,) = [item for item in all_items(world.table.name) if item.get("type") == "amendment_request"]
    return decode(item, CorrectionRequest)


class TestAsking:
    def test_the_page_says_what_to_change_oneself_whom_to_ask_and_by_when_the_state_answers(self, world: World) -> None:
        page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{world.form().child_id}/amend")

        for told in (
            "What you can change yourself",
            "before a doctor signs",
            "ask the doctor who signed to correct it here",
            "ask the school",
            "tell you why not by December 21, 2026",
            "Civil Code section 1798.35",
        ):
            assert told in page.words, told

    def test_the_request_is_kept_with_its_last_day_and_the_parent_reads_what_comes_next(self, world: World) -> None:
        page = ask(world, world.form().child_id).follow()

        asked = only_request(world)
        assert (asked.state, asked.wrong, asked.should_say) == (CorrectionState.OPEN, WRONG, SHOULD_SAY)
        assert (asked.received_on, asked.answer_by) == (date(2026, 11, 20), date(2026, 12, 21))
        assert page.path.endswith(asked.id)
        for told in ("Waiting for an answer", "by December 21, 2026", WRONG, SHOULD_SAY):
            assert told in page.words, told

    def test_all_guardians_are_told_and_no_mail_says_what_it_is_about(self, world: World) -> None:
        form = world.form()
        second = world.second_guardian(form.child_id)
        ask(world, form.child_id)
        world.clock.advance(minutes=1)
        box = PostBox()
        deliver_pending(box, world.clock)

        told = notices_of(world.table, NoticeKind.AMENDMENT_RECEIVED)
        assert {notice.recipient.id for notice in told} == {world.default_user(Role.PARENT).id, second.id}
        assert second.email in box.addresses
        assert not any(WRONG in f"{mail.text}{mail.html}" or "Kai" in mail.text for _address, mail in box.taken)

    def test_a_guardian_who_joins_at_that_moment_is_told_too(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Given a second guardian who joins after the guardians were read, when the request is sent, then the page asks
        to send it again with what was typed, and both are told."""
        form = world.form()
        page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/amend")
        second = joins_at_the_next_act(world, form.child_id, monkeypatch)

        first = page.press("Send the request", wrong=WRONG, should_say=SHOULD_SAY)
        assert (first.status, notices_of(world.table, NoticeKind.AMENDMENT_RECEIVED)) == (409, [])

        assert first.press("Send the request").status == 303
        told = {notice.recipient.id for notice in notices_of(world.table, NoticeKind.AMENDMENT_RECEIVED)}
        assert told == {world.default_user(Role.PARENT).id, *second}

    @pytest.mark.parametrize(("wrong", "should_say", "field"), [("", SHOULD_SAY, "wrong"), (WRONG, " ", "should_say")])
    def test_what_is_missing_is_said_at_the_field_and_the_rest_is_kept(
        self, world: World, wrong: str, should_say: str, field: str
    ) -> None:
        page = ask(world, world.form().child_id, wrong, should_say)

        assert page.status == 422
        assert set(page.errors) == {field}
        assert (wrong or should_say) in page.form(action=page.path).values.values()
        assert notices_of(world.table, NoticeKind.AMENDMENT_RECEIVED) == []

    def test_pressing_twice_asks_once(self, world: World) -> None:
        browser = world.browser(world.default_user(Role.PARENT))
        page = browser.get(f"/parents/children/{world.form().child_id}/amend")

        first, second = browser.double_submit(page.path, wrong=WRONG, should_say=SHOULD_SAY)

        assert first.location == second.location
        assert only_request(world).wrong == WRONG

    def test_more_than_anyone_needs_in_a_month_are_not_taken(self, world: World) -> None:
        form = world.form()
        for _ in range(MAX_AT_ONCE):
            world.amendment(form=form)
        refused = ask(world, form.child_id)
        assert refused.status == 409
        assert "Ten requests" in refused.words
        assert WRONG in refused.form(action=refused.path).values.values()

        world.clock.advance(days=31)

        assert ask(world, form.child_id).status == 303

    def test_a_parent_of_another_child_asks_nothing(self, world: World) -> None:
        form = world.form()
        browser = world.browser(world.parent())
        assert browser.get(f"/parents/children/{form.child_id}/amend").status == 404
        assert browser.post(f"/parents/children/{form.child_id}/amend", wrong=WRONG, should_say="x").status == 404


class TestReadingAndTakingBack:
    def test_a_request_of_one_child_is_not_found_under_another(self, world: World) -> None:
        asked = world.amendment()
        other = world.form(child=world.child(world.default_user(Role.PARENT)), parent=world.default_user(Role.PARENT))
        browser = world.browser(world.default_user(Role.PARENT))
        for rest in ("", "/withdraw"):
            assert browser.get(f"/parents/children/{other.child_id}/amendments/{asked.id}{rest}").status == 404

    def test_each_guardian_sees_what_was_asked_before_and_how_it_stands(self, world: World) -> None:
        asked = world.amendment(CorrectionState.REFUSED)
        world.amendment(form=world.form(parent=world.default_user(Role.PARENT)))
        second = world.second_guardian(asked.child_id)

        page = world.browser(second).get(f"/parents/children/{asked.child_id}/amend")

        assert "Asked on November 20, 2026 Not corrected" in page.words
        assert "Waiting for an answer" not in page.words

    def test_a_request_taken_back_leaves_the_queue_and_is_not_answered(self, world: World) -> None:
        asked = world.amendment()
        page = read(world, asked)
        to_answer = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/amendments/{asked.id}/answer")

        done = page.portal.get(page.links["Withdraw the request"]).press("Withdraw the request").follow()

        assert "Withdrawn" in done.words
        assert world.reload(asked).state == CorrectionState.WITHDRAWN
        assert "No request waits" in to_answer.portal.get("/reviews/amendments").words
        assert to_answer.press("Send the answer", outcome="made", answer=ANSWER).status == 409
        assert world.reload(asked).state == CorrectionState.WITHDRAWN

    def test_one_that_was_answered_meanwhile_is_not_taken_back(self, world: World) -> None:
        asked = world.amendment()
        page = read(world, asked)
        question = page.portal.get(page.links["Withdraw the request"])
        answer(world, asked)

        refused = question.press("Withdraw the request")

        assert refused.status == 409
        assert world.reload(asked).state == CorrectionState.MADE


class TestTheStatesAnswer:
    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER])
    def test_it_waits_by_its_last_day_and_is_marked_when_late(self, world: World, role: Role) -> None:
        asked = world.amendment()
        browser = world.browser(world.default_user(role))
        queue = browser.get(browser.get("/reviews").links["Requests to correct a record"])
        assert "November 20, 2026 December 21, 2026" in queue.words
        assert "Late" not in queue.words

        world.clock.advance(days=32)

        browser = world.browser(world.default_user(role))
        assert "December 21, 2026 Late" in browser.get("/reviews/amendments").words
        assert "Late" in browser.get(f"/reviews/amendments/{asked.id}").words
        assert "The answer was due on December 21, 2026" in read(world, asked).words

    def test_the_reviewer_reads_the_request_and_finds_the_childs_forms(self, world: World) -> None:
        form = world.form()
        asked = world.amendment(form=form)

        page = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/amendments/{asked.id}")

        assert "Kai Ignacio Brandvold" in page.words
        assert asked.wrong in page.words
        assert page.links["Form signed on November 20, 2026"] == f"/reviews/forms/{form.id}"
        looked = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views")
        assert "Beatrix Halloway" in looked.words
        assert "To answer your request" in looked.words

    def test_the_queue_says_nothing_of_the_child(self, world: World) -> None:
        asked = world.amendment()
        (item,) = [item for item in all_items(world.table.name) if item.get("type") == "amendment_request"]
        assert "Kai" not in item["card"]
        assert asked.wrong not in item["card"]
        assert asked.child_id not in item["card"]

    def test_what_was_corrected_is_told_to_every_guardian(self, world: World) -> None:
        asked = world.amendment()
        second = world.second_guardian(asked.child_id)

        answer(world, asked)

        page = read(world, asked)
        assert "Corrected" in page.words
        assert ANSWER in page.words
        assert "If you do not agree" not in page.words
        told = notices_of(world.table, NoticeKind.AMENDMENT_ANSWERED)
        assert {notice.recipient.id for notice in told} == {world.default_user(Role.PARENT).id, second.id}

    def test_a_refusal_says_why_and_how_the_head_of_the_agency_looks_at_it_again(self, world: World) -> None:
        asked = world.amendment()

        answer(world, asked, "refused", "The chart of the clinic says May 4")

        page = read(world, asked)
        for told in (
            "Not corrected",
            "The chart of the clinic says May 4",
            "within 30 days after you ask",
            "State Public Health Officer",
            "Civil Code section 1798.36",
            "Civil Code section 1798.37",
            "Answered on November 20, 2026",
        ):
            assert told in page.words, told

    @pytest.mark.parametrize(("outcome", "text", "field"), [("", ANSWER, "outcome"), ("made", "", "answer")])
    def test_an_answer_without_outcome_or_reason_is_not_sent(
        self, world: World, outcome: str, text: str, field: str
    ) -> None:
        asked = world.amendment()
        page = answer(world, asked, outcome, text)
        assert page.status == 422
        assert set(page.errors) == {field}
        assert world.reload(asked).state == CorrectionState.OPEN

    def test_two_reviewers_at_once_answer_once(self, world: World) -> None:
        asked = world.amendment()
        pages = [
            world.browser(person).get(f"/reviews/amendments/{asked.id}/answer")
            for person in (world.default_user(Role.REVIEWER), world.default_user(Role.OFFICER))
        ]

        answers = [
            page.press("Send the answer", outcome=outcome, answer=ANSWER)
            for page, outcome in zip(pages, ("refused", "made"), strict=True)
        ]

        assert [each.status for each in answers] == [303, 409]
        assert world.reload(asked).state == CorrectionState.REFUSED
        assert len(notices_of(world.table, NoticeKind.AMENDMENT_ANSWERED)) == 1

    def test_a_guardian_who_joins_at_that_moment_reads_the_answer_too(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = world.amendment()
        page = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/amendments/{asked.id}/answer")
        second = joins_at_the_next_act(world, asked.child_id, monkeypatch)

        first = page.press("Send the answer", outcome="made", answer=ANSWER)
        assert (first.status, world.reload(asked).state) == (409, CorrectionState.OPEN)

        assert first.press("Send the answer").status == 303
        told = {notice.recipient.id for notice in notices_of(world.table, NoticeKind.AMENDMENT_ANSWERED)}
        assert told == {world.default_user(Role.PARENT).id, *second}

    def test_an_answered_one_has_no_answer_page_and_shows_who_reads_what(self, world: World) -> None:
        asked = world.amendment(CorrectionState.MADE)
        browser = world.browser(world.default_user(Role.REVIEWER))
        assert browser.get(f"/reviews/amendments/{asked.id}/answer").status == 409
        page = browser.get(f"/reviews/amendments/{asked.id}")
        assert "What the parent reads" in page.words
        assert "Answer the parent" not in page.words

    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.REVIEWER, Role.OFFICER}])
    def test_no_one_else_answers(self, world: World, role: Role) -> None:
        asked = world.amendment()
        browser = world.browser(world.default_user(role))
        for rest in ("", f"/{asked.id}", f"/{asked.id}/answer"):
            assert browser.get(f"/reviews/amendments{rest}").status == 403


def test_the_whole_history_holds_what_was_asked_and_answered(world: World) -> None:
    asked = world.amendment(CorrectionState.REFUSED)
    history = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{asked.child_id}/history-file")
    assert f'"AMENDMENT_REQUEST#{asked.id}"' in history.text
    assert "amendment_request.answer_amendment" in history.text
