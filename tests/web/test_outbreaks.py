"""The page of an outbreak: the call first, who is unprotected and why, the officer's order and its end."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.outbreaks.outbreak_case import STUDENTS_AT_ONCE
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.errors import PortalError
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.student import Contact, Situation, Student, StudentFacts
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.places_outbreaks import excluded, outbreak_of
from tests.portal import Portal, Shown

BORN = date(2018, 3, 14)
TWO_MMR = (date(2020, 5, 2), date(2022, 5, 2))


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def student(world: World, first_name: str, *mmr: date, grade: Grade = Grade.GRADE_2, **facts: object) -> str:
    """A student of the default school with these doses of MMR; the id of the record."""
    school = world.default_user(Role.SCHOOL)
    known = StudentFacts(
        child=ChildFacts(first_name=first_name, last_name="Quillfeather", birth_date=BORN)
    ).with_changes(**facts)
    student_id = add_student(world.ctx(school), NewStudent(SCHOOL_ID, known, grade, date(2026, 8, 17))).subject.id
    for day in mmr:
        record_student_dose(world.ctx(school), student_id, None, GivenDose(frozenset({GivenVaccine.MMR}), day))
    return student_id


def whole_school(world: World, **facts: object) -> ExposureAtSchool:
    return outbreak_of(world, rooms=(), **facts)


def page_of(world: World, exposure: ExposureAtSchool, page: str = "") -> Shown:
    return office(world).get(f"/schools/outbreaks/{exposure.id}{page}")


def read(world: World, student_id: str) -> Student:
    return world.ctx().store.get(Student, student_id)


class TestTheRoster:
    def test_the_call_stands_first_and_the_case_is_not_asked_for(self, world: World) -> None:
        page = page_of(world, outbreak_of(world, reported_on=None))
        assert "Call the local health officer right away" in page.words
        assert page.words.index("Call the local health officer") < page.words.index("Without protection")
        assert "(559) 555-0190" in page.words
        assert "Do not write who is sick" in office(world).get(f"/schools/at/{SCHOOL_ID}/outbreaks/new").words

    def test_a_complete_student_is_not_listed_and_the_others_are_with_the_reason(self, world: World) -> None:
        """Given one complete, one without a record and one between two doses, the last two are listed."""
        student(world, "Complete", *TWO_MMR)
        student(world, "Nothing")
        student(world, "Between", world.clock.today - timedelta(days=30))
        student(world, "Iep", TWO_MMR[0], situations=(Situation.SPECIAL_EDUCATION,))
        page = page_of(world, whole_school(world))
        assert "Complete" not in page.words
        for name, why in (
            ("Quillfeather, Nothing", "No dose on record"),
            ("Quillfeather, Between", "Admitted conditionally"),
            ("Quillfeather, Iep", "Individualized education program"),
        ):
            assert name in page.words
            assert why in page.words

    def test_a_student_with_an_exemption_is_listed_with_its_kind(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
        page = page_of(world, whole_school(world))
        assert form.child.last_name in page.words
        assert "Permanent medical exemption" in page.words
        assert "Your list of students does not have this student" in page.words

    def test_an_exempt_student_whose_own_record_is_complete_is_not_listed(self, world: World) -> None:
        """The doses stand on the school's record, and the exemption is from another vaccine."""
        form = world.form(lines=(line(Vaccine.VAR),))
        named = form.child.first_name, form.child.last_name
        facts = ChildFacts(first_name=named[0], last_name=named[1], birth_date=form.child.birth_date)
        exposure = whole_school(world)
        assert form.child.last_name in page_of(world, exposure).words
        student(world, named[0], *TWO_MMR, child=facts)
        assert form.child.last_name not in page_of(world, exposure).words

    def test_whom_to_call_in_which_language_and_the_siblings(self, world: World) -> None:
        contact = Contact(parent_name="Odalys Quillfeather", telephone="(559) 555-0127", language="es")
        student(world, "Rosalind", contact=contact)
        student(world, "Tobias", *TWO_MMR, contact=contact.with_changes(telephone="559 555 0127"), room="9")
        page = page_of(world, whole_school(world))
        for part in ("Odalys Quillfeather", "(559) 555-0127", "Spanish", "Siblings here: Tobias Quillfeather (9)"):
            assert part in page.words, part

    def test_by_room_and_grade_and_a_student_without_a_room_is_not_lost(self, world: World) -> None:
        student(world, "Here", room="14")
        student(world, "Elsewhere", room="15")
        student(world, "Unknown")
        page = page_of(world, outbreak_of(world, rooms=("14",)))
        assert ("Here" in page.words, "Unknown" in page.words, "Elsewhere" in page.words) == (True, True, False)
        every = whole_school(world)
        assert "Elsewhere" not in page_of(world, every, "?room=14").words
        assert "Elsewhere" in page_of(world, every, "?grade=2").words
        assert "Elsewhere" not in page_of(world, every, "?grade=3").words

    def test_who_left_is_not_on_the_list(self, world: World) -> None:
        gone = student(world, "Gone")
        left = office(world).get(f"/schools/students/{gone}/left")
        left.press("Save the last day", last_day=world.clock.today - timedelta(days=1))
        assert "Gone" not in page_of(world, whole_school(world)).words

    def test_the_print_has_boxes_and_the_file_a_line_for_each(self, world: World) -> None:
        student(world, "Rosalind", TWO_MMR[0], room="=14")
        exposure = whole_school(world)
        printed = page_of(world, exposure, "/print")
        for part in ("Called", "Sent home", "Back", "(559) 555-0190", "Quillfeather, Rosalind", "May 2, 2020"):
            assert part in printed.words, part
        header, row = page_of(world, exposure, "/file").text.lstrip("\ufeff").splitlines()
        cells = dict(zip(header.split(","), row.replace('"', "").split(","), strict=False))
        assert cells["last_name_first_name"] == "Quillfeather"
        assert "'=14" in row
        assert "2020-05-02" in row

    @pytest.mark.parametrize("page", ["", "/print", "/file", "/exclude"])
    def test_each_page_that_names_students_is_written_down_first(self, world: World, page: str) -> None:
        student(world, "Rosalind")
        exposure = whole_school(world)
        views = [item for item in all_items(world.table.audit_name) if item["PK"] == f"ACCESS#FACILITY#{SCHOOL_ID}"]
        page_of(world, exposure, page)
        after = [item for item in all_items(world.table.audit_name) if item["PK"] == f"ACCESS#FACILITY#{SCHOOL_ID}"]
        assert len(after) == len(views) + 1


class TestTheOrder:
    def test_measles_through_day_21_and_back_on_day_22_on_every_page(self, world: World) -> None:
        """Given an exposure yesterday, when the officer excludes through day 21, then day 22 is the day back."""
        student_id = student(world, "Rosalind")
        last_exposure = world.clock.today - timedelta(days=1)
        exposure = whole_school(world)
        day_21 = last_exposure + timedelta(days=21)
        form = page_of(world, exposure, "/exclude")
        assert f"{day_21:%B} {day_21.day}, {day_21.year}" in form.words
        page = form.press("Record the exclusion", students=[student_id], through=day_21).follow()
        said = f"Exclude through {day_21:%B} {day_21.day}, {day_21.year}"
        assert said in page.words
        pages = [f"/schools/at/{SCHOOL_ID}", f"/schools/students/{student_id}"]
        world.clock.advance(days=20)
        assert [said in office(world).get(path).words for path in pages] == [True, True]
        world.clock.advance(days=1)
        assert [said in office(world).get(path).words for path in pages] == [False, False]
        assert "Back since" in page_of(world, exposure).words

    def test_the_order_holds_on_the_pages_of_an_exemption_too(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
        facts = ChildFacts(
            first_name=form.child.first_name, last_name=form.child.last_name, birth_date=form.child.birth_date
        )
        student_id = student(world, form.child.first_name, child=facts)
        paths = (f"/schools/at/{SCHOOL_ID}", f"/schools/students/{student_id}", f"/schools/pupils/{form.id}")
        assert not any("Exclude through" in office(world).get(path).words for path in paths)
        last_day = world.clock.today + timedelta(days=20)
        excluded(world, whole_school(world), student_id, through=last_day)
        assert [path for path in paths if "Exclude through" not in office(world).get(path).words] == []

    def test_a_form_signed_after_the_order_obeys_it(self, world: World) -> None:
        first = world.form(lines=(line(Vaccine.VAR),))
        facts = ChildFacts(
            first_name=first.child.first_name, last_name=first.child.last_name, birth_date=first.child.birth_date
        )
        student_id = student(world, facts.first_name, child=facts)
        excluded(world, whole_school(world), student_id, through=world.clock.today + timedelta(days=20))
        child = world.ctx().store.get(Child, first.child_id)
        later = world.form(child=child, lines=(line(Vaccine.HEPB),))
        assert "Exclude through" in office(world).get(f"/schools/pupils/{later.id}").words

    def test_a_dose_that_completes_takes_the_student_off(self, world: World) -> None:
        student_id = student(world, "Rosalind", TWO_MMR[0])
        exposure = whole_school(world)
        excluded(world, exposure, student_id)
        path = f"/schools/students/{student_id}"
        assert "health officer keeps the child out" in office(world).get(path).words
        given = GivenDose(frozenset({GivenVaccine.MMR}), world.clock.today)
        record_student_dose(world.ctx(world.default_user(Role.SCHOOL)), student_id, None, given)
        assert "health officer keeps the child out" not in office(world).get(path).words
        assert "No longer on the list" in page_of(world, exposure).words

    def test_only_an_unprotected_student_can_be_excluded(self, world: World) -> None:
        protected, open_to_it = student(world, "Complete", *TWO_MMR), student(world, "Nothing")
        exposure = whole_school(world)
        with pytest.raises(PortalError, match="EXCLUSION_OF_PROTECTED"):
            excluded(world, exposure, open_to_it, protected)
        assert (read(world, protected).exclusions, read(world, open_to_it).exclusions) == ((), ())

    def test_a_student_of_another_school_is_not_found(self, world: World) -> None:
        stranger = student(world, "Nothing")
        item = read(world, stranger)
        exposure = whole_school(world)
        other = world.school_person(facility_ids=("19647336019999",))
        assert world.browser(other).get(f"/schools/outbreaks/{exposure.id}").status == 404
        assert world.browser(other).get(f"/schools/at/{SCHOOL_ID}/outbreaks").status == 404
        assert item.facility_id == SCHOOL_ID

    def test_a_date_before_the_exposure_or_out_of_order_is_refused(self, world: World) -> None:
        student_id = student(world, "Nothing")
        exposure = whole_school(world)
        for answers, said in (
            ({"since": exposure.first_exposure - timedelta(days=1)}, "before the first day of exposure"),
            ({"through": world.clock.today - timedelta(days=1)}, "cannot be before the first day out"),
            ({"students": []}, "Choose at least one student"),
            ({"officer": ""}, "Enter the name of the health officer"),
        ):
            typed = {"students": [student_id], "officer": "Dr. Ashgrove", **answers}
            page = page_of(world, exposure, "/exclude").press("Record the exclusion", **typed)
            assert (page.status, said in page.words) == (422, True), answers
        assert read(world, student_id).exclusions == ()

    def test_one_record_for_each_exposure_however_often_it_is_pressed(self, world: World) -> None:
        student_id = student(world, "Nothing")
        exposure = whole_school(world)
        excluded(world, exposure, student_id)
        before = read(world, student_id)
        excluded(world, exposure, student_id)
        assert read(world, student_id) == before
        second = whole_school(world)
        excluded(world, second, student_id)
        assert [each.exposure_id for each in read(world, student_id).exclusions] == [exposure.id, second.id]

    def test_an_order_for_more_students_than_one_transaction_holds(self, world: World) -> None:
        ids = [student(world, f"Nothing{'x' * place}") for place in range(STUDENTS_AT_ONCE + 1)]
        exposure = whole_school(world)
        excluded(world, exposure, *ids)
        assert all(read(world, each).exclusion_of(exposure.id) for each in ids)
        assert len(world.ctx().store.get(ExposureAtSchool, exposure.id).excluded) == len(ids)


class TestTheEnd:
    def test_another_date_for_one(self, world: World) -> None:
        one, other = student(world, "One"), student(world, "Other")
        exposure = whole_school(world)
        excluded(world, exposure, one, other)
        last_day = world.clock.today + timedelta(days=5)
        page_of(world, exposure, "/change").press("Save the date", students=[one], through=last_day).follow()
        found = [read(world, each).exclusions[0].through for each in (one, other)]
        assert found == [last_day, None]

    def test_lifting_for_all_and_back_on_that_day(self, world: World) -> None:
        one, other = student(world, "One"), student(world, "Other")
        exposure = whole_school(world)
        excluded(world, exposure, one, other)
        tomorrow = world.clock.today + timedelta(days=1)
        lift = page_of(world, exposure, "/lift")
        page = lift.press("Lift the exclusion", students=["everyone"], first_day_back=tomorrow).follow()
        assert "Exclude. Back on" in page.words
        assert {read(world, each).exclusions[0].lifted_on for each in (one, other)} == {tomorrow}
        assert "keeps the child out" in office(world).get(f"/schools/students/{one}").words
        world.clock.advance(days=1)
        assert "keeps the child out" not in office(world).get(f"/schools/students/{one}").words

    def test_it_closes_only_when_no_one_is_out_and_then_leaves_the_students(self, world: World) -> None:
        student_id = student(world, "One")
        exposure = whole_school(world)
        excluded(world, exposure, student_id, through=world.clock.today)
        refused = page_of(world, exposure, "/close").press("Close the outbreak")
        assert "still excluded" in refused.words
        world.clock.advance(days=1)
        page = page_of(world, exposure, "/close").press("Close the outbreak").follow()
        assert "This outbreak is closed" in page.words
        assert read(world, student_id).exclusions == ()
        kept = world.ctx().store.get(ExposureAtSchool, exposure.id)
        assert [each.student_id for each in kept.excluded] == [student_id]
        assert not [item for item in all_items(world.table.name) if item["SK"].startswith("EXCLUDED#")]
        late = page_of(world, exposure, "/edit").press("Save the changes")
        assert "This outbreak is closed" in late.words


class TestTheFacts:
    def test_days_that_cannot_be_are_named_at_their_fields(self, world: World) -> None:
        today = world.clock.today
        for answers, said in (
            ({"last_exposure": today + timedelta(days=1)}, "has not come yet"),
            ({"first_exposure": today, "last_exposure": today - timedelta(days=1)}, "cannot be before the first"),
            ({"disease": "mange"}, "Choose the disease from the list"),
            ({"reported_on": today + timedelta(days=1)}, "has not come yet"),
        ):
            form = office(world).get(f"/schools/at/{SCHOOL_ID}/outbreaks/new")
            typed = {"disease": "measles", "first_exposure": today, "last_exposure": today, **answers}
            page = form.press("Make the list", **typed)
            assert (page.status, said in page.words) == (422, True), answers
        assert world.ctx().store.exposures(SCHOOL_ID) == []

    def test_the_disease_stays_once_students_are_excluded(self, world: World) -> None:
        exposure = whole_school(world)
        excluded(world, exposure, student(world, "One"))
        page = page_of(world, exposure, "/edit").press("Save the changes", disease="mumps")
        assert "start a page of its own" in page.words

    def test_of_two_who_change_at_once_the_second_is_asked_to_look(self, world: World) -> None:
        exposure = whole_school(world)
        first, second = (page_of(world, exposure, "/edit") for _ in range(2))
        first.press("Save the changes", rooms="3")
        assert second.press("Save the changes", rooms="4").status == 409


class TestTheListOfTheSchool:
    def test_says_it_from_the_first_day_out_and_until_the_day_back(self, world: World) -> None:
        """Given an order that begins in two days, and a return that was allowed for a day to come: the list keeps
        answers for the days to come, and changes on those days by itself."""
        student_id = student(world, "Rosalind")
        exposure, today = whole_school(world), world.clock.today
        typed = {"students": [student_id], "since": today + timedelta(days=2), "through": today + timedelta(days=20)}
        page_of(world, exposure, "/exclude").press("Record the exclusion", **typed)
        page_of(world, exposure, "/lift").press(
            "Lift the exclusion", students=[student_id], first_day_back=today + timedelta(days=5)
        )
        said = []
        for _day in range(7):
            said.append("Exclude through" in office(world).get(f"/schools/at/{SCHOOL_ID}").words)
            world.clock.advance(days=1)
        assert said == [False, False, True, True, True, False, False]
