"""A school's file of students through its pages: sent, looked over, answered, applied, said who left, saved again."""

import json
from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.rosters.sample import SAMPLE
from chalicelib.storage import audit_keys
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown
from tests.web.roster_import_story import (
    HEADER,
    IMPORT,
    ROSALIND,
    TOBIAS,
    applied,
    figures,
    office,
    pasted,
    roster,
    sent,
    students,
)

FILES = f"/schools/at/{SCHOOL_ID}/files"
NESTED = b"\r\n".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n" % (n, n + 1) for n in range(3000))
NESTED_ONCE = (
    b'--b\r\nContent-Disposition: form-data; name="text"\r\nContent-Type: multipart/mixed; boundary=c\r\n'
    b"\r\n--c\r\n\r\nx\r\n--c--\r\n--b--"
)
WITH_DOSES = f"{HEADER},first_day,date_mmr1,date_mmr2,date_pol1"


def names(world: World) -> list[str]:
    return [student.facts.child.full_name for student in students(world)]


def previewed(world: World, *lines: str, header: str = HEADER) -> Shown:
    return pasted(office(world), roster(*lines, header=header)).follow()


class TestThePreview:
    def test_says_what_is_new_and_changes_nothing(self, world: World) -> None:
        page = previewed(world, ROSALIND, TOBIAS)
        assert "Nothing on your list has changed yet" in page.words
        assert figures(page)["New"] == 2
        assert names(world) == []

    def test_names_problems_by_line_and_column_and_never_the_child(self, world: World) -> None:
        page = previewed(world, ROSALIND, "Brindlemoor,Tobias,2019-02-30,1")
        assert "Line 3, column birth_date: this is not a date" in page.words
        assert figures(page)["Lines left out"] == 1
        assert "Brindlemoor" not in page.text

    def test_the_same_file_twice_is_one_import(self, world: World) -> None:
        first, second = (pasted(office(world), roster(ROSALIND)) for _ in range(2))
        assert second.location == first.location

    def test_after_it_is_applied_the_same_file_leads_to_what_was_done(self, world: World) -> None:
        done = applied(world, previewed(world, ROSALIND))
        again = pasted(office(world), roster(ROSALIND))
        assert again.location == done.path
        assert "The file was imported" in again.follow().words
        assert names(world) == ["Rosalind Quillfeather"]

    def test_compared_again_what_was_imported_is_the_same(self, world: World) -> None:
        done = applied(world, previewed(world, ROSALIND))
        page = done.portal.get(done.links["Compare the file with your list again"]).press("Compare again").follow()
        assert figures(page)["Already the same"] == 1
        assert "There is nothing to import" in page.words


class TestTheUpload:
    def test_a_file_sent_twice_is_one_import(self, world: World) -> None:
        first, second = (sent(office(world), roster(ROSALIND).encode()) for _ in range(2))
        assert second.location == first.location

    def test_names_from_an_older_spreadsheet_keep_their_letters(self, world: World) -> None:
        content = roster("Quiñónez,José,2018-03-14,2").encode("cp1252")
        applied(world, sent(office(world), content).follow())
        assert names(world) == ["José Quiñónez"]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"PK\x03\x04xlsx", "This is not a CSV file"),
            (b"\xff\xfeh\0i\0", "We can’t read the characters in this file"),
            (b"", "Choose a file, or paste its lines"),
            (b"last_name,first_name\nA,B\n", "The column birth_date is missing"),
            (f'{HEADER}\n"{ROSALIND}\n'.encode(), "a quotation mark that is never closed"),
            (f"{HEADER}\n".encode() + b"x,y,2019-01-01,1\n" * 5001, "more than 5000 rows"),
            (b"a" * (2 * 1024 * 1024), "the text is too long"),
        ],
    )
    def test_a_file_of_which_nothing_can_be_used_is_refused_with_what_to_do(
        self, world: World, content: bytes, sentence: str
    ) -> None:
        page = sent(office(world), content)
        assert (page.status, page.words.count(sentence) > 0) == (422, True), page.words[:600]

    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, world: World) -> None:
        page = sent(office(world), b"x" * (5 * 1024 * 1024))
        assert page.status == 413
        assert "This file is too large" in page.words

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"", "multipart/form-data"),
            (b"--b\r\n", "multipart/form-data; boundary=b"),
            (b"--b\r\nno name\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
            (NESTED, "multipart/form-data; boundary=b0"),
            (NESTED_ONCE, "multipart/form-data; boundary=b"),
            (b"--b\r\n" * 20_000, "multipart/form-data; boundary=b"),
        ],
        ids=["no-boundary", "not-closed", "without-a-name", "nested", "nested-once", "many-parts"],
    )
    def test_a_body_that_no_browser_makes_is_refused(self, world: World, body: bytes, kind: str) -> None:
        assert office(world).post_raw(IMPORT, body, **{"Content-Type": kind}).status == 400

    def test_a_cell_with_a_formula_stays_text_and_is_no_formula_in_the_file_that_goes_out(self, world: World) -> None:
        applied(world, previewed(world, f'{ROSALIND},"=HYPERLINK(1)"', header=f"{HEADER},room"))
        assert students(world)[0].facts.room == "=HYPERLINK(1)"
        assert "'=HYPERLINK(1)" in office(world).get(f"{FILES}/full-students").text

    def test_the_sample_file_can_be_tried(self, world: World) -> None:
        page = sent(office(world), SAMPLE.read_bytes()).follow()
        assert figures(page)["New"] == 7
        assert figures(page)["Lines left out"] == 1
        assert office(world).get("/schools/sample-roster").text == SAMPLE.read_text("utf-8")


class TestApplying:
    def test_students_stand_on_the_list_with_grade_first_day_and_doses(self, world: World) -> None:
        line = f"{ROSALIND},8/17/2026,3/20/2019,4/2/2022,5/15/2018"
        page = applied(world, previewed(world, line, header=WITH_DOSES))
        assert figures(page)["Added"] == 1
        (student,) = students(world)
        assert student.newest_enrollment.since == date(2026, 8, 17)
        assert student.school_record.grades[0].grade == "2"
        given = [(dose.vaccines, dose.given_on) for dose in student.school_record.doses]
        assert given == [(("IPV",), date(2018, 5, 15)), (("MMR",), date(2019, 3, 20)), (("MMR",), date(2022, 4, 2))]

    def test_a_month_is_recorded_and_gives_way_to_the_full_date_once(self, world: World) -> None:
        header = f"{HEADER},date_mmr1"
        applied(world, previewed(world, f"{ROSALIND},2019-03", header=header))
        (month,) = students(world)[0].school_record.doses
        assert (month.month_only, month.given_on) == (True, date(2019, 3, 1))
        page = previewed(world, f"{ROSALIND},2019-03-20", header=header)
        assert figures(page)["Changed"] == 1
        applied(world, page)
        (full,) = students(world)[0].school_record.doses
        assert (full.month_only, full.given_on) == (False, date(2019, 3, 20))
        assert figures(previewed(world, f"{ROSALIND},3/2019", header=header))["Already the same"] == 1

    def test_students_with_their_answer_stand_on_the_page_of_students(self, world: World) -> None:
        applied(world, previewed(world, f"{ROSALIND},8/17/2026,3/20/2019,4/2/2022,5/15/2018", header=WITH_DOSES))
        page = office(world).get(f"/schools/at/{SCHOOL_ID}")
        assert "Quillfeather, Rosalind 3/14/2018" in page.words

    def test_a_line_without_a_change_writes_nothing_and_a_changed_one_its_change(self, world: World) -> None:
        applied(world, previewed(world, f"{ROSALIND},4", f"{TOBIAS},5", header=f"{HEADER},room"))
        page = previewed(world, f"{ROSALIND},4", f"{TOBIAS},9", header=f"{HEADER},room")
        assert (figures(page)["Changed"], figures(page)["Already the same"]) == (1, 1)
        applied(world, page)
        assert [(student.facts.room, student.version) for student in students(world)] == [("9", 2), ("4", 1)]

    def test_each_record_has_one_event_in_the_name_of_who_confirmed(self, world: World) -> None:
        applied(world, previewed(world, ROSALIND))
        (student,) = students(world)
        (event,) = world.table.query_audit(audit_keys.change_event("student", student.id, 1).pk, "EVENT#")
        body = json.loads(event["body"])
        assert (body["act"], body["actor_id"]) == ("import_students", world.default_user(Role.SCHOOL).id)

    def test_an_import_on_its_way_can_be_watched_without_scripts(self, world: World) -> None:
        page = previewed(world, ROSALIND).press("Import the file").follow()
        assert "0 of 1 lines are done" in page.words
        assert 'http-equiv="refresh"' not in page.text
        watched = page.portal.get(page.links["Look again every 10 seconds"])
        assert '<meta http-equiv="refresh" content="10">' in watched.text
        assert watched.portal.get(watched.links["Stop looking again by itself"]).status == 200


class TestQuestions:
    def unsure(self, world: World) -> Shown:
        applied(world, previewed(world, ROSALIND))
        page = previewed(world, "Quillfether,Rosalind,2018-03-14,2")
        assert "1 line may be a student on your list" in page.words
        return page.portal.get(page.links["Answer now"])

    def test_yes_is_the_student_on_the_list_under_the_name_of_the_file(self, world: World) -> None:
        asked = self.unsure(world)
        assert "The names differ by one letter" in asked.words
        page = asked.press("Save the answers", choice_0=students(world)[0].id).follow().follow()
        applied(world, page)
        assert names(world) == ["Rosalind Quillfether"]

    def test_no_is_a_new_student(self, world: World) -> None:
        applied(world, self.unsure(world).press("Save the answers", choice_0="new").follow().follow())
        assert names(world) == ["Rosalind Quillfeather", "Rosalind Quillfether"]

    def test_without_an_answer_the_line_is_left_out_and_said(self, world: World) -> None:
        asked = self.unsure(world)
        page = applied(world, asked.portal.get(asked.path.removesuffix("/questions")))
        assert "Line 2: it may be a student on your list, and no one said who" in page.words
        assert names(world) == ["Rosalind Quillfeather"]

    def test_a_blank_answer_is_named_at_its_question(self, world: World) -> None:
        page = self.unsure(world).press("Save the answers")
        assert page.status == 422
        assert "Choose who it is, or leave the line out" in page.words

    def test_a_student_whom_no_question_names_is_no_answer(self, world: World) -> None:
        page = self.unsure(world).press("Save the answers", choice_0="somebodyelse")
        assert page.status == 400


class TestWhoLeft:
    def test_who_is_not_in_the_file_is_asked_about_and_never_deleted(self, world: World) -> None:
        applied(world, previewed(world, f"{ROSALIND},2026-08-17", f"{TOBIAS},2026-08-17", header=f"{HEADER},first_day"))
        page = applied(world, previewed(world, f"{ROSALIND},2026-08-18", header=f"{HEADER},first_day"))
        assert "1 student on your list is not in the file" in page.words
        assert len(students(world)) == 2
        left = page.portal.get(page.links["Say who left"])
        assert "Brindlemoor, Tobias" in left.words
        left = left.press("Save the last day", students=[students(world)[0].id], last_day=date(2026, 10, 2)).follow()
        assert "No one is left to ask about here" in left.words
        assert students(world)[0].newest_enrollment.until == date(2026, 10, 2)

    def test_who_left_and_is_in_a_file_again_is_back(self, world: World) -> None:
        header = f"{HEADER},first_day,last_day"
        applied(world, previewed(world, f"{ROSALIND},2026-08-17,2026-09-01", header=header))
        page = previewed(world, f"{ROSALIND},2026-10-05,", header=header)
        assert figures(page)["Changed"] == 1
        applied(world, page)
        first, second = students(world)[0].enrollments
        assert (first.until, second.since, second.until) == (date(2026, 9, 1), date(2026, 10, 5), None)


class TestFilesOut:
    @pytest.mark.parametrize("kind", ["scrl-lite", "full-students", "full-doses", "sis"])
    def test_a_file_says_its_day_and_school_and_the_view_is_written_down(self, world: World, kind: str) -> None:
        header = f"{WITH_DOSES},local_id"
        applied(world, previewed(world, f"{ROSALIND},8/17/2026,3/20/2019,,,77001", header=header))
        page = office(world).get(f"{FILES}/{kind}")
        assert page.status == 200
        assert SCHOOL_ID in page.headers["content-disposition"]
        assert "2026-11-20" in page.text
        assert "Quillfeather" in page.text or kind == "sis"
        views = world.table.query_audit(
            audit_keys.access_event("facility", SCHOOL_ID, world.clock.now, "x").pk, "VIEW#"
        )
        assert ("student file", 1) in [(view["purpose"], int(view["count"])) for view in views]

    def test_what_goes_out_comes_back_the_same(self, world: World) -> None:
        applied(world, previewed(world, f"{ROSALIND},8/17/2026,3/20/2019,4/2/2022,", header=WITH_DOSES))
        for kind in ("full-students", "full-doses"):
            page = sent(office(world), office(world).get(f"{FILES}/{kind}").text.encode()).follow()
            assert figures(page)["Already the same"] == 1, kind

    def test_there_is_no_other_file_and_no_part_beyond_the_last(self, world: World) -> None:
        assert office(world).get(f"{FILES}/everything").status == 404
        assert office(world).get(f"{FILES}/full-doses?part=2").status == 404
        assert office(world).get(f"{FILES}/full-doses?part=²").status == 404


class TestAnotherSchool:
    def test_another_school_learns_nothing_of_an_import(self, world: World) -> None:
        path = previewed(world, ROSALIND).path
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))
        for each in (path, f"{path}/questions", f"{path}/left", f"{path}/again", IMPORT, FILES, f"{FILES}/sis"):
            assert other.get(each).status == 404, each


def told(browser: Portal, language: str) -> Portal:
    browser.headers["Accept-Language"] = language
    return browser


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ("Nada de su lista ha cambiado todavía", "La línea se deja fuera", "Nuevos")),
        ("zh-Hant", ("您的名單還沒有任何變更", "略過此行", "新學生")),
    ],
)
def test_the_preview_in_other_languages(world: World, language: str, words: tuple[str, ...]) -> None:
    path = previewed(world, ROSALIND, "Brindlemoor,Tobias,2019-02-30,1").path
    page = told(office(world), language).get(path)
    for part in words:
        assert part in page.words, part


def test_no_name_of_a_child_in_a_log_an_address_or_a_key(world: World) -> None:
    header = f"{HEADER},parent_name"
    page = applied(world, previewed(world, f"{ROSALIND},Odalys", f"{TOBIAS},Orla", header=header))
    near = previewed(world, "Quillfether,Rosalind,2018-03-14,2,Odalys", header=header)
    near.portal.get(near.links["Answer now"]).press("Save the answers", choice_0="new")
    page.portal.get(f"{FILES}/full-students")
    kept = [f"{item['PK']} {item['SK']} {item.get('card', '')}" for item in all_items(world.table.name)]
    everywhere = " ".join([*world.recorder.lines, *world.recorder.urls, *kept]).casefold()
    for word in ("quillf", "rosalind", "brindlemoor", "tobias", "odalys", "2018-03-14"):
        assert word not in everywhere, word
