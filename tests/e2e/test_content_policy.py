"""S-66: a breach of the content policy ends any test of this folder, and the portal hears of it from the browser. (That
no one else reported one is seen when the portal of the run stops: conftest.py.)"""

import time
from collections.abc import Callable

import pytest

from tests.e2e.conftest import PolicyReports
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_SECONDS = 10
_NEW = "document.body.append(Object.assign(document.createElement('{}'), {{{}}}))"
# What a page must never do, as its scripts could: the directive that keeps it from happening.
BREACHES = {
    "a style in the page": (_NEW.format("style", "textContent: 'p {}'"), "style-src-elem"),
    "a style at an element": ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
    "a script in the page": (_NEW.format("script", "textContent: '1'"), "script-src-elem"),
    "a script from elsewhere": (_NEW.format("script", "src: 'https://elsewhere.example/x.js'"), "script-src-elem"),
    "a handler at an element": ("document.body.setAttribute('onclick', '1'); document.body.click()", "script-src-attr"),
    "a picture from elsewhere": ("new Image().src = 'https://elsewhere.example/x.png'", "img-src"),
    "a request": ("fetch('/help').catch(() => 0)", "connect-src"),
    "a frame": (_NEW.format("iframe", "src: '/help'"), "frame-src"),
}


def _wait_for(happened: Callable[[], object], visitor: Visitor) -> None:
    deadline = time.monotonic() + _SECONDS
    while not happened() and time.monotonic() < deadline:
        visitor.page.wait_for_timeout(100)


@pytest.mark.parametrize("what", BREACHES)
def test_a_breach_ends_the_test_and_is_reported(
    what: str, visit: Callable[..., Visitor], policy_reports: PolicyReports
) -> None:
    visitor, (script, directive) = visit("breach", width=1280, scripts=True), BREACHES[what]
    visitor.open("/help")
    before = len(policy_reports.heard())

    visitor.page.evaluate(f"{{ {script} }}")
    _wait_for(lambda: visitor.breaches and len(policy_reports.heard()) > before, visitor)

    with pytest.raises(AssertionError, match="Content Security Policy"):
        visitor.close()
    visitor.breaches.clear()
    told = policy_reports.heard()
    policy_reports.planted = len(told)
    assert {(each["kind"], each["route"]) for each in told[before:]} == {(directive, "/help")}


def test_a_breach_is_not_forgotten_with_what_a_wrong_form_brings(visit: Callable[..., Visitor]) -> None:
    visitor = visit("breach", width=1280)
    visitor.open("/sign-in")
    visitor.breaches.append("as if")
    with pytest.raises(AssertionError, match="as if"):
        visitor.press_wrongly()
    visitor.breaches.clear()
