"""One GET request to a host on the list, within time and size.

No redirects, no retries, no proxies from the environment, no compressed bodies (a small body cannot grow).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TransportTimeoutError

from chalicelib.domain.license import LookupFailure

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PIECE = 16 * 1024
_LONGEST_WAIT_SECONDS = 3600


class HostNotAllowedError(ValueError):
    """The base URL is not a plain https address of an allowed host (http is for this machine only)."""


class TroubleError(Exception):
    """No usable answer came."""

    def __init__(self, trouble: LookupFailure) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `whole_seconds` bounds a body that arrives drop by drop."""

    connect_seconds: float = 3.0
    read_seconds: float = 5.0
    whole_seconds: float = 8.0
    answer_bytes: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body as they came, and the seconds that the service asked us to wait."""

    status: int
    body: bytes
    retry_after_seconds: int | None


def require_allowed(base_url: str, allowed_hosts: frozenset[str]) -> str:
    """Return `base_url` without a trailing slash. Raises HostNotAllowedError."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    extras = parts.username or parts.password or parts.query or parts.fragment
    if host not in allowed_hosts or not secure or extras:
        raise HostNotAllowedError(host)
    return base_url.rstrip("/")


class Transport:
    """Keeps connections open between questions; safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=limits.connect_seconds, read=limits.read_seconds), retries=False
        )

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask once. Raises TroubleError for no answer, a redirect, or too large an answer."""
        try:
            return self._get(url, headers)
        except NewConnectionError as error:
            raise TroubleError(LookupFailure.UNREACHABLE) from error
        except TransportTimeoutError as error:
            raise TroubleError(LookupFailure.TIMEOUT) from error
        except HTTPError as error:
            raise TroubleError(LookupFailure.UNREACHABLE) from error

    def _get(self, url: str, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self._limits.whole_seconds
        asked = {**headers, "Accept": "application/json", "Accept-Encoding": "identity"}
        response = self._pool.request(
            "GET", url, headers=asked, redirect=False, preload_content=False, decode_content=False
        )
        whole = False
        try:
            if response.status in range(300, 400):
                raise TroubleError(LookupFailure.REDIRECT)
            body = self._read(response, deadline)
            whole = True
            return Answer(response.status, body, _retry_after(response.headers))
        finally:
            if whole:
                response.release_conn()
            else:
                response.close()  # what is left unread must not be taken for the next answer

    def _read(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._limits.answer_bytes:
                raise TroubleError(LookupFailure.TOO_LARGE)
            if time.monotonic() > deadline:
                raise TroubleError(LookupFailure.TIMEOUT)
        return bytes(body)


def _retry_after(headers: Mapping[str, str]) -> int | None:
    for name in ("retry-after", "ratelimit-reset"):
        seconds = headers.get(name, "").strip()
        if seconds.isascii() and seconds.isdigit():
            return min(int(seconds[:9]), _LONGEST_WAIT_SECONDS)
    return None
