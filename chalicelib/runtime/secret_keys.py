"""Secret keys by purpose. One key serves one purpose, so that a token of one kind can never pass for another.

A key that can be replaced while the portal runs has an id: "session" is its first, "session@2" its second. The newest
one signs; the older ones verify what they signed until they are taken away.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import cache

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.settings import settings

FIRST_KEY = "1"
PURPOSES = ("session", "csrf", "lookup", "link", "password", "seal", "log")


class MissingKeyError(RuntimeError):
    """The environment lacks a key that the portal cannot run without."""


def secret_text(arn: str) -> str:
    """Return what stands in a secret of Secrets Manager. Raises what the call raises."""
    return str(aws_client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


@cache
def _all_keys() -> dict[str, str]:
    found = settings()
    if found.secrets_arn:
        fetched: dict[str, str] = json.loads(secret_text(found.secrets_arn))
        return fetched
    return {purpose: secret.get_secret_value() for purpose, secret in found.keys.items()}


def secret_key(purpose: str) -> bytes:
    """Return the key of `purpose` (at least 32 bytes). Raises MissingKeyError if none is set."""
    try:
        return bytes.fromhex(_all_keys()[purpose])
    except KeyError:
        raise MissingKeyError(purpose) from None


def keys_of(purpose: str) -> Mapping[str, bytes]:
    """Return the keys of a purpose by their ids, oldest first. Raises MissingKeyError if there is none."""
    named = ((*name.partition("@"), key) for name, key in _all_keys().items())
    found = {number or FIRST_KEY: bytes.fromhex(key) for name, _at, number, key in named if name == purpose}
    if not found:
        raise MissingKeyError(purpose)
    return {number: found[number] for number in sorted(found, key=int)}


def newest_key(purpose: str) -> tuple[str, bytes]:
    """Return the id and the key that new tokens and hashes are made with. Raises MissingKeyError."""
    return list(keys_of(purpose).items())[-1]


def keyed_hash(purpose: str, *parts: str) -> str:
    """Return HMAC-SHA-256 over the parts, as 64 hex digits: how an e-mail address or a child stands in a key.

    The parts are joined with a separator that none of them can hold, so no two lists give one hash.
    """
    message = "\x1f".join(parts).encode()
    return hmac.new(secret_key(purpose), message, hashlib.sha256).hexdigest()
