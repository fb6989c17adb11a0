"""S-37, S-38, end to end: an attacker with any number of networks uses up every counter that stands against one person,
and that person is refused nothing."""

from contextlib import suppress

from chalicelib.actions.accounts.request_reset import request_reset
from chalicelib.actions.accounts.resend_verification import resend_verification
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.credentials import MAILS_PER_DAY, MOST_IN_A_ROW, PER_MINUTE
from chalicelib.web.http import cookies
from tests.builders import World
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD
from tests.security.test_guessing import NEW, REGISTRATION, WRONG, attempt, guess, guess_to_the_end

NEWCOMER = "newcomer@mail.example"


def use_up_the_mails(world: World, email: str) -> None:
    """Ask for links to an address from two networks until each is told to wait, hour after hour, and once more now."""
    for hour in range(3):
        for network in range(2):
            for _ in range(MAILS_PER_DAY.allowed):
                with suppress(PortalError):
                    request_reset(world.ctx(), email, f"203.0.113.{network}")
                    resend_verification(world.ctx(), email, f"203.0.113.{network}")
        if hour < 2:
            world.clock.advance(hours=1)


def test_whatever_an_attacker_uses_up_the_victim_signs_in_resets_and_registers(world: World) -> None:
    # given someone who has signed in with this browser before
    victim, known = world.parent(), world.browser()
    assert attempt(known, victim.email, PASSWORD) == 303
    del known.jar[cookies.SESSION]
    # when an attacker tries passwords at that address from a thousand networks, day and night
    looked_at = guess_to_the_end(world, victim.email)
    # then a hundred in a row are looked at, and not one more
    assert looked_at == MOST_IN_A_ROW
    assert guess(world, victim.email, 77) == "TOO_MANY_IN_A_ROW"
    # and when every mail that the address can get in a day is asked for, there and at one that has no account
    for email in (victim.email, NEWCOMER):
        use_up_the_mails(world, email)
    sent = len(notices_of(world.table, NoticeKind.RESET_PASSWORD))
    assert sent <= MAILS_PER_DAY.allowed

    # then the victim signs in with the known browser
    assert attempt(known, victim.email, PASSWORD) == 303
    # and sets a new password in a browser that is not known, by the newest link of the mailbox
    stranger = world.browser()
    stranger.get("/forgot-password")
    assert stranger.post("/forgot-password", email=victim.email).status == 303
    page = stranger.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
    assert page.press("Change my password", new_password=NEW).status == 303
    assert attempt(world.browser(), victim.email, NEW) == 303
    # and a newcomer registers with the address that had no account, and confirms it
    newcomer = world.browser()
    newcomer.get("/register/parent")
    assert newcomer.post("/register/parent", **REGISTRATION, email=NEWCOMER).status == 303
    confirmed = newcomer.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL)).press("Confirm my email address")
    assert confirmed.status in {200, 303}
    assert attempt(newcomer, NEWCOMER, PASSWORD) == 303


def test_made_up_forwarded_addresses_give_no_further_try(world: World) -> None:
    # given an attacker on one network, who says at each try to come from another one
    email, browser = world.parent().email, world.browser()
    found = []
    for number in range(40):
        browser.headers = {"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.{number}"}
        found.append(attempt(browser, email, WRONG))
    # then as many are looked at as one network has, and none besides
    assert found == [422] * PER_MINUTE.allowed + [429] * (40 - PER_MINUTE.allowed)
