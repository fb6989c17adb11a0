"""The school's pages to record a dose and a grade, and what school and parent read afterwards."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import World, line
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown
from tests.web.parents_story import parents_browser

PERMANENT = line(Vaccine.VAR, LineKind.PERMANENT)
GIVEN = date(2026, 9, 28)


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def stopped(world: World, *vaccines: Vaccine) -> ExemptionForm:
    world.clock.set("2026-09-01")
    form = world.form(LineState.REVOKED, lines=tuple(line(vaccine) for vaccine in vaccines or (Vaccine.MMR,)))
    world.clock.set("2026-09-28")
    return form


def opened(page: Shown, link: str) -> Shown:
    """The page that a link of this page leads to."""
    return page.portal.get(page.links[link])


def record_dose(world: World, form: ExemptionForm, *vaccines: str, given_on: date = GIVEN) -> Shown:
    page = opened(office(world).get(f"/schools/pupils/{form.id}"), "Record a dose")
    return page.press("Record the dose", vaccines=list(vaccines or ("MMR",)), given_on=given_on)


def record_grade(world: World, form: ExemptionForm, grade: str, since: date) -> Shown:
    page = opened(office(world).get(f"/schools/pupils/{form.id}"), "Record the grade")
    return page.press("Record the grade", grade=grade, since=since)


class TestADose:
    def test_case_77_the_school_reads_what_follows_at_once(self, world: World) -> None:
        form = stopped(world)
        done = record_dose(world, form).follow()
        for part in (
            "The record is changed",
            "Admit conditionally until January 28, 2027",
            "September 28, 2026",
            "October 26, 2026",
            "Counts",
        ):
            assert part in done.words, part
        world.clock.set("2027-01-29")
        assert "Exclude from January 29, 2027" in office(world).get("/schools").words

    def test_the_parent_reads_that_the_shots_have_started(self, world: World) -> None:
        form = stopped(world)
        record_dose(world, form)
        parent = parents_browser(world)
        page = parent.get(f"/parents/forms/{form.id}/stopped")
        assert page.heading == "Your child can stay in school now"
        for part in ("The shots have started", "January 28, 2027", "September 28, 2026", "You can still appeal"):
            assert part in page.words, part
        assert "Do one of these" not in page.words
        assert "The next dose is due by January 28, 2027" in parent.get(f"/parents/forms/{form.id}").words
        assert "The school changed its record" in parent.get("/parents").words

    def test_where_one_of_two_vaccines_has_started_the_other_keeps_its_day(self, world: World) -> None:
        form = stopped(world, Vaccine.MMR, Vaccine.VAR)
        record_dose(world, form)
        page = parents_browser(world).get(f"/parents/forms/{form.id}/stopped")
        assert "Do one of these two by October 1, 2026" in page.words
        assert "January 28, 2027" in page.words
        assert "The shots have started" not in page.words

    def test_a_dose_that_does_not_count_is_kept_with_the_reason(self, world: World) -> None:
        form = stopped(world)
        done = record_dose(world, form, given_on=date(2020, 3, 9)).follow()
        assert "Does not count" in done.words
        assert "Doses count from March 10, 2020" in done.words
        assert "Keep attending until October 1, 2026" in done.words

    def test_a_combined_vaccine_is_typed_once(self, world: World) -> None:
        form = stopped(world, Vaccine.MMR, Vaccine.VAR)
        done = record_dose(world, form, "MMR", "VAR").follow()
        assert done.words.count("The next dose is due by January 28, 2027") == 2

    def test_a_dose_that_this_grade_does_not_need_says_so(self, world: World) -> None:
        assert "Not needed at this grade" in record_dose(world, stopped(world), "HIB").follow().words

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (date(2026, 9, 29), "still to come"),
            (date(2019, 3, 13), "before the child was born"),
        ],
    )
    def test_a_wrong_day_is_told_at_the_field_and_nothing_is_lost(self, world: World, day: date, said: str) -> None:
        answer = record_dose(world, stopped(world), given_on=day)
        assert answer.status == 422
        assert said in answer.errors["given_on"]
        (form,) = [form for form in answer.forms if "vaccines" in form.names]
        assert form.values["vaccines"] == ["MMR"]

    def test_a_dose_that_is_there_already(self, world: World) -> None:
        form = stopped(world)
        record_dose(world, form)
        assert "on record for this day already" in record_dose(world, form, "MMR", "VAR").errors["vaccines"]

    def test_a_mistake_is_taken_off_with_a_reason(self, world: World) -> None:
        form = stopped(world)
        done = record_dose(world, form).follow()
        page = opened(done, "Take this dose off the record September 28, 2026")
        assert page.press("Take it off the record", reason="").errors["reason"]
        gone = page.press("Take it off the record", reason="The card belongs to a brother").follow()
        assert "Keep attending until October 1, 2026" in gone.words
        assert "No doses are on record" in gone.words
        assert office(world).get(page.path).status == 404

    def test_who_opened_the_page_is_on_record(self, world: World) -> None:
        form = stopped(world)
        office(world).get(f"/schools/pupils/{form.id}/dose")
        views = [item for item in all_items(world.table.audit_name) if item["PK"] == f"ACCESS#CHILD#{form.child_id}"]
        assert [view["purpose"] for view in views] == ["school record"]


class TestAGrade:
    @pytest.fixture
    def form(self, world: World) -> ExemptionForm:
        world.clock.set("2026-10-05")
        made = world.form(grade=Grade.GRADE_6, grade_now=Grade.GRADE_6, lines=(PERMANENT,))
        world.clock.set("2027-08-16")
        return made

    def test_case_15_grade_7_ends_the_exemption_for_school_parent_and_certificate(
        self, world: World, form: ExemptionForm
    ) -> None:
        done = record_grade(world, form, "7", date(2027, 8, 16)).follow()
        for part in ("Not an exemption today", "ended on August 15, 2027", "Grade 7, from August 16, 2027"):
            assert part in done.words, part
        assert "August 15, 2027" in office(world).get(f"/schools/pupils/{form.id}/certificate").words
        parent = parents_browser(world).get(f"/parents/forms/{form.id}")
        assert "Ended" in parent.words
        assert "Last day: August 15, 2027" in parent.words

    def test_a_day_to_come_changes_nothing_before_it(self, world: World, form: ExemptionForm) -> None:
        world.clock.set("2027-06-01")
        done = record_grade(world, form, "7", date(2027, 8, 16)).follow()
        assert "Varicella (chickenpox) Admit " in done.words
        assert "last day August 15, 2027" in done.words

    def test_a_repeated_grade_is_shown(self, world: World, form: ExemptionForm) -> None:
        page = office(world).get(f"/schools/pupils/{form.id}/grade")
        assert "in this grade: Grade 7" in page.words
        done = record_grade(world, form, "6", date(2027, 8, 16)).follow()
        assert "Varicella (chickenpox) Admit " in done.words
        assert "Grade 6, from August 16, 2027" in done.words

    def test_a_day_too_far_ahead(self, world: World, form: ExemptionForm) -> None:
        answer = record_grade(world, form, "7", date(2028, 8, 17))
        assert "more than a year away" in answer.errors["since"]
        assert world.ctx().store.get(Child, form.child_id).school_record.grades == ()
