"""A school that is not in the directory, on the pages of the parent, the operators and the physician."""

from chalicelib.domain.account import Role
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.web.parents_story import answered, parents_browser

TYPED = "Junipr Holow Elementary, Alhambra"
QUEUE = "/operators/unlisted-schools"


def sent(world: World, state: RequestState = RequestState.SUBMITTED) -> ExemptionRequest:
    write_facilities(world.table, [world.facility()])
    return world.request(state, school=None, unlisted_school=TYPED)


def test_a_parent_names_a_school_that_is_not_found_and_goes_on(world: World) -> None:
    """Given a search that finds nothing, when the parent types the school, then the next question comes, and the check
    page has the school as it was typed."""
    browser = parents_browser(world)
    home = answered(browser, until="school")
    found = browser.get(f"{home}/school/find").press("Search", name="zzzz")
    page = browser.get(found.links["It is not on the list"])
    done = page.press("Continue", name="Sunrise Forest School", city="Topanga")
    assert done.status == 303
    request = world.ctx().store.get(ExemptionRequest, home.rsplit("/", 1)[1])
    assert request.unlisted_school == "Sunrise Forest School, Topanga"
    assert request.school is None


def test_the_operator_sees_what_was_typed_and_finds_it_although_it_is_mistyped(world: World) -> None:
    """Given a mistyped school in the queue, when the operator opens it, then the school meant is offered; once it is
    used the queue is empty. No name of the child is on either page."""
    request = sent(world)
    browser = world.browser(world.default_user(Role.OPERATOR))
    listed = browser.get(QUEUE)
    page = browser.get(listed.links[TYPED])
    assert request.child
    assert "Juniper Hollow Elementary" in page.words
    assert request.child.last_name not in listed.words + page.words
    assert page.press("Use this one", choice=SCHOOL_ID).location == QUEUE
    assert "No school waits to be found" in browser.get(QUEUE).words


def test_the_operators_answer_reaches_the_parents_page(world: World) -> None:
    request = sent(world)
    operator = world.browser(world.default_user(Role.OPERATOR))
    page = operator.get(f"{QUEUE}/{request.id}")
    form = operator.get(page.links["It is none of these: answer the parent"])
    form.press("Send the answer", answer="Which street is it in?")
    parent = world.browser(world.default_user(Role.PARENT))
    shown = parent.get(f"/parents/requests/{request.id}")
    assert "Which street is it in?" in shown.words
    again = parent.get(shown.links["Answer, or name it in another way"])
    again.press("Continue", name="Juniper Hollow", city="Alhambra")
    assert "Juniper Hollow, Alhambra is not on our list yet" in parent.get(f"/parents/requests/{request.id}").words


def test_the_physician_reads_why_signing_waits(world: World) -> None:
    request = sent(world, RequestState.OPENED)
    browser = world.browser(world.default_user(Role.PHYSICIAN))
    assert f"The parent typed: {TYPED}." in browser.get(f"/physicians/requests/{request.id}").words


def test_a_found_school_is_not_asked_for_again(world: World) -> None:
    """Given a school that was found meanwhile, when an old page of the operator is sent, then it is told so."""
    request = sent(world)
    browser = world.browser(world.default_user(Role.OPERATOR))
    page = browser.get(f"{QUEUE}/{request.id}")
    page.press("Use this one", choice=SCHOOL_ID)
    assert browser.get(f"{QUEUE}/{request.id}").status == 409
