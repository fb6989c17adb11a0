"""Security headers of every response (ASVS 3.4): pages, redirects, errors, and what the gateway answers by itself.
And where a redirect may lead: to a path of ours, nowhere else.
"""

import re
from collections.abc import Iterable, Mapping

SESSION_COOKIE, LANGUAGE_COOKIE = "__Host-session", "__Host-lang"
POLICY_REPORTS = "/policy-reports"  # where browsers report what the policy kept from happening (S-66)
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        # Every browser knows this one. With `report-to` beside it most would use that instead, and over https alone: no
        # local run could show that a report arrives.
        f"report-uri {POLICY_REPORTS}",
    )
)

SECURITY_HEADERS: dict[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
HTML = "text/html; charset=utf-8"
_CONTROL_CHARACTERS = dict.fromkeys([*range(0x20), 0x7F])
# Which paths are ours by their form (ASVS 3.7.2), and which parts of an address can be ids.
_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?(?:\?(?:token|number)=[A-Za-z0-9_-]{1,200})?")
_KEPT = {"token": re.compile(r"[A-Za-z0-9_-]{1,200}"), "number": re.compile(r"[A-Za-z0-9-]{1,40}")}
_MAX_LENGTH = 300
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,95}")  # the longest is the token of an invitation


def safe_header_value(value: str) -> str:
    """A header value without control characters: a line break in it would begin a header of its own."""
    return value.translate(_CONTROL_CHARACTERS)


def kept_query(given: Mapping[str, str]) -> str:
    """What of an address's query goes along where the page is shown again or after signing in: the token of a link from
    an e-mail, or the number of a scanned request; "" where there is neither."""
    return next((f"{name}={given[name]}" for name, form in _KEPT.items() if form.fullmatch(given.get(name, ""))), "")


def address_again(path: str, query: Mapping[str, str]) -> str:
    """The address of this page with what goes along."""
    kept = kept_query(query)
    return own_path(f"{path}?{kept}" if kept else path)


def own_path(path: str, otherwise: str = "/") -> str:
    """The path, where it is one of ours by its form; `otherwise` for anything else."""
    return path if len(path) <= _MAX_LENGTH and _OWN_PATH.fullmatch(path) else otherwise


def are_ids(parts: Iterable[str]) -> bool:
    """Whether these parts of an address have the form of ids: only such text becomes part of a key (ASVS 1.2.4)."""
    return all(_ID.fullmatch(part) for part in parts)
