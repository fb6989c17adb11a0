"""Lets the state find older forms like new ones: those with the same words, children of one name, and physicians with
revoked forms. `python -m infra.catch_up_reviews`, once with the release, with rights to read and write both tables. A
local run does it at its start. The lists of the same words are counted whole from all forms, and what stands already is
left as it is, so doing it again does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.child_pairs import note_same_children
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import review_keys
from chalicelib.storage.codec import decode
from chalicelib.storage.keys import Key
from chalicelib.storage.revocation_rows import counted_years, revocations_item
from chalicelib.storage.same_words import WordsList, entries, put_list
from chalicelib.storage.table import Item, Table, client, plain, portal_table
from chalicelib.wiring import new_context
from infra.missing_rows import add_missing

_WORDS_LIST = review_keys.same_words("")


def catch_up_reviews(table: Table, now: datetime) -> int:
    """Return how many lists, children and physicians were written."""
    seen = {_key_of(item): item for item in _items(table) if item["SK"] == _WORDS_LIST.sk}  # before any form is read
    lists: dict[Key, WordsList] = {}
    written = 0
    for item in _items(table):
        if "body" in item and item.get("type") == "form":
            form = decode(item, ExemptionForm)
            for key, said in entries(form, _context(now).keyed_hash).items():
                lists[key] = lists.get(key, WordsList()).with_form(said)
            written += _list_child(form, now)
        elif "body" in item and item.get("type") == "standing":
            written += _list_physician(table, decode(item, PhysicianStanding))
    return written + sum(_put_list(now, key, seen.get(key), lists.get(key)) for key in {**seen, **lists})


def _items(table: Table) -> Iterator[Item]:
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        yield from map(plain, page["Items"])


def _key_of(item: Item) -> Key:
    return Key(str(item["PK"]), str(item["SK"]))


def _context(now: datetime) -> Context:
    return new_context(now, new_id())


def _put_list(now: datetime, key: Key, item: Item | None, whole: WordsList | None) -> bool:
    """Put a list that was counted whole in place of one that says otherwise; one that a signature has changed
    meanwhile stays as it is."""
    counted = whole or WordsList()
    if item is not None and WordsList.of(item) == counted:
        return False
    work = _context(now).unit_of_work(Action.ISSUE_EXEMPTION)
    put_list(work, key, item, counted)
    try:
        work.commit()
    except PortalError as error:
        if error.kind is not ErrorKind.CONFLICT:
            raise
        return False
    return True


def _list_child(form: ExemptionForm, now: datetime) -> bool:
    """Put the form's child on the list of its name; a pair of children opens an entry."""
    ctx = _context(now)
    work = ctx.unit_of_work(Action.ISSUE_EXEMPTION)
    is_new = note_same_children(ctx, work, form)
    if is_new:
        work.commit()
    return is_new


def _list_physician(table: Table, standing: PhysicianStanding) -> bool:
    row: Item = revocations_item(standing) if counted_years(standing) else {}
    return bool(row) and add_missing(table, row)


if __name__ == "__main__":
    print(catch_up_reviews(portal_table(), system_clock()), "forms and physicians listed")
