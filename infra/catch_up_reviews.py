"""Lets the state find older forms like new ones: those with the same words, children of one name, and physicians with
revoked forms. `python -m infra.catch_up_reviews`, once with the release, with rights to read and write both tables. A
local run does it at its start. What stands already is left as it is, so doing it again does no harm.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.reviews.child_pairs import note_same_children
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.codec import decode
from chalicelib.storage.revocation_rows import counted_years, revocations_item
from chalicelib.storage.same_words import add_words, is_on_lists, words_keys
from chalicelib.storage.table import Item, Table, client, plain, portal_table
from chalicelib.wiring import new_context
from infra.missing_rows import add_missing


def catch_up_reviews(table: Table, now: datetime) -> int:
    """Return how many forms and physicians were put on a list."""
    written = 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        for item in map(plain, page["Items"]):
            if "body" in item and item.get("type") == "form":
                written += _list_form(decode(item, ExemptionForm), now)
            elif "body" in item and item.get("type") == "standing":
                written += _list_physician(table, decode(item, PhysicianStanding))
    return written


def _list_form(form: ExemptionForm, now: datetime) -> bool:
    """Put a form on the lists of its words, and its child on that of its name; a pair of children opens an entry."""
    ctx = new_context(now, new_id())
    work = ctx.unit_of_work(Action.ISSUE_EXEMPTION)
    ctx.store.load(words_keys(form, ctx.keyed_hash).values())
    is_new = not is_on_lists(ctx.store.item, form, ctx.keyed_hash)
    if is_new:
        add_words(work, form, ctx.keyed_hash)
    is_new_child = note_same_children(ctx, work, form)
    if is_new or is_new_child:
        work.commit()
    return is_new or is_new_child


def _list_physician(table: Table, standing: PhysicianStanding) -> bool:
    row: Item = revocations_item(standing) if counted_years(standing) else {}
    return bool(row) and add_missing(table, row)


if __name__ == "__main__":
    print(catch_up_reviews(portal_table(), system_clock()), "forms and physicians listed")
