"""Has the answers of passkeys judged by a function of its own: the libraries that can do it do not fit into the
package of the pages (decision 56)."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlsplit

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.passkey import ProvenPasskey
from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.logging import log_failure
from chalicelib.runtime.settings import settings

_READ_SECONDS = 4  # with a cold start of the function; a request may take nine in all
_STAND_INS: list["Judge"] = []


class Judge(Protocol):
    """Answers a question about a passkey: the passkey that was proven, or {"refused": reason}."""

    def __call__(self, question: Mapping[str, Any]) -> Mapping[str, Any]: ...


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


class PasskeyJudgedElsewhere:
    """The port `PasskeyChecker`, by way of the function."""

    def check_new(self, challenge: bytes, answer: str) -> ProvenPasskey | None:
        """As of the port."""
        return _asked({"purpose": "make", **_about(challenge, answer)})

    def check_use(self, challenge: bytes, answer: str, known: Sequence[ProvenPasskey]) -> ProvenPasskey | None:
        """As of the port."""
        listed = [{"credential": each.credential.hex(), "uses": each.uses} for each in known]
        return _asked({"purpose": "use", **_about(challenge, answer), "known": listed})


def _about(challenge: bytes, answer: str) -> dict[str, str]:
    return {"host": passkey_host(), "origin": passkey_origin(), "challenge": challenge.hex(), "answer": answer}


def _asked(question: Mapping[str, Any]) -> ProvenPasskey | None:
    try:
        said = (_STAND_INS[0] if _STAND_INS else _by_function)(question)
        return None if "refused" in said else ProvenPasskey(bytes.fromhex(said["credential"]), int(said["uses"]))
    except Exception as error:
        # Whatever keeps the function from answering is the same for the person: another way in is at hand.
        log_failure("passkey.unchecked", error)
        raise PortalError(ErrorKind.UNAVAILABLE, "PASSKEYS_AWAY", field="answer") from error


def _by_function(question: Mapping[str, Any]) -> Mapping[str, Any]:
    answered = _client().invoke(FunctionName=settings().passkey_function, Payload=json.dumps(question).encode())
    if "FunctionError" in answered:
        raise RuntimeError(answered["FunctionError"])
    said: Mapping[str, Any] = json.loads(answered["Payload"].read())
    return said


@cache
def _client() -> Any:
    return aws_client("lambda", read_seconds=_READ_SECONDS, tries=1)
