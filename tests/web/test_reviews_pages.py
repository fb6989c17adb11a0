"""The state reviewers' pages: find, read, open, take, ask, recommend, decide; and who cannot."""

from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.builders import KAI, PASSWORD, World, line
from tests.portal import Portal, Shown

MMR, VAR = Vaccine.MMR, Vaccine.VAR
WHY = "Three measles cases in this county since October"
OUTSIDERS = [
    Role.PARENT,
    Role.PHYSICIAN,
    Role.SCHOOL,
    Role.LOCAL_HEALTH,
    Role.APPEALS_STAFF,
    Role.SECRETARY,
    Role.PANELIST,
    Role.BOARD,
    Role.OPERATOR,
]


def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def officer(world: World) -> Portal:
    return world.browser(world.default_user(Role.OFFICER))


def case_path(review: Review) -> str:
    return f"/reviews/{review.id}/forms/{review.form_id}"


def two_lines(world: World) -> Any:
    return world.form(lines=(line(MMR), line(VAR, LineKind.PERMANENT)))


def reads(shown: Shown) -> int:
    return sum(call.is_read for call in shown.calls)


def writes(shown: Shown) -> list[str]:
    return [call.operation for call in shown.calls if not call.is_read]


class TestFind:
    def test_by_number(self, world: World) -> None:
        form = world.form()
        browser = nurse(world)
        browser.get("/reviews/find")

        found = browser.post("/reviews/find", number=form.number.lower())

        assert found.location == f"/reviews/forms/{form.id}"
        assert reads(found) == 2

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("", "Enter the form number"),
            ("A7KC", "11 letters and digits"),
            ("A7KC-39WT-XH0", "never use"),
            ("3333-3333-334", "One letter or digit is wrong"),
            ("3333-3333-333", "No form has this number"),
        ],
    )
    def test_a_number_that_will_not_do_is_told_at_the_field(self, world: World, typed: str, message: str) -> None:
        shown = nurse(world).post("/reviews/find", number=typed)

        assert shown.status == 422
        assert message in shown.errors["number"]

    def test_no_form_of_that_child(self, world: World) -> None:
        shown = nurse(world).post(
            "/reviews/find-child", first_name="Kai", last_name="Brandvold", birth_date=KAI.birth_date
        )

        assert "No form has a child with this" in shown.words

    def test_each_field_of_the_child_is_needed(self, world: World) -> None:
        shown = nurse(world).post(
            "/reviews/find-child",
            first_name="",
            last_name="",
            birth_date_month="13",
            birth_date_day="1",
            birth_date_year="2019",
        )

        assert shown.status == 422
        assert set(shown.errors) == {"first_name", "last_name", "birth_date"}


class TestFormPage:
    def test_the_whole_form_is_shown_and_the_view_is_written_down(self, world: World) -> None:
        form = two_lines(world)

        shown = nurse(world).get(f"/reviews/forms/{form.id}")

        for part in (
            form.number,
            "Kai Ignacio Brandvold",
            "March 14, 2019",
            "GEN-MODSEV",
            "Contraindication",
            "Acute leukemia",
            "Juniper Hollow Elementary",
            "standard of care",
            "Signed by the physician",
        ):
            assert part in shown.words
        assert reads(shown) == 2
        assert writes(shown) == ["PutItem"]

    def test_a_form_that_does_not_exist(self, world: World) -> None:
        assert nurse(world).get("/reviews/forms/nothing").status == 404

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_no_one_else_sees_it(self, world: World, role: Role) -> None:
        form = world.form()

        assert world.browser(world.default_user(role)).get(f"/reviews/forms/{form.id}").status == 403

    def test_case_61_opening_without_a_reason_is_refused_at_the_field(self, world: World) -> None:
        form = world.form()
        browser = nurse(world)
        browser.get(f"/reviews/forms/{form.id}/open")

        shown = browser.page.press("Open the review", reason="  ")  # type: ignore[union-attr]

        assert shown.status == 422
        assert "recorded reason" in shown.errors["reason"]

    def test_opening_leads_to_the_case_and_marks_the_form(self, world: World) -> None:
        form = world.form()
        browser = nurse(world)

        opened = browser.get(f"/reviews/forms/{form.id}/open").press("Open the review", reason=WHY)
        case = opened.follow()

        assert WHY in case.words
        assert "In review" in case.words
        assert (reads(opened), writes(opened)) == (1, ["TransactWriteItems"])
        assert "Open a review" not in browser.get(f"/reviews/forms/{form.id}").links


class TestCase:
    def test_the_short_address_leads_to_the_case(self, world: World) -> None:
        review = world.review()

        assert nurse(world).get(f"/reviews/{review.id}").location == case_path(review)

    def test_a_case_with_another_form_is_not_found(self, world: World) -> None:
        review, other = world.review(), world.form(lines=(line(VAR),))

        assert nurse(world).get(f"/reviews/{review.id}/forms/{other.id}").status == 404

    def test_from_taking_it_to_the_recommendation(self, world: World) -> None:
        review = world.review(form=two_lines(world))
        browser = nurse(world)

        case = browser.get(case_path(review))
        assert (reads(case), writes(case)) == (3, ["PutItem"])
        browser.get(case.links["Take this case"]).press("Take this case").follow()
        asked = browser.get(f"{case_path(review)}/ask").press("Send the question", question="Which treatment?")
        waiting = asked.follow()
        assert "due by December 21, 2026" in waiting.words
        world.clock.set("2026-12-22")
        browser = nurse(world)
        going_on = browser.get(case_path(review))
        browser.get(going_on.links["Continue without an answer"]).press("Continue without an answer")
        page = browser.get(f"{case_path(review)}/recommend")
        done = page.press(
            "Send findings",
            finding_mmr="revoke",
            reason_mmr="No support",
            finding_var="meets_criteria",
            reason_var="A severe reaction is on record",
        )

        assert done.status == 303
        assert reads(done) <= 2
        assert "To decide: revoke" in done.follow().words

    @pytest.mark.parametrize(
        ("typed", "fields"),
        [
            ({}, {"finding_mmr", "reason_mmr"}),
            ({"finding_mmr": "shred", "reason_mmr": "x"}, {"finding_mmr"}),
            ({"finding_mmr": "revoke"}, {"reason_mmr"}),
            ({"finding_mmr": "revoke", "reason_mmr": "x" * 4001}, {"reason_mmr"}),
        ],
    )
    def test_a_finding_and_a_reason_for_each_vaccine(
        self, world: World, typed: dict[str, str], fields: set[str]
    ) -> None:
        review = world.review(ReviewState.ASSIGNED)

        shown = nurse(world).get(f"{case_path(review)}/recommend").press("Send findings", **typed)

        assert shown.status == 422
        assert set(shown.errors) == fields

    def test_what_was_typed_for_one_vaccine_stays_when_another_is_missing(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))

        shown = (
            nurse(world)
            .get(f"{case_path(review)}/recommend")
            .press("Send findings", finding_mmr="revoke", reason_mmr="Not in the criteria")
        )

        assert shown.form("Send findings").values["reason_mmr"] == "Not in the criteria"
        assert set(shown.errors) == {"finding_var", "reason_var"}

    def test_a_case_page_that_is_out_of_date(self, world: World) -> None:
        review = world.review()
        first, second = nurse(world), officer(world)
        page = first.get(f"{case_path(review)}/take")
        second.get(f"{case_path(review)}/take").press("Take this case")

        assert page.press("Take this case").status == 409

    def test_pressing_twice_takes_it_once(self, world: World) -> None:
        review = world.review()
        browser = nurse(world)
        browser.get(f"{case_path(review)}/take")

        once, again = browser.double_submit(f"{case_path(review)}/take")

        assert once.location == again.location == case_path(review)
        assert world.reload(review).version == review.version + 1

    @pytest.mark.parametrize("state", list(ReviewState))
    def test_the_case_page_in_every_state(self, world: World, state: ReviewState) -> None:
        review = world.review(state)

        for browser in (nurse(world), officer(world)):
            assert browser.get(case_path(review)).status == 200


class TestDecide:
    def decide(self, world: World, review: Review, **given: Any) -> Shown:
        page = officer(world).get(f"{case_path(review)}/decide")
        return page.press("See what will happen", **{"outcome": "revoked", "reason": "No criterion is met", **given})

    def test_the_four_and_the_dates_are_shown_before_the_password(self, world: World) -> None:
        world.clock.set("2026-09-01")
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=two_lines(world), vaccines=(MMR,))

        shown = self.decide(world, review)

        assert shown.status == 200
        for part in (
            "Marisol Brandvold",
            "Thaddeus Okonjo-Reyes",
            "Juniper Hollow Elementary",
            "Los Angeles County",
            "must start by October 1, 2026",
            "filed by October 1, 2026",
            "No criterion is met",
        ):
            assert part in shown.words
        assert "Varicella" not in shown.words
        assert world.reload(review).state == ReviewState.RECOMMENDED_REVOKE

    def test_then_the_password_revokes_and_says_who_was_told(self, world: World) -> None:
        form = two_lines(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form, vaccines=(MMR,))

        done = self.decide(world, review).press("Revoke", password=PASSWORD)
        confirmation = done.follow()

        assert (reads(done), writes(done)) == (2, ["TransactWriteItems"])
        assert "Four parties were notified" in confirmation.words
        assert form.number in confirmation.words
        assert {each.vaccine: each.state for each in world.reload(form).lines} == {
            MMR: LineState.REVOKED,
            VAR: LineState.ISSUED,
        }

    def test_a_wrong_password_keeps_the_decision_as_it_was_typed(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        shown = self.decide(world, review).press("Revoke", password="not the right one")

        assert shown.status == 422
        assert "not your password" in shown.errors["password"]
        assert shown.form("Revoke").hidden["reason"] == "No criterion is met"
        assert shown.press("Revoke", password=PASSWORD).status == 303

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"outcome": "burn"}, "outcome"), ({"reason": ""}, "reason"), ({"vaccines": ["SPAM"]}, "vaccines")],
    )
    def test_a_decision_that_was_tampered_with_is_shown_again_to_be_mended(
        self, world: World, typed: dict[str, Any], field: str
    ) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)
        preview = self.decide(world, review)
        hidden = {**preview.form("Revoke").hidden, **typed, "password": PASSWORD}

        shown = preview.portal.post(f"{case_path(review)}/confirm", **{"vaccines": ["MMR"], **hidden})

        assert (shown.status, shown.heading) == (422, "Decide this case")
        assert set(shown.errors) == {field}

    def test_going_back_to_change_loses_nothing(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        shown = self.decide(world, review, reason="A first version").press("Change the decision")

        assert shown.heading == "Decide this case"
        assert shown.form("See what will happen").values["reason"] == "A first version"
        assert shown.form("See what will happen").values["outcome"] == "revoked"

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"outcome": ""}, "outcome"),
            ({"outcome": "burn"}, "outcome"),
            ({"reason": ""}, "reason"),
            ({"vaccines": ["SPAM"]}, "vaccines"),
            ({"vaccines": ["HIB"]}, "vaccines"),
        ],
    )
    def test_what_is_wrong_is_told_at_the_field(self, world: World, typed: dict[str, Any], field: str) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        shown = self.decide(world, review, **typed)

        assert shown.status == 422
        assert set(shown.errors) == {field}

    def test_the_law_says_that_a_line_must_be_named(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        shown = self.decide(world, review, vaccines=[])

        assert shown.status == 422
        assert "Name at least one vaccine" in shown.words

    @pytest.mark.parametrize("page", ["decide", "confirm"])
    def test_case_62_a_nurse_who_presses_revoke_is_not_allowed(self, world: World, page: str) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)
        browser = nurse(world)

        asked = browser.get(f"{case_path(review)}/{page}")
        proof = {"password": PASSWORD} if page == "confirm" else {}
        pressed = browser.post(f"{case_path(review)}/{page}", outcome="revoked", vaccines=["MMR"], reason=WHY, **proof)

        assert (asked.status, pressed.status) == (403, 403)
        assert world.reload(review).state == ReviewState.RECOMMENDED_REVOKE

    def test_case_63_the_same_person_is_refused_with_the_laws_reason(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE, reviewer=world.default_user(Role.OFFICER))

        shown = self.decide(world, review)

        assert shown.status == 422
        assert "You recommended this yourself. A second person must decide." in shown.words

    def test_a_preview_without_a_decision_leads_back(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        assert officer(world).get(f"{case_path(review)}/confirm").location == f"{case_path(review)}/decide"

    def test_a_case_that_is_not_decided_has_no_confirmation(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        assert officer(world).get(f"{case_path(review)}/decided").location == case_path(review)

    @pytest.mark.parametrize("outcome", [Outcome.CLEARED, Outcome.DISAGREED])
    def test_ending_the_case_without_a_revocation(self, world: World, outcome: Outcome) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        done = self.decide(world, review, outcome=outcome.value).press("Decide", password=PASSWORD)

        assert "Two parties were notified" in done.follow().words
        assert world.reload(review).outcome == outcome

    def test_deciding_twice_with_one_operation_decides_once(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)
        preview = self.decide(world, review)

        first = preview.press("Revoke", password=PASSWORD)
        again = preview.press("Revoke", password=PASSWORD)

        assert first.location == again.location == f"{case_path(review)}/decided"
