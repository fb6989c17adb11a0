"""A child who has a school moves to one that the directory does not have: the parent names it, operators find it, and
the child moves then, with the exemption."""

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.storage.directory import write_facilities
from tests.actions.recipients import recipients_of
from tests.builders import SCHOOL_ID, World
from tests.portal import Shown
from tests.web.parents_story import parents_browser

TYPED = "Finchshaw Academi, Alhambra"
OTHER_SCHOOL_ID = "19642120654321"
QUEUE = "/operators/unlisted-schools"


def named(world: World) -> ExemptionForm:
    """A child with an exemption at a school, whose parent named the new one on the page for a change of school."""
    form = world.form()
    browser = parents_browser(world)
    page = browser.get(f"/parents/children/{form.child_id}/school").press("Search", name="zzzz")
    asked = browser.get(page.links["Tell us the school or child care"])
    assert "your child stays at" in asked.words
    done = asked.press("Continue", name="Finchshaw Academi", city="Alhambra").follow()
    assert f"{TYPED} is not on our list yet. Until we find it, your child stays at the school of today." in done.words
    return form


def at_school(world: World, form: ExemptionForm) -> tuple[str, str]:
    """The school of the child, and that of the form."""
    store = world.ctx().store
    return store.get(Child, form.child_id).school.facility_id, store.get(ExemptionForm, form.id).school.facility_id


def found(world: World) -> Shown:
    """The operator finds the school that was meant."""
    write_facilities(world.table, [world.facility(), world.facility(OTHER_SCHOOL_ID, name="Finchshaw Academy")])
    operator = world.browser(world.default_user(Role.OPERATOR))
    page = operator.get(operator.get(QUEUE).links[TYPED])
    return page.press("Use this one", choice=OTHER_SCHOOL_ID)


def test_the_child_stays_until_the_school_is_found_and_moves_then_with_the_exemption(world: World) -> None:
    """Given a named school that no list has, then the child stays at the school of today; when operators find it, then
    child and form are at the new school, parents and both schools are told, and the queue is empty."""
    form = named(world)
    assert at_school(world, form) == (SCHOOL_ID, SCHOOL_ID)
    assert found(world).location == QUEUE
    assert at_school(world, form) == (OTHER_SCHOOL_ID, OTHER_SCHOOL_ID)
    assert {("account", each) for each in form.guardian_ids} <= recipients_of(world, NoticeKind.SCHOOL_CHANGED)
    assert ("facility", SCHOOL_ID) in recipients_of(world, NoticeKind.SCHOOL_CHANGED)
    assert ("facility", OTHER_SCHOOL_ID) in recipients_of(world, NoticeKind.EXEMPTION_ISSUED)
    assert "No school waits to be found" in world.browser(world.default_user(Role.OPERATOR)).get(QUEUE).words
    assert "is not on our list yet" not in parents_browser(world).get(f"/parents/requests/{form.request_id}").words


def test_the_operators_question_reaches_the_parent_who_answers_it(world: World) -> None:
    form = named(world)
    operator = world.browser(world.default_user(Role.OPERATOR))
    page = operator.get(operator.get(QUEUE).links[TYPED])
    asked = operator.get(page.links["It is none of these: answer the parent"])
    asked.press("Send the answer", answer="Which street is it in?")
    shown = parents_browser(world).get(f"/parents/requests/{form.request_id}")
    assert "Which street is it in?" in shown.words
    again = parents_browser(world).get(shown.links["Answer, or name it in another way"])
    again.press("Continue", name="Finchshaw Academy", city="Alhambra, Elm Street")
    assert "Finchshaw Academy, Alhambra, Elm Street" in operator.get(QUEUE).links


def test_a_school_that_the_parent_finds_meanwhile_ends_the_wait(world: World) -> None:
    form = named(world)
    write_facilities(world.table, [world.facility(), world.facility(OTHER_SCHOOL_ID, name="Finchshaw Academy")])
    page = parents_browser(world).get(f"/parents/children/{form.child_id}/school").press("Search", name="Finchshaw")
    assert page.press("Use this one", choice=OTHER_SCHOOL_ID).status == 303
    assert world.ctx().store.get(ExemptionRequest, form.request_id).unlisted_school == ""
    assert TYPED not in world.browser(world.default_user(Role.OPERATOR)).get(QUEUE).words


def test_a_newer_request_that_is_closed_leads_to_the_one_that_counts(world: World) -> None:
    """Given a child whose newest request was declined, when the parent names a school, then it is named on the request
    that the child attends by."""
    form = world.form()
    child = world.ctx().store.get(Child, form.child_id)
    world.clock.advance(days=1)
    closed = world.request(RequestState.DECLINED, child=child)
    browser = parents_browser(world)
    page = browser.get(f"/parents/children/{form.child_id}/school")
    link = page.links["Tell us the school or child care"]
    assert link == f"/parents/requests/{closed.id}/school/unlisted"
    assert browser.get(link).location == f"/parents/requests/{form.request_id}/school/unlisted"
