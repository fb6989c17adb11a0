"""What holds of every cookie that the portal sets, in every test (S-28)."""

import re

_LONGEST = 1024
_FORM = re.compile(r"__Host-[a-z]+=[A-Za-z0-9._-]*; Path=/; Secure; HttpOnly; SameSite=(Lax|Strict)(; Max-Age=\d+)?")
_LASTING = ("__Host-lang=", "__Host-device=")  # a language, a browser that signed in before: neither signs anyone in


def is_good_cookie(cookie: str) -> bool:
    """Whether it is for this host only, secure, unreadable to scripts, small and, but for two, gone with the tab."""
    stays = "Max-Age" in cookie and not cookie.endswith("Max-Age=0")
    return _FORM.fullmatch(cookie) is not None and len(cookie) < _LONGEST and (not stays or cookie.startswith(_LASTING))
