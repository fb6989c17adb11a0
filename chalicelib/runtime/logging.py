"""One JSON object per log line, made of named fields only.

No field takes free text: a child's name, birth date or medical word has no way in. An exception is logged by its type
and the places it passed, never by its message or its values.
"""

import json
import logging
import sys
import traceback

_LOGGER = logging.getLogger("portal")
_ALLOWED_FIELDS = frozenset(
    {
        "request_id",
        "route",
        "method",
        "status",
        "action",
        "role",
        "account",
        "kind",
        "code",
        "duration_ms",
        "count",
        "error_type",
        "error_places",
        "outcome",
        "attempt",
    }
)


class UnknownLogFieldError(ValueError):
    """A caller tried to log a field that is not on the list above."""


def configure_logging() -> None:
    """Send our lines, and nothing of the framework's, to standard output."""
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    if not _LOGGER.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _LOGGER.addHandler(handler)


def log(event: str, **fields: str | int | float | None) -> None:
    """Write one line. `fields` may only be the listed names; raises UnknownLogFieldError otherwise."""
    unknown = fields.keys() - _ALLOWED_FIELDS
    if unknown:
        raise UnknownLogFieldError(", ".join(sorted(unknown)))
    _LOGGER.info(json.dumps({"event": event, **fields}, ensure_ascii=True, sort_keys=True))


def log_failure(event: str, error: BaseException, **fields: str | int | float | None) -> None:
    """Write one line about an unforeseen error: its type and the places it passed, not its words."""
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
    log(event, error_type=type(error).__name__, error_places=" > ".join(places), **fields)
