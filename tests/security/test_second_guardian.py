"""S-50: knowing a child attaches no one to the record. Another guardian joins by the invitation of one who has it."""

from datetime import timedelta

import pytest

from chalicelib.actions.records.accept_guardian_invitation import child_invited_to
from chalicelib.actions.records.guardian_cases import add_guardian, guarded_cases
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.child import Child
from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import LineState
from tests.builders import PASSWORD, World
from tests.mailed import newest_link, notices_of
from tests.portal import Portal, Shown

OTHER = "ignatius@mail.example"


def invite(world: World, child_id: str, email: str = OTHER, password: str = PASSWORD) -> Shown:
    browser = world.browser(world.default_user(Role.PARENT))
    browser.get(f"/parents/children/{child_id}/guardians")
    return browser.post(f"/parents/children/{child_id}/guardians", email=email, password=password)


def link(world: World) -> str:
    return newest_link(world.table, NoticeKind.GUARDIAN_INVITED)


def invited(world: World, email: str = OTHER) -> Account:
    return world.parent(first_name="Ignatius", last_name="Oyelaran", email=email)


def join(world: World, browser: Portal) -> Shown:
    return browser.get(link(world)).press("Join the record")


def pages_of(form: ExemptionForm, appeal: Appeal) -> tuple[str, ...]:
    """What a guardian may read of the child."""
    return (
        f"/parents/forms/{form.id}",
        f"/parents/requests/{form.request_id}",
        f"/parents/appeals/{appeal.id}",
        f"/parents/children/{appeal.child_id}/views",
    )


class TestJoining:
    def test_the_one_who_joins_sees_the_record_with_requests_forms_and_appeals(self, world: World) -> None:
        appeal = world.appeal(AppealState.FILED_TIMELY)
        invite(world, appeal.child_id)
        browser = world.browser(invited(world))

        page = join(world, browser).follow()

        assert "Marisol Brandvold" in page.words
        form = world.ctx().store.get(ExemptionForm, appeal.form_id)
        for path in pages_of(form, appeal):
            assert browser.get(path).status == 200, path
        assert "Kai Ignacio Brandvold" in browser.get("/parents").words

    def test_both_guardians_are_told_and_the_history_says_who_joined(self, world: World) -> None:
        form, other = world.form(), invited(world)
        invite(world, form.child_id)
        join(world, world.browser(other))

        told = {notice.recipient.id for notice in notices_of(world.table, NoticeKind.GUARDIAN_JOINED)}
        assert told == {world.default_user(Role.PARENT).id, other.id}
        assert '"become_guardian"' in world.table.query_audit(f"CHILD#{form.child_id}", "EVENT#")[-1]["body"]

    def test_someone_who_is_not_signed_in_signs_in_first_and_comes_back_to_the_invitation(self, world: World) -> None:
        invite(world, world.form().child_id)
        other, browser = invited(world), world.browser()

        page = browser.get(link(world)).follow()
        answer = page.press(email=other.email, password=PASSWORD)

        assert answer.location == link(world), (answer.status, answer.errors)

    def test_what_comes_after_reaches_both(self, world: World) -> None:
        request = world.request(RequestState.OPENED)
        other = world.second_guardian(request.child_id)

        form = world.form(request=world.reload(request))

        assert set(form.guardian_ids) == {world.default_user(Role.PARENT).id, other.id}
        told = {notice.recipient.id for notice in notices_of(world.table, NoticeKind.EXEMPTION_ISSUED)}
        assert other.id in told
        assert form.number in world.browser(other).get(f"/parents/forms/{form.id}").words

    def test_a_request_sent_by_one_of_them_is_the_others_too(self, world: World) -> None:
        form = world.form()
        other = world.second_guardian(form.child_id)
        parent, browser = world.browser(world.default_user(Role.PARENT)), world.browser(other)
        draft = parent.get(f"/parents/forms/{form.id}/renew").press().location.split("/")[3]
        assert browser.get(f"/parents/requests/{draft}").status == 404
        parent.get(f"/parents/requests/{draft}/consents")
        parent.post(f"/parents/requests/{draft}/consents", requirements_read="yes", release_of_records="yes")

        sent = parent.get(f"/parents/requests/{draft}/check").press("Send the request")

        assert sent.status == 303, sent.errors
        assert browser.get(f"/parents/requests/{draft}").status == 200
        assert set(world.ctx().store.get(ExemptionRequest, draft).guardian_ids) == {
            world.default_user(Role.PARENT).id,
            other.id,
        }

    def test_an_appeal_begun_by_one_of_them_is_the_others_too(self, world: World) -> None:
        form = world.form(LineState.REVOKED)
        other = world.second_guardian(form.child_id)
        begun = world.browser(world.default_user(Role.PARENT)).get(f"/parents/forms/{form.id}/stopped").press()

        assert world.browser(other).get(begun.location).status == 200


class TestTheInvitation:
    @pytest.mark.parametrize("case", ["another address", "a week later", "used", "withdrawn", "replaced", "not ours"])
    def test_a_link_that_does_not_open_says_nothing_of_why(self, world: World, case: str) -> None:
        form, other = world.form(), invited(world)
        invite(world, form.child_id)
        address, browser = link(world), world.browser(other)
        if case == "another address":
            browser = world.browser(world.parent())
        if case == "a week later":
            world.clock.advance(days=7)
            browser = world.browser(other)
        if case == "used":
            join(world, browser)
        if case == "withdrawn":
            self.withdraw(world, form)
        if case == "replaced":
            world.clock.advance(minutes=1)
            invite(world, form.child_id, "someone.else@mail.example")
        if case == "not ours":
            address = address[:-1] + ("0" if address[-1] != "0" else "1")

        assert browser.get(address).status == 404

    def withdraw(self, world: World, form: ExemptionForm) -> Shown:
        page = world.browser(world.default_user(Role.PARENT)).get(
            f"/parents/children/{form.child_id}/guardians/withdraw"
        )
        return page.press("Withdraw the invitation")

    def test_a_week_is_seven_days_to_the_second(self, world: World) -> None:
        invite(world, world.form().child_id)
        other = invited(world)
        world.clock.advance(days=7, seconds=-1)
        assert world.browser(other).get(link(world)).status == 200

    def test_the_one_who_invites_sees_it_waiting_and_can_take_it_back(self, world: World) -> None:
        form = world.form()
        waiting = invite(world, form.child_id).follow()
        assert OTHER in waiting.words

        page = self.withdraw(world, form).follow()

        assert OTHER not in page.words
        assert notices_of(world.table, NoticeKind.GUARDIAN_INVITED)[-1].recipient.kind == "address"

    def test_another_guardian_sees_that_one_waits_but_not_for_whom(self, world: World) -> None:
        form = world.form()
        other = world.second_guardian(form.child_id)
        invite(world, form.child_id)

        page = world.browser(other).get(f"/parents/children/{form.child_id}/guardians")

        assert "Another guardian has sent an invitation" in page.words
        assert OTHER not in page.text
        assert page.portal.get(f"/parents/children/{form.child_id}/guardians/withdraw").status == 409

    @pytest.mark.parametrize(
        ("email", "password", "field"),
        [(OTHER, "three calm otters paddling", "password"), ("", PASSWORD, "email"), ("nobody", PASSWORD, "email")],
    )
    def test_what_is_wrong_is_said_at_the_field(self, world: World, email: str, password: str, field: str) -> None:
        answer = invite(world, world.form().child_id, email, password)
        assert answer.status == 422
        assert set(answer.errors) == {field}

    def test_who_shares_the_record_already_is_not_invited(self, world: World) -> None:
        form = world.form()
        other = world.second_guardian(form.child_id)
        assert invite(world, form.child_id, other.email.upper()).errors.keys() == {"email"}
        assert invite(world, form.child_id, world.default_user(Role.PARENT).email).errors.keys() == {"email"}

    def test_at_most_four_share_a_record(self, world: World) -> None:
        form = world.form()
        for _each in range(3):
            world.second_guardian(form.child_id)
            world.clock.advance(hours=2)
        assert invite(world, form.child_id).status == 422

    def test_five_invitations_an_hour_from_one_network_to_one_address(self, world: World) -> None:
        form = world.form()
        answers = [invite(world, form.child_id).status for _each in range(6)]
        assert answers == [303] * 5 + [429]


class TestLeaving:
    def test_who_leaves_sees_nothing_any_more_and_the_other_keeps_everything(self, world: World) -> None:
        appeal = world.appeal(AppealState.FILED_TIMELY)
        other = world.second_guardian(appeal.child_id)
        leaver = world.browser(world.default_user(Role.PARENT))

        leaver.get(f"/parents/children/{appeal.child_id}/leave").press("Leave the record")

        form = world.ctx().store.get(ExemptionForm, appeal.form_id)
        for path in pages_of(form, appeal):
            assert leaver.get(path).status == 404, path
            assert world.browser(other).get(path).status == 200, path
        assert "Kai" not in leaver.get("/parents").words
        assert world.ctx().store.get(Appeal, appeal.id).guardian_ids == (other.id,)

    def test_the_only_guardian_cannot_leave(self, world: World) -> None:
        form = world.form()
        assert (
            world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/leave").status == 409
        )

    def test_a_draft_of_someone_who_left_cannot_be_sent_any_more(self, world: World) -> None:
        form = world.form()
        world.second_guardian(form.child_id)
        parent = world.browser(world.default_user(Role.PARENT))
        draft = parent.get(f"/parents/forms/{form.id}/renew").press().location.split("/")[3]
        parent.get(f"/parents/requests/{draft}/consents")
        parent.post(f"/parents/requests/{draft}/consents", requirements_read="yes", release_of_records="yes")
        parent.get(f"/parents/children/{form.child_id}/leave").press("Leave the record")

        parent.page = None
        assert parent.post(f"/parents/requests/{draft}/check").status == 404


class TestKnowingTheChild:
    def test_a_request_with_the_same_name_and_birth_date_opens_nothing_of_the_other_record(self, world: World) -> None:
        form = world.form()
        stranger = world.parent()
        own = world.request(RequestState.SUBMITTED, parent=stranger)

        browser = world.browser(stranger)

        assert own.child_id != form.child_id
        assert form.number not in browser.get("/parents").words
        assert browser.get(f"/parents/forms/{form.id}").status == 404
        assert world.ctx().store.get(Child, form.child_id).guardian_ids == (world.default_user(Role.PARENT).id,)

    def test_only_a_parent_can_join(self, world: World) -> None:
        invite(world, world.form().child_id)
        doctor = world.physician(email=OTHER)
        assert world.browser(doctor).get(link(world)).status == 403


def test_a_form_signed_while_someone_joins_is_not_missed(world: World) -> None:
    """The page to join was read before the form was signed: the act fails, and the next try finds the form."""
    request = world.request(RequestState.OPENED)
    other = invited(world)
    invite(world, request.child_id)
    ctx = world.ctx(other)
    token = link(world).rpartition("/")[2]
    child, _inviter = child_invited_to(ctx, token)
    cases = guarded_cases(ctx, child)
    form = world.form(request=request)
    work = ctx.unit_of_work(Action.BECOME_GUARDIAN)
    add_guardian(ctx, work, child, cases, other.id)
    with pytest.raises(PortalError, match="STALE"):
        work.commit()

    world.clock.advance(minutes=1)
    join(world, world.browser(other))

    assert set(world.ctx().store.get(ExemptionForm, form.id).guardian_ids) == {
        world.default_user(Role.PARENT).id,
        other.id,
    }
    assert timedelta(minutes=1) <= world.clock() - form.certifications.signed_at
