"""S-12, S-13, S-14: how passwords are stored, how their secret key is replaced, and how people change them."""

import json
import os
import re
from collections.abc import Iterator

import pytest

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.runtime.passwords import Argon2Passwords
from chalicelib.runtime.secret_keys import MissingKeyError, key_ring, keys_of, newest_key
from chalicelib.runtime.settings import read_settings, settings
from chalicelib.storage import keys
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.everywhere import FORMS
from tests.invariants.places import Visitor
from tests.mailed import notices_of
from tests.people import PASSWORD
from tests.portal import Portal

pytestmark = pytest.mark.argon2

NEW_PASSWORD = "seven slow herons fishing"
_PHC = re.compile(r"1:\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}")


@pytest.fixture(autouse=True)
def _settings_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    settings.cache_clear()
    key_ring.cache_clear()


def stored_for(world: World, person: Account) -> str:
    item = world.ctx().store.item(keys.credential(email_hash(world.ctx(), person.email)))
    assert item
    return str(item["password_hash"])


def sign_in(portal: Portal, person: Account, password: str = PASSWORD) -> int:
    portal.get("/sign-in")
    return portal.post("/sign-in", email=person.email, password=password).status


def with_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The portal as it is after a deployment with another setting."""
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    key_ring.cache_clear()


def with_keys(monkeypatch: pytest.MonkeyPatch, *without: str, **more: str) -> None:
    """The portal as it is after its secret keys were changed. A name with "_" for "@": no other can be written here."""
    given = json.loads(os.environ["PORTAL_KEYS"]) | {name.replace("_", "@"): key for name, key in more.items()}
    kept = {name: key for name, key in given.items() if name not in without}
    with_setting(monkeypatch, "PORTAL_KEYS", json.dumps(kept))


class TestHowTheyAreStored:
    def test_every_password_of_the_table_is_argon2id_at_the_floor_or_above(self, world: World, portal: Portal) -> None:
        portal.get("/register/parent")
        portal.post(
            "/register/parent",
            first_name="Rosalba",
            last_name="Quimby",
            email="rosalba@mail.example",
            telephone="916 555 0100",
            password=PASSWORD,
        )
        world.physician()
        stored = [item["password_hash"] for item in all_items(world.table.name) if "password_hash" in item]
        found = [_PHC.fullmatch(each) for each in stored]
        assert len(found) == 2
        assert all(each and int(each[1]) >= 19 * 1024 and int(each[2]) >= 2 for each in found)

    def test_a_deployed_stage_hashes_with_64_mib_and_three_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PORTAL_PASSWORD_MEMORY_KIB")
        monkeypatch.delenv("PORTAL_PASSWORD_PASSES")
        found = read_settings(os.environ)
        assert (found.password_memory_kib, found.password_passes) == (64 * 1024, 3)

    def test_once_the_setting_rises_the_next_sign_in_stores_the_password_anew(
        self, world: World, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parent = world.parent()
        assert sign_in(portal, parent) == 303
        before = stored_for(world, parent)
        with_setting(monkeypatch, "PORTAL_PASSWORD_PASSES", "3")
        assert sign_in(world.browser(), parent, "not the password at all") == 422
        assert stored_for(world, parent) == before
        assert sign_in(world.browser(), parent) == 303
        risen = stored_for(world, parent)
        assert ",t=3," in risen
        assert sign_in(world.browser(), parent) == 303
        assert stored_for(world, parent) == risen


class TestTheirSecretKey:
    def test_the_hash_alone_says_nothing_without_the_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stored = Argon2Passwords().hash(PASSWORD)
        with_keys(monkeypatch, password="99" * 32)
        assert not Argon2Passwords().verify(stored, PASSWORD)

    def test_a_new_key_is_taken_into_use_while_people_sign_in(
        self, world: World, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        comes, stays_away = world.parent(), world.parent()
        with_keys(monkeypatch, password_2="aa" * 32)
        assert sign_in(portal, comes) == 303
        assert stored_for(world, comes).startswith("2:$argon2id$")
        assert sign_in(world.browser(), stays_away, "not the password at all") == 422

        with_keys(monkeypatch, "password")
        assert sign_in(world.browser(), comes) == 303
        assert sign_in(world.browser(), stays_away) == 422

    def test_a_hash_from_before_keys_had_ids_is_the_first_keys(self) -> None:
        stored = Argon2Passwords().hash(PASSWORD)
        assert Argon2Passwords().verify(stored.removeprefix("1:"), PASSWORD)

    def test_the_newest_key_is_the_one_with_the_highest_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with_keys(monkeypatch, password_10="bb" * 32, password_9="aa" * 32)
        assert list(keys_of("password")) == ["1", "9", "10"]
        assert newest_key("password") == ("10", b"\xbb" * 32)
        with pytest.raises(MissingKeyError):
            keys_of("pass")


class TestChangingIt:
    def test_a_change_needs_the_present_password_and_is_told(self, world: World) -> None:
        parent = world.parent()
        browser = world.browser(parent)
        refused = browser.get("/account/password").press(
            "Change my password", password="not the password at all", new_password=NEW_PASSWORD
        )
        assert refused.status == 422
        assert list(refused.errors) == ["password"]
        assert notices_of(world.table, NoticeKind.PASSWORD_CHANGED) == []
        refused.press("Change my password", password=PASSWORD, new_password=NEW_PASSWORD)
        (told,) = notices_of(world.table, NoticeKind.PASSWORD_CHANGED)
        assert told.recipient.id == parent.id
        assert sign_in(world.browser(), parent) == 422
        assert sign_in(world.browser(), parent, NEW_PASSWORD) == 303

    def test_no_one_is_made_to_change_it_however_old_it_is(self, world: World, portal: Portal) -> None:
        parent = world.parent()
        world.clock.advance(days=3650)
        portal.get("/sign-in")
        assert portal.post("/sign-in", email=parent.email, password=PASSWORD).location == "/parents"


@pytest.mark.parametrize("path", FORMS)
def test_a_password_can_be_pasted_filled_in_by_a_manager_and_has_no_rules(world: World, path: str) -> None:
    """Each field says whether it wants the present or a new password; nothing cuts, forbids or turns into capitals."""
    fields = [field for field in Visitor.at(world, path).look().html.iter("input") if field.get("type") == "password"]
    for field in fields:
        wanted = (
            "new-password"
            if field.get("name") == "new_password" or "register" in path or "invit" in path
            else ("current-password")
        )
        assert field.get("autocomplete") == wanted
        assert not {"maxlength", "pattern", "onpaste", "readonly"} & set(field.keys())
        assert field.get("spellcheck") == "false"
        assert field.get("autocapitalize") in {None, "none", "off"}
