"""The physician's home page, opening a request and giving it back: fields, lists, reach, the log of views."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import StandingState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.actions.physicians import opened, same_child
from tests.builders import KAI, World, line
from tests.checks.pages import text_of
from tests.portal import Portal, Shown
from tests.web.parents_story import listed_school, parents_browser
from tests.web.physician_pages import boxes, looks_at, views_of

FIND = "Open the request"
OTHER_SCHOOL = "19642120654321"


def browser(world: World) -> Portal:
    return world.browser(world.default_user(Role.PHYSICIAN))


def signed_for(world: World, name: str, **facts: Any) -> ExemptionForm:
    """A form for a child of this first name."""
    child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name=name, middle_name=""))
    return world.form(child=child, **facts)


def names_in(page: Shown) -> list[str]:
    """The children of the list, in its order."""
    return [text_of(each) for each in page.html.iterfind(".//tbody/tr/th")]


def find(portal: Portal, number: str, **birth_date: str) -> Shown:
    return portal.get("/physicians").press(FIND, number=number, **(birth_date or boxes("birth_date", KAI.birth_date)))


class TestHome:
    def test_what_can_be_done_with_a_patients_form_is_no_state_of_it(self, world: World) -> None:
        world.form()
        words = browser(world).get("/physicians?lang=es").follow().words
        assert "Abrir el formulario" in words
        assert "Abierta" not in words

    def test_a_new_physician_is_told_what_to_do(self, world: World) -> None:
        page = browser(world).get("/physicians")
        assert "Nothing waits. To begin, ask the parent for the request number" in page.words
        assert "No exemptions yet" in page.words
        assert "0 forms signed" in page.words
        assert "who signs 5 or more in a calendar year" in page.words

    def test_it_lists_open_requests_and_forms_with_what_counts_today(self, world: World) -> None:
        ends = world.clock.today + timedelta(days=61)
        world.form(lines=(line(expires_on=ends), line(Vaccine.VAR, LineKind.PERMANENT)))
        request = opened(world)
        page = browser(world).get("/physicians")
        assert request.number in page.words
        assert "Valid" in page.words
        assert "Ends soon" not in page.words
        world.clock.advance(days=1)
        assert "Ends soon" in browser(world).get("/physicians").words

    def test_a_request_that_was_taken_away_is_no_longer_listed(self, world: World) -> None:
        request = opened(world)
        world.step(
            request,
            Action.CHOOSE_OTHER_PHYSICIAN,
            actor=world.default_user(Role.PARENT),
            state=RequestState.SUBMITTED,
            physician_id="",
        )
        assert request.number not in browser(world).get("/physicians").words

    def test_the_list_goes_on_after_25_children(self, world: World) -> None:
        for place in range(3):
            signed_for(world, f"Kai {place}")
        page = browser(world).get("/physicians")
        assert len(names_in(page)) == 3
        assert "Next page" not in page.words
        for place in range(3, 26):
            signed_for(world, f"Kai {place}")
        page = browser(world).get("/physicians")
        assert "of 26" in page.words
        assert "This page shows 1 to 25 of 26" in page.words
        second = page.portal.get(page.links["Next page"])
        assert "This page shows 26 to 26 of 26" in second.words
        assert "This page shows 1 to 25 of 26" in second.portal.get(second.links["Previous page"]).words

    @pytest.mark.parametrize(
        ("state", "says"),
        [
            (StandingState.HOLD, "The state is looking at something that your board shows"),
            (StandingState.BARRED_PROBATION, "The state accepts no exemption forms from you at this time"),
        ],
    )
    def test_it_says_how_the_physician_stands(self, world: World, state: StandingState, says: str) -> None:
        doctor = world.physician(last_name="Waiting", standing=state)
        assert says in world.browser(doctor).get("/physicians").words

    def test_looking_at_the_list_is_one_event(self, world: World) -> None:
        doctor = world.default_user(Role.PHYSICIAN)
        browser(world).get("/physicians")
        world.form()
        browser(world).get("/physicians")
        assert looks_at(world, "physician", doctor.id) == [("own patients", 1)]

    def test_each_child_is_one_row_and_the_one_who_needs_something_is_first(self, world: World) -> None:
        old = signed_for(world, "Ana", lines=(line(Vaccine.DTAP, LineKind.PERMANENT), line()))
        child = world.ctx().store.get(Child, old.child_id)
        world.clock.advance(days=1)
        world.form(child=child, renews_form_id=old.id, lines=(line(),))
        signed_for(world, "Bo", lines=(line(expires_on=world.clock.today + timedelta(days=30)),))
        asked = signed_for(world, "Cy", lines=(line(Vaccine.VAR, LineKind.PERMANENT),))
        review = world.review(ReviewState.INFO_REQUESTED, form=asked)

        page = browser(world).get("/physicians")

        assert names_in(page) == ["Brandvold, Cy", "Brandvold, Bo", "Brandvold, Ana"]
        assert page.links["Answer the question : Brandvold, Cy"] == f"/physicians/forms/{asked.id}/reviews/{review.id}"
        waits = [text_of(each) for each in page.html.iterfind(".//ul[@class='lines waits']/li")]
        assert waits[0].startswith("Question Cy Brandvold")
        assert waits[1].startswith("Ends soon Bo Brandvold")

    def test_a_request_whose_school_has_come_is_told_and_waits_here(self, world: World) -> None:
        request = opened(world, request={"school": None, "not_enrolled_yet": True})
        assert "no school is named yet" in browser(world).get("/physicians").words
        listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
        parent = parents_browser(world)
        found = parent.get(f"/parents/children/{request.child_id}/school").press("Search", name=OTHER_SCHOOL)
        done = found.press("Use this one", choice=OTHER_SCHOOL).follow()

        page = browser(world).get("/physicians")

        waits = [text_of(each) for each in page.html.iterfind(".//ul[@class='lines waits']/li")]
        assert waits[0].startswith("School named Kai")
        assert "A request that you opened names a school now" in page.words
        assert "sees it now" not in done.words

    def test_a_physician_is_not_told_of_the_own_signature(self, world: World) -> None:
        world.form()
        assert "The doctor signed the exemption" not in browser(world).get("/physicians").words

    def test_a_page_with_a_question_reads_three_times(self, world: World) -> None:
        world.review(ReviewState.INFO_REQUESTED, form=world.form())
        calls = browser(world).get("/physicians").calls
        assert [call.operation for call in calls] == ["Query", "BatchGetItem", "BatchGetItem", "PutItem"]

    def test_it_reads_twice(self, world: World) -> None:
        world.form()
        opened(world)
        page = browser(world).get("/physicians")
        assert [call.operation for call in page.calls] == ["Query", "BatchGetItem", "PutItem"]


class TestSearch:
    @pytest.mark.parametrize("words", ["Nunez", "núñez, ana", "3/14/2019", "number"])
    def test_a_child_is_found_by_name_birth_date_or_number(self, world: World, words: str) -> None:
        child = world.child(
            world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Ana", last_name="Núñez")
        )
        form = world.form(child=child)
        elsewhere = KAI.with_changes(first_name="Bo", birth_date=date(2018, 1, 2))
        world.form(child=world.child(world.default_user(Role.PARENT), facts=elsewhere))
        home = browser(world).get("/physicians")

        found = home.press("Find", words=form.number if words == "number" else words)

        assert names_in(found) == ["Núñez, Ana"]
        assert "words" not in found.path

    def test_only_own_patients_are_found(self, world: World) -> None:
        world.form(physician=world.physician(last_name="Elsewhere"))
        found = browser(world).get("/physicians/patients").press("Find", words="Brandvold")
        assert "No patient found" in found.words

    def test_nothing_typed_is_said_at_the_field(self, world: World) -> None:
        found = browser(world).get("/physicians/patients").press("Find", words="")
        assert "Enter a name, a birth date, or a number" in found.errors.values()

    def test_what_was_found_is_one_view(self, world: World) -> None:
        world.form()
        browser(world).get("/physicians/patients").press("Find", words="Brandvold")
        doctor = world.default_user(Role.PHYSICIAN)
        assert looks_at(world, "physician", doctor.id) == [("own patients", 1)]


class TestOpen:
    @pytest.mark.parametrize(
        ("number", "message"),
        [
            ("", "Enter the request number"),
            ("A7KC-39WT", "11 letters"),
            ("A7KC-39WT-XH0", "never use"),
            ("A7KC-39WT-XHX", "swapped"),
        ],
    )
    def test_a_number_that_cannot_be_is_said_at_its_field(self, world: World, number: str, message: str) -> None:
        page = find(browser(world), number)
        assert page.status == 422
        assert message in page.errors["number"]

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            (("", "", ""), "Enter the child's date of birth"),
            (("2", "30", "2019"), "The day must be 1 to 28"),
            (("3", "14", "19"), "The year must have four digits"),
            (("x", "14", "2019"), "The month must be 1 to 12"),
            (("x", "32", "2019"), "Enter a real date"),
        ],
    )
    def test_a_date_that_cannot_be_is_said_at_its_field(
        self, world: World, typed: tuple[str, ...], message: str
    ) -> None:
        month, day, year = typed
        page = find(
            browser(world), world.request().number, birth_date_month=month, birth_date_day=day, birth_date_year=year
        )
        assert page.status == 422
        assert message in page.errors["birth_date"]

    def test_a_wrong_number_and_a_wrong_date_show_the_same_page(self, world: World) -> None:
        request, portal = world.request(), browser(world)
        wrong_date = find(portal, request.number, **boxes("birth_date", KAI.birth_date + timedelta(days=1)))
        unknown = find(portal, "3333-3333-333", **boxes("birth_date", KAI.birth_date))
        assert (wrong_date.status, unknown.status) == (422, 422)
        assert wrong_date.errors == unknown.errors
        assert KAI.full_name not in wrong_date.words

    def test_case_42_the_fifth_wrong_date_locks(self, world: World) -> None:
        request, portal = world.request(), browser(world)
        wrong = boxes("birth_date", KAI.birth_date + timedelta(days=1))
        statuses = [find(portal, request.number, **wrong).status for _ in range(6)]
        assert statuses == [422, 422, 422, 422, 429, 429]
        assert find(portal, request.number).status == 429
        world.clock.advance(minutes=15)
        assert find(world.browser(world.default_user(Role.PHYSICIAN)), request.number).status == 303

    def test_the_page_that_comes_back_can_be_sent_again(self, world: World) -> None:
        request, page = world.request(), browser(world).get("/physicians")
        for _ in range(4):
            page = page.press(FIND, number=request.number, **boxes("birth_date", KAI.birth_date + timedelta(days=1)))
        page = page.press(FIND, number=request.number, **boxes("birth_date", KAI.birth_date))
        assert page.location == f"/physicians/requests/{request.id}"

    def test_the_lock_is_no_done_operation(self, world: World) -> None:
        request, page = world.request(), browser(world).get("/physicians")
        for _ in range(6):
            page = page.press(FIND, number=request.number, **boxes("birth_date", KAI.birth_date + timedelta(days=1)))
        assert (page.status, page.location) == (429, "")

    def test_another_physicians_request_tells_what_the_parent_can_do(self, world: World) -> None:
        request = opened(world)
        page = find(world.browser(world.physician(last_name="Someone-Else")), request.number)
        assert page.status == 422
        assert "The parent can choose another doctor" in page.errors["number"]

    def test_pressing_twice_opens_once(self, world: World) -> None:
        request = world.request()
        portal = browser(world)
        portal.get("/physicians")
        first, second = portal.double_submit(
            "/physicians/open", number=request.number, **boxes("birth_date", KAI.birth_date)
        )
        assert first.location == second.location == f"/physicians/requests/{request.id}"
        assert world.reload(request).version == request.version + 1


class TestRequestPage:
    def test_it_shows_what_the_parent_gave_and_the_view_is_recorded(self, world: World) -> None:
        request = opened(world)
        page = browser(world).get(f"/physicians/requests/{request.id}")
        assert KAI.full_name in page.words
        assert "Juniper Hollow Elementary" in page.words
        assert views_of(world, request.child_id) == ["request"]

    def test_without_a_school_it_says_that_signing_waits(self, world: World) -> None:
        request = opened(world, request={"school": None, "not_enrolled_yet": True})
        assert "must first add a school" in browser(world).get(f"/physicians/requests/{request.id}").words

    def test_a_signed_one_leads_to_the_form(self, world: World) -> None:
        form = world.form()
        page = browser(world).get(f"/physicians/requests/{form.request_id}")
        assert page.location == f"/physicians/forms/{form.id}"

    @pytest.mark.parametrize("path", ["", "/release", "/decline"])
    def test_a_foreign_request_looks_like_none(self, world: World, path: str) -> None:
        request = opened(world)
        portal = world.browser(world.physician(last_name="Someone-Else"))
        foreign = portal.get(f"/physicians/requests/{request.id}{path}")
        missing = portal.get(f"/physicians/requests/{'a' * 26}{path}")
        assert (foreign.status, missing.status) == (404, 404)
        assert foreign.heading == missing.heading
        assert views_of(world, request.child_id) == []

    def test_it_is_sent_back_with_a_note(self, world: World) -> None:
        request = opened(world)
        page = browser(world).get(f"/physicians/requests/{request.id}/release")
        assert page.press("Send it back").errors["note"] == "Write what the parent should change or know"
        assert page.press("Send it back", note="The grade is wrong").location == "/physicians"
        assert world.reload(request).state == RequestState.SUBMITTED

    def test_it_is_declined_with_a_reason(self, world: World) -> None:
        request = opened(world)
        page = browser(world).get(f"/physicians/requests/{request.id}/decline")
        assert "reason" in page.press("Decline the request", reason=" ").errors
        assert page.press("Decline the request", reason="No reason found").location == "/physicians"
        assert world.reload(request).state == RequestState.DECLINED

    def test_a_stale_page_sends_nothing_back(self, world: World) -> None:
        request = opened(world)
        page = browser(world).get(f"/physicians/requests/{request.id}/release")
        world.step(request, Action.EDIT_REQUEST, physician_name="Somebody")
        shown = page.press("Send it back", note="The grade is wrong")
        assert (shown.status, world.reload(request).state) == (409, RequestState.OPENED)
        assert "The grade is wrong" in shown.text

    def test_one_that_went_back_meanwhile_is_shown_no_more_and_what_was_typed_comes_back(self, world: World) -> None:
        request = opened(world)
        page = browser(world).get(f"/physicians/requests/{request.id}/decline")
        release = browser(world).get(f"/physicians/requests/{request.id}/release")
        assert release.press("Send it back", note="The grade is wrong").location == "/physicians"
        shown = page.press("Decline the request", reason="No reason found")
        assert (shown.status, world.reload(request).state) == (409, RequestState.SUBMITTED)
        assert "No reason found" in shown.text
        assert browser(world).get(f"/physicians/requests/{request.id}/decline").status == 404


@pytest.mark.parametrize("end", ["decline", "release"])
def test_what_can_no_longer_be_given_up_is_not_offered(world: World, end: str) -> None:
    # given a request whose form is issued
    form = world.form()
    # when its physician opens the page that would give the request up, from an old tab or bookmark
    shown = browser(world).get(f"/physicians/requests/{form.request_id}/{end}")
    # then a page says that this step is over, and asks for nothing
    assert (shown.status, shown.heading) == (409, "This changed while you were working")
    assert "This step is no longer open." in shown.words
    assert "closed" not in shown.words
    assert [each for each in shown.forms if each.action.endswith(end)] == []


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.PHYSICIAN, Role.CLINIC_STAFF}])
def test_the_pages_are_for_physicians(world: World, role: Role) -> None:
    portal = world.browser(world.default_user(role))
    assert portal.get("/physicians").status == 403
    assert portal.get("/physicians/open").status == 403


def test_no_one_signed_in_is_asked_to_sign_in(portal: Portal) -> None:
    assert portal.get("/physicians").location.startswith("/sign-in")


def test_a_held_form_is_listed_as_not_valid_yet(world: World) -> None:
    world.form(state=LineState.HELD, child=same_child(world))
    assert "Not valid yet" in browser(world).get("/physicians").words
