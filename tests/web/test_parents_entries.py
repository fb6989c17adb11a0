"""How much a parent types: nothing is asked twice (WCAG 3.3.7), and each answer that can be known is filled in."""

from chalicelib.domain.request import ExemptionRequest
from tests.builders import SCHOOL_ID, World
from tests.portal import Portal
from tests.web.counted_entries import Count
from tests.web.parents_story import ANSWERS, listed_school, parents_browser

MOST_FOR_THE_FIRST, MOST_FOR_ONE_MORE, MOST_PAGES = 20, 14, 14


def asked(world: World, browser: Portal) -> tuple[Count, ExemptionRequest]:
    """A request from the start to its number, by someone who types only what is not filled in."""
    count = Count(browser)
    page = count.see(browser.get("/parents/start"))
    page = count.answer(page, "Start now")
    page = count.answer(page, "Continue", **ANSWERS["child"])
    page = count.answer(page, "Continue", grade_now="2")
    page = count.answer(page, "Continue", schooling="school")
    page = count.answer(page, "Search", name="juniper")
    page = count.answer(page, "Use this one", choice=SCHOOL_ID)
    page = count.answer(page, "Continue", **ANSWERS["dates"])
    page = count.answer(page, "Continue", **{**ANSWERS["parent"], "state": "CA", "telephone": ""})
    page = count.answer(page, "Continue")
    page = count.answer(page, "Continue", **ANSWERS["consents"])
    page = count.answer(page, "Send the request")
    return count, world.ctx().store.get(ExemptionRequest, page.path.split("/")[3])


def test_a_first_request_takes_twenty_entries_and_fourteen_pages_at_most(world: World) -> None:
    listed_school(world)
    count, request = asked(world, parents_browser(world))
    assert request.grade == request.grade_now
    assert len(count.entries) <= MOST_FOR_THE_FIRST, count.entries
    assert count.pages <= MOST_PAGES


def test_one_more_child_takes_fourteen(world: World) -> None:
    """Given a parent who asked before, when they ask for one more child, then relation and address are filled in."""
    listed_school(world)
    browser = parents_browser(world)
    _count, first = asked(world, browser)
    count, second = asked(world, browser)
    assert len(count.entries) <= MOST_FOR_ONE_MORE, count.entries
    assert not {"relationship", "street", "city", "zip_code"} & set(count.entries)
    assert second.parent == first.parent


def test_what_another_guardian_said_is_not_filled_in(world: World) -> None:
    """Given a request of the other parent that this one shares, then its address is not this one's."""
    listed_school(world)
    browser = parents_browser(world)
    asked(world, browser)
    other = parents_browser(world, world.parent())
    count, _request = asked(world, other)
    assert {"relationship", "street", "city", "zip_code"} <= set(count.entries)


def test_no_grade_now_needs_the_grade_of_the_exemption(world: World) -> None:
    browser = parents_browser(world)
    count = Count(browser)
    page = count.answer(count.see(browser.get("/parents/start")), "Start now")
    page = count.answer(page, "Continue", **ANSWERS["child"])
    assert "Choose the grade" in page.press("Continue", grade_now="none").errors["grade"]


def test_the_school_of_a_later_grade_is_asked_for(world: World) -> None:
    """Given a sixth grader whose exemption is for grade 7, then the school of grade 7 is asked for (B22)."""
    browser = parents_browser(world)
    count = Count(browser)
    page = count.answer(count.see(browser.get("/parents/start")), "Start now")
    page = count.answer(page, "Continue", **ANSWERS["child"])
    page = count.answer(page, "Continue", grade_now="6", grade="7")
    assert "The form names the school of Grade 7" in page.words
