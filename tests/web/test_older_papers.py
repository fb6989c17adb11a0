"""A school finds an older exemption on paper: a letter from before 2021, or a belief exemption from before 2016."""

from datetime import date
from typing import Any

import pytest

from tests.builders import SCHOOL_ID, World
from tests.portal import Portal, Shown
from tests.web.test_students import NEW, ROSALIND, office, the_student

LETTER: dict[str, Any] = {
    "paper": "physician-letter",
    "dated_on": date(2019, 11, 1),
    "span": "tk-6",
    "vaccines": ["MMR"],
    "issuer_name": "Dr. Ottilie Brannigan",
    "issuer_license": "A 51515",
}
BELIEFS: dict[str, Any] = {
    "paper": "personal-beliefs",
    "dated_on": date(2015, 8, 1),
    "span": "tk-6",
    "vaccines": ["MMR"],
}


def sixth_grader(world: World, **answers: Any) -> Shown:
    """Born on March 14, 2015: in kindergarten in the fall of 2020, in grade 6 in the fall of 2026."""
    new = {**ROSALIND, "birth_date": date(2015, 3, 14), "grade": "6", **answers}
    return office(world).get(NEW).press("Add the student", **new).follow()


def recorded(page: Shown, **paper: Any) -> Shown:
    form = page.portal.get(page.links["Record an older exemption on paper"])
    return form.press("Record the paper", **{**LETTER, **paper})


def roster(portal: Portal) -> str:
    return portal.get(f"/schools/at/{SCHOOL_ID}").words


class TestAPaperThatCounts:
    def test_a_letter_of_2019_counts_until_grade_7_and_the_page_says_why(self, world: World) -> None:
        page = recorded(sixth_grader(world)).follow()

        assert "until grade 7 starts" in page.words
        assert "This letter of November 1, 2019 was written before 2020" in page.words
        assert "Signed by Dr. Ottilie Brannigan, A 51515" in page.words
        assert "MMR Admit Older exemption on paper" in page.words

    def test_the_vaccines_that_it_does_not_name_are_still_asked(self, world: World) -> None:
        page = recorded(sixth_grader(world)).follow()

        assert "No shot is on record for:" in page.words
        assert "MMR" not in page.words.partition("No shot is on record for:")[2].partition("Check the")[0]

    def test_the_roster_follows_and_shows_its_own_letter(self, world: World) -> None:
        every = ["MMR", "VAR", "DTAP", "IPV", "HEPB", "HIB", "TDAP"]
        page = recorded(sixth_grader(world), vaccines=every)

        words = roster(page.portal)

        assert "Admit older exemption on paper" in words
        assert "L older exemption on paper" in words

    def test_the_first_day_in_grade_7_ends_it(self, world: World) -> None:
        page = sixth_grader(world, grade="7")

        page = recorded(page).follow()

        assert "Does not count" in page.words
        assert "ended on August 17, 2026, when the child entered the next grade span" in page.words

    def test_nothing_ends_in_silence_a_july_later_the_school_is_asked_for_the_grade(self, world: World) -> None:
        recorded(sixth_grader(world))

        world.clock.set("2027-09-01")
        later = office(world).get(f"/schools/students/{the_student(world).id}")

        assert "Check the grade" in later.words
        assert "By age that was around August 1, 2027" in later.words

    def test_a_student_held_back_keeps_it_as_long_as_the_school_knows_the_grade(self, world: World) -> None:
        page = recorded(sixth_grader(world, birth_date=date(2014, 3, 14))).follow()

        assert "Valid until grade 7 starts" in page.words

    def test_a_temporary_letter_of_2020_has_ended(self, world: World) -> None:
        page = recorded(sixth_grader(world), dated_on=date(2020, 6, 1), expires_on=date(2021, 6, 1)).follow()

        assert "Does not count" in page.words
        assert "The older exemption ended on June 1, 2021" in page.words

    def test_a_belief_exemption_is_filed_under_its_own_name(self, world: World) -> None:
        page = recorded(sixth_grader(world), **BELIEFS, issuer_name="", issuer_license="").follow()

        assert "A personal belief exemption filed in California before 2016" in page.words
        assert "Valid until grade 7 starts" in page.words


class TestAPaperThatIsRefused:
    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            ({"dated_on": date(2021, 1, 1)}, "only the state form is valid"),
            ({**BELIEFS, "dated_on": date(2016, 1, 1)}, "only if it was filed before January 1, 2016"),
            ({"dated_on": date(2014, 1, 1)}, "before the child was born"),
            ({"issuer_name": ""}, "Enter the name of the physician who signed the letter"),
            ({"expires_on": date(2019, 1, 1)}, "The end is before the date of the letter"),
            ({**BELIEFS, "expires_on": date(2019, 1, 1)}, "has no end date of its own"),
        ],
    )
    def test_the_field_says_what_is_wrong_and_nothing_is_recorded(
        self, world: World, answers: dict[str, Any], sentence: str
    ) -> None:
        page = recorded(sixth_grader(world), **answers)

        assert page.status == 422
        assert sentence in page.words
        assert not the_student(world).papers


class TestWhatTheStateStopped:
    def test_a_letter_from_before_2020_is_stopped_only_if_the_physician_was_disciplined(self, world: World) -> None:
        page = recorded(sixth_grader(world)).follow()
        form = page.portal.get(page.links["The state stopped this letter"])
        assert "only if the medical board disciplined the physician" in form.words

        refused = form.press("Record that the state stopped it", stopped_on=world.clock.today)
        assert refused.status == 422
        assert "admit the student until you know" in refused.words

        page = form.press(
            "Record that the state stopped it", stopped_on=world.clock.today, issuer_disciplined="yes"
        ).follow()
        assert "Stopped by the state on" in page.words
        assert "May attend. Shots must start by" in page.words

    def test_a_letter_of_2020_needs_no_discipline(self, world: World) -> None:
        page = recorded(sixth_grader(world), dated_on=date(2020, 6, 1)).follow()
        form = page.portal.get(page.links["The state stopped this letter"])
        assert "medical board" not in form.words

        page = form.press("Record that the state stopped it", stopped_on=date(2026, 9, 1)).follow()

        assert "Stopped by the state on September 1, 2026" in page.words

    def test_after_the_thirty_days_the_student_is_out(self, world: World) -> None:
        page = recorded(sixth_grader(world), dated_on=date(2020, 6, 1)).follow()
        form = page.portal.get(page.links["The state stopped this letter"])
        form.press("Record that the state stopped it", stopped_on=world.clock.today)

        world.clock.advance(days=45)

        assert "Exclude" in roster(office(world)).partition("Quillfeather")[2]

    def test_no_one_stops_a_belief_exemption(self, world: World) -> None:
        page = recorded(sixth_grader(world), **BELIEFS, issuer_name="").follow()
        paper_id = the_student(world).papers[0].id
        assert "The state stopped this letter" not in page.links

        path = f"/schools/students/{the_student(world).id}/papers/{paper_id}/stopped"
        refused = page.portal.get(path).press("Record that the state stopped it", stopped_on=world.clock.today)

        assert refused.status == 422
        assert "The state stops only physicians' letters" in refused.words


def test_a_paper_recorded_by_mistake_counts_no_more_and_the_reason_is_kept(world: World) -> None:
    page = recorded(sixth_grader(world)).follow()
    form = page.portal.get(page.links["Recorded by mistake"])

    page = form.press("Take it off the record", reason="The letter is of a brother").follow()

    assert "Dr. Ottilie Brannigan" not in page.words
    assert not the_student(world).papers


def test_another_school_cannot_put_a_paper_on_the_record(world: World) -> None:
    sixth_grader(world)
    stranger = world.school_person(facility_ids=("19647336019999",))

    assert world.browser(stranger).get(f"/schools/students/{the_student(world).id}/papers/new").status == 404
