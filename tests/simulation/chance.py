"""All chance of a run comes from one seed: what people do, what becomes of a request to the store, and every id, nonce
and number that the portal itself draws. So the same seed is the same run, to the letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from chalicelib.runtime import entropy


class SeededBits:
    """Stands where `secrets` stands in the portal."""

    def __init__(self, seed: str) -> None:
        self._rng = Random(seed)  # noqa: S311 - a run that can be repeated

    def token_bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._rng.randbytes(count)

    def randbelow(self, limit: int) -> int:
        """A number from 0 on, below the limit."""
        return self._rng.randrange(limit)


@contextmanager
def seeded_bits(seed: str) -> Iterator[None]:
    """Within this block the portal draws its bits from the seed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entropy, "secrets", SeededBits(seed))
        yield
