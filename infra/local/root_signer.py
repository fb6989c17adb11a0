"""Signs the daily roots of a local run and of tests, with a key of its own: the deployed portal has KMS for it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from infra.verify_audit import KEY_HEAD, G, N, times

_SIZE = 32


@dataclass(frozen=True)
class LocalRootSigner:
    """ECDSA on P-256 (FIPS 186-5), with the arithmetic of the program that checks exports. `folder` keeps the
    statements (None: nowhere)."""

    secret: bytes
    folder: Path | None = None

    @cached_property
    def _key(self) -> int:
        return int.from_bytes(hashlib.sha512(b"daily root" + self.secret).digest(), "big") % (N - 1) + 1

    @cached_property
    def public_key(self) -> bytes:
        """The public key, DER."""
        point = times(self._key, G)
        if point is None:
            raise ValueError("no key")
        return bytes.fromhex(KEY_HEAD) + b"".join(part.to_bytes(_SIZE, "big") for part in point)

    def sign(self, statement: bytes) -> bytes:
        """The signature, DER. Its secret number follows from key and statement (as in RFC 6979), never from chance."""
        seed = hmac.new(self._key.to_bytes(_SIZE, "big"), statement, hashlib.sha512).digest()
        number = int.from_bytes(seed, "big") % (N - 1) + 1
        point = times(number, G)
        if point is None:
            raise ValueError("no signature")
        r = point[0] % N
        digest = int.from_bytes(hashlib.sha256(statement).digest(), "big")
        s = pow(number, -1, N) * (digest + r * self._key) % N
        body = _integer(r) + _integer(s)
        return bytes([0x30, len(body)]) + body

    def keep(self, day: str, statement: bytes) -> None:
        """Keep the statement as a file of the run's folder."""
        if self.folder:
            self.folder.mkdir(exist_ok=True)
            (self.folder / f"{day}.json").write_bytes(statement)


def _integer(number: int) -> bytes:
    value = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes([0x02, len(value)]) + value
