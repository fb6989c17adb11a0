"""A security key in software, as tests need it: what a browser and a key answer together, right and wrong."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

_TOUCHED, _WITH_KEY = 0x01, 0x40


def b64(content: bytes) -> str:
    """Return bytes as WebAuthn writes them."""
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class SoftKey:
    """One passkey in one key. `counts` is false for passkeys that are carried between devices."""

    host: str
    origin: str
    id: bytes
    counts: bool = True
    touched: bool = True
    uses: int = 0
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, challenge: bytes) -> str:
        """Return the answer of `navigator.credentials.create`."""
        told = self._told("webauthn.create", challenge)
        public = cbor.encode(dict(ES256.from_cryptography_key(self._key.public_key())))
        made = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(_WITH_KEY) + made}
        return self._answer(told, attestationObject=b64(cbor.encode(statement)))

    def signs(self, challenge: bytes) -> str:
        """Return the answer of `navigator.credentials.get`."""
        told = self._told("webauthn.get", challenge)
        self.uses += self.counts
        data = self._data()
        signature = self._key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(told, authenticatorData=b64(data), signature=b64(signature))

    def _told(self, purpose: str, challenge: bytes) -> bytes:
        return json.dumps(
            {"type": purpose, "challenge": b64(challenge), "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _data(self, flags: int = 0) -> bytes:
        flags |= _TOUCHED if self.touched else 0
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _answer(self, told: bytes, **parts: str) -> str:
        response = {"clientDataJSON": b64(told), **parts}
        return json.dumps(
            {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response}
            | {"clientExtensionResults": {}}
        )
