"""Asking for an exemption: one question a page, each answer kept at once, wrong answers told at the field."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.account import Address, Role
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import Grade, GradeSpan
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.checks.pages import text_of
from tests.web.parents_story import ANSWERS, answer, answered, begun, listed_school, parents_browser


def the_request(world: World, home: str) -> ExemptionRequest:
    return world.ctx().store.get(ExemptionRequest, home.rsplit("/", 1)[1])


def test_a_parent_answers_all_questions_and_gets_a_number(world: World) -> None:
    browser = parents_browser(world)
    home = begun(browser)
    for step, following in zip(ANSWERS, [*list(ANSWERS)[1:], "check"], strict=True):
        assert answer(browser, home, step).location == f"{home}/{following}"
    check = browser.get(f"{home}/check")
    assert "Kai Brandvold" in check.words
    assert "Not enrolled yet" in check.words
    sent = check.press("Send the request").follow()
    request = the_request(world, home)
    assert request.state == RequestState.SUBMITTED
    assert request.number in sent.words
    assert request.span == GradeSpan.TK_TO_6
    assert request.parent
    assert request.parent.address.state == "CA"


def test_each_answer_is_kept_at_once_and_shown_again(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="parent")
    again = parents_browser(world).get(f"{home}/child").form("Continue")
    assert again.values["first_name"] == "Kai"
    assert again.values["birth_date_year"] == "2019"
    task_list = browser.get(home)
    assert "4 of 7" in task_list.words
    assert task_list.links["Continue"] == f"{home}/parent"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ngũgĩ wa Thiong’o", "Ngũgĩ wa Thiong’o"),
        ("שלומית", "שלומית"),
        ("美麗", "美麗"),
        ("X Æ A-12", "X Æ A-12"),
        ("Kai\u202e", "Kai"),
        ("\u2067מאיה\u2069", "מאיה"),
    ],
)
def test_a_name_is_kept_as_typed_save_for_unseen_signs_that_turn_the_text_around(
    world: World, typed: str, kept: str
) -> None:
    browser = parents_browser(world)
    home = begun(browser)
    answer(browser, home, "child", first_name=typed)
    assert parents_browser(world).get(f"{home}/child").form("Continue").values["first_name"] == kept


@pytest.mark.parametrize("typed", ["123", "<b>x</b>", "- -"])
def test_what_is_no_name_is_said_at_the_field(world: World, typed: str) -> None:
    browser = parents_browser(world)
    page = browser.get(f"{begun(browser)}/child").press("Continue", **{**ANSWERS["child"], "first_name": typed})
    assert page.errors == {"first_name": "Enter the name with letters, as shown on school records"}


def test_change_leads_back_to_the_check(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser)
    assert answer(browser, home, "child", first_name="Kaia").location == f"{home}/check"
    assert "Kaia Brandvold" in browser.get(f"{home}/check").words


def test_another_grade_asks_for_the_days_again(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser)
    assert answer(browser, home, "grade", grade="7").location == f"{home}/dates"
    assert answer(browser, home, "dates", planned_first_day=date(2027, 8, 16)).location == f"{home}/check"
    request = the_request(world, home)
    assert request.span == GradeSpan.GRADES_7_TO_12
    assert request.span_starts_on == date(2027, 8, 16)


def test_a_question_asked_too_early_leads_to_the_one_before(world: World) -> None:
    browser = parents_browser(world)
    home = begun(browser)
    assert browser.get(f"{home}/dates").location == f"{home}/grade"
    assert browser.get(f"{home}/check").location == home


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("child", {"first_name": ""}, "first_name", "Enter the child's first name"),
    ("child", {"last_name": " "}, "last_name", "Enter the child's last name"),
    ("child", {"first_name": "K" * 101}, "first_name", "100 characters"),
    ("child", {"middle_name": "Ka\x07i"}, "middle_name", "cannot be shown"),
    ("child", {"birth_date": "never"}, "birth_date", "date of birth"),
    ("child", {"birth_date": date(2026, 11, 21)}, "birth_date", "in the future"),
    ("child", {"birth_date": date(2008, 11, 20)}, "birth_date", "turned 18 on November 20, 2026"),
    ("school", {"schooling": None}, "schooling", "Choose where"),
    ("school", {"schooling": "moon"}, "schooling", "Choose where"),
    ("grade", {"grade": ""}, "grade", "Choose the grade"),
    ("grade", {"grade_now": ""}, "grade_now", "in now"),
    ("grade", {"grade_now": "13"}, "grade_now", "in now"),
    ("grade", {"grade": "1"}, "grade", "or a later one"),
    ("dates", {"planned_first_day": "never"}, "planned_first_day", "first day"),
    ("dates", {"planned_first_day": date(2019, 3, 14)}, "planned_first_day", "after the child's date of birth"),
    ("dates", {"planned_first_day": date(2037, 3, 14)}, "planned_first_day", "turned 18"),
    ("dates", {"next_span_entry": date(2026, 11, 20)}, "next_span_entry", "a day to come"),
    ("parent", {"name": ""}, "name", "full name"),
    ("parent", {"relationship": ""}, "relationship", "related"),
    ("parent", {"street": ""}, "street", "street"),
    ("parent", {"city": ""}, "city", "city"),
    ("parent", {"state": "Cal"}, "state", "from the list"),
    ("parent", {"zip_code": "9180"}, "zip_code", "5 digits"),
    ("parent", {"telephone": "call me"}, "telephone", "10 digits"),
    ("doctor", {"physician_name": "D" * 101}, "physician_name", "100 characters"),
    ("consents", {"requirements_read": None}, "requirements_read", "Check the box"),
    ("consents", {"release_of_records": None}, "release_of_records", "Check the box"),
]


@pytest.mark.parametrize(("step", "wrong", "field", "said"), WRONG)
def test_a_wrong_answer_is_told_at_its_field_and_keeps_the_others(
    world: World, step: str, wrong: dict[str, Any], field: str, said: str
) -> None:
    browser = parents_browser(world)
    home = answered(browser, until=step)
    before = the_request(world, home)
    shown = answer(browser, home, step, **wrong)
    assert shown.status == 422
    assert said in shown.errors[field]
    assert the_request(world, home).version == before.version


def test_the_day_before_18_still_needs_an_exemption(world: World) -> None:
    browser = parents_browser(world)
    assert answer(browser, begun(browser), "child", birth_date=date(2008, 11, 21)).status == 303


def test_a_child_born_today_can_be_named(world: World) -> None:
    browser = parents_browser(world)
    assert answer(browser, begun(browser), "child", birth_date=date(2026, 11, 20)).status == 303


def test_a_later_span_begins_on_a_day_to_come(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="dates", grade={"grade_now": "6", "grade": "7"})
    late = answer(browser, home, "dates", planned_first_day=date(2026, 11, 20))
    assert "still in an earlier grade" in late.errors["planned_first_day"]
    assert answer(browser, home, "dates", planned_first_day=date(2026, 11, 21)).location == f"{home}/parent"


def test_no_day_is_asked_for_after_grades_7_to_12(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="dates", grade={"grade_now": "8", "grade": "8"})
    asked = browser.get(f"{home}/dates")
    assert "next_span_entry_month" not in asked.form("Continue").values
    assert "next group" not in asked.words


def test_the_next_span_is_named_with_its_expected_month(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="dates")
    assert "First day in Grade 7" in browser.get(f"{home}/dates").words
    answer(browser, home, "dates", next_span_entry=date(2031, 8, 18))
    assert the_request(world, home).next_span_entry == date(2031, 8, 18)


@pytest.mark.parametrize(
    ("choice", "words"),
    [("home-based-private-school", "home-based private school"), ("independent-study", "independent study")],
)
def test_no_exemption_is_needed_without_a_classroom(world: World, choice: str, words: str) -> None:
    """Case 97: home-based private school; HSC 120335(f)."""
    browser = parents_browser(world)
    home = answered(browser, until="school")
    page = answer(browser, home, "school", schooling=choice).follow()
    assert page.heading == "You do not need an exemption"
    assert words in page.words
    assert "120335(f)" in page.words
    assert browser.get(f"{home}/no-exemption-needed/other").status == 404


def test_the_school_is_found_by_its_name_and_chosen(world: World) -> None:
    listed_school(world)
    browser = parents_browser(world)
    home = answered(browser, until="school")
    search = answer(browser, home, "school", schooling="school").follow()
    found = search.press("Search", name="juniper")
    assert found.status == 200
    assert "Juniper Hollow Elementary School" in found.words
    chosen = found.press("Use this one", choice=SCHOOL_ID)
    assert chosen.location == f"{home}/dates"
    school = the_request(world, home).school
    assert school
    assert school.jurisdiction == "C19"


def test_the_school_is_found_by_its_number(world: World) -> None:
    listed_school(world)
    browser = parents_browser(world)
    home = answered(browser, until="school")
    browser.get(f"{home}/school/find")
    assert "Juniper Hollow" in browser.page.press("Search", name="19-64212-0123456").words if browser.page else False


def test_a_search_for_nothing_says_what_to_type(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="school")
    browser.get(f"{home}/school/find")
    shown = browser.post(f"{home}/school/find", name="", step="search")
    assert shown.status == 422
    assert "ZIP code" in shown.errors["name"]


def test_choosing_none_or_an_unknown_school_is_told(world: World) -> None:
    listed_school(world)
    browser = parents_browser(world)
    home = answered(browser, until="school")
    browser.get(f"{home}/school/find")
    none = browser.post(f"{home}/school/find", name="juniper", step="choose")
    assert none.status == 422
    assert "from the list" in none.errors["choice"]
    unknown = browser.post(f"{home}/school/find", name="juniper", step="choose", choice="19642120999999")
    assert unknown.status == 422
    assert "Search again" in unknown.errors["choice"]


def test_nothing_found_says_what_to_try(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, until="school")
    browser.get(f"{home}/school/find")
    shown = browser.post(f"{home}/school/find", name="juniper", step="search")
    assert "Nothing found" in shown.words


def test_an_answer_from_an_older_page_is_not_taken(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser)
    old = browser.get(f"{home}/child").form("Continue")
    answer(browser, home, "child", first_name="Kaia")
    stale = browser.post(f"{home}/child", hidden_from=old, **{**ANSWERS["child"], "first_name": "Kay"})
    assert stale.status == 409
    child = the_request(world, home).child
    assert child
    assert child.first_name == "Kaia"


def test_someone_elses_request_looks_like_none(world: World) -> None:
    home = answered(parents_browser(world))
    other = parents_browser(world, world.parent(email="other@mail.example"))
    for path in (home, f"{home}/child", f"{home}/check", f"{home}/cancel", f"{home}/sent", f"{home}/print"):
        foreign, missing = other.get(path), other.get(path.replace(home, "/parents/requests/none"))
        assert foreign.status == missing.status == 404
        assert foreign.heading == missing.heading


def test_a_physician_cannot_ask(world: World) -> None:
    browser = world.browser(world.default_user(Role.PHYSICIAN))
    assert browser.get("/parents").status == 403
    assert browser.get("/parents/start").status == 403


def test_the_request_is_sent_once_however_often_the_button_is_pressed(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser)
    browser.get(f"{home}/check")
    first, second = browser.double_submit(f"{home}/check")
    assert first.location == second.location == f"{home}/sent"


def test_what_no_longer_fits_is_told_at_the_check(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, grade={"grade_now": "6", "grade": "7"}, dates={"planned_first_day": date(2026, 12, 1)})
    world.clock.set("2026-12-01")
    late = parents_browser(world).get(f"{home}/check").press("Send the request")
    assert late.status == 422
    assert "still in an earlier grade" in late.words
    assert the_request(world, home).state == RequestState.DRAFT


def test_the_check_says_when_the_doctor_can_sign(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, grade={"grade_now": "6", "grade": "7"}, dates={"planned_first_day": date(2027, 11, 21)})
    assert "from November 21, 2026 on" in browser.get(f"{home}/check").words
    answer(browser, home, "dates", planned_first_day=date(2027, 11, 20))
    assert "at most 12 months" not in browser.get(f"{home}/check").words


def test_a_child_not_in_school_now_enters_on_the_first_day(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser, grade={"grade_now": "none", "grade": "K"}, dates={"planned_first_day": date(2027, 8, 16)})
    request = the_request(world, home)
    assert request.grade_now is None
    assert request.grade == Grade.K
    assert request.span_starts_on == date(2027, 8, 16)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Zelzah Los Angeles", "Zelzah Street Elementary"),
        ("St Odile Los Angeles", "Saint Odile School"),
        ("Saint Odile", "Saint Odile School"),
    ],
)
def test_a_rare_word_finds_the_school_among_hundreds_of_one_city(world: World, typed: str, name: str) -> None:
    """Field report 1: given 450 schools of one city, when a rare word, or an abbreviation, is typed with the city, then
    the page offers the school first."""
    city = Address(street="1 Main Street", city="Los Angeles", zip_code="90012")
    names = ["Zelzah Street Elementary", "Saint Odile School", *(f"Vine Street School {each}" for each in range(448))]
    facilities = [
        world.facility(f"1964212{number:07}", name=each, address=city) for number, each in enumerate(names, start=1)
    ]
    write_facilities(world.table, facilities)
    browser = parents_browser(world)
    page = browser.get(f"{answered(browser, until='school')}/school/find").press("Search", name=typed)
    offered = next(each for each in page.html.iter("label") if each.get("for") == "choice")
    assert text_of(offered).startswith(name)
