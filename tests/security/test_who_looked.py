"""S-75: who looks at a child's record is written down before the page is sent, and the parent sees it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.records.access_history import VIEWS_PER_PAGE
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.storage import audit_keys
from chalicelib.storage.access_log import view_of
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.checks.recorder import StoreCall
from tests.invariants.everywhere import PATHS
from tests.invariants.faults import Fault, planted
from tests.invariants.places import Visitor
from tests.people import KAI, SCHOOL_ID
from tests.portal import Portal, Shown
from tests.security.audit_export import checked, signed

FILES_WITHOUT_A_CHILD = {
    "/schools/sample-roster",
    "/schools/at/{facility_id}/follow-up/ics",
    "/account/stay",
    "/figures/csv",
    "/parents/children/{child_id}/amendments/{amendment_id}/calendar",
    "/parents/forms/{form_id}/calendar",
    "/parents/requests/{request_id}/calendar",
    "/statistics/csv",
}
"""Made-up students, and counts."""
PAGES_OF_TWO_CHILDREN = {"/reviews/same-children/{child_pair_id}": ("one child", "the other")}


def views_in(calls: list[StoreCall], world: World) -> list[StoreCall]:
    return [
        call for call in calls if call.operation == "PutItem" and call.arguments["TableName"] == world.table.audit_name
    ]


def names_the_child(page: Shown) -> bool:
    main = page.text.split("<main", 1)[1].split("</main>", 1)[0]
    return KAI.first_name in main and (KAI.last_name in main or "2019" in main)


def looked(world: World, form: ExemptionForm) -> Shown:
    return world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views")


def school(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_shows_a_child_to_others_writes_one_view_and_a_parents_page_none(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    page = visitor.look()
    if page.method != "GET" or page.status != 200:
        return
    written = len(views_in(page.calls, world))
    person = visitor.here.person
    if path in FILES_WITHOUT_A_CHILD:
        assert written == 0
    elif page.is_file:
        assert written == 1  # a file leaves the portal: also a parent's is written down
    elif person is None or person.role == Role.PARENT:
        assert written == 0
    elif path in PAGES_OF_TWO_CHILDREN:
        assert written == len(PAGES_OF_TWO_CHILDREN[path])
    elif names_the_child(page):
        assert written == 1
    else:
        assert written <= 1


class TestTheParentsPage:
    def test_each_view_stands_there_with_who_for_whom_what_and_why_newest_first(self, world: World) -> None:
        form = world.form()
        school(world).get(f"/schools/pupils/{form.id}")
        world.clock.advance(minutes=5)
        world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/forms/{form.id}")

        page = looked(world, form)

        for part in (
            "Philippa Drummond",
            "Juniper Hollow Elementary",
            "To decide whether the child can attend",
            "Beatrix Halloway",
            "State reviewer",
            "California Department of Public Health",
            "For the state's review of the form",
            "November 20, 2026",
        ):
            assert part in page.words, part
        assert page.words.index("Beatrix Halloway") < page.words.index("Philippa Drummond")

    def test_a_school_that_opened_its_list_is_named(self, world: World) -> None:
        form = world.form()
        school(world).get("/schools")

        assert "The school's list of students, with your child on it" in looked(world, form).words

    def test_a_list_that_was_opened_before_the_child_stood_on_it_is_not(self, world: World) -> None:
        world.facility()
        school(world).get("/schools")
        world.clock.advance(minutes=5)

        page = looked(world, world.form())

        assert "No one has looked yet" in page.words

    def test_after_a_move_the_old_schools_lists_are_not_told_but_those_before_are(self, world: World) -> None:
        form = world.form()
        world.clock.advance(minutes=5)
        school(world).get("/schools")
        world.clock.advance(minutes=5)
        other = world.facility("19647330000001", name="Madrone Creek Elementary")
        child = world.ctx().store.get(Child, form.child_id)
        world.step(child, Action.CHANGE_SCHOOL, actor=world.default_user(Role.PARENT), school=other.as_choice())
        world.clock.advance(minutes=5)
        school(world).get("/schools")
        world.browser(world.school_person(other)).get("/schools")

        words = looked(world, form).words

        assert words.count("The school's list of students") == 2
        assert "Madrone Creek Elementary" in words

    def test_the_parents_own_visits_are_not_listed(self, world: World) -> None:
        form = world.form()
        parent = world.browser(world.default_user(Role.PARENT))
        for path in ("/parents", f"/parents/forms/{form.id}", f"/parents/children/{form.child_id}/views"):
            assert not views_in(parent.get(path).calls, world)

        assert "No one has looked yet" in looked(world, form).words

    def test_older_views_stand_on_the_next_page_and_none_is_shown_twice(self, world: World) -> None:
        form, browser = world.form(), school(world)
        for _each in range(VIEWS_PER_PAGE + 3):
            browser.get(f"/schools/pupils/{form.id}")
            world.clock.advance(seconds=10)

        first = looked(world, form)
        second = first.portal.get(first.links["Next page"])

        assert f"Viewed {VIEWS_PER_PAGE} times" in first.words
        assert "Viewed 3 times" in second.words
        assert "Next page" not in second.links
        assert second.portal.get(second.links["Start of the list"]).words == first.words

    def test_a_place_in_the_list_that_the_portal_did_not_sign_is_no_page(self, world: World) -> None:
        form = world.form()
        for _each in range(VIEWS_PER_PAGE + 1):
            school(world).get(f"/schools/pupils/{form.id}")
        page = looked(world, form)
        address = page.links["Next page"]

        for wrong in (f"{address}0", address.replace("=ey", "=fy"), f"{page.path}?page=x", f"{page.path}?page=.x"):
            assert page.portal.get(wrong).status == 400, wrong

    def test_another_parent_finds_no_such_page(self, world: World) -> None:
        form = world.form()

        assert world.browser(world.parent()).get(f"/parents/children/{form.child_id}/views").status == 404


SHOWING = ("/schools/pupils/{form_id}", "/physicians/forms/{form_id}", "/reviews/forms/{form_id}")


@pytest.mark.parametrize("path", SHOWING)
@pytest.mark.parametrize("fault", [Fault.NEVER_ARRIVED, Fault.THROTTLED, Fault.STORE_ERROR])
def test_where_the_view_cannot_be_written_the_page_is_not_shown(world: World, path: str, fault: Fault) -> None:
    visitor = Visitor.at(world, path)
    clean = visitor.look()
    last = next(place for place, call in enumerate(clean.calls, 1) if call.operation == "PutItem")

    with planted(fault, last, lasting=True) as faults:
        page = visitor.look()

    assert faults.struck
    assert page.status == 503
    assert not names_the_child(page)
    assert "in a minute" in page.words


def test_a_view_says_who_for_which_office_what_for_and_when(world: World) -> None:
    form = world.form()
    school(world).get(f"/schools/pupils/{form.id}")

    (item,) = [each for each in all_items(world.table.audit_name) if each["SK"].startswith(audit_keys.VIEW_PREFIX)]
    view = view_of(item)

    assert (view.role, view.name, view.purpose) == (Role.SCHOOL, "Philippa Drummond", "admission")
    assert (view.office.kind, view.office.id) == ("facility", SCHOOL_ID)
    assert timedelta(0) <= world.clock() - view.at < timedelta(minutes=1)


class TestTheHistoryFile:
    def saved(self, world: World, form: ExemptionForm) -> list[dict[str, Any]]:
        page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/history-file")
        assert page.is_file
        return list(json.loads(page.text))

    def test_the_parents_file_is_sound_and_holds_each_change_and_view(self, world: World) -> None:
        form = world.form()
        school(world).get(f"/schools/pupils/{form.id}")
        world.form(parent=world.parent())  # someone else's child, in the same days
        signed(world)

        lines = self.saved(world, form)
        check = checked(lines)

        assert check.problems == []
        partitions = {line["item"]["PK"].split("#")[0] for line in lines if "item" in line}
        assert partitions == {"CHILD", "REQUEST", "FORM", "ACCESS", "ROOT"}
        assert len(check.chains) == 3

    def test_nothing_of_another_child_is_in_the_file(self, world: World) -> None:
        form, other = world.form(), world.form(parent=world.parent())
        signed(world)

        text = json.dumps(self.saved(world, form))

        assert form.id in text
        assert other.id not in text
        assert other.child_id not in text

    @pytest.mark.parametrize("what", ["a view left out", "a word changed"])
    def test_a_file_that_was_changed_is_found(self, world: World, what: str) -> None:
        form = world.form()
        for path in (f"/schools/pupils/{form.id}", f"/schools/pupils/{form.id}/certificate"):
            school(world).get(path)
            world.clock.advance(minutes=1)
        signed(world)
        lines = self.saved(world, form)
        view = next(line["item"] for line in lines if "item" in line and line["item"]["SK"].startswith("VIEW#"))
        if what == "a view left out":
            lines = [line for line in lines if line.get("item") != view]
        else:
            view["name"] = "Nobody"

        assert checked(lines).problems

    def test_why_a_review_was_opened_is_withheld_and_its_place_is_proven(self, world: World) -> None:
        review = world.review(ReviewState.OPEN)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        signed(world)

        lines = self.saved(world, form)
        check = checked(lines)

        assert [line["withheld"]["PK"] for line in lines if "withheld" in line] == [f"FORM#{form.id}"]
        assert check.problems == []
        assert "withheld" in check.notes[0]

    def test_saving_it_is_written_down_with_the_parents_name(self, world: World) -> None:
        form = world.form()
        self.saved(world, form)

        page = looked(world, form)

        assert "The whole history of the record, saved as a file" in page.words
        assert page.links["Save the history as a file"].endswith("/history-file")
