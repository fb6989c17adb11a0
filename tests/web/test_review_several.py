"""Several cases of a physician at once: taken together, and recommended to stay with one signature."""

from typing import Any

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.review import Finding, Review, ReviewState
from chalicelib.domain.standing import standing_id
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown, spread
from tests.web.test_review_queue import rows
from tests.web.test_reviews_pages import nurse, reads, writes

WHY = "Each form names a contraindication of the table in force at signing"


def path_of(physician: Account) -> str:
    assert physician.physician
    return f"/reviews/physicians/{standing_id(physician.physician)}"


def now(world: World, review: Review) -> Review:
    return world.ctx().store.get(Review, review.id)


def cases(world: World, count: int, state: ReviewState = ReviewState.ASSIGNED, **more: Any) -> list[Review]:
    """Cases of the default physician, each of a form with MMR and varicella."""
    lines = (line(Vaccine.MMR), line(Vaccine.VAR, LineKind.PERMANENT))
    return [world.review(state, form=world.form(lines=lines), **more) for _number in range(count)]


def chosen(reviews: list[Review], finding: str = "meets_criteria") -> dict[str, Any]:
    """The answers of the list that choose these cases and one finding for all of their vaccines."""
    return {
        "cases": [f"{each.id} {each.form_id} {each.version}" for each in reviews],
        "findings": [f"{each.id} {vaccine} {finding}" for each in reviews for vaccine in ("MMR", "VAR")],
        "reason": WHY,
    }


def check(browser: Portal, path: str, answers: dict[str, Any]) -> Shown:
    """Fill in the list and go on to the page that says what would happen."""
    form = browser.get(f"{path}/clear").form("Check before you sign")
    return browser.post(f"{path}/clear", hidden_from=form, **spread(answers))


class TestTake:
    def test_all_that_no_one_has_are_taken_in_one_act(self, world: World) -> None:
        reviews = cases(world, 3, ReviewState.OPEN)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        page = browser.get(f"{path}/take")
        answers = {"cases": chosen(reviews)["cases"]}
        done = browser.post(f"{path}/take", hidden_from=page.form("Take these cases"), **spread(answers))

        assert len(rows(page)) == 3
        assert reads(page) == 3
        assert done.location == "/reviews"
        assert writes(done) == ["TransactWriteItems"]
        mine = {now(world, each).reviewer_id for each in reviews}
        assert mine == {world.default_user(Role.REVIEWER).id}

    def test_one_that_was_taken_meanwhile_stops_all(self, world: World) -> None:
        reviews = cases(world, 2, ReviewState.OPEN)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)
        form = browser.get(f"{path}/take").form("Take these cases")
        colleague = world.reviewer()
        taken = world.browser(colleague)
        case = f"/reviews/{reviews[0].id}/forms/{reviews[0].form_id}/take"
        taken.get(case).press("Take this case")

        answers = {"cases": chosen(reviews)["cases"]}
        shown = browser.post(f"{path}/take", hidden_from=form, **spread(answers))

        assert shown.status == 409
        assert now(world, reviews[1]).state == ReviewState.OPEN


class TestClear:
    def test_a_finding_for_each_vaccine_one_reason_and_one_signature(self, world: World) -> None:
        reviews = cases(world, 5)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        listed = browser.get(f"{path}/clear")
        checked = check(browser, path, chosen(reviews[:4]))
        done = checked.press("Sign these recommendations", password=PASSWORD)

        assert len(rows(listed)) == 5
        assert reads(listed) == 3
        assert "You recommend that 4 forms stay as they are" in checked.words
        assert "MMR: Meets the criteria VAR: Meets the criteria" in checked.words
        assert "Brandvold" not in checked.words
        assert done.location == f"{path}/cleared/4"
        assert writes(done) == ["TransactWriteItems"]
        assert "4 cases now wait for a decision" in done.follow().words
        for review in reviews[:4]:
            after = now(world, review)
            assert after.state == ReviewState.RECOMMENDED_CLEAR
            assert [found.reason for found in after.findings] == [WHY, WHY]
            assert after.outcome is None
        assert now(world, reviews[4]).state == ReviewState.ASSIGNED

    def test_pressing_twice_records_each_once(self, world: World) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)
        checked = check(browser, path, chosen(reviews))

        first = checked.press("Sign these recommendations", password=PASSWORD)
        again = checked.press("Sign these recommendations", password=PASSWORD)

        assert first.location == again.location
        assert [now(world, each).version for each in reviews] == [each.version + 1 for each in reviews]

    def test_a_full_signature_is_one_transaction(self, world: World) -> None:
        reviews = cases(world, 30)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        done = check(browser, path, chosen(reviews)).press("Sign these recommendations", password=PASSWORD)

        assert writes(done) == ["TransactWriteItems"]
        assert reads(done) <= 3
        assert {now(world, each).state for each in reviews} == {ReviewState.RECOMMENDED_CLEAR}

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"cases": []}, "cases", "Choose at least one case"),
            ({"findings": []}, "findings", "Choose a finding for each vaccine"),
            ({"reason": " "}, "reason", "Write your reason"),
        ],
    )
    def test_what_is_missing_is_told_and_nothing_is_retyped(
        self, world: World, changes: dict[str, Any], field: str, message: str
    ) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))

        shown = check(nurse(world), path, {**chosen(reviews), **changes})

        assert shown.status == 422
        assert message in shown.errors[field]
        if field != "reason":
            assert WHY in shown.words

    def test_a_revocation_is_never_recommended_here(self, world: World) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))

        shown = check(nurse(world), path, chosen(reviews, Finding.REVOKE.value))

        assert "Choose a finding for each vaccine" in shown.errors["findings"]
        assert {now(world, each).state for each in reviews} == {ReviewState.ASSIGNED}

    def test_a_wrong_password_keeps_everything(self, world: World) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        shown = check(browser, path, chosen(reviews)).press("Sign these recommendations", password="wrong")
        done = shown.press("Sign these recommendations", password=PASSWORD)

        assert "password" in shown.errors
        assert done.location == f"{path}/cleared/2"

    def test_going_back_to_change_loses_nothing(self, world: World) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        back = check(browser, path, chosen(reviews)).press("Change the findings")

        selected = [each.get("value") for each in back.html.iter("option") if each.get("selected") is not None]
        assert sorted(selected) == sorted(chosen(reviews)["findings"])
        assert WHY in back.words

    def test_a_case_that_changed_meanwhile_stops_all(self, world: World) -> None:
        reviews = cases(world, 2)
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)
        checked = check(browser, path, chosen(reviews))
        case = f"/reviews/{reviews[0].id}/forms/{reviews[0].form_id}"
        browser.get(f"{case}/ask").press("Send the question", question="When did the last treatment cycle end?")

        shown = browser.post(
            f"{path}/clear/sign",
            hidden_from=checked.form("Sign these recommendations"),
            **spread(chosen(reviews)),
            password=PASSWORD,
        )

        assert shown.status == 409
        assert now(world, reviews[1]).state == ReviewState.ASSIGNED

    def test_a_colleagues_case_and_another_physicians_are_refused(self, world: World) -> None:
        colleague = world.reviewer()
        mine, theirs = cases(world, 1), cases(world, 1, reviewer=colleague)
        other = world.review(ReviewState.ASSIGNED, form=world.form(physician=world.physician()))
        path = path_of(world.default_user(Role.PHYSICIAN))
        browser = nurse(world)

        refused = check(browser, path, chosen([*mine, *theirs]))
        elsewhere = check(browser, path, chosen([*mine, other]))

        assert "another reviewer" in refused.words
        assert elsewhere.status == 404
        assert now(world, mine[0]).state == ReviewState.ASSIGNED

    def test_who_treats_one_of_the_children_is_refused(self, world: World) -> None:
        doctor = world.reviewer(first_name="Thaddeus", last_name="Okonjo-Reyes")
        reviews = cases(world, 2, reviewer=doctor)
        path = path_of(world.default_user(Role.PHYSICIAN))

        shown = check(world.browser(doctor), path, chosen(reviews))

        assert shown.status != 200
        assert {now(world, each).state for each in reviews} == {ReviewState.ASSIGNED}

    def test_each_recommendation_has_an_event_of_its_own(self, world: World) -> None:
        reviews = cases(world, 3)
        path = path_of(world.default_user(Role.PHYSICIAN))

        check(nurse(world), path, chosen(reviews)).press("Sign these recommendations", password=PASSWORD)

        kinds = [item.get("kind") for item in all_items(world.table.audit_name)]
        assert kinds.count("review.recommend") == 3
