"""Passkeys through the pages: what a browser is asked, and what a person reads when it answers rightly, wrongly or not
at all. A security key in software answers here; tests/e2e/test_passkey.py has a browser's own."""

from base64 import urlsafe_b64decode

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.runtime import passkey_judge
from chalicelib.runtime.passkey_judge import passkey_host
from tests.builders import PASSWORD, World
from tests.mailed import notices_of
from tests.passkeys.on_pages import NEW_PASSKEY, a_key, add_passkey_on_page, challenge_of, question_of
from tests.portal import Shown

LIST = "/account/passkeys"


def challenge(page: Shown) -> bytes:
    return challenge_of(page.form("Use my passkey"))


def password_typed(world: World, person: Account) -> Shown:
    """The page after the right password."""
    browser = world.browser()
    browser.get("/sign-in")
    return browser.post("/sign-in", email=person.email, password=PASSWORD).follow()


def test_a_passkey_is_added_listed_used_and_removed(world: World) -> None:
    """Given a reviewer without passkeys, when one is added on the account's page, then it is listed, its owner is told,
    signing in asks for it after the password, and after its removal for the code again."""
    reviewer, key = world.reviewer(), a_key()
    browser = world.browser(reviewer)
    assert "You have no passkeys" in browser.get(browser.get("/account").links["Change Passkeys"]).words
    added = add_passkey_on_page(browser, key).follow()
    assert "My phone" in added.words
    assert "Not yet" in added.words
    assert len(notices_of(world.table, NoticeKind.SECOND_STEP_CHANGED)) == 1
    asked = password_typed(world, reviewer)
    assert asked.heading == "Use your passkey"
    assert asked.press("Use my passkey", answer=key.signs(challenge(asked))).location == "/reviews"
    listed = browser.get(LIST)
    assert "Not yet" not in listed.words
    removal = browser.get(listed.links["Remove My phone"])
    assert removal.press("Remove the passkey", password="not the password").errors == {
        "password": "This is not your password. Type it again."
    }
    gone = removal.press("Remove the passkey", password=PASSWORD).follow()
    assert "You have no passkeys" in gone.words
    assert password_typed(world, reviewer).heading == "Enter the code from your app"


def test_a_browser_is_asked_only_for_the_passkeys_of_that_person(world: World) -> None:
    reviewer, key = world.reviewer(), a_key()
    browser = world.browser(reviewer)
    asked = question_of(browser.get(NEW_PASSKEY).form("Add the passkey"))
    assert (asked["rp"]["id"], asked["excludeCredentials"]) == (passkey_host(), [])
    add_passkey_on_page(browser, key)
    (excluded,) = question_of(browser.get(NEW_PASSKEY).form("Add the passkey"))["excludeCredentials"]
    (allowed,) = question_of(password_typed(world, reviewer).form("Use my passkey"))["allowCredentials"]
    assert allowed == excluded
    assert urlsafe_b64decode(allowed["id"] + "==") == key.id


def test_a_mistyped_password_needs_no_second_passkey(world: World) -> None:
    """Given an answer of the browser beside a wrong password, when the password is corrected, then the same answer is
    taken; the browser is not asked again."""
    browser = world.browser(world.reviewer())
    refused = add_passkey_on_page(browser, a_key(), password="not the password")
    assert set(refused.errors) == {"password"}
    assert refused.press("Add the passkey", password=PASSWORD).location == LIST


def test_without_scripts_the_page_says_why_and_leads_to_the_code(world: World) -> None:
    reviewer = world.reviewer()
    browser = world.browser(reviewer)
    add_passkey_on_page(browser, a_key())
    unanswered = add_passkey_on_page(browser, a_key(), answer="")
    assert unanswered.status == 422
    assert "turn on scripts" in " ".join(unanswered.errors.values())
    asked = password_typed(world, reviewer)
    assert asked.press("Use my passkey", answer="").status == 422
    code = asked.portal.get(asked.links["Type the code from your app"])
    assert code.press("Sign in", code=world.code(reviewer)).location == "/reviews"
    assert code.links["Use your passkey"] == "/sign-in/passkey"


def test_a_wrong_answer_says_what_else_works(world: World) -> None:
    reviewer = world.reviewer()
    add_passkey_on_page(world.browser(reviewer), a_key())
    asked = password_typed(world, reviewer)
    stranger = a_key()
    refused = asked.press("Use my passkey", answer=stranger.signs(challenge(asked)))
    assert refused.status == 422
    assert [*refused.errors.values()] == ["This passkey did not work. Try again, or type the code from your app."]
    assert challenge(refused) == challenge_of(
        asked.form("Use my passkey")
    )  # the form was not taken: the same question stands


def test_after_five_wrong_answers_the_page_asks_another_question(world: World) -> None:
    """The fifth is written down with the form's operation, so that the next page must ask with a new one."""
    reviewer = world.reviewer()
    add_passkey_on_page(world.browser(reviewer), a_key())
    page = asked = password_typed(world, reviewer)
    for _ in range(5):
        page = page.press("Use my passkey", answer="{}")
    assert page.status == 429
    assert challenge(page) != challenge(asked)


def test_where_passkeys_cannot_be_checked_the_page_leads_to_the_code(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = world.reviewer()
    add_passkey_on_page(world.browser(reviewer), a_key())
    asked = password_typed(world, reviewer)

    def no_answer(_question: object) -> dict[str, object]:
        raise TimeoutError

    monkeypatch.setattr(passkey_judge, "_STAND_INS", [no_answer])
    said = asked.press("Use my passkey", answer="{}")
    assert said.status == 503
    assert "use the code from your app" in said.words


def test_who_has_no_two_step_verification_sets_that_up_first(world: World) -> None:
    browser = world.browser(world.parent())
    assert "Set up two-step verification first" in browser.get(LIST).words
    assert browser.get(NEW_PASSKEY).location == "/account/second-step"


def test_no_one_removes_the_passkey_of_another(world: World) -> None:
    reviewer = world.reviewer()
    browser = world.browser(reviewer)
    add_passkey_on_page(browser, a_key())
    removal = browser.get(LIST).links["Remove My phone"]
    assert world.browser(world.reviewer()).get(removal).status == 404
