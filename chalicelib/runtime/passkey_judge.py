"""Has the answers of passkeys judged by a function of its own: the libraries that can do it do not fit into the
package of the pages (decision 56)."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.settings import settings

Judge = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Answers a question about a passkey (passkeys/handler.py): what was proven, or {"refused": reason}."""
_READ_SECONDS = 4  # with a cold start of the function; a request may take nine in all
_STAND_INS: list[Judge] = []


def stand_in(judge: Judge) -> None:
    """Ask this one: for the local run and for tests, which have no functions to call."""
    _STAND_INS[:] = [judge]


def passkey_origin() -> str:
    """Return the origin at which passkeys are made and used. Browsers make none for a bare number, by which the local
    run is called: there it is the same machine by its name."""
    return settings().base_url.replace("//127.0.0.1", "//localhost")


def passkey_host() -> str:
    """Return the host that a passkey belongs to (WebAuthn: the id of the relying party)."""
    return urlsplit(passkey_origin()).hostname or ""


def judged(purpose: str, challenge: bytes, answer: str, **more: Any) -> Mapping[str, Any]:
    """Return what the function says of a browser's answer to a page's challenge.

    Raises what AWS's client raises, and RuntimeError where the function failed.
    """
    question = {
        "purpose": purpose,
        "host": passkey_host(),
        "origin": passkey_origin(),
        "challenge": challenge.hex(),
        "answer": answer,
        **more,
    }
    return _STAND_INS[0](question) if _STAND_INS else _by_function(question)


def _by_function(question: Mapping[str, Any]) -> Mapping[str, Any]:
    answered = _client().invoke(FunctionName=settings().passkey_function, Payload=json.dumps(question).encode())
    if "FunctionError" in answered:
        raise RuntimeError(answered["FunctionError"])
    said: Mapping[str, Any] = json.loads(answered["Payload"].read())
    return said


@cache
def _client() -> Any:
    return aws_client("lambda", read_seconds=_READ_SECONDS, tries=1)
