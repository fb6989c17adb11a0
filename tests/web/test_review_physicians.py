"""A physician as reviewers find and see them: by name or license, forms by year, reasons as counts, reviews ended."""

import pytest

from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.review import Outcome, ReviewState
from chalicelib.domain.standing import standing_id
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.web.test_review_queue import rows
from tests.web.test_reviews_pages import OUTSIDERS, nurse, reads, writes


def license_of(physician: Account) -> str:
    assert physician.physician
    return standing_id(physician.physician)


def shown_license(physician: Account) -> str:
    assert physician.physician
    return physician.physician.license_shown


class TestSearch:
    @pytest.mark.parametrize("typed", ["Đang", "nguyen", "NGUYỄN Thi", "dang", "o'nei", "oneill"])
    def test_by_any_word_of_the_name_however_it_is_spelled(self, world: World, typed: str) -> None:
        physician = world.physician(first_name="Thị Đặng", last_name="Nguyễn-O'Neill")
        world.physician(first_name="Odette", last_name="Marshlight")

        shown = nurse(world).post("/reviews/search", words=typed)

        assert shown.links["Thị Đặng Nguyễn-O'Neill"] == f"/reviews/physicians/{license_of(physician)}"
        assert "Marshlight" not in shown.words
        assert reads(shown) <= 3

    def test_by_license_as_it_is_printed(self, world: World) -> None:
        physician = world.default_user(Role.PHYSICIAN)

        shown = nurse(world).post("/reviews/search", words=shown_license(physician).lower())

        assert shown.location == f"/reviews/physicians/{license_of(physician)}"

    def test_by_form_number(self, world: World) -> None:
        form = world.form()

        shown = nurse(world).post("/reviews/search", words=form.number.replace("-", " ").lower())

        assert shown.location == f"/reviews/forms/{form.id}"

    def test_no_one(self, world: World) -> None:
        assert "No physician has this name" in nurse(world).post("/reviews/search", words="Fernwhistle").words

    def test_who_changed_the_name_is_found_by_the_new_one_alone(self, world: World) -> None:
        physician = world.physician(first_name="Odette", last_name="Marshlight")
        world.step(physician, Action.CHANGE_OWN_ACCOUNT, actor=physician, last_name="Fernwhistle")

        browser = nurse(world)

        assert "Odette Fernwhistle" in browser.post("/reviews/search", words="fernwhistle").links
        assert "No physician" in browser.post("/reviews/search", words="marshlight").words


class TestPage:
    def test_forms_reasons_schools_and_reviews_in_three_requests(self, world: World) -> None:
        physician = world.default_user(Role.PHYSICIAN)
        world.review(ReviewState.DECIDED, form=world.form())
        kept = world.review(ReviewState.RECOMMENDED_CLEAR, form=world.form())
        decision = Decision(kept.id, kept.form_id, None, Outcome.CLEARED, (), "The criteria are met")
        decide_review(world.ctx(world.default_user(Role.OFFICER)), decision, PASSWORD)
        world.review(form=world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR, LineKind.PERMANENT))))
        world.form()

        shown = nurse(world).get(f"/reviews/physicians/{license_of(physician)}")

        assert "Physician Thaddeus Okonjo-Reyes A" in shown.words
        assert "2026 4 4" in shown.words
        assert "4 of 5" in shown.words
        assert "GEN-MODSEV: 4 forms" in shown.words
        assert "GEN-ANA-COMP: 1 form" in shown.words
        assert "In review: 1." in shown.words
        assert "Revoked after review: 1." in shown.words
        assert "Kept after review: 1." in shown.words
        assert "Juniper Hollow Elementary: 4." in shown.words
        assert len([row for row in rows(shown) if row.startswith("K. B., 7")]) == 4
        assert "Brandvold" not in shown.words
        assert reads(shown) == 3
        assert writes(shown) == []

    def test_an_earlier_year_is_a_link(self, world: World) -> None:
        world.clock.set("2025-11-20")
        old = world.form()
        world.clock.set("2026-11-20")
        new = world.form()
        browser = nurse(world)

        shown = browser.get(f"/reviews/physicians/{license_of(world.default_user(Role.PHYSICIAN))}")
        earlier = browser.get(shown.links["2025"])

        assert f"/reviews/forms/{new.id}" in shown.links.values()
        assert f"/reviews/forms/{old.id}" not in shown.links.values()
        assert f"/reviews/forms/{old.id}" in earlier.links.values()
        assert "Forms signed in 2025" in earlier.words

    def test_a_physician_without_a_form(self, world: World) -> None:
        shown = nurse(world).get(f"/reviews/physicians/{license_of(world.physician())}")

        assert "No form was signed in this year" in shown.words

    def test_no_one_known(self, world: World) -> None:
        assert nurse(world).get("/reviews/physicians/MBC-A1").status == 404

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_no_one_else_sees_it(self, world: World, role: Role) -> None:
        physician = world.physician()

        browser = world.browser(world.default_user(role))

        assert browser.get(f"/reviews/physicians/{license_of(physician)}").status == 403
