"""Credentials: one item per e-mail address, under a keyed hash of it. It holds the password hash and the counters that
slow guessing down. Operational, not a record: a changed password is an event of the account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table


@dataclass(frozen=True)
class TryLimit:
    """How many tries a window of time holds."""

    allowed: int
    window: timedelta

    def times(self, count: int) -> "TryLimit":
        """Return the limit of what stands for so many."""
        return TryLimit(self.allowed * count, self.window)


_HOUR = timedelta(hours=1)
PER_MINUTE = TryLimit(5, timedelta(minutes=1))  # sign-in from one network to one account, and fresh proof (S-37)
PER_HOUR = TryLimit(20, _HOUR)  # sign-in from one network to one account (S-37)
NETWORK_PER_MINUTE = TryLimit(60, timedelta(minutes=1))  # sign-in, by network: a district may stand behind one (S-37)
NETWORK_PER_HOUR = TryLimit(600, _HOUR)
CHECKS_PER_MINUTE = TryLimit(30, timedelta(minutes=1))  # printed forms checked from one network (S-51)
LINKS_PER_HOUR = TryLimit(5, _HOUR)  # asked for by one network for one address, double clicks included (S-05)
NETWORK_LINKS_PER_HOUR = TryLimit(60, _HOUR)  # asked for by one network (S-05)
MAILS_PER_HOUR = TryLimit(5, _HOUR)  # links sent to one address, whoever asked (S-05)
MAILS_PER_DAY = TryLimit(10, timedelta(days=1))
LOOK_UPS_PER_HOUR = TryLimit(30, _HOUR)  # of children and forms by one person: more than a day of work needs
LOOK_UPS_PER_DAY = TryLimit(150, timedelta(days=1))
_ENOUGH = 32  # hex digits of a hash that tell the addresses of one network and hour apart
FREE_IN_A_ROW, MOST_IN_A_ROW = 20, 100
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
_ROW_IS_OVER_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Credential:
    """What sign-in needs to know of an address."""

    account_id: str
    password_hash: str
    verified: bool

    @classmethod
    def of(cls, item: Item) -> "Credential":
        return cls(str(item["account_id"]), str(item["password_hash"]), bool(item["verified"]))

    def attributes(self) -> dict[str, Any]:
        """Return the attributes of a new credential item."""
        return {
            "type": "credential",
            "account_id": self.account_id,
            "password_hash": self.password_hash,
            "verified": self.verified,
        }


def tries_key(what: str, who_hash: str, now: datetime, limit: TryLimit = PER_MINUTE) -> Key:
    """Return the counter of this window. The window is part of the key, so no one waits for the store to delete it."""
    return keys.tries(f"{what}#{int(now.timestamp() // limit.window.total_seconds())}", who_hash)


def is_used_up(counter: Item | None, limit: TryLimit = PER_MINUTE) -> bool:
    """Return whether a counter that was read has no try left."""
    return counter is not None and int(counter["tries"]) >= limit.allowed


@dataclass(frozen=True)
class Brake:
    """How many passwords in a row were wrong for one address, in browsers that its owner had not used before, and from
    when on (seconds since 1970) the next one is looked at. NIST SP 800-63B-4, 3.2.2: 100 at most."""

    in_a_row: int = 0
    next_at: int = 0

    @classmethod
    def of(cls, item: Item) -> "Brake":
        return cls(int(item["in_a_row"]), int(item["next_at"]))

    def pause(self) -> timedelta:
        """Return how long to wait after this many: nothing up to 20, then 30 seconds, doubled each time up to 15
        minutes."""
        if self.in_a_row < FREE_IN_A_ROW:
            return timedelta()
        return min(_FIRST_PAUSE * (1 << min(self.in_a_row - FREE_IN_A_ROW, 5)), _LONGEST_PAUSE)


def brake_key(address_hash: str) -> Key:
    """Return where the brake of an address stands: beside its credential, so that both are read at once."""
    return Key(keys.address_partition(address_hash), "BRAKE")


def reserve_stranger(table: Table, address_hash: str, seen: Brake, now: datetime) -> Brake | None:
    """Count one try from a browser that the owner has not used before, and return the new count; None where the next
    try must wait, or was the hundredth. One request; of several at the same instant past the twentieth one goes on."""
    counted = Brake(seen.in_a_row + 1)
    written = table.update(
        brake_key(address_hash),
        "ADD in_a_row :one SET next_at = :next, #ttl = :ttl",
        {
            ":one": 1,
            ":next": int((now + counted.pause()).timestamp()),
            ":ttl": int((now + _ROW_IS_OVER_AFTER).timestamp()),
            ":free": FREE_IN_A_ROW,
            ":most": MOST_IN_A_ROW,
            ":seen": seen.in_a_row,
            ":now": int(now.timestamp()),
        },
        condition="attribute_not_exists(in_a_row) OR in_a_row < :free"
        " OR (in_a_row = :seen AND in_a_row < :most AND next_at <= :now)",
        names={"#ttl": "ttl"},
    )
    return Brake.of(written) if written is not None else None


def reserve_sign_in(table: Table, network_hash: str, address_hash: str, now: datetime, times: int = 1) -> bool:
    """Count one try of a network at an address; False if the minute's or the hour's tries of the two, or of the
    network, are used up. One request: the counters of a network's hour stand in one item. `times`: the limits."""
    mine, minute = f"at_{address_hash[:_ENOUGH]}", f"m{now.minute}"
    return _reserve_each(
        table,
        tries_key("sign-in", network_hash, now, NETWORK_PER_HOUR),
        {
            "tries": NETWORK_PER_HOUR.allowed * times,
            minute: NETWORK_PER_MINUTE.allowed * times,
            mine: PER_HOUR.allowed * times,
            f"{mine}_{minute}": PER_MINUTE.allowed * times,
        },
        now + 2 * NETWORK_PER_HOUR.window,
    )


def reserve_link(table: Table, network_hash: str, address_hash: str, now: datetime, times: int = 1) -> bool:
    """Count one link that a network asks for; False if its hour is used up, or its hour for this address. `times`: the
    limits."""
    return _reserve_each(
        table,
        tries_key("mail-network", network_hash, now, NETWORK_LINKS_PER_HOUR),
        {
            "tries": NETWORK_LINKS_PER_HOUR.allowed * times,
            f"at_{address_hash[:_ENOUGH]}": LINKS_PER_HOUR.allowed * times,
        },
        now + 2 * NETWORK_LINKS_PER_HOUR.window,
    )


def reserve_mail(table: Table, address_hash: str, now: datetime) -> bool:
    """Count one link to be sent to an address; False if it got as many in this hour or day as it may, whoever asked."""
    return _reserve_each(
        table,
        tries_key("mail-address", address_hash, now, MAILS_PER_DAY),
        {"tries": MAILS_PER_DAY.allowed, f"h{now.hour}": MAILS_PER_HOUR.allowed},
        now + 2 * MAILS_PER_DAY.window,
    )


def reserve_look_up(table: Table, who_hash: str, now: datetime) -> bool:
    """Count one look-up of a child or a form; False if the person's hour or day is used up."""
    return _reserve_each(
        table,
        tries_key("look-up", who_hash, now, LOOK_UPS_PER_DAY),
        {"tries": LOOK_UPS_PER_DAY.allowed, f"h{now.hour}": LOOK_UPS_PER_HOUR.allowed},
        now + 2 * LOOK_UPS_PER_DAY.window,
    )


def _reserve_each(table: Table, key: Key, limits: Mapping[str, int], ends: datetime) -> bool:
    """Add one to each of these counters of an item, unless one of them is used up."""
    names = {f"#c{place}": counter for place, counter in enumerate(limits)}
    allowed = {f":c{place}": limit for place, limit in enumerate(limits.values())}
    counted = table.update(
        key,
        f"ADD {', '.join(f'{name} :one' for name in names)} SET #ttl = :ttl",
        {":one": 1, ":ttl": int(ends.timestamp()), **allowed},
        condition=" AND ".join(
            f"(attribute_not_exists({name}) OR {name} < {limit})" for name, limit in zip(names, allowed, strict=True)
        ),
        names={"#ttl": "ttl", **names},
    )
    return counted is not None


def reserve_try(table: Table, what: str, who_hash: str, now: datetime, limit: TryLimit = PER_MINUTE) -> bool:
    """Count one try at `what` by `who_hash`; False if this window's tries are used up. One request."""
    key, ends = tries_key(what, who_hash, now, limit), now + 2 * limit.window
    return _reserve_each(table, key, {"tries": limit.allowed}, ends)
