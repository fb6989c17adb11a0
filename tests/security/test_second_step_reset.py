"""Phone and recovery codes are lost: two of our staff reset the second step, a day apart, and the owner hears of it."""

from chalicelib.domain.account import Account, Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage import keys
from tests.builders import World
from tests.mailed import notices_of
from tests.portal import Portal, Shown
from tests.security.test_second_step import at_second_step, first_step, type_code

WHY = "The office number was called back"


def ask(world: World, operator: Account, person: Account) -> Shown:
    return _press(world.browser(operator), person, "reset-second-step", "Ask for the reset")


def finish(world: World, operator: Account, person: Account) -> Shown:
    return _press(world.browser(operator), person, "reset-second-step/finish", "Reset")


def _press(browser: Portal, person: Account, which: str, button: str) -> Shown:
    return browser.get(f"/operators/accounts/{person.id}/{which}").press(button, reason=WHY)


def test_two_operators_a_day_apart_reset_it_and_the_owner_is_told_twice(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    signed_in = world.browser(reviewer)
    assert ask(world, one, reviewer).status == 303
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.SECOND_STEP_RESET_ASKED)] == [reviewer.id]
    world.clock.advance(hours=24)
    assert finish(world, other, reviewer).status == 303
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.SECOND_STEP_RESET)] == [reviewer.id]
    account = world.reload(reviewer)
    assert (account.second_step_since, account.second_step_reset, account.live_sessions) == (None, None, {})
    assert world.ctx().store.item(keys.two_factor(reviewer.id)) is None
    assert signed_in.get("/reviews").location.startswith("/sign-in")


def test_one_operator_cannot_finish_what_the_same_one_asked_for(world: World) -> None:
    reviewer, operator = world.reviewer(), world.operator()
    ask(world, operator, reviewer)
    world.clock.advance(hours=25)
    page = world.browser(operator).get(f"/operators/accounts/{reviewer.id}")
    assert "Reset two-step verification" not in page.links
    refused = finish(world, operator, reviewer)
    assert refused.status == 422
    assert "another operator" in refused.errors["reason"]
    assert world.reload(reviewer).second_step_since


def test_no_one_finishes_it_before_a_day_has_passed(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    ask(world, one, reviewer)
    world.clock.advance(hours=23, minutes=59, seconds=59)
    assert finish(world, other, reviewer).status == 422
    world.clock.advance(seconds=1)
    assert finish(world, other, reviewer).status == 303


def test_a_week_later_it_must_be_asked_for_anew(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    ask(world, one, reviewer)
    world.clock.advance(days=7)
    assert finish(world, other, reviewer).status == 409
    assert ask(world, other, reviewer).status == 303


def test_the_owner_stops_it_by_signing_in(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    ask(world, one, reviewer)
    assert type_code(at_second_step(world, reviewer), world.code(reviewer)).status == 303
    assert world.reload(reviewer).second_step_reset is None
    world.clock.advance(hours=24)
    assert finish(world, other, reviewer).status == 409


def test_any_operator_can_take_it_back(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    ask(world, one, reviewer)
    assert _press(world.browser(one), reviewer, "reset-second-step/stop", "Stop the reset").status == 303
    world.clock.advance(hours=24)
    assert finish(world, other, reviewer).status == 409


def test_an_operator_cannot_reset_the_own_second_step(world: World) -> None:
    operator, other = world.operator(), world.operator()
    assert ask(world, operator, operator).status == 422
    ask(world, other, operator)
    world.clock.advance(hours=24)
    assert finish(world, operator, operator).status == 422


def test_no_other_role_can_ask_for_it(world: World) -> None:
    reviewer = world.reviewer()
    for role in set(Role) - {Role.OPERATOR}:
        assert (
            world.browser(world.default_user(role)).get(f"/operators/accounts/{reviewer.id}/reset-second-step").status
            == 403
        )


def test_both_steps_of_a_reset_stand_in_the_accounts_history_with_who_and_why(world: World) -> None:
    reviewer, one, other = world.reviewer(), world.operator(), world.operator()
    ask(world, one, reviewer)
    world.clock.advance(hours=24)
    finish(world, other, reviewer)
    events = world.table.query_audit(f"ACCOUNT#{reviewer.id}", "EVENT#")
    acts = [event["body"] for event in events if event["kind"] == "account.reset_second_step"]
    assert len(acts) == 2
    assert all(WHY in body for body in acts)
    assert one.id in acts[0]
    assert other.id in acts[1]
    assert first_step(world.browser(), reviewer).status == 303
