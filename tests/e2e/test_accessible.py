"""axe-core finds nothing on what people of each role can reach from their home page, on a wide screen, with scripts.

`make test` asks for all of those pages; it shows, and axe looks at, each role's home page, the pages of changed
addresses, and of the others a sample by the day's seed. `make test-all` shows all."""

from collections.abc import Callable

import pytest

from infra.local.demo.people import PASSPHRASE
from tests.changed_cells import is_changed
from tests.e2e.crawl import kind_of, pages_of
from tests.e2e.looking import violations
from tests.e2e.visitor import Visitor
from tests.sampling import WHOLE, is_drawn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

_MAX_PAGES = 40
_ONE_IN = 6
# Pages beside the home page's own. An account's are the same for every role: they are looked at with one who has no
# second step, and with one of staff.
_BESIDE = {
    "parent": ("/account",),
    "parent with a stopped exemption": ("/my-letters",),
    "nurse": ("/account", "/letters"),
    "health department": ("/emergency",),
}
_PEOPLE = {  # by role: the account's name and the home page
    "parent": ("xochitl", "/parents"),
    "parent with a stopped exemption": ("renata", "/parents"),
    "parent who appealed": ("valentina", "/parents"),
    "physician": ("marisol", "/physicians"),
    "school": ("dolores", "/schools"),
    "school district": ("harpreet", "/schools"),
    "health department": ("armando", "/health-departments"),
    "nurse": ("beatriz", "/reviews"),
    "officer": ("adaeze", "/reviews"),
    "appeals staff": ("malia", "/appeals"),
    "secretary": ("eleanor", "/appeals"),
    "panelist": ("naveen", "/panel"),
    "board": ("ruben", "/boards"),
    "operator": ("imani", "/operators"),
}


_FEWEST_PAGES = {"health department": 1, "board": 1}  # those have their news on the home page
_FEWEST = 5 if WHOLE else 3


def _require_none(visitor: Visitor, start: str, *within: str) -> int:
    """Walk the pages from `start` on; answer with how many were opened."""

    def is_shown(path: str) -> bool:
        return WHOLE or path == start or is_changed(path) or is_drawn(f"axe {start} {kind_of(path)}", _ONE_IN)

    pages = pages_of(visitor, start, within, _MAX_PAGES, is_shown)
    found = {path: problems for path in pages if (problems := violations(visitor.page))}
    assert found == {}
    return visitor.pages_seen


def test_public_pages(visit: Callable[..., Visitor]) -> None:
    assert _require_none(visit("public", width=1280, scripts=True), "/", "/") >= 8


@pytest.mark.parametrize("role", _PEOPLE)
def test_pages_behind_the_sign_in(role: str, visit: Callable[..., Visitor]) -> None:
    who, home = _PEOPLE[role]
    visitor = visit(f"axe-{who}", width=1280, scripts=True)
    visitor.sign_in(f"{who}@example.org", PASSPHRASE)
    assert _require_none(visitor, home, home, *_BESIDE.get(role, ())) >= _FEWEST_PAGES.get(role, _FEWEST)


@pytest.mark.parametrize("path", ["/register/parent", "/register/physician", "/sign-in", "/forgot-password"])
def test_pages_that_say_what_is_wrong(path: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit("errors", width=320, scripts=True)
    visitor.open(path)
    visitor.press_wrongly()
    assert violations(visitor.page) == []


def test_the_list_of_what_a_lawyer_must_check_fits_a_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit("lawyer", width=320, scripts=True)
    visitor.open("/law/to-check")
    visitor.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(visitor.page) == []


def test_the_check_sees_a_planted_fault(visit: Callable[..., Visitor]) -> None:
    visitor = visit("planted", width=1280, scripts=True)
    visitor.open("/help")
    visitor.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(problem.startswith("image-alt") for problem in violations(visitor.page))


def test_a_number_that_stands_in_two_lines_is_noticed(visit: Callable[..., Visitor]) -> None:
    """So a count of 68 read as 6 and 8 on a desk's tile."""
    visitor = visit("planted number", width=1280, scripts=True)
    visitor.open("/help")
    visitor.page.evaluate("""() => {
        const count = document.querySelector('main').appendChild(document.createElement('b'))
        count.textContent = '68'
        Object.assign(count.style, {display: 'block', width: '1ch', overflowWrap: 'anywhere'})
    }""")
    with pytest.raises(AssertionError, match="numbers in two lines: \\['68'\\]"):
        visitor.look()
