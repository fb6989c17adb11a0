"""Signs the daily roots of a local run and of tests, with a key of its own: the deployed portal has KMS for it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True)
class LocalRootSigner:
    """ECDSA on P-256 (FIPS 186-5), the same for the same secret. `folder` keeps the statements (None: nowhere)."""

    secret: bytes
    folder: Path | None = None

    @cached_property
    def _key(self) -> EllipticCurvePrivateKey:
        return derive_private_key(int.from_bytes(hashlib.sha256(b"daily root" + self.secret).digest()), SECP256R1())

    @cached_property
    def public_key(self) -> bytes:
        """The public key, DER."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, statement: bytes) -> bytes:
        """Return the signature, DER. It follows from key and statement (RFC 6979), never from chance."""
        return self._key.sign(statement, ECDSA(SHA256(), deterministic_signing=True))

    def keep(self, day: str, statement: bytes) -> None:
        """Keep the statement as a file of the run's folder."""
        if self.folder:
            self.folder.mkdir(exist_ok=True)
            (self.folder / f"{day}.json").write_bytes(statement)
