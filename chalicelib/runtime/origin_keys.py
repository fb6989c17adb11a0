"""The secret value by which the portal knows that a request came through its own front, the CDN.

Two values count at any time, A and B: the front sends one, and the other can be replaced meanwhile (infra/README.md).
"""

import hmac
import time
from collections.abc import Callable
from functools import cache

from chalicelib.runtime.secret_keys import secret_text
from chalicelib.runtime.settings import settings

READ_AGAIN_AFTER_SECONDS = 30
_SHORTEST = 32  # a secret that was never filled is none


class OriginKeys:
    """The values that stand in the named secrets."""

    def __init__(
        self,
        names: tuple[str, ...],
        fetch: Callable[[str], str] = secret_text,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._names, self._fetch, self._seconds = names, fetch, seconds
        self._values: tuple[bytes, ...] = ()
        self._read_at: float | None = None

    def include(self, sent: str) -> bool:
        """Whether this is one of the values. They are read again where it is none, in case one was replaced: at most
        once in half a minute. Raises what reading raises, where none was read yet."""
        return self._compare(sent) or (self._read() and self._compare(sent))

    def _compare(self, sent: str) -> bool:
        found = [hmac.compare_digest(sent.encode(), value) for value in self._values]
        return any(found)

    def _read(self) -> bool:
        now = self._seconds()
        if self._read_at is not None and now < self._read_at + READ_AGAIN_AFTER_SECONDS:
            return False
        texts = [self._fetch(name).strip().encode() for name in self._names]
        self._values = tuple(text for text in texts if len(text) >= _SHORTEST)
        self._read_at = now
        return True


@cache
def origin_keys() -> OriginKeys:
    """The values of this stage."""
    return OriginKeys(tuple(settings().origin_secrets.split(",")))
