"""Limits by network. A line at home has a /64 of the sixth version. A /48 has 65,536 of them and can be one line, too:
it is counted as well, at eight times the limit."""

from collections.abc import Callable, Iterator

from chalicelib.actions.context import Context

_WIDER, _TIMES = 48, 8


def reserve_by_network(ctx: Context, network: str, reserve: Callable[[str, int], bool]) -> bool:
    """Count one try of a network and of the wider one around it; whether both had one left. `reserve` counts a try of
    the network with this keyed hash, within so many times the limit."""
    return all(reserve(ctx.keyed_hash("try", each), times) for each, times in _counted(network))


def _counted(network: str) -> Iterator[tuple[str, int]]:
    yield network, 1
    if "/" in network:
        from ipaddress import ip_network  # noqa: PLC0415 - most come by the fourth version

        yield str(ip_network(network).supernet(new_prefix=_WIDER)), _TIMES
