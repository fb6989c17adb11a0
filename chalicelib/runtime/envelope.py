"""Encrypted texts, besides the table's own encryption (S-69). An encrypted text opens only under the context that it
was encrypted for (the record and the field): moved to another item it is of no use.

Two layers. A *KEK* encrypts small secrets: the seed of a second factor, and data keys. In a deployed stage it is the
KMS key that `seal_key` names, and the context is KMS's encryption context, so CloudTrail records every decryption; the
local run and the tests have a secret key instead. A *data key* encrypts the medical words of one child's records and
the words of their history; it stands beside them, encrypted by the KEK. Destroying it destroys the words.

Cipher of everything but KMS: XChaCha20-Poly1305 of libsodium, with the context as associated data.
"""

import base64
import binascii
from functools import cache
from typing import Any

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.entropy import random_bytes
from chalicelib.runtime.secret_keys import key_named, newest_key
from chalicelib.runtime.settings import settings

_KMS, _LOCAL = "k1.", "l2."
_HIDDEN = "hidden, not sealed"
_NONCE_BYTES, DATA_KEY_BYTES = 24, 32


class SealBrokenError(ValueError):
    """The text was not encrypted by us, was changed, or was encrypted for another context."""


def encrypt(plain: bytes, *, context: str) -> str:
    """Return the bytes (4,096 at most) as a text that only `decrypt` with the same context reads; safe in a form and
    a URL."""
    if settings().seal_key:
        answer = _kms().encrypt(KeyId=settings().seal_key, Plaintext=plain, EncryptionContext={"portal": context})
        return _KMS + _as_text(answer["CiphertextBlob"])
    return _LOCAL + _encrypt_with_local_key(plain, context)


def decrypt(sealed: str, *, context: str) -> bytes:
    """Return the bytes that were encrypted. Raises SealBrokenError."""
    kind = _KMS if settings().seal_key else _LOCAL
    if not sealed.startswith(kind):
        raise SealBrokenError
    content = sealed.removeprefix(kind)
    return _decrypt_with_kms(content, context) if settings().seal_key else _decrypt_with_local_key(content, context)


def needs_rewrap(sealed: str) -> bool:
    """Return whether a text should be encrypted again, with a newer key. KMS renews the key behind its name by
    itself; a name that has changed shows in `seal_key_before`."""
    if settings().seal_key:
        return bool(settings().seal_key_before)
    return not sealed.startswith(f"{_LOCAL}{newest_key('seal')[0]}.")


def encrypt_with(key: bytes, plain: bytes, *, context: str) -> str:
    """Encrypt under a key of 32 bytes. Only `decrypt_with` with the same key and context reads the text."""
    return _as_text(bytes(_cipher(key).encrypt(plain, aad=context.encode(), nonce=random_bytes(_NONCE_BYTES))))


def decrypt_with(key: bytes, locked: str, *, context: str) -> bytes:
    """Decrypt a text of `encrypt_with`. Raises SealBrokenError."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - pages that encrypt nothing do not wait for it

    content = _as_bytes(locked)
    try:
        return bytes(_cipher(key).decrypt(content, aad=context.encode()))
    except (CryptoError, ValueError, TypeError):
        raise SealBrokenError from None


def encrypt_token(plain: bytes) -> str:
    """Encrypt what a signed token carries and no one has to see, such as a place in a list. Only `decrypt_token`
    reads it. Costs no call to KMS."""
    return _encrypt_with_local_key(plain, _HIDDEN)


def decrypt_token(hidden: str) -> bytes:
    """Decrypt a text of `encrypt_token`. Raises SealBrokenError for any other text, or if its key is gone."""
    return _decrypt_with_local_key(hidden, _HIDDEN)


def _cipher(key: bytes) -> Any:
    from nacl.secret import Aead  # noqa: PLC0415 - pages that encrypt nothing do not wait for it

    return Aead(key)


def _decrypt_with_kms(content: str, context: str) -> bytes:
    client, blob = _kms(), _as_bytes(content)
    for key in filter(None, (settings().seal_key, settings().seal_key_before)):
        try:
            answer = client.decrypt(KeyId=key, CiphertextBlob=blob, EncryptionContext={"portal": context})
        except (client.exceptions.InvalidCiphertextException, client.exceptions.IncorrectKeyException):
            continue
        return bytes(answer["Plaintext"])
    raise SealBrokenError


def _encrypt_with_local_key(plain: bytes, context: str) -> str:
    number, key = newest_key("seal")
    return f"{number}.{encrypt_with(key, plain, context=context)}"


def _decrypt_with_local_key(content: str, context: str) -> bytes:
    number, _dot, locked = content.partition(".")
    key = key_named("seal", number)
    if key is None:
        raise SealBrokenError
    return decrypt_with(key, locked, context=context)


@cache
def _kms() -> Any:
    return aws_client("kms")


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _as_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise SealBrokenError from None
