"""Before a person of a school is invited, the operator sees which school it is; an invitation that no one used in time
is found and sent again."""

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_people import approver
from tests.mailed import notices_of
from tests.portal import Portal, Shown

ASK = "/operators/invite/school"
EXPIRED = "/operators/expired"
EMAIL = "front.office@school.example"


def operator(world: World) -> Portal:
    return world.browser(world.default_user(Role.OPERATOR))


def sent(world: World) -> int:
    return len(notices_of(world.table, NoticeKind.INVITATION))


def ask(world: World, **answers: str) -> Shown:
    page = operator(world).get(ASK)
    return page.press("Send the invitation", **{"email": EMAIL, "facility_numbers": SCHOOL_ID, **answers})


class TestTheNamesComeFirst:
    def test_nothing_is_sent_before_the_names_were_seen(self, world: World) -> None:
        """Given a school's number, when it is typed, then the page names the school and nothing is sent; the button
        sends it."""
        world.facility(name="Saltmarsh Elementary")
        page = ask(world)
        assert "Saltmarsh Elementary" in page.words
        assert "No approver there yet" in page.words
        assert "Approver" in page.words, "the first person of a school decides there"
        assert sent(world) == 0
        assert page.press("Send the invitation").status == 303
        assert sent(world) == 1

    def test_a_school_with_an_approver_says_so(self, world: World) -> None:
        approver(world)
        page = ask(world)
        assert "1 approver there now" in page.words
        assert "Staff" in page.words

    def test_what_was_typed_comes_back_to_be_changed(self, world: World) -> None:
        world.facility()
        page = ask(world).press("Change it")
        assert page.form("Send the invitation").values["email"] == EMAIL
        assert page.form("Send the invitation").values["facility_numbers"] == SCHOOL_ID
        assert sent(world) == 0

    def test_an_unknown_number_is_said_at_once(self, world: World) -> None:
        page = ask(world, facility_numbers="19642129999999")
        assert page.status == 422
        assert "19642129999999" in page.errors["facility_numbers"]


class TestTheNumberByTheName:
    @pytest.fixture(autouse=True)
    def _schools(self, world: World) -> None:
        facilities = [
            world.facility(SCHOOL_ID, name="Saltmarsh Elementary"),
            world.facility("19642120777777", name="Saltmarsh Middle"),
        ]
        write_facilities(world.table, facilities)

    def find(self, world: World, path: str = f"{ASK}/find") -> Shown:
        return operator(world).get(path).press("Find", words="saltmarsh")

    def test_a_found_school_fills_in_its_number(self, world: World) -> None:
        """Given two schools of a name, when one is chosen, then the invitation has its number."""
        found = self.find(world)
        assert found.status == 200
        links = [link.get("href", "") for link in found.html.iter("a") if "?numbers=" in link.get("href", "")]
        assert links == [f"{ASK}?numbers={SCHOOL_ID}", f"{ASK}?numbers=19642120777777"]
        assert found.portal.get(links[1]).form("Send the invitation").values["facility_numbers"] == "19642120777777"

    def test_a_second_school_is_added_to_the_first(self, world: World) -> None:
        found = self.find(world, f"{ASK}/find?numbers={SCHOOL_ID}")
        links = [link.get("href", "") for link in found.html.iter("a") if "?numbers=" in link.get("href", "")]
        page = found.portal.get(links[1])
        assert page.form("Send the invitation").values["facility_numbers"].split() == [SCHOOL_ID, "19642120777777"]


class TestInvitationsThatEnded:
    def invited(self, world: World, count: int) -> list[str]:
        """The accounts of this many invitations of today."""
        world.facility()
        browser, ids = operator(world), []
        for number in range(count):
            answers = {"email": f"office.{number}@school.example", "facility_numbers": SCHOOL_ID}
            done = browser.get(ASK).press("Send the invitation", **answers).press("Send the invitation")
            ids.append(done.location.removesuffix("/invited").rpartition("/")[2])
        return ids

    @pytest.mark.parametrize(("days", "is_listed"), [(6, False), (8, True)])
    def test_they_are_listed_with_their_school(self, world: World, days: int, is_listed: bool) -> None:
        """Given an invitation of six or of eight days ago, then only the second is listed."""
        self.invited(world, 1)
        world.clock.advance(days=days)
        page = operator(world).get(EXPIRED)
        assert ("office.0@school.example" in page.words) is is_listed
        assert (world.facility().name in page.words) is is_listed

    def test_one_press_sends_those_that_are_checked(self, world: World) -> None:
        """Given three that ended, when two are checked, then two new links go out and one stays on the list; pressing
        again on the old page sends nothing twice."""
        first, second, third = self.invited(world, 3)
        world.clock.advance(days=8)
        before, page = sent(world), operator(world).get(EXPIRED)

        after = page.press("Invite again", again=[first, second]).follow()

        assert sent(world) == before + 2
        assert "The invitations are sent again" in after.words
        assert [box.get("value") for box in after.html.iter("input") if box.get("type") == "checkbox"] == [third]
        page.press("Invite again", again=[first, second])
        assert sent(world) == before + 2
        assert world.ctx().store.get(Account, first).invited_until > world.clock()

    def test_who_has_come_is_not_listed(self, world: World) -> None:
        (account_id,) = self.invited(world, 1)
        account = world.ctx().store.get(Account, account_id)
        work = world.work(Action.ACCEPT_INVITATION)
        work.update(account, account.with_changes(verified=True, first_name="Wanda", last_name="Achebe"))
        work.commit()
        world.clock.advance(days=8)
        assert "No invitation has expired unused" in operator(world).get(EXPIRED).words

    def test_pressing_without_a_choice_says_so(self, world: World) -> None:
        self.invited(world, 1)
        world.clock.advance(days=8)
        assert operator(world).get(EXPIRED).press("Invite again").status == 422
