"""S-39: how much a request may hold. At each limit a page is as ever; one more gets a page in the reader's language,
which says what to do and shows what was typed, never a failure. The local server answers as the deployed portal."""

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from chalicelib.domain.account import Role
from chalicelib.web.http.csrf import csrf_token
from chalicelib.web.http.posted import MAX_BODY_BYTES, MAX_COOKIE_BYTES, MAX_FIELDS, MAX_HEADER_BYTES, MAX_QUERY_BYTES
from infra.local.gateway import PortalServer
from tests.builders import World
from tests.invariants.served import serve
from tests.portal import FORM_TYPE, Portal, Shown

FORM = "/reviews/find-child"
TOO_MUCH_TEXT = {"en": "That is too much text", "es": "Es demasiado texto", "zh-Hant": "文字太多"}
LANGUAGES = sorted(TOO_MUCH_TEXT)


@pytest.fixture
def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def body_of(browser: Portal, length: int, **fields: str) -> bytes:
    """A form of so many bytes; the first name fills it up."""
    rest = urlencode({"csrf": csrf_token(browser.binding), "last_name": "Fernwhistle", **fields, "first_name": ""})
    return f"{rest}{'x' * (length - len(rest))}".encode()


class TestBody:
    def test_64_kilobytes_are_read(self, nurse: Portal) -> None:
        answer = nurse.post_raw(FORM, body_of(nurse, MAX_BODY_BYTES))
        assert answer.status == 422
        assert answer.errors["first_name"] == "Child's first name: Use 100 characters or fewer"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_one_byte_more_is_told_and_what_was_typed_comes_back(self, nurse: Portal, language: str) -> None:
        nurse.headers["Accept-Language"] = language
        answer = nurse.post_raw(FORM, body_of(nurse, MAX_BODY_BYTES + 1))
        assert answer.status == 413
        assert answer.heading == TOO_MUCH_TEXT[language]
        assert "Fernwhistle" in answer.words
        assert "xxx" in answer.words
        assert csrf_token(nurse.binding) not in answer.text.split("<main")[1].split("</main")[0]

    def test_a_password_is_not_shown_again(self, portal: Portal) -> None:
        portal.get("/sign-in")
        answer = portal.post_raw("/sign-in", b"email=a%40mail.example&password=secret+words" + b"x" * MAX_BODY_BYTES)
        assert answer.status == 413
        assert "a@mail.example" in answer.words
        assert "secret words" not in answer.text

    @pytest.mark.parametrize(("size", "shown"), [(512 * 1024, True), (512 * 1024 + 1, False), (6 * 1024 * 1024, False)])
    def test_half_a_megabyte_is_shown_again_and_more_is_not(self, nurse: Portal, size: int, *, shown: bool) -> None:
        answer = nurse.post_raw(FORM, body_of(nurse, size))
        assert answer.status == 413
        assert ("Fernwhistle" in answer.words) == shown

    @pytest.mark.parametrize(
        "body",
        [
            b"\xff" * 70_000,
            b"&" * 70_000,
            b"=" * 70_000,
            b"%" * 70_000,
            b"a&" * 40_000,
            b"%ff=%00&" * 150 + b"x" * MAX_BODY_BYTES,
            "💉".encode() * 20_000,
        ],
    )
    def test_a_body_that_is_no_form_is_no_failure(self, nurse: Portal, body: bytes) -> None:
        assert nurse.post_raw(FORM, body).status == 413

    def test_deep_brackets_are_text_like_any_other(self, nurse: Portal) -> None:
        for body in (b"[" * 60_000, b'{"a":' * 10_000):
            assert nurse.post_raw(FORM, body, **{"Content-Type": "application/json"}).status == 403


class TestFields:
    def fields(self, nurse: Portal, count: int) -> Shown:
        pairs = [("csrf", csrf_token(nurse.binding)), *[("first_name", "Ann")] * (count - 1)]
        return nurse.post_raw(FORM, urlencode(pairs).encode())

    def test_200_fields_are_read(self, nurse: Portal) -> None:
        answer = self.fields(nurse, MAX_FIELDS)
        assert (answer.status, "A field was sent twice" in answer.words) == (400, True)

    def test_one_field_more_is_unreadable(self, nurse: Portal) -> None:
        answer = self.fields(nurse, MAX_FIELDS + 1)
        assert (answer.status, "A field was sent twice" in answer.words) == (400, False)
        assert "Go back, load the page again, and send the form once more." in answer.words


class TestAddress:
    @pytest.mark.parametrize(("length", "status"), [(MAX_QUERY_BYTES, 200), (MAX_QUERY_BYTES + 1, 400)])
    def test_a_query_has_a_length(self, nurse: Portal, length: int, status: int) -> None:
        answer = nurse.get(f"/reviews?show={'x' * (length - len('show='))}")
        assert answer.status == status
        assert status == 200 or "The address of this page is too long." in answer.words

    def test_many_short_parameters_are_as_long_as_they_are(self, nurse: Portal) -> None:
        assert nurse.get("/reviews?" + "&".join(f"a{place}=1" for place in range(1000))).status == 400
        assert nurse.get("/reviews?" + "a=" + "%C3%A9" * 400).status == 400


class TestHeaders:
    def cookie(self, browser: Portal, length: int) -> str:
        own = "; ".join(f"{name}={value}" for name, value in browser.jar.items())
        return f"{own}; analytics={'x' * (length - len(own) - len('; analytics='))}"

    def test_eight_kilobytes_of_cookies_are_read(self, nurse: Portal) -> None:
        assert nurse.get("/reviews", Cookie=self.cookie(nurse, MAX_COOKIE_BYTES)).status == 200

    @pytest.mark.parametrize(
        ("language", "heading"),
        [
            ("en", "Your browser sent too much"),
            ("es", "Su navegador envió demasiado"),
            ("zh-Hant", "您的瀏覽器送出的資料太多"),
        ],
    )
    def test_one_byte_more_is_told_in_the_language_chosen(self, nurse: Portal, language: str, heading: str) -> None:
        nurse.jar["__Host-lang"] = language
        answer = nurse.get("/reviews", Cookie=self.cookie(nurse, MAX_COOKIE_BYTES + 1))
        assert (answer.status, answer.heading) == (431, heading)

    @pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 431)])
    def test_all_headers_together_have_a_size(self, portal: Portal, more: int, status: int) -> None:
        size = len("X-Long: \r\n") + len("Accept: x\r\n")
        page = portal.get("/", Accept="x", **{"X-Long": "x" * (MAX_HEADER_BYTES + more - size - _own_headers(portal))})
        assert page.status == status

    def test_what_was_typed_comes_back(self, nurse: Portal) -> None:
        body = body_of(nurse, 300)
        answer = nurse.post_raw(FORM, body, Cookie=self.cookie(nurse, MAX_COOKIE_BYTES + 1))
        assert answer.status == 431
        assert "Fernwhistle" in answer.words


def _own_headers(portal: Portal) -> int:
    """What this browser sends besides."""
    jar = "; ".join(f"{name}={value}" for name, value in portal.jar.items())
    return len(f"Cookie: {jar}\r\n") if jar else 0


@pytest.fixture(scope="module")
def server() -> Iterator[PortalServer]:
    """The portal behind the local server. Nothing here gets as far as the store."""
    made = serve()
    yield made
    made.stop()


def ask(server: PortalServer, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request(method, path, body=body, headers={"Accept": "text/html", "Accept-Language": "es", **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.getheader("Content-Security-Policy")
    return answer.status, text


@pytest.mark.parametrize(("over", "status"), [(0, 400), (1, 413)])
def test_the_local_server_holds_the_limit_of_a_form(server: PortalServer, over: int, status: int) -> None:
    start = b"csrf=1&csrf=2&email="  # refused when it has been read
    body = start + b"x" * (MAX_BODY_BYTES + over - len(start))
    found, text = ask(server, "POST", "/sign-in", body, **{"Content-Type": FORM_TYPE})
    assert found == status
    assert ("Es demasiado texto" in text) == bool(over)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/?a={'x' * (MAX_QUERY_BYTES - 2)}", {}, 200),
        (f"/?a={'x' * (MAX_QUERY_BYTES - 1)}", {}, 400),
        ("/", {"Cookie": f"a={'x' * (MAX_COOKIE_BYTES - 2)}"}, 200),
        ("/", {"Cookie": f"a={'x' * (MAX_COOKIE_BYTES - 1)}"}, 431),
        ("/", {"X-Long": "x" * MAX_HEADER_BYTES}, 431),
        ("/", {"X-Long": "x" * 70_000}, 431),
        ("/", {f"X-{place}": "x" for place in range(120)}, 431),
        (f"/{'x' * 70_000}", {}, 414),
    ],
)
def test_the_local_server_holds_the_limits_of_address_and_headers(
    server: PortalServer, path: str, headers: dict[str, str], status: int
) -> None:
    found, text = ask(server, "GET", path, **headers)
    assert found == status
    assert "<h1>" in text


def test_the_local_server_answers_what_is_no_request_with_a_page(server: PortalServer) -> None:
    for sent in (b"GET / HTTP/9.9\r\n\r\n", b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /\x00 x HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as raw:
            raw.sendall(sent)
            answer = raw.makefile("rb").read().decode()
        assert answer.startswith("HTTP/1."), sent
        assert answer.split()[1][0] in "45"
        assert "<h1>" in answer
        assert "Content-Security-Policy" in answer
