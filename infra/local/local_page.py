"""The frame of the pages that only the local run has: the mailbox, the codes of the demo accounts, and
the letters to physicians."""

from __future__ import annotations

from html import escape
from pathlib import Path

from chalice.app import Response

from infra.local.static_files import hashed_name

MAILBOX, CODES, LETTERS = "/local/mailbox", "/local/codes", "/local/letters"

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
}


def local_page(static_dir: Path, title: str, content: str, *, status: int = 200, again_in: int = 0) -> Response:
    """Return a page. `content` is HTML; `again_in` loads the page again after so many seconds (0: never)."""
    sheet = hashed_name(static_dir, "portal.css")
    head = f'<link rel="stylesheet" href="/static/{escape(sheet)}">' if sheet else ""
    icon = hashed_name(static_dir, "mark.svg")
    head += f'<link rel="icon" href="/static/{escape(icon)}">' if icon else ""
    head += f'<meta http-equiv="refresh" content="{again_in}">' if again_in else ""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} - Local run</title>{head}</head><body>"
        '<div class="notice-bar"><div class="container"><p>Only on this machine</p></div></div>'
        f'<header class="site-header"><div class="container"><a class="service-name" href="{MAILBOX}">'
        f'Local run</a><nav><ul class="account-links"><li><a href="{MAILBOX}">Mailbox</a></li>'
        f'<li><a href="{CODES}">Codes</a></li><li><a href="{LETTERS}">Letters</a></li>'
        '<li><a href="/">Portal</a></li></ul></nav>'
        f'</div></header><main id="main"><div class="container usa-prose"><h1>{escape(title)}</h1>{content}'
        "</div></main></body></html>"
    )
    return Response(html, headers=dict(_HEADERS), status_code=status)
