"""The roster of a school: who stands on it, in which order, on which list, and what a search finds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.roster_answers import Mark
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.roster_search import Wanted
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, SchoolRecord
from chalicelib.domain.school_roster import RosterEntry, Task, counts, roster_of, vaccines_shown
from chalicelib.domain.student import Situation
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.law.verdict import Outcome
from tests.domain.student_rows import SCHOOL
from tests.domain.test_school_answers import row as form_row
from tests.domain.test_school_answers import vaccine_line

ON = date(2026, 11, 20)
WRITTEN = date(2026, 9, 1)
FULL = {
    GivenVaccine.DTAP: ("2018-05-14", "2018-07-14", "2018-09-14", "2019-07-14", "2022-04-01"),
    GivenVaccine.IPV: ("2018-05-14", "2018-07-14", "2018-09-14", "2022-04-01"),
    GivenVaccine.MMR: ("2019-04-01", "2022-04-02"),
    GivenVaccine.VAR: ("2019-04-01", "2022-04-02"),
    GivenVaccine.HEPB: ("2018-03-14", "2018-05-14", "2018-12-14"),
}


def student(
    name: str = "Quillfeather, Rosalind", given: dict[GivenVaccine, Sequence[str]] = FULL, **facts: Any
) -> StudentRow:
    """A second grader with all shots, unless told otherwise."""
    last, _comma, first = name.partition(", ")
    doses = [
        RecordedDose(
            id=f"{vaccine}-{day}",
            vaccines=(vaccine,),
            given_on=date.fromisoformat(day),
            recorded_on=WRITTEN,
            facility_id=SCHOOL,
        )
        for vaccine, days in given.items()
        for day in days
    ]
    grade = RecordedGrade(grade=Grade.GRADE_2, since=date(2026, 8, 17), recorded_on=WRITTEN, facility_id=SCHOOL)
    return StudentRow(
        **{
            "student_id": name,
            "facility_id": SCHOOL,
            "child_id": "",
            "first_name": first,
            "last_name": last,
            "birth_date": date(2018, 3, 14),
            "room": "",
            "situations": (),
            "enrolled_on": date(2026, 8, 17),
            "left_on": None,
            "school_record": SchoolRecord(doses=tuple(sorted(doses, key=lambda dose: dose.given_on)), grades=(grade,)),
            **facts,
        }
    )


def roster(*rows: StudentRow, forms: Sequence[RosterRow] = (), on: date = ON) -> list[RosterEntry]:
    return roster_of([StudentLine.of_row(row, WRITTEN) for row in rows], forms, lambda: rows, on)


def without(*left_out: GivenVaccine) -> dict[GivenVaccine, Sequence[str]]:
    return {vaccine: days for vaccine, days in FULL.items() if vaccine not in left_out}


class TestOneEntryForEachStudent:
    def test_all_shots_admit_and_nothing_is_to_be_done(self) -> None:
        (entry,) = roster(student())
        assert entry.told.outcome is Outcome.ADMIT
        assert {cell.mark for cell in entry.told.cells.values()} == {Mark.DONE}
        assert entry.tasks(ON) == ()

    def test_a_student_with_a_form_has_the_forms_answer_and_stands_once(self) -> None:
        form = form_row(vaccine_line(), first_name="ROSALIND", last_name="Quill-Feather", birth_date=date(2018, 3, 14))
        (entry,) = roster(student(given=without(GivenVaccine.MMR)), forms=[form])
        assert (entry.student_id, entry.form_id) == ("Quillfeather, Rosalind", form.form_id)
        assert entry.told.cells[Vaccine.MMR].mark in {Mark.PERMANENT, Mark.TEMPORARY}

    def test_a_child_known_by_a_form_alone_stands_on_the_roster(self) -> None:
        (entry,) = roster(forms=[form_row(vaccine_line(), last_name="Lindgren")])
        assert (entry.student_id, entry.last_name) == ("", "Lindgren")

    def test_a_second_registration_of_a_child_does_not_hide_the_first(self) -> None:
        child = {"first_name": "Rosalind", "last_name": "Quillfeather", "birth_date": date(2018, 3, 14)}
        forms = [
            form_row(vaccine_line(), form_id="first", child_id="a", signed_on=date(2026, 8, 1), **child),
            form_row(vaccine_line(), form_id="second", child_id="b", signed_on=date(2026, 8, 2), **child),
        ]
        assert {entry.form_id for entry in roster(forms=forms)} == {"first", "second"}
        entries = roster(student(), forms=forms)
        assert {(entry.student_id, entry.form_id) for entry in entries} == {
            ("Quillfeather, Rosalind", "second"),
            ("", "first"),
        }

    def test_an_end_that_is_near_and_a_review_that_is_due_are_both_counted(self) -> None:
        late = without(GivenVaccine.HEPB) | {GivenVaccine.HEPB: ("2026-06-15", "2026-07-20")}
        entries = roster(student(given=late), on=date(2027, 7, 1))
        assert entries[0].tasks(date(2027, 7, 1)) == (Task.ENDS_SOON, Task.REVIEW)
        counted = counts(entries, date(2027, 7, 1))
        assert (counted[Task.ENDS_SOON], counted[Task.REVIEW]) == (1, 1)

    def test_a_row_of_older_rules_and_one_that_ends_are_answered_afresh_in_one_read(self) -> None:
        rows = [student(), student("Sandhu, Harjot", given={})]
        lines = [StudentLine.of_row(row, WRITTEN).with_changes(edition="older") for row in rows]
        asked: list[int] = []

        def read() -> list[StudentRow]:
            asked.append(1)
            return rows

        entries = roster_of(lines, [], read, ON)
        assert [entry.told for entry in entries] == [entry.told for entry in roster(*rows)]
        assert len(asked) == 1
        assert roster_of([StudentLine.of_row(rows[0], WRITTEN)], [], read, date(2028, 9, 1))
        assert len(asked) == 2

    def test_a_student_enrolled_without_records_is_admitted_and_the_record_is_awaited(self) -> None:
        (entry,) = roster(student(given={}, situations=(Situation.FOSTER,)))
        assert (entry.told.outcome, entry.tasks(ON)) == (Outcome.ADMIT, (Task.NO_RECORD,))


class TestTheOrder:
    def test_the_most_urgent_first_then_by_day_then_by_name(self) -> None:
        late = without(GivenVaccine.HEPB) | {GivenVaccine.HEPB: ("2026-06-15", "2026-07-20")}
        rows = [
            student("Young, Done"),
            student("Abe, Done"),
            student("Zelaya, Unknown", given={}),
            student("Morales, Missing", given=without(GivenVaccine.MMR) | {GivenVaccine.MMR: ("2019-04-01",)}),
            student("Gone, Long", given={}, left_on=date(2026, 10, 1)),
            student("Late, Soon", given=late),
        ]
        names = [entry.last_name for entry in roster(*rows, on=date(2027, 7, 1))]
        assert names[-3:] == ["Abe", "Young", "Gone"]
        assert names.index("Late") < names.index("Zelaya")
        assert counts(roster(*rows), ON)[Task.NO_RECORD] == 1, "who has left is not counted"

    def test_the_columns_are_the_vaccines_that_someone_is_asked(self) -> None:
        assert vaccines_shown(roster(student())) == (Vaccine.DTAP, Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB)


class TestSearch:
    ROWS = (
        student("Ramírez-Luna, Mateo", room="9"),
        student("Oyelaran, Temi", room="6", birth_date=date(2018, 4, 2)),
        student("Lor, Pa Kou", given={}, left_on=date(2026, 10, 1)),
    )

    def found(self, **asked: Any) -> set[str]:
        entries = roster(
            *self.ROWS, forms=[form_row(vaccine_line(), last_name="Nakagawa", form_number="A7KC-39WT-XHY")]
        )
        return {entry.last_name for entry in entries if Wanted(**asked).fits(ON)(entry)}

    @pytest.mark.parametrize(
        ("typed", "last_name"),
        [
            ("ramirez luna", "Ramírez-Luna"),
            ("LUNA, mateo", "Ramírez-Luna"),
            ("4/2/2018", "Oyelaran"),
            ("2018-04-02", "Oyelaran"),
            ("a7kc39wtxhy", "Nakagawa"),
            ("A7KC 39WT XHY", "Nakagawa"),
            ("pa kou", "Lor"),
        ],
    )
    def test_names_days_and_numbers_are_found_as_they_are_typed(self, typed: str, last_name: str) -> None:
        assert self.found(words=typed) == {last_name}

    @pytest.mark.parametrize("typed", ["4/31/2018", "nobody", "14/1/2018"])
    def test_what_is_nobodys_finds_no_one(self, typed: str) -> None:
        assert self.found(words=typed) == set()

    def test_without_words_who_left_is_not_shown_and_filters_combine(self) -> None:
        assert self.found() == {"Ramírez-Luna", "Oyelaran", "Nakagawa"}
        assert self.found(room="9", grade=Grade.GRADE_2) == {"Ramírez-Luna"}
        assert self.found(room="9", grade=Grade.GRADE_3) == set()
        assert self.found(words="o", room="6") == {"Oyelaran"}

    def test_a_vaccine_shows_those_who_have_not_all_doses_of_it(self) -> None:
        assert self.found(vaccine=Vaccine.MMR) == {"Nakagawa"}
        assert self.found(words="lor", vaccine=Vaccine.MMR) == {"Lor"}


def test_a_child_too_old_for_the_grade_on_record_has_an_answer_all_the_same() -> None:
    grade = RecordedGrade(grade=Grade.PRESCHOOL, since=date(2026, 8, 17), recorded_on=WRITTEN, facility_id=SCHOOL)
    row = student(given={}, birth_date=date(2016, 3, 14), school_record=SchoolRecord(grades=(grade,)))
    assert roster(row)[0].told.outcome is Outcome.CHECK_RECORD
