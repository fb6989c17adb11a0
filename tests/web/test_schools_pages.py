"""What a school sees: its own pupils, the answer for today, no medical word; and nothing of other schools."""

from datetime import date

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.portal import Portal

MMR, VAR = Vaccine.MMR, Vaccine.VAR
OTHER_SCHOOL = "19642120654321"
PERMANENT = line(VAR, LineKind.PERMANENT)


def office(world: World, *facility_ids: str) -> Portal:
    schools = [world.facility(each, name=f"School {each[-2:]}") for each in facility_ids] or [world.facility()]
    return world.browser(world.school_person(schools[0], facility_ids=tuple(school.id for school in schools)))


def pupil(world: World, first: str, last: str, **facts: object) -> ExemptionForm:
    child = ChildFacts(first_name=first, last_name=last, birth_date=date(2019, 5, 6))
    return world.form(child=world.child(parent := world.parent(), facts=child), parent=parent, **facts)  # type: ignore[arg-type]


def accesses(world: World, owner: str) -> list[dict[str, object]]:
    return [item for item in all_items(world.table.audit_name) if item["PK"] == owner]


class TestList:
    def test_the_answer_for_each_student_and_a_letter_for_each_vaccine(self, world: World) -> None:
        world.form(lines=(line(MMR, expires_on=date(2027, 3, 10)), PERMANENT))

        shown = office(world).get("/schools")

        for part in (
            "Juniper Hollow Elementary",
            "Brandvold, Kai",
            "3/14/2019 2",
            "Check the record no record of DTaP, Polio, Hep B",
            "T 3/10 temporary exemption through March 10, 2027",
            "P permanent exemption",
        ):
            assert part in shown.words, part

    def test_nothing_medical_is_in_the_page(self, world: World) -> None:
        form = world.form(lines=(line(MMR), PERMANENT))
        browser = office(world)

        for path in ("/schools", f"/schools/pupils/{form.id}", f"/schools/pupils/{form.id}/certificate"):
            text = browser.get(path).text.casefold()
            for word in ("leukemia", "gen-modsev", "gen-ana", "chemotherapy", "allergic"):
                assert word not in text

    def test_three_reads_and_one_access_event_on_the_facility(self, world: World) -> None:
        world.form()
        shown = office(world).get("/schools")

        assert [call.operation for call in shown.calls] == ["BatchGetItem", "Query", "BatchGetItem", "PutItem"]
        (access,) = accesses(world, f"ACCESS#FACILITY#{SCHOOL_ID}")
        assert access["count"] == 1

    def test_an_empty_list_says_what_to_expect(self, world: World) -> None:
        shown = office(world).get("/schools")

        assert "No students yet" in shown.words

    def test_case_28_a_letter_on_paper_is_not_acceptable(self, world: World) -> None:
        shown = office(world).get("/schools")

        assert "dated January 1, 2021 or later is not acceptable" in shown.words

    def test_a_person_of_several_schools_chooses_one(self, world: World) -> None:
        browser = office(world, SCHOOL_ID, OTHER_SCHOOL)

        shown = browser.get("/schools")

        assert shown.links["School 56"] == f"/schools/at/{SCHOOL_ID}"
        assert browser.get(f"/schools/at/{OTHER_SCHOOL}").status == 200

    @pytest.mark.parametrize(
        "path", [f"/schools/at/{OTHER_SCHOOL}", "/schools/at/nothing", f"/schools/at/{OTHER_SCHOOL}/news"]
    )
    def test_another_school_is_as_if_it_did_not_exist(self, world: World, path: str) -> None:
        world.facility(OTHER_SCHOOL)

        assert office(world).get(path).status == 404

    @pytest.mark.parametrize("role", [Role.PARENT, Role.PHYSICIAN, Role.REVIEWER, Role.BOARD, Role.OPERATOR])
    def test_other_roles_have_no_list(self, world: World, role: Role) -> None:
        assert world.browser(world.default_user(role)).get("/schools").status == 403


class TestSearchAndFilter:
    @pytest.fixture
    def shown(self, world: World) -> Portal:
        pupil(world, "Ada", "Lindgren", lines=(PERMANENT,))
        pupil(world, "Bo", "Lindholm", lines=(line(MMR, expires_on=date(2027, 1, 19)),))
        pupil(world, "Cy", "Morales", lines=(line(MMR, expires_on=date(2027, 1, 20)),))
        browser = office(world)
        browser.get("/schools")
        return browser

    @pytest.mark.parametrize(
        ("typed", "found"), [("lind", {"Ada", "Bo"}), ("LINDGREN, Ada", {"Ada"}), ("bo", {"Bo"}), ("nobody", set())]
    )
    def test_part_of_a_name(self, shown: Portal, typed: str, found: set[str]) -> None:
        page = shown.post(f"/schools/at/{SCHOOL_ID}", words=typed)

        assert page.status == 200
        assert {name for name in ("Ada", "Bo", "Cy") if f", {name}" in page.words} == found

    def test_a_form_number(self, world: World, shown: Portal) -> None:
        form = pupil(world, "Di", "Novak")

        assert "Novak, Di" in shown.post(f"/schools/at/{SCHOOL_ID}", words=form.number.lower()).words

    def test_an_empty_search_shows_everyone(self, shown: Portal) -> None:
        page = shown.post(f"/schools/at/{SCHOOL_ID}", words=" ")

        assert page.status == 200
        assert "3 students, most urgent first" in page.words

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("answer=check_record", {"Ada", "Bo", "Cy"}),
            ("answer=admit", set()),
            ("show=record", {"Ada", "Bo", "Cy"}),
            ("show=exclude", set()),
            ("grade=2", {"Ada", "Bo", "Cy"}),
            ("grade=3", set()),
            ("vaccine=HIB", set()),
            ("answer=spam&vaccine=ham&show=eggs", {"Ada", "Bo", "Cy"}),
        ],
    )
    def test_filters_stand_in_the_address(self, shown: Portal, query: str, found: set[str]) -> None:
        page = shown.get(f"/schools/at/{SCHOOL_ID}?{query}")

        assert {name for name in ("Ada", "Bo", "Cy") if f", {name}" in page.words} == found


class TestPupil:
    def test_the_answer_first_then_each_vaccine_and_the_certificate(self, world: World) -> None:
        form = world.form(lines=(line(MMR), PERMANENT))

        shown = office(world).get(f"/schools/pupils/{form.id}")

        assert shown.words.index("Answer for today") < shown.words.index("By vaccine")
        assert any(address == f"/schools/pupils/{form.id}/certificate" for address in shown.links.values())
        assert [call.operation for call in shown.calls] == ["BatchGetItem", "Query", "BatchGetItem", "PutItem"]
        (access,) = accesses(world, f"ACCESS#CHILD#{form.child_id}")
        assert access["purpose"] == "admission"

    def test_the_certificate_is_a_view_too(self, world: World) -> None:
        form = world.form()

        shown = office(world).get(f"/schools/pupils/{form.id}/certificate")

        assert shown.status == 200
        assert form.number in shown.words
        assert [access["purpose"] for access in accesses(world, f"ACCESS#CHILD#{form.child_id}")] == [
            "school certificate"
        ]

    def test_another_schools_pupil_is_as_if_it_did_not_exist(self, world: World) -> None:
        form = world.form()
        browser = office(world, OTHER_SCHOOL)

        foreign, missing = browser.get(f"/schools/pupils/{form.id}"), browser.get("/schools/pupils/nothing")

        assert (foreign.status, missing.status) == (404, 404)
        assert foreign.heading == missing.heading
        assert browser.get(f"/schools/pupils/{form.id}/certificate").status == 404

    def test_case_23_after_a_move_the_new_school_has_the_pupil_and_the_old_one_not(self, world: World) -> None:
        form = world.form()
        new = world.facility(OTHER_SCHOOL)
        old_office, new_office = office(world), world.browser(world.school_person(new))

        world.step(form, Action.CHANGE_SCHOOL, actor=world.default_user(Role.PARENT), school=new.as_choice())

        assert old_office.get(f"/schools/pupils/{form.id}").status == 404
        assert "Brandvold" not in old_office.get("/schools").words
        assert "Admit conditionally" in new_office.get(f"/schools/pupils/{form.id}").words
        assert "Brandvold, Kai" in new_office.get("/schools").words


def exempt_from_varicella(told: str) -> bool:
    """Whether the page admits for varicella, and asks to check the other required vaccines, which no one recorded."""
    return told.startswith("Answer for today Check the record ") and "Varicella (chickenpox) Admit " in told


class TestAnswers:
    def answer(self, world: World, form: ExemptionForm, on: str) -> str:
        world.clock.set(on)
        shown = office(world).get(f"/schools/pupils/{form.id}")
        return shown.words[shown.words.index("Answer for today") :]

    def grade_6(self, world: World, **facts: object) -> ExemptionForm:
        return world.form(grade=Grade.GRADE_6, grade_now=Grade.GRADE_6, lines=(PERMANENT,), **facts)  # type: ignore[arg-type]

    def test_case_15_a_permanent_exemption_ends_with_grade_6(self, world: World) -> None:
        world.clock.set("2026-10-05")
        form = self.grade_6(world, next_span_entry=date(2027, 8, 16))

        assert exempt_from_varicella(self.answer(world, form, "2027-08-15"))
        ended = self.answer(world, form, "2027-08-16")
        assert ended.startswith("Answer for today Not an exemption today")
        assert "ended on August 15, 2027" in ended

    def test_cases_16_and_19_a_form_for_grade_7_does_not_count_in_grade_6(self, world: World) -> None:
        world.clock.set("2026-08-16")
        form = world.form(
            grade=Grade.GRADE_7, grade_now=Grade.GRADE_6, planned_first_day=date(2027, 8, 16), lines=(PERMANENT,)
        )

        early = self.answer(world, form, "2026-12-01")

        assert early.startswith("Answer for today Not an exemption today")
        assert "This exemption starts August 16, 2027" in early
        assert "in writing" not in early
        assert "The exemption is not valid before the day it names" in early
        assert exempt_from_varicella(self.answer(world, form, "2027-08-16"))

    def test_case_21_a_preschool_exemption_ends_when_tk_begins(self, world: World) -> None:
        world.clock.set("2026-03-02")
        form = world.form(
            grade=Grade.PRESCHOOL,
            grade_now=Grade.PRESCHOOL,
            next_span_entry=date(2026, 8, 17),
            planned_first_day=date(2025, 9, 1),
            lines=(PERMANENT,),
        )

        assert exempt_from_varicella(self.answer(world, form, "2026-08-16"))
        assert self.answer(world, form, "2026-08-17").startswith("Answer for today Not an exemption today")

    def test_case_22_from_tk_to_kindergarten_nothing_changes(self, world: World) -> None:
        world.clock.set("2026-03-02")
        form = world.form(grade=Grade.TK, grade_now=Grade.TK, lines=(PERMANENT,), planned_first_day=date(2025, 9, 1))

        shown = self.answer(world, form, "2026-09-01")

        assert exempt_from_varicella(shown)
        assert "Kindergarten" in shown

    def test_cases_64_76_and_102_stopped_for_one_vaccine(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(lines=(line(MMR), PERMANENT))
        world.review(ReviewState.DECIDED, form=form, vaccines=(MMR,))

        before, after = self.answer(world, form, "2026-10-01"), self.answer(world, form, "2026-10-02")

        assert before.startswith("Answer for today May attend. Shots must start by October 1, 2026")
        assert "Varicella (chickenpox) Admit" in before
        assert after.startswith("Answer for today Exclude starting October 2, 2026")

    def test_a_held_form_is_no_exemption_and_tells_no_reason(self, world: World) -> None:
        form = world.form(LineState.HELD)

        shown = self.answer(world, form, "2026-11-20")

        assert shown.startswith("Answer for today Not an exemption today")
        assert "in writing" not in shown  # no one is short of a dose because of the form (lifecycle H3)
        assert "accusation" not in shown.casefold()
        assert "hold" not in shown.casefold().replace("household", "")

    def test_case_103_an_older_form_that_ended_does_not_hide_the_new_one(self, world: World) -> None:
        world.clock.set("2026-04-01")
        old = world.form(lines=(line(MMR, expires_on=date(2026, 9, 30)),))
        world.clock.set("2026-10-05")
        store = world.ctx().store
        world.form(
            parent=store.get(Account, old.guardian_ids[0]),
            child=store.get(Child, old.child_id),
            lines=(line(MMR, expires_on=date(2027, 3, 1)),),
        )

        shown = office(world).get("/schools")

        assert shown.words.count("Brandvold, Kai") == 1
        assert "T 3/1 temporary exemption through March 1, 2027" in shown.words


def test_news_of_the_school(world: World) -> None:
    form = world.form()

    shown = office(world).get(f"/schools/at/{SCHOOL_ID}/news")

    name = f"{form.child.last_name}, {form.child.first_name}"
    assert f"November 20, 2026 {name}: New exemption. See the answer for each vaccine." in shown.words
    assert form.number in shown.words
    assert sum(call.is_read for call in shown.calls) <= 4


def test_news_of_a_stopped_exemption_speak_to_the_school_and_not_to_the_parent(world: World) -> None:
    form = world.form(LineState.REVOKED)
    work = world.work(Action.REVOKE_EXEMPTION)
    school = Recipient(kind="facility", id=SCHOOL_ID)
    facts = {"form_id": form.id, "form_number": form.number, "start_by": "2026-12-21"}
    work.enqueue_notification(NoticeKind.EXEMPTION_REVOKED, school, subject_of(form), letter=True, **facts)
    work.commit(subject_of(form))

    words = office(world).get(f"/schools/at/{SCHOOL_ID}/news").words

    assert f"{form.child.last_name}, {form.child.first_name}: The state stopped the exemption" in words
    assert "Shots must start by: December 21, 2026" in words
    assert "how to appeal" not in words


@pytest.mark.parametrize(
    ("role", "path", "heading"),
    [(Role.LOCAL_HEALTH, "/health-departments", "Los Angeles County"), (Role.BOARD, "/boards", "Your licensees")],
)
def test_the_other_offices_have_a_home(world: World, role: Role, path: str, heading: str) -> None:
    world.form(LineState.REVOKED)
    person = world.local_health() if role == Role.LOCAL_HEALTH else world.board_person()

    shown = world.browser(person).get(path)

    assert shown.heading == heading
    assert sum(call.is_read for call in shown.calls) == 2
    assert world.browser(world.default_user(Role.SCHOOL)).get(path).status == 403
