"""The answer at addresses that no route knows: the portal's own page, as the gateway gives it in production."""

from __future__ import annotations

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.web.gateway import bare_page
from chalicelib.web.headers import HTML, SECURITY_HEADERS


def not_found(_path: str, headers: Mapping[str, str]) -> Response:
    """The page in the language that the request's headers ask for."""
    language = next((value for name, value in headers.items() if name.lower() == "accept-language"), "")
    body = bare_page(language, not_found=True)
    return Response(body, headers={**SECURITY_HEADERS, "Content-Type": HTML}, status_code=404)
