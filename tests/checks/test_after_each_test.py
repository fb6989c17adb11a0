"""The checks that run after each test turn red where they should: every planted fault below is found."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.storage import audit_keys
from chalicelib.storage.codec import encode, key_with
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Table, client
from tests.builders import KAI, World, line
from tests.checks.after_each_test import (
    UnsoundTablesError,
    all_items,
    found_in,
    personal_in,
    require_silent_log,
    require_sound_tables,
)
from tests.checks.planted_fields import NOTE, with_note
from tests.checks.raw_rows import put_row, remove_row


@pytest.fixture
def parent(world: World) -> Account:
    return world.parent()


def as_item(account: Account) -> dict[str, Any]:
    return encode(account, key_with(account))


def require_red(world: World, table: str, changed: dict[str, Any], original: dict[str, Any] | None, why: str) -> None:
    """Plant an item, see the check turn red for the right reason, put things back."""
    put_row(table, changed)
    with pytest.raises(UnsoundTablesError, match=why):
        require_sound_tables(world.table)
    if original:
        put_row(table, original)
    else:
        remove_row(table, Key(changed["PK"], changed["SK"]))
    require_sound_tables(world.table)


def test_a_record_written_past_the_unit_of_work_is_found(world: World, parent: Account) -> None:
    original = as_item(parent)
    require_red(
        world,
        world.table.name,
        as_item(parent.model_copy(update={"telephone": "(916) 555-0100"})),
        original,
        "do not tell how it came to be",
    )


def test_a_version_without_its_event_is_found(world: World, parent: Account) -> None:
    require_red(
        world,
        world.table.name,
        as_item(parent.model_copy(update={"version": 2})),
        as_item(parent),
        "has 1 change events",
    )


def test_a_new_record_without_any_event_is_found(world: World, parent: Account) -> None:
    stranger = parent.model_copy(update={"id": world.ctx().new_id()})
    require_red(world, world.table.name, as_item(stranger), None, "has 0 change events")


def test_a_record_whose_chain_head_is_not_its_last_event_is_found(world: World, parent: Account) -> None:
    require_red(world, world.table.name, {**as_item(parent), "chain": "0" * 64}, as_item(parent), "chain head")


@pytest.mark.parametrize(("old", "new"), [('"sealed":"', '"sealed":"A'), ('"act":"register"', '"act":"sign_in"')])
def test_an_altered_event_is_found(world: World, parent: Account, old: str, new: str) -> None:
    event = next(item for item in all_items(world.table.audit_name) if item["PK"].endswith(parent.id))
    assert old in event["body"]
    require_red(
        world,
        world.table.audit_name,
        {**event, "body": event["body"].replace(old, new)},
        event,
        "chain of events breaks at 1",
    )


def test_an_event_whose_record_is_missing_is_found(world: World, parent: Account) -> None:
    event = next(item for item in all_items(world.table.audit_name) if item["PK"].endswith(parent.id))
    require_red(world, world.table.audit_name, {**event, "PK": "ACCOUNT#no one"}, None, "events without their record")


@pytest.mark.parametrize("place", ["PK", "SK", "GSI1PK", "GSI1SK", "card"])
def test_a_name_in_a_key_or_on_a_queue_card_is_found(world: World, place: str) -> None:
    world.request()
    item = {"PK": "X#1", "SK": "X", "GSI1PK": "QUEUE#X", "GSI1SK": "1", "type": "row", place: f"X#{KAI.last_name}"}
    require_red(world, world.table.name, item, None, f"stand in {place}")


def test_a_random_id_that_happens_to_hold_a_name_is_no_finding() -> None:
    people = frozenset({"kai", "2019-03-14"})
    assert found_in(f"CHILD#{'kai' + 'x' * 23}", people) == ""
    assert found_in("page /parents kaiser", people) == ""
    assert found_in("RK7F-QVFV-KAI", people) == ""
    assert found_in("born 2019-03-14", people) == "2019-03-14"
    assert found_in("for KAI's form", people) == "kai"


def test_a_name_in_the_facts_of_a_notice_is_found(world: World) -> None:
    form = world.form()
    notice = next(
        item for item in all_items(world.table.name) if item.get("type") == "notice" and form.number in item["body"]
    )
    changed = notice["body"].replace(form.number, KAI.last_name)
    require_red(world, world.table.name, {**notice, "body": changed}, notice, "stand in a notice")


@pytest.mark.parametrize("words", ["Brandvold", "2019-03-14", "acute leukemia under chemotherapy"])
@pytest.mark.parametrize("logger", ["portal", "exemption-portal", "botocore.hooks"])
def test_a_persons_data_in_any_log_line_are_found(world: World, words: str, logger: str) -> None:
    world.form(draft={"lines": (line(description="Acute leukemia under chemotherapy"),)})
    logging.getLogger(logger).error("something about %s", words)
    require_noise(world, world.recorder.lines.clear)


def test_a_medical_field_that_someone_adds_is_looked_for(world: World) -> None:
    form = with_note(world.form())
    assert NOTE.casefold() in set(personal_in(form))
    assert {"kai", "2019-03-14", "gen-modsev", "acute leukemia under chemotherapy; live virus must wait"} <= set(
        personal_in(form)
    )


def test_a_persons_data_in_an_address_are_found(world: World) -> None:
    world.request()
    world.recorder.urls.append("/schools/pupils?name=Brandvold")
    require_noise(world, world.recorder.urls.clear)


def require_noise(world: World, undo: Callable[[], object]) -> None:
    people = require_sound_tables(world.table)
    with pytest.raises(UnsoundTablesError, match="a person's data stand in"):
        require_silent_log(world.recorder, people)
    undo()
    require_silent_log(world.recorder, people)


def test_the_check_sees_what_it_must_look_for(world: World, tables: Table) -> None:
    world.form()
    people = require_sound_tables(tables)
    assert {"kai", "brandvold", "2019-03-14", "marisol", "okonjo-reyes", "4821 larkspur bend"} <= people
    assert "juniper hollow elementary" not in people  # a school's name is public


def test_a_scan_by_the_portal_is_found(world: World) -> None:
    browser = world.browser()
    client().scan(TableName=world.table.name, Limit=1)
    assert [call.operation for call in world.recorder.calls][-1] == "Scan"
    assert browser.get("/").calls == []  # the home page of a stranger asks the store for nothing


def test_every_act_of_the_builders_stands_in_the_audit(world: World) -> None:
    world.form()
    acts = {item["kind"] for item in all_items(world.table.audit_name)}
    assert f"form.{Action.ISSUE_EXEMPTION}" in acts
    assert audit_keys.change_event("form", "x", 1).sk == "EVENT#00000001"
