"""The local server behaves as the gateway and the content network do in production."""

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local.gateway import PortalServer, PortTakenError
from infra.local.static_files import hashed_name


def ask(
    server: PortalServer, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path, body=body, headers={"Accept": "text/html,*/*", **headers})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_a_page_comes_with_each_of_its_cookies(served: PortalServer) -> None:
    answer, content = ask(served, "/")
    assert answer.status == 200
    assert b"<h1>Home</h1>" in content
    assert answer.headers.get_all("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]


def test_head_gives_the_headers_of_get_and_no_body(served: PortalServer) -> None:
    _, body_of_get = ask(served, "/")
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(b"HEAD / HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        received = raw.makefile("rb").read()
    head, _, rest = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert f"Content-Length: {len(body_of_get)}".encode() in head
    assert rest == b""


@pytest.mark.parametrize("path", ["/nowhere", "/notes/a/b/c", "/static/none.css", "/Notes"])
def test_an_unknown_address_shows_the_portals_own_page(served: PortalServer, path: str) -> None:
    answer, content = ask(served, path)
    assert answer.status == 404
    assert content == f"<h1>No page {path}</h1>".encode()


def test_an_unknown_address_with_an_authorization_header_shows_the_same_page(served: PortalServer) -> None:
    answer, _ = ask(served, "/nowhere", Authorization="Bearer x")
    assert answer.status == 404


def test_static_files_may_be_kept_for_ever_because_their_names_change(served: PortalServer) -> None:
    answer, content = ask(served, "/static/portal.abc123.css")
    assert content == b"body{color:navy}"
    assert answer.headers["Content-Type"] == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/../secret.txt", "/static//etc/passwd", "/static/", "/static/..%2fsecret.txt"]
)
def test_nothing_outside_the_static_folder_is_served(served: PortalServer, path: str) -> None:
    answer, content = ask(served, path)
    assert answer.status == 404
    assert b"not for visitors" not in content


def test_local_pages_answer_at_their_prefix_only(served: PortalServer) -> None:
    assert ask(served, "/local/box/7?x=1")[1] == b"<h1>Local /local/box/7</h1>"
    assert ask(served, "/local/boxes")[0].status == 404


def test_the_app_sees_the_fields_of_a_real_gateway_event(served: PortalServer) -> None:
    _, content = ask(served, "/event/seven?a=1")
    assert json.loads(content) == {"path": "/event/seven", "stage": "api", "method": "GET"}


def test_many_browsers_at_once_each_get_their_own_answer(served: PortalServer) -> None:
    def visit(number: int) -> bool:
        return f"<h1>{number}</h1>".encode() in ask(served, f"/slowly/{number}")[1]

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(visit, range(200)))


def test_an_idle_browser_holds_up_no_one(served: PortalServer) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10):
        assert ask(served, "/")[0].status == 200


def test_a_crash_in_the_function_is_a_gateway_error(served: PortalServer, capfd: pytest.CaptureFixture[str]) -> None:
    answer, content = ask(served, "/broken")
    assert answer.status == 502
    assert b"bytes" not in content
    assert "ValueError" in capfd.readouterr().err


def test_a_body_over_the_gateways_ten_megabytes_is_refused(served: PortalServer) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(b"POST /notes/a HTTP/1.1\r\nHost: x\r\nContent-Length: 10485761\r\n\r\n")
        assert raw.makefile("rb").readline().startswith(b"HTTP/1.1 413")


def test_a_body_length_that_is_no_number_is_refused(served: PortalServer) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(b"POST /notes/a HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n")
        assert raw.makefile("rb").readline().startswith(b"HTTP/1.1 400")


def test_localhost_answers_where_the_machine_has_ipv6(served: PortalServer) -> None:
    try:
        connection = socket.create_connection(("::1", served.port), timeout=10)
    except OSError:
        pytest.skip("no IPv6 loopback here")
    with connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 200")


def test_a_second_server_on_the_port_is_told_so(served: PortalServer) -> None:
    with pytest.raises(PortTakenError):
        PortalServer(served.port)


def test_the_manifest_gives_the_hashed_name(static_dir: Path, tmp_path: Path) -> None:
    assert hashed_name(static_dir, "portal.css") == "portal.abc123.css"
    assert hashed_name(static_dir, "other.css") is None
    assert hashed_name(tmp_path / "missing", "portal.css") is None
