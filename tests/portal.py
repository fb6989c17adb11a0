"""A browser for tests, over Chalice's test client. Every page it sees is checked (tests/checks/pages.py): valid HTML,
one heading, labels, ids, headers, and what it asked of the store."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import jwt
from chalice.test import Client, HTTPResponse

from chalicelib.runtime.entropy import new_id
from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import csrf_token
from chalicelib.web.http.gateway import bare_page
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS
from tests.checks.pages import ShownForm, forms_of, parse_page, require_good_page, text_of
from tests.checks.recorder import Recorder, StoreCall

FORM_TYPE = "application/x-www-form-urlencoded"


@cache
def _client() -> Client:
    from app import app  # noqa: PLC0415 - the tests' settings must stand before the portal is imported

    return Client(app)


@dataclass
class Shown:
    """One answer: a page, a redirect, or nothing (HEAD)."""

    portal: "Portal" = field(repr=False)
    method: str
    path: str
    status: int
    headers: dict[str, str]
    text: str = field(repr=False)
    calls: list[StoreCall] = field(repr=False, default_factory=list)

    @property
    def is_file(self) -> bool:
        """Whether it is a file to save, and no page."""
        return self.headers.get("content-disposition", "").startswith('attachment; filename="')

    @property
    def html(self) -> Element:
        """The page's elements."""
        return parse_page(self.text)

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")

    @property
    def words(self) -> str:
        """All visible text, one space between words."""
        body = self.html.find("body")
        return text_of(body) if body is not None else ""

    @property
    def title(self) -> str:
        """The document's title."""
        return text_of(self.html.find("head/title"))

    @property
    def heading(self) -> str:
        """The text of the one h1."""
        return text_of(next(self.html.iter("h1")))

    @property
    def links(self) -> dict[str, str]:
        """Text -> address of the links."""
        return {text_of(link): link.get("href", "") for link in self.html.iter("a")}

    @property
    def forms(self) -> list[ShownForm]:
        """The forms of the page."""
        return forms_of(self.html, self.path)

    def form(self, button: str = "", action: str = "") -> ShownForm:
        """The form with that button, or that address; without either, the only form of the main part."""
        main = next(self.html.iter("main"))
        found = [
            each
            for each in forms_of(main, self.path)
            if (not button or button in each.buttons) and (not action or each.action == action)
        ]
        assert len(found) == 1, f"{len(found)} forms with button {button!r}, action {action!r} on {self.path}"
        return found[0]

    @property
    def errors(self) -> dict[str, str]:
        """Field name -> message at the field; "" -> the messages that belong to no field."""
        messages: dict[str, str] = {}
        by_id = {
            control.get("id", ""): control.get("name", "")
            for control in self.html.iter()
            if control.tag in {"input", "select", "textarea"}
        }
        for link in self._summary_links():
            target = link.get("href", "").removeprefix("#")
            name = by_id.get(target, "")
            name = re.sub("_(month|day|year)$", "", name)
            messages.setdefault(name, text_of(link))
        return messages

    def _summary_links(self) -> list[Element]:
        boxes = [box for box in self.html.iter() if box.get("role") == "alert"]
        return [link for box in boxes for link in box.iter("a") if link.get("href", "").startswith("#")]

    def follow(self) -> "Shown":
        """The page that a redirect leads to."""
        assert self.status in {302, 303}, f"{self.status} is no redirect: {self.words[:400]}"
        return self.portal.get(self.location)

    def press(self, button: str = "", **fields: Any) -> "Shown":
        """Fill in the form with that button and send it; what the page filled in already stays."""
        form = self.form(button)
        values = {**form.values, **form.button_values(button), **spread(fields)}
        return self.portal.post(form.action_of(button), hidden_from=form, **values)


class Portal:
    """One browser: its cookies and the page it looks at."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.jar: dict[str, str] = {}
        self.binding = ""
        self.page: Shown | None = None
        self.headers: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Shown:
        """Visit an address. Redirects are not followed: `.follow()` does."""
        return self._send("GET", path, headers=headers)

    def head(self, path: str) -> Shown:
        """Ask for the headers of an address."""
        return self._send("HEAD", path)

    def post(self, path: str, *, hidden_from: ShownForm | None = None, **fields: Any) -> Shown:
        """Send a form: with the hidden fields of the page looked at, where it has that form, else with fresh ones.

        Dates are spread over three boxes, lists sent as repeated fields, None left out. Any field can be given,
        `csrf`, `operation` and `version` too.
        """
        form = hidden_from or self._form_on_page(path)
        hidden = form.hidden if form else {"csrf": csrf_token(self._binding()), "operation": new_id()}
        return self.post_raw(path, urlencode(list(_pairs({**hidden, **spread(fields)}))).encode())

    def post_raw(self, path: str, body: bytes, **headers: str) -> Shown:
        """Send a body as it is."""
        return self._send("POST", path, body, {"Content-Type": FORM_TYPE, **headers})

    def double_submit(self, path: str, **fields: Any) -> tuple[Shown, Shown]:
        """Press the button twice: the same fields, the same operation."""
        form = self._form_on_page(path)
        hidden = form.hidden if form else {"csrf": csrf_token(self._binding()), "operation": new_id()}
        once = {**hidden, **fields}
        return self.post(path, **once), self.post(path, **once)

    def _form_on_page(self, path: str) -> ShownForm | None:
        if self.page is None or not self.page.text or self.page.status in {302, 303}:
            return None
        return next((form for form in self.page.forms if form.action == path and "csrf" in form.hidden), None)

    def _binding(self) -> str:
        if not self.binding:
            self.binding = self.jar.setdefault(cookies.VISIT, new_id())
        return self.binding

    def _send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Shown:
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items()),
            **self.headers,
            **(headers or {}),
        }
        path = path.partition("#")[0]  # a browser keeps that part to itself
        self.recorder.urls.append(path)
        first_call = len(self.recorder.calls)
        answer = _client().http.request(method, path, headers={k: v for k, v in sent.items() if v}, body=body)
        if answer.status_code == HTTPStatus.FORBIDDEN and b"Missing Authentication Token" in answer.body:
            # An address that no route knows never reaches the app: the gateway answers, with the page it was given.
            page = bare_page(sent.get("Accept-Language", ""), not_found=True).encode()
            answer = HTTPResponse(page, {**SECURITY_HEADERS, "Content-Type": HTML}, HTTPStatus.NOT_FOUND)
        received = {name.lower(): value for name, value in answer.headers.items()}
        for cookie in _cookies_in(received):
            self._keep(cookie)
        shown = Shown(
            self,
            method,
            path,
            answer.status_code,
            {name: ", ".join(v) if isinstance(v, list) else str(v) for name, v in received.items()},
            (answer.body or b"").decode(),
            self.recorder.calls[first_call:],
        )
        self.look_over(shown)
        if method != "HEAD":
            self.page = shown
        return shown

    def look_over(self, shown: Shown) -> None:
        """Check what was shown. Raises BadPageError."""
        require_good_page(shown)

    def _keep(self, cookie: str) -> None:
        name, _, rest = cookie.partition("=")
        value = rest.split(";")[0]
        if "Max-Age=0" in cookie:
            self.jar.pop(name, None)
            return
        self.jar[name] = value
        if name == cookies.VISIT:
            self.binding = value
        if name == cookies.SESSION:
            self.binding = _session_id(value)


def _session_id(token: str) -> str:
    return str(jwt.decode(token, options={"verify_signature": False})["sid"])


def _cookies_in(headers: Mapping[str, Any]) -> list[str]:
    found = headers.get("set-cookie", [])
    return [found] if isinstance(found, str) else list(found)


def spread(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a browser sends them: each date in its three boxes."""
    sent: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, date):
            sent |= {f"{name}_{part}": str(getattr(value, part)) for part in ("month", "day", "year")}
        else:
            sent[name] = value
    return sent


def _pairs(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, (list, tuple, set, frozenset)):
            yield from ((name, str(each)) for each in value)
        elif value is not None:
            yield name, str(value)
