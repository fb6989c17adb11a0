"""S-61: the portal calls the license service and AWS, each with limits of time, and no one else. How the license
service is called (no redirects, 3 and 5 seconds, 256 KB) is held in tests/licenses/test_license_transport.py."""

import ast
import contextlib
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.notices import mailer
from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.settings import Settings
from chalicelib.storage import table
from tests.architecture.source import PACKAGE, name_of, portal_files, tree_of
from tests.checks import network

# What opens a connection: of the standard library, and of what is installed.
OPENERS = frozenset(
    {
        "socket",
        "ssl",
        "socketserver",
        "asyncio",
        "selectors",
        "http.client",
        "http.server",
        "urllib.request",
        "xmlrpc",
        "smtplib",
        "ftplib",
        "poplib",
        "imaplib",
        "nntplib",
        "telnetlib",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "websocket",
        "websockets",
        "paramiko",
        "dns",
        "subprocess",
        "multiprocessing",
        "ctypes",
    }
)
# What is loaded by its name when the first request needs it: pages, and the catalogs of notices.
LAZY = {PACKAGE / "web" / "addresses.py", PACKAGE / "web" / "route_table.py", PACKAGE / "notices" / "catalogue.py"}
TRANSPORT = PACKAGE / "licenses" / "dca_transport.py"
CLIENTS_OF_AWS = PACKAGE / "runtime" / "aws.py"


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, and what may be a module of a package."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"__import__", "importlib.import_module"}:
            yield ast.unparse(node)


def opens_connections(module: str) -> bool:
    return any(module == name or module.startswith((f"{name}.", "__import__", "importlib.")) for name in OPENERS)


@pytest.mark.parametrize("path", portal_files(), ids=name_of)
def test_only_the_license_transport_opens_connections_itself(path: Path) -> None:
    found = {module.split(".")[0] for module in imports_of(path) if opens_connections(module)}
    assert found == ({"urllib3"} if path == TRANSPORT else {"importlib"} if path in LAZY else set())


@pytest.mark.parametrize("path", portal_files(), ids=name_of)
def test_one_module_makes_clients_of_aws_and_none_loads_boto3(path: Path) -> None:
    taken = {module for module in imports_of(path) if module.split(".")[0] in {"boto3", "botocore"}}
    errors = {module for module in taken if module.startswith("botocore.exceptions.")}
    makes = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".create_client")
    ]
    assert bool(taken - errors) == (path == CLIENTS_OF_AWS)
    assert len(makes) == (path == CLIENTS_OF_AWS)
    assert not [module for module in taken if module.split(".")[0] == "boto3"]


def test_the_portal_uses_these_services_of_aws() -> None:
    asked = {
        ast.unparse(node.args[0]).strip("'")
        for path in portal_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"aws_client", "_client"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked == {"dynamodb", "lambda", "sesv2", "secretsmanager", "kms", "s3"}


@pytest.mark.parametrize("service", ["secretsmanager", "kms", "s3"])
def test_each_call_to_aws_has_limits_of_time(service: Any) -> None:
    config = aws_client(service).meta.config
    assert (config.connect_timeout, config.read_timeout) == (3, 5)


def test_the_store_and_the_mail_have_limits_of_their_own() -> None:
    limits = [
        (client.meta.config.connect_timeout, client.meta.config.read_timeout)
        for client in (table.client(), mailer._client())
    ]
    assert limits == [(0.5, 1.5), (3, 5)]


@pytest.mark.parametrize("name", ["dynamodb_endpoint", "mail_endpoint"])
@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("", True),
        ("http://127.0.0.1:4566", True),
        ("http://localhost:4566", True),
        ("http://[::1]:4566", True),
        ("https://elsewhere.example", False),
        ("http://127.0.0.1.elsewhere.example", False),
        ("elsewhere", False),
        ("http://127.0.0.1@elsewhere.example", False),
        ("http://169.254.169.254/latest", False),
    ],
)
def test_only_this_machine_can_stand_in_for_aws(name: str, address: str, *, fits: bool) -> None:
    if fits:
        assert getattr(Settings(**{name: address}), name) == address
        return
    with pytest.raises(ValueError, match=name):
        Settings(**{name: address})


class TestGuard:
    @pytest.mark.parametrize("host", ["192.0.2.1", "8.8.8.8", "169.254.169.254", "10.0.0.1", "2001:db8::1"])
    def test_a_connection_to_another_machine_is_stopped(self, host: str) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as tried, pytest.raises(network.OutboundError):
            tried.connect((host, 443))
        assert network.tried() == [f"socket.connect {host}"]

    def test_so_is_the_question_for_its_address(self) -> None:
        with pytest.raises(network.OutboundError):
            urllib.request.urlopen("https://elsewhere.example/")
        assert network.tried() == ["socket.getaddrinfo elsewhere.example"]

    def test_so_is_a_single_packet(self) -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as tried, pytest.raises(network.OutboundError):
            tried.sendto(b"x", ("192.0.2.1", 53))
        assert network.tried() == ["socket.sendto 192.0.2.1"]

    def test_what_the_product_takes_for_an_outage_is_noticed_afterwards(self) -> None:
        with contextlib.suppress(BaseException):  # as bad as a caller can be
            socket.create_connection(("192.0.2.1", 443), timeout=1)
        assert network.tried() == ["socket.getaddrinfo 192.0.2.1"]

    def test_this_machine_is_not_elsewhere(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            for host in ("127.0.0.1", "localhost"):
                socket.create_connection((host, port), timeout=5).close()
        assert network.tried() == []
