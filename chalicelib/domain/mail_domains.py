"""Which part of an e-mail address can show that a person works at a school: a domain of the school's own. A domain that
anyone can have an address of, or a page on, shows nothing, whatever the directory says (S-07)."""

import re

SHARED = frozenset(
    {
        "gmail.com", "googlemail.com", "google.com", "sites.google.com", "yahoo.com", "ymail.com", "rocketmail.com",
        "hotmail.com", "outlook.com", "live.com", "msn.com", "aol.com", "icloud.com", "me.com", "mac.com", "proton.me",
        "protonmail.com", "gmx.com", "gmx.us", "mail.com", "zoho.com", "att.net", "sbcglobal.net", "pacbell.net",
        "comcast.net", "verizon.net", "cox.net", "charter.net", "earthlink.net", "juno.com", "fastmail.com",
        "yandex.com", "qq.com", "163.com", "126.com", "naver.com", "weebly.com", "wixsite.com", "wordpress.com",
        "squarespace.com", "blogspot.com", "facebook.com", "instagram.com", "linktr.ee", "edlioschool.com",
        "schoolloop.com",
    }
)  # fmt: skip
"""Providers of mail and of pages for everyone [R]."""
_PART = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_BEFORE_AT = re.compile(rf"{_PART}(?:\.{_PART})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_AFTER_AT = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_LONGEST_ADDRESS, _LONGEST_BEFORE_AT = 254, 64
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def mailable(text: str) -> str:
    """Return the address as the mail service takes it, a domain with letters of its own script in its ASCII form
    ("xn--"); "" for one that no mail can be sent to: the service takes only ASCII before the @ (RFC 5321)."""
    before, _at, domain = text.rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.casefold().encode("idna").decode()
    except UnicodeError:
        return ""
    address = f"{before}@{domain}"
    is_sound = len(before) <= _LONGEST_BEFORE_AT and len(address) <= _LONGEST_ADDRESS
    has_form = _BEFORE_AT.fullmatch(before) and _AFTER_AT.fullmatch(domain.lower())
    return address if is_sound and has_form else ""


def is_email_address(text: str) -> bool:
    """Return whether mail can be sent to the text as it is."""
    return bool(text) and mailable(text) == text


def domain_of_email(address: str) -> str:
    """Return the domain in lower case, "" where it is shared or is none."""
    return _own(address.rpartition("@")[2]) if "@" in address else ""


def domain_of_website(address: str) -> str:
    """Return the domain of "https://www.school.example/home", without "www."; "" where it is shared or is none."""
    host = address.strip().casefold().partition("://")[2] or address.strip().casefold()
    host = host.partition("/")[0].partition("?")[0].partition(":")[0]
    return _own(host.removeprefix("www."))


def _own(domain: str) -> str:
    domain = domain.strip().casefold().rstrip(".")
    is_shared = any(domain == each or domain.endswith(f".{each}") for each in SHARED)
    return domain if _DOMAIN.fullmatch(domain) and not is_shared else ""
