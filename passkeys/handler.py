"""The function that judges answers of passkeys. It is called by the portal's pages alone, and has no rights at all."""

from collections.abc import Mapping
from typing import Any

from passkeys.checking import Expected, PasskeyRefusedError, ProvenPasskey, check_new, check_use


def check(question: Mapping[str, Any], _context: object = None) -> dict[str, Any]:
    """Return the proven passkey (`credential` in hex digits, `uses`), or {"refused": reason}.

    The question has purpose ("make" or "use"), host, origin, challenge (hex digits), answer (JSON of the browser), and
    for a use the passkeys that are known. Raises KeyError, ValueError for any other: no page asks it.
    """
    expected = Expected(question["host"], question["origin"], bytes.fromhex(question["challenge"]))
    try:
        proven = _proven(question["purpose"], expected, question)
    except PasskeyRefusedError as refused:
        return {"refused": refused.reason.value}
    return {"credential": proven.credential.hex(), "uses": proven.uses}


def _proven(purpose: str, expected: Expected, question: Mapping[str, Any]) -> ProvenPasskey:
    if purpose == "make":
        return check_new(expected, question["answer"])
    if purpose != "use":
        raise ValueError(purpose)
    known = tuple(ProvenPasskey(bytes.fromhex(each["credential"]), each["uses"]) for each in question["known"])
    return check_use(expected, question["answer"], known)
