"""Fields that are sealed besides the table's own encryption (S-69), such as the seed of a second factor.

A sealed text opens only under the context that it was sealed for (the record and the field): moved to another item it
is of no use. A deployed stage seals with the KMS key that `seal_key` names, and the context is KMS's encryption
context, so every opening stands in CloudTrail. The local run and the tests have a secret key instead.
"""

import base64
import binascii
import hashlib
import hmac
from functools import cache
from typing import Any

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.entropy import random_bytes
from chalicelib.runtime.secret_keys import secret_key
from chalicelib.runtime.settings import settings

_KMS, _LOCAL = "k1.", "l1."
_NONCE_BYTES = _TAG_BYTES = 32
_HIDING_NONCE_BYTES = 16


class SealBrokenError(ValueError):
    """The text was not sealed by us, was changed, or was sealed for another context."""


def seal(plain: bytes, *, context: str) -> str:
    """The bytes (4,096 at most) as a text that only `unseal` with the same context opens; safe in a form and a URL."""
    if settings().seal_key:
        answer = _kms().encrypt(KeyId=settings().seal_key, Plaintext=plain, EncryptionContext={"portal": context})
        return _KMS + _as_text(answer["CiphertextBlob"])
    return _LOCAL + _as_text(_seal_with_local_key(plain, context))


def unseal(sealed: str, *, context: str) -> bytes:
    """The bytes that were sealed. Raises SealBrokenError."""
    kind = _KMS if settings().seal_key else _LOCAL
    if not sealed.startswith(kind):
        raise SealBrokenError
    content = _as_bytes(sealed.removeprefix(kind))
    return _unseal_with_kms(content, context) if settings().seal_key else _unseal_with_local_key(content, context)


def hide(plain: bytes) -> str:
    """The bytes as a text that only `unhide` reads: for what a signed token carries and nobody has to see, such as a
    place in a list. It costs no call to KMS, and proves nothing: the token's signature does that."""
    nonce = random_bytes(_HIDING_NONCE_BYTES)
    return _as_text(nonce + _masked(plain, nonce, b"hide"))


def unhide(hidden: str) -> bytes:
    """The bytes that were hidden; others where the key has changed. Raises SealBrokenError for what is no such text."""
    content = _as_bytes(hidden)
    return _masked(content[_HIDING_NONCE_BYTES:], content[:_HIDING_NONCE_BYTES], b"hide")


def _unseal_with_kms(content: bytes, context: str) -> bytes:
    client = _kms()
    try:
        answer = client.decrypt(KeyId=settings().seal_key, CiphertextBlob=content,
                                EncryptionContext={"portal": context})
    except (client.exceptions.InvalidCiphertextException, client.exceptions.IncorrectKeyException):
        raise SealBrokenError from None
    return bytes(answer["Plaintext"])


@cache
def _kms() -> Any:
    return aws_client("kms")


# Encrypt-then-MAC of the standard library alone: HMAC-SHA-256 in counter mode under one derived key, HMAC-SHA-256 over
# context, nonce and ciphertext under another. A cipher library would be half of the package again, for the local run.


def _seal_with_local_key(plain: bytes, context: str) -> bytes:
    nonce = random_bytes(_NONCE_BYTES)
    hidden = _masked(plain, nonce)
    return nonce + hidden + _tag(context, nonce + hidden)


def _unseal_with_local_key(content: bytes, context: str) -> bytes:
    body, tag = content[:-_TAG_BYTES], content[-_TAG_BYTES:]
    if len(body) < _NONCE_BYTES or not hmac.compare_digest(tag, _tag(context, body)):
        raise SealBrokenError
    return _masked(body[_NONCE_BYTES:], body[:_NONCE_BYTES])


def _masked(text: bytes, nonce: bytes, use: bytes = b"mask") -> bytes:
    blocks = -(-len(text) // hashlib.sha256().digest_size)
    mask = b"".join(_derived(use, nonce + number.to_bytes(4, "big")) for number in range(blocks))
    return bytes(letter ^ hider for letter, hider in zip(text, mask, strict=False))


def _tag(context: str, body: bytes) -> bytes:
    name = context.encode()
    return _derived(b"tag", len(name).to_bytes(4, "big") + name + body)


def _derived(use: bytes, message: bytes) -> bytes:
    key = hmac.new(secret_key("seal"), use, hashlib.sha256).digest()
    return hmac.new(key, message, hashlib.sha256).digest()


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _as_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise SealBrokenError from None
