"""The answers to what never reaches the portal: its own page, as the gateway gives it in production."""

from __future__ import annotations

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.web.http.gateway import bare_page
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS


def not_found(_path: str, headers: Mapping[str, str]) -> Response:
    """Return the page at addresses that no route knows, in the language that the request's headers ask for."""
    return _page(headers, 404, not_found=True)


def unreadable(_path: str, headers: Mapping[str, str]) -> Response:
    """Return the page for a request that is too long or not understood; the server sets the status."""
    return _page(headers, 400, not_found=False)


def _page(headers: Mapping[str, str], status: int, *, not_found: bool) -> Response:
    language = next((value for name, value in headers.items() if name.lower() == "accept-language"), "")
    body = bare_page(language, not_found=not_found)
    return Response(body, headers={**SECURITY_HEADERS, "Content-Type": HTML}, status_code=status)
