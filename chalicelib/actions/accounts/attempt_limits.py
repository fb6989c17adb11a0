"""Five wrong birth dates for one request number by one physician lock that number for that physician (case 42 [R])."""

from datetime import timedelta

from chalicelib.actions.context import Context
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item

TRIES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
_KEPT_AFTER = timedelta(hours=1)


def tries_of(ctx: Context, number: str) -> Key:
    """Return the counter of this physician's wrong tries at this number."""
    return keys.tries("open-request", ctx.keyed_hash("try", ctx.person.id, number))


def is_locked(ctx: Context, number: str) -> bool:
    """Return whether the tries are used up and the last of them is less than fifteen minutes old."""
    counter = ctx.store.item(tries_of(ctx, number))
    return counter is not None and _is_running(ctx, counter) and int(counter["tries"]) >= TRIES_ALLOWED


def count_wrong_try(ctx: Context, number: str) -> bool:
    """Count a wrong try; whether it was the one that locks. A series ends fifteen minutes after its last try."""
    counter = ctx.store.item(tries_of(ctx, number))
    ends = ctx.now + LOCKED_FOR
    values = {":one": 1, ":ends": int(ends.timestamp()), ":ttl": int((ends + _KEPT_AFTER).timestamp())}
    goes_on = counter is not None and _is_running(ctx, counter)
    verb = "ADD tries :one SET ends = :ends, #ttl = :ttl" if goes_on else "SET tries = :one, ends = :ends, #ttl = :ttl"
    counted = ctx.store.table.update(tries_of(ctx, number), verb, values, names={"#ttl": "ttl"})
    return counted is not None and int(counted["tries"]) >= TRIES_ALLOWED


def _is_running(ctx: Context, counter: Item) -> bool:
    return int(counter["ends"]) > ctx.now.timestamp()
