"""A passkey in a browser with an authenticator of its own: the script of the page, the browser and the portal."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from infra.local.demo.people import PASSPHRASE
from tests.e2e.looking import violations
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PHYSICIAN = "marisol@example.org"
_SECURITY_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def physician(chromium: Browser, portal_url: str) -> Iterator[Visitor]:
    """A window of a phone. Browsers make no passkey for a bare number, so the machine is called by its name."""
    by_name = portal_url.replace("127.0.0.1", "localhost")
    visitor = Visitor(chromium, by_name, "passkey", width=320, scripts=True)
    yield visitor
    visitor.close()


def test_a_physician_signs_in_with_a_passkey_and_with_the_code_where_it_is_not_at_hand(physician: Visitor) -> None:
    """Given a physician who adds a passkey, when she signs in again, then the browser's answer is all that is asked
    beside the password; and where the key was left at home, the page says so and leads to the code."""
    keys = physician.page.context.new_cdp_session(physician.page)
    keys.send("WebAuthn.enable")
    key = keys.send("WebAuthn.addVirtualAuthenticator", {"options": _SECURITY_KEY})
    physician.sign_in(PHYSICIAN, PASSPHRASE)
    physician.open("/account/passkeys")
    physician.follow("Add a passkey")
    assert violations(physician.page) == []
    physician.fill("Name of this passkey", "The key on my ring")
    physician.fill("Your password", PASSPHRASE)
    physician.press("Add the passkey")
    physician.at("Your passkeys")
    physician.sees("The key on my ring")
    assert violations(physician.page) == []
    physician.page.context.clear_cookies()
    physician.sign_in(PHYSICIAN, PASSPHRASE)
    physician.at("Use your passkey")
    assert violations(physician.page) == []
    physician.press("Use my passkey")
    physician.sees("Sign out")
    physician.page.context.clear_cookies()
    keys.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key["authenticatorId"]})
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": _SECURITY_KEY})  # another one, that knows nothing of us
    physician.sign_in(PHYSICIAN, PASSPHRASE)
    physician.page.get_by_role("button", name="Use my passkey").click()
    physician.sees("Your browser used no passkey. Try again, or type the code from your app.")
    assert violations(physician.page) == []
    physician.follow("Type the code from your app")
    physician.type_code(PHYSICIAN)
    physician.sees("Sign out")
