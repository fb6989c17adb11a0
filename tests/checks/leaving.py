"""The two ways in which a page of the portal leads elsewhere, and the only ones: a document's file is sent to its
bucket by the form of one page, and comes from there by the redirect of another."""

import re

from chalicelib.web.http.headers import CONTENT_SECURITY_POLICY

DOCUMENTS_ORIGIN = "https://documents.example"
_SEND = re.compile(r"/documents/[a-z]+/[a-z2-7]+/[a-z2-7]+/send")
_OPEN = re.compile(r"/documents/[a-z]+/[a-z2-7]+/[a-z2-7]+/open")


def may_send_to_bucket(path: str) -> bool:
    """Whether this page may hold the form that sends a file."""
    return _SEND.fullmatch(path.split("?", maxsplit=1)[0]) is not None


def policy_at(path: str) -> tuple[str, ...]:
    """The content security policies that a page may have: one page's may name the bucket, for its form alone."""
    wider = CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {DOCUMENTS_ORIGIN}")
    return (CONTENT_SECURITY_POLICY, wider) if may_send_to_bucket(path) else (CONTENT_SECURITY_POLICY,)


def leads_to_file(path: str, location: str) -> bool:
    """Whether a redirect leads from the page of one document to its file."""
    return _OPEN.fullmatch(path.split("?", maxsplit=1)[0]) is not None and location.startswith(
        f"{DOCUMENTS_ORIGIN}/kept/"
    )
