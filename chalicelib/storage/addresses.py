"""How an e-mail address stands in keys, and what stands there: the credential, and a copy of the account, written in
the account's own transactions, so that signing in reads both at once."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.credentials import Brake, Credential, brake_key
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Table

_MAX_ACCOUNTS = 100  # unconfirmed registrations of one address, until they are purged


def address_hash(email: str) -> str:
    """Return the keyed hash under which an address is kept: its letters folded, its form normalized."""
    return keyed_hash("lookup", "email", unicodedata.normalize("NFKC", email).strip().casefold())


def account_copy(account: Account, item: Mapping[str, Any]) -> tuple[Key, dict[str, Any]]:
    """Return where the copy of an account's item stands, and what it holds."""
    copied = {name: value for name, value in item.items() if name not in {"PK", "SK", "GSI1PK", "GSI1SK", "card"}}
    return keys.account_of_address(address_hash(account.email), account.id), {**copied, "type": "account_copy"}


@dataclass(frozen=True)
class AtAddress:
    """What stands at an address: the accounts that name it by id."""

    credential: Credential | None
    accounts: Mapping[str, Account]
    brake: Brake


def read_address(table: Table, hashed: str) -> AtAddress:
    """Return what stands at an address, in one request.

    Raises PortalError UNAVAILABLE.
    """
    items = table.query(keys.address_partition(hashed), limit=_MAX_ACCOUNTS)
    by_key = {item["SK"]: item for item in items}
    credential, brake = by_key.get(keys.credential(hashed).sk), by_key.get(brake_key(hashed).sk)
    copies = (decode(item, Account) for item in items if item["SK"].startswith(keys.ACCOUNT_PREFIX))
    return AtAddress(
        Credential.of(credential) if credential else None,
        {account.id: account for account in copies},
        Brake.of(brake) if brake else Brake(),
    )
