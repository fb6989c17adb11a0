"""S-46: ids are drawn from 128 random bits, and a number that people are shown opens nothing."""

import base64
import re
from collections import Counter

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.ids import ALPHABET, new_number
from chalicelib.domain.permissions import is_public
from chalicelib.runtime import entropy
from chalicelib.runtime.entropy import new_id, random_below
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor

WITH_IDS = [path for path in PATHS if "{" in path and not is_public(ROUTES[path].act)]
_ID = re.compile(r"[a-z2-7]{26}")


def test_an_id_carries_all_the_bits_that_were_drawn_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    drawn = bytes(range(16))
    monkeypatch.setattr(entropy.secrets, "token_bytes", lambda size: asked.append(size) or drawn)
    made = new_id()
    assert asked == [16]
    assert base64.b32decode(made.upper() + "=" * 6) == drawn


def test_no_letter_of_an_id_is_likelier_than_another() -> None:
    letters = Counter(letter for _ in range(4_000) for letter in new_id()[:25])
    assert set(letters) == set("abcdefghijklmnopqrstuvwxyz234567")
    assert max(letters.values()) < 1.2 * min(letters.values())


def test_numbers_that_people_read_aloud_do_not_follow_from_each_other() -> None:
    numbers = [new_number(random_below) for _ in range(2_000)]
    assert len(set(numbers)) == len(numbers)
    first = Counter(number[0] for number in numbers)
    assert set(first) == set(ALPHABET)


@pytest.mark.parametrize("path", WITH_IDS)
def test_a_number_in_place_of_an_id_opens_nothing(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    numbers = {
        found
        for item in all_items(world.table.name)
        for found in re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}", str(item.get("body", "")))
    }
    numbers |= {"A7KC-39WT-XHY"}
    for number in numbers:
        for spelled in (number, number.lower(), number.replace("-", "")):
            address = ROUTES[path].path.format(**{**dict.fromkeys(visitor.here.ids, spelled), **_kept(visitor)})
            assert visitor.browser.get(address).status == 404


def _kept(visitor: Visitor) -> dict[str, str]:
    return {name: value for name, value in visitor.here.ids.items() if name in {"place", "why", "kind"}}


def test_keys_hold_no_number_that_people_are_shown(world: World) -> None:
    form = world.form()
    request_number = world.request().number
    for item in all_items(world.table.name):
        keys = " ".join(str(item.get(name, "")) for name in ("PK", "SK", "GSI1PK", "GSI1SK"))
        assert form.number not in keys
        assert request_number not in keys


def test_what_belongs_to_one_person_is_kept_under_a_drawn_id(world: World) -> None:
    world.appeal()
    for item in all_items(world.table.name):
        kind, _, rest = item["PK"].partition("#")
        if kind in {"ACCOUNT", "REQUEST", "FORM", "FORM_DRAFT", "REVIEW", "APPEAL", "CHILD"}:
            assert _ID.fullmatch(rest)
    assert _ID.fullmatch(world.default_user(Role.PARENT).id)
