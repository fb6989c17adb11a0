"""The pages on physicians' standings: the queue, the answers on board matters, held forms, bars."""

from datetime import date

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.enums import LineState
from tests.builders import PASSWORD, World
from tests.portal import Portal, Shown

WHY = "Read the accusation of March 2, 2026: it is about prescribing"


def path_of(doctor: Account) -> str:
    assert doctor.physician
    return f"/reviews/standings/{standing_id(doctor.physician)}"


def standing_of(world: World, doctor: Account) -> PhysicianStanding:
    return world.ctx().store.get(PhysicianStanding, path_of(doctor).split("/")[-1])


def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def officer(world: World) -> Portal:
    return world.browser(world.default_user(Role.OFFICER))


def on_hold(world: World, *codes: str) -> Account:
    return world.physician(standing=StandingState.HOLD, standing_facts={"codes": codes})


def calls(shown: Shown) -> list[str]:
    return [call.operation for call in shown.calls]


class TestQueue:
    def test_physicians_on_hold_with_the_forms_that_wait(self, world: World) -> None:
        doctor = world.physician()
        world.form(LineState.HELD, physician=doctor)

        shown = nurse(world).get("/reviews/standings")

        assert path_of(doctor) in shown.links.values()
        assert "On hold 1" in shown.words
        assert sum(call.is_read for call in shown.calls) == 2

    def test_no_one_is_on_hold(self, world: World) -> None:
        world.physician()

        assert "No one is on hold" in nurse(world).get("/reviews/standings").words

    @pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.BOARD, Role.OPERATOR, Role.SECRETARY])
    def test_other_roles_do_not_see_it(self, world: World, role: Role) -> None:
        doctor = on_hold(world, "50")
        browser = world.browser(world.default_user(role))

        assert browser.get("/reviews/standings").status == 403
        assert browser.get(path_of(doctor)).status == 403


class TestClassify:
    def test_each_open_matter_with_the_boards_word_and_its_usual_kind(self, world: World) -> None:
        shown = nurse(world).get(path_of(on_hold(world, "50", "48", "99")))

        assert "Accusation filed" in shown.words
        assert "Public reprimand" not in shown.words
        assert "Code that is not in our table" in shown.words
        assert shown.form("Record the answers").values == {"kind_0": "accusation", "kind_1": "other", "reason": ""}

    def test_a_license_status_no_one_knows_can_be_answered(self, world: World) -> None:
        doctor = on_hold(world, "status 30")
        shown = nurse(world).get(path_of(doctor))
        assert "License status that is not in our table" in shown.words
        assert "License status 30 of the board" in shown.words
        assert "Ask the board what this status means" in shown.words

        shown.press("Record the answers", related_0="no", kind_0="other", reason=WHY)

        assert standing_of(world, doctor).state == StandingState.VERIFIED

    def test_an_error_at_a_field_that_the_page_does_not_show_is_said_without_a_link(self, world: World) -> None:
        shown = nurse(world).get(path_of(on_hold(world, "50")))

        answer = shown.press("Record the answers", related_0="no", related_7="x" * 200, reason=WHY)

        assert answer.status == 422
        assert "Use 100 characters or fewer" in answer.words
        assert answer.errors == {}

    def test_no_releases_and_yes_bars(self, world: World) -> None:
        doctor = world.physician()
        form = world.form(LineState.HELD, physician=doctor)
        barred = on_hold(world, "53")
        browser = nurse(world)

        done = browser.get(path_of(doctor)).press("Record the answers", related_0="no", reason=WHY)
        browser.get(path_of(barred)).press("Record the answers", related_0="yes", reason=WHY)

        assert calls(done) == ["BatchGetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"]
        assert "May issue" in done.follow().words
        assert {each.state for each in world.reload(form).lines} == {LineState.ISSUED}
        assert standing_of(world, barred).state == StandingState.BARRED_PROBATION

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"reason": WHY}, "related_0"),
            ({"related_0": "perhaps", "reason": WHY}, "related_0"),
            ({"related_0": "no", "kind_0": "gossip", "reason": WHY}, "kind_0"),
            ({"related_0": "no"}, "reason"),
        ],
    )
    def test_what_is_missing_is_told_at_the_field(self, world: World, typed: dict[str, str], field: str) -> None:
        shown = nurse(world).get(path_of(on_hold(world, "50"))).press("Record the answers", **typed)

        assert shown.status == 422
        assert set(shown.errors) == {field}

    def test_a_page_that_is_out_of_date(self, world: World) -> None:
        doctor = on_hold(world, "50")
        page = nurse(world).get(path_of(doctor))
        officer(world).get(path_of(doctor)).press("Record the answers", related_0="no", reason=WHY)

        assert page.press("Record the answers", related_0="yes", reason=WHY).status == 409

    def test_a_hold_without_a_matter_says_what_to_do(self, world: World) -> None:
        assert "Ask the board what its status code means" in nurse(world).get(path_of(on_hold(world))).words

    def test_a_standing_that_does_not_exist(self, world: World) -> None:
        assert nurse(world).get("/reviews/standings/MBC-A1").status == 404


class TestHeldForms:
    @pytest.mark.parametrize(
        ("answer", "button", "link"),
        [("no", "Release", "Release the forms that wait"), ("yes", "Refuse", "Refuse the forms that wait")],
    )
    def test_what_did_not_fit_is_dealt_with_by_the_next_press(
        self, world: World, answer: str, button: str, link: str
    ) -> None:
        doctor = world.physician()
        for number in range(6):
            world.form(LineState.HELD, physician=doctor, parent=world.parent(first_name=f"Parent-{number}"))
        browser = nurse(world)

        done = browser.get(path_of(doctor)).press("Record the answers", related_0=answer, reason=WHY).follow()
        pressed = browser.get(done.links[link]).press(button)

        assert calls(pressed) == ["BatchGetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"]
        assert link not in pressed.follow().links
        assert standing_of(world, doctor).held_form_ids == ()

    @pytest.mark.parametrize("act", ["release", "refuse"])
    @pytest.mark.parametrize("state", [StandingState.VERIFIED, StandingState.HOLD, StandingState.BARRED_PROBATION])
    def test_where_no_form_waits_the_page_asks_for_nothing(self, world: World, state: StandingState, act: str) -> None:
        doctor = world.physician(standing=state)

        shown = nurse(world).get(f"{path_of(doctor)}/{act}")

        assert (shown.status, [each for each in shown.forms if each.action.endswith(act)]) == (409, [])
        assert "This step is no longer open." in shown.words
        assert "valid from now on" not in shown.words


class TestBars:
    def test_the_officer_bars_and_after_two_years_lifts(self, world: World) -> None:
        doctor = world.physician()
        browser = officer(world)

        page = browser.get(browser.get(path_of(doctor)).links["Bar this physician for a risk to public health"])
        preview = page.press("See what will happen", reason="Many doubtful forms in one town")
        assert "not before November 20, 2028" in preview.words
        assert "Many doubtful forms in one town" in preview.words
        assert standing_of(world, doctor).state == StandingState.VERIFIED
        done = preview.press("Bar this physician", password=PASSWORD)
        assert calls(done) == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
        assert "cannot end before November 20, 2028" in done.follow().words
        world.clock.set("2028-11-20")
        browser = officer(world)
        preview = browser.get(f"{path_of(doctor)}/lift").press(
            "See what will happen", risk_gone_on=date(2028, 11, 1), reason="The risk is gone"
        )
        lifted = preview.press("Lift the bar", password=PASSWORD)

        assert "May issue" in lifted.follow().words

    def test_too_early_the_law_says_from_when(self, world: World) -> None:
        doctor = world.physician(standing=StandingState.BARRED_PUBLIC_HEALTH_RISK)
        world.clock.set("2028-11-19")

        shown = (
            officer(world)
            .get(f"{path_of(doctor)}/lift")
            .press("See what will happen", risk_gone_on=date(2028, 11, 1), reason="The risk is gone")
        )

        assert shown.status == 422
        assert "It can end on November 20, 2028 at the earliest" in shown.words

    def preview(self, world: World, act: str, reason: str) -> Shown:
        state = StandingState.VERIFIED if act == "bar" else StandingState.BARRED_ACCUSATION
        doctor = world.physician(standing=state)
        return officer(world).get(f"{path_of(doctor)}/{act}").press("See what will happen", reason=reason)

    @pytest.mark.parametrize("act", ["bar", "lift"])
    def test_a_missing_reason_is_told_at_the_field(self, world: World, act: str) -> None:
        shown = self.preview(world, act, "")

        assert shown.status == 422
        assert set(shown.errors) == {"reason"}

    @pytest.mark.parametrize("password", ["", "not the right one"])
    @pytest.mark.parametrize(("act", "button"), [("bar", "Bar this physician"), ("lift", "Lift the bar")])
    def test_a_wrong_password_keeps_what_was_previewed(
        self, world: World, act: str, button: str, password: str
    ) -> None:
        shown = self.preview(world, act, WHY).press(button, password=password)

        assert shown.status == 422
        assert set(shown.errors) == {"password"}
        assert WHY in shown.words
        assert shown.press(button, password=PASSWORD).status == 303

    @pytest.mark.parametrize(("act", "button"), [("bar", "Change the reason"), ("lift", "Change this")])
    def test_going_back_from_the_preview_loses_nothing(self, world: World, act: str, button: str) -> None:
        shown = self.preview(world, act, WHY).press(button)

        assert shown.form("See what will happen").values["reason"] == WHY

    @pytest.mark.parametrize("act", ["bar", "lift"])
    def test_a_preview_without_a_reason_leads_back(self, world: World, act: str) -> None:
        state = StandingState.VERIFIED if act == "bar" else StandingState.BARRED_ACCUSATION
        doctor = world.physician(standing=state)

        assert officer(world).get(f"{path_of(doctor)}/{act}/confirm").location == f"{path_of(doctor)}/{act}"

    @pytest.mark.parametrize("act", ["bar", "lift"])
    def test_a_reviewer_does_neither(self, world: World, act: str) -> None:
        doctor = world.physician()
        browser = nurse(world)

        assert browser.get(f"{path_of(doctor)}/{act}").status == 403
        assert browser.post(f"{path_of(doctor)}/{act}/confirm", reason=WHY, password=PASSWORD).status == 403
        assert "Bar this physician" not in browser.get(path_of(doctor)).words
