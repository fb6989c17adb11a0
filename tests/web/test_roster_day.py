"""The roster as of a chosen day: ahead by what is on record, back as far as a record has not changed since."""

from datetime import date

from chalicelib.domain.review import ReviewState
from tests.builders import SCHOOL_ID, World
from tests.portal import Portal, Shown
from tests.web.test_students import added, office, the_student

DAY = f"/schools/at/{SCHOOL_ID}/day"


def on(portal: Portal, day: str) -> Shown:
    return portal.get(f"{DAY}?on={day}")


def with_a_notice(world: World) -> Portal:
    """Told on November 20, 2026 that the MMR is missing, received the same day: ten school days, to December 9."""
    page = added(world).follow()
    form = page.portal.get(page.links["Record a written notice"])
    form.press(
        "Record the notice", vaccines=["MMR"], way="email", given_on=date(2026, 11, 20), last_day=date(2026, 12, 9)
    )
    return page.portal


def test_a_day_ahead_has_the_answer_that_will_count_then(world: World) -> None:
    portal = with_a_notice(world)

    before, after = on(portal, "2026-12-09").words, on(portal, "2026-12-10").words

    assert "As of December 9, 2026" in before
    assert "As of December 10, 2026" in after
    assert "By what is on record on November 20, 2026" in after
    line = after.partition("Quillfeather")[2]
    assert "Exclude" in line
    assert "Exclude starting" not in before.partition("Quillfeather")[2].partition("X not met")[0]


def test_the_day_is_typed_like_any_other_date(world: World) -> None:
    portal = with_a_notice(world)

    page = portal.get(DAY).press("Show that day", day=date(2027, 2, 1))

    assert "As of February 1, 2027" in page.words
    assert page.form("Show that day").values["day_year"] == "2027"


def test_a_day_past_what_the_list_keeps_is_refused_at_its_field(world: World) -> None:
    page = office(world).get(DAY).press("Show that day", day=date(2029, 2, 1))

    assert page.status == 422
    assert "up to 400 days back or ahead" in page.words


def test_of_a_past_day_only_a_record_that_has_not_changed_since_is_told(world: World) -> None:
    added(world)
    added(world, last_name="Abernathy", first_name="Soledad")
    world.clock.advance(days=7)
    portal = office(world)
    edit = portal.get(f"/schools/students/{the_one(world, 'Quillfeather')}/edit")
    edit.press("Save the changes", room="14")
    world.clock.advance(days=1)

    words = on(office(world), "2026-11-24").words

    assert "1 student is not in this list Their records changed after that day: Quillfeather, Rosalind" in words
    assert "Abernathy, Soledad" in words.partition("most urgent first")[2]


def test_who_came_later_is_not_on_the_list_of_an_earlier_day(world: World) -> None:
    added(world)
    world.clock.advance(days=7)
    office(world).get(f"/schools/at/{SCHOOL_ID}/students/new")
    added(world, last_name="Abernathy", first_name="Soledad", first_day=date(2026, 11, 25))

    words = on(office(world), "2026-11-24").words

    assert "Abernathy" not in words
    assert "Quillfeather" in words


def test_a_form_that_the_state_has_acted_on_since_is_not_told_of_a_day_before(world: World) -> None:
    form = world.form()
    world.clock.advance(days=7)
    unchanged = on(office(world), "2026-11-24").words
    world.review(ReviewState.DECIDED, form=form)
    world.clock.advance(days=1)

    words = on(office(world), "2026-11-24").words

    assert form.child.last_name in unchanged.partition("most urgent first")[2]
    assert f"Their records changed after that day: {form.child.last_name}" in words
    assert "0 students, most urgent first" in words


def test_an_address_with_no_day_shows_today(world: World) -> None:
    added(world)

    for typed in ("yesterday", "2026-13-45", "1999-01-01", ""):
        assert "As of November 20, 2026" in on(office(world), typed).words, typed


def the_one(world: World, last_name: str) -> str:
    lines = world.ctx().store.school_list(SCHOOL_ID, world.ctx().keyed_hash).lines
    return next(line.student_id for line in lines if line.last_name == last_name)


def test_the_student_page_and_the_roster_say_their_day(world: World) -> None:
    page = added(world).follow()

    assert "As of November 20, 2026" in page.words
    assert "As of November 20, 2026" in page.portal.get(f"/schools/at/{SCHOOL_ID}").words
    assert the_student(world).version == 1
