"""Reads: strong, once, and never more than one request for what belongs together."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.actions.operation.order_job import order_job
from chalicelib.actions.parent_letters.save_letterhead import LetterheadCommand, save_letterhead
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.child import Child
from chalicelib.domain.child_pair import ChildPair
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.document import ChildDocuments
from chalicelib.domain.emergency import EmergencyAccess
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.grade_advance import GradesOfYear
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.jobs import Job, JobOrder
from chalicelib.domain.letterhead import SchoolLetterhead
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.review_work import ReviewWork
from chalicelib.domain.roster_import import ImportJob
from chalicelib.domain.school_calendar import SchoolYearCalendar
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.domain.school_report import SchoolReport
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.domain.student import Student
from chalicelib.domain.student_contact import StudentContact
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.codec import decode, encode
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.store import Store
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.checks.raw_rows import put_row
from tests.checks.recipients import key_in
from tests.invariants.faults import Fault, planted
from tests.invariants.places_arrivals import followed_up, grades_confirmed
from tests.invariants.places_bulk_invitations import invitations_of
from tests.invariants.places_calendars import saved
from tests.invariants.places_cases import told_apart, worked_on
from tests.invariants.places_charges import reported_charge
from tests.invariants.places_documents import announced_document
from tests.invariants.places_emergency import opened as emergency_access
from tests.invariants.places_imports import import_of
from tests.invariants.places_licenses import reported_claim
from tests.invariants.places_outbreaks import excluded, outbreak_of
from tests.invariants.places_people import approver, claimed
from tests.invariants.places_published_reports import published_file
from tests.invariants.places_reports import filed
from tests.invariants.places_schools import student_of


def test_what_was_read_once_is_not_read_again(world: World) -> None:
    form = world.form()
    store = Store(world.table)
    before = len(world.recorder.calls)
    wanted = [keys.record("form", form.id), keys.record("account", form.physician_id), keys.record("form", "nothing")]
    store.load(wanted)
    store.load(wanted)
    assert store.get(ExemptionForm, form.id).number == form.number
    assert store.find(ExemptionForm, "nothing") is None
    calls = world.recorder.calls[before:]
    assert [call.operation for call in calls] == ["BatchGetItem"]
    assert all(call.is_consistent for call in calls)


def test_a_missing_record_is_not_found(world: World) -> None:
    with pytest.raises(PortalError) as error:
        world.ctx().store.get(ExemptionRequest, "nothing")
    assert error.value.kind == ErrorKind.NOT_FOUND
    assert world.ctx().store.find(ExemptionRequest, "") is None


def test_a_persons_desk_is_one_strong_query(world: World) -> None:
    older = world.request(RequestState.SUBMITTED)
    world.clock.advance(hours=1)
    newer = world.request(RequestState.OPENED)
    before = len(world.recorder.calls)
    account_bundle = Store(world.table).person(world.default_user(Role.PARENT).id)
    calls = world.recorder.calls[before:]
    assert [(call.operation, call.index, call.is_consistent) for call in calls] == [("Query", "", True)]
    assert account_bundle.ids("request") == [newer.id, older.id]
    assert account_bundle.account
    assert account_bundle.ids("appeal") == []


def test_notices_stand_newest_first(world: World) -> None:
    first = world.form()
    world.clock.advance(days=30)
    world.form(lines=(line(Vaccine.VAR),), child=world.ctx().store.get(Child, first.child_id))
    account_bundle = world.ctx().store.person(world.default_user(Role.PARENT).id)
    times = [notice.at for notice in account_bundle.notices]
    assert len(times) == 4  # a request and a form, twice
    assert times[0] > times[-1]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("fault", [Fault.NEVER_ARRIVED, Fault.THROTTLED, Fault.STORE_ERROR, Fault.ANSWER_LOST])
def test_a_store_that_does_not_answer_is_said_so(world: World, fault: Fault) -> None:
    parent = world.parent()
    with planted(fault, at=1, lasting=True), pytest.raises(PortalError) as error:
        Store(world.table).get(Account, parent.id)
    assert error.value.kind == ErrorKind.UNAVAILABLE


@pytest.mark.parametrize("fault", [Fault.NEVER_ARRIVED, Fault.THROTTLED, Fault.STORE_ERROR, Fault.ANSWER_LOST])
def test_a_store_that_does_not_answer_once_is_asked_again(world: World, fault: Fault) -> None:
    parent = world.parent()
    with planted(fault, at=1) as faults:
        assert Store(world.table).get(Account, parent.id) == parent
    assert len(faults.struck) == 1


def test_a_view_whose_answer_was_lost_is_written_once(world: World) -> None:
    nurse = world.reviewer()
    with planted(Fault.ANSWER_LOST, at=1) as faults:
        Store(world.table).record_access("child", "c1", nurse, world.clock(), "e1", purpose="review")
    assert faults.struck == ["PutItem"]
    assert len(world.table.query_audit("ACCESS#CHILD#c1", audit_keys.VIEW_PREFIX)) == 1


def test_a_view_is_written_before_the_page_and_only_put(world: World) -> None:
    nurse = world.reviewer()
    before = len(world.recorder.calls)
    Store(world.table).record_access("child", "c1", nurse, world.clock(), "e1", purpose="review")
    assert [call.operation for call in world.recorder.calls[before:]] == ["PutItem"]
    event = world.table.query_audit("ACCESS#CHILD#c1", audit_keys.VIEW_PREFIX)[0]
    assert (event["viewer"], event["role"], event["purpose"]) == (nurse.id, "reviewer", "review")


def test_a_view_that_cannot_be_written_is_no_view(world: World) -> None:
    nurse = world.reviewer()
    with planted(Fault.NEVER_ARRIVED, at=1, lasting=True), pytest.raises(PortalError) as error:
        Store(world.table).record_access("child", "c1", nurse, world.clock(), "e1", purpose="review")
    assert error.value.kind == ErrorKind.UNAVAILABLE


def test_a_long_list_is_read_page_by_page_up_to_its_limit(world: World) -> None:
    for number in range(30):
        item = {"PK": "TEST#list", "SK": f"ROW#{number:03d}", "filler": "x" * 60_000}
        put_row(world.table.name, item)
    found = world.table.query("TEST#list", limit=25)
    assert [item["SK"] for item in found] == [f"ROW#{number:03d}" for number in range(25)]
    newest = world.table.query("TEST#list", "ROW#", limit=2, newest_first=True)
    assert [item["SK"] for item in newest] == ["ROW#029", "ROW#028"]


RECORDS: dict[str, type[VersionedRecord]] = {
    kind.record_type: kind
    for kind in (
        Account,
        CorrectionRequest,
        Appeal,
        ChargeReport,
        Child,
        ChildDocuments,
        ChildPair,
        EmergencyAccess,
        ExemptionForm,
        ExposureAtSchool,
        FacilityClaim,
        LicenseClaim,
        FormDraft,
        ExemptionRequest,
        Review,
        ReviewWork,
        SchoolYearCalendar,
        SchoolReport,
        PhysicianStanding,
        GradesOfYear,
        SchoolPeople,
        Student,
        StudentContact,
        SchoolLetterhead,
        ImportJob,
        InvitationFile,
        PublishedReportsFile,
        JobOrder,
    )
}


def test_every_record_type_comes_back_as_it_went(world: World) -> None:
    world.appeal()
    world.amendment()
    reported_charge(world)
    emergency_access(world)
    announced_document(world, arrives=True)
    saved(world, 2026)
    excluded(world, outbreak_of(world), student_of(world))
    followed_up(world)
    grades_confirmed(world)
    import_of(world)
    invitations_of(world, f"newcomer@mail.example,{SCHOOL_ID},")
    published_file(world, f"{SCHOOL_ID},Y,20,19,")
    filed(world)
    office = world.ctx(world.default_user(Role.SCHOOL))
    save_letterhead(
        office, LetterheadCommand(SCHOOL_ID, None, "Juniper Hollow", "300 Hollow Road", "", "", "Q. Okafor")
    )
    approver(world)
    claimed(world)
    order_job(world.ctx(world.default_user(Role.OPERATOR)), Job.SEND_REMINDERS)
    worked_on(world)
    told_apart(world)
    reported_claim(world)
    seen = set()
    for item in all_items(world.table.name):
        if item.get("type") in RECORD_TYPES and "body" in item:
            record = decode(item, RECORD_TYPES[item["type"]])
            assert decode(encode(record, key_in(item)), type(record)) == record
            open_names = set(item) - {"sealed"}
            again = {**encode(record, key_in(item)), "version": item["version"]}
            assert {name: again[name] for name in open_names} == {name: item[name] for name in open_names}
            seen.add(item["type"])
    assert seen == set(RECORD_TYPES) == set(RECORDS)


def test_queue_rows_hold_a_card_and_leave_with_the_work(world: World) -> None:
    review = world.review()
    rows = world.ctx().store.queue("reviews").rows
    assert [row["SK"] for row in rows] == ["REVIEW"]
    assert set(rows[0]) == {"PK", "SK", "GSI1PK", "GSI1SK", "card"}
    assert json.loads(rows[0]["card"])["id"] == review.id


def test_a_decided_review_is_in_no_queue(world: World) -> None:
    world.review(ReviewState.DECIDED)
    assert world.ctx().store.queue("reviews").rows == []


def test_notices_of_one_instant_keep_apart_and_newer_ones_stand_first() -> None:
    old = keys.notice("P", datetime(2026, 11, 20, tzinfo=UTC), "a")
    new = keys.notice("P", datetime(2026, 11, 21, tzinfo=UTC), "b")
    same = keys.notice("P", datetime(2026, 11, 21, tzinfo=UTC), "c")
    assert new.sk < old.sk
    assert new.sk != same.sk


def test_no_two_kinds_of_item_share_a_key() -> None:
    made = [
        *(
            keys.record(kind, "x")
            for kind in (
                "account",
                "child",
                "form_draft",
                "request",
                "form",
                "review",
                "appeal",
                "standing",
                "facility",
            )
        ),
        keys.case_link("x", "request", "x"),
        keys.child_case("x", "request", "x"),
        keys.credential("x"),
        keys.exemption_lock("x", Vaccine.MMR, GradeSpan.TK_TO_6),
        keys.idempotency("x"),
        keys.request_number("x"),
        keys.form_number("x"),
        keys.check_code("x"),
        keys.roster_row("x", "x", "x"),
        keys.roster_row_by_form("x", "x"),
        keys.form_at_school("x"),
        keys.tries("x", "x"),
        keys.office_member("facility", "x", "x"),
        keys.same_child_case("x", "form", "x"),
        keys.token("x", "v"),
    ]
    assert len(set(made)) == len(made)
