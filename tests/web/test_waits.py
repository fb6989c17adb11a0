"""After too many tries the answer says to people and to programs alike how long to wait."""

import re
from collections.abc import Iterator

import pytest

from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.waits import WAITS_SECONDS
from tests.architecture.source import portal_files
from tests.builders import World

_RAISED = re.compile(r"PortalError\(\s*ErrorKind\.TOO_MANY,([^)]*)\)")
_CODE = re.compile(r'"([A-Z_]+)"')
_SAID = {"one minute": 60, "10 minutes": 600, "15 minutes": 900, "one hour": 3600, "tomorrow": 86_400}


def codes() -> Iterator[str]:
    for path in portal_files():
        for raised in _RAISED.findall(path.read_text()):
            yield from _CODE.findall(raised)


def test_each_refusal_of_too_many_tries_has_its_wait() -> None:
    assert set(codes()) == set(WAITS_SECONDS)


@pytest.mark.parametrize("code", sorted(set(WAITS_SECONDS) - {"CODES_LOCKED"}))  # waiting does not help there
def test_programs_are_told_the_wait_that_people_read(code: str) -> None:
    said = [seconds for words, seconds in _SAID.items() if words in SENTENCES[code]]
    assert said == [WAITS_SECONDS[code]], SENTENCES[code]


def test_the_sixth_wrong_password_of_a_minute_says_when_to_try_again(world: World) -> None:
    # given five wrong passwords within a minute
    email, browser = world.parent().email, world.browser()
    for _ in range(5):
        browser.get("/sign-in").press(email=email, password="not the password at all")
    # when a sixth comes
    shown = browser.get("/sign-in").press(email=email, password="not the password at all")
    # then the answer names the wait in words and as a number, and the address typed is still there
    assert (shown.status, shown.headers["retry-after"]) == (429, "60")
    assert "Wait one minute, then try again." in shown.words
    assert shown.form(action="/sign-in").values["email"] == email
