"""A school's letters to parents: due by the answers of the day, in the language of the family, recorded when given."""

from datetime import date

import pytest

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.school_record import LetterKind, RecordedNotice
from chalicelib.domain.student import Student
from chalicelib.law.enums import NoticeWay, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World, line
from tests.invariants.places_calendars import saved
from tests.web.parent_letters import BACK, CALL, ENDS, NEEDED, OUT, enroll, given, office, printed


@pytest.fixture
def autumn(world: World) -> None:
    """Today is September 21, 2026, a Monday; the school has entered and checked its calendar."""
    world.clock.set("2026-09-21")
    saved(world, 2026, owner=SCHOOL_ID, closures=(), extra_days=frozenset())


@pytest.fixture
def student_id(world: World, autumn: None) -> str:
    (student_id,) = enroll(world, "Wren")
    return student_id


def notices_of(world: World, student_id: str) -> tuple[RecordedNotice, ...]:
    return world.ctx().store.get(Student, student_id).school_record.notices


def answer(world: World, student_id: str) -> str:
    words = office(world).get(f"/schools/students/{student_id}").words
    return words[words.index("By the shots on record") : words.index("As of")]


class TestNoticeOfImmunizationsNeeded:
    def test_is_due_ticked_and_printed_in_the_language_of_the_family(self, world: World, student_id: str) -> None:
        page = office(world).get(NEEDED)
        assert page.form("See the letters").values["to"] == [f"student-{student_id}"]

        letter = page.press("See the letters", **CALL)

        assert '<article class="document" lang="es">' in letter.text
        assert "5 de octubre de 2026" in letter.words
        assert "6 de octubre de 2026" in letter.words
        assert "Odalys Quill" in letter.words
        assert "(559) 555-0188" in letter.words
        assert letter.text.count("<article") == 1
        assert notices_of(world, student_id) == ()

    def test_with_an_english_copy_the_days_are_the_same(self, world: World, student_id: str) -> None:
        letter = printed(world, NEEDED, english_copy="yes")

        assert letter.text.count("<article") == 2
        assert (
            "If we have none of these by October 5, 2026, Wren cannot attend starting October 6, 2026." in letter.words
        )

    def test_by_mail_three_days_are_added(self, world: World, student_id: str) -> None:
        letter = printed(world, NEEDED, way="post", english_copy="yes")

        assert "by October 8, 2026, Wren cannot attend starting October 9, 2026" in letter.words

    def test_recorded_the_clock_runs_and_the_letter_is_due_no_more(self, world: World, student_id: str) -> None:
        done = given(world, NEEDED, way="post")

        assert "The letters are on record" in done.words
        assert "No letter of this kind is due today" in done.words
        (notice,) = notices_of(world, student_id)
        assert notice == RecordedNotice(
            kind=LetterKind.IMMUNIZATIONS_NEEDED,
            vaccines=(Vaccine.MMR,),
            language="es",
            given_on=date(2026, 9, 21),
            way=NoticeWay.POST,
            received_on=date(2026, 9, 24),
            last_day=date(2026, 10, 8),
            first_day=date(2026, 10, 9),
            recorded_on=date(2026, 9, 21),
            recorded_by=world.default_user(Role.SCHOOL).id,
            facility_id=SCHOOL_ID,
        )
        assert "May attend. Proof due by October 8, 2026" in answer(world, student_id)

    def test_pressed_twice_it_is_recorded_once(self, world: World, student_id: str) -> None:
        letters = printed(world, NEEDED)

        letters.press("Record as given")
        again = letters.press("Record as given").follow()

        assert "The letters are on record" in again.words
        assert len(notices_of(world, student_id)) == 1

    def test_a_second_tab_records_nothing_twice(self, world: World, student_id: str) -> None:
        first, second = printed(world, NEEDED), printed(world, NEEDED)

        first.press("Record as given")
        refused = second.press("Record as given")

        assert "not due anymore" in refused.words
        assert len(notices_of(world, student_id)) == 1

    def test_another_copy_names_the_day_of_the_first(self, world: World, student_id: str) -> None:
        given(world, NEEDED)
        world.clock.set("2026-09-28")
        page = office(world).get(f"/schools/students/{student_id}/letters")
        kind = LetterKind.IMMUNIZATIONS_NEEDED.value
        assert "not due anymore" in page.press("See the letter", kind=kind, **CALL).words

        letter = page.press("See the letter", kind=kind, again="yes", english_copy="yes", **CALL)
        assert "by October 5, 2026, Wren cannot attend starting October 6, 2026" in letter.words
        back = letter.press("Record as given").follow()

        assert "Letters to the parents" in back.words
        assert len(notices_of(world, student_id)) == 2
        assert "May attend. Proof due by October 5, 2026" in answer(world, student_id)

    def test_where_no_dose_is_on_record_the_card_comes_first(self, world: World, autumn: None) -> None:
        enroll(world, "Io", doses=False)

        page = office(world).get(NEEDED)

        assert "No shot on record: DTaP" in page.words
        assert page.press("See the letters", **CALL).errors["to"] == "Check at least one student"


class TestWithoutACalendar:
    def test_a_person_confirms_the_days_of_an_assumed_calendar(self, world: World) -> None:
        world.clock.set("2026-09-21")
        (student_id,) = enroll(world, "Wren")

        refused = printed(world, NEEDED)
        assert "Check the day against your school" in refused.errors["calendar_checked"]

        refused.press("See the letters", calendar_checked="yes").press("Record as given")
        assert len(notices_of(world, student_id)) == 1

        world.clock.set("2026-10-12")
        assert "Check the day against your school" in printed(world, OUT).errors["calendar_checked"]
        assert len(notices_of(world, student_id)) == 1


class TestExclusionAndReturn:
    @pytest.fixture(autouse=True)
    def noticed(self, world: World, student_id: str) -> None:
        """The tenth school day is October 5, 2026."""
        given(world, NEEDED)

    @pytest.mark.parametrize(("on", "is_due"), [("2026-10-05", False), ("2026-10-06", True)])
    def test_is_due_from_the_day_after_the_tenth_school_day(self, world: World, on: str, is_due: bool) -> None:
        world.clock.set(on)

        assert ("Quill, Wren" in office(world).get(OUT).words) is is_due

    def test_names_the_first_day_out_and_what_ends_it(self, world: World, student_id: str) -> None:
        world.clock.set("2026-10-06")

        letter = printed(world, OUT, english_copy="yes")

        assert "Wren cannot attend starting October 6, 2026." in letter.words
        assert "proof of one dose of each shot in the list" in letter.words
        done = letter.press("Record as given").follow()
        assert "No letter of this kind is due today" in done.words
        assert "Exclude starting October 6, 2026" in answer(world, student_id)
        out = notices_of(world, student_id)[-1]
        assert (out.kind, out.first_day, out.last_day) == (LetterKind.EXCLUSION, date(2026, 10, 6), None)

    def test_on_one_dose_the_student_is_back_and_the_letter_of_the_return_is_due(
        self, world: World, student_id: str
    ) -> None:
        world.clock.set("2026-10-06")
        given(world, OUT)
        assert "No letter of this kind is due today" in office(world).get(BACK).words
        school = world.ctx(world.default_user(Role.SCHOOL))
        record_student_dose(school, student_id, None, GivenDose(frozenset({GivenVaccine.MMR}), date(2026, 10, 6)))

        letter = printed(world, BACK, english_copy="yes")

        assert "Wren can attend starting October 6, 2026." in letter.words
        assert "No letter of this kind is due today" in letter.press("Record as given").follow().words

    def test_a_letter_of_an_exclusion_starts_no_clock(self, world: World, student_id: str) -> None:
        world.clock.set("2026-10-06")
        given(world, OUT)
        world.clock.set("2026-12-01")

        assert "Exclude starting October 6, 2026" in answer(world, student_id)


class TestTheEndOfAnExemption:
    """A pupil with a form and no row of the list; the MMR exemption ends on Friday, October 23, 2026."""

    def test_told_in_time_the_pupil_is_out_on_the_next_school_day_of_the_calendar(
        self, world: World, autumn: None
    ) -> None:
        world.clock.set("2026-03-02")
        form = world.form(lines=(line(Vaccine.MMR, expires_on=date(2026, 10, 23)),))
        world.clock.set("2026-10-12")
        saved(
            world,
            2026,
            owner=SCHOOL_ID,
            closures=(),
            extra_days=frozenset(),
            weekdays=frozenset({1, 2, 3, 4}),  # no school on Mondays
        )

        letter = printed(world, ENDS)
        assert "It is valid through October 23, 2026." in letter.words
        assert "Ask the doctor from which day each shot is safe." in letter.words
        assert "Can be given from" not in letter.words
        assert "cannot attend starting October 27, 2026" in letter.words
        letter.press("Record as given")

        (notice,) = world.ctx().store.get(Child, form.child_id).school_record.notices
        assert (notice.kind, notice.first_day) == (LetterKind.EXEMPTION_ENDS, date(2026, 10, 27))
        assert "No letter of this kind is due today" in office(world).get(ENDS).words
        world.clock.set("2026-10-24")
        assert "Exclude starting October 27, 2026" in office(world).get(f"/schools/pupils/{form.id}").words
