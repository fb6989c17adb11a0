"""The license at the moment of signing (HSC 120372(d)(7), licenses F3): issue, hold, refuse, or try later."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.license import LookupFailure
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.standing import Classification, StandingState
from chalicelib.law.enums import Board, LineState
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.physician_standing import MatterKind
from tests.actions.physicians import codes_of, guard_of, opened, refusal, same_child, sign, standing_of
from tests.actions.recipients import recipients_of, told
from tests.builders import World
from tests.license_answers import action

PROBATION, ACCUSATION = "53", "50"


def board_shows(world: World, **facts: object) -> None:
    """From now on the board shows this of the physician's license."""
    profile = world.default_user(Role.PHYSICIAN).physician
    assert profile
    world.licenses.set_record(profile, **facts)  # type: ignore[arg-type]


def classified(code: str, *, related: bool, kind: MatterKind, ended: bool = False) -> Classification:
    return Classification(code=code, immunization_related=related, kind=kind, ended=ended, by="x", on=date(2026, 10, 1))


def with_classification(world: World, finding: Classification) -> None:
    """CDPH has classified a matter of the physician."""
    world.step(standing_of(world), Action.CLASSIFY_ACTION, classifications=(finding,))


class TestMayIssue:
    def test_the_board_is_asked_at_the_signing_and_the_answer_is_kept(self, world: World) -> None:
        request = opened(world)
        world.clock.advance(hours=3)
        form = sign(world, request.id)
        assert world.licenses.asked == [form.physician.license_number]
        assert form.license_checked_at == world.clock()
        assert standing_of(world).last_good_check == world.clock()

    def test_case_49_a_matter_found_unrelated_does_not_hold(self, world: World) -> None:
        opened_one = opened(world)
        board_shows(world, secondary_statuses=(PROBATION,))
        with_classification(world, classified(PROBATION, related=False, kind=MatterKind.PROBATION))
        assert sign(world, opened_one.id).lines[0].state == LineState.ISSUED

    def test_a_former_name_on_the_license_is_the_physicians_all_the_same(self, world: World) -> None:
        world.licenses.set_record(world.default_user(Role.PHYSICIAN).physician or "")
        assert sign(world, opened(world).id).lines[0].state == LineState.ISSUED


class TestHold:
    def test_case_47_probation_that_no_one_classified_holds_the_form(self, world: World) -> None:
        request = opened(world)
        board_shows(world, secondary_statuses=(PROBATION,))

        form = sign(world, request.id)

        assert [each.state for each in form.lines] == [LineState.HELD]
        assert world.reload(request).state == RequestState.HELD
        assert guard_of(world, form)["holder"] == form.id
        standing = standing_of(world)
        assert standing.state == StandingState.HOLD
        assert (standing.codes, standing.held_form_ids) == ((PROBATION,), (form.id,))
        assert recipients_of(world, NoticeKind.EXEMPTION_HELD) == {
            ("account", request.parent_id),
            ("account", form.physician_id),
        }
        assert told(world, NoticeKind.EXEMPTION_ISSUED) == []

    @pytest.mark.parametrize(
        "facts",
        [
            {"secondary_statuses": (ACCUSATION,)},
            {"secondary_statuses": ("999",)},
            {"primary_status": "998"},
            {"public_actions": (action(),)},
        ],
    )
    def test_what_the_state_has_not_looked_at_holds(self, world: World, facts: dict[str, object]) -> None:
        request = opened(world)
        board_shows(world, **facts)
        assert sign(world, request.id).lines[0].state == LineState.HELD

    def test_a_held_form_counts_toward_five(self, world: World) -> None:
        world.form(state=LineState.HELD)
        assert standing_of(world).forms_by_year == {"2026": 1}

    def test_a_standing_on_hold_stays_so_when_the_board_shows_nothing_any_more(self, world: World) -> None:
        first = world.form(state=LineState.HELD)
        board_shows(world)
        second = sign(world, opened(world).id)
        assert second.lines[0].state == LineState.HELD
        standing = standing_of(world)
        assert standing.codes == ("99",)
        assert standing.held_form_ids == (first.id, second.id)


class TestRefuse:
    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"primary_status": "45"}, "LICENCE_NOT_CURRENT"),  # case 45
            ({"primary_status": "65"}, "LICENCE_NOT_CURRENT"),
            ({"expires_on": date(2026, 11, 19)}, "LICENCE_PAST_EXPIRY"),
            ({"secondary_statuses": ("54",)}, "PRACTICE_NOT_PERMITTED"),
        ],
    )
    def test_a_license_that_is_not_current_signs_nothing(
        self, world: World, facts: dict[str, object], code: str
    ) -> None:
        request = opened(world)
        board_shows(world, **facts)
        assert codes_of(refusal(world, request.id)) == {code}
        assert world.reload(request).state == RequestState.OPENED
        assert standing_of(world).forms_by_year == {}

    def test_the_last_day_of_a_license_is_good(self, world: World) -> None:
        request = opened(world)
        board_shows(world, expires_on=date(2026, 11, 20))
        assert sign(world, request.id).lines[0].state == LineState.ISSUED

    def test_a_license_that_no_one_holds(self, world: World) -> None:
        request = opened(world)
        world.licenses.set_not_found(world.default_user(Role.PHYSICIAN).physician or "")
        assert codes_of(refusal(world, request.id)) == {"LICENCE_NOT_FOUND"}

    def test_someone_elses_license(self, world: World) -> None:
        request = opened(world)
        profile = world.default_user(Role.PHYSICIAN).physician
        assert profile
        number = normalize_license_number(Board.MBC, profile.license_shown)
        assert isinstance(number, LicenseNumber)
        world.licenses.set_other_name(number, "Zimmermann")
        assert codes_of(refusal(world, request.id)) == {"LICENCE_NAME_MISMATCH"}

    @pytest.mark.parametrize(
        ("code", "kind", "reason"),
        [
            (PROBATION, MatterKind.PROBATION, "ON_PROBATION"),  # case 48
            (ACCUSATION, MatterKind.ACCUSATION, "ACCUSATION_PENDING"),  # case 50
        ],
    )
    def test_a_matter_found_related_bars(self, world: World, code: str, kind: MatterKind, reason: str) -> None:
        request = opened(world)
        board_shows(world, secondary_statuses=(code,))
        with_classification(world, classified(code, related=True, kind=kind))
        assert codes_of(refusal(world, request.id)) == {reason}

    @pytest.mark.parametrize(
        "state",
        [StandingState.BARRED_ACCUSATION, StandingState.BARRED_PROBATION, StandingState.BARRED_PUBLIC_HEALTH_RISK],
    )
    def test_a_written_bar_refuses_whatever_the_board_shows(self, world: World, state: StandingState) -> None:
        request = opened(world)
        standing = standing_of(world)
        hold = world.step(standing, Action.HOLD_EXEMPTION, state=StandingState.HOLD)
        by_health = state == StandingState.BARRED_PUBLIC_HEALTH_RISK
        world.step(
            hold,
            Action.BAR_PHYSICIAN if by_health else Action.CLASSIFY_ACTION,
            state=state,
            barred_since=world.clock.today if by_health else None,
        )
        assert refusal(world, request.id).code in {"STANDING_BARRED", "REFUSED_BY_LAW"}


class TestServiceDown:
    @pytest.mark.parametrize("trouble", list(LookupFailure))
    def test_without_a_good_check_the_answer_is_to_try_later(self, world: World, trouble: LookupFailure) -> None:
        request = opened(world)
        world.clock.advance(hours=24, seconds=1)
        world.licenses.go_down(trouble)
        error = refusal(world, request.id, ErrorKind.UNAVAILABLE)
        assert error.code == "LICENCE_SERVICE_DOWN"
        assert codes_of(error) == {"LICENCE_SERVICE_UNREACHABLE"}

    def test_a_good_check_of_the_last_24_hours_stands_in(self, world: World) -> None:
        request = opened(world)
        checked = standing_of(world).last_good_check
        world.clock.advance(hours=24)
        world.licenses.go_down()
        form = sign(world, request.id)
        assert form.lines[0].state == LineState.ISSUED
        assert form.license_checked_at == checked
        assert standing_of(world).last_good_check == checked

    def test_a_check_that_ended_in_a_hold_never_stands_in(self, world: World) -> None:
        world.form(state=LineState.HELD)
        world.licenses.go_down()
        assert refusal(world, opened(world).id, ErrorKind.UNAVAILABLE).code == "LICENCE_SERVICE_DOWN"

    def test_after_it_came_back_the_same_draft_is_signed(self, world: World) -> None:
        request = opened(world)
        world.clock.advance(hours=25)
        world.licenses.go_down()
        refusal(world, request.id, ErrorKind.UNAVAILABLE)
        world.licenses.come_back()
        assert sign(world, request.id).lines[0].state == LineState.ISSUED

    def test_a_known_bar_refuses_also_without_an_answer(self, world: World) -> None:
        request = opened(world)
        with_classification(world, classified(PROBATION, related=True, kind=MatterKind.PROBATION))
        world.licenses.go_down()
        assert codes_of(refusal(world, request.id)) == {"ON_PROBATION"}


class TestAHoldNeverEndsWhatCounts:
    def test_a_renewal_on_hold_leaves_the_valid_exemption(self, world: World) -> None:
        child = same_child(world)
        old = world.form(child=child)
        request = opened(world, request={"child": child, "renews_form_id": old.id})
        board_shows(world, secondary_statuses=(PROBATION,))
        assert refusal(world, request.id).code == "HOLD_WOULD_END_VALID"
        assert world.reload(old).lines[0].state == LineState.ISSUED

    def test_a_renewal_after_the_end_is_held(self, world: World) -> None:
        child = same_child(world)
        old = world.form(child=child)
        world.clock.set(date(2026, 11, 20) + timedelta(days=183))
        request = opened(world, request={"child": child, "renews_form_id": old.id})
        board_shows(world, secondary_statuses=(PROBATION,))
        form = sign(world, request.id)
        assert form.lines[0].state == LineState.HELD
        assert guard_of(world, form)["holder"] == form.id
        assert world.reload(old).lines[0].state == LineState.ISSUED
