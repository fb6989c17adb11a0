"""Pages that say the same to everyone who is not signed in, as `make package` wrote them down. Whoever asks for one
waits for no template, no table, no token and no cipher; where nothing was written, the door answers.

Such a page has no form, so the visitor's browser is not tied to anything and gets no cookie.
"""

import json
from functools import cache
from pathlib import Path

from chalice.app import Request, Response

from chalicelib.domain.errors import PortalError
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.languages import DEFAULT, known, preferred
from chalicelib.runtime.logging import log
from chalicelib.runtime.settings import settings
from chalicelib.web.http.headers import HTML, LANGUAGE_COOKIE, SECURITY_HEADERS, SESSION_COOKIE
from chalicelib.web.http.posted import require_modest

FOLDER = Path(__file__).with_name("fixed")
SETTINGS = FOLDER / "settings.json"


def settings_shown() -> dict[str, str]:
    """The settings that such a page can show. With others than those that it was written with, it does not count."""
    return {"static_base": settings().static_base, "support_email": settings().support_email}


def fixed_answer(request: Request, name: str) -> Response | None:
    """The answer to a GET or HEAD of someone who has no session; None where the door must look at the request."""
    cookies = request.headers.get("cookie", "")
    if request.method not in {"GET", "HEAD"} or request.query_params or f"{SESSION_COOKIE}=" in cookies:
        return None
    try:
        require_modest(request)
    except PortalError:
        return None
    body = _written(name, _language(request, cookies))
    if body is None:
        return None
    log(
        "page",
        request_id=new_id(),
        route=request.path,
        method=request.method,
        status=200,
        action="view_public_page",
        role="anonymous",
    )
    return Response("" if request.method == "HEAD" else body, headers={**SECURITY_HEADERS, "Content-Type": HTML})


def _language(request: Request, cookies: str) -> str:
    named = (part.partition("=") for part in cookies.split(";"))
    chosen = next((value.strip() for name, _is, value in named if name.strip() == LANGUAGE_COOKIE), "")
    return known(chosen) or preferred(request.headers.get("accept-language", "")) or DEFAULT


@cache
def _written(name: str, language: str) -> str | None:
    page = FOLDER / language / f"{name}.html"
    if not page.exists() or json.loads(SETTINGS.read_text()) != settings_shown():
        return None
    return page.read_text(encoding="utf-8")
