"""A school enters a whole card on one page, corrects a dose, and reads on the student's page what follows."""

import re
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.school_record import RecordedDose, ShotPaper
from chalicelib.domain.student import Student
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.rosters.question_codes import QuestionCode
from tests.builders import World, line
from tests.checks.recipients import events_of
from tests.portal import Portal, Shown
from tests.web.test_student_records import on_list

SAVE = "Save the shot record"
PAPER = {"paper": "yellow-card", "seen_by": "P. Drummond"}
CARD = {
    "dtp_1": "5/14/2018",
    "dtp_2": "7/14/18",
    "dtp_3": "Sep 14 2018",
    "dtp_4": "7/14/2019",
    "dtp_5": "4/1/2022",
    "pol_1": "5/14/2018",
    "pol_2": "7/14/2018",
    "pol_3": "9/14/2018",
    "pol_4": "4/1/2022",
    "mmr_1": "4/1/2019",
    "mmr_2": "4/2/2022",
    "var_1": "4/1/2019",
    "var_2": "4/2/2022",
    "name_1": "Engerix",
    "day_1": "3/14/2018",
    "clinic_1": "Alder Clinic",
}


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def card_of(world: World, student_id: str) -> Shown:
    return office(world).get(f"/schools/students/{student_id}/card")


def doses_of(world: World, student_id: str) -> tuple[RecordedDose, ...]:
    return world.ctx().store.get(Student, student_id).school_record.doses


def tokens(page: Shown) -> list[str]:
    return re.findall(r'name="confirmed" value="([^"]+)"', page.text)


def stopped(world: World) -> ExemptionForm:
    """A permanent exemption from MMR that the state has stopped, of the student on the list."""
    parent = world.parent()
    child = ChildFacts(first_name="Rosalind", last_name="Quillfeather", birth_date=date(2018, 3, 14))
    return world.form(
        LineState.REVOKED,
        child=world.child(parent, facts=child),
        parent=parent,
        lines=(line(Vaccine.MMR, LineKind.PERMANENT),),
    )


class TestTheCard:
    def test_all_doses_are_saved_in_one_act_with_the_paper_and_who_saw_it(self, world: World) -> None:
        student_id = on_list(world, card={})
        before = world.ctx().store.get(Student, student_id).version
        assert card_of(world, student_id).press(SAVE, **CARD, **PAPER).status == 303

        doses = doses_of(world, student_id)
        assert len(doses) == 14
        assert {(dose.paper, dose.seen_by) for dose in doses} == {(ShotPaper.YELLOW_CARD, "P. Drummond")}
        assert world.ctx().store.get(Student, student_id).version == before + 1
        assert [(dose.written, dose.clinic) for dose in doses if dose.written] == [("Engerix", "Alder Clinic")]
        assert {dose.recorded_by for dose in doses} == {world.default_user(Role.SCHOOL).id}

    def test_the_person_at_the_desk_stands_there_as_who_saw_it(self, world: World) -> None:
        page = card_of(world, on_list(world, card={}))
        assert page.form(SAVE).values["seen_by"] == world.default_user(Role.SCHOOL).display_name

    def test_doses_on_record_stand_in_the_grid_as_text(self, world: World) -> None:
        page = card_of(world, on_list(world, card={"MMR": ("2019-04-01",)}))
        assert "Dose 1 4/1/2019 Dose 2" in page.words
        assert "mmr_1" not in page.form(SAVE).values
        assert "mmr_2" in page.form(SAVE).values

    def test_all_that_is_wrong_or_unlikely_stands_on_one_page_and_nothing_is_saved_or_lost(self, world: World) -> None:
        student_id = on_list(world, card={"MMR": ("2020-05-01",)})
        typed = {"mmr_2": "5/3/2020", "var_1": "13/40/2019", "pol_1": "5/14/2031", "name_1": "Xyzzyvax"}
        page = card_of(world, student_id).press(SAVE, **typed, day_1="4/1/2019", seen_by="")

        assert page.status == 422
        assert page.errors["pol_1"].startswith("This date is in the future")
        assert page.errors["var_1"].startswith("This is not a date")
        assert page.errors["name_1"].startswith("We do not know this name")
        assert page.errors["paper"] == "Choose which shot record you looked at"
        assert page.errors["seen_by"] == "Enter who looked at the shot record"
        assert "This is 2 days after the dose of May 1, 2020" in page.words
        assert "MMR (measles, mumps, rubella), May 3, 2020" in page.words
        assert {name: page.form(SAVE).values[name] for name in typed} == typed
        assert len(doses_of(world, student_id)) == 1

    def test_what_is_confirmed_is_saved_and_stays_with_the_dose(self, world: World) -> None:
        student_id = on_list(world, card={"MMR": ("2020-05-20",)})
        asked = card_of(world, student_id).press(SAVE, mmr_2="5/22/2020", **PAPER)
        assert asked.status == 422
        assert asked.press(SAVE, confirmed=tokens(asked)).status == 303

        second = doses_of(world, student_id)[-1]
        assert (second.given_on, second.confirmed) == (date(2020, 5, 22), (str(QuestionCode.DAYS_APART),))

    def test_a_corrected_date_is_looked_at_anew(self, world: World) -> None:
        student_id = on_list(world, card={"MMR": ("2020-05-20",)})
        asked = card_of(world, student_id).press(SAVE, mmr_2="5/22/2020", **PAPER)
        again = asked.press(SAVE, mmr_2="5/23/2020", confirmed=tokens(asked))
        assert (again.status, len(doses_of(world, student_id))) == (422, 1)
        assert again.press(SAVE, mmr_2="7/23/2020").status == 303

    def test_an_unclear_name_is_chosen_on_the_page(self, world: World) -> None:
        student_id = on_list(world, card={})
        asked = card_of(world, student_id).press(SAVE, name_1="pentavalente", day_1="5/14/2018", **PAPER)
        assert "Which vaccine was it?" in asked.words
        assert asked.press(SAVE, choice_1="170").status == 303
        (dose,) = doses_of(world, student_id)
        assert [str(each) for each in dose.vaccines] == ["DTAP", "IPV", "HIB"]

    def test_an_empty_card_is_no_card(self, world: World) -> None:
        page = card_of(world, on_list(world, card={})).press(SAVE, **PAPER)
        assert page.errors == {"pol_1": "Type the date of at least one dose, or go back"}

    def test_of_two_who_type_one_card_the_second_is_asked_to_look(self, world: World) -> None:
        student_id = on_list(world, card={})
        first, second = (card_of(world, student_id) for _ in range(2))
        first.press(SAVE, mmr_1="4/1/2019", **PAPER)
        late = second.press(SAVE, mmr_1="4/1/2019", var_1="4/1/2019", **PAPER)
        assert late.status == 409
        assert late.form(SAVE).values["var_1"] == "4/1/2019"

    def test_of_a_child_with_a_form_it_goes_to_the_child_and_the_form(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR),))
        born = world.ctx().store.get(Child, form.child_id).facts.birth_date
        page = office(world).get(f"/schools/pupils/{form.id}/card")
        day = date(born.year + 2, 6, 3)
        assert page.press(SAVE, var_1=f"{day:%m/%d/%Y}", **PAPER).status == 303
        (of_child,) = world.ctx().store.get(Child, form.child_id).school_record.doses
        assert world.ctx().store.get(ExemptionForm, form.id).school_record.doses == (of_child,)
        assert (of_child.given_on, of_child.seen_by) == (day, "P. Drummond")


class TestACorrection:
    def corrected(self, world: World, student_id: str, **answers: Any) -> Shown:
        page = office(world).get(f"/schools/students/{student_id}")
        link = next(url for text, url in page.links.items() if text.startswith("Correct this dose"))
        page = page.portal.get(link)
        return page.press("Correct the dose", **answers)

    def test_the_right_dose_takes_the_place_of_the_wrong_one_and_the_history_has_both(self, world: World) -> None:
        student_id = on_list(world, card={})
        card_of(world, student_id).press(SAVE, mmr_1="4/1/2019", **PAPER)
        done = self.corrected(world, student_id, given_on=date(2019, 4, 11), reason="The card says the 11th")

        assert done.status == 303
        (dose,) = doses_of(world, student_id)
        assert (dose.given_on, dose.paper, dose.seen_by) == (date(2019, 4, 11), ShotPaper.YELLOW_CARD, "P. Drummond")
        newest = events_of(world.table, world.ctx().store.get(Student, student_id))[-1]
        assert (newest.kind, newest.reason) == ("student.change_dose", "The card says the 11th")
        assert "2019-04-01" in str(newest.changes)
        assert "2019-04-11" in str(newest.changes)

    @pytest.mark.parametrize(
        ("answers", "field", "sentence"),
        [
            ({"given_on": date(2019, 4, 11)}, "reason", "Write what was wrong"),
            ({"reason": "It was wrong"}, "given_on", "Nothing is changed yet"),
            ({"reason": "It was wrong", "given_on": date(2031, 4, 1)}, "given_on", "This date is still to come"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(
        self, world: World, answers: dict[str, Any], field: str, sentence: str
    ) -> None:
        student_id = on_list(world, card={"MMR": ("2019-04-01",)})
        page = self.corrected(world, student_id, **answers)
        assert (page.status, len(doses_of(world, student_id))) == (422, 1)
        assert sentence in " ".join(page.errors.values()), (field, page.errors)


class TestTheStudentsPage:
    def test_oral_polio_since_2016_counts_and_is_told_to_the_school(self, world: World) -> None:
        student_id = on_list(world, card={})
        asked = card_of(world, student_id).press(SAVE, name_1="OPV", day_1="7/14/2018", **PAPER)
        assert "The child may need IPV" in asked.words
        page = asked.press(SAVE, confirmed=tokens(asked)).follow()
        assert "Oral polio vaccine since April 2016 protects against two of three types" in page.words
        assert "Oral polio vaccine (OPV) Counts" in page.words

    def test_tetanus_alone_is_recorded_and_said_not_to_count(self, world: World) -> None:
        student_id = on_list(world, card={})
        asked = card_of(world, student_id).press(SAVE, name_1="TT", day_1="7/14/2020", **PAPER)
        page = asked.press(SAVE, confirmed=tokens(asked)).follow()
        assert "Tetanus alone is recorded and does not count" in page.words
        assert "Tetanus alone (TT) Does not count" in page.words

    def test_a_stopped_exemption_that_doses_have_met_never_looks_alive(self, world: World) -> None:
        """F8: the page, the roster and the printed record say the doses, and that the state stopped the exemption."""
        world.clock.set("2026-09-01")
        student_id = on_list(world)
        form = stopped(world)
        world.clock.set("2026-11-20")
        school = office(world)

        page = school.get(f"/schools/students/{student_id}")
        pupil = school.get(f"/schools/pupils/{form.id}")
        assert "MMR Admit Stopped by the state on September 1, 2026 all doses" in page.words
        assert "No exemption is needed today" in page.words
        for shown in (page, pupil):
            assert "Keep the certificate" not in shown.words
        assert "Exemption not valid today (Permanent)" in pupil.words
        record = school.get(f"/schools/students/{student_id}/record")
        mmr = next(row for row in record.html.iter("tr") if "MMR" in "".join(row.itertext()))
        assert "X" not in [part.strip() for part in mmr.itertext()]
        roster = school.get("/schools").words
        assert "Permanent exemption" not in roster

    def test_the_log_tells_what_was_done_by_whom_on_which_day(self, world: World) -> None:
        student_id = on_list(world, card={})
        page = card_of(world, student_id).press(SAVE, mmr_1="4/1/2019", **PAPER).follow()
        name = world.default_user(Role.SCHOOL).display_name
        today = world.clock.today
        day = f"{today:%B} {today.day}, {today.year}"
        assert f"{day} Shots recorded: MMR (measles, mumps, rubella) {name}" in page.words
        assert f"Last shot record seen on {day} by P. Drummond" in page.words

    def test_the_next_dose_stands_in_the_grid(self, world: World) -> None:
        world.clock.set("2026-09-01")
        student_id = on_list(world, card={})
        stopped(world)
        world.clock.set("2026-09-20")
        page = office(world).get(f"/schools/students/{student_id}")
        assert "due by 10/1/2026" in page.words
        assert "Stopped by the state on September 1, 2026" in page.words


class TestASingleDose:
    def test_the_birth_date_and_the_last_evening_of_the_year_are_days_of_california(self, world: World) -> None:
        """Field report 19: given 11 in the evening of December 31 in California, which is the next year elsewhere,
        then a dose of the day of birth and one of that day are recorded, and one of the next day is still to come."""
        student_id = on_list(world, card={})
        world.at("2026-12-31", hour=23)
        page = office(world).get(f"/schools/students/{student_id}/dose")
        assert page.press("Record the dose", vaccines=["HEPB"], given_on=date(2018, 3, 14)).status == 303
        page = office(world).get(f"/schools/students/{student_id}/dose")
        tomorrow = page.press("Record the dose", vaccines=["MMR"], given_on=date(2027, 1, 1))
        assert "still to come" in tomorrow.errors["given_on"]
        assert tomorrow.press("Record the dose", given_on=date(2026, 12, 31)).status == 303

    def test_two_days_after_another_it_is_asked_about_once_and_then_recorded(self, world: World) -> None:
        """F7 and field report 15: one shot on two cards must not be a second dose without a word."""
        student_id = on_list(world, card={"MMR": ("2020-05-20",)})
        page = office(world).get(f"/schools/students/{student_id}/dose")
        asked = page.press("Record the dose", vaccines=["MMR"], given_on=date(2020, 5, 22))
        assert (asked.status, len(doses_of(world, student_id))) == (422, 1)
        assert "This is 2 days after the dose of May 20, 2020" in asked.errors["confirmed"]

        other = asked.press("Record the dose", given_on=date(2020, 5, 23), confirmed=["2020-05-22"])
        assert other.status == 422, "another date is another question"
        assert asked.press("Record the dose", confirmed=["2020-05-22"]).status == 303
        assert doses_of(world, student_id)[-1].confirmed == (str(QuestionCode.DAYS_APART),)
