"""Who may sit on a panel: a current license, at the invitation and at the naming, and no tie that stands in the
portal's records (HSC 120372.05(b)); who is busy; who is reminded."""

from typing import Any

import pytest

from chalicelib.domain.account import Account, Address, PhysicianProfile, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import PrimaryCare
from chalicelib.law.enums import LineState
from tests.actions.recipients import told
from tests.builders import PASSWORD, World
from tests.invariants.places_operators import PANELIST
from tests.mailed import newest_link
from tests.portal import Shown

STAFF = Role.APPEALS_STAFF
ELSEWHERE = Address(street="77 Willowmere Way", city="Davis", zip_code="95616")


def profile(number: str = "81212", **facts: Any) -> PhysicianProfile:
    given = {"business_name": "Willowmere Children's Clinic", "business_address": ELSEWHERE, **facts}
    return PhysicianProfile(board="MBC", rank="G", license_number=number, telephone="(530) 555-0117", **given)


def named(world: World, appeal: Appeal, panelist: Account) -> Shown:
    """The answer to naming this panelist with two others."""
    others = [world.panelist().id, world.panelist().id]
    page = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}/panel")
    return page.press("Name this panel", panelists=[panelist.id, *others])


def form_of(world: World, appeal: Appeal) -> ExemptionForm:
    return world.ctx().store.get(ExemptionForm, appeal.form_id)


class TestInvitation:
    def invite(self, world: World, **changed: str) -> Shown:
        page = world.browser(world.default_user(Role.OPERATOR)).get("/operators/invite/panelist")
        return page.press("Send the invitation", email="tallow@willowmere.test", **{**PANELIST, **changed})

    def test_the_license_is_looked_up_before_the_link_is_sent(self, world: World) -> None:
        shown = self.invite(world)

        assert shown.status == 303
        assert world.licenses.asked == ["81212"]
        assert len(told(world, NoticeKind.INVITATION)) == 1

    @pytest.mark.parametrize(
        ("whose", "message"), [("not_found", "license"), ("canceled", "license"), ("of_no_board", "license")]
    )
    def test_no_one_is_invited_without_a_current_license(self, world: World, whose: str, message: str) -> None:
        if whose == "not_found":
            world.licenses.set_not_found("81212")
        if whose == "canceled":
            world.licenses.set_record("81212", primary_status="45")

        shown = self.invite(world, license_text="RN 12" if whose == "of_no_board" else "G 81212")

        assert shown.status == 422
        assert message in shown.errors["license_text"].casefold()
        assert told(world, NoticeKind.INVITATION) == []

    def test_while_the_search_is_away_no_one_is_invited_and_nothing_is_said_of_the_license(self, world: World) -> None:
        world.licenses.go_down()

        shown = self.invite(world)

        assert shown.status == 503
        assert told(world, NoticeKind.INVITATION) == []


class TestNaming:
    def test_whose_license_has_ended_since_is_not_named(self, world: World) -> None:
        appeal, panelist = world.appeal(AppealState.ACCEPTED), world.panelist(physician=profile())
        world.licenses.set_not_found("81212")

        shown = named(world, appeal, panelist)

        assert "must be a licensed physician" in shown.errors["panelists"]
        assert world.reload(appeal).state == AppealState.ACCEPTED

    def test_a_current_license_without_a_tie_is_named_in_two_reads_and_one_transaction(self, world: World) -> None:
        appeal, panelist = world.appeal(AppealState.ACCEPTED), world.panelist(physician=profile())

        shown = named(world, appeal, panelist)

        assert shown.status == 303
        assert world.licenses.asked[-1:] == ["81212"]
        assert sum(call.is_read for call in shown.calls) == 2

    @pytest.mark.parametrize(
        ("tie", "message"),
        [
            ("address", "works with the physician who issued the form"),
            ("practice", "works with the physician who issued the form"),
            ("license", "has issued or signed an exemption for the child"),
            ("own doctor", "has treated the child"),
            ("own doctor's practice", "or with the child's own doctor"),
        ],
    )
    def test_a_tie_that_the_portal_knows_blocks_the_naming_in_words(self, world: World, tie: str, message: str) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)
        form = form_of(world, appeal)
        own_doctor = PrimaryCare(
            name="Gudrun Amaral",
            license="G 81212" if tie == "own doctor" else "A 4711",
            business_address=ELSEWHERE if tie == "own doctor's practice" else form.physician.business_address,
            telephone="(530) 555-0199",
            why_not_issuer="She is on leave",
        )
        if tie.startswith("own doctor"):
            world.step(form, Action.UPHOLD_REVOCATION, primary_care=own_doctor)
        issuer = form.physician
        suite = issuer.business_address.model_copy(update={"street": f"{issuer.business_address.street}, Suite 9"})
        own = {
            "address": profile(business_address=suite),
            "practice": profile(business_name=issuer.business_name.upper()),
            "license": profile(issuer.license_number, business_name="Another practice"),
        }.get(tie, profile())
        panelist = world.panelist(physician=own)

        shown = named(world, appeal, panelist)

        assert message in shown.errors["panelists"]
        assert "120372.05" in shown.words
        assert world.reload(appeal).state == AppealState.ACCEPTED

    def test_the_choice_shows_specialty_license_practice_and_workload(self, world: World) -> None:
        operator = world.browser(world.default_user(Role.OPERATOR))
        operator.get("/operators/invite/panelist").press(
            "Send the invitation", email="tallow@willowmere.test", **PANELIST
        )
        world.browser().get(newest_link(world.table, NoticeKind.INVITATION)).press(
            "Open my account", first_name="Ingrid", last_name="Tallow", password=PASSWORD
        )
        busy = [world.panelist() for _ in range(3)]
        world.appeal(AppealState.IN_REVIEW, panelists=tuple(busy))
        appeal = world.appeal(AppealState.ACCEPTED, form=world.form(LineState.REVOKED, parent=world.parent()))

        words = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}/panel").words

        told_of = "Ingrid Tallow Pediatrics; license G 81212; Willowmere Children's Clinic, Davis; open cases: 0"
        assert told_of in words
        assert words.count("no license on record; open cases: 1") == 3
        assert words.index("Ingrid Tallow") < words.index(busy[0].display_name)


class TestReminder:
    def remind(self, world: World, appeal: Appeal, seat: int = 1) -> Shown:
        page = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}/remind")
        return page.press("Send the reminder", panelist=appeal.seats[seat].panelist_id)

    @pytest.mark.parametrize("state", [AppealState.PANEL_ASSIGNED, AppealState.IN_REVIEW])
    def test_a_silent_member_gets_an_email_and_a_notice_and_the_day_stands_on_the_case(
        self, world: World, state: AppealState
    ) -> None:
        appeal = world.appeal(state)

        shown = self.remind(world, appeal).follow()

        notices = told(world, NoticeKind.PANEL_REMINDED)
        assert [notice.recipient.id for notice in notices] == [appeal.seats[1].panelist_id]
        assert world.reload(appeal).seats[1].reminded_on == world.clock.today
        assert shown.path == f"/appeals/{appeal.id}"

    def test_no_one_is_reminded_twice_on_one_day(self, world: World) -> None:
        appeal = world.appeal(AppealState.IN_REVIEW)
        self.remind(world, appeal)

        assert "reminded today" in self.remind(world, world.reload(appeal)).words
        world.clock.advance(days=1)
        assert self.remind(world, world.reload(appeal)).status == 303
        assert len(told(world, NoticeKind.PANEL_REMINDED)) == 2

    def test_who_is_not_waited_for_is_not_offered(self, world: World) -> None:
        appeal = world.appeal(AppealState.INFO_REQUESTED)
        browser = world.browser(world.default_user(STAFF))

        assert "Remind a panel member" not in browser.get(f"/appeals/{appeal.id}").links
