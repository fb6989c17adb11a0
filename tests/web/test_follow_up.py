"""What the coming sixty days ask of a school, by day, and the calendar file that names no child."""

import re
from datetime import date, timedelta

from chalicelib.calendar_files.written import WholeDay, written_ical
from chalicelib.domain.follow_up import AHEAD, follow_up
from chalicelib.domain.school_roster import Task, roster_of
from tests.builders import SCHOOL_ID, World, line
from tests.portal import Portal
from tests.web.test_students import FULL_CARD, added, office, the_student

PAGE = f"/schools/at/{SCHOOL_ID}/follow-up"
LAST_NAME = "Quillfeather"


def with_card(world: World, *left_out: str) -> Portal:
    """A student of grade 2 with every dose on record but those of these vaccines."""
    page = added(world).follow()
    for vaccines, days in FULL_CARD:
        for day in days if vaccines[0] not in left_out else ():
            form = page.portal.get(f"/schools/students/{the_student(world).id}/dose")
            form.press(vaccines=vaccines, given_on=date.fromisoformat(day))
    return page.portal


def dose(portal: Portal, world: World, vaccine: str, day: date) -> None:
    form = portal.get(f"/schools/students/{the_student(world).id}/dose")
    form.press(vaccines=[vaccine], given_on=day)


def test_a_started_series_has_its_first_and_its_last_day_and_the_review(world: World) -> None:
    portal = with_card(world, "VAR")
    dose(portal, world, "VAR", date(2026, 9, 21))

    words = portal.get(PAGE).words

    assert "December 21, 2026 Next dose possible from this day Quillfeather, Rosalind, grade 2: VAR" in words
    assert "Overdue since September 16, 2026 Review the record Quillfeather, Rosalind" in words
    assert "Last day for the next dose" not in words, "January 21, 2027 is past the sixty days"
    world.clock.advance(days=5)
    assert "January 21, 2027 Last day for the next dose Quillfeather" in office(world).get(PAGE).words


def test_a_written_notice_ends_on_its_tenth_school_day(world: World) -> None:
    portal = with_card(world, "MMR")
    form = portal.get(f"/schools/students/{the_student(world).id}/notice")
    form.press(
        "Record the notice", vaccines=["MMR"], way="email", given_on=date(2026, 11, 20), last_day=date(2026, 12, 9)
    )

    words = portal.get(PAGE).words

    assert "December 9, 2026 Written notice ends: shots or an exemption due Quillfeather" in words


def test_an_exemption_ends_on_its_last_day(world: World) -> None:
    form = world.form(lines=(line(expires_on=date(2026, 12, 18)),))

    words = office(world).get(PAGE).words

    assert f"December 18, 2026 Exemption ends {form.child.last_name}, {form.child.first_name}" in words


def test_what_lies_past_sixty_days_is_not_listed_yet(world: World) -> None:
    world.form(lines=(line(expires_on=world.clock.today + AHEAD + timedelta(days=1)),))

    assert "Nothing is due in the next 60 days" in office(world).get(PAGE).words
    world.clock.advance(days=1)
    assert "Exemption ends" in office(world).get(PAGE).words


def test_whoever_stands_on_a_list_of_the_roster_with_a_day_to_come_stands_here_on_that_day(world: World) -> None:
    dose(with_card(world, "VAR"), world, "VAR", date(2026, 8, 14))
    world.form(lines=(line(expires_on=date(2026, 12, 18)),))
    ctx, on = world.ctx(), world.clock.today
    school = ctx.store.school_list(SCHOOL_ID, ctx.keyed_hash)
    students, rows = ctx.store.students(SCHOOL_ID)
    here = {(due.to.known.last_name, due.day) for due in follow_up(students, rows, on)}

    dated = [
        (each.last_name, each.told.day)
        for each in roster_of(school.lines, school.forms, lambda: students, on)
        if {Task.SHOTS_DUE, Task.ENDS_SOON} & set(each.tasks(on)) and each.told.day
    ]

    assert dated
    assert set(dated) <= here


class TestTheCalendarFile:
    def test_it_has_an_event_for_each_day_with_numbers_and_a_link_and_no_child(self, world: World) -> None:
        form = world.form(lines=(line(expires_on=date(2026, 12, 18)),))

        shown = office(world).get(f"{PAGE}/ics")

        text = shown.text.replace("\r\n ", "")
        assert shown.headers["content-type"].startswith("text/calendar")
        assert "DTSTART;VALUE=DATE:20261218" in text
        assert "SUMMARY:Immunization follow-up: 1" in text
        assert "Exemption ends: 1" in text
        assert PAGE in text
        for private in (form.child.first_name, form.child.last_name, "MMR", form.number, form.id):
            assert private not in text, private

    def test_the_same_day_has_the_same_name_in_every_download(self, world: World) -> None:
        world.form(lines=(line(expires_on=date(2026, 12, 18)),))
        first = office(world).get(f"{PAGE}/ics").text
        world.clock.advance(days=1)

        second = office(world).get(f"{PAGE}/ics").text

        assert re.findall("UID:.*", first) == re.findall("UID:.*", second) != []

    def test_lines_are_folded_at_75_octets_between_characters_and_commas_are_escaped(self, world: World) -> None:
        event = WholeDay("uid", date(2026, 12, 18), "疫苗," * 40, "a; b\nc", "https://portal.example/x")

        text = written_ical("Follow-up", [event], world.clock())

        assert all(len(each.encode()) <= 75 for each in text.split("\r\n"))
        assert r"SUMMARY:" + r"疫苗\," * 40 in text.replace("\r\n ", "")
        assert r"DESCRIPTION:a\; b\nc" in text
        assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        assert text.endswith("END:VCALENDAR\r\n")


def test_the_record_of_another_school_has_its_days(world: World) -> None:
    """Given a student who came from another school and whom a further school asks for, then both last days stand there,
    and the day to ask again."""
    student = added(world).follow()
    portal, path = student.portal, student.path
    came = {"came_from": "us-school", "school_name": "Wren Street School", "first_day": date(2026, 11, 16)}
    save = "Save where the student came from"
    portal.get(f"{path}/arrival").press(save, **came).press(save, calendar_checked="yes")
    asked = {"school_name": "Sandpiper Ridge School", "asked_on": date(2026, 11, 19)}
    portal.get(f"{path}/packet-request").press("Save the request", **asked)

    words = portal.get(PAGE).words

    assert "December 10, 2026 Send the record to the new school Quillfeather" in words
    assert "Ask again for the record Quillfeather" in words
    assert "January 15, 2027 Last day to wait for the record of the school before Quillfeather" in words
    portal.get(f"{path}/left").press("Save the last day", last_day=date(2026, 11, 19))
    of_who_left = portal.get(PAGE).words
    assert "December 10, 2026 Send the record to the new school Quillfeather" in of_who_left
    assert "Last day to wait" not in of_who_left
