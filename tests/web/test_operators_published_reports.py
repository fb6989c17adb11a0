"""An operator loads the state's published reports: everything is looked over first, confirmed with one press, applied
by the job, and the page tells how far it is."""

import pytest

from chalicelib.actions.published_reports.apply_published import apply_published
from chalicelib.domain.account import Role
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.wiring import new_context
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.invariants.places_published_reports import HEADER, confirmed_published, published_text
from tests.invariants.places_reports import filed, kindergartners
from tests.portal import Portal, Shown
from tests.rosters.test_read_published_reports import HOSTILE, Hostile, by_name
from tests.web.roster_import_story import BOUNDARY, figures

UPLOAD = "/operators/reports"
CHOSEN = {"year": "2026", "section": "kindergarten"}
OTHER, HIGH_SCHOOL, OWN, UNKNOWN = "19642120777777", "19642120888888", "19642120999999", "19642129999999"


def operator(world: World) -> Portal:
    return world.browser(world.default_user(Role.OPERATOR))


def pasted(world: World, *lines: str, **answers: str) -> Shown:
    text = published_text(*lines).decode()
    return operator(world).get(UPLOAD).press("Read the file", **{**CHOSEN, "text": text, **answers})


def sent_file(world: World, content: bytes, year: str = "2025") -> Shown:
    """Send the form as a browser does where it holds a file."""
    browser = operator(world)
    answers = {**browser.get(UPLOAD).form("Read the file").hidden, **CHOSEN, "year": year, "text": ""}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in answers.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n'
    head += "Content-Type: text/csv\r\n\r\n"
    body = b"".join(parts) + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return browser.post_raw(UPLOAD, body, **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def written(world: World) -> list[str]:
    """What stands in the store of schools and of files."""
    items = all_items(world.table.name)
    return sorted(str(item["PK"]) for item in items if str(item["PK"]).startswith(("REPORTING#", "OWED", "IMPORT")))


class TestThePreview:
    def test_it_counts_and_names_what_follows_and_what_is_wrong(self, world: World) -> None:
        """Given a file with a school below 95 percent, one that reached it, one whose rate is hidden, a high school,
        one that has filed its own report, an unknown one and a broken line, then each is counted, those that matter are
        named, and nothing is written."""
        world.facility()
        kindergartners(world, 2)
        filed(world)
        world.facility(OTHER, name="Saltmarsh Elementary")
        world.facility(OWN, name="Fennel Street School")
        world.facility(HIGH_SCHOOL, name="Barrow High", grades="9-12")
        world.facility("19642120666666", name="Quarry School")
        before = [each for each in written(world) if not each.startswith("IMPORT")]

        page = pasted(
            world,
            f"{OTHER},Y,20,18,90",
            f"{OWN},Y,20,20,100",
            "19642120666666,Y,*,*,94-96%",
            f"{HIGH_SCHOOL},Y,20,20,",
            f"{SCHOOL_ID},Y,20,18,90",
            f"{UNKNOWN},Y,20,20,",
            "broken,Y,20,20,",
        ).follow()

        assert figures(page) == {
            "In the directory": 5,
            "Number not in the directory": 1,
            "Not required to report": 1,
            "Own report filed here": 1,
            "Later year known": 0,
            "Lines left out": 1,
            "Below 95 percent": 1,
            "Did not report": 0,
            "95 percent or more": 1,
            "Undecided": 1,
        }
        for said in (
            "Nothing is written yet.",
            "Saltmarsh Elementary",
            "Quarry School",
            "94.0-96.0%",
            "Own report filed here: it counts, not the file",
            "100.0%",
            "differs",
            "Line 5: by the directory, this school or child care does not report this part.",
            "Line 7: a number is not in the directory.",
            "Line 8, column school_code: a number has 14 digits",
        ):
            assert said in page.words, said
        assert [each for each in written(world) if not each.startswith("IMPORT")] == before

    def test_who_had_to_report_and_did_not_is_named(self, world: World) -> None:
        world.facility(OTHER, name="Saltmarsh Elementary")
        page = pasted(world, f"{OTHER},N,,,", year="2025").follow()
        assert figures(page)["Did not report"] == 1
        assert "Had to report and did not" in page.words
        assert "school year 2025-26" in page.words

    def test_the_same_file_is_the_same_one_and_a_second_look_counts_what_has_changed(self, world: World) -> None:
        first = pasted(world, f"{OTHER},Y,20,18,").follow()
        assert figures(first)["Number not in the directory"] == 1
        world.facility(OTHER)
        second = pasted(world, f"{OTHER},Y,20,18,").follow()
        assert (first.path, figures(second)["Below 95 percent"]) == (second.path, 1)

    def test_for_another_year_or_part_it_is_another_one(self, world: World) -> None:
        lines = [f"{OTHER},Y,20,18,"]
        pages = [pasted(world, *lines), pasted(world, *lines, year="2025"), pasted(world, *lines, section="grade-7")]
        assert len({page.follow().path for page in pages}) == 3

    def test_a_file_with_nothing_to_apply_has_no_button(self, world: World) -> None:
        page = pasted(world, f"{UNKNOWN},Y,20,18,").follow()
        assert "There is nothing to apply in this file." in page.words
        assert not [button for button in page.html.iter("button") if "Apply" in (button.text or "")]

    @pytest.mark.parametrize(
        ("answers", "error"),
        [
            ({"text": ""}, "Choose a file, or paste its lines."),
            ({"text": HEADER}, "The file has no schools. Check that it is the right file."),
            ({"text": "name\nWanda"}, "The column school_code is missing from the header row."),
            ({"year": ""}, "Choose the school year"),
            ({"year": "1999"}, "Choose the school year"),
            ({"section": "under-two"}, "Choose the part of the report"),
        ],
    )
    def test_what_cannot_be_read_is_said_at_the_form(self, world: World, answers: dict[str, str], error: str) -> None:
        page = pasted(world, f"{OTHER},Y,20,18,", **answers)
        assert page.status == 422
        assert error in page.errors.values() or error in page.words

    @pytest.mark.parametrize("case", HOSTILE, ids=by_name)
    def test_a_hostile_file_is_answered_by_line_and_nothing_is_written(self, world: World, case: Hostile) -> None:
        page = sent_file(world, case.content)
        assert page.status in {302, 303, 422}
        if page.status == 422:
            assert page.errors or "Choose a file" in page.words
        else:
            assert "Nothing is written yet." in page.follow().words
        assert not [each for each in written(world) if not each.startswith("IMPORT")]


class TestApplying:
    def test_one_press_lets_the_job_apply_it_and_a_second_press_does_no_harm(self, world: World) -> None:
        world.facility()
        form = world.form()
        page = pasted(world, f"{SCHOOL_ID},Y,19,18,").follow()
        browser, name = page.portal, "Apply to 1 school"

        page.press(name)
        again = page.press(name)
        assert again.status in {302, 303, 409}
        assert apply_imports(world.clock) == {"finished": 1}
        assert apply_imports(world.clock) == {}

        after = browser.get(page.path)
        assert "The file is applied" in after.words
        assert figures(after) == {
            "Written": 1,
            "To be reviewed": 1,
            "Known already": 0,
            "Not written": 0,
            "Lines left out": 0,
        }
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert len(world.reload(form).review_ids) == 1

    def test_the_page_tells_how_far_it_is(self, world: World) -> None:
        numbers = [f"1964212{place:07}" for place in range(1, 41)]
        for number in numbers:
            world.facility(number)
        file_id = confirmed_published(world, *(f"{number},Y,20,20," for number in numbers))
        apply_published(lambda: new_context(world.clock(), file_id), file_id, transactions=1)

        page = operator(world).get(f"{UPLOAD}/{file_id}")

        assert "30 of 40 lines are done" in page.words
        assert 'http-equiv="refresh"' not in page.text
        assert 'http-equiv="refresh"' in operator(world).get(f"{page.path}?refresh=on").text

    def test_what_was_passed_over_is_told(self, world: World) -> None:
        world.facility()
        file_id = confirmed_published(world, f"{SCHOOL_ID},Y,20,18,")
        kindergartners(world, 1)
        filed(world)
        apply_imports(world.clock)

        page = operator(world).get(f"{UPLOAD}/{file_id}")

        assert figures(page)["Not written"] == 1
        assert "Line 2: the school has filed its own report for this school year." in page.words


class TestWhoSeesIt:
    def test_the_desk_leads_to_it(self, world: World) -> None:
        assert operator(world).get("/operators").links["Load the state's published reports"] == UPLOAD

    def test_others_do_not(self, world: World) -> None:
        for role in (Role.SCHOOL, Role.REVIEWER, Role.LOCAL_HEALTH):
            assert world.browser(world.default_user(role)).get(UPLOAD).status == 403

    def test_the_reviewer_reads_it_on_the_schools_page_with_its_source_and_day(self, world: World) -> None:
        world.facility()
        file_id = confirmed_published(world, f"{SCHOOL_ID},Y,20,18,", year=2025)
        apply_imports(world.clock)
        assert world.ctx().store.get(PublishedReportsFile, file_id).finished_at

        page = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/schools/{SCHOOL_ID}")

        assert "2025-26 Not filed here The state's file: TK and kindergarten, 90.0%" in page.words
        assert "loaded November 20, 2026" in page.words
        assert "School below 95 percent" in page.words
