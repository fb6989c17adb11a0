"""Answers that the framework gives by itself (405, 415, a broken request): our headers and a page instead of JSON."""

from collections.abc import Callable
from typing import Any

from chalice.app import Request, Response

from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.languages import preferred
from chalicelib.runtime.settings import settings
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS

_MARK, _ALLOW = "Content-Security-Policy", "Allow"


def finish_framework_answers(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Middleware: pass our own answers on; dress the framework's."""
    response = get_response(request)
    if _MARK in response.headers:
        return response
    body = bare_page(request.headers.get("accept-language", ""))
    headers = {**SECURITY_HEADERS, "Content-Type": HTML}
    if _ALLOW in response.headers:  # which methods there are: a 405 must say it (RFC 9110 15.5.6)
        headers[_ALLOW] = response.headers[_ALLOW]
    return Response(body, headers=headers, status_code=response.status_code)


def bare_page(accept_language: str, *, not_found: bool = False) -> str:
    """A page for an address or method that no route knows: no one is signed in as far as it is concerned."""
    from chalicelib.web.http.templating import render  # noqa: PLC0415 - our own answers pass without it

    language = preferred(accept_language)
    model: dict[str, Any] = {"request_id": new_id(), "home": settings().base_url, "not_found": not_found}
    frame = {"page": {"title": "", "path": "/", "lang": language}, "viewer": None, "csrf": "", "operation": ""}
    return render("public/bare_error.html", language, {**frame, **model})
