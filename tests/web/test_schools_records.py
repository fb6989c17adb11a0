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
    answer = page.press("Record the grade", grade=grade, since=since)
    return answer.press("Record the grade and end the exemption") if answer.status == 200 else answer


class TestADose:
    def test_case_77_the_school_reads_what_follows_at_once(self, world: World) -> None:
        form = stopped(world)
        done = record_dose(world, form).follow()
        for part in (
            "The record was changed",
            "Admit conditionally through January 28, 2027",
            "September 28, 2026",
            "October 26, 2026",
            "Counts",
        ):
            assert part in done.words, part
        world.clock.set("2027-01-29")
        assert "Exclude starting January 29, 2027" in office(world).get("/schools").words

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
        assert "May attend. Shots must start by October 1, 2026" in done.words

    def test_a_combined_vaccine_is_typed_once(self, world: World) -> None:
        form = stopped(world, Vaccine.MMR, Vaccine.VAR)
        done = record_dose(world, form, "MMR", "VAR").follow()
        assert done.words.count("The next dose is due by January 28, 2027") == 2

    def test_a_dose_that_this_grade_does_not_need_says_so(self, world: World) -> None:
        assert "Not needed at this grade" in record_dose(world, stopped(world), "HIB").follow().words

    @pytest.mark.parametrize(
        ("day", "said"), [(date(2026, 9, 29), "still to come"), (date(2019, 3, 13), "before the child was born")]
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
        assert "May attend. Shots must start by October 1, 2026" in gone.words
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


class TestAWrittenNotice:
    """An MMR exemption ended on October 23, 2026 by date; no school on November 11."""

    @pytest.fixture
    def form(self, world: World) -> ExemptionForm:
        world.clock.set("2026-03-02")
        form = world.form(lines=(line(Vaccine.MMR, expires_on=date(2026, 10, 23)),))
        world.clock.set("2026-10-27")
        return form

    def answer(self, world: World, form: ExemptionForm, on: str) -> str:
        world.clock.set(on)
        words = office(world).get(f"/schools/pupils/{form.id}").words
        return words[words.index("Answer for today") :]

    def record(self, world: World, form: ExemptionForm, **answers: object) -> Shown:
        page = opened(office(world).get(f"/schools/pupils/{form.id}"), "Record a written notice")
        given = {"vaccines": ["MMR"], "way": "by-hand", "given_on": date(2026, 10, 27)}
        counted = page.press("Record the notice", **{**given, **answers})
        if counted.status != 200:
            return counted
        return counted.press("Record the notice", calendar_checked="yes")

    def test_case_108_ten_school_days_from_the_receipt_then_out_on_a_school_day(
        self, world: World, form: ExemptionForm
    ) -> None:
        assert "Not an exemption today" in self.answer(world, form, "2026-10-27")

        done = self.record(world, form).follow()

        assert "May attend. Proof due by November 10, 2026" in done.words
        assert "By hand, given on October 27, 2026, received on October 27, 2026." in done.words
        assert "May attend. Proof due by November 10, 2026" in self.answer(world, form, "2026-11-10")
        out = self.answer(world, form, "2026-11-11")
        assert out.startswith("Answer for today Exclude starting November 12, 2026")
        assert "Exclude starting November 12, 2026" in office(world).get("/schools").words

    def test_case_109_back_on_one_dose_of_each_vaccine_due(self, world: World, form: ExemptionForm) -> None:
        self.record(world, form)
        assert "Exclude starting November 12, 2026" in self.answer(world, form, "2026-11-16")

        record_dose(world, form, given_on=date(2026, 11, 16))

        back = self.answer(world, form, "2026-11-16")
        assert "MMR (measles, mumps, rubella) Admit conditionally through March 16, 2027" in back
        assert "Exclude" not in back
        assert "Exclude starting March 17, 2027" in self.answer(world, form, "2027-03-17")

    def test_by_mail_the_days_run_from_three_days_later(self, world: World, form: ExemptionForm) -> None:
        assert "May attend. Proof due by November 16, 2026" in self.record(world, form, way="post").follow().words

    def test_the_days_run_from_the_receipt_where_the_school_knows_it(self, world: World, form: ExemptionForm) -> None:
        done = self.record(world, form, way="post", received_on=date(2026, 10, 28)).follow()

        assert "May attend. Proof due by November 12, 2026" in done.words

    def test_the_schools_own_calendar_moves_the_tenth_day_later_and_never_earlier(
        self, world: World, form: ExemptionForm
    ) -> None:
        refused = self.record(world, form, last_day=date(2026, 11, 9))
        assert "Ten school days cannot be over" in refused.errors["last_day"]

        done = self.record(world, form, last_day=date(2026, 11, 20)).follow()

        assert "May attend. Proof due by November 20, 2026" in done.words
        assert "Exclude starting November 23, 2026" in self.answer(world, form, "2026-11-21")

    def test_told_of_the_end_in_time_the_student_is_out_on_the_next_school_day(
        self, world: World, form: ExemptionForm
    ) -> None:
        world.clock.set("2026-10-23")
        self.record(world, form, given_on=date(2026, 10, 23))

        assert "Admit conditionally through October 23, 2026" in self.answer(world, form, "2026-10-23")
        assert "Exclude starting October 26, 2026" in self.answer(world, form, "2026-10-24")

    @pytest.mark.parametrize(
        ("wrong", "field", "said"),
        [
            ({"given_on": date(2026, 10, 28)}, "given_on", "still to come"),
            ({"received_on": date(2026, 10, 26)}, "received_on", "cannot have received"),
            ({"vaccines": []}, "vaccines", "Choose each vaccine"),
            ({"way": ""}, "way", "Choose how"),
        ],
    )
    def test_what_cannot_be_is_said_at_the_field(
        self, world: World, form: ExemptionForm, wrong: dict[str, object], field: str, said: str
    ) -> None:
        answer = self.record(world, form, **wrong)

        assert said in answer.errors[field]
        assert world.ctx().store.get(Child, form.child_id).school_record.notices == ()


class TestOtherShots:
    """A child born March 14, 2013 who enters grade 7, and old cards."""

    def form(self, world: World) -> ExemptionForm:
        world.clock.set("2026-09-01")
        return world.form(grade=Grade.GRADE_7, grade_now=Grade.GRADE_7, lines=(line(Vaccine.TDAP),))

    def section(self, page: Shown) -> str:
        words = page.follow().words
        return words[words.index("Doses on record") : words.index("Written notices to the parent")]

    @pytest.mark.parametrize(
        ("shot", "given_on", "name", "standing"),
        [
            ("TD", date(2026, 8, 3), "Td (tetanus, diphtheria, without whooping cough)", "Counts"),
            ("DT", date(2021, 8, 3), "DT (diphtheria, tetanus, for children under 7)", "Does not count"),
            ("DTP", date(2021, 8, 3), "DTP (older diphtheria, tetanus, whooping cough vaccine)", "Counts"),
            ("OPV", date(2021, 8, 3), "Oral polio vaccine (OPV)", "Counts"),
            ("MEASLES", date(2021, 8, 3), "Measles alone", "Counts"),
            ("MUMPS", date(2021, 8, 3), "Mumps alone", "Counts"),
            ("RUBELLA", date(2021, 8, 3), "Rubella alone", "Counts"),
        ],
    )
    def test_older_and_single_vaccines_are_recorded_as_they_are(
        self, world: World, shot: str, given_on: date, name: str, standing: str
    ) -> None:
        told = self.section(record_dose(world, self.form(world), shot, given_on=given_on))

        assert f"{name} {standing} " in told
        if shot == "DT":
            assert "do not count it toward" in told

    def test_a_td_is_never_the_tdap_of_grade_7(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(grade=Grade.GRADE_7, grade_now=Grade.GRADE_7, lines=(line(Vaccine.IPV),))
        record_dose(world, form, "TD", given_on=date(2026, 8, 3))
        words = office(world).get(f"/schools/pupils/{form.id}").words

        to_check = words[words.index("Check on the student's own record") : words.index("Doses on record")]
        assert "Tdap" in to_check

    def test_two_shots_of_one_kind_on_a_day_are_refused_under_whatever_name(self, world: World) -> None:
        form = self.form(world)
        record_dose(world, form, "OPV", given_on=date(2021, 8, 3))

        assert "vaccines" in record_dose(world, form, "IPV", given_on=date(2021, 8, 3)).errors

    def test_a_month_without_a_day_counts_only_where_the_day_does_not_matter(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(lines=(line(Vaccine.IPV),))  # born March 14, 2019

        def record(month: str, year: str) -> str:
            page = opened(office(world).get(f"/schools/pupils/{form.id}"), "Record a dose")
            page.press("Record the dose", vaccines=["MMR"], given_on_month=month, given_on_day="", given_on_year=year)
            return office(world).get(f"/schools/pupils/{form.id}").words

        record("5", "2023")
        uncertain = record("3", "2020")
        assert "(month and year only; the day is not known)" in uncertain
        assert "MMR (measles, mumps, rubella) Check the record" in uncertain
        assert "Ask the doctor or clinic for the full date" in uncertain

        certain = record("4", "2020")
        assert "MMR (measles, mumps, rubella) Admit " in certain
