"""Whoever looks for a child leaves a trace, found or not; and no one can read through all children (S-75)."""

from typing import Any

import pytest

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.reviews.find_form import count_look_up
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.errors import PortalError
from chalicelib.storage.credentials import LINKS_PER_HOUR, LOOK_UPS_PER_DAY, LOOK_UPS_PER_HOUR
from tests.builders import KAI, World
from tests.checks.after_each_test import all_items
from tests.invariants.faults import Fault, planted
from tests.people import PASSWORD
from tests.portal import Portal, Shown

NO_ONE = {"first_name": "Nadir", "last_name": "Quillfeather", "birth_date": KAI.birth_date}
THE_CHILD = {"first_name": "KAI", "last_name": "brandvold", "birth_date": KAI.birth_date}
NO_FORM = "3333-3333-333"


def views(world: World) -> list[tuple[str, str, str, int]]:
    """Who looked, where it is written, what for, and how many were found."""
    items = [item for item in all_items(world.table.audit_name) if item["PK"].startswith("ACCESS#")]
    return [(item["viewer"], item["PK"], item["purpose"], int(item["count"])) for item in items]


def look_for(browser: Portal, child: dict[str, Any]) -> Shown:
    return browser.get("/reviews/find-child").press("Find", **child)


@pytest.fixture
def nurse(world: World) -> Account:
    return world.reviewer()


class TestEachLookUpIsRecorded:
    def test_one_that_finds_no_child(self, world: World, nurse: Account) -> None:
        # given a reviewer, and a child of whom no form is there
        browser = world.browser(nurse)
        # when the reviewer looks for the child
        shown = look_for(browser, NO_ONE)
        # then the answer says so, and who looked is recorded, under no name
        assert "No form has a child with this first name, last name and birth date." in shown.words
        facts = ChildFacts(**NO_ONE)
        place = f"ACCESS#LOOK_UP#{world.ctx().keyed_hash('child', *same_child_parts(facts))}"
        assert views(world) == [(nurse.id, place, "child look-up", 0)]
        assert "Quillfeather" not in str(all_items(world.table.audit_name))
        # and the page says that it is
        assert "Each look-up is recorded, also one that finds nothing." in shown.words

    def test_one_that_finds_a_child(self, world: World, nurse: Account) -> None:
        form = world.form()
        shown = look_for(world.browser(nurse), THE_CHILD)
        assert form.number in shown.words
        assert views(world) == [(nurse.id, f"ACCESS#CHILD#{form.child_id}", "child look-up", 1)]

    @pytest.mark.parametrize("path", ["/reviews/find", "/reviews/search"])
    def test_one_by_the_number_of_a_form(self, world: World, nurse: Account, path: str) -> None:
        browser, form = world.browser(nurse), world.form()
        field = "number" if path == "/reviews/find" else "words"
        found = [browser.get(path).press(**{field: number}).status for number in (form.number, NO_FORM)]
        assert found == [303, 422]
        assert [(who, why, count) for who, _place, why, count in sorted(views(world), key=lambda each: -each[3])] == [
            (nurse.id, "form look-up", 1),
            (nurse.id, "form look-up", 0),
        ]

    def test_one_in_an_emergency_that_finds_nothing(self, world: World) -> None:
        # given a health officer who types the password and a child whom no form names
        officer = world.default_user(Role.LOCAL_HEALTH)
        browser = world.browser(officer)
        shown = browser.get("/emergency").press(
            **NO_ONE, why="exposure", reason="An outbreak at the school", password=PASSWORD
        )
        # then nothing opens, and the look-up is recorded
        assert shown.status == 422
        assert [(who, why, count) for who, _place, why, count in views(world)] == [(officer.id, "child look-up", 0)]

    def test_where_it_cannot_be_recorded_there_is_no_answer(self, world: World, nurse: Account) -> None:
        browser = world.browser(nurse)
        browser.get("/reviews/find-child")
        for at in range(1, 6):
            with planted(Fault.STORE_ERROR, at, lasting=True) as faults:
                shown = browser.post("/reviews/find-child", **NO_ONE)
            assert ("No form has a child" in shown.words) == (not faults.struck)


class TestFewLookUps:
    def test_thirty_in_an_hour_and_not_one_more(self, world: World, nurse: Account) -> None:
        # given a reviewer who has looked up as many as an hour has, by name and by number
        browser = world.browser(nurse)
        self.used(world, nurse, LOOK_UPS_PER_HOUR.allowed - 2)
        assert browser.post("/reviews/find", number=NO_FORM).status == 422
        assert browser.post("/reviews/find-child", **NO_ONE).status == 200
        # when one more comes
        shown = browser.post("/reviews/find-child", **NO_ONE)
        # then it is refused in words, with what was typed, and not recorded
        assert (shown.status, shown.headers["retry-after"]) == (429, "3600")
        assert "One person can look up 30 forms or children in an hour, and 150 in a day. Wait one hour" in shown.words
        assert shown.form("Find").values["last_name"] == "Quillfeather"
        assert len(views(world)) == 2
        # and a colleague is not stopped, nor is the reviewer in the next hour
        assert look_for(world.browser(world.reviewer()), NO_ONE).status == 200
        world.clock.set("2026-11-20", 11, 0)
        assert look_for(world.browser(nurse), NO_ONE).status == 200

    def test_a_hundred_and_fifty_in_a_day(self, world: World, nurse: Account) -> None:
        # given a reviewer who has looked up thirty in each of five hours
        for hour in range(LOOK_UPS_PER_DAY.allowed // LOOK_UPS_PER_HOUR.allowed):
            world.clock.set("2026-11-20", 8 + hour)
            self.used(world, nurse, LOOK_UPS_PER_HOUR.allowed)
        # then the sixth hour has none, and the next day has
        world.clock.set("2026-11-20", 13)
        assert world.browser(nurse).post("/reviews/find", number=NO_FORM).status == 429
        world.clock.set("2026-11-21", 8)
        assert world.browser(nurse).post("/reviews/find", number=NO_FORM).status == 422

    def used(self, world: World, person: Account, count: int) -> None:
        for _ in range(count):
            count_look_up(world.ctx(person))


class TestWiderNetworks:
    def ask(self, world: World, network: str) -> bool:
        try:
            return may_mail(world.ctx(), "hash of an address", network) in {True, False}
        except PortalError as error:
            return error.code != "TOO_MANY_LINKS"

    def test_many_small_networks_of_one_line_are_counted_together_at_eight_times_the_limit(self, world: World) -> None:
        # given 65,536 networks of which one line can have its pick, each asking once
        passed = [self.ask(world, f"2001:db8:7:{number:x}::/64") for number in range(1, 8 * LINKS_PER_HOUR.allowed + 3)]
        # then as many go on as eight lines have, and no more
        assert passed == [True] * 8 * LINKS_PER_HOUR.allowed + [False] * 2
        # and another line, or someone of the fourth version, is not stopped
        assert self.ask(world, "2001:db8:8:1::/64")
        assert self.ask(world, "203.0.113.9")

    def test_of_the_fourth_version_one_counter_is_kept(self, world: World) -> None:
        before = len(world.recorder.calls)
        assert self.ask(world, "203.0.113.9")
        assert [call.operation for call in world.recorder.calls[before:]] == ["UpdateItem"] * 2  # network, address
