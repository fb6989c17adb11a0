"""The panel: ties are declared before anything is seen, votes are private, the third one determines."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.actions.appeals.ask_appeal_question import ask_appeal_question
from chalicelib.actions.appeals.assign_panel import fill_seat
from chalicelib.actions.appeals.declare_conflict import ConflictOfInterest, declare_conflict
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information
from chalicelib.actions.appeals.vote import Ballot, vote
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import store
from chalicelib.storage.table import Table
from tests.actions.recipients import recipients_of, refused, told
from tests.appeal_builder import votes_for
from tests.builders import PASSWORD, World

WHY = "The criteria for a precaution are met on the records sent"


@pytest.fixture
def panel(world: World) -> list[Account]:
    return [world.panelist() for _ in range(3)]


def seated(world: World, panel: list[Account], state: AppealState = AppealState.IN_REVIEW) -> Appeal:
    return world.appeal(state, panelists=tuple(panel))


def cast(world: World, appeal: Appeal, panelist: Account, choice: Vote = Vote.REINSTATE, **given: Any) -> Done:
    votes = votes_for(appeal, choice, given.get("reason", WHY))
    ballot = Ballot(appeal.id, given.get("votes", votes), given.get("password", PASSWORD))
    return vote(world.ctx(panelist, idempotency_key=given.get("idempotency_key", "")), ballot)


def choices(appeal: Appeal) -> list[Vote | None]:
    """How each seat voted on the first vaccine."""
    found = (seat.vote_on(appeal.vaccines[0]) for seat in appeal.seats)
    return [cast and cast.vote for cast in found]


class TestDeclare:
    def test_the_third_declaration_opens_the_review(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)

        states = []
        for each in panel:
            declare_no_conflict(world.ctx(each), appeal.id)
            states.append(world.reload(appeal).state)

        assert states == [AppealState.PANEL_ASSIGNED, AppealState.PANEL_ASSIGNED, AppealState.IN_REVIEW]
        assert {seat.no_conflict_declared_on for seat in world.reload(appeal).seats} == {world.clock.today}

    def test_a_second_declaration_is_refused_kindly(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)
        declare_no_conflict(world.ctx(panel[0]), appeal.id)

        error = refused(lambda: declare_no_conflict(world.ctx(panel[0]), appeal.id))

        assert (error.kind, error.code) == (ErrorKind.REFUSED, "CONFLICTS_DECLARED")

    @pytest.mark.parametrize("tie", ConflictOfInterest)
    def test_any_tie_empties_the_seat_and_tells_the_agency(
        self, world: World, panel: list[Account], tie: ConflictOfInterest
    ) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)

        declare_conflict(world.ctx(panel[1]), appeal.id, [tie])

        after = world.reload(appeal)
        assert after.assigned_ids == (panel[0].id, panel[2].id)
        assert after.state == AppealState.PANEL_ASSIGNED
        assert recipients_of(world, NoticeKind.PANEL_SEAT_EMPTY) == {("chhs", "main")}
        assert world.ctx().store.person(panel[1].id).ids("appeal") == []
        assert refused(lambda: declare_no_conflict(world.ctx(panel[1]), appeal.id)).kind == ErrorKind.NOT_FOUND

    def test_no_tie_named_is_told_at_the_field(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)

        error = refused(lambda: declare_conflict(world.ctx(panel[1]), appeal.id, []))

        assert (error.code, error.field) == ("TIES_MISSING", "ties")

    def test_case_82_two_panelists_never_begin_a_review(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)
        declare_conflict(world.ctx(panel[0]), appeal.id, [ConflictOfInterest.FAMILY_TIE])
        for each in panel[1:]:
            declare_no_conflict(world.ctx(each), appeal.id)

        assert world.reload(appeal).state == AppealState.PANEL_ASSIGNED
        assert refused(lambda: cast(world, appeal, panel[1])).code == "WRONG_STATE"

    def test_the_one_who_fills_the_seat_opens_the_review(self, world: World, panel: list[Account]) -> None:
        appeal, newcomer = seated(world, panel, AppealState.PANEL_ASSIGNED), world.panelist()
        declare_conflict(world.ctx(panel[0]), appeal.id, [ConflictOfInterest.FAMILY_TIE])
        for each in panel[1:]:
            declare_no_conflict(world.ctx(each), appeal.id)
        fill_seat(world.ctx(world.default_user(Role.APPEALS_STAFF)), appeal.id, None, leaving="", coming=newcomer.id)

        declare_no_conflict(world.ctx(newcomer), appeal.id)

        assert world.reload(appeal).state == AppealState.IN_REVIEW

    def test_someone_elses_case_is_a_missing_one(self, world: World, panel: list[Account]) -> None:
        appeal, other = seated(world, panel, AppealState.PANEL_ASSIGNED), world.panelist()

        assert refused(lambda: declare_no_conflict(world.ctx(other), appeal.id)).kind == ErrorKind.NOT_FOUND


class TestAsk:
    def test_parent_and_physician_are_asked_and_the_review_waits(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        ask_appeal_question(world.ctx(panel[0]), appeal.id, appeal.version, "When did the last cycle of treatment end?")

        after = world.reload(appeal)
        assert after.state == AppealState.INFO_REQUESTED
        assert recipients_of(world, NoticeKind.APPEAL_QUESTION) == {
            ("account", appeal.parent_id),
            ("account", appeal.physician_id),
        }
        assert refused(lambda: cast(world, after, panel[1])).code == "WRONG_STATE"

    @pytest.mark.parametrize("role", [Role.PARENT, Role.PHYSICIAN])
    def test_the_answer_of_either_lets_the_panel_go_on(self, world: World, panel: list[Account], role: Role) -> None:
        appeal = seated(world, panel, AppealState.INFO_REQUESTED)

        supply_appeal_information(
            world.ctx(world.default_user(role)), appeal.id, appeal.version, "The last cycle ended in May"
        )

        assert world.reload(appeal).state == AppealState.IN_REVIEW

    def test_a_stale_page_asks_nothing(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        error = refused(lambda: ask_appeal_question(world.ctx(panel[0]), appeal.id, appeal.version - 1, "When was it?"))

        assert error.code == "STALE"
        assert told(world, NoticeKind.APPEAL_QUESTION) == []

    def test_an_empty_question_is_told_at_the_field(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        error = refused(lambda: ask_appeal_question(world.ctx(panel[0]), appeal.id, appeal.version, " "))

        assert (error.code, error.field) == ("PANEL_QUESTION_MISSING", "question")


class TestVote:
    @pytest.mark.parametrize(
        ("votes", "determination"),
        [
            ((Vote.REINSTATE, Vote.UPHOLD, Vote.REINSTATE), Vote.REINSTATE),
            ((Vote.UPHOLD, Vote.UPHOLD, Vote.REINSTATE), Vote.UPHOLD),
            ((Vote.UPHOLD, Vote.UPHOLD, Vote.UPHOLD), Vote.UPHOLD),
        ],
    )
    def test_case_84_the_third_vote_determines_by_majority(
        self, world: World, panel: list[Account], votes: tuple[Vote, ...], determination: Vote
    ) -> None:
        appeal = seated(world, panel)

        states = []
        for each, choice in zip(panel, votes, strict=True):
            cast(world, appeal, each, choice)
            states.append(world.reload(appeal).state)

        after = world.reload(appeal)
        assert states == [AppealState.IN_REVIEW, AppealState.IN_REVIEW, AppealState.DETERMINED]
        assert (after.determination, after.determined_on) == (determination, world.clock.today)
        assert recipients_of(world, NoticeKind.APPEAL_DETERMINED) == {("chhs", "main")}

    def test_a_second_vote_is_refused_kindly_and_the_first_stands(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        cast(world, appeal, panel[0], Vote.REINSTATE)

        error = refused(lambda: cast(world, appeal, panel[0], Vote.UPHOLD))

        assert (error.kind, error.code) == (ErrorKind.REFUSED, "VOTED_ALREADY")
        assert choices(world.reload(appeal))[0] == Vote.REINSTATE

    def test_a_double_press_is_one_vote(
        self, world: World, panel: list[Account], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = seated(world, panel)
        operation = "a" * 26
        rival = _once(lambda: cast(world, appeal, panel[0], idempotency_key=operation))
        _before_each_transaction(monkeypatch, rival)

        assert cast(world, appeal, panel[0], idempotency_key=operation).subject == subject_of(appeal)
        assert [seat.has_voted for seat in world.reload(appeal).seats] == [True, False, False]

    def test_votes_cast_at_the_same_moment_all_count(
        self, world: World, panel: list[Account], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = seated(world, panel)
        first, second, third = panel
        inner = _once(lambda: cast(world, appeal, third, Vote.UPHOLD))
        outer = _once(lambda: cast(world, appeal, second, Vote.REINSTATE))
        # The second votes while the first one's vote is on its way, and the third while the second's is.
        _before_each_transaction(monkeypatch, outer, inner)

        cast(world, appeal, first, Vote.REINSTATE)

        after = world.reload(appeal)
        assert choices(after) == [Vote.REINSTATE, Vote.REINSTATE, Vote.UPHOLD]
        assert (after.state, after.determination) == (AppealState.DETERMINED, Vote.REINSTATE)
        assert len(told(world, NoticeKind.APPEAL_DETERMINED)) == 1

    def test_the_wrong_password_casts_nothing(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        error = refused(lambda: cast(world, appeal, panel[0], password="not my password at all"))

        assert (error.code, error.field) == ("WRONG_PROOF", "password")
        assert world.reload(appeal).version == appeal.version

    def test_a_vote_needs_its_reason(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        error = refused(lambda: cast(world, appeal, panel[0], reason="   "))

        assert (error.code, error.field) == ("VOTE_REASON_MISSING", "reason_mmr")

    def test_a_seat_that_was_filled_anew_votes_after_its_declaration(self, world: World, panel: list[Account]) -> None:
        appeal, newcomer = seated(world, panel), world.panelist()
        cast(world, appeal, panel[0])
        cast(world, appeal, panel[1], Vote.UPHOLD)
        fill_seat(
            world.ctx(world.default_user(Role.APPEALS_STAFF)), appeal.id, None, leaving=panel[2].id, coming=newcomer.id
        )

        assert refused(lambda: cast(world, appeal, newcomer)).code == "DECLARE_CONFLICTS_FIRST"
        declare_no_conflict(world.ctx(newcomer), appeal.id)
        cast(world, appeal, newcomer, Vote.UPHOLD)

        assert world.reload(appeal).determination == Vote.UPHOLD
        assert refused(lambda: cast(world, appeal, panel[2])).kind == ErrorKind.NOT_FOUND

    def test_a_late_tie_takes_the_vote_with_it(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        cast(world, appeal, panel[0])

        declare_conflict(world.ctx(panel[0]), appeal.id, [ConflictOfInterest.TREATED_CHILD])

        assert choices(world.reload(appeal)) == [None, None]

    @pytest.mark.parametrize("role", [Role.APPEALS_STAFF, Role.SECRETARY, Role.REVIEWER, Role.OFFICER, Role.PARENT])
    def test_no_one_votes_but_the_panel(self, world: World, panel: list[Account], role: Role) -> None:
        appeal = seated(world, panel)

        assert refused(lambda: cast(world, appeal, world.default_user(role))).kind == ErrorKind.FORBIDDEN


def _once(act: Callable[[], Any]) -> Callable[[], None]:
    left = [act]

    def run() -> None:
        if left:
            left.pop()()

    return run


def _before_each_transaction(monkeypatch: pytest.MonkeyPatch, *rivals: Callable[[], None]) -> None:
    """Let the rivals act, one after the other, between what an action read and what it writes."""
    send, waiting = Table.transact, list(rivals)

    def transact(self: Table, writes: list[dict[str, Any]]) -> None:
        if waiting:
            waiting.pop(0)()
        send(self, writes)

    monkeypatch.setattr(store.Table, "transact", transact)
