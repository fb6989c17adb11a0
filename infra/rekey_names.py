"""Makes the stored hashes of names again, for those that an older portal folded otherwise (Đ, Ł, Ø and the like):
`python -m infra.rekey_names`, once with a release, with rights to read and write both tables. Each record moves in a
transaction of its own and is audited; a broken run is run again and goes on with what is left. It prints how many moved
and how many are left because the school has another record of the same name and birth date: those a school joins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import free_name, take_name
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, Named, same_child_parts
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.student import Student
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys, review_keys
from chalicelib.storage.child_pairs import moving, read_children
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, client, plain, typed
from chalicelib.wiring import new_context

_REASON = "The hash of the name was made anew"
_CASES: dict[str, Any] = {"form": ExemptionForm, "request": ExemptionRequest}
_LINKS = keys.same_child_partition("")


def rekey_names(now: Callable[[], datetime] = system_clock) -> Counter[str]:
    """Return how many records and look-up rows "moved", and how many were "left". Doing it again moves what is left."""
    ctx, done = _context(now), Counter[str]()
    for page in client().get_paginator("scan").paginate(TableName=ctx.store.table.name, ConsistentRead=True):
        for item in map(plain, page["Items"]):
            told = _rekey(_context(now), item)
            done.update([told] if told else ())
    return done


def _context(now: Callable[[], datetime]) -> Context:
    return new_context(now(), new_id(), idempotency_key=new_id())


def _rekey(ctx: Context, item: Item) -> str:
    if item.get("type") == "student" and "body" in item:
        return _student(ctx, item["PK"].partition("#")[2])
    if item.get("type") == "child" and "body" in item:
        return _child(ctx, item["PK"].partition("#")[2])
    return _link(ctx, item) if str(item["PK"]).startswith(_LINKS) else ""


def _hash(ctx: Context, facts: Named) -> str:
    return ctx.keyed_hash("child", *same_child_parts(facts))


def _student(ctx: Context, student_id: str) -> str:
    student = ctx.store.find(Student, student_id)
    if student is None or _hash(ctx, student.facts.child) == student.same_child:
        return ""
    work = ctx.unit_of_work(Action.REKEY)
    moved = student.with_changes(same_child=_hash(ctx, student.facts.child))
    work.update(student, moved, reason=_REASON)
    take_name(work, moved)
    free_name(work, student)
    try:
        work.commit()
    except PortalError as error:
        if error.kind is not ErrorKind.CONFLICT:
            raise
        return "left"
    return "moved"


def _child(ctx: Context, child_id: str) -> str:
    child = ctx.store.find(Child, child_id)
    if child is None or _hash(ctx, child.facts) == child.same_child:
        return ""
    work = ctx.unit_of_work(Action.REKEY)
    work.update(child, child.with_changes(same_child=_hash(ctx, child.facts)), reason=_REASON)
    work.commit()
    return "moved"


def _link(ctx: Context, item: Item) -> str:
    """Move the row that leads from a name to a case."""
    if item["SK"] == review_keys.children_named("").sk:
        return _children(ctx, item)
    _case, kind, case_id = str(item["SK"]).split("#")
    record = ctx.store.find(_CASES[kind], case_id) if kind in _CASES else None
    facts = getattr(record, "child", None)
    new = keys.same_child_case(_hash(ctx, facts), kind, case_id) if facts else None
    if new is None or new.pk == item["PK"]:
        return ""
    return _move(ctx, item, {"Put": {"Item": typed({**item, **new.as_item()})}})


def _children(ctx: Context, item: Item) -> str:
    """Move the item that says which children have a name."""
    found = (ctx.store.find(ExemptionForm, known.form_id) for known in read_children(item))
    form = next(filter(None, found), None)
    new = review_keys.children_named(_hash(ctx, form.child)) if form else None
    return _move(ctx, item, {"Update": moving(item, new)}) if new and new.pk != item["PK"] else ""


def _move(ctx: Context, item: Item, write: dict[str, dict[str, Any]]) -> str:
    table, old = ctx.store.table, Key(item["PK"], item["SK"])
    gone = {"TableName": table.name, "Key": typed(old.as_item()), "ConditionExpression": "attribute_exists(PK)"}
    there = {verb: {"TableName": table.name, **arguments} for verb, arguments in write.items()}
    try:
        table.transact([there, {"Delete": gone}])
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        return "left"
    return "moved"


if __name__ == "__main__":
    print(dict(rekey_names()))
