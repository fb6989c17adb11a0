"""The live claims to one license, and what a board said to someone who is registering."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from chalicelib.domain.account import Address
from chalicelib.domain.field_classes import Internal, Personal, Public
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.record import FrozenModel
from chalicelib.storage import keys, license_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item
from chalicelib.storage.write_rules import EITHER_WAY

if TYPE_CHECKING:
    from chalicelib.storage.unit_of_work import UnitOfWork

_MAX_LIVE = 100  # two letters at once, one proven; staff end the disputed ones
_LOOK_UP_KEPT = timedelta(hours=1)


def live_claims(store: Store, license_id: str) -> list[LicenseClaim]:
    """Return the claims to a license that have a letter, are proven or are disputed. Two requests, which bring their
    accounts and the license's standing, too.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    rows = store.table.whole(license_keys.license_partition(license_id), license_keys.CLAIM_PREFIX, ceiling=_MAX_LIVE)
    ids = [str(row["account_id"]) for row in rows]
    accounts = (keys.record("account", each) for each in ids)
    store.load([*map(license_keys.claim_of, ids), *accounts, keys.record("standing", license_id)])
    found = (store.find(LicenseClaim, each) for each in ids)
    return [each for each in found if each is not None and each.is_live]


def live_claim_item(claim: LicenseClaim) -> dict[str, Any]:
    return {**license_keys.live_claim(claim).as_item(), "type": "live_claim", "account_id": claim.id}


class Practice(FrozenModel):
    """Where a physician who registers works."""

    business_name: Annotated[str, Public] = ""
    address: Annotated[Address, Personal]
    telephone: Annotated[str, Personal]


class LicenseLookUp(FrozenModel):
    """What a board's register says of a license; all of it is public. `practice`: what the person typed so far."""

    id: Annotated[str, Internal]
    board: Annotated[str, Public]
    license_shown: Annotated[str, Public]
    name: Annotated[str, Public]
    expires_on: Annotated[date, Public]
    city: Annotated[str, Public] = ""
    practice: Practice | None = None


def keep_look_up(work: "UnitOfWork", found: LicenseLookUp) -> None:
    """Keep it for an hour, for the steps of registering that follow."""
    ends = int((work.now + _LOOK_UP_KEPT).timestamp())
    kept = {"type": "license_look_up", "body": found.model_dump_json(), "ttl": ends}
    work.row(license_keys.license_look_up(found.id), kept, condition=EITHER_WAY)


def read_look_up(item: Item | None, now: datetime) -> LicenseLookUp | None:
    """Return what was kept; None where the hour is over, though the store may still have it."""
    if item is None or int(item["ttl"]) <= now.timestamp():
        return None
    return LicenseLookUp.stored(item["body"])


def look_up_key(look_up_id: str) -> Key:
    return license_keys.license_look_up(look_up_id)
