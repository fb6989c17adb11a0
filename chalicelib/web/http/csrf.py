"""Cross-site requests: a token in each form, bound to the session (or visit) and the purpose, and the browser's own
word on where the request comes from."""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from chalicelib.runtime.secret_keys import secret_key
from chalicelib.runtime.settings import settings


def csrf_token(binding: str) -> str:
    """The token of a form. `binding` is the session id, or the visit id of someone not signed in."""
    return hmac.new(secret_key("csrf"), f"form\x1f{binding}".encode(), hashlib.sha256).hexdigest()


def is_genuine(token: str, binding: str) -> bool:
    """Whether the token belongs to this session; compared in constant time."""
    return bool(binding) and hmac.compare_digest(token.encode(), csrf_token(binding).encode())


def comes_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that another site sent this request. Silence leaves it to the token.

    Our pages send no referrer, and so browsers give their forms the origin "null": fetch metadata is asked first, and
    "null" without it counts as silence.
    """
    site = headers.get("sec-fetch-site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin", "")
    return origin not in {"", "null"} and not _is_ours(origin, headers.get("host", ""))


def _is_ours(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    # The base URL's host, or the host the browser itself asked for (the local run answers under two names).
    return parts.netloc in {urlsplit(settings().base_url).netloc, host} and parts.scheme in {"http", "https"}
