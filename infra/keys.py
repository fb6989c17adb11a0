"""Makes the portal's secret keys, for Secrets Manager: `python -m infra.keys` prints a fresh set as JSON. `add PURPOSE`
and `drop PURPOSE` read what the secret holds and print it with a further key, or without the oldest (infra/README.md).
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.secret_keys import FIRST_KEY, PURPOSES, HeldKey

_KEY_BYTES = 32
_REPLACEABLE = ("session", "password", "seal")
KNOWN_BEFORE_USE = timedelta(minutes=15)
NEEDED_AFTER_USE = timedelta(hours=12)  # as long as a session lives


class KeyOrderError(ValueError):
    """A key would be taken away that someone still needs."""


def fresh_keys() -> dict[str, str]:
    """Purpose -> 32 random bytes as hex digits."""
    return {purpose: secrets.token_hex(_KEY_BYTES) for purpose in PURPOSES}


def purposes_without_key(held: Mapping[str, Any]) -> list[str]:
    """The purposes of which a secret holds no key, of whatever number."""
    known = {name.partition("@")[0] for name in held}
    return [purpose for purpose in PURPOSES if purpose not in known]


def with_next_key(held: Mapping[str, Any], purpose: str, now: datetime) -> dict[str, Any]:
    """What the secret holds with a further key of this purpose, to sign in 15 minutes. Raises KeyOrderError."""
    numbers = _numbers_of(held, purpose)
    begins = (now + KNOWN_BEFORE_USE).isoformat(timespec="seconds")
    return {**held, f"{purpose}@{numbers[-1] + 1}": {"key": secrets.token_hex(_KEY_BYTES), "from": begins}}


def without_oldest_key(held: Mapping[str, Any], purpose: str, now: datetime) -> dict[str, Any]:
    """What the secret holds without the oldest key of this purpose. Raises KeyOrderError where the next one has not
    signed for 12 hours yet, or where there is none."""
    numbers = _numbers_of(held, purpose)
    if len(numbers) == 1:
        raise KeyOrderError(f"{purpose} has one key alone: add another first")
    gone, following = (_name(purpose, number) for number in numbers[:2])
    until = HeldKey.stored(held[following]).begins + NEEDED_AFTER_USE
    if now < until:
        raise KeyOrderError(f"{gone} signed what still counts: take it away after {until.isoformat()}")
    return {name: key for name, key in held.items() if name != gone}


def _numbers_of(held: Mapping[str, Any], purpose: str) -> list[int]:
    if purpose not in _REPLACEABLE:
        raise KeyOrderError(f"{purpose} is none of {', '.join(_REPLACEABLE)}: what the other keys made would be lost")
    names = (name.partition("@") for name in held)
    numbers = sorted(int(number or FIRST_KEY) for name, _at, number in names if name == purpose)
    if not numbers:
        raise KeyOrderError(f"{purpose} has no key yet")
    return numbers


def _name(purpose: str, number: int) -> str:
    return purpose if str(number) == FIRST_KEY else f"{purpose}@{number}"


def kept_keys(path: Path) -> dict[str, str]:
    """Return the keys kept in `path`; missing ones are made and kept, readable by their owner only."""
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = {purpose: key for purpose, key in fresh_keys().items() if purpose not in kept}
    if missing:
        path.touch(mode=0o600)
        path.write_text(json.dumps({**kept, **missing}, indent=1))
    return {**kept, **missing}


def main(arguments: list[str]) -> int:
    """Print the keys, or say why not."""
    changes = {"add": with_next_key, "drop": without_oldest_key}
    if not arguments:
        json.dump(fresh_keys(), sys.stdout)
        return 0
    try:
        change, purpose = changes[arguments[0]], arguments[1]
        json.dump(change(json.load(sys.stdin), purpose, system_clock()), sys.stdout)
    except (KeyError, IndexError):
        print("python -m infra.keys [add PURPOSE | drop PURPOSE]", file=sys.stderr)
        return 2
    except KeyOrderError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
