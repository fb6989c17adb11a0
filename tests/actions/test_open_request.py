"""A physician opens a request with its number and the child's birth date; guessing is locked (law.md A6, case 42)."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.requests.decline_request import decline_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.return_request import return_request
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.ids import new_number
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import StandingState
from chalicelib.law.enums import Vaccine
from chalicelib.runtime.entropy import random_below
from tests.actions.physicians import draft_of, opened
from tests.actions.recipients import recipients_of, refused, told
from tests.builders import KAI, World, line

WRONG = KAI.birth_date + timedelta(days=1)


def open_it(
    world: World,
    request: ExemptionRequest,
    *,
    by: Account | None = None,
    birth_date: date = KAI.birth_date,
    number: str = "",
) -> Done:
    doctor = by or world.default_user(Role.PHYSICIAN)
    return open_request(world.ctx(doctor), OpenCommand(number or request.number, birth_date))


def try_in_vain(world: World, request: ExemptionRequest, **options: object) -> PortalError:
    return refused(lambda: open_it(world, request, **options))  # type: ignore[arg-type]


class TestOpen:
    def test_number_and_birth_date_open_it(self, world: World) -> None:
        request, doctor = world.request(), world.default_user(Role.PHYSICIAN)

        done = open_it(world, request)

        after = world.reload(request)
        assert done.subject == subject_of(request)
        assert (after.state, after.physician_id, after.opened_at) == (RequestState.OPENED, doctor.id, world.clock())
        assert after.physician_name == doctor.display_name
        draft = draft_of(world, request.id)
        assert (draft.request_id, draft.child_id, draft.span) == (request.id, request.child_id, request.span)
        assert world.ctx().store.person(doctor.id).ids("request") == [request.id]
        assert recipients_of(world, NoticeKind.REQUEST_OPENED) == {("account", request.parent_id)}

    def test_a_renewal_request_names_the_form_that_it_replaces(self, world: World) -> None:
        old = world.form()
        request = world.request(renews_form_id=old.id)
        open_it(world, request)
        assert draft_of(world, request.id).replaces_form_id == old.id

    def test_opening_ones_own_again_changes_nothing(self, world: World) -> None:
        request = world.request()
        open_it(world, request)
        before = world.reload(request)
        assert open_it(world, request).subject == subject_of(request)
        assert world.reload(request).version == before.version

    def test_wrong_number_and_wrong_birth_date_get_one_answer(self, world: World) -> None:
        request = world.request()
        no_number = try_in_vain(world, request, number=new_number(random_below))
        wrong_day = try_in_vain(world, request, birth_date=WRONG)
        assert (no_number.kind, no_number.code, no_number.field) == (wrong_day.kind, wrong_day.code, wrong_day.field)
        assert (wrong_day.kind, wrong_day.code) == (ErrorKind.INVALID, "NO_SUCH_REQUEST")

    def test_one_that_another_physician_has_open(self, world: World) -> None:
        request = world.request()
        open_it(world, request)
        error = try_in_vain(world, request, by=world.physician(last_name="Someone-Else"))
        assert (error.kind, error.code) == (ErrorKind.REFUSED, "REQUEST_WITH_OTHER_PHYSICIAN")

    @pytest.mark.parametrize("state", [RequestState.DECLINED, RequestState.ISSUED, RequestState.HELD])
    def test_one_that_is_closed(self, world: World, state: RequestState) -> None:
        assert try_in_vain(world, world.request(state)).code == "REQUEST_CLOSED"

    @pytest.mark.parametrize(("day", "is_open"), [("2027-11-20", True), ("2027-11-21", False)])
    def test_one_that_is_older_than_twelve_months_has_lapsed(self, world: World, day: str, is_open: bool) -> None:
        request = world.request()
        world.clock.set(day)
        if is_open:
            assert open_it(world, request)
        else:
            assert try_in_vain(world, request).code == "REQUEST_LAPSED"

    @pytest.mark.parametrize(
        "state",
        [StandingState.BARRED_ACCUSATION, StandingState.BARRED_PROBATION, StandingState.BARRED_PUBLIC_HEALTH_RISK],
    )
    def test_a_barred_physician_opens_nothing(self, world: World, state: StandingState) -> None:
        barred = world.physician(last_name="Barred", standing=state)
        assert try_in_vain(world, world.request(), by=barred).code == "STANDING_BARRED"

    def test_a_physician_on_hold_may_open(self, world: World) -> None:
        on_hold = world.physician(last_name="Waiting", standing=StandingState.HOLD)
        assert open_it(world, world.request(), by=on_hold)

    @pytest.mark.parametrize("role", [Role.PARENT, Role.SCHOOL, Role.REVIEWER])
    def test_no_one_else_opens_requests(self, world: World, role: Role) -> None:
        assert try_in_vain(world, world.request(), by=world.default_user(role)).kind == ErrorKind.FORBIDDEN


class TestGuessing:
    def test_case_42_five_wrong_birth_dates_lock_for_fifteen_minutes(self, world: World) -> None:
        request = world.request()
        for _ in range(4):
            assert try_in_vain(world, request, birth_date=WRONG).code == "NO_SUCH_REQUEST"
        assert told(world, NoticeKind.WRONG_BIRTH_DATE_TRIES) == []
        fifth = try_in_vain(world, request, birth_date=WRONG)
        assert (fifth.kind, fifth.code) == (ErrorKind.TOO_MANY, "REQUEST_LOCKED")
        world.clock.advance(minutes=14, seconds=59)
        assert try_in_vain(world, request).code == "REQUEST_LOCKED"
        world.clock.advance(seconds=1)
        assert open_it(world, request)

    def test_the_parent_learns_that_someone_tried_but_not_who(self, world: World) -> None:
        request = world.request()
        for _ in range(6):
            try_in_vain(world, request, birth_date=WRONG)
        notices = told(world, NoticeKind.WRONG_BIRTH_DATE_TRIES)
        assert [notice.recipient.id for notice in notices] == [request.parent_id]
        doctor = world.default_user(Role.PHYSICIAN)
        said = notices[0].model_dump_json()
        assert doctor.id not in said
        assert doctor.last_name not in said

    def test_the_lock_is_audited(self, world: World) -> None:
        request = world.request()
        for _ in range(5):
            try_in_vain(world, request, birth_date=WRONG)
        after = world.reload(request)
        assert (after.state, after.version) == (RequestState.SUBMITTED, request.version + 1)

    def test_an_unknown_number_locks_alike(self, world: World) -> None:
        request, unknown = world.request(), new_number(random_below)
        codes = [try_in_vain(world, request, number=unknown).code for _ in range(6)]
        assert codes == ["NO_SUCH_REQUEST"] * 4 + ["REQUEST_LOCKED"] * 2

    def test_the_lock_is_for_one_number_and_one_physician(self, world: World) -> None:
        request, other = world.request(), world.request()
        for _ in range(5):
            try_in_vain(world, request, birth_date=WRONG)
        assert open_it(world, other)
        assert open_it(world, request, by=world.physician(last_name="Someone-Else"))

    def test_a_right_birth_date_after_four_wrong_ones_opens(self, world: World) -> None:
        request = world.request()
        for _ in range(4):
            try_in_vain(world, request, birth_date=WRONG)
        assert open_it(world, request)

    def test_tries_of_long_ago_do_not_count(self, world: World) -> None:
        request = world.request()
        for _ in range(4):
            try_in_vain(world, request, birth_date=WRONG)
        world.clock.advance(minutes=15)
        assert try_in_vain(world, request, birth_date=WRONG).code == "NO_SUCH_REQUEST"
        assert open_it(world, request)


class TestGiveBack:
    def test_a_released_request_is_submitted_again_and_the_parent_reads_why(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        return_request(world.ctx(doctor), request.id, request.version, "The grade is wrong")
        after = world.reload(request)
        assert (after.state, after.physician_id, after.reason) == (RequestState.SUBMITTED, "", "The grade is wrong")
        assert world.ctx().store.person(doctor.id).ids("request") == []
        assert recipients_of(world, NoticeKind.REQUEST_RELEASED) == {("account", request.parent_id)}

    def test_what_the_physician_filled_in_is_there_when_it_is_opened_again(self, world: World) -> None:
        request, doctor = opened(world, lines=(line(Vaccine.VAR),)), world.default_user(Role.PHYSICIAN)
        return_request(world.ctx(doctor), request.id, request.version, "The grade is wrong")
        open_it(world, request)
        assert [each.vaccine for each in draft_of(world, request.id).lines] == [Vaccine.VAR]

    def test_another_physician_begins_with_an_empty_form(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        return_request(world.ctx(doctor), request.id, request.version, "I am on leave")
        other = world.physician(last_name="Someone-Else")
        open_it(world, request, by=other)
        draft = draft_of(world, request.id)
        assert (draft.physician_id, draft.lines, draft.examined_on) == (other.id, (), None)

    def test_a_declined_request_is_closed_and_the_parent_reads_why(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        decline_request(world.ctx(doctor), request.id, request.version, "No reason found")
        after = world.reload(request)
        assert (after.state, after.reason) == (RequestState.DECLINED, "No reason found")
        assert recipients_of(world, NoticeKind.REQUEST_DECLINED) == {("account", request.parent_id)}

    @pytest.mark.parametrize("act", [return_request, decline_request])
    def test_only_who_has_it_open_as_it_was_shown(self, world: World, act: object) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        other = world.physician(last_name="Someone-Else")

        def give_back(by: Account, version: int) -> Done:
            return act(world.ctx(by), request.id, version, "why")  # type: ignore[operator, no-any-return]

        assert refused(lambda: give_back(other, request.version)).kind == ErrorKind.NOT_FOUND
        assert refused(lambda: give_back(doctor, request.version - 1)).code == "STALE"
        world.step(request, Action.CANCEL_REQUEST, actor=world.default_user(Role.PARENT), state=RequestState.CANCELED)
        assert refused(lambda: give_back(doctor, request.version)).code == "WRONG_STATE"
