"""The stored examples of a release (tests/storage/corpus): what the code of that release wrote into both tables for one
story that touches every record type, and what its own records said.

A corpus is written once, by the code that it is an example of, and never again. Whoever changes the fields of a record
raises its shape number (chalicelib/storage/shapes.py) and writes a corpus beside those that are there:

    .venv/bin/python -m pytest -n 0 tests/storage/write_corpus.py
"""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

from chalicelib.actions.operation.order_job import order_job
from chalicelib.actions.records.review_emergency import review_emergency
from chalicelib.actions.requests.copy_request import copy_request
from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.actions.students.arrivals import GivenRecord, record_received
from chalicelib.domain.account import Account, Address, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.emergency import EmergencyFinding
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.field_classes import leaves
from chalicelib.domain.jobs import Job
from chalicelib.domain.record import KEPT_BESIDE
from chalicelib.domain.request import PrimaryCare, RequestState
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.standing import Classification, StandingState
from chalicelib.domain.transfers import RecordResult
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.physician_standing import MatterKind
from chalicelib.storage.codec import decode
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.shapes import SHAPES
from chalicelib.storage.table import client, typed
from tests.builders import PRACTICE, SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.places_arrivals import followed_up, grades_confirmed
from tests.invariants.places_bulk_invitations import sent_invitations
from tests.invariants.places_cases import told_apart, worked_on
from tests.invariants.places_charges import forwarded_charge
from tests.invariants.places_documents import announced_document
from tests.invariants.places_emergency import opened as emergency_access
from tests.invariants.places_imports import answered_import
from tests.invariants.places_licenses import reported_claim
from tests.invariants.places_older_papers import paper_of
from tests.invariants.places_outbreaks import excluded, outbreak_of
from tests.invariants.places_people import claimed, record
from tests.invariants.places_published_reports import applied_published
from tests.invariants.places_reports import filed, kindergartner
from tests.invariants.places_schools import student_of

_AT_ONCE = 25  # of BatchWriteItem
_NOT_KEPT = ("OPERATION#", "TRIES#")  # what the table drops by itself after days
CORPUS = Path(__file__).parent / "corpus"
FIELDS = CORPUS / "fields.json"
_OTHER_DOCTOR = PrimaryCare(
    name="Ingeborg Castellanos",
    license="A 51515",
    telephone="(626) 555-0177",
    why_not_issuer="The oncologist treats the condition",
    business_address=Address(street="9 Manzanita Lane", city="Alhambra", zip_code="91801"),
)


def tell(world: World) -> None:
    """Write a record of every type, with every group of facts that can stand in one."""
    lines = (line(), line(Vaccine.VAR, LineKind.PERMANENT))
    signed = world.form(lines=lines, draft={"is_primary_care": False, "primary_care": _OTHER_DOCTOR})
    school = world.browser(world.default_user(Role.SCHOOL))
    school.get(f"/schools/pupils/{signed.id}/dose").press(vaccines=["MMR"], given_on=world.clock.today)
    card = {"name_1": "Engerix", "day_1": "3/27/2025", "clinic_1": "Alder Clinic", "paper": "yellow-card"}
    assert school.get(f"/schools/pupils/{signed.id}/card").press(**card).status == HTTPStatus.SEE_OTHER
    notice = school.get(f"/schools/pupils/{signed.id}/notice")
    later = world.clock.today.replace(year=world.clock.today.year + 1)
    notice.press(vaccines=["MMR"], way="post", given_on=world.clock.today, last_day=later)
    school.get(f"/schools/pupils/{signed.id}/grade").press(grade=Grade.GRADE_3, since=world.clock.today)
    form = {"closures": "11/23-11/27 Thanksgiving", "extra_days": "10/3", "source": "Board paper", "checked": "yes"}
    year = school.get(f"/schools/at/{signed.facility_id}/calendar/2026/edit").press("See the year", **form)
    year.press("Save the calendar")
    world.second_guardian(signed.child_id)
    world.clock.advance(minutes=1)
    _state_acts(world, signed)
    student_id = student_of(world)
    excluded(world, outbreak_of(world), student_id, through=world.clock.today.replace(year=world.clock.today.year + 1))
    record_received(world.ctx(world.default_user(Role.SCHOOL)), _came(followed_up(world), world))
    grades_confirmed(world)
    answered_import(world)
    claimed(world)
    decider = world.default_user(Role.SCHOOL)
    world.step(decider, Action.CHANGE_PERSON, school_part=SchoolPart.APPROVER)
    record(world, SCHOOL_ID, lambda people: people.joined(decider.id, SchoolPart.APPROVER))
    kindergartner(world)
    filed(world)
    filed(world, why_changed="Two cards were found")
    letters = school.get(f"/schools/students/{student_id}/letters")
    call = {"contact": "Wilhelmina Oakhurst", "telephone": "(559) 555-0188"}
    letters.press("See the letter", kind="immunizations-needed", **call).press("Record as given")
    paper_of(world, student_id)
    head = {"name": "Clovermead School", "signer": "Wilhelmina Oakhurst, school nurse", **call}
    school.get(f"/schools/at/{signed.facility_id}/letterhead").press("See the letterhead", **head).press(
        "Save the letterhead"
    )
    announced_document(world, arrives=True, child=world.ctx().store.get(Child, signed.child_id))
    judged, _waits = emergency_access(world), emergency_access(world)
    world.request(RequestState.DRAFT)
    declined = world.request(RequestState.DECLINED, physician_name="Dr. Ottilie Brannigan")
    copy_request(world.ctx(world.default_user(Role.PARENT)), declined.id)
    world.request(RequestState.OPENED)
    _answered(world.review(ReviewState.INFO_REQUESTED), world)
    found = Classification(
        code="99", immunization_related=True, kind=MatterKind.PROBATION, by="somebody", on=world.clock.today
    )
    world.physician(
        standing=StandingState.BARRED_PROBATION,
        standing_facts={
            "codes": ("99",),
            "classifications": (found,),
            "forms_by_year": {"2026": 2},
            "revoked_by_year": {"2026": 1},
            "revoked_numbers": {"2026": (signed.number,)},
            "reported_years": ("2025",),
        },
        physician=world.profile(business_address=PRACTICE),
    )
    for role in Role:
        world.default_user(role)
    world.clock.advance(hours=2)
    operator = world.ctx(world.default_user(Role.OPERATOR))
    review_emergency(operator, judged, EmergencyFinding.JUSTIFIED, "The exposure list names the day", None)
    _operators_files(world)
    order_job(world.ctx(world.default_user(Role.OPERATOR)), Job.SEND_REMINDERS)


def _operators_files(world: World) -> None:
    sent_invitations(world, f"newcomer@mail.example,{SCHOOL_ID},")
    elsewhere = world.facility("19642120777777")
    applied_published(world, f"{elsewhere.id},Y,20,18,", year=2025)


def _answered(review: Review, world: World) -> None:
    physician = world.ctx(world.default_user(Role.PHYSICIAN))
    answer_reviewer(physician, review.form_id, review.id, review.version, "The plan runs until May")


def _came(student_id: str, world: World) -> GivenRecord:
    return GivenRecord(student_id, None, world.clock.today, RecordResult.COMPLETE)


def _state_acts(world: World, signed: ExemptionForm) -> None:
    """Revoked, appealed with what the parent adds, decided; a request to amend; what the state looked at."""
    reported_claim(world)
    world.review(ReviewState.DECIDED, form=signed)
    appeal = world.appeal(AppealState.INFO_REQUESTED, form=world.reload(signed))
    parent = world.browser(world.default_user(Role.PARENT))
    parent.get(f"/parents/appeals/{appeal.id}/add").press(text="The last cycle of treatment ends in May")
    member = world.browser(world.ctx().store.get(Account, appeal.seats[0].panelist_id))
    member.get(f"/panel/{appeal.id}")
    member.post(f"/panel/{appeal.id}/vote", save="yes", vote_mmr="uphold", reason_mmr="To look up once more")
    world.amendment(CorrectionState.REFUSED, form=world.reload(signed))
    for role, path in ((Role.REVIEWER, f"/reviews/forms/{signed.id}"), (Role.SCHOOL, f"/schools/pupils/{signed.id}")):
        world.browser(world.default_user(role)).get(path)
    decided = world.appeal(
        AppealState.DECIDED,
        form=world.form(
            LineState.REVOKED, child=world.ctx().store.get(Child, signed.child_id), lines=(line(Vaccine.IPV),)
        ),
    )
    assert decided.decision_text
    worked_on(world)
    forwarded_charge(world, form=world.reload(signed))
    told_apart(world)


def write(world: World, name: str) -> None:
    """Write the two tables as they are, one item a line; beside a record, what its own release read in it."""
    lines = [_example(table, item) for table, real in _tables(world).items() for item in _sorted(real)]
    (CORPUS / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_fields() -> None:
    """Write down the fields of every record type in its present shape, beside those of the shapes before."""
    known = {**json.loads(FIELDS.read_text(encoding="utf-8")), **fields_now()} if FIELDS.exists() else fields_now()
    FIELDS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def fields_now() -> dict[str, list[str]]:
    """The fields of each record type with its shape, for instance "form 2"."""
    return {
        f"{name} {SHAPES[name]}": sorted(
            ".".join(leaf.stored_path) for leaf in leaves(kind) if leaf.path[0] not in KEPT_BESIDE
        )
        for name, kind in RECORD_TYPES.items()
    }


def load(world: World, name: str) -> list[dict[str, Any]]:
    """Put the items of a corpus into the world's tables, and return its examples."""
    examples = [json.loads(each) for each in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for table, real in _tables(world).items():
        puts = [{"PutRequest": {"Item": each["item"]}} for each in examples if each["table"] == table]
        for first in range(0, len(puts), _AT_ONCE):
            client().batch_write_item(RequestItems={real: puts[first : first + _AT_ONCE]})
    if not any(each["item"]["SK"] == {"S": ROSTERS_BY_CHILD.sk} for each in examples):
        world.table.replace_many([], [ROSTERS_BY_CHILD])  # a store in which no row was moved yet
    return examples


def _tables(world: World) -> dict[str, str]:
    return {"main": world.table.name, "audit": world.table.audit_name}


def _sorted(table: str) -> list[dict[str, Any]]:
    kept = (item for item in all_items(table) if not item["PK"].startswith(_NOT_KEPT))
    return sorted(kept, key=lambda item: (item["PK"], item["SK"]))


def _example(table: str, item: dict[str, Any]) -> str:
    example: dict[str, Any] = {"table": table, "item": typed(item)}
    if item.get("type") in RECORD_TYPES and "body" in item and table == "main":
        example["reads"] = decode(item, RECORD_TYPES[item["type"]]).model_dump(mode="json")
    return json.dumps(example, ensure_ascii=False, sort_keys=True)
