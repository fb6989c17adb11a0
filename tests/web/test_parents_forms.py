"""An issued form as its parent sees it, the papers to print, and a change of school."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, SchoolChoice
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.web.parents_story import listed_school, parents_browser

OTHER_SCHOOL = "19642120654321"


@pytest.mark.parametrize(
    ("state", "word", "said"),
    [
        (LineState.ISSUED, "Valid", "covers this vaccine"),
        (LineState.HELD, "On hold", "must check something about the doctor's license"),
        (LineState.REFUSED, "Not accepted by the state", "Another doctor can examine your child"),
        (LineState.WITHDRAWN, "Withdrawn by the doctor", "It is not valid anymore"),
        (LineState.REVOKED, "Stopped by the state", "what you can do"),
        (LineState.SUPERSEDED, "Replaced by a newer form", "A newer form replaced this one for MMR"),
    ],
)
def test_the_page_says_where_each_vaccine_stands(world: World, state: LineState, word: str, said: str) -> None:
    form = world.form(state)
    page = parents_browser(world).get(f"/parents/forms/{form.id}")
    assert word in page.words
    assert said in page.words
    assert len(page.calls) <= 3


def test_what_the_school_is_told_stands_with_its_law(world: World) -> None:
    form = world.form(
        lines=(line(Vaccine.MMR, expires_on=date(2027, 11, 20)), line(Vaccine.VAR, kind=LineKind.PERMANENT))
    )
    words = parents_browser(world).get(f"/parents/forms/{form.id}").words
    assert "Admit the child through November 20, 2027" in words
    assert "A permanent exemption covers this vaccine" in words
    assert "section 6050" in words
    assert "section 6051" in words


def test_it_ends_by_date_without_anyone_doing_anything(world: World) -> None:
    form = world.form(lines=(line(Vaccine.MMR, expires_on=date(2027, 8, 15)),))
    world.clock.set("2027-08-15", hour=23, minute=59)
    assert "Valid" in parents_browser(world).get(f"/parents/forms/{form.id}").words
    world.clock.set("2027-08-16", hour=0, minute=0)
    page = parents_browser(world).get(f"/parents/forms/{form.id}")
    assert "ended on August 15, 2027" in page.words
    assert "Ended" in page.words


@pytest.mark.parametrize(
    ("expires_on", "said"),
    [
        ("2027-06-30", "Last day: June 30, 2027."),
        ("2027-07-01", "Last day: July 1, 2027, or the day before your child enters the next grade span if that comes"),
        ("2027-11-20", "We expect that in the 2027-2028 school year."),
    ],
)
def test_a_temporary_line_that_the_next_grades_may_end_earlier_names_both_ends(
    world: World, expires_on: str, said: str
) -> None:
    lines = (line(Vaccine.MMR, expires_on=date.fromisoformat(expires_on)),)
    form = world.form(lines=lines, grade_now=Grade.GRADE_6, grade=Grade.GRADE_6)

    assert said in parents_browser(world).get(f"/parents/forms/{form.id}").words


def test_in_grades_with_no_span_after_them_the_last_day_stands_alone(world: World) -> None:
    lines = (line(Vaccine.MMR, expires_on=date(2027, 11, 20)),)
    form = world.form(lines=lines, grade_now=Grade.GRADE_9, grade=Grade.GRADE_9)

    assert "Last day: November 20, 2027." in parents_browser(world).get(f"/parents/forms/{form.id}").words


def test_a_foreign_form_looks_like_none(world: World) -> None:
    form = world.form()
    other = parents_browser(world, world.parent(email="other@mail.example"))
    for page in ("", "/statutory-form", "/school-certificate", "/renew", "/stopped"):
        assert other.get(f"/parents/forms/{form.id}{page}").status == 404
        assert other.get(f"/parents/forms/none{page}").status == 404


def test_the_statutory_form_states_what_the_law_asks(world: World) -> None:
    form = world.form()
    page = parents_browser(world).get(f"/parents/forms/{form.id}/statutory-form")
    for stated in (
        form.number,
        "Kai Ignacio Brandvold",
        "March 14, 2019",
        "Marisol Brandvold",
        "4821 Larkspur Bend",
        "Juniper Hollow Elementary",
        "300 Juniper Hollow Road",
        "Thaddeus Okonjo-Reyes",
        form.physician.license_shown,
        "Quillfeather Pediatrics, 77 Quillfeather Way",
        "(626) 555-0199",
        "May 4, 2020",
        form.lines[0].description,
        "Temporary",
        "standard of care",
        "no charge",
        "signature on paper",
        "says so today",
        "not an official state form",
    ):
        assert stated in page.words, stated


def test_the_school_certificate_knows_no_medical_reason(world: World) -> None:
    form = world.form()
    page = parents_browser(world).get(f"/parents/forms/{form.id}/school-certificate")
    assert "Admit the child through" in page.words
    assert "says so today" in page.words
    assert form.lines[0].description not in page.text
    assert "illness" not in page.words


def moved(world: World, child_id: str, choice: str = OTHER_SCHOOL) -> None:
    browser = parents_browser(world)
    found = browser.get(f"/parents/children/{child_id}/school").press("Search", name=choice)
    done = found.press("Use this one", choice=choice)
    assert done.location == f"/parents/children/{child_id}/school-changed"
    assert done.follow().status == 200


def test_the_old_school_loses_and_the_new_one_gains_the_view(world: World) -> None:
    """Case 23: school A to B in the same span; the same exemption stays valid."""
    form = world.form()
    listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
    moved(world, form.child_id)
    store = world.ctx().store
    assert store.school_list(SCHOOL_ID, world.ctx().keyed_hash).forms == []
    assert [row.form_id for row in store.school_list(OTHER_SCHOOL, world.ctx().keyed_hash).forms] == [form.id]
    assert [notice.kind for notice in store.office_notices("facility", OTHER_SCHOOL)] == ["exemption_issued"]
    parent = store.person(world.default_user(Role.PARENT).id)
    assert "school_changed" in [notice.kind for notice in parent.notices]


def test_a_request_that_waits_for_a_school_gets_one(world: World) -> None:
    request = world.request(RequestState.OPENED, school=None, not_enrolled_yet=True)
    child = world.step(world.ctx().store.get(Child, request.child_id), Action.CHANGE_SCHOOL, school=SchoolChoice())
    listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
    moved(world, child.id)
    again = world.reload(request)
    assert again.school
    assert again.school.facility_id == OTHER_SCHOOL
    assert not again.not_enrolled_yet


def test_ended_cases_stay_where_they_were(world: World) -> None:
    old = world.request(RequestState.DECLINED)
    listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
    moved(world, old.child_id)
    assert world.reload(old).school == old.school


def test_a_form_signed_meanwhile_makes_the_page_stale(world: World) -> None:
    request = world.request(RequestState.OPENED)
    listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
    browser = parents_browser(world)
    found = browser.get(f"/parents/children/{request.child_id}/school").press("Search", name=OTHER_SCHOOL)
    form = world.form(request=request)
    late = found.press("Use this one", choice=OTHER_SCHOOL)
    assert late.status == 409
    assert world.reload(form).school.facility_id == SCHOOL_ID


def test_the_same_school_and_a_foreign_child_are_refused(world: World) -> None:
    form = world.form()
    listed_school(world)
    browser = parents_browser(world)
    found = browser.get(f"/parents/children/{form.child_id}/school").press("Search", name=SCHOOL_ID)
    same = found.press("Use this one", choice=SCHOOL_ID)
    assert same.status == 422
    assert "already at this school" in same.errors["choice"]
    other = parents_browser(world, world.parent(email="other@mail.example"))
    assert other.get(f"/parents/children/{form.child_id}/school").status == 404
    assert other.get(f"/parents/children/{form.child_id}/school-changed").status == 404


def test_changing_the_school_takes_two_reads_and_one_transaction(world: World) -> None:
    form = world.form()
    listed_school(world, OTHER_SCHOOL, name="Cedar Bluff")
    browser = parents_browser(world)
    asked = browser.get(f"/parents/children/{form.child_id}/school")
    assert len(asked.calls) == 2
    found = asked.press("Search", name=OTHER_SCHOOL)
    assert len(found.calls) == 2
    assert len(found.press("Use this one", choice=OTHER_SCHOOL).calls) == 3
