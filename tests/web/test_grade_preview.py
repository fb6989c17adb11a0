"""Before a school records a grade that ends an exemption, the page says what will happen, and asks."""

from datetime import date

from chalicelib.domain.account import Role
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import World, line
from tests.portal import Portal, Shown


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def asked(world: World, grade: str, since: date) -> tuple[Shown, str]:
    form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
    page = office(world).get(f"/schools/pupils/{form.id}/grade")
    return page.press("Record the grade", grade=grade, since=since), form.id


def grades(world: World, form_id: str) -> int:
    return len(world.ctx().store.school_row(world.ctx().store.at_school(form_id)).school_record.grades)


def test_the_page_names_the_vaccine_and_its_new_last_day_and_records_nothing_yet(world: World) -> None:
    page, form_id = asked(world, "7", date(2026, 8, 17))

    assert page.heading == "This grade ends an exemption"
    assert "Grade 7 from August 17, 2026. Nothing is recorded yet" in page.words
    assert "the exemption ended on August 16, 2026 and is not valid today" in page.words
    assert "The parents are told right away" in page.words
    assert grades(world, form_id) == 0


def test_a_day_to_come_leaves_the_exemption_valid_until_then(world: World) -> None:
    page, _form_id = asked(world, "7", date(2027, 8, 16))

    assert "the exemption is valid through August 15, 2027 and no longer" in page.words


def test_with_the_confirmation_the_grade_is_recorded_once(world: World) -> None:
    page, form_id = asked(world, "7", date(2026, 8, 17))

    done = page.press("Record the grade and end the exemption")

    assert done.status == 303
    assert grades(world, form_id) == 1
    assert "Not an exemption today" in done.follow().words


def test_what_was_typed_can_be_changed(world: World) -> None:
    page, form_id = asked(world, "7", date(2026, 8, 17))

    again = page.press("Change the grade or the day")

    assert again.form("Record the grade").values["grade"] == "7"
    assert again.press("Record the grade", grade="3").status == 303
    assert grades(world, form_id) == 1


def test_a_grade_that_ends_nothing_is_recorded_at_once(world: World) -> None:
    done, form_id = asked(world, "3", date(2026, 8, 17))

    assert done.status == 303
    assert grades(world, form_id) == 1


def test_a_day_that_cannot_be_is_named_before_anything_is_asked(world: World) -> None:
    page, _form_id = asked(world, "7", date(2031, 8, 17))

    assert page.status == 422
    assert "more than a year away" in page.words
