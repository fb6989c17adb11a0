"""The parent's home, a request's page, and what can be done with it."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import World, line
from tests.web.parents_story import answered, parents_browser


def inbox_of(world: World, role: Role) -> list[str]:
    account_bundle = world.ctx().store.person(world.default_user(role).id)
    return [notice.kind for notice in account_bundle.notices]


def test_the_home_of_a_new_parent_says_how_to_begin(world: World) -> None:
    home = parents_browser(world).get("/parents")
    assert "You have no open request" in home.words
    assert home.links["Ask for an exemption"] == "/parents/start"


@pytest.mark.parametrize(
    ("state", "word", "next_step"),
    [
        (RequestState.DRAFT, "Draft", "Your answers are saved"),
        (RequestState.SUBMITTED, "Ready for your doctor", "Ready for your doctor: give this number"),
        (RequestState.OPENED, "Opened by the doctor", "when the doctor signs"),
        (RequestState.ISSUED, "Valid", "The school can see it"),
        (RequestState.HELD, "On hold", "the form is not valid yet"),
        (RequestState.DECLINED, "Doctor declined", "start again from a copy"),
        (RequestState.CANCELED, "Canceled", "Earlier"),
    ],
)
def test_the_home_says_where_each_request_stands(world: World, state: RequestState, word: str, next_step: str) -> None:
    world.request(state)
    home = parents_browser(world).get("/parents")
    assert word in home.words
    assert next_step in home.words
    assert "Kai Ignacio Brandvold" in home.words


def test_the_home_costs_two_reads_with_ten_cases(world: World) -> None:
    parent = world.default_user(Role.PARENT)
    for _ in range(10):
        world.request(RequestState.SUBMITTED, parent=parent)
    home = parents_browser(world).get("/parents")
    assert len(home.calls) == 2, home.calls


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RequestState.SUBMITTED, "Give this number to your child's doctor"),
        (RequestState.OPENED, "Choose another doctor"),
        (RequestState.DECLINED, "This needs a specialist"),
        (RequestState.CANCELED, "You canceled the request"),
    ],
)
def test_a_requests_page_says_what_comes_next(world: World, state: RequestState, said: str) -> None:
    request = world.request(state)
    page = parents_browser(world).get(f"/parents/requests/{request.id}")
    assert said in page.words
    assert len(page.calls) <= 2


def test_the_pages_with_the_number(world: World) -> None:
    request = world.request(RequestState.SUBMITTED)
    browser = parents_browser(world)
    for page in ("sent", "print"):
        shown = browser.get(f"/parents/requests/{request.id}/{page}")
        assert request.number in shown.words
    assert "not an exemption" in browser.get(f"/parents/requests/{request.id}/print").words
    draft = world.request(RequestState.DRAFT)
    assert browser.get(f"/parents/requests/{draft.id}/sent").status == 404


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED])
def test_a_request_can_be_cancelled_until_it_is_signed(world: World, state: RequestState) -> None:
    """Case 40: consent withdrawn before the issue; nothing is issued."""
    request = world.request(state)
    browser = parents_browser(world)
    done = browser.get(f"/parents/requests/{request.id}/cancel").press("Cancel the request")
    assert done.location == f"/parents/requests/{request.id}"
    assert world.reload(request).state == RequestState.CANCELED
    told = inbox_of(world, Role.PHYSICIAN)
    assert told == (["request_cancelled"] if state == RequestState.OPENED else [])


@pytest.mark.parametrize("state", [RequestState.ISSUED, RequestState.HELD, RequestState.DECLINED])
def test_a_signed_or_ended_request_cannot_be_cancelled(world: World, state: RequestState) -> None:
    request = world.request(state)
    browser = parents_browser(world)
    assert browser.get(f"/parents/requests/{request.id}/cancel").status == 409
    assert browser.post(f"/parents/requests/{request.id}/cancel").status == 409
    assert world.reload(request).state == state


def test_an_opened_request_goes_to_another_doctor_under_the_same_number(world: World) -> None:
    request = world.request(RequestState.OPENED)
    browser = parents_browser(world)
    browser.get(f"/parents/requests/{request.id}/other-doctor").press("Choose another doctor")
    freed = world.reload(request)
    assert freed.state == RequestState.SUBMITTED
    assert freed.physician_id == ""
    assert freed.number == request.number
    assert inbox_of(world, Role.PHYSICIAN) == ["request_released"]
    assert browser.get(f"/parents/requests/{request.id}/other-doctor").status == 409


@pytest.mark.parametrize("state", [RequestState.DECLINED, RequestState.CANCELED])
def test_an_ended_request_starts_again_from_a_copy(world: World, state: RequestState) -> None:
    old = world.request(state)
    browser = parents_browser(world)
    begun = browser.get(f"/parents/requests/{old.id}/copy").press("Start the copy")
    assert begun.location.endswith("/consents")
    consents = browser.get(begun.location)
    done = consents.press("Continue", requirements_read="yes", release_of_records="yes")
    check = browser.get(done.location)
    assert "Kai Ignacio Brandvold" in check.words
    sent = check.press("Send the request").follow()
    copy = world.ctx().store.get(ExemptionRequest, sent.path.split("/")[3])
    assert copy.copied_from == old.id
    assert copy.child_id == old.child_id
    assert copy.number != old.number


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED])
def test_a_request_under_way_is_not_copied(world: World, state: RequestState) -> None:
    request = world.request(state)
    assert parents_browser(world).get(f"/parents/requests/{request.id}/copy").status == 409


def test_a_temporary_exemption_is_renewed_without_typing(world: World) -> None:
    """Case 13: renew before the expiry."""
    form = world.form()
    browser = parents_browser(world)
    begun = browser.get(f"/parents/forms/{form.id}/renew").press("Start")
    done = browser.get(begun.location).press("Continue", requirements_read="yes", release_of_records="yes")
    sent = browser.get(done.location).press("Send the request").follow()
    request = world.ctx().store.get(ExemptionRequest, sent.path.split("/")[3])
    assert request.renews_form_id == form.id
    assert request.child_id == form.child_id
    assert request.span == form.span


def test_a_permanent_or_withdrawn_exemption_is_not_renewed(world: World) -> None:
    permanent = world.form(lines=(line(Vaccine.VAR, kind=LineKind.PERMANENT),))
    gone = world.form(LineState.WITHDRAWN)
    browser = parents_browser(world)
    assert browser.get(f"/parents/forms/{permanent.id}/renew").status == 409
    assert browser.get(f"/parents/forms/{gone.id}/renew").status == 409


def test_an_idle_draft_lapses_after_180_days(world: World) -> None:
    draft = world.request(RequestState.DRAFT)
    world.clock.set("2027-05-18")  # day 179
    assert "Continue" in parents_browser(world).get(f"/parents/requests/{draft.id}").links
    world.clock.set("2027-05-19")  # day 180
    page = parents_browser(world).get(f"/parents/requests/{draft.id}")
    assert "too old to use" in page.words
    assert page.links["Start again from a copy"] == f"/parents/requests/{draft.id}/copy"
    assert "Ended" in parents_browser(world).get("/parents").words


def test_a_sent_request_lapses_after_12_months(world: World) -> None:
    request = world.request(RequestState.SUBMITTED)
    world.clock.set("2027-11-20")
    assert "too old to use" not in parents_browser(world).get(f"/parents/requests/{request.id}").words
    world.clock.set("2027-11-21")
    assert "too old to use" in parents_browser(world).get(f"/parents/requests/{request.id}").words


def test_sending_makes_the_child_once_and_keeps_it_current(world: World) -> None:
    browser = parents_browser(world)
    home = answered(browser)
    browser.get(f"{home}/check").press("Send the request")
    request = world.ctx().store.get(ExemptionRequest, home.rsplit("/", 1)[1])
    child = world.ctx().store.get(Child, request.child_id)
    assert child.guardian_ids == (world.default_user(Role.PARENT).id,)
    assert child.grade == Grade.GRADE_2
    browser.get(f"{home}/cancel").press("Cancel the request")
    copy = browser.get(f"{home}/copy").press("Start the copy").location.removesuffix("/consents")
    asked = browser.get(f"{copy}/child")
    asked.press("Continue", first_name="Kaia")
    browser.get(f"{copy}/consents").press("Continue", requirements_read="yes", release_of_records="yes")
    browser.get(f"{copy}/check").press("Send the request")
    renamed = world.reload(child)
    assert renamed.facts.first_name == "Kaia"
    assert renamed.version == child.version + 1
    assert renamed.same_child != child.same_child
    assert inbox_of(world, Role.PARENT) == ["request_submitted", "request_submitted"]


def test_dates_in_a_copy_are_checked_again(world: World) -> None:
    old = world.request(
        RequestState.CANCELED, grade_now=Grade.GRADE_6, grade=Grade.GRADE_7, planned_first_day=date(2026, 12, 1)
    )
    world.clock.set("2026-12-02")
    browser = parents_browser(world)
    begun = browser.get(f"/parents/requests/{old.id}/copy").press("Start the copy")
    done = browser.get(begun.location).press("Continue", requirements_read="yes", release_of_records="yes")
    assert browser.get(done.location).press("Send the request").status == 422
