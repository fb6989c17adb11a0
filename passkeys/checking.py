"""Judges what a browser answers for a passkey (WebAuthn level 3). Knows no account, no table and no clock: the portal
says what it expects, and is told what was proven.

It stands outside `chalicelib` because its libraries do not fit into the portal's package (decision 56).
"""

import json
import logging
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
)

_ALGORITHMS = frozenset({-7, -257, -8})  # ES256, RS256 and EdDSA: what phones, Windows and keys offer
_MOST_LETTERS = 20_000  # of an answer: keys and statements of any maker take less than a third
# The library logs the id of each credential, by which a person could be followed through the log.
logging.getLogger("fido2").setLevel(logging.WARNING)


class Refusal(StrEnum):
    """Why an answer proves nothing."""

    UNREADABLE = "unreadable"
    OTHER_PURPOSE = "other_purpose"  # an answer for adding a passkey, at signing in, or the other way round
    OTHER_ORIGIN = "other_origin"
    OTHER_CHALLENGE = "other_challenge"
    UNKNOWN_PASSKEY = "unknown_passkey"
    COUNT_WENT_BACK = "count_went_back"
    NOT_PROVEN = "not_proven"  # signed by another key, for another host, or without a touch


class PasskeyRefusedError(ValueError):
    """The answer proves nothing, for the reason that it carries."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Expected:
    """What an answer must be about: the portal's host, the origin of its pages, and the challenge of one page."""

    host: str
    origin: str
    challenge: bytes


@dataclass(frozen=True)
class ProvenPasskey:
    """A passkey after a right answer. `credential` holds its id and public key; `uses` is its own count of signatures,
    0 where it does not count."""

    credential: bytes
    uses: int


def check_new(expected: Expected, answer: str) -> ProvenPasskey:
    """Return the passkey that a browser made, from its answer as JSON (`PublicKeyCredential.toJSON`).

    Raises PasskeyRefusedError.
    """
    given = _read(answer)
    try:
        read = RegistrationResponse.from_dict(given)
        client_data, data = read.response.client_data, read.response.attestation_object.auth_data
        credential = data.credential_data
        usable = credential is not None and _is_usable(credential)
    except _ODD:
        raise PasskeyRefusedError(Refusal.UNREADABLE) from None
    _require_purpose(expected, client_data, CollectedClientData.TYPE.CREATE)
    if credential is None or not usable or read.raw_id != credential.credential_id:
        raise PasskeyRefusedError(Refusal.NOT_PROVEN)
    try:
        _server(expected).register_complete(_state(expected), given)
    except _ODD:
        raise PasskeyRefusedError(Refusal.NOT_PROVEN) from None
    return ProvenPasskey(bytes(credential), data.counter)


def check_use(expected: Expected, answer: str, known: tuple[ProvenPasskey, ...]) -> ProvenPasskey:
    """Return which of the person's passkeys signed the answer, with its new count.

    Raises PasskeyRefusedError; COUNT_WENT_BACK says that a second copy of the passkey is in use.
    """
    given = _read(answer)
    try:
        read = AuthenticationResponse.from_dict(given)
        client_data, data = read.response.client_data, read.response.authenticator_data
    except _ODD:
        raise PasskeyRefusedError(Refusal.UNREADABLE) from None
    _require_purpose(expected, client_data, CollectedClientData.TYPE.GET)
    named = next((each for each in known if _credential(each).credential_id == read.raw_id), None)
    if named is None:
        raise PasskeyRefusedError(Refusal.UNKNOWN_PASSKEY)
    try:
        _server(expected).authenticate_complete(_state(expected), [_credential(named)], given)
    except _ODD:
        raise PasskeyRefusedError(Refusal.NOT_PROVEN) from None
    return ProvenPasskey(named.credential, _counted_on(named, data))


# What the library raises of bytes that are none of its own: wrong lengths, kinds and names.
_ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RuntimeError, struct.error)


def _read(answer: str) -> Mapping[str, Any]:
    try:
        given = json.loads(answer) if len(answer) <= _MOST_LETTERS else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise PasskeyRefusedError(Refusal.UNREADABLE)
    return given


def _require_purpose(expected: Expected, told: CollectedClientData, purpose: CollectedClientData.TYPE) -> None:
    """What the browser says that it signed. The signature over it is looked at afterwards."""
    if told.type != purpose or told.cross_origin:
        raise PasskeyRefusedError(Refusal.OTHER_PURPOSE)
    if told.origin != expected.origin:
        raise PasskeyRefusedError(Refusal.OTHER_ORIGIN)
    if told.challenge != expected.challenge:
        raise PasskeyRefusedError(Refusal.OTHER_CHALLENGE)


def _counted_on(before: ProvenPasskey, data: AuthenticatorData) -> int:
    """The count of this use. Passkeys that are carried between devices do not count: theirs stays 0."""
    if (before.uses or data.counter) and data.counter <= before.uses:
        raise PasskeyRefusedError(Refusal.COUNT_WENT_BACK)
    return int(data.counter)


def _is_usable(credential: AttestedCredentialData) -> bool:
    """Whether the key is one that can sign: the library reads a key that was cut, or is no point of its curve."""
    if credential.public_key[3] not in _ALGORITHMS:
        return False
    try:
        credential.public_key.verify(b"", b"")
    except InvalidSignature:
        return True
    return False


def _credential(passkey: ProvenPasskey) -> AttestedCredentialData:
    return AttestedCredentialData(passkey.credential)


def _server(expected: Expected) -> Fido2Server:
    portal = PublicKeyCredentialRpEntity(id=expected.host, name="Exemption Portal")
    return Fido2Server(portal, verify_origin=lambda origin: origin == expected.origin)


def _state(expected: Expected) -> dict[str, Any]:
    return {"challenge": websafe_encode(expected.challenge), "user_verification": "preferred"}
