"""The restore drill of every build: 10,000 items of the portal in the embedded store are saved, wiped and restored.
Then they are the same to the letter, the history is sound by the program that anyone can run, and invariants hold."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.domain.account import Role
from infra import export_audit, restore
from infra.local.stack import TABLE_NAMES, LocalStack
from infra.restore import NotEmptyError, load, saved
from infra.template import create_tables
from infra.verify_audit import Check
from tests.builders import World
from tests.checks import after_each_test
from tests.checks.after_each_test import require_sound_tables
from tests.security.audit_export import SIGNER, last_statement, signed

pytestmark = pytest.mark.ministack
ITEMS, TABLES = 10_000, tuple(TABLE_NAMES.values())


@pytest.fixture(scope="module")
def store() -> Iterator[LocalStack]:
    with LocalStack() as running:
        yield running


def some_years(world: World) -> list[str]:
    """The items of a portal that was in use, with views and signed days."""
    form = world.form()
    world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/forms/{form.id}")
    for _ in range(60):
        world.request()
    signed(world)
    lines: list[str] = []
    while len(lines) < ITEMS:
        for _ in range(1 + (ITEMS - len(lines)) // 5):
            world.parent()
        lines = list(saved(export_audit.client(), TABLES))
    return lines


def wipe(store: LocalStack) -> None:
    """What an accident leaves: tables with nothing in them."""
    for table in TABLES:
        store.client().delete_table(TableName=table)
    create_tables(store.client(), TABLE_NAMES)


def test_ten_thousand_items_come_back_and_the_history_is_sound(
    world: World, store: LocalStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a portal with 10,000 items, when it is saved, wiped and restored, then nothing is missing or altered."""
    lines = some_years(world)
    statement = last_statement(list(export_audit.whole_history(world.table)))
    client = store.client()
    assert load(client, lines, TABLES) == len(lines) >= ITEMS

    with gzip.open(tmp_path / "tables.jsonl.gz", "wt") as file:
        file.writelines(f"{line}\n" for line in saved(client, TABLES))
    wipe(store)
    assert list(saved(client, TABLES)) == []
    with gzip.open(tmp_path / "tables.jsonl.gz", "rt") as file:
        assert load(client, file, TABLES) == len(lines)

    assert sorted(saved(client, TABLES)) == sorted(lines)
    for module in (export_audit, after_each_test):
        monkeypatch.setattr(module, "client", store.client)
    monkeypatch.setattr(after_each_test, "items_in_memory", lambda _name: None)
    found = Check(list(export_audit.whole_history(world.table)), statement, SIGNER.public_key.hex())
    assert (found.problems, len(found.roots)) == ([], 1)
    require_sound_tables(world.table)


def test_nothing_is_loaded_into_tables_that_hold_something(world: World, store: LocalStack) -> None:
    """Given a stage that is in use, when someone loads a file into it, then not one item is written."""
    wipe(store)
    world.parent()
    lines = list(saved(export_audit.client(), TABLES))
    load(store.client(), lines[:1], TABLES)
    with pytest.raises(NotEmptyError):
        load(store.client(), lines, TABLES)
    assert list(saved(store.client(), TABLES)) == lines[:1]


def test_an_item_that_got_lost_on_the_way_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a restored stage that lacks one entry of the history, then the check says so."""
    world.parent()
    monkeypatch.setattr(restore, "portal_table", lambda: world.table)
    assert restore.check().problems == []
    history = list(export_audit.whole_history(world.table))
    monkeypatch.setattr(restore, "whole_history", lambda _table: history[:-1])
    assert restore.check().problems != []
