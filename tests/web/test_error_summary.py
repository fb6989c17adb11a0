"""The summary of errors names the field of each, also where the sentence is one of many fields, and a date's part."""

import pytest

from chalicelib.domain.account import Role
from tests.actions.physicians import opened
from tests.builders import World, line
from tests.checks.pages import text_of
from tests.portal import Shown
from tests.web.parents_story import ANSWERS, answered, boxes, parents_browser


def summary(page: Shown) -> dict[str, str]:
    """Id of the box that a line of the summary leads to -> the line's words."""
    (box,) = [each for each in page.html.iter() if each.get("id") == "error-summary"]
    return {link.get("href", "").removeprefix("#"): text_of(link) for link in box.iter("a")}


def child_sent(world: World, language: str = "en", **typed: str) -> Shown:
    """A parent answers the question about the child, in that language, and sends it."""
    browser = parents_browser(world)
    home = answered(browser, until="child")
    page = browser.get(f"{home}/child?lang={language}").follow() if language != "en" else browser.get(f"{home}/child")
    return browser.post(
        f"{home}/child", hidden_from=page.form(action=f"{home}/child"), **{**boxes(ANSWERS["child"]), **typed}
    )


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "First name: Use 100 characters or fewer", "Last name: Use 100 characters or fewer"),
        ("es", "Nombre: Use 100 caracteres o menos", "Apellido: Use 100 caracteres o menos"),
        ("zh-Hant", "名字：請用100個字元或以下", "姓氏：請用100個字元或以下"),
    ],
)
def test_two_names_that_are_too_long_are_told_by_their_labels(
    world: World, language: str, first: str, last: str
) -> None:
    """Given two names that are too long, when the question is sent, then each line of the summary says which name it is
    of, in the reader's language, and leads to it; at the field, the sentence stands without the label."""
    page = child_sent(world, language, first_name="x" * 101, last_name="y" * 101)
    assert page.status == 422
    assert summary(page) == {"first-name": first, "last-name": last}
    at_field = next(each for each in page.html.iter() if each.get("id") == "first-name-error")
    assert text_of(at_field).endswith(first.replace("：", ": ").split(": ")[1])


@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        (("27", "3", "2017"), "month", "Date of birth: The month must be 1 to 12, or its name"),
        (("2", "30", "2017"), "day", "Date of birth: The day must be 1 to 28"),
        (("3", "27", "17"), "year", "Date of birth: The year must have four digits, for example 2017"),
    ],
)
def test_the_wrong_part_of_a_date_is_named_marked_and_led_to(
    world: World, typed: tuple[str, str, str], box: str, said: str
) -> None:
    """Given a birth date of which one part cannot be, then the summary names the date and the part, leads to that box,
    and that box alone is marked; what was typed stays."""
    month, day, year = typed
    page = child_sent(world, birth_date_month=month, birth_date_day=day, birth_date_year=year)
    assert summary(page) == {f"birth-date-{box}": said}
    marked = [each.get("name") for each in page.html.iter("input") if each.get("aria-invalid")]
    assert marked == [f"birth_date_{box}"]
    assert page.form("Continue").values["birth_date_month"] == month


def test_a_date_that_is_wrong_in_two_parts_is_told_as_a_whole(world: World) -> None:
    page = child_sent(world, birth_date_month="13", birth_date_day="32")
    (said,) = summary(page).values()
    assert said.startswith("Date of birth: Enter a real date")
    assert len([each for each in page.html.iter("input") if each.get("aria-invalid")]) == 3


def test_a_sentence_that_names_its_field_is_told_without_the_label(world: World) -> None:
    assert summary(child_sent(world, first_name=""))["first-name"] == "Enter the child's first name"


def test_a_physicians_text_that_is_too_long_is_named_by_its_question(world: World) -> None:
    """Given a label that ends with a question mark, then no colon follows it."""
    request, physician = opened(world, lines=(line(),)), world.default_user(Role.PHYSICIAN)
    page = world.browser(physician).get(f"/physicians/drafts/{request.id}/examination")
    sent = page.press("Continue", examined_on_month="x", examined_on_day="2", examined_on_year="2026")
    assert "When did you examine the child? The month must be 1 to 12, or its name" in summary(sent).values()
    page = world.browser(physician).get(f"/physicians/drafts/{request.id}/lines/1")
    assert (
        "Describe the medical reason: Use 4000 characters or fewer"
        in summary(page.press("Continue", description="x" * 4001)).values()
    )
