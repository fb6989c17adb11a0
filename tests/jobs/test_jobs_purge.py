"""S-70: what is kept no longer is purged by the clock; its audit skeleton stays, and nothing else refers to it."""

import json
from contextlib import suppress
from datetime import date, timedelta

import pytest

from chalicelib.actions.students.enrollment import Departure, Return, record_departure, record_return
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.notice import Recipient
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.retention import RetentionClass, purge_on
from chalicelib.domain.review import ReviewState
from chalicelib.domain.student import Student
from chalicelib.jobs.purge_due import purge_due
from chalicelib.law.enums import Grade, LineState
from chalicelib.storage import audit_keys
from chalicelib.storage.store import Store
from infra.verify_audit import Check
from tests.builders import KAI, World
from tests.checks.after_each_test import all_items, require_sound_tables
from tests.invariants.faults import Fault, planted
from tests.invariants.places_desks import toddler_of
from tests.invariants.places_emergency import opened as emergency_access
from tests.security.audit_export import exported
from tests.web.long_lists import put_notices

GROWN_UP = date(2040, 7, 1)  # Kai was born on March 14, 2019


def on(world: World, day: date) -> None:
    """The morning of that California day."""
    world.clock.set(day)


def purged(world: World, day: date) -> dict[str, int]:
    on(world, day)
    return dict(purge_due(world.clock))


def mentions(world: World, *ids: str) -> list[str]:
    """The items, but for marks of what was purged and what the table drops by itself by now, in which an id stands."""
    items = [
        item
        for item in all_items(world.table.name)
        if "purged" not in item and item.get("ttl", world.clock().timestamp()) >= world.clock().timestamp()
    ]
    return [f"{item['PK']} {item['SK']}" for item in items if any(each in str(item) for each in ids)]


def whole_story(world: World) -> tuple[Child, list[str]]:
    """A child with all that can hang on one; the ids of it all."""
    appeal = world.appeal(AppealState.CLOSED)
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    child = world.ctx().store.get(Child, form.child_id)
    world.second_guardian(child.id)
    world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}")
    asked = world.amendment(CorrectionState.REFUSED, form=form)
    request = world.request(child=world.ctx().store.get(Child, child.id))
    world.opened(request, world.default_user(Role.PHYSICIAN))
    return child, [child.id, form.id, form.request_id, appeal.id, asked.id, *form.review_ids, request.id]


class TestAChildWhoLeftChildCare:
    """A child care keeps its copy of the record for three years after the enrollment (law T20); a school for good."""

    CARE = "190001234"

    def left(self, world: World, facility_id: str) -> Student:
        """A child whose last day was September 25, 2026."""
        student_id = toddler_of(world, facility_id)
        person = world.school_person(facility_ids=(facility_id,))
        record_departure(world.ctx(person), Departure(student_id, None, date(2026, 9, 25)))
        return world.ctx().store.get(Student, student_id)

    def test_is_kept_for_three_years_and_not_a_day_longer(self, world: World) -> None:
        """Given a child who left child care, then on the last day of the three years the record is there, and on the
        next night it is purged with every row that leads to it."""
        world.facility(self.CARE, kind=FacilityKind.CHILD_CARE_CENTER, name="Otter Center")
        student = self.left(world, self.CARE)
        assert purge_on(student) == date(2029, 9, 26)
        assert purged(world, date(2029, 9, 25)) == {}
        assert world.ctx().store.find(Student, student.id) is not None
        assert purged(world, date(2029, 9, 26)) == {"purged": 1}
        assert world.ctx().store.find(Student, student.id) is None
        assert mentions(world, student.id, student.same_child) == []
        assert purged(world, date(2029, 9, 27)) == {}

    def test_of_a_school_stays(self, world: World) -> None:
        """Given the same at a school, whose number is a CDS code, then no day purges it: 17 CCR 6070."""
        student = self.left(world, world.facility().id)
        assert purge_on(student) is None
        assert purged(world, date(2040, 1, 1)) == {}
        assert world.ctx().store.find(Student, student.id) is not None

    def test_who_comes_back_is_kept(self, world: World) -> None:
        """Given a child who left and came back to the same child care, then the record has no day of its own."""
        world.facility(self.CARE, kind=FacilityKind.CHILD_CARE_CENTER, name="Otter Center")
        student = self.left(world, self.CARE)
        person = world.school_person(facility_ids=(self.CARE,))
        back = Return(student.id, None, date(2026, 11, 2), Grade.INFANT_TODDLER)
        record_return(world.ctx(person), back)
        assert purged(world, date(2029, 9, 26)) == {}
        assert world.ctx().store.find(Student, student.id) is not None

    def test_who_still_attends_is_kept(self, world: World) -> None:
        """Given a child who never left, then nothing is purged."""
        world.facility(self.CARE, kind=FacilityKind.CHILD_CARE_CENTER, name="Otter Center")
        student_id = toddler_of(world, self.CARE)
        assert purge_on(world.ctx().store.get(Student, student_id)) is None


class TestTheFirstDay:
    @pytest.mark.parametrize(
        ("born", "first"),
        [
            (date(2019, 3, 14), date(2040, 7, 1)),
            (date(2019, 7, 1), date(2040, 7, 1)),
            (date(2019, 7, 2), date(2041, 7, 1)),
            (date(2020, 2, 29), date(2041, 7, 1)),
            (date(2019, 12, 31), date(2041, 7, 1)),
        ],
    )
    def test_of_a_child_is_the_first_of_july_on_or_after_the_twenty_first_birthday(
        self, world: World, born: date, first: date
    ) -> None:
        child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(birth_date=born))
        assert purge_on(child) == first

    def test_of_a_request_counts_from_the_last_that_was_done_with_it(self, world: World) -> None:
        draft = world.request(RequestState.DRAFT)
        assert purge_on(draft) == date(2027, 11, 20)
        world.clock.advance(days=10)
        submitted = world.request()
        assert purge_on(submitted) == date(2028, 11, 30)
        assert purge_on(world.reload(submitted).with_changes(form_id="f", state=RequestState.ISSUED)) is None

    def test_no_birth_date_can_be_told_from_the_queue(self, world: World) -> None:
        world.child(world.default_user(Role.PARENT))
        queued = [item["GSI1SK"] for item in all_items(world.table.name) if item.get("GSI1PK") == "QUEUE#RETENTION"]
        assert [place[:10] for place in queued] == ["2040-07-01"]


class TestAChildGrownUp:
    def test_a_day_early_nothing_goes_on_the_day_everything(self, world: World) -> None:
        child, ids = whole_story(world)
        assert purged(world, GROWN_UP - timedelta(days=1)).get("purged", 0) == 1  # the request without a form
        assert world.ctx().store.find(Child, child.id) is not None
        assert purged(world, GROWN_UP) == {"purged": 1}
        assert mentions(world, *ids) == []
        assert world.ctx().store.find(Child, child.id) is None

    def test_what_is_left_says_nothing_and_proves_that_it_was_there(self, world: World) -> None:
        child, ids = whole_story(world)
        purged(world, GROWN_UP)
        marks = [item for item in all_items(world.table.name) if "purged" in item]
        assert {item["PK"].partition("#")[2] for item in marks} >= set(ids)
        assert {name for item in marks for name in item} == {"PK", "SK", "type", "shape", "version", "chain", "purged"}
        require_sound_tables(world.table)
        audit = world.table.query_audit(f"CHILD#{child.id}", audit_keys.EVENT_PREFIX)
        events = [json.loads(event["body"]) for event in audit]
        assert (events[-1]["act"], events[-1]["reason"]) == (Action.PURGE, RetentionClass.CHILD_GROWN_UP)
        assert all(event["sealed"] and not event["changes"] for event in events[:-1])
        stored = [str(item) for name in (world.table.name, world.table.audit_name) for item in all_items(name)]
        of_others = ("ACCOUNT#", "EMAIL#", "ACCESS#")  # the parent bears the child's name
        assert not [text for text in stored if KAI.last_name in text and not any(name in text for name in of_others)]

    def test_the_history_is_still_sound_for_the_verifier(self, world: World) -> None:
        whole_story(world)
        purged(world, GROWN_UP)
        assert Check(exported(world)).problems == []

    def test_twice_or_interrupted_at_any_request_it_ends_the_same(self, world: World) -> None:
        _child, ids = whole_story(world)
        on(world, GROWN_UP)
        for at in range(1, 40):
            with planted(Fault.STORE_ERROR, at, lasting=True), suppress(PortalError):
                purge_due(world.clock)
        assert purge_due(world.clock)["failed"] == 0
        assert mentions(world, *ids) == []
        assert dict(purge_due(world.clock)) == {}

    @pytest.mark.parametrize("hindrance", ["review", "appeal", "emergency", "amendment"])
    def test_an_open_case_holds_it_back(self, world: World, hindrance: str) -> None:
        if hindrance == "emergency":
            emergency_access(world)
        elif hindrance == "amendment":
            world.amendment()
        else:
            world.review(ReviewState.ASSIGNED) if hindrance == "review" else world.appeal(AppealState.ACCEPTED)
        before = mentions(world, "CHILD#")
        assert purged(world, GROWN_UP) == {"kept": 1}
        assert mentions(world, "CHILD#") == before

    def test_a_held_form_leaves_the_standing_it_waited_at(self, world: World) -> None:
        form = world.form(LineState.HELD)
        purged(world, GROWN_UP)
        assert mentions(world, form.id) == []

    def test_another_child_of_the_same_family_stays(self, world: World) -> None:
        first = world.form()
        sister = world.child(
            world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa", birth_date=date(2021, 1, 5))
        )
        other = world.form(request=world.request(child=sister))
        purged(world, GROWN_UP)
        assert world.ctx().store.find(ExemptionForm, first.id) is None
        assert world.browser(world.default_user(Role.PARENT)).get(f"/parents/forms/{other.id}").status == 200


class TestARequestThatCameToNothing:
    def test_a_draft_goes_after_a_year_without_a_word_of_it(self, world: World) -> None:
        draft = world.request(RequestState.DRAFT)
        assert purged(world, date(2027, 11, 19)) == {}
        assert purged(world, date(2027, 11, 20)) == {"purged": 1}
        assert mentions(world, draft.id) == []

    @pytest.mark.parametrize(
        "state", [RequestState.SUBMITTED, RequestState.OPENED, RequestState.DECLINED, RequestState.CANCELED]
    )
    def test_one_that_was_sent_goes_after_two_and_the_child_with_it(self, world: World, state: RequestState) -> None:
        request = world.request(state)
        assert purged(world, date(2028, 11, 19)) == {}
        assert purged(world, date(2028, 11, 20)) == {"purged": 1}
        assert mentions(world, request.id, request.child_id) == []

    def test_the_child_stays_while_another_request_or_a_form_hangs_on_it(self, world: World) -> None:
        form = world.form()
        child = world.ctx().store.get(Child, form.child_id)
        request = world.request(child=child)
        assert purged(world, date(2028, 11, 20)) == {"purged": 1}
        assert world.ctx().store.find(ExemptionRequest, request.id) is None
        assert world.ctx().store.find(Child, child.id) is not None
        assert world.ctx().store.find(ExemptionForm, form.id) is not None


class TestAnAccountThatNobodyOpened:
    def register(self, world: World, email: str = "marisol@mail.example") -> Account:
        world.browser().post(
            "/register/parent",
            first_name="Marisol",
            last_name="Brandvold",
            email=email,
            telephone="(626) 555-0142",
            password="five calm otters paddling upriver",
        )
        found = [item for item in all_items(world.table.name) if item.get("type") == "account"]
        return Store(world.table).get(Account, str(found[-1]["PK"]).partition("#")[2])

    def test_it_goes_after_thirty_days_and_the_address_is_free(self, world: World) -> None:
        account = self.register(world)
        assert purged(world, date(2026, 12, 19)) == {}
        assert purged(world, date(2026, 12, 20)) == {"purged": 1}
        assert mentions(world, account.id) == []
        assert not [item for item in all_items(world.table.name) if item["PK"].startswith("EMAIL#")]

    def test_it_goes_however_many_mails_were_sent_to_it(self, world: World) -> None:
        account = self.register(world)
        put_notices(world, Recipient(kind="account", id=account.id), 120)
        assert purged(world, date(2026, 12, 20)) == {"purged": 1}
        assert mentions(world, account.id) == []

    def test_one_that_was_confirmed_stays(self, world: World) -> None:
        parent = world.parent()
        assert purged(world, date(2030, 1, 1)) == {}
        assert world.reload(parent) == parent
