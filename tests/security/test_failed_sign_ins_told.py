"""A failed sign-in can be looked into: counted for an alarm, with a line that says which account and network by keyed
hashes of a month, and nothing else of a person. The look into it is written down."""

import re
from typing import Any

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.metrics import Metric
from infra import command
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.counted import counted, lines_of
from tests.security.test_second_step import at_second_step, first_step, type_code

WRONG = "not the password at all"
HASH = re.compile(r"[0-9a-f]{16}")
NETWORK = "127.0.0.1"


def failures(world: World) -> list[dict[str, Any]]:
    return [line for line in lines_of(world.recorder.lines) if line.get("event") == "sign_in.failed"]


def wrong_password(world: World, person: Account) -> dict[str, Any]:
    """The line that a wrong password leaves behind."""
    assert first_step(world.browser(), person, WRONG).status == 422
    return failures(world)[-1]


def test_a_wrong_password_leaves_a_line_by_which_account_and_network_can_be_found(world: World) -> None:
    """Given two people, when one of them is guessed at twice and the other once, then the lines say which is which, and
    no address stands in one."""
    ana, kim = world.parent(), world.parent()
    lines = [wrong_password(world, person) for person in (ana, ana, kim)]
    assert all(HASH.fullmatch(line[name]) for line in lines for name in ("account_hash", "network_hash"))
    assert lines[0]["account_hash"] == lines[1]["account_hash"] != lines[2]["account_hash"]
    assert len({line["network_hash"] for line in lines}) == 1
    assert {line["outcome"] for line in lines} == {"wrong_password"}
    assert set(lines[0]) == {"event", "request_id", "account_hash", "network_hash", "outcome"}
    assert counted(world.recorder.lines)[Metric.SIGN_IN_FAILED] == 3


def test_lines_of_two_months_cannot_be_joined(world: World) -> None:
    """Given a try in one month and one in the next, then account and network have other hashes."""
    parent = world.parent()
    november = wrong_password(world, parent)
    world.clock.advance(days=31)
    december = wrong_password(world, parent)
    assert not {november["account_hash"], november["network_hash"]} & {
        december["account_hash"],
        december["network_hash"],
    }


def test_an_address_without_an_account_is_told_in_the_same_way(world: World) -> None:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post("/sign-in", email="no_one@mail.example", password=WRONG)
    assert HASH.fullmatch(failures(world)[-1]["account_hash"])


def test_a_wrong_code_and_a_wrong_recovery_code_are_failed_sign_ins_of_the_same_account(world: World) -> None:
    reviewer = world.reviewer()
    of_password = wrong_password(world, reviewer)
    portal = at_second_step(world, reviewer)
    type_code(portal, "000000")
    portal.get("/sign-in/recovery-code").press("Sign in", code="not-a-code")
    assert [line["outcome"] for line in failures(world)] == ["wrong_password", "wrong_code", "wrong_recovery_code"]
    assert {line["account_hash"] for line in failures(world)} == {of_password["account_hash"]}


def test_who_signs_in_leaves_no_such_line(world: World) -> None:
    first_step(world.browser(), world.parent())
    assert failures(world) == []
    assert counted(world.recorder.lines)[Metric.SIGN_IN_FAILED] == 0


def test_an_address_that_is_guessed_at_twenty_times_is_counted_once(world: World) -> None:
    """Given wrong passwords for one address hour after hour, when the twentieth is typed, then it is braked."""
    parent = world.parent()
    for tried in range(1, 22):
        world.clock.advance(hours=1)
        first_step(world.browser(), parent, WRONG)
        assert counted(world.recorder.lines)[Metric.ACCOUNT_BRAKED] == (tried >= 20), tried


@pytest.mark.parametrize("about", ["account", "network"])
def test_an_inquiry_finds_the_lines_and_is_itself_written_down(
    world: World, about: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a failed sign-in, when an operator asks by address or network, then the command prints what finds the
    line, and who asked stands in the history."""
    parent = world.parent()
    told = wrong_password(world, parent)
    who = ["--email", parent.email.upper()] if about == "account" else ["--network", NETWORK]
    assert command.main(["log-hash", *who, "--month", "2026-11", "--asked-by", "Privacy desk"]) == 0
    assert f'$.{about}_hash = "{told[f"{about}_hash"]}"' in capsys.readouterr().out
    (view,) = [item for item in all_items(world.table.audit_name) if item["PK"].startswith("ACCESS#LOG#")]
    assert (view["name"], view["purpose"]) == ("Privacy desk", "log inquiry")
    assert view["PK"].endswith(told[f"{about}_hash"])
