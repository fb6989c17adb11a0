"""One JSON object per log line, made of named fields only.

No field takes free text: a child's name, birth date or medical word has no way in. An exception is logged by its type
and the places it passed, never by its message or its values.
"""

import json
import logging
import re
import sys
import traceback
from enum import StrEnum

from chalicelib.runtime.settings import settings

_LOGGER = logging.getLogger("portal")


class RimMetric(StrEnum):
    """What the runtime itself counts, which knows nothing of the portal; all else is in domain/metrics.py."""

    KEYS_UNREAD = "SecretKeysUnread"


METRICS = "Portal"
"""The namespace of the portal's own metrics."""
_METRIC_NAME = re.compile(r"[A-Z][A-Za-z]{2,39}")
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
        "account_hash",
        "network_hash",
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


def count(metric: StrEnum, value: float = 1) -> None:
    """Write one line that AWS counts as a metric of this stage (CloudWatch's embedded metric format). `metric` is of a
    closed list of names (domain/metrics.py), and the stage is the only dimension: nothing of a person has a way in.

    Raises UnknownLogFieldError for what is no name of a metric.
    """
    if not _METRIC_NAME.fullmatch(metric):
        raise UnknownLogFieldError(metric)
    directive = {"Namespace": METRICS, "Dimensions": [["stage"]], "Metrics": [{"Name": metric}]}
    from chalicelib.runtime.clock import system_clock  # noqa: PLC0415 - a fixed page counts nothing

    told = {"Timestamp": int(system_clock().timestamp() * 1000), "CloudWatchMetrics": [directive]}
    _LOGGER.info(json.dumps({"_aws": told, "stage": settings().stage, metric: value}, sort_keys=True))


def log_failure(event: str, error: BaseException, **fields: str | int | float | None) -> None:
    """Write one line about an unforeseen error: its type and the places it passed, not its words."""
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
    log(event, error_type=type(error).__name__, error_places=" > ".join(places), **fields)
