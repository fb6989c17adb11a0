"""A school's calendar on its pages: whose dates count, typed, pasted, sent as a file, looked over, saved, copied."""

import gzip
from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.school_calendar import SchoolYearCalendar, calendar_id
from chalicelib.web.http.files import MAX_BODY_WITH_FILE_BYTES
from tests.builders import SCHOOL_ID, World
from tests.calendar_files.test_calendar_files import ICAL
from tests.invariants.places_calendars import ANSWERS, saved
from tests.portal import Portal, Shown

HOME = f"/schools/at/{SCHOOL_ID}/calendar"
EDIT, IMPORT, COPY, VERSIONS = (f"{HOME}/2026/{page}" for page in ("edit", "import", "copy", "versions"))
OFFICE = "19642120000000"
BOUNDARY = "----otters-paddling"


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def kept(world: World) -> SchoolYearCalendar | None:
    return world.ctx().store.find(SchoolYearCalendar, calendar_id(SCHOOL_ID, 2026))


def send_file(browser: Portal, content: bytes, **changed: str) -> Shown:
    """Send the import form as a browser does where it holds a file."""
    hidden = browser.get(IMPORT).form("Read the dates").hidden
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {**hidden, "text": "", **changed}.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.ics"\r\n'
    head += "Content-Type: text/calendar\r\n\r\n"
    body = b"".join(parts) + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return browser.post_raw(IMPORT, body, **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


class TestTheYear:
    def test_a_school_without_a_calendar_reads_that_the_dates_are_assumed(self, world: World) -> None:
        world.form()
        page = office(world).get("/schools")
        page = page.portal.get(page.links["Calendar"])
        assert page.heading == "School calendar"
        for part in ("This is an assumed calendar", "Thanksgiving recess", "November 23, 2026 to November 29, 2026",
                     "School days 188", "September 2026 21 school days", "Mon, Sep 7: Labor Day"):  # fmt: skip
            assert part in page.words, part
        assert "Enter the dates" in page.links

    def test_a_checked_calendar_says_when_it_was_checked_and_shows_extra_days(self, world: World) -> None:
        saved(world, 2026, source="https://calendar.example/board")
        page = office(world).get(HOME)
        assert "assumed" not in page.words
        assert "Someone at your school checked these dates on November 20, 2026" in page.words
        assert "Sat, Oct 3: School day" in page.words
        assert page.links["https://calendar.example/board"] == "https://calendar.example/board"

    def test_a_source_that_is_no_address_is_no_link(self, world: World) -> None:
        saved(world, 2026, source="javascript:alert(1)")
        page = office(world).get(HOME)
        assert "javascript:alert(1)" in page.words
        assert "javascript:alert(1)" not in page.links

    def test_the_districts_dates_are_said_to_be_the_districts(self, world: World) -> None:
        world.facility()
        saved(world, 2026, by=world.account(Role.SCHOOL, facility_ids=(OFFICE,)))
        assert "These are the dates of your district" in office(world).get(HOME).words

    def test_the_district_opens_its_own_calendar_and_that_of_its_school(self, world: World) -> None:
        world.facility()
        browser = world.browser(world.account(Role.SCHOOL, facility_ids=(OFFICE,)))
        assert browser.get(HOME).status == 200
        assert browser.get(f"/schools/at/{OFFICE}/calendar").status == 200
        assert browser.get("/schools/at/19642200123456/calendar").status == 404

    @pytest.mark.parametrize("year", ["2024", "2029", "20261", "next", "-026"])
    def test_another_year_has_no_page(self, world: World, year: str) -> None:
        assert office(world).get(f"{HOME}/{year}").status == 404

    @pytest.mark.parametrize(
        ("language", "heading", "assumed"),
        [("es", "Calendario escolar", "Este calendario es supuesto"), ("zh-Hant", "校曆", "這是假定的校曆")],
    )
    def test_it_is_read_in_other_languages(self, world: World, language: str, heading: str, assumed: str) -> None:
        browser = office(world)
        browser.headers["Accept-Language"] = language
        page = browser.get(HOME)
        assert page.heading == heading
        assert assumed in page.words
        assert "Labor Day" not in page.words

    def test_the_year_is_one_read_and_small(self, world: World) -> None:
        saved(world, 2026)
        page = office(world).get(f"{HOME}/2026")
        assert [call.operation for call in page.calls] == ["BatchGetItem"]
        assert len(gzip.compress(page.text.encode())) < 10_000


class TestTyped:
    def test_dates_are_looked_over_and_then_saved(self, world: World) -> None:
        page = office(world).get(EDIT)
        preview = page.press("See the year", closures="11/23-11/27 Thanksgiving\nStaff day 1/4", checked="yes")
        assert preview.heading == "Check the calendar"
        assert kept(world) is None
        for part in ("Nothing is saved yet", "School on a holiday?", "Mon, Sep 7: Labor Day", "Staff only"):
            assert part in preview.words, part
        done = preview.press("Save the calendar").follow()
        assert "Someone at your school checked these dates" in done.words
        calendar = kept(world)
        assert calendar
        assert [each.label for each in calendar.closures] == ["Thanksgiving", "Staff day"]

    def test_from_the_preview_one_goes_back_and_nothing_is_lost(self, world: World) -> None:
        preview = office(world).get(EDIT).press("See the year", closures="1/4 Staff day", source="Board paper")
        again = preview.press("Change the dates")
        assert again.form("See the year").values["closures"].strip() == "1/4 Staff day"
        assert again.form("See the year").values["source"] == "Board paper"

    def test_each_line_that_cannot_be_read_is_named(self, world: World) -> None:
        page = office(world).get(EDIT).press("See the year", closures="9/7 Labor Day\nsoon\n2/30 Off\n11/27-11/23 X")
        assert page.status == 422
        for part in ("Line 2: write a date", "Line 3: this is not a real date", "Line 4: the range ends before"):
            assert part in page.words, part
        assert "soon" in page.text

    def test_dates_that_no_one_checked_are_said_to_count_as_assumed(self, world: World) -> None:
        preview = office(world).get(EDIT).press("See the year", closures="9/7 Labor Day")
        assert "You did not say that you checked these dates" in preview.words
        assert "No one has checked these dates" in preview.press("Save the calendar").follow().words

    def test_a_year_with_few_school_days_is_asked_about(self, world: World) -> None:
        preview = office(world).get(EDIT).press("See the year", last_day=date(2027, 4, 30))
        assert "fewer school days than most schools have" in preview.words

    def test_who_is_slower_reads_that_someone_changed_the_calendar(self, world: World) -> None:
        """Given two pages opened before the first save, then the second is told, and what was typed is still there."""
        preview = office(world).get(EDIT).press("See the year", closures="9/7 Labor Day")
        saved(world, 2026)
        answer = preview.press("Save the calendar")
        assert answer.status == 409
        assert "9/7 Labor Day" in answer.text
        calendar = kept(world)
        assert calendar
        assert calendar.version == 1

    def test_a_double_click_saves_once(self, world: World) -> None:
        browser = office(world)
        form = browser.get(EDIT).press("See the year", closures="9/7 Labor Day").form("Save the calendar")
        first = browser.post(form.action, hidden_from=form, **form.values)
        second = browser.post(form.action, hidden_from=form, **form.values)
        assert (first.status, first.location) == (second.status, second.location)
        calendar = kept(world)
        assert calendar
        assert calendar.version == 1


class TestImported:
    def test_pasted_lines_stand_in_the_form_and_bad_ones_above_it(self, world: World) -> None:
        page = office(world).get(IMPORT).press("Read the dates", text=f"{ANSWERS['text']}\nsoon after")
        assert page.heading == "Change the calendar"
        assert "We could not read some lines" in page.words
        assert "Line 3: write a date" in page.words
        assert kept(world) is None
        preview = page.press("See the year", checked="yes")
        preview.press("Save the calendar").follow()
        calendar = kept(world)
        assert calendar
        assert [each.label for each in calendar.closures] == ["Labor Day", "Thanksgiving"]

    def test_a_calendar_file_is_read_and_other_events_are_shown(self, world: World) -> None:
        page = send_file(office(world), ICAL.encode())
        assert page.status == 200
        values = page.form("See the year").values
        assert values["first_day_day"] == "17"
        assert "11/23/2026-11/27/2026 Thanksgiving Break, no school" in values["closures"]
        assert "Events that we left out" in page.words
        assert "Picture day" in page.words

    def test_a_table_of_an_older_spreadsheet_is_read(self, world: World) -> None:
        page = send_file(office(world), "date,label\r\n3/31/2027,Día de César Chávez\r\n".encode("cp1252"))
        assert "3/31/2027 Día de César Chávez" in page.form("See the year").values["closures"]

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"Labor Day\n", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"])
    def test_a_file_without_a_date_is_told_at_the_form(self, world: World, content: bytes) -> None:
        page = send_file(office(world), content)
        assert page.status == 422
        assert page.errors

    def test_a_file_that_is_too_large_is_refused(self, world: World) -> None:
        page = send_file(office(world), b"x" * MAX_BODY_WITH_FILE_BYTES)
        assert page.status == 413
        assert "This file is too large" in page.words

    def test_more_dates_than_a_year_has_are_refused(self, world: World) -> None:
        lines = "\n".join(f"{date.fromordinal(date(2026, 9, 1).toordinal() + n):%m/%d/%Y} Day {n}" for n in range(121))
        page = office(world).get(IMPORT).press("Read the dates", text=lines)
        assert (page.status, list(page.errors)) == (422, ["text"])

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"no parts at all",
            f"--{BOUNDARY}\r\n\r\nnameless\r\n--{BOUNDARY}--\r\n".encode(),
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="text"\r\n\r\n'.encode() + b"\xff\r\n",
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="text"\r\nContent-Type: multipart/mixed; boundary=b'
            f"\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n--{BOUNDARY}--\r\n".encode(),
            b"".join(
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a{n}"\r\n\r\n1\r\n'.encode() for n in range(300)
            ),
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n1\r\n'.encode() * 2,
        ],
    )
    def test_a_body_that_is_no_form_is_refused(self, world: World, body: bytes) -> None:
        answer = office(world).post_raw(IMPORT, body, **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        assert answer.status == 400

    def test_a_form_from_elsewhere_is_refused_with_a_file_too(self, world: World) -> None:
        assert send_file(office(world), ICAL.encode(), csrf="0" * 64).status == 403

    def test_no_other_form_takes_a_file(self, world: World) -> None:
        answer = office(world).post_raw(EDIT, b"", **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        assert answer.status == 415


class TestCopiedAndKept:
    def test_last_years_calendar_is_copied_and_waits_to_be_checked(self, world: World) -> None:
        saved(world, 2025)
        browser = office(world)
        page = browser.get(browser.get(HOME).links["Copy last year's calendar"])
        assert "We copy the calendar of 2025\u201326" in page.words
        edit = page.press("Copy the calendar").follow()
        assert edit.path == EDIT
        assert "copy of last year's calendar" in browser.get(HOME).words

    def test_where_there_is_nothing_to_copy_the_page_says_so(self, world: World) -> None:
        page = office(world).get(COPY)
        assert "There is nothing to copy" in page.words
        assert page.press("Copy the calendar").status == 422

    def test_each_version_can_be_read_again(self, world: World) -> None:
        saved(world, 2026)
        saved(world, 2026, by=world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID,)), is_checked=False)
        page = office(world).get(VERSIONS)
        for part in ("Version 2, November 20, 2026", "Saved by someone else", "The dates were not checked",
                     "Version 1, November 20, 2026", "Saved by you", "The dates were checked"):  # fmt: skip
            assert part in page.words, part

    def test_without_a_version_the_page_says_so(self, world: World) -> None:
        assert "No version yet" in office(world).get(VERSIONS).words
