"""A school as reviewers find and see it: its reports with their rates, its forms, and what is in review."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.facility import FacilityKind
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_reports import TYPED, kindergartner
from tests.web.test_review_queue import rows
from tests.web.test_reviews_pages import OUTSIDERS, nurse, reads, writes

PATH = f"/reviews/schools/{SCHOOL_ID}"


class TestFind:
    def test_by_its_number(self, world: World) -> None:
        world.facility()

        shown = nurse(world).post("/reviews/schools", name=SCHOOL_ID)

        assert shown.links["Juniper Hollow Elementary"] == PATH

    def test_by_its_number_in_the_box_of_the_queue(self, world: World) -> None:
        world.facility()

        assert nurse(world).post("/reviews/search", words=SCHOOL_ID).location == PATH

    def test_by_a_mistyped_name(self, world: World) -> None:
        write_facilities(world.table, [world.facility()])

        shown = nurse(world).post("/reviews/schools", name="Juniper Holow Alhambra")

        assert shown.links["Juniper Hollow Elementary"] == PATH

    def test_nothing_found(self, world: World) -> None:
        shown = nurse(world).post("/reviews/schools", name="Nowhere")

        assert "No school or child care was found" in shown.words


class TestPage:
    def test_forms_physicians_and_what_is_in_review_in_three_requests(self, world: World) -> None:
        world.facility()
        world.review(form=world.form())
        world.form()

        shown = nurse(world).get(PATH)

        assert "Exemption forms: 2" in shown.words
        assert "1 form of this page is in review" in shown.words
        assert "Thaddeus Okonjo-Reyes: 2 forms" in shown.words
        assert len([row for row in rows(shown) if row.startswith("K. B., 7")]) == 2
        assert "Brandvold" not in shown.words
        assert reads(shown) == 3
        assert writes(shown) == []

    def test_a_report_says_its_rate_and_that_all_new_forms_go_to_review(self, world: World) -> None:
        world.facility()
        kindergartner(world, left_out=(GivenVaccine.VAR,))
        school = world.browser(world.default_user(Role.SCHOOL))
        school.get(f"/schools/at/{SCHOOL_ID}/report/file").press("File the report", **TYPED)
        world.form()

        shown = nurse(world).get(PATH)

        assert "2026-27 Filed November 20, 2026 1 0 (0.0%) Below 95 percent 0" in shown.words
        assert "School below 95 percent Every new form of this school goes to review." in shown.words

    def test_a_report_that_is_missing_after_its_day(self, world: World) -> None:
        world.facility()
        world.clock.set("2027-06-01")

        assert "2026-27 Not filed due" in nurse(world).get(PATH).words

    def test_a_place_that_reports_nothing(self, world: World) -> None:
        world.facility(kind=FacilityKind.FAMILY_CHILD_CARE_HOME)

        shown = nurse(world).get(PATH)

        assert "does not teach a grade that is reported" in shown.words
        assert "No exemption form names this school" in shown.words

    def test_no_such_school(self, world: World) -> None:
        assert nurse(world).get("/reviews/schools/19647330000000").status == 404

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_no_one_else_sees_it(self, world: World, role: Role) -> None:
        world.facility()

        assert world.browser(world.default_user(role)).get(PATH).status == 403
