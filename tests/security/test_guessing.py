"""S-01, S-04, S-05, S-37, S-38: no one learns who has an account, guesses fast, or keeps anyone out, also when many
requests come at the same instant."""

import dataclasses
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from greenlet import getcurrent

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.accounts.register_parent import ParentRegistration, register_parent
from chalicelib.actions.accounts.request_reset import request_reset
from chalicelib.actions.accounts.resend_verification import resend_verification
from chalicelib.actions.accounts.sign_in import SignedIn, sign_in
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import SubjectKind
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import client
from chalicelib.web.http import cookies
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.mailed import link_in, newest_link, notices_of
from tests.people import PASSWORD
from tests.portal import Portal, Shown
from tests.sampling import WHOLE
from tests.security.asking import masked
from tests.security.schedules import Turns, drawn_schedules, every_schedule, turns_at

WRONG = "not the password at all"
NEW = "seventeen quiet herons wade"
REGISTRATION = {"first_name": "Rosalba", "last_name": "Quimby", "telephone": "916 555 0100", "password": PASSWORD}
_TYPED = re.compile(r'value="[^"]*@mail\.example"')


class CountingPasswords:
    """The portal's own hasher, which counts its computations."""

    def __init__(self, real: Any) -> None:
        self.real, self.computed = real, 0

    def hash(self, password: str) -> str:
        self.computed += 1
        return str(self.real.hash(password))

    def verify(self, stored: str, password: str) -> bool:
        self.computed += 1
        return bool(self.real.verify(stored, password))

    def needs_rehash(self, stored: str) -> bool:
        return bool(self.real.needs_rehash(stored))


@pytest.fixture
def passwords(world: World, monkeypatch: pytest.MonkeyPatch) -> CountingPasswords:
    from chalicelib import wiring  # noqa: PLC0415 - the fixture's own

    real = world.ctx().services
    counting = CountingPasswords(real.passwords)
    services = dataclasses.replace(real, passwords=counting)
    monkeypatch.setattr(wiring, "services", lambda: services)
    return counting


class TestWhoHasAnAccount:
    def states(self, world: World) -> dict[str, str]:
        locked = world.parent().email
        browser = world.browser()
        for _ in range(5):
            browser.get("/sign-in")
            browser.post("/sign-in", email=locked, password=WRONG)
        world.clock.advance(minutes=2)
        return {
            "unknown": "no_one@mail.example",
            "known": world.parent().email,
            "unconfirmed": world.parent(verified=False).email,
            "locked before": locked,
            "closed": world.parent(disabled=True).email,
        }

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            ("/register/parent", REGISTRATION),
            ("/sign-in", {"password": WRONG}),
            ("/forgot-password", {}),
            ("/resend-verification", {}),
        ],
    )
    def test_each_form_answers_alike_for_every_state_of_an_account(
        self, world: World, passwords: CountingPasswords, path: str, fields: Mapping[str, str]
    ) -> None:
        answers = {
            state: self.answer(world, passwords, path, {**fields, "email": email})
            for state, email in self.states(world).items()
        }
        assert answers == dict.fromkeys(answers, answers["unknown"])

    def answer(
        self, world: World, passwords: CountingPasswords, path: str, fields: Mapping[str, str]
    ) -> tuple[str, list[str], int, int]:
        browser, before = world.browser(), passwords.computed
        browser.get(path)
        shown: Shown = browser.post(path, **fields)
        text = _TYPED.sub('value="(typed)"', masked(shown))
        return text, sorted(shown.headers), len(shown.calls), passwords.computed - before

    def test_the_right_password_of_an_account_that_cannot_be_used_costs_and_says_the_same(
        self, world: World, passwords: CountingPasswords
    ) -> None:
        states = self.states(world)
        answers = {
            state: self.answer(world, passwords, "/sign-in", {"email": states[state], "password": PASSWORD})
            for state in ("unknown", "unconfirmed", "closed")
        }
        assert answers == dict.fromkeys(answers, answers["unknown"])
        assert answers["unknown"][3] == 1


class Counters:
    """A table of counters alone, whose every request is one step: what the portal's own table promises of one item."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.tries, self.begun = turns, dict[tuple[Key, str], int](), list[object]()
        self.in_a_row = 0

    def update(
        self, key: Key, _change: str, values: Mapping[str, Any], names: Mapping[str, str], **_rest: Any
    ) -> dict[str, int] | None:
        if ":seen" in values:
            return self.braked(values)
        self.step()
        counted = {(key, name): values[f":{short[1:]}"] for short, name in names.items() if short != "#ttl"}
        if any(self.tries.get(counter, 0) >= limit for counter, limit in counted.items()):
            return None
        self.tries |= {counter: self.tries.get(counter, 0) + 1 for counter in counted}
        return {"tries": self.tries[key, "tries"]}

    def braked(self, values: Mapping[str, Any]) -> dict[str, int] | None:
        """The brake of the one address, which TestOneAccountFromManyNetworks looks at: no step of its own here."""
        self.in_a_row += 1
        return {"in_a_row": self.in_a_row, "next_at": values[":next"]}

    def query(self, _partition: str, **_rest: Any) -> list[Any]:
        self.step()
        return []

    def step(self) -> None:
        if getcurrent() in self.begun:  # an act begins with its first request
            self.turns.wait()
        self.begun.append(getcurrent())


class Spared:
    """Counts computations instead of making them."""

    def __init__(self) -> None:
        self.computed = 0

    def hash(self, _password: str) -> str:
        self.computed += 1
        return ""


class TestManyAtOnce:
    def test_of_six_tries_in_any_order_five_are_looked_at(self, world: World) -> None:
        base = world.ctx()

        def run(turns: Turns) -> None:
            table, passwords, refused = Counters(turns), Spared(), list[ErrorKind]()
            ctx = dataclasses.replace(
                base,
                store=Store(table),  # type: ignore[arg-type]
                services=dataclasses.replace(base.services, passwords=passwords),
            )  # type: ignore[arg-type]

            def attempt() -> None:
                try:
                    sign_in(ctx, email="victim@mail.example", password=WRONG, client_ip="192.0.2.1")
                except PortalError as error:
                    refused.append(error.kind)

            turns.run([attempt] * 6)
            assert passwords.computed == 5
            assert sorted(refused) == sorted([ErrorKind.INVALID] * 5 + [ErrorKind.TOO_MANY])

        ran = drawn_schedules(run, "sign in")
        assert ran == 3_840 if WHOLE else ran > 0  # the one too many never comes to reading

    def test_of_six_links_that_a_network_asks_for_in_any_order_five_are_sent(self, world: World) -> None:
        assert self.asked_at_once(world, ["192.0.2.1"] * 6) == [True] * 5 + ["TOO_MANY_LINKS"]

    def test_of_six_links_from_six_networks_in_any_order_five_are_sent_and_none_is_refused(self, world: World) -> None:
        assert self.asked_at_once(world, [f"192.0.2.{each}" for each in range(6)]) == [True] * 5 + [False]

    def asked_at_once(self, world: World, networks: list[str]) -> list[object]:
        """What each is told who asks for a link to one address, sent ones first; the same in whatever order."""
        base, seen = world.ctx(), list[list[object]]()

        def run(turns: Turns) -> None:
            ctx, told = dataclasses.replace(base, store=Store(Counters(turns))), list[object]()  # type: ignore[arg-type]

            def ask(client_ip: str) -> None:
                try:
                    told.append(may_mail(ctx, "the address's hash", client_ip))
                except PortalError as error:
                    told.append(error.code)

            turns.run([partial(ask, each) for each in networks])
            seen.append(sorted(told, key=lambda each: (each is not True, str(each))))

        assert drawn_schedules(run, f"mailed links of {len(set(networks))}") > 0
        assert all(each == seen[0] for each in seen)
        return seen[0]

    @pytest.mark.parametrize("how_many", [2, 3])
    def test_of_registrations_at_once_one_gets_the_address_in_any_order(self, world: World, how_many: int) -> None:
        schedule = 0

        def run(turns: Turns) -> None:
            nonlocal schedule
            schedule += 1
            world.clock.advance(hours=1)
            email = f"newcomer.{schedule}@mail.example"
            asked = ParentRegistration("Rosalind", "Achterberg", email, "(530) 555-0117", PASSWORD)

            def register() -> None:
                done = register_parent(world.ctx(), asked, f"192.0.2.{schedule}")
                assert done.subject.kind == SubjectKind.MAILED_LINK

            with turns_at(client(), frozenset({"TransactWriteItems"}), turns):
                turns.run([register] * how_many)

        count = every_schedule(run)
        assert count >= {2: 3, 3: 15}[how_many]
        items = all_items(world.table.name)
        assert sum(item.get("type") == "credential" for item in items) == count
        keys = " ".join(str(value) for item in items for name, value in item.items() if "PK" in name or "SK" in name)
        assert not re.search("newcomer|achterberg|rosalind|555-0117|@", keys, re.IGNORECASE)
        self.confirm_all(world, count)

    def test_of_many_sign_ins_of_one_account_at_one_instant_each_begins_a_session(self, world: World) -> None:
        # given ten desks of a school that has one account
        account, ways = world.parent(), list[object]()

        def enter(client_ip: str) -> None:
            ways.append(sign_in(world.ctx(), email=account.email, password=PASSWORD, client_ip=client_ip))

        # when all read the account before the first one writes, and again before each next one does
        desks = 10
        turns = Turns([*range(desks), 0, *(turn for left in range(desks - 1, 0, -1) for turn in (*range(left), 0))])
        with turns_at(client(), frozenset({"TransactWriteItems"}), turns):
            turns.run([partial(enter, f"192.0.2.{desk}") for desk in range(desks)])
        # then each of them is in
        assert [type(way) for way in ways] == [SignedIn] * desks
        assert len(world.reload(account).live_sessions) == desks

    def confirm_all(self, world: World, addresses: int) -> None:
        browser = world.browser()
        world.clock.set(min(notice.at for notice in notices_of(world.table, NoticeKind.VERIFY_EMAIL)))
        for notice in notices_of(world.table, NoticeKind.VERIFY_EMAIL):
            world.clock.set(max(notice.at, world.clock()))
            shown = browser.get(link_in(notice))
            if shown.status == 200:
                shown.press("Confirm my email address")
        accounts = [
            world.ctx().store.get(Account, item["PK"].removeprefix("ACCOUNT#"))
            for item in all_items(world.table.name)
            if item.get("type") == "account"
        ]
        confirmed = [account.email for account in accounts if account.verified]
        assert len(confirmed) == len(set(confirmed)) == addresses


def attempt(browser: Portal, email: str, password: str = WRONG) -> int:
    browser.get("/sign-in")
    return browser.post("/sign-in", email=email, password=password).status


class TestNobodyIsKeptOut:
    def test_a_counter_that_is_over_counts_no_more_though_it_is_still_there(self, world: World) -> None:
        email = world.parent().email
        for _ in range(5):
            attempt(world.browser(), email)
        assert attempt(world.browser(), email, PASSWORD) == 429
        world.clock.advance(minutes=1)
        assert [item for item in all_items(world.table.name) if int(item.get("tries", 0)) >= 5]
        assert attempt(world.browser(), email, PASSWORD) == 303

    def test_a_browser_that_signed_in_before_keeps_its_own_count(self, world: World) -> None:
        person = world.parent()
        known = world.browser()
        assert attempt(known, person.email, PASSWORD) == 303
        del known.jar[cookies.SESSION]
        world.clock.advance(days=100, minutes=1)
        for number in range(20):
            attempt(world.browser(), f"no one.{number}@mail.example")
            attempt(world.browser(), person.email)
        assert attempt(world.browser(), person.email, PASSWORD) == 429
        assert attempt(known, person.email, PASSWORD) == 303

    def test_the_known_browser_has_five_tries_too(self, world: World) -> None:
        person = world.parent()
        known = world.browser()
        attempt(known, person.email, PASSWORD)
        world.clock.advance(minutes=2)
        assert [attempt(known, person.email) for _ in range(6)] == [422] * 5 + [429]

    def test_a_browser_known_to_one_person_is_strange_to_another(self, world: World) -> None:
        person, other = world.parent(), world.parent()
        known = world.browser()
        attempt(known, person.email, PASSWORD)
        world.clock.advance(minutes=2)
        for _ in range(5):
            attempt(world.browser(), other.email)
        assert attempt(known, other.email, PASSWORD) == 429

    def test_what_makes_a_browser_known_signs_no_one_in(self, world: World) -> None:
        known = world.browser()
        attempt(known, world.parent().email, PASSWORD)
        known.jar = dict.fromkeys((cookies.DEVICE, cookies.SESSION, cookies.STEP), known.jar[cookies.DEVICE])
        assert known.get("/account").status == 303
        assert known.get("/sign-in/code").status == 303


def guess(world: World, email: str, network: int) -> str:
    """Type a wrong password in a browser that is not known, from this network; return what is said."""
    with pytest.raises(PortalError) as told:
        sign_in(world.ctx(), email=email, password=WRONG, client_ip=f"2001:db8::{network:x}")
    return told.value.code


def guess_to_the_end(world: World, email: str) -> int:
    """Guess from ever new networks, a day long each 15 minutes; return how many passwords were looked at."""
    answers = []
    for network in range(200):
        answers.append(guess(world, email, network))
        world.clock.advance(minutes=15)
    return answers.count("WRONG_PASSWORD")


class TestOneAccountFromManyNetworks:
    """S-37: 100 wrong passwords in a row at most (NIST SP 800-63B-4, 3.2.2), and the owner is kept from nothing."""

    def test_the_first_twenty_are_looked_at_the_next_after_30_seconds(self, world: World) -> None:
        email = world.parent().email
        assert {guess(world, email, network) for network in range(20)} == {"WRONG_PASSWORD"}
        assert guess(world, email, 21) == "TOO_MANY_IN_A_ROW"
        world.clock.advance(seconds=29)
        assert guess(world, email, 22) == "TOO_MANY_IN_A_ROW"
        world.clock.advance(seconds=1)
        assert guess(world, email, 23) == "WRONG_PASSWORD"
        world.clock.advance(seconds=59)
        assert guess(world, email, 24) == "TOO_MANY_IN_A_ROW"
        world.clock.advance(seconds=1)
        assert guess(world, email, 25) == "WRONG_PASSWORD"

    def test_a_hundred_are_looked_at_and_then_none(self, world: World) -> None:
        assert guess_to_the_end(world, world.parent().email) == 100

    def test_an_address_without_an_account_is_treated_alike(self, world: World) -> None:
        assert guess_to_the_end(world, "no_one@mail.example") == 100
        assert notices_of(world.table, NoticeKind.PASSWORDS_GUESSED) == []

    def test_the_owner_is_told_at_the_twentieth_and_at_the_hundredth(self, world: World) -> None:
        owner = world.parent()
        for network in range(19):
            guess(world, owner.email, network)
        assert notices_of(world.table, NoticeKind.PASSWORDS_GUESSED) == []

        guess(world, owner.email, 20)
        assert [each.recipient.id for each in notices_of(world.table, NoticeKind.PASSWORDS_GUESSED)] == [owner.id]

        guess_to_the_end(world, owner.email)
        assert len(notices_of(world.table, NoticeKind.PASSWORDS_GUESSED)) == 2

    def test_the_owner_signs_in_with_a_known_browser_and_the_count_begins_again(self, world: World) -> None:
        owner, known = world.parent(), world.browser()
        assert attempt(known, owner.email, PASSWORD) == 303
        del known.jar[cookies.SESSION]
        guess_to_the_end(world, owner.email)
        assert attempt(world.browser(), owner.email, PASSWORD) == 429

        assert attempt(known, owner.email, PASSWORD) == 303

        assert attempt(world.browser(), owner.email, PASSWORD) == 303

    def test_the_owner_sets_a_new_password_though_strangers_had_all_links_sent(self, world: World) -> None:
        owner = world.parent()
        guess_to_the_end(world, owner.email)
        for network in range(20):
            request_reset(world.ctx(), owner.email, f"2001:db8::{network:x}")
            world.clock.advance(seconds=1)
        assert len(notices_of(world.table, NoticeKind.RESET_PASSWORD)) == 5
        browser = world.browser()
        browser.get("/forgot-password")
        assert browser.post("/forgot-password", email=owner.email).status == 303
        assert len(notices_of(world.table, NoticeKind.RESET_PASSWORD)) == 5

        page = browser.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
        assert page.press("Change my password", new_password=NEW).status == 303

        assert attempt(world.browser(), owner.email, NEW) == 303

    def test_a_newcomer_registers_though_strangers_asked_for_links_to_the_address(self, world: World) -> None:
        for network in range(20):
            resend_verification(world.ctx(), "newcomer@mail.example", f"2001:db8::{network:x}")
        browser = world.browser()
        browser.get("/register/parent")
        assert browser.post("/register/parent", **REGISTRATION, email="newcomer@mail.example").status == 303
        assert len(notices_of(world.table, NoticeKind.VERIFY_EMAIL)) == 1

    def test_of_several_at_the_same_instant_past_the_twentieth_one_is_looked_at(
        self, world: World, passwords: CountingPasswords
    ) -> None:
        email = world.parent().email
        for network in range(20):
            guess(world, email, network)
        world.clock.advance(minutes=1)
        schedule = 0

        def run(turns: Turns) -> None:
            nonlocal schedule
            schedule += 1
            world.clock.advance(minutes=16)
            before = passwords.computed
            with turns_at(client(), frozenset({"Query", "UpdateItem"}), turns):
                turns.run([partial(guess, world, email, 1000 * schedule + each) for each in range(2)])
            assert passwords.computed - before == 1

        assert every_schedule(run) > 2
