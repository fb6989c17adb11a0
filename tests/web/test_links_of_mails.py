"""Pages that an e-mail leads to: the choice of another language keeps the link, and an invitation waits for its reader
to register."""

import pytest

from chalicelib.domain.account import Role
from tests.builders import PASSWORD, World
from tests.invariants import everywhere  # noqa: F401 - registers the places
from tests.invariants.places import Visitor
from tests.portal import Shown


def in_spanish(page: Shown) -> Shown:
    """The page after its link "Español" was followed."""
    return page.portal.get(page.links["Español"]).follow()


@pytest.mark.parametrize(
    "path", ["/verify-email", "/reset-password", "/accept-invitation", "/join/{token}"], ids=lambda path: path
)
def test_the_choice_of_a_language_keeps_the_link(world: World, path: str) -> None:
    """Given the page of a link from an e-mail, when its reader chooses Spanish, then it is the same page, and its
    form still works."""
    visitor = Visitor.at(world, path)
    page = visitor.look()
    assert page.status == 200
    shown = in_spanish(page)
    assert shown.status == 200
    assert shown.html.get("lang") == "es"
    assert shown.form().hidden.get("token") == page.form().hidden.get("token")


def test_it_keeps_the_link_also_where_the_form_had_an_error(world: World) -> None:
    """Given a link to set a password and a first try that was too weak, then the links still hold the token."""
    visitor = Visitor.at(world, "/reset-password")
    form = visitor.form()
    shown = visitor.send(form, new_password="short")
    assert shown.status == 422
    again = in_spanish(shown)
    assert again.form().hidden["token"] == form.hidden["token"]


def test_what_is_no_token_is_not_kept(world: World) -> None:
    page = world.browser().get("/verify-email?token=%22%3E%3Cscript%3E&x=1")
    assert "script%3E" not in page.links["Español"]


class TestAnInvitedGuardianWithoutAnAccount:
    def invited(self, world: World) -> Shown:
        return world.browser().get(Visitor.at(world, "/join/{token}").path).follow()

    def test_meets_the_invitation_on_the_page_for_signing_in(self, world: World) -> None:
        page = self.invited(world)
        assert "You are invited to share a child's record" in page.words
        assert page.links["Register as a parent or guardian"] == "/register/parent"

    def test_is_led_to_it_after_registering_and_signing_in(self, world: World) -> None:
        """Given an invited person who registers in the same browser, when they sign in without the link, then the
        invitation opens."""
        page = self.invited(world)
        person = world.parent()
        signed_in = page.portal.get("/sign-in").press("Sign in", email=person.email, password=PASSWORD)
        assert signed_in.location.startswith("/join/")
        again = page.portal.get("/sign-in")
        assert "You are invited" not in again.words

    def test_leads_no_one_else_away_from_their_home(self, world: World) -> None:
        page = self.invited(world)
        person = world.default_user(Role.PHYSICIAN)
        signed_in = page.portal.get("/sign-in").press("Sign in", email=person.email, password=PASSWORD)
        assert not signed_in.location.startswith("/join/")

    def test_nothing_is_said_of_invitations_to_others(self, world: World) -> None:
        assert "You are invited" not in world.browser().get("/sign-in?next=/parents/start").words
