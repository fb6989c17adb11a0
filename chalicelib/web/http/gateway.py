"""The page for what no page of ours answers: an address or a method that no route knows, a request that is none."""

from typing import Any

from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.languages import preferred
from chalicelib.runtime.settings import settings
from chalicelib.web.http.templating import render


def bare_page(accept_language: str, *, not_found: bool = False) -> str:
    """A page for an address or method that no route knows: no one is signed in as far as it is concerned."""
    language = preferred(accept_language)
    model: dict[str, Any] = {"request_id": new_id(), "home": settings().base_url, "not_found": not_found}
    frame = {"page": {"title": "", "path": "/", "lang": language}, "viewer": None, "csrf": "", "operation": ""}
    return render("public/bare_error.html", language, {**frame, **model})
