"""The network block of all tests (S-61): nothing in this process connects to anything but this machine, nor asks
for the address of another. A test in which something tried fails, even where the product took it for an outage."""

import ipaddress
import socket
import sys
from typing import Any

_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", ""})
_NEVER_RESOLVES = ".invalid"  # RFC 6761: no resolver asks anyone for such a name
_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"})
_tried: list[str] = []


class OutboundError(BaseException):
    """Something tried to leave this machine. No `except Exception` takes it for an outage."""


def watch() -> None:
    """Begin to watch; there is no way back, and once is enough."""
    sys.addaudithook(_look)


def tried() -> list[str]:
    """Where this process tried to connect since the last call."""
    found = list(_tried)
    _tried.clear()
    return found


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS:
        return
    where = _target(event, arguments)
    if where is not None and not _is_here(where):
        _tried.append(f"{event} {where}")
        raise OutboundError(where)


def _target(event: str, arguments: tuple[Any, ...]) -> str | None:
    """The host that is meant; None for a socket of this machine's own kind, or one that is connected already."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
        return host.decode() if isinstance(host, bytes) else str(host or "")
    sock, address = arguments[0], arguments[-1]
    if address is None or sock.family not in {socket.AF_INET, socket.AF_INET6}:
        return None
    return str(address[0])


def _is_here(host: str) -> bool:
    if host in _LOOPBACK_NAMES or host.endswith(_NEVER_RESOLVES):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
