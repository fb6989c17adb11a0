"""A child goes from one school to another. Both see the same exemption at no time: the former school sees its own past,
and nothing that comes after."""

from datetime import date

import pytest

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.invariants.places_schools import student_facts
from tests.portal import Shown

NEXT_SCHOOL = "19647336019999"
LIST, NEXT_LIST = f"/schools/at/{SCHOOL_ID}", f"/schools/at/{NEXT_SCHOOL}"
ROSALIND = ChildFacts(first_name="Rosalind", last_name="Quillfeather", birth_date=date(2018, 3, 14))
BEFORE, AFTER = date(2026, 9, 1), date(2026, 9, 20)


class TwoSchools:
    """A child with a permanent exemption from MMR at the first school, which has a record of the child, too."""

    def __init__(self, world: World) -> None:
        world.clock.set("2026-09-10")
        self.world = world
        world.facility()
        world.facility(NEXT_SCHOOL)
        self.next_clerk = world.school_person(facility_ids=(NEXT_SCHOOL,))
        self.student_id = self.on_list(SCHOOL_ID, world.default_user(Role.SCHOOL))
        self.parent = world.parent()
        self.form = self.signed(world.child(self.parent, facts=ROSALIND), Vaccine.MMR)

    def on_list(self, school_id: str, clerk: Account) -> str:
        known = student_facts().with_changes(child=ROSALIND, situations=())
        new = NewStudent(school_id, known, Grade.GRADE_2, date(2026, 8, 17))
        return add_student(self.world.ctx(clerk), new).subject.id

    def signed(self, child: Child, vaccine: Vaccine) -> ExemptionForm:
        return self.world.form(child=child, parent=self.parent, lines=(line(vaccine, LineKind.PERMANENT),))

    def first(self, path: str) -> Shown:
        return self.world.browser(self.world.default_user(Role.SCHOOL)).get(path)

    def next(self, path: str) -> Shown:
        return self.world.browser(self.next_clerk).get(path)

    def move(self) -> None:
        """The parent says in the portal that the child goes to the next school."""
        ctx = self.world.ctx(self.parent)
        child = ctx.store.get(Child, self.form.child_id)
        change_school(ctx, child.id, NEXT_SCHOOL, cases_of_child(ctx, child.id), child.version)
        self.world.clock.set("2026-09-25")

    @property
    def form_page(self) -> str:
        return f"/schools/pupils/{self.form.id}"

    @property
    def student_page(self) -> str:
        return f"/schools/students/{self.student_id}"


@pytest.fixture
def schools(world: World) -> TwoSchools:
    return TwoSchools(world)


class TestTheMove:
    def test_before_it_only_the_first_school_sees_the_exemption_and_after_it_only_the_next(
        self, schools: TwoSchools
    ) -> None:
        assert schools.first(schools.form_page).status == 200
        assert schools.next(schools.form_page).status == 404
        assert "Quillfeather" not in schools.next(NEXT_LIST).words

        schools.move()

        assert schools.first(schools.form_page).status == 404
        assert schools.first(f"{schools.form_page}/certificate").status == 404
        assert schools.next(schools.form_page).status == 200
        assert "Quillfeather" in schools.next(NEXT_LIST).words

    def test_the_first_school_keeps_its_own_record_without_the_exemption(self, schools: TwoSchools) -> None:
        schools.move()

        page = schools.first(schools.student_page)

        assert page.status == 200
        assert "Your school has no exemption for a student of this name and birth date" in page.words
        for paper in ("record", "transfer"):
            assert schools.form.number not in schools.first(f"{schools.student_page}/{paper}").words

    def test_the_next_school_sees_no_record_that_the_first_keeps(self, schools: TwoSchools) -> None:
        note = {"spoken_with": "parent", "way": "telephone", "note": "The family moves in October"}
        schools.first(f"{schools.student_page}/contact").press("Save the contact", **note)

        schools.move()

        for page in ("", "/follow-up", "/record", "/transfer"):
            assert schools.next(f"{schools.student_page}{page}").status == 404, page
        own = schools.on_list(NEXT_SCHOOL, schools.next_clerk)
        assert note["note"] not in schools.next(f"/schools/students/{own}/follow-up").words


class TestARequestForTheNextSchool:
    def test_the_forms_of_the_first_school_can_follow(self, schools: TwoSchools) -> None:
        """Given an exemption at the first school, when a request for the same child names the next school, then the
        parent can still say that the child moves, and the exemption goes along."""
        child = schools.world.ctx().store.get(Child, schools.form.child_id)
        next_school = schools.world.facility(NEXT_SCHOOL).as_choice()
        schools.world.request(parent=schools.parent, child=child, school=next_school)
        assert schools.first(schools.form_page).status == 200

        schools.move()

        assert schools.first(schools.form_page).status == 404
        assert schools.next(schools.form_page).status == 200


class TestWhatWasBefore:
    def test_doses_of_the_exemption_s_page_go_along_and_the_first_school_keeps_what_it_recorded(
        self, schools: TwoSchools
    ) -> None:
        dose = schools.first(f"{schools.form_page}/dose")
        dose.press("Record the dose", vaccines=["VAR"], given_on=BEFORE)

        schools.move()

        assert "September 1, 2026" in schools.next(schools.form_page).words
        assert "September 1, 2026" in schools.first(schools.student_page).words

    def test_a_notice_that_the_first_school_gave_stays_on_its_record(self, schools: TwoSchools) -> None:
        notice = schools.first(f"{schools.form_page}/notice")
        given = {"vaccines": ["VAR"], "way": "by-hand", "given_on": date(2026, 9, 10), "last_day": date(2026, 9, 24)}
        notice.press("Record the notice", **given)

        schools.move()

        assert "given on September 10, 2026" in schools.first(schools.student_page).words


class TestWhatComesAfter:
    def record(self, schools: TwoSchools) -> None:
        dose = schools.next(f"{schools.form_page}/dose")
        assert dose.press("Record the dose", vaccines=["VAR"], given_on=AFTER).status == 303

    def test_the_first_school_sees_no_dose_that_the_next_one_records(self, schools: TwoSchools) -> None:
        schools.move()
        self.record(schools)

        for page in ("", "/follow-up", "/record", "/transfer"):
            words = schools.first(f"{schools.student_page}{page}").words
            assert "September 20, 2026" not in words, page
            assert "09/20/26" not in words, page
        assert "Quillfeather" in schools.first(LIST).words, "it has not said that the child left"

    @pytest.mark.parametrize("state", [LineState.WITHDRAWN, LineState.REFUSED, LineState.SUPERSEDED])
    def test_nor_on_a_form_that_did_not_go_along(self, schools: TwoSchools, state: LineState) -> None:
        child = schools.world.ctx().store.get(Child, schools.form.child_id)
        ended = schools.world.form(state, child=child, parent=schools.parent, lines=(line(Vaccine.HEPB),))
        schools.move()
        self.record(schools)

        page = schools.first(f"/schools/pupils/{ended.id}")

        assert "September 20, 2026" not in page.words
        assert "September 20, 2026" not in schools.first(f"{schools.student_page}/record").words


class TestBothKnow:
    def test_both_schools_and_the_parent_are_told(self, schools: TwoSchools) -> None:
        schools.move()

        news = schools.first(f"{LIST}/news")

        assert "The parent changed the student's school." in news.words
        assert "Quillfeather" not in news.words, "a message names no child"
        assert schools.next(f"{NEXT_LIST}/news").words.count("exemption") > 0

    def test_a_school_without_a_record_of_its_own_is_told_all_the_same(self, world: World) -> None:
        world.clock.set("2026-09-10")
        world.facility()
        world.facility(NEXT_SCHOOL)
        parent = world.parent()
        form = world.form(child=world.child(parent, facts=ROSALIND), parent=parent)
        ctx = world.ctx(parent)
        child = ctx.store.get(Child, form.child_id)

        change_school(ctx, child.id, NEXT_SCHOOL, cases_of_child(ctx, child.id), child.version)

        news = world.browser(world.default_user(Role.SCHOOL)).get(f"{LIST}/news")
        assert "The parent changed the student's school." in news.words

    def test_what_was_recorded_on_the_exemption_stays_with_a_school_that_has_no_record_of_its_own(
        self, world: World
    ) -> None:
        """Given a school that knows the child by its exemption alone and recorded a dose there, when the parent changes
        the school, then the former school has a record with the dose, and the child as left; the new school goes on
        with the exemption, and nothing of what it records reaches the former one."""
        world.clock.set("2026-09-10")
        world.facility()
        world.facility(NEXT_SCHOOL)
        parent = world.parent()
        form = world.form(child=world.child(parent, facts=ROSALIND), parent=parent)
        office = world.default_user(Role.SCHOOL)
        record_dose(world.ctx(office), DoseCommand(form.id, None, frozenset({Vaccine.MMR}), date(2026, 9, 8)))
        ctx = world.ctx(parent)
        child = ctx.store.get(Child, form.child_id)

        change_school(ctx, child.id, NEXT_SCHOOL, cases_of_child(ctx, child.id), child.version)

        (row,) = world.ctx().store.students(SCHOOL_ID)[0]
        assert (row.enrolled_on, row.left_on) == (date(2026, 9, 10), date(2026, 9, 10))
        page = world.browser(office).get(f"/schools/students/{row.student_id}")
        assert "09/08/26" in page.words or "September 8, 2026" in page.words
        assert world.ctx().store.students(NEXT_SCHOOL)[0] == []
        after = world.browser(world.school_person(facility_ids=(NEXT_SCHOOL,)))
        assert "September 8, 2026" in after.get(f"/schools/pupils/{form.id}").words

    def test_a_school_that_recorded_nothing_gets_no_record(self, world: World) -> None:
        """Given the same child without anything that the school recorded, then no record begins: it lost nothing."""
        world.clock.set("2026-09-10")
        world.facility()
        world.facility(NEXT_SCHOOL)
        parent = world.parent()
        form = world.form(child=world.child(parent, facts=ROSALIND), parent=parent)
        ctx = world.ctx(parent)
        child = ctx.store.get(Child, form.child_id)
        change_school(ctx, child.id, NEXT_SCHOOL, cases_of_child(ctx, child.id), child.version)
        assert world.ctx().store.students(SCHOOL_ID)[0] == []
