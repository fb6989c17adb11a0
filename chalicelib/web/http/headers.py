"""Security headers of every response (ASVS 3.4): pages, redirects, errors, and what the gateway answers by itself."""

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


def safe_header_value(value: str) -> str:
    """A header value without control characters: a line break in it would begin a header of its own."""
    return "".join(letter for letter in value if letter >= " " and letter != "\x7f")
