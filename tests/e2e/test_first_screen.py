"""What a phone shows before anyone scrolls: little of the frame, and on the home page the parent's task."""

from collections.abc import Callable

import pytest

from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
WIDTH, HEIGHT = 320, 640


@pytest.mark.parametrize("language", ["en", "es", "zh-Hant"])
def test_the_frame_and_the_parents_task_on_a_phone(visit: Callable[..., Visitor], language: str) -> None:
    """Given a visitor with a small phone, then the lines above the page's own words take a quarter of the screen at
    most, and the home page's first link, the parent's task, is wholly on it."""
    visitor = visit("first-screen", width=WIDTH, height=HEIGHT, scripts=False)
    visitor.page.goto(f"/?lang={language}")
    header = visitor.page.locator("header").bounding_box()
    task = visitor.page.locator("main a").first
    assert task.get_attribute("href") == "/register/parent"
    place = task.bounding_box()
    assert header
    assert place
    assert header["y"] + header["height"] <= HEIGHT / 4
    assert place["y"] + place["height"] <= HEIGHT
