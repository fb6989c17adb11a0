"""Credentials: one item per e-mail address, under a keyed hash of it. It holds the password hash and the counters that
slow guessing down. Operational, not a record: a changed password is an event of the account."""

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


PER_MINUTE = TryLimit(5, timedelta(minutes=1))  # sign-in and fresh proof, by person (S-37)
NETWORK_PER_MINUTE = TryLimit(20, timedelta(minutes=1))  # sign-in, by network (S-37)
_ENOUGH = 32  # hex digits of a hash that tell the addresses of one network and minute apart
ADDRESS_PER_HOUR = TryLimit(5, timedelta(hours=1))  # links sent to one address (S-05)
CHECKS_PER_MINUTE = TryLimit(30, timedelta(minutes=1))  # printed forms checked from one network (S-51)
NETWORK_PER_HOUR = TryLimit(20, timedelta(hours=1))  # links asked for from one network (S-05)


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


def reserve_sign_in(table: Table, network_hash: str, address_hash: str, now: datetime) -> bool:
    """Count one try of a network at an address; False if the window's tries of the two, or of the network, are used
    up. One request: the counters of a network's addresses stand in the network's own item, twenty at most."""
    ends = int((now + 2 * NETWORK_PER_MINUTE.window).timestamp())
    counted = table.update(
        tries_key("sign-in", network_hash, now, NETWORK_PER_MINUTE),
        "ADD tries :one, #mine :one SET #ttl = :ttl",
        {":one": 1, ":ttl": ends, ":allowed": NETWORK_PER_MINUTE.allowed, ":few": PER_MINUTE.allowed},
        condition="(attribute_not_exists(tries) OR tries < :allowed) AND (attribute_not_exists(#mine) OR #mine < :few)",
        names={"#ttl": "ttl", "#mine": f"at_{address_hash[:_ENOUGH]}"},
    )
    return counted is not None


def reserve_try(table: Table, what: str, who_hash: str, now: datetime, limit: TryLimit = PER_MINUTE) -> bool:
    """Count one try at `what` by `who_hash`; False if this window's tries are used up. One request."""
    ends = int((now + 2 * limit.window).timestamp())
    counted = table.update(
        tries_key(what, who_hash, now, limit),
        "ADD tries :one SET #ttl = :ttl",
        {":one": 1, ":ttl": ends, ":allowed": limit.allowed},
        condition="attribute_not_exists(tries) OR tries < :allowed",
        names={"#ttl": "ttl"},
    )
    return counted is not None
