"""A school's lists with names in Han characters, and what a Chinese page puts between the words of a list."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World
from tests.portal import Portal

SCHOOL = f"/schools/at/{SCHOOL_ID}"


@pytest.fixture
def office(world: World) -> Portal:
    """A school in whose list Chen Mei-ling stands in Han characters, without a shot on record."""
    office = world.browser(world.default_user(Role.SCHOOL))
    office.get(f"{SCHOOL}/students/new").press(
        "Add the student",
        last_name="陳",
        first_name="美玲",
        birth_date=date(2018, 3, 14),
        grade="2",
        first_day=date(2026, 8, 17),
    )
    return office


@pytest.mark.parametrize("page", [SCHOOL, f"{SCHOOL}/day"])
def test_a_list_writes_a_name_in_han_characters_in_its_own_order(office: Portal, page: str) -> None:
    words = office.get(page).words

    assert "陳美玲" in words
    assert "陳, 美玲" not in words


@pytest.mark.parametrize("page", ["dose", "notice", "left"])
def test_a_page_about_one_student_names_her_as_the_list_does(office: Portal, page: str) -> None:
    record = office.get(SCHOOL).links["陳美玲"]

    words = office.get(f"{record}/{page}").words

    assert "陳美玲" in words
    assert "陳, 美玲" not in words


def test_a_chinese_page_parts_the_vaccines_of_a_list_as_chinese_does(office: Portal) -> None:
    words = office.get(f"{SCHOOL}?lang=zh-Hant").follow().words

    assert "MMR、水痘" in words
    assert "MMR，水痘" not in words
