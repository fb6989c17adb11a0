"""Outbound requests: where they may go, how long they may take, how much may come back."""

import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from time import sleep

import pytest

from chalicelib.domain.license import LookupFailure, LookupResult, NotFound, Unavailable
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.licenses.dca_client import DcaLicenseLookup
from chalicelib.licenses.dca_transport import HostNotAllowedError, Limits, Transport, TroubleError, require_allowed

NUMBER = LicenseNumber(Board.MBC, "8002", "A", "900101")
LOOPBACK = frozenset({"127.0.0.1"})
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
EMPTY = b'{"licenseDetails":[]}'
Script = Callable[[socket.socket], None]


@contextmanager
def scripted_server(script: Script) -> Iterator[str]:
    """Answers one connection by `script`, byte for byte."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer_once() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(4096)
            try:
                script(connection)
            except OSError:
                return  # the client hung up, as it should

    thread = Thread(target=answer_once, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes a thread to which no one came
        listener.close()
        thread.join(timeout=5)


def ask(base_url: str, limits: Limits | None = None) -> LookupResult:
    quick = limits or Limits(connect_seconds=1, read_seconds=0.3, whole_seconds=0.5)
    client = DcaLicenseLookup(base_url, app_id="a", app_key="b", allowed_hosts=LOOPBACK, limits=quick)
    return client.look_up(NUMBER, last_name="Fernwhistle")


def drop_by_drop(connection: socket.socket) -> None:
    """Goes on for ten minutes, unless the client hangs up."""
    connection.sendall(HEAD + b"content-length: 100000\r\n\r\n")
    for _ in range(12_000):
        connection.sendall(b" ")
        sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"4000\r\n" + b" " * 0x4000 + b"\r\n")


def silent(connection: socket.socket) -> None:
    connection.recv(1)  # until the client hangs up


def says(answer: bytes) -> Script:
    return lambda connection: connection.sendall(answer)


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        (silent, LookupFailure.TIMEOUT),
        (drop_by_drop, LookupFailure.TIMEOUT),
        (endless, LookupFailure.TOO_LARGE),
        (says(b""), LookupFailure.UNREACHABLE),
        (says(b"\x16\x03\x01 not http\r\n\r\n"), LookupFailure.UNREACHABLE),
        (says(HEAD + b"content-length: 1000\r\n\r\n" + EMPTY), LookupFailure.UNREACHABLE),
        (says(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n"), LookupFailure.UNREACHABLE),
        (says(HEAD + b"x: y\r\n" * 200 + b"\r\n"), LookupFailure.UNREACHABLE),
        (says(HEAD + b"content-encoding: gzip\r\n\r\n" + gzip.compress(EMPTY)), LookupFailure.BAD_ANSWER),
        (says(b"HTTP/1.1 204 No Content\r\n\r\n"), LookupFailure.UNEXPECTED_STATUS),
        (says(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"), LookupFailure.UNEXPECTED_STATUS),
        (says(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n"), LookupFailure.ACCESS_DENIED),
        (says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), LookupFailure.REDIRECT),
    ],
)
@pytest.mark.timeout(60)  # far more than the client's half second, far less than a hostile service would take
def test_a_hostile_or_broken_service_is_trouble_and_is_over_soon(script: Script, trouble: LookupFailure) -> None:
    with scripted_server(script) as url:
        result = ask(url)

    assert isinstance(result, Unavailable)
    assert result.trouble is trouble


def test_an_answer_in_one_piece_is_read() -> None:
    length = str(len(EMPTY)).encode()
    with scripted_server(says(HEAD + b"content-length: " + length + b"\r\n\r\n" + EMPTY)) as url:
        assert ask(url) == NotFound()


@pytest.mark.parametrize(("length", "fits"), [(256 * 1024, True), (256 * 1024 + 1, False)])
def test_an_answer_of_256_kb_fits_and_one_byte_more_does_not(length: int, *, fits: bool) -> None:
    body = EMPTY.ljust(length)
    with scripted_server(says(HEAD + f"content-length: {len(body)}\r\n\r\n".encode() + body)) as url:
        result = ask(url, Limits())

    assert result == (NotFound() if fits else Unavailable(trouble=LookupFailure.TOO_LARGE))


def test_no_one_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert ask(f"http://127.0.0.1:{port}/api") == Unavailable(trouble=LookupFailure.UNREACHABLE)


def test_a_server_without_a_certificate_is_unreachable_over_https() -> None:
    with scripted_server(says(HEAD)) as url:
        result = ask(url.replace("http:", "https:"))

    assert result == Unavailable(trouble=LookupFailure.UNREACHABLE)


def test_a_redirect_is_not_followed_even_to_an_allowed_host() -> None:
    visited: list[bytes] = []
    with scripted_server(lambda connection: visited.append(connection.recv(1))) as target:
        head = f"HTTP/1.1 307 Temporary Redirect\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n"
        with scripted_server(says(head.encode())) as url:
            result = ask(url)
        assert visited == []

    assert result == Unavailable(trouble=LookupFailure.REDIRECT)


def test_a_proxy_of_the_environment_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with scripted_server(says(HEAD + b"content-length: 21\r\n\r\n" + EMPTY)) as url:
        assert ask(url) == NotFound()


def test_the_question_is_the_documented_one() -> None:
    asked: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def record() -> None:
        connection, _ = listener.accept()
        with connection:
            asked.append(connection.recv(4096))
            connection.sendall(HEAD + b"content-length: 21\r\n\r\n" + EMPTY)

    thread = Thread(target=record, daemon=True)
    thread.start()
    ask(f"http://127.0.0.1:{listener.getsockname()[1]}/api/search/v1/")
    thread.join(timeout=5)
    listener.close()

    line, *headers = asked[0].decode().split("\r\n")
    path = "/api/search/v1/licenseSearchService/getLicenseNumberSearch"
    assert line == f"GET {path}?licType=8002&licNumber=900101&licRank=A HTTP/1.1"
    assert {"APP_ID: a", "APP_KEY: b", "Accept-Encoding: identity"} <= set(headers)


@pytest.mark.parametrize(
    ("told", "understood"),
    [("30", 30), ("999999", 3600), ("9" * 5000, 3600), ("-1", None), ("soon", None), ("٣", None), ("", None)],
)
def test_the_wait_that_the_service_asks_for_is_bounded(told: str, understood: int | None) -> None:
    head = f"HTTP/1.1 429 Too Many\r\nretry-after: {told}\r\ncontent-length: 0\r\n\r\n"
    with scripted_server(says(head.encode())) as url:
        assert ask(url) == Unavailable(trouble=LookupFailure.TOO_MANY, retry_after_seconds=understood)


@pytest.mark.parametrize(
    "base_url",
    [
        "https://example.org/api",
        "https://iservices.dca.ca.gov.example.org/api",
        "https://iservices.dca.ca.gov@example.org/api",
        "https://user:word@iservices.dca.ca.gov/api",
        "https://iservices.dca.ca.gov/api?to=elsewhere",
        "https://iservices.dca.ca.gov/api#part",
        "http://iservices.dca.ca.gov/api",
        "file:///etc/hostname",
        "//iservices.dca.ca.gov/api",
        "http://127.0.0.1:8000/api",
        "",
    ],
)
def test_a_deployed_portal_asks_the_department_over_https_and_no_one_else(base_url: str) -> None:
    with pytest.raises(HostNotAllowedError):
        DcaLicenseLookup(base_url, app_id="a", app_key="b")


def test_the_documented_address_is_allowed() -> None:
    hosts = frozenset({"iservices.dca.ca.gov"})
    address = "https://iservices.dca.ca.gov/api/search/v1"

    assert require_allowed(address + "/", hosts) == address


def test_the_limits_are_those_that_every_outbound_request_keeps() -> None:
    limits = Limits()

    assert (limits.connect_seconds, limits.read_seconds, limits.answer_bytes) == (3.0, 5.0, 256 * 1024)


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    with pytest.raises(TroubleError) as raised:
        Transport(Limits(connect_seconds=1)).get("http://no-such-host.invalid/", {})

    assert raised.value.trouble is LookupFailure.UNREACHABLE
