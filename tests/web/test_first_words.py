"""What a newcomer reads first: the parent's task on the home page, what it costs, and which address may be given."""

from chalicelib.runtime.settings import settings
from tests.builders import World
from tests.portal import Portal
from tests.web.parents_story import answered, parents_browser


def test_the_home_page_begins_with_what_a_parent_came_for(portal: Portal) -> None:
    """Given a visitor, then the first link of the page is the parent's task, and checking a form, the figures, help and
    registering for each audience are a link away."""
    page = portal.get("/")
    (main,) = page.html.iter("main")
    addresses = [str(link.get("href")) for link in main.iter("a")]
    assert addresses[0] == page.links["Ask for an exemption"] == "/register/parent"
    assert {"/check", "/statistics", "/help#contact", "/register/physician", "/register/school"} <= set(addresses)
    assert {"/help?lang=es#parents", "/help?lang=zh-Hant#parents"} <= set(addresses)
    assert "/register" not in addresses


def test_the_privacy_page_says_what_a_notice_of_collection_must(portal: Portal) -> None:
    """Given Civil Code 1798.17, then the page names the agency and its division, the official who answers for the
    records with address and telephone, the law behind them, what is required, what follows without it, what it is for,
    who is told, and that a person may see and correct what is kept."""
    words = portal.get("/privacy").words
    held = settings()
    for stated in (
        "The California Department of Public Health, Immunization Branch, asks for these facts",
        "Chief, Immunization Branch California Department of Public Health",
        f"{held.records_address} {held.review_telephone}",
        "this official tells you where your records are and who uses them",
        "Health and Safety Code 120372",
        'An answer that you can leave out is marked "(optional)". All the others are required.',
        "Without these facts a doctor cannot issue one",
        "We collect that, and what we need to reach you",
        "Local health departments and licensing boards The notices that the law says they get",
        "You can see what we keep, ask for corrections",
    ):
        assert stated in words, stated


def test_no_page_says_that_a_first_exam_is_free(portal: Portal) -> None:
    """Given HSC 120372(a)(3): only the form and the exam to renew are free; a first exam may be charged."""
    answer = portal.get("/help").words.partition("What does it cost?")[2]
    assert answer.strip().startswith("The form is free.")
    assert "may charge for a first exam" in answer[:200]
    assert "The form is free. A doctor may charge for a first exam." in portal.get("/").words


def test_a_family_in_safe_at_home_gives_that_address_alone(world: World) -> None:
    """Given Government Code 6207: the question names the address of the program, and that no other is needed."""
    browser = parents_browser(world)
    page = browser.get(f"{answered(browser, until='parent')}/parent")
    assert "Address for letters" in page.words
    assert "use your Safe at Home address: we do not need another one" in page.words
    assert "Street address or P.O. Box" in page.words
