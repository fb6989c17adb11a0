"""Security keys in software at the portal's pages: what a page asks of the browser, and what a key answers."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from chalicelib.runtime.passkey_judge import passkey_host, passkey_origin
from tests.checks.pages import ShownForm
from tests.passkeys.authenticator import SoftKey
from tests.people import PASSWORD
from tests.portal import Portal, Shown

NEW_PASSKEY = "/account/passkeys/new"


def a_key(name: bytes = b"the key on my ring", **odd: Any) -> SoftKey:
    """A key that was made for the portal."""
    return SoftKey(**{"host": passkey_host(), "origin": passkey_origin(), "id": name, **odd})


def question_of(form: ShownForm) -> dict[str, Any]:
    """What the page lets the browser ask."""
    found: dict[str, Any] = json.loads(form.question)
    return found


def challenge_of(form: ShownForm) -> bytes:
    """What a key has to sign."""
    text = question_of(form)["challenge"]
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def add_passkey_on_page(browser: Portal, key: SoftKey, **fields: str) -> Shown:
    """The signed-in person adds the key; `fields` over the right ones."""
    page = browser.get(NEW_PASSKEY)
    answer = key.makes(challenge_of(page.form("Add the passkey")))
    return page.press("Add the passkey", **{"name": "My phone", "password": PASSWORD, "answer": answer, **fields})
