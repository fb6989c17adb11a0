"""What the department gave us to ask its license search by."""

import json
import time
from functools import lru_cache

from chalicelib.runtime.logging import log_failure
from chalicelib.runtime.secret_keys import secret_text
from chalicelib.runtime.settings import settings

_READ_AGAIN_AFTER_SECONDS = 300


def license_keys() -> tuple[str, str]:
    """The id and the key. Two empty texts where the secret of the stage is not filled or cannot be read: the department
    refuses them, and the search says that it is not available. A stage's secret is read again after five minutes."""
    found = settings()
    if not found.license_secret:
        return found.license_app_id, found.license_app_key.get_secret_value()
    return _held(found.license_secret, int(time.monotonic() / _READ_AGAIN_AFTER_SECONDS))


@lru_cache(maxsize=1)
def _held(secret: str, _period: int) -> tuple[str, str]:
    try:
        held = json.loads(secret_text(secret))
        return str(held["app_id"]), str(held["app_key"])
    except Exception as error:
        log_failure("license_keys.unread", error)
        return "", ""
