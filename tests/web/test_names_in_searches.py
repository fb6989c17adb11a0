"""One folding for every look-up by name: accents, case, hyphens, and letters that a plain keyboard has not."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.reviews.find_form import find_forms_of_child
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts, folded_name
from chalicelib.law.names import plain_letters
from chalicelib.law.physician_standing import same_last_name
from tests.builders import SCHOOL_ID, World
from tests.web.test_students import added, office

DANG: dict[str, Any] = {"last_name": "Đặng", "first_name": "Thị Hà", "birth_date": date(2018, 3, 14)}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Đặng", "dang"),
        ("ĐẶNG", "dang"),
        ("Ramírez-Luna", "ramirez-luna"),
        ("Łukasz Øyvind", "lukasz oyvind"),
        ("Straße", "strasse"),
        ("Ægir Þór", "aegir thor"),
        ("Işık", "isik"),
        ("陳美玲", "陳美玲"),
        ("Нгуен", "нгуен"),
    ],
)
def test_two_spellings_of_a_name_meet(name: str, plain: str) -> None:
    assert plain_letters(name) == plain
    assert folded_name(name) == folded_name(plain)


@pytest.mark.parametrize("typed", ["dang", "Đặng", "DANG THI HA", "đặng", "thi ha"])
def test_the_school_finds_a_student_however_the_name_is_typed(world: World, typed: str) -> None:
    added(world, **DANG)

    page = office(world).get(f"/schools/at/{SCHOOL_ID}").press("Find", words=typed)

    assert "Đặng, Thị Hà" in page.words


def test_a_child_is_not_on_the_list_a_second_time_in_plain_letters(world: World) -> None:
    added(world, **DANG)

    again = added(world, last_name="Dang", first_name="Thi Ha", birth_date=DANG["birth_date"])

    assert again.status == 409
    assert "Your school has a record for a student with this name and birth date" in again.words


def test_the_states_page_finds_the_child_in_plain_letters(world: World) -> None:
    form = world.form(child=world.child(world.default_user(Role.PARENT), facts=ChildFacts(**DANG)))
    page = world.browser(world.default_user(Role.REVIEWER)).get("/reviews/find-child")
    found = page.press("Find", **{**DANG, "last_name": "Dang", "first_name": "Thi Ha"})
    assert form.number in (found.follow() if found.status == 303 else found).words


def test_the_state_finds_the_forms_of_a_child_in_plain_letters(world: World) -> None:
    child = world.child(world.default_user(Role.PARENT), facts=ChildFacts(**DANG))
    form = world.form(child=child)
    reviewer = world.ctx(world.default_user(Role.REVIEWER))

    found = find_forms_of_child(reviewer, first_name="Thi Ha", last_name="Dang", birth_date=DANG["birth_date"])

    assert [each.id for each in found] == [form.id]


def test_the_boards_plain_capitals_are_the_physicians_name() -> None:
    assert same_last_name("Đặng", "DANG")
    assert same_last_name("Østergård", "OSTERGARD JR")
    assert not same_last_name("Đặng", "DUONG")
