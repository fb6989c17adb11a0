"""What earlier releases stored is read, changed and shown; what the next one stores is read, and never written over.

`make test` reads all of it; it changes and shows the examples that the day's seed draws (a third of the files, at
least one), and all where the store or an example was changed: a new field of a record changes its shape there.
"""

import json
from typing import Any

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import shapes
from chalicelib.storage.codec import decode, encode, key_of, key_with
from chalicelib.storage.outbox import read_notice
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.shapes import COMING, SHAPES, NewerShapeError
from chalicelib.storage.table import Item, client, plain, typed
from tests.builders import PASSWORD, World
from tests.changed_cells import changed_below
from tests.checks.after_each_test import all_items
from tests.invariants.places_reviews import CASE
from tests.sampling import WHOLE, drawn, is_drawn
from tests.storage.corpus_story import CORPUS, FIELDS, fields_now, load

CORPORA = sorted(path.stem for path in CORPUS.glob("*.jsonl"))
_ALL = WHOLE or changed_below("chalicelib/storage", "tests/storage")
CHANGED_AND_SHOWN = [name for name in CORPORA if _ALL or name in drawn(CORPORA) or is_drawn(name, 3)]
AHEAD = ("a field of the next release", "Fever for two days after the first dose")


def records_in(examples: list[dict[str, Any]]) -> list[tuple[Item, dict[str, Any]]]:
    """The examples that are records: the item, and what its own release read in it."""
    return [(plain(each["item"]), each["reads"]) for each in examples if "reads" in each]


def record_of(item: Item) -> VersionedRecord:
    return decode(item, RECORD_TYPES[item["type"]])


def person(world: World, examples: list[dict[str, Any]], role: Role) -> Account:
    """The account of that role that has most to see."""
    found = [reads for item, reads in records_in(examples) if item["type"] == "account" and reads["role"] == role]
    busiest = max(found, key=lambda each: sum(each["id"] in str(example["item"]) for example in examples))
    return world.ctx().store.get(Account, busiest["id"])


class TestEarlierReleases:
    @pytest.mark.parametrize("name", CORPORA)
    def test_every_record_is_read_as_its_own_release_read_it(self, world: World, name: str) -> None:
        for item, reads in records_in(load(world, name)):
            read = record_of(item).model_dump(mode="json")
            kept = reads if item["shape"] == SHAPES[item["type"]] else {}  # an older shape says less, or otherwise
            assert {field: read[field] for field in kept} == kept

    @pytest.mark.parametrize("name", CHANGED_AND_SHOWN)
    def test_every_record_is_changed_and_its_history_goes_on(self, world: World, name: str) -> None:
        seen, examples = set(), load(world, name)
        for item, _reads in records_in(examples):
            before = record_of(item)
            work = world.work(Action.CHANGE_SCHOOL)
            work.update(before, before)
            work.commit()
            assert world.reload(before) == before.model_copy(
                update={"version": before.version + 1, "chain": world.reload(before).chain}
            )
            seen.add(item["type"])
        assert seen == types_in(examples)  # that the events still tell how each came to be is checked after a test

    @pytest.mark.parametrize("name", CHANGED_AND_SHOWN)
    def test_every_record_is_shown(self, world: World, name: str) -> None:
        examples = load(world, name)
        world.clock.advance(days=1)
        there = {reads["role"] for item, reads in records_in(examples) if item["type"] == "account"}
        browsers = {role: world.browser(person(world, examples, role)) for role in Role if role in there}
        agree = browsers[Role.SCHOOL].get("/schools/confidentiality")  # asked of the accounts of all earlier releases
        assert agree.press("Agree and continue", agree="yes").status == 303
        shown = set()
        at_work = {reads["id"] for _item, reads in records_in(examples) if reads.get("state") == "opened"}
        for item, reads in records_in(examples):
            for role, path in pages_of(item["type"], reads, at_work):
                page = browsers[role].get(path)
                assert (page.status, path) == (200, path)
                shown.add(item["type"])
        for browser in browsers.values():
            assert browser.get("/account/news").status == 200
        assert shown == types_in(examples)

    @pytest.mark.argon2  # the corpus holds a password as the portal stores it
    def test_the_parent_saves_all_of_it(self, world: World) -> None:
        examples = load(world, CORPORA[0])
        parent = person(world, examples, Role.PARENT)
        form = next(reads for item, reads in records_in(examples) if item["type"] == "form" and reads["primary_care"])
        page = world.browser(parent).get(f"/parents/children/{form['child_id']}/save")
        told = page.press("Save as data", password=PASSWORD).text
        assert form["lines"][0]["description"] in told
        assert form["primary_care"]["why_not_issuer"] in told

    def test_every_record_type_has_examples_in_the_shape_that_is_written_now(self) -> None:
        lines = [line for name in CORPORA for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]
        found = {(item["type"], int(item["shape"])) for item, _reads in records_in(list(map(json.loads, lines)))}
        assert {(name, ours - (name in COMING)) for name, ours in SHAPES.items()} <= found
        assert set(SHAPES) == set(RECORD_TYPES)

    def test_the_fields_of_every_record_are_those_of_its_shape(self) -> None:
        """A field that comes or goes makes a new shape: raise its number, then write a corpus (corpus_story.py)."""
        assert {
            shape: fields for shape, fields in json.loads(FIELDS.read_text("utf-8")).items() if shape in fields_now()
        } == fields_now()


def types_in(examples: list[dict[str, Any]]) -> set[str]:
    """The record types that this release wrote; one that came later is in a later corpus."""
    return {item["type"] for item, _reads in records_in(examples)}


def pages_of(record_type: str, reads: dict[str, Any], at_work: set[str]) -> list[tuple[Role, str]]:
    """Pages on which a record of the corpus is shown, with who opens them. `at_work`: the opened requests."""
    own = reads["id"]
    if record_type == "form":
        return [
            (Role.PHYSICIAN, f"/physicians/forms/{own}"),
            (Role.REVIEWER, f"/reviews/forms/{own}"),
            (Role.SCHOOL, f"/schools/pupils/{own}"),
            (Role.PARENT, f"/parents/forms/{own}"),
        ]
    if record_type == "emergency" and reads["state"] == "reviewed":
        return []  # judged: it is on no page any more
    if record_type == "request" and reads["state"] != "draft":
        return [(Role.PARENT, f"/parents/requests/{own}")]
    if record_type == "review_work":
        return [(Role.REVIEWER, CASE.format(review_id=own, form_id=reads["form_id"]))]
    if record_type == "review":
        return [(Role.REVIEWER, CASE.format(review_id=own, form_id=reads["form_id"]))]
    return {
        "account": [(Role.OPERATOR, f"/operators/accounts/{own}")],
        "amendment_request": [(Role.REVIEWER, f"/reviews/amendments/{own}")],
        "appeal": [(Role.APPEALS_STAFF, f"/appeals/{own}"), (Role.PARENT, f"/parents/appeals/{own}")],
        "calendar": [(Role.SCHOOL, f"/schools/at/{reads.get('facility_id')}/calendar/{reads.get('starts_in')}")],
        "charge_report": [(Role.REVIEWER, f"/reviews/charges/{own}")],
        "child_pair": [(Role.REVIEWER, f"/reviews/same-children/{own}")],
        "child": [(Role.PARENT, f"/parents/children/{own}/save")],
        "documents": [
            (Role.PARENT, f"/documents/{each['step']}/{each['step_id']}") for each in reads.get("documents", [])
        ],
        "form_draft": [(Role.PHYSICIAN, f"/physicians/drafts/{own}")] if own in at_work else [],
        "emergency": [(Role.OPERATOR, f"/operators/emergencies/{own}")],
        "import": [(Role.SCHOOL, f"/schools/imports/{own}")],
        "invitation_file": [(Role.OPERATOR, f"/operators/invitations/{own}")],
        "published_reports": [(Role.OPERATOR, f"/operators/reports/{own}")],
        "job_order": [(Role.OPERATOR, f"/operators/jobs/{own}")],
        "letterhead": [(Role.SCHOOL, f"/schools/at/{own}/letterhead")],
        "school_report": [
            (Role.SCHOOL, f"/schools/at/{reads.get('facility_id')}/report/filed/{reads.get('starts_in')}/1")
        ],
        "grades": [(Role.SCHOOL, f"/schools/at/{reads.get('facility_id')}/grades")],
        "facility_claim": [(Role.OPERATOR, f"/operators/accounts/{own}")],
        "license_claim": [(Role.REVIEWER, f"/reviews/license-claims/{own}")],
        "school_people": [(Role.SCHOOL, f"/schools/at/{own}/people")],
        "standing": [(Role.REVIEWER, f"/reviews/standings/{own}")],
        "exposure": [(Role.SCHOOL, f"/schools/outbreaks/{own}")],
        "student": [(Role.SCHOOL, f"/schools/students/{own}"), (Role.SCHOOL, f"/schools/students/{own}/follow-up")],
        "contact": [(Role.SCHOOL, f"/schools/students/{reads.get('student_id')}/follow-up")],
    }.get(record_type, [])


class TestAFieldThatComesInTwoReleases:
    """Of the first one: it reads the field, and writes the shape before while no one filled it in."""

    @pytest.mark.parametrize(("replaced_by", "written"), [("", SHAPES["form"] - 1), ("a" * 26, SHAPES["form"])])
    def test_it_is_left_out_until_it_says_something(
        self, world: World, monkeypatch: pytest.MonkeyPatch, replaced_by: str, written: int
    ) -> None:
        form = world.form().with_changes(replaced_by_form_id=replaced_by)
        monkeypatch.setattr(shapes, "COMING", {"form": frozenset({"replaced_by_form_id"})})
        item = encode(form, key_with(form))
        assert item["shape"] == written
        assert ("replaced_by_form_id" in json.loads(item["body"])) == bool(replaced_by)
        assert decode(item, type(form)) == form

    def test_it_is_one_of_its_record_and_has_a_default(self) -> None:
        for name, fields in COMING.items():
            known = RECORD_TYPES[name].model_fields
            assert [field for field in fields if field not in known or known[field].is_required()] == []


class TestTheNextRelease:
    """This release after the next one has been rolled out, and withdrawn."""

    def written_ahead(self, world: World, record: VersionedRecord, ahead: int = 1, **changed: Any) -> Item:
        """Store the record as a release further on would: with a field more, and one more encrypted word."""
        item = encode(record, key_with(record))
        body = {**json.loads(item["body"]), "added": AHEAD[0], **changed}
        if "sealed" in item:
            key = key_with(record)
            assert key
            place = f"{item['PK']} {item['SK']} sealed"
            words = {**json.loads(key.decrypt(item["sealed"], place)), "lines/0/added": AHEAD[1]}
            item["sealed"] = key.encrypt(json.dumps(words), place)
        item = {**item, "shape": item["shape"] + ahead, "body": json.dumps(body)}
        client().put_item(TableName=world.table.name, Item=typed(item))
        return item

    def taken_back(self, world: World, record: VersionedRecord) -> None:
        client().put_item(TableName=world.table.name, Item=typed(encode(record, key_with(record))))

    def test_its_record_is_read_and_shown_without_what_it_added(self, world: World) -> None:
        form = world.form()
        self.written_ahead(world, form)
        read = world.reload(form)
        assert read.is_newer
        assert read.model_copy(update={"is_newer": False}) == form
        page = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{form.id}")
        assert form.lines[0].description in page.words
        self.taken_back(world, form)

    def test_its_record_is_not_written_and_nothing_of_it_is_lost(self, world: World) -> None:
        form = world.form()
        item = self.written_ahead(world, form)
        read = world.reload(form)
        for write in (
            lambda: world.work(Action.CHANGE_SCHOOL).update(read, read.with_changes(school=read.school)),
            lambda: world.work(Action.PURGE).purge(read, "kept long enough"),
        ):
            with pytest.raises(PortalError) as error:
                write()
            assert error.value.kind == ErrorKind.UNAVAILABLE
        assert world.table.get_many([key_of(form)])[key_of(form)] == item
        self.taken_back(world, form)

    def test_who_tries_is_asked_to_come_back_a_little_later(self, world: World) -> None:
        form = world.form()
        browser = world.browser(world.default_user(Role.PHYSICIAN))
        page = browser.get(f"/physicians/forms/{form.id}/withdraw")
        self.written_ahead(world, form)
        answer = page.press(reason="The treatment is over", password=PASSWORD, vaccines=["MMR"])
        assert answer.status == 503
        self.taken_back(world, form)

    def test_a_release_two_ahead_is_refused(self, world: World) -> None:
        form = world.form()
        self.written_ahead(world, form, ahead=2)
        with pytest.raises(NewerShapeError):
            world.reload(form)
        self.taken_back(world, form)

    def test_a_release_that_renamed_a_field_without_keeping_the_old_one_is_refused(self, world: World) -> None:
        form = world.form()
        self.written_ahead(world, form, grade="third")
        with pytest.raises(NewerShapeError):
            world.reload(form)
        self.taken_back(world, form)

    def test_a_field_that_no_one_declared_is_refused_in_a_record_of_our_own_shape(self, world: World) -> None:
        form = world.form()
        self.written_ahead(world, form, ahead=0)
        with pytest.raises(ValueError, match="added"):
            world.reload(form)
        self.taken_back(world, form)

    def test_a_schools_row_and_a_notice_of_the_next_release_are_read(self, world: World) -> None:
        form = world.form()
        kept = [item for item in all_items(world.table.name) if item.get("type") in {"roster_row", "notice"}]
        for item in kept:
            body = {**json.loads(item["body"]), "added": AHEAD[0]}
            client().put_item(TableName=world.table.name, Item=typed({**item, "body": json.dumps(body)}))
        (row,) = world.ctx().store.school_list(form.facility_id, world.ctx().keyed_hash).forms
        assert row.form_id == form.id
        assert world.ctx().store.person(world.default_user(Role.PARENT).id).notices
        for item in kept:
            client().put_item(TableName=world.table.name, Item=typed(item))


class TestUpcasters:
    def test_a_record_of_an_older_shape_is_brought_up_step_by_step_and_written_in_the_new_one(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = world.amendment()
        (item,) = [each for each in all_items(world.table.name) if each.get("type") == "amendment_request"]
        was = {**item, "body": item["body"].replace('"asked_by"', '"parent"')}
        monkeypatch.setattr(shapes, "SHAPES", {**SHAPES, "amendment_request": 4})
        monkeypatch.setattr(
            shapes,
            "UPCASTERS",
            {
                ("amendment_request", 2): lambda body: {**body, "step": body["received_on"]},
                ("amendment_request", 3): lambda body: {
                    ("asked_by" if name == "parent" else name): value for name, value in body.items() if name != "step"
                },
            },
        )
        assert decode(was, CorrectionRequest) == asked

    def test_an_upcaster_leads_from_a_shape_that_was_to_one_that_is(self) -> None:
        assert [step for step in shapes.UPCASTERS if not 1 <= step[1] < SHAPES[step[0]]] == []


@pytest.mark.parametrize("name", CORPORA)
def test_every_notice_and_every_row_of_a_school_is_read(world: World, name: str) -> None:
    items = [plain(each["item"]) for each in load(world, name)]
    notices = [read_notice(item) for item in items if item.get("type") == "notice"]
    rows = [
        row
        for item in items
        if item.get("type") == "facility"
        for row in world.ctx().store.school_list(item["PK"][9:], world.ctx().keyed_hash).forms
    ]
    assert len(notices) > len(Role)
    assert rows
