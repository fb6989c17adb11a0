"""Two-factor authentication: one item per account beside it. It holds the encrypted seed of the authenticator, the
stored recovery codes, and the counters against guessing. Operational, not a record: that a second factor was set up,
changed or removed is an event of the account, and no event ever holds a secret.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.storage import keys
from chalicelib.storage.table import Item, Table
from chalicelib.storage.unit_of_work import ABSENT, UnitOfWork

TRIES_ALLOWED = 5  # wrong codes before a pause (S-18)
PAUSE = timedelta(minutes=10)
TRIES_IN_A_ROW = 100  # wrong codes, pauses or not, before only recovery helps (NIST SP 800-63B-4, 3.2.2)
_EXISTS = "attribute_exists(PK)"


@dataclass(frozen=True)
class Passkey:
    """A passkey of a person: how its owner calls it, and how often its device said that it was used. `credential` holds
    its public key and the id that browsers call it by, as hex digits; `id` is ours, for addresses."""

    id: str
    name: str
    credential: str
    count: int
    added: int  # seconds since 1970
    used: int = 0  # seconds since 1970; 0: never

    @property
    def added_at(self) -> datetime:
        """The instant of `added`, in UTC."""
        return datetime.fromtimestamp(self.added, UTC)

    @property
    def used_at(self) -> datetime | None:
        """The instant of `used`, in UTC; None if it was never used."""
        return datetime.fromtimestamp(self.used, UTC) if self.used else None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "Passkey":
        return cls(
            id=str(item["id"]),
            name=str(item["name"]),
            credential=str(item["credential"]),
            count=int(item["count"]),
            added=int(item["added"]),
            used=int(item["used"]),
        )


@dataclass(frozen=True)
class TwoFactor:
    """A person's second factor as it is kept. `last_step` is the newest 30-second step whose code was used; `shown`
    holds the encrypted recovery codes for as long as their owner may still look at them, "" afterwards."""

    seed: str
    last_step: int
    salt: str
    codes: frozenset[str]
    shown: str = ""
    shown_until: int = 0  # seconds since 1970
    tries: int = 0
    pause_ends: int = 0  # seconds since 1970; counts while `tries` are used up
    in_a_row: int = 0
    passkeys: tuple[Passkey, ...] = ()

    @classmethod
    def of(cls, item: Item) -> "TwoFactor":
        return cls(
            seed=str(item["seed"]),
            last_step=int(item["last_step"]),
            salt=str(item["salt"]),
            codes=frozenset(item.get("codes", ())),
            shown=str(item.get("shown", "")),
            shown_until=int(item.get("shown_until", 0)),
            tries=int(item["tries"]),
            pause_ends=int(item["pause_ends"]),
            in_a_row=int(item["in_a_row"]),
            passkeys=tuple(Passkey.of(each) for each in item.get("passkeys", ())),
        )

    def attributes(self) -> dict[str, Any]:
        return {
            "type": "second_step",
            "seed": self.seed,
            "last_step": self.last_step,
            "salt": self.salt,
            "codes": set(self.codes) or None,
            "shown": self.shown,
            "shown_until": self.shown_until,
            "tries": self.tries,
            "pause_ends": self.pause_ends,
            "in_a_row": self.in_a_row,
            "passkeys": _stored(self.passkeys) or None,
        }

    def is_paused(self, now: datetime) -> bool:
        """Return whether five wrong codes were typed and the ten minutes after the last of them are not over."""
        return self.tries >= TRIES_ALLOWED and now.timestamp() < self.pause_ends

    @property
    def is_locked(self) -> bool:
        """Whether so many codes in a row were wrong that only a recovery code or a reset helps."""
        return self.in_a_row >= TRIES_IN_A_ROW


def reserve_code_try(table: Table, account_id: str, seen: TwoFactor, now: datetime) -> TwoFactor | None:
    """Count one try before its code is looked at, so that tries at one instant cannot exceed the limit.

    `seen` is the item as it was read. The item after it, or None if the tries are used up. One request.
    """
    ends = int((now + PAUSE).timestamp())
    values = {":one": 1, ":ends": ends, ":most": TRIES_IN_A_ROW}
    if seen.tries < TRIES_ALLOWED:
        counted = table.update(
            keys.two_factor(account_id),
            "ADD tries :one, in_a_row :one SET pause_ends = :ends",
            {**values, ":allowed": TRIES_ALLOWED},
            condition="tries < :allowed AND in_a_row < :most",
        )
    else:  # the pause is over: a new series begins
        counted = table.update(
            keys.two_factor(account_id),
            "ADD in_a_row :one SET tries = :one, pause_ends = :ends",
            {**values, ":seen": seen.pause_ends},
            condition="pause_ends = :seen AND in_a_row < :most",
        )
    return TwoFactor.of(counted) if counted else None


def put_two_factor(work: UnitOfWork, account_id: str, made: TwoFactor, *, in_place_of: TwoFactor | None) -> None:
    """Write the second factor with the action that sets it up; `in_place_of` is the one that it replaces."""
    condition, values = (ABSENT, None) if in_place_of is None else ("seed = :old", {":old": in_place_of.seed})
    work.row(keys.two_factor(account_id), made.attributes(), condition=condition, values=values)


def use_code(work: UnitOfWork, account_id: str, step: int) -> None:
    """Use a code up with the action; the action fails with CODE_USED if it, or a newer one, was used (S-17)."""
    work.adjust(
        keys.two_factor(account_id),
        f"SET last_step = :step, {_FORGIVEN}",
        {":step": step, **_NO_TRIES},
        condition="last_step < :step",
        conflict_code="CODE_USED",
    )


def use_recovery_code(work: UnitOfWork, account_id: str, stored: str) -> None:
    """Use a recovery code up with the action; the action fails with CODE_USED if it was used."""
    work.adjust(
        keys.two_factor(account_id),
        f"DELETE codes :used SET {_FORGIVEN}",
        {":used": {stored}, ":stored": stored, **_NO_TRIES},
        condition="contains(codes, :stored)",
        conflict_code="CODE_USED",
    )


def replace_codes(work: UnitOfWork, account_id: str, made: TwoFactor) -> None:
    """Replace the recovery codes; the older ones are void."""
    work.adjust(
        keys.two_factor(account_id),
        "SET salt = :salt, codes = :codes, shown = :shown, shown_until = :until",
        {":salt": made.salt, ":codes": set(made.codes), ":shown": made.shown, ":until": made.shown_until},
        condition=_EXISTS,
    )


def hide_codes(work: UnitOfWork, account_id: str) -> None:
    """Forget the copy of the recovery codes that their owner could look at."""
    work.adjust(keys.two_factor(account_id), "SET shown = :nothing", {":nothing": ""}, condition=_EXISTS)


def replace_passkeys(work: UnitOfWork, account_id: str, seen: TwoFactor, made: Sequence[Passkey]) -> None:
    """Keep these passkeys in place of those that were read. The action fails if they are others by now."""
    change, values = ("SET passkeys = :made", {":made": _stored(made)}) if made else ("REMOVE passkeys", {})
    if seen.passkeys:
        values[":seen"] = _stored(seen.passkeys)
    condition = "passkeys = :seen" if seen.passkeys else f"{_EXISTS} AND attribute_not_exists(passkeys)"
    work.adjust(keys.two_factor(account_id), change, values, condition=condition)


def use_passkey(work: UnitOfWork, account_id: str, seen: TwoFactor, made: Sequence[Passkey]) -> None:
    """Keep how often the passkeys were used, with the action. It fails with PASSKEY_USED if they are others by now: two
    answers at one instant are one sign-in."""
    work.adjust(
        keys.two_factor(account_id),
        f"SET passkeys = :made, {_FORGIVEN}",
        {":made": _stored(made), ":seen": _stored(seen.passkeys), **_NO_TRIES},
        condition="passkeys = :seen",
        conflict_code="PASSKEY_USED",
    )


def _stored(passkeys: Sequence[Passkey]) -> list[dict[str, Any]]:
    return [asdict(each) for each in passkeys]


def remove_second_step(work: UnitOfWork, account_id: str) -> None:
    """Remove the second factor with all its secrets."""
    work.remove(keys.two_factor(account_id))


# A right code forgives the wrong ones before it, and ends the showing of recovery codes.
_FORGIVEN = "tries = :none, in_a_row = :none, shown = :nothing"
_NO_TRIES = {":none": 0, ":nothing": ""}
