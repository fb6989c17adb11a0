"""What is printed fits the sheet that it is made for: a letter, the certificate and the whole form take one each."""

import re
from collections.abc import Callable

import pytest

from infra.local.demo.people import PASSPHRASE
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def _sheets(visitor: Visitor) -> int:
    """How many sheets of letter paper the open page takes."""
    return len(_ONE_PAGE.findall(visitor.page.pdf(prefer_css_page_size=True)))


@pytest.fixture
def parent(visit: Callable[..., Visitor]) -> Visitor:
    """The parent of a child whose exemption the state stopped."""
    visitor = visit("paper", width=1280)
    visitor.sign_in("renata@example.org", PASSPHRASE)
    return visitor


def test_the_letter_about_a_stopped_exemption(parent: Visitor) -> None:
    parent.open("/account/news")
    parent.follow("Print the letter")
    assert _sheets(parent) == 1


@pytest.mark.parametrize("paper", ["Print the school certificate", "Print the whole form"])
def test_the_papers_of_an_exemption(parent: Visitor, paper: str) -> None:
    parent.follow("Thiago")
    parent.follow("Form ")
    parent.follow(paper)
    assert _sheets(parent) == 1


def test_the_code_on_the_paper_leads_whoever_holds_it_to_an_answer(
    parent: Visitor, visit: Callable[..., Visitor]
) -> None:
    parent.follow("Thiago")
    parent.follow("Form ")
    parent.follow("Print the school certificate")
    code = parent.page.locator(".check-code").inner_text()

    holder = visit("holder", width=320)
    holder.open("/")
    holder.follow("Enter the check code")
    holder.fill("Check code", code.lower().replace("-", " "))
    holder.press("Check")
    holder.at("This form is not valid")
    holder.sees("It does not say that the child must stay home.")
    holder.open(f"/check/{code.replace('-', '')}")
    holder.press("Check")
    holder.at("This form is not valid")


def test_each_letter_of_a_school_takes_one_sheet(visit: Callable[..., Visitor]) -> None:
    school = visit("letters", width=1280)
    school.sign_in("dolores@example.org", PASSPHRASE)
    school.follow("Letters")
    school.follow("Notice of Immunizations Needed")
    for place, box in enumerate(school.page.locator("input[name=to]").all()):
        box.evaluate("(box, is_wanted) => { box.checked = is_wanted }", place < 4)
    school.fill("At which telephone number?", "(559) 555-0188")
    school.press("See the letters")
    school.at("Letters to print")
    letters = school.page.locator("article").count()
    assert letters == 4
    assert _sheets(school) == letters


def test_a_long_page_takes_more_than_one(parent: Visitor) -> None:
    parent.open("/help")
    parent.page.evaluate("document.querySelector('main').style.height = '4000px'")
    assert _sheets(parent) > 1
