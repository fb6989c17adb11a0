"""One request to DynamoDB, within the time that the visitor's request has (docs/decisions/0050).

The SDK tries once, for two seconds at most. A second try is ours to make, and begins only where it can end in time.
"""

import time
from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.clock import Deadline
from chalicelib.runtime.entropy import random_below
from chalicelib.runtime.settings import settings

_CONNECT_SECONDS, _READ_SECONDS = 0.5, 1.5
LONGEST_SECONDS = _CONNECT_SECONDS + _READ_SECONDS
_READ_SECONDS_OF_STAND_IN = (
    20  # that of a local run looks through a whole partition in each request: 3 s of 10,000 rows
)
_TRIES = 2
_FIRST_PAUSE_MS = 40
_PASSING = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
    }
)


@cache
def client() -> Any:
    """The one client of this process, made on first use and kept (its connection stays warm)."""
    return aws_client(
        "dynamodb",
        endpoint=settings().dynamodb_endpoint,
        connect_seconds=_CONNECT_SECONDS,
        read_seconds=_READ_SECONDS_OF_STAND_IN if settings().local_run else _READ_SECONDS,
        tries=1,
    )


def unavailable() -> PortalError:
    """The store did not answer; nothing is known to have happened."""
    return PortalError(ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")


def pause(attempt: int) -> None:
    """Wait before trying again: up to 40, 80, 160 ms, at random, so that rivals spread out."""
    time.sleep(random_below(_FIRST_PAUSE_MS * 2**attempt) / 1000)


def require_time(deadline: Deadline) -> None:
    """Let no request begin that could end too late. Raises PortalError UNAVAILABLE."""
    if not deadline.leaves(LONGEST_SECONDS):
        raise unavailable()


def ask(deadline: Deadline, operation: str, **arguments: Any) -> dict[str, Any]:
    """Send one request, and once more where the store did not answer or asked to wait.

    Raises PortalError UNAVAILABLE where no time is left, and what botocore raises.
    """
    for attempt in range(_TRIES - 1):
        try:
            return _once(deadline, operation, arguments)
        except (BotoCoreError, ClientError) as error:
            if not _passes(error):
                raise
        pause(attempt)
    return _once(deadline, operation, arguments)


def _once(deadline: Deadline, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    require_time(deadline)
    answer: dict[str, Any] = getattr(client(), operation)(**arguments)
    return answer


def _passes(error: BotoCoreError | ClientError) -> bool:
    """Whether another try may well be answered."""
    return isinstance(error, BotoCoreError) or error.response["Error"]["Code"] in _PASSING
