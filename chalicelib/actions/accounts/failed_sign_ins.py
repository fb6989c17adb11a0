"""What is told of a sign-in that failed: counted for the alarm, and a line by which an inquiry finds the tries at one
account or from one network (ASVS 16.3.1), without an address in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.errors import PortalError
from chalicelib.domain.metrics import Metric

_TOLD = frozenset(
    {
        "WRONG_PASSWORD", "ASLEEP", "TOO_MANY_TRIES", "TOO_MANY_IN_A_ROW", "WRONG_CODE", "CODE_USED", "TOO_MANY_CODES",
        "CODES_LOCKED", "WRONG_RECOVERY_CODE", "WRONG_PASSKEY",
    }
)  # fmt: skip
_HEX_DIGITS = 16


@contextmanager
def failures_told(ctx: Context, address: str, network: str) -> Iterator[None]:
    """Tell of a try that is refused within. `address`: the keyed hash under which the e-mail address is kept."""
    try:
        yield
    except PortalError as error:
        if error.code in _TOLD:
            keyed = ctx.services.keyed_hash
            ctx.services.log(
                "sign_in.failed",
                request_id=ctx.request_id,
                account_hash=account_in_log(keyed, ctx.on, address),
                network_hash=network_in_log(keyed, ctx.on, network),
                outcome=error.code.lower(),
            )
            ctx.services.count(Metric.SIGN_IN_FAILED)
        raise


def account_in_log(keyed_hash: Callable[..., str], on: date, address: str) -> str:
    """Return how an account stands in the log of that month, by the keyed hash of its address. Sixteen hex digits; in
    the next month others, so that a log alone tells no one's habits."""
    return keyed_hash("log", _month(on), "account", address)[:_HEX_DIGITS]


def network_in_log(keyed_hash: Callable[..., str], on: date, network: str) -> str:
    """Return the same of a network, as limits count it."""
    return keyed_hash("log", _month(on), "network", network)[:_HEX_DIGITS]


def _month(on: date) -> str:
    return f"{on:%Y%m}"
