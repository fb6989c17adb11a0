"""The nightly look at the licenses of all physicians with live forms or open requests (HSC 120372(d)(7), licenses
F3, lifecycle H6)."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license import LookupFailure
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.standing import StandingState
from chalicelib.jobs.check_licenses import LONGEST, PAUSE_SECONDS, UNANSWERED, check_licenses
from chalicelib.law.enums import LineState
from chalicelib.storage.trigger_keys import license_check
from tests.actions.physicians import standing_of
from tests.actions.recipients import recipients_of, told
from tests.actions.test_license_at_signing import board_shows
from tests.builders import KAI, World, line

PROBATION, ACCUSATION, REVOKED_PRIMARY = "53", "50", "65"
LOST, HELD, AGAIN = NoticeKind.LICENSE_NOT_CURRENT, NoticeKind.LICENSE_ON_HOLD, NoticeKind.LICENSE_CURRENT_AGAIN


def night(world: World, **later: float) -> dict[str, int]:
    """The next night's run, without its pauses."""
    world.clock.advance(**(later or {"days": 1}))
    return dict(check_licenses(world.clock, lambda _seconds: None))


def several_physicians(world: World, count: int) -> list[Account]:
    """Physicians with a form of a child of their own each."""
    physicians = [world.physician() for _each in range(count)]
    for place, doctor in enumerate(physicians):
        child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name=f"Noa{place}"))
        world.form(request=world.request(RequestState.OPENED, child=child, physician=doctor))
    world.licenses.asked.clear()
    return physicians


class TestWhoIsChecked:
    def test_a_physician_with_a_live_form_each_night_once(self, world: World) -> None:
        world.form()
        world.licenses.asked.clear()

        assert [night(world) for _each in range(3)] == [{"unchanged": 1}] * 3
        assert night(world, minutes=10) == {}
        assert len(world.licenses.asked) == 3

    def test_a_physician_with_an_open_request(self, world: World) -> None:
        world.request(RequestState.OPENED)
        assert night(world) == {"unchanged": 1}

    def test_no_one_who_only_registered(self, world: World) -> None:
        world.default_user(Role.PHYSICIAN)
        assert night(world) == {}

    def test_not_once_the_last_form_has_ended(self, world: World) -> None:
        """Given a form of one month, when it has ended, then the next look finds nothing and waits for no other."""
        form = world.form(lines=(line(expires_on=world.clock.today + timedelta(days=30)),))
        night(world)

        assert night(world, days=40) == {"left": 1}
        assert world.ctx().store.item(license_check(form.physician_id)) is None
        world.form(
            request=world.request(
                RequestState.OPENED,
                child=world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa")),
            )
        )
        assert night(world) == {"unchanged": 1}

    def test_not_for_a_form_that_was_withdrawn(self, world: World) -> None:
        world.form(state=LineState.WITHDRAWN)
        assert night(world) == {"left": 1}


class TestWhatTheBoardShows:
    @pytest.fixture
    def form(self, world: World) -> ExemptionForm:
        made = world.form()
        night(world)
        return made

    def test_a_license_that_is_no_longer_current_is_told_once_and_its_forms_stay(
        self, world: World, form: ExemptionForm
    ) -> None:
        board_shows(world, primary_status=REVOKED_PRIMARY)

        assert [night(world), night(world)] == [{"changed": 1}, {"unchanged": 1}]

        assert recipients_of(world, LOST) == {("account", form.physician_id)}
        assert len(told(world, LOST)) == 1
        assert world.reload(form) == form
        page = world.browser(world.default_user(Role.PHYSICIAN)).get("/physicians").words
        assert "You cannot sign new forms now" in page
        assert "Forms that you signed before stay as they are" in page

    def test_one_that_has_passed_its_last_day_counts_as_such_and_is_told_again_when_renewed(
        self, world: World, form: ExemptionForm
    ) -> None:
        board_shows(world, expires_on=world.clock.today)
        night(world)
        board_shows(world, expires_on=date(2029, 1, 1))

        assert night(world) == {"changed": 1}
        assert (len(told(world, LOST)), len(told(world, AGAIN))) == (1, 1)

    def test_parents_who_wait_for_the_signature_are_told_that_they_can_choose_another_doctor(
        self, world: World, form: ExemptionForm
    ) -> None:
        child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa"))
        waiting = world.request(RequestState.OPENED, child=child)
        board_shows(world, primary_status=REVOKED_PRIMARY)
        night(world)

        assert recipients_of(world, NoticeKind.PHYSICIAN_CANNOT_SIGN) == {("account", waiting.parent_id)}
        words = world.browser(world.default_user(Role.PARENT)).get("/parents").words
        assert "Your doctor cannot sign the form now" in words

    @pytest.mark.parametrize("code", [ACCUSATION, PROBATION, "99"])
    def test_a_new_matter_holds_new_forms_until_the_state_has_classified_it(
        self, world: World, form: ExemptionForm, code: str
    ) -> None:
        board_shows(world, secondary_statuses=(code,))

        assert [night(world), night(world)] == [{"changed": 1}, {"unchanged": 1}]

        standing = standing_of(world)
        assert (standing.state, standing.codes, standing.held_form_ids) == (StandingState.HOLD, (code,), ())
        assert world.reload(form) == form
        assert recipients_of(world, HELD) == {("account", form.physician_id)}
        assert recipients_of(world, NoticeKind.LICENSE_TO_CLASSIFY) == {("cdph", "main")}
        page = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/standings/{standing.id}")
        assert page.status == 200

    def test_a_second_matter_joins_the_first_and_a_matter_that_vanishes_stays_until_it_is_classified(
        self, world: World, form: ExemptionForm
    ) -> None:
        for codes in ((ACCUSATION,), (ACCUSATION, PROBATION), (PROBATION,)):
            board_shows(world, secondary_statuses=codes)
            night(world)

        assert standing_of(world).codes == (ACCUSATION, PROBATION)
        assert len(told(world, NoticeKind.LICENSE_TO_CLASSIFY)) == 2
        assert len(told(world, HELD)) == 1

    def test_one_that_no_one_knows_any_more_may_not_sign(self, world: World, form: ExemptionForm) -> None:
        profile = world.default_user(Role.PHYSICIAN).physician
        assert profile
        world.licenses.set_not_found(profile)
        night(world)

        assert len(told(world, LOST)) == 1
        assert standing_of(world).state is StandingState.VERIFIED


class TestTheServicesLimits:
    def test_there_is_a_pause_between_two_questions(self, world: World) -> None:
        several_physicians(world, 3)
        world.clock.advance(days=1)
        pauses: list[float] = []

        check_licenses(world.clock, pauses.append)

        assert pauses == [PAUSE_SECONDS] * 2

    def test_an_outage_ends_the_run_is_counted_and_the_next_run_asks_again(self, world: World) -> None:
        """Given five licenses and a service that is down, when it comes back, then each was answered once, and no one
        was told that a license is not valid."""
        several_physicians(world, 5)
        world.licenses.go_down(LookupFailure.TIMEOUT)

        assert night(world) == {"unreachable": UNANSWERED, "part": 1}
        assert night(world, minutes=10) == {"unreachable": UNANSWERED, "part": 1}
        world.licenses.come_back()
        world.licenses.asked.clear()

        assert night(world, minutes=10) == {"unchanged": 5}
        assert len(set(world.licenses.asked)) == 5
        assert told(world, LOST) == told(world, HELD) == []

    def test_too_many_questions_end_the_run_at_once(self, world: World) -> None:
        several_physicians(world, 3)
        world.licenses.go_down(LookupFailure.TOO_MANY)

        assert night(world) == {"unreachable": 1, "part": 1}

    def test_a_run_that_takes_too_long_goes_on_where_it_stopped(self, world: World) -> None:
        several_physicians(world, 3)
        world.clock.advance(days=1)
        slow = check_licenses(world.clock, lambda _seconds: world.clock.advance(seconds=LONGEST.total_seconds()))

        assert dict(slow) == {"unchanged": 2, "part": 1}
        assert night(world, minutes=10) == {"unchanged": 1}

    def test_one_that_fails_holds_up_no_other(self, world: World) -> None:
        first, *_others = several_physicians(world, 3)
        assert first.physician
        world.licenses.set_record(first.physician, primary_status=None)  # type: ignore[arg-type]

        assert night(world) == {"failed": 1, "unchanged": 2}
