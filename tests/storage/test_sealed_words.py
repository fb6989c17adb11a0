"""S-69, S-72: medical words, and the words of a child's history, stand encrypted under the child's data key; the key
stands encrypted beside the child's records, and nowhere else."""

import json
from typing import Annotated, Any

import pytest

from chalicelib.actions.records.child_history import history_of
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import KEPT_BESIDE
from chalicelib.runtime import envelope, secret_keys
from chalicelib.runtime.envelope import SealBrokenError
from chalicelib.runtime.secret_keys import KeyRing
from chalicelib.runtime.settings import settings
from chalicelib.storage import audit_keys
from chalicelib.storage.codec import decode, encode, key_of, key_with
from chalicelib.storage.table import Item
from infra.keys import fresh_keys
from infra.verify_audit import Check
from tests.builders import World
from tests.checks.after_each_test import all_items, require_sound_tables
from tests.checks.planted_fields import NOTE, MedicalForm, with_note
from tests.checks.raw_rows import forget_open_keys, put_row, remove_row
from tests.checks.recipients import events_of, key_in


class ChildWithReason(Child):
    """A record with a field that has the name of an encrypted one, and is none."""

    reason: Annotated[str, Internal] = ""


NEXT_KEY = fresh_keys()["seal"]
WHY = "Two doctors wrote that the graft was rejected in May"


@pytest.fixture(autouse=True)
def _nothing_open() -> None:
    forget_open_keys()


def item_of(world: World, record: Any) -> Item:
    return world.table.get_many([key_of(record)])[key_of(record)]


def take_back(world: World, form: ExemptionForm, item: Item) -> None:
    """Undo the form's last change, which the check after the test would not understand."""
    forget_open_keys()
    put_row(world.table.name, item)
    remove_row(world.table.audit_name, audit_keys.change_event("form", form.id, form.version + 1))


def medical_words(form: ExemptionForm) -> set[str]:
    return {word for line in form.lines for word in (line.description, *line.reason_codes)}


class TestAtRest:
    def test_neither_table_holds_a_medical_word_or_what_was_typed_about_a_child(self, world: World) -> None:
        appeal = world.appeal(AppealState.DECIDED, why=WHY)
        form = world.ctx().store.get(ExemptionForm, appeal.form_id)
        words = {
            *medical_words(form),
            WHY,
            *(seat.reason for seat in appeal.seats),
            appeal.decision_text,
            *(line.revocation.reason for line in form.lines if line.revocation),
        } - {""}
        assert len(words) > 4
        stored = [str(item) for name in (world.table.name, world.table.audit_name) for item in all_items(name)]
        assert [word for word in words for text in stored if word in text] == []
        assert appeal.why == WHY

    def test_the_history_of_a_child_holds_no_fact_of_the_family_in_the_clear(self, world: World) -> None:
        form = world.form()
        audit = [str(item) for item in all_items(world.table.audit_name) if item["SK"].startswith("EVENT#")]
        facts = (form.child.last_name, form.child.birth_date.isoformat(), form.parent.address.street, form.parent.name)
        assert [fact for fact in facts for text in audit if fact in text] == []
        assert events_of(world.table, form)[0].changes["child"][1]["last_name"] == form.child.last_name

    def test_a_medical_field_that_someone_adds_is_sealed_by_its_class_and_comes_back(self, world: World) -> None:
        form = with_note(world.form())
        item = encode(form, key_with(form))
        assert NOTE not in str(item)
        assert decode(item, MedicalForm).lines[0].clinical_note == NOTE

    def test_a_field_is_not_sealed_for_having_the_name_of_a_medical_one(self, world: World) -> None:
        form = world.form()
        child = world.ctx().store.get(Child, form.child_id)
        named = ChildWithReason.model_validate({**dict(child), "reason": "moved house"})
        assert "moved house" in encode(named, key_with(child))["body"]

    def test_sealed_words_moved_to_another_record_open_nothing(self, world: World) -> None:
        one, other = world.form(), world.form()
        mine, theirs = item_of(world, one), item_of(world, other)
        for stolen in ({"sealed"}, {"sealed", "data_key"}, {"sealed", "data_key", "subject"}):
            with pytest.raises(SealBrokenError):
                decode({**mine, **{name: theirs[name] for name in stolen}}, ExemptionForm)

    def test_the_words_of_one_event_open_nowhere_else_in_the_history(self, world: World) -> None:
        form = world.form()
        child = world.ctx().store.get(Child, form.child_id)
        events = world.table.query_audit(f"CHILD#{child.id}", audit_keys.EVENT_PREFIX)
        sealed = [json.loads(event["body"])["sealed"] for event in events]
        moved = {**events[0], "body": events[0]["body"].replace(sealed[0], sealed[-1])}
        put_row(world.table.audit_name, moved)
        with pytest.raises(SealBrokenError):
            events_of(world.table, child)
        put_row(world.table.audit_name, events[0])

    def test_all_records_of_a_child_have_one_key_and_another_child_has_another(self, world: World) -> None:
        form = world.form()
        other = world.form(request=world.request(child=world.child(world.default_user(Role.PARENT))))
        held: dict[str, set[str]] = {}
        for item in all_items(world.table.name):
            if item.get("subject", "").startswith("child "):
                held.setdefault(item["subject"], set()).add(item["data_key"])
        assert set(held) == {f"child {form.child_id}", f"child {other.child_id}"}


class TestAskingTheKeyService:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        asked: list[str] = []
        decrypt = envelope.decrypt

        def counted(sealed: str, *, context: str) -> bytes:
            asked.append(context)
            return decrypt(sealed, context=context)

        monkeypatch.setattr(envelope, "decrypt", counted)
        return asked

    def test_a_page_about_one_child_asks_once(self, world: World, opened: list[str]) -> None:
        form = world.form()
        browser = world.browser(world.default_user(Role.PHYSICIAN))
        forget_open_keys()
        opened.clear()
        assert form.lines[0].description in browser.get(f"/physicians/forms/{form.id}").words
        assert opened == [f"data key of child {form.child_id}"]

    def test_a_schools_list_and_signing_in_ask_for_no_key_of_a_record(self, world: World, opened: list[str]) -> None:
        world.form()
        school = world.browser(world.default_user(Role.SCHOOL))
        opened.clear()
        assert school.get("/schools").status == 200
        assert [context for context in opened if context.startswith("data key")] == []


class TestAnotherStageKey:
    def renew(self, monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
        held = {name: key.get_secret_value() for name, key in settings().keys.items()} | {"seal@2": NEXT_KEY} | changes
        ring = KeyRing(lambda: {name: key for name, key in held.items() if key})
        monkeypatch.setattr(secret_keys, "key_ring", lambda: ring)
        forget_open_keys()

    def test_the_drill_old_words_open_what_is_written_again_is_under_the_new_key(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form = world.form()
        item = item_of(world, form)
        untouched = world.form(request=world.request(child=world.child(world.default_user(Role.PARENT))))
        with monkeypatch.context() as drill:
            self.renew(drill)
            work = world.work(Action.CHANGE_SCHOOL)
            read = world.reload(form)
            work.update(read, read.with_changes(school=read.school))
            work.commit()
            assert item_of(world, form)["data_key"].startswith("l2.2.")
            assert item_of(world, untouched)["data_key"].startswith("l2.1.")
            self.renew(drill, seal="")  # the old one is taken away
            assert medical_words(world.reload(form)) == medical_words(form)
            assert events_of(world.table, form)[0].act == Action.ISSUE_EXEMPTION
            with pytest.raises(SealBrokenError):
                world.reload(untouched)
        take_back(world, form, item)


class TestWhoseKeyIsGone:
    def test_the_chain_still_proves_that_changes_were_made_and_says_nothing_of_them(self, world: World) -> None:
        form = world.form()
        events = world.table.query_audit(f"FORM#{form.id}", audit_keys.EVENT_PREFIX)
        lines: list[dict[str, Any]] = [
            {"export": "exemption-portal-history", "format": 1, "scope": "child"},
            {"head": {"partition": f"FORM#{form.id}", "version": form.version, "digest": form.chain}},
            *({"item": dict(event)} for event in events),
        ]
        assert Check(lines).problems == []
        assert all(json.loads(event["body"])["changes"] == {} for event in events)


class TestTheParentsFile:
    def lines(self, world: World) -> list[dict[str, Any]]:
        form, ctx = world.form(), world.ctx(world.default_user(Role.PARENT))
        return history_of(ctx, ctx.store.get(Child, form.child_id))

    def test_it_tells_the_words_and_who_checks_it_sees_that_they_are_the_ones(self, world: World) -> None:
        lines = self.lines(world)
        words = [line["words"]["told"] for line in lines if "words" in line]
        assert any("lines" in told["changes"] for told in words)
        assert Check(lines).problems == []

    def test_other_words_are_found(self, world: World) -> None:
        lines = self.lines(world)
        told = next(line["words"]["told"] for line in lines if "words" in line)
        told["reason"] = "as it never was"
        assert [problem for problem in Check(lines).problems if "is not what was sealed then" in problem]


def test_a_record_of_before_the_sealing_is_read_and_sealed_with_its_next_change(world: World) -> None:
    form = world.form()
    item = item_of(world, form)
    whole = form.model_dump_json(exclude=set(KEPT_BESIDE))
    old = {name: value for name, value in item.items() if name not in {"sealed", "data_key", "subject"}}
    put_row(world.table.name, {**old, "shape": 1, "body": whole})
    read = world.reload(form)
    assert (read.data_key, medical_words(read)) == ("", medical_words(form))
    put_row(world.table.name, item)
    require_sound_tables(world.table)
    put_row(world.table.name, {**old, "shape": 1, "body": whole})
    work = world.work(Action.CHANGE_SCHOOL)
    work.update(read, read.with_changes(school=read.school))
    work.commit()
    after = item_of(world, form)
    assert key_in(after) is not None
    assert not [word for word in medical_words(form) if word in str(after)]
    assert medical_words(world.reload(form)) == medical_words(form)
    take_back(world, form, item)
