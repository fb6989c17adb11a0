"""Schools whose forms all go to review: below 95 percent, or without a report (HSC 120372(d)(2)(A) and (C))."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.law.enums import LineState
from chalicelib.law.vaccine_products import GivenVaccine
from tests.actions.physicians import correction, renewal, sign, standing_of
from tests.builders import World, line
from tests.invariants.places_reports import filed, kindergartner, kindergartners

BELOW, SILENT = Trigger.SCHOOL_BELOW_95, Trigger.SCHOOL_NOT_REPORTING
OTHER_SCHOOL = "10621660000018"


def triggers(world: World, form: ExemptionForm) -> list[Trigger]:
    return [world.ctx().store.get(Review, each).trigger for each in world.reload(form).review_ids]


class TestBelow95Percent:
    def reported(self, world: World, *, complete: int, short: int) -> ExemptionForm:
        """A school with one exemption that files a report with so many students."""
        world.facility()
        form = world.form()
        kindergartners(world, complete)
        kindergartners(world, short, left_out=(GivenVaccine.VAR,))
        filed(world)
        return form

    def test_nineteen_of_twenty_is_no_trigger(self, world: World) -> None:
        form = self.reported(world, complete=19, short=1)

        assert open_due_reviews(world.clock) == {}
        assert triggers(world, form) == []

    def test_eighteen_of_nineteen_sends_the_schools_forms_to_review(self, world: World) -> None:
        form = self.reported(world, complete=18, short=1)

        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [BELOW]
        listed = world.browser(world.default_user(Role.REVIEWER)).get("/reviews")
        assert "School below 95 percent" in listed.words

    def test_a_form_signed_later_for_the_school_opens_its_own_case(self, world: World) -> None:
        self.reported(world, complete=0, short=1)
        open_due_reviews(world.clock)

        assert triggers(world, world.form()) == [BELOW]

    def test_its_correction_takes_the_case_along_and_a_renewal_has_one(self, world: World) -> None:
        form = self.reported(world, complete=0, short=1)
        open_due_reviews(world.clock)

        corrected = sign(world, correction(world, form).id)
        renewed = sign(world, renewal(world, corrected, date(2027, 6, 1)).id)

        assert [triggers(world, each) for each in (form, corrected, renewed)] == [[BELOW]] * 3
        (case,) = {review_id for each in (form, corrected, renewed) for review_id in world.reload(each).review_ids}
        assert world.ctx().store.get(Review, case).form_id == renewed.id

    def test_a_form_that_is_held_meanwhile_has_its_case_when_it_is_released(self, world: World) -> None:
        """Given a held form, when its school reports less than 95 percent and the physician's matter turns out to be
        unrelated, then the form that counts from now on goes to review like the school's others."""
        world.facility()
        held = world.form(state=LineState.HELD)
        kindergartner(world, left_out=(GivenVaccine.VAR,))
        filed(world)
        open_due_reviews(world.clock)
        assert triggers(world, held) == []

        released = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/standings/{standing_of(world).id}")
        released.press("Record the answers", related_0="no", reason="The matter is about billing")
        open_due_reviews(world.clock)

        assert [each.state for each in world.reload(held).lines] == [LineState.ISSUED]
        assert triggers(world, held) == [BELOW]

    def test_a_form_that_no_longer_counts_is_not_reviewed(self, world: World) -> None:
        world.facility()
        gone = world.form(state=LineState.WITHDRAWN)
        ended = world.form(lines=(line(expires_on=world.clock.today + timedelta(days=1)),))
        world.clock.advance(days=2)
        kindergartner(world, left_out=(GivenVaccine.VAR,))
        filed(world)

        assert open_due_reviews(world.clock) == {"settled": 1}
        assert (triggers(world, gone), triggers(world, ended)) == ([], [])

    def test_a_corrected_report_that_reaches_95_percent_ends_the_trigger_for_later_forms(self, world: World) -> None:
        form = self.reported(world, complete=0, short=1)
        open_due_reviews(world.clock)
        kindergartners(world, 19)

        filed(world, why_changed="A class was left out")

        assert open_due_reviews(world.clock) == {}
        assert triggers(world, form) == [BELOW]  # what is open is decided by a person
        assert triggers(world, world.form()) == []

    def test_filed_again_below_it_opens_no_second_case(self, world: World) -> None:
        form = self.reported(world, complete=0, short=1)
        open_due_reviews(world.clock)

        filed(world, why_changed="A name was wrong")

        assert open_due_reviews(world.clock) == {"settled": 1}
        assert triggers(world, form) == [BELOW]

    def test_another_schools_forms_are_left_alone(self, world: World) -> None:
        world.facility(OTHER_SCHOOL)
        elsewhere = world.form(school=world.facility(OTHER_SCHOOL).as_choice())

        self.reported(world, complete=0, short=1)
        open_due_reviews(world.clock)

        assert triggers(world, elsewhere) == []


class TestWithoutAReport:
    def the_night_after(self, world: World, days: int = 1) -> None:
        due = report_due(school_year_of(date(2026, 11, 20)))
        assert due
        world.at(due.due_on + timedelta(days=days))

    def test_on_the_last_day_nothing_is_missing(self, world: World) -> None:
        world.facility()
        form = world.form()
        self.the_night_after(world, days=0)

        assert check_reports(world.clock) == {}
        assert triggers(world, form) == []

    def test_the_day_after_all_forms_of_the_school_go_to_review(self, world: World) -> None:
        world.facility()
        form = world.form()
        self.the_night_after(world)

        assert check_reports(world.clock) == {"missing": 1}
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [SILENT]
        listed = world.browser(world.default_user(Role.REVIEWER)).get("/reviews")
        assert "School did not report" in listed.words
        assert triggers(world, world.form()) == [SILENT]

    def test_a_missed_night_is_made_up_and_a_second_one_does_nothing(self, world: World) -> None:
        world.facility()
        form = world.form()
        self.the_night_after(world, days=9)

        assert [dict(check_reports(world.clock)) for _night in range(2)] == [{"missing": 1}, {}]
        open_due_reviews(world.clock)
        assert triggers(world, form) == [SILENT]

    def test_a_school_that_filed_is_left_alone(self, world: World) -> None:
        world.facility()
        form = world.form()
        kindergartner(world)
        filed(world)
        self.the_night_after(world)

        assert check_reports(world.clock) == {}
        assert triggers(world, form) == []

    def test_a_late_report_ends_the_trigger_for_later_forms(self, world: World) -> None:
        world.facility()
        world.form()
        kindergartner(world)
        self.the_night_after(world)
        check_reports(world.clock)

        filed(world)

        assert triggers(world, world.form()) == []

    @pytest.mark.parametrize(
        "school",
        [
            {"kind": FacilityKind.FAMILY_CHILD_CARE_HOME},
            {"kind": FacilityKind.PUBLIC_SCHOOL, "grades": "9-12"},
            {"kind": FacilityKind.PUBLIC_SCHOOL, "is_open": False},
        ],
        ids=["a family child care home", "a high school", "a closed school"],
    )
    def test_who_need_not_report_is_looked_at_once_and_left_alone(self, world: World, school: dict[str, Any]) -> None:
        world.facility()
        form = world.form()
        world.facility(**school)
        self.the_night_after(world)

        assert [dict(check_reports(world.clock)) for _night in range(2)] == [{"exempt": 1}, {}]
        assert triggers(world, form) == []
