"""One case, several vaccines: each is voted on, determined and decided for itself (HSC 120372(a)(2)(F), 120372.05)."""

from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import permutations, product

import pytest

from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.appeals.vote import Ballot, determinations, save_vote_draft, vote
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState, Determination, DraftedVote, Seat, VaccineVote, Vote
from chalicelib.domain.effective_status import answer_for
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import ReviewState
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys
from tests.actions.recipients import refused, told
from tests.appeal_builder import votes_for
from tests.builders import PASSWORD, World, line
from tests.checks.after_each_test import all_items

MMR, VAR = Vaccine.MMR, Vaccine.VAR
RESTORE, STOP = Vote.REINSTATE, Vote.UPHOLD
WHY = "The criteria for a precaution are met on the records sent"
TEXT = "The exemption from MMR counts again. The one from varicella stays stopped."


@pytest.fixture
def panel(world: World) -> list[Account]:
    return [world.panelist() for _ in range(3)]


def of_two_vaccines(world: World, panel: list[Account]) -> Appeal:
    """An appeal about MMR and varicella, revoked together, that the panel looks at."""
    form = world.form(lines=(line(MMR, LineKind.PERMANENT), line(VAR, LineKind.PERMANENT)))
    world.review(ReviewState.DECIDED, form=form, vaccines=(MMR, VAR))
    return world.appeal(AppealState.IN_REVIEW, form=world.reload(form), panelists=tuple(panel))


def ballot(appeal: Appeal, mmr: Vote, var: Vote) -> Ballot:
    cast = (VaccineVote(vaccine=MMR, vote=mmr, reason=WHY), VaccineVote(vaccine=VAR, vote=var, reason=f"{WHY} too"))
    return Ballot(appeal.id, cast, PASSWORD)


def decided(world: World, appeal: Appeal) -> ExemptionForm:
    now = world.reload(appeal)
    adoption = Adoption(now.id, now.form_id, now.version, now.determined, TEXT, PASSWORD)
    adopt_determination(world.ctx(world.default_user(Role.SECRETARY)), adoption)
    return world.ctx().store.get(ExemptionForm, now.form_id)


def model_of_two_of_three(votes: tuple[Vote, Vote, Vote]) -> Vote:
    """The rule, said once more in another way: whoever has the middle of the sorted votes has two of three."""
    return sorted(votes)[1]


class TestDetermination:
    @pytest.mark.parametrize("mmr", list(product(Vote, repeat=3)))
    def test_each_vaccine_follows_its_own_two_of_three_whatever_the_other_gets(
        self, world: World, mmr: tuple[Vote, Vote, Vote]
    ) -> None:
        appeal = of_two_vaccines(world, [world.panelist() for _ in range(3)])

        for var in product(Vote, repeat=3):
            seats = tuple(
                seat.with_votes(ballot(appeal, *pair).votes, world.clock.today, "")
                for seat, pair in zip(appeal.seats, zip(mmr, var, strict=True), strict=True)
            )
            found = determinations(world.ctx(), appeal.with_changes(seats=seats))

            assert found == (
                Determination(vaccine=MMR, vote=model_of_two_of_three(mmr)),
                Determination(vaccine=VAR, vote=model_of_two_of_three(var)),
            )

    def test_nothing_is_determined_before_the_third_vote(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        for each in panel[:2]:
            vote(world.ctx(each), ballot(appeal, RESTORE, STOP))

        assert world.reload(appeal).determined == ()

    @pytest.mark.parametrize(
        ("votes", "code", "field"),
        [
            (votes_for(Appeal.model_construct(vaccines=(MMR,)), RESTORE), "VOTE_MISSING", "vote_var"),
            (votes_for(Appeal.model_construct(vaccines=(MMR, VAR)), RESTORE, " "), "VOTE_REASON_MISSING", "reason_mmr"),
            (votes_for(Appeal.model_construct(vaccines=(MMR, VAR, Vaccine.IPV)), STOP), "VOTE_MISSING", "vote_ipv"),
        ],
    )
    def test_each_vaccine_of_the_case_needs_its_vote_and_no_other_gets_one(
        self, world: World, panel: list[Account], votes: tuple[VaccineVote, ...], code: str, field: str
    ) -> None:
        appeal = of_two_vaccines(world, panel)

        error = refused(lambda: vote(world.ctx(panel[0]), Ballot(appeal.id, votes, PASSWORD)))

        assert (error.code, error.field) == (code, field)
        assert not world.reload(appeal).seats[0].has_voted


class TestDecision:
    @pytest.mark.parametrize(
        ("mmr", "var", "kind"),
        [
            (RESTORE, RESTORE, NoticeKind.APPEAL_REINSTATED),
            (RESTORE, STOP, NoticeKind.APPEAL_REINSTATED_IN_PART),
            (STOP, RESTORE, NoticeKind.APPEAL_REINSTATED_IN_PART),
            (STOP, STOP, NoticeKind.APPEAL_UPHELD),
        ],
    )
    def test_lines_clocks_locks_answers_and_notices_follow_each_vaccine(
        self, world: World, panel: list[Account], mmr: Vote, var: Vote, kind: NoticeKind
    ) -> None:
        world.clock.set("2026-09-01")
        appeal = of_two_vaccines(world, panel)
        for each in panel:
            vote(world.ctx(each), ballot(appeal, mmr, var))
        world.clock.set("2026-11-04")

        form = decided(world, appeal)

        for vaccine, ruling in ((MMR, mmr), (VAR, var)):
            held = form.line(vaccine)
            assert held
            assert held.revocation
            assert held.revocation.appeal
            lock = world.ctx().store.item(keys.exemption_lock(form.child_id, vaccine, form.span))
            assert lock
            if ruling is RESTORE:
                assert (held.state, held.revocation.appeal.status) == (LineState.ISSUED, AppealStatus.REINSTATED)
                assert lock["holder"] == form.id
                assert answer_for(form, held, date(2026, 12, 5)).outcome == Outcome.ADMIT
            else:
                assert (held.state, held.revocation.appeal.status) == (LineState.REVOKED, AppealStatus.UPHELD)
                assert lock["holder"] == ""
                assert answer_for(form, held, date(2026, 12, 4)).fact("until") == date(2026, 12, 4)
                assert answer_for(form, held, date(2026, 12, 5)).outcome == Outcome.EXCLUDE_FROM
        notices = [notice for each in NoticeKind if each.startswith("appeal_re") for notice in told(world, each)]
        notices += told(world, NoticeKind.APPEAL_UPHELD)
        assert {notice.kind for notice in notices} == {kind}
        assert len(notices) == 5
        assert {notice.facts.get("start_by") for notice in notices} == (
            {"2026-12-04"} if STOP in {mmr, var} else {None}
        )

    def test_the_secretary_cannot_turn_one_of_two_vaccines_around(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        for each in panel:
            vote(world.ctx(each), ballot(appeal, RESTORE, STOP))
        now = world.reload(appeal)
        turned = (now.determined[0], now.determined[1].with_changes(vote=RESTORE))

        for stated in (turned, now.determined[:1]):
            adoption = Adoption(now.id, now.form_id, now.version, stated, TEXT, PASSWORD)
            error = refused(lambda: adopt_determination(world.ctx(world.default_user(Role.SECRETARY)), adoption))  # noqa: B023
            assert error.kind == ErrorKind.REFUSED
        assert world.reload(appeal) == now


class TestDraft:
    def test_a_draft_is_kept_and_leaves_with_the_vote(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        drafts = (DraftedVote(vaccine=MMR, vote=RESTORE, reason="To look up again"), DraftedVote(vaccine=VAR))

        save_vote_draft(world.ctx(panel[0]), appeal.id, drafts)

        assert world.reload(appeal).seats[0].drafts == drafts
        assert not world.reload(appeal).seats[0].has_voted
        vote(world.ctx(panel[0]), ballot(appeal, RESTORE, STOP))
        assert world.reload(appeal).seats[0].drafts == ()

    def test_it_is_sealed_where_it_is_stored(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        save_vote_draft(
            world.ctx(panel[0]), appeal.id, (DraftedVote(vaccine=MMR, vote=None, reason="Hives and vomiting"),)
        )

        stored = [item for item in all_items(world.table.name) if item.get("type") == "appeal"]
        assert stored
        assert "Hives" not in str(stored)

    def test_no_one_drafts_after_the_vote_or_in_anothers_seat(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        vote(world.ctx(panel[0]), ballot(appeal, RESTORE, STOP))

        assert refused(lambda: save_vote_draft(world.ctx(panel[0]), appeal.id, ())).code == "VOTED_ALREADY"
        other = world.panelist()
        assert refused(lambda: save_vote_draft(world.ctx(other), appeal.id, ())).kind == ErrorKind.NOT_FOUND


def seats_of(number: int, *, places: bool) -> tuple[Appeal, list[str]]:
    """An appeal of three who voted, with ids as they are drawn; with or without drawn places."""
    ids = [sha256(f"id {number} {seat}".encode()).hexdigest()[:26] for seat in range(3)]
    seats = tuple(
        Seat(panelist_id=each, panelist_name="", assigned_on=date(2026, 9, 1)).with_votes(
            votes_for(Appeal.model_construct(vaccines=(MMR,)), RESTORE),
            date(2026, 9, 9),
            sha256(f"place {each}".encode()).hexdigest()[:26] if places else "",
        )
        for each in ids
    )
    return Appeal.model_construct(id=f"appeal-{number}", vaccines=(MMR,), seats=seats), ids


class TestOrderOfTheVotes:
    """ "The Secretary reads this without your name": the order of the votes tells nothing of the seats (F10)."""

    @pytest.mark.parametrize("places", [True, False])
    def test_over_many_cases_every_order_is_as_likely_as_any_other(self, places: bool) -> None:
        orders: Counter[tuple[int, ...]] = Counter()
        for number in range(1200):
            appeal, ids = seats_of(number, places=places)
            order = tuple(ids.index(seat.panelist_id) for seat in appeal.votes_in_no_order)
            assert order == tuple(ids.index(seat.panelist_id) for seat in appeal.votes_in_no_order)
            orders[order] += 1

        assert set(orders) == set(permutations(range(3)))
        assert all(130 < count < 270 for count in orders.values())

    def test_a_vote_draws_its_place_and_the_order_stays_as_it_is(self, world: World, panel: list[Account]) -> None:
        appeal = of_two_vaccines(world, panel)
        for each in panel:
            vote(world.ctx(each), ballot(appeal, RESTORE, STOP))

        first, second = world.reload(appeal), world.reload(appeal)

        assert [seat.panelist_id for seat in first.votes_in_no_order] == [
            seat.panelist_id for seat in second.votes_in_no_order
        ]
        assert len({seat.place for seat in first.seats}) == 3
        assert sorted(seat.place for seat in first.seats) == [seat.place for seat in first.votes_in_no_order]


def test_a_case_from_before_with_one_vote_and_one_determination_reads_the_same_for_every_vaccine() -> None:
    old = Seat(
        panelist_id="a",
        panelist_name="",
        assigned_on=date(2026, 9, 1),
        vote=STOP,
        reason=WHY,
        voted_on=date(2026, 9, 2),
    )
    appeal = Appeal.model_construct(id="x", vaccines=(MMR, VAR), seats=(old,), determination=STOP, determinations=())

    assert [old.vote_on(each) for each in appeal.vaccines] == [
        VaccineVote(vaccine=each, vote=STOP, reason=WHY) for each in appeal.vaccines
    ]
    assert (appeal.restored, appeal.upheld) == ((), (MMR, VAR))
