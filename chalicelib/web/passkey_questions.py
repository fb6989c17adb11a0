"""What a page asks the browser for a passkey (WebAuthn level 3), as JSON that the page's script reads."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable

from chalicelib.domain.account import Account
from chalicelib.law.marking import N_
from chalicelib.runtime.passkey_judge import passkey_host
from chalicelib.storage.two_factor_rows import Passkey
from chalicelib.web.http.forms import ShownForm

NO_ANSWER = N_("Your browser did not use a passkey. Try again, and turn on scripts if they are off.")
LONGEST_ANSWER = 20_000  # characters; as passkeys/checking.py reads at most
_NAME = "Exemption Portal"
_ALGORITHMS = (-7, -8, -257)  # ES256, EdDSA and RS256, as passkeys/checking.py takes them
_WAIT_MILLISECONDS = 300_000
_ID_LENGTH_AT, _ID_AT = 16, 18  # of a credential as WebAuthn packs it: 16 bytes of its maker, then length and id


def question_to_make(person: Account, challenge: bytes, known: Iterable[Passkey]) -> str:
    """Return the question for a new passkey, on none of the devices that hold one already."""
    return json.dumps(
        {
            "rp": {"id": passkey_host(), "name": _NAME},
            "user": {"id": _b64(person.id.encode()), "name": person.email, "displayName": person.display_name},
            "challenge": _b64(challenge),
            "pubKeyCredParams": [{"type": "public-key", "alg": number} for number in _ALGORITHMS],
            "excludeCredentials": _listed(known),
            # It is used after the password, so that it has to be found by no one but us, and needs no PIN of its own.
            "authenticatorSelection": {"residentKey": "discouraged", "userVerification": "preferred"},
            "attestation": "none",
            "timeout": _WAIT_MILLISECONDS,
        }
    )


def question_to_use(challenge: bytes, known: Iterable[Passkey]) -> str:
    """Return what to ask after the password, so that the browser offers the known passkeys and no other."""
    return json.dumps(
        {
            "rpId": passkey_host(),
            "challenge": _b64(challenge),
            "allowCredentials": _listed(known),
            "userVerification": "preferred",
            "timeout": _WAIT_MILLISECONDS,
        }
    )


def answer_again(form: ShownForm) -> str:
    """Return the browser's answer for a form that is shown again: it stays good for that form, so that a mistyped
    password makes no second passkey. "" where the answer itself was wrong."""
    return "" if form.field("answer").error else str(form.value("answer") or "")


def _listed(known: Iterable[Passkey]) -> list[dict[str, str]]:
    return [{"type": "public-key", "id": _b64(_id(bytes.fromhex(each.credential)))} for each in known]


def _id(credential: bytes) -> bytes:
    length = int.from_bytes(credential[_ID_LENGTH_AT:_ID_AT], "big")
    return credential[_ID_AT : _ID_AT + length]


def _b64(content: bytes) -> str:
    """Return bytes as WebAuthn's JSON has them."""
    return urlsafe_b64encode(content).decode().rstrip("=")
