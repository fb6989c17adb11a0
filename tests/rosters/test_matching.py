"""The lines of a file against the students that a school has."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.law.enums import Grade
from chalicelib.rosters.changes import DOSES, KnownStudent, joined_doses, with_line
from chalicelib.rosters.matching import Doubt, ImportPlan, MatchedLine, Outcome, plan_import
from chalicelib.rosters.rows import DatePrecision, LeftOutLine, ParsedRoster, RosterStudent, SchoolElements, WrittenDose
from tests.rosters.files import ANA, HEADER, dose, identity, read, row

SCHOOL = "01612590000001"


def known(
    student_id: str = "s1",
    *,
    grade: Grade = Grade.GRADE_1,
    doses: tuple[WrittenDose, ...] = (),
    local_id: str = "",
    **who: str,
) -> KnownStudent:
    school = SchoolElements(grade=grade, local_id=local_id)
    return KnownStudent(id=student_id, identity=identity(**who), school=school, doses=doses)


def plan(rows: list[RosterStudent], *students: KnownStudent) -> ImportPlan:
    return plan_import(ParsedRoster(file_hash="f", rows=tuple(rows)), students, SCHOOL)


def line_of(found: RosterStudent, *students: KnownStudent) -> MatchedLine:
    (line,) = plan([found], *students).lines
    return line


def test_who_is_not_known_is_new() -> None:
    assert line_of(row()).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("last_name", "first_name"), [("OTTERBY", "ana"), ("Óttérby", "Aná"), ("Otter-by", "An'a"), (" Otter by", "A n a")]
)
def test_case_accents_hyphens_and_apostrophes_make_no_other_student(last_name: str, first_name: str) -> None:
    found = line_of(row(last_name=last_name, first_name=first_name), known())

    assert (found.outcome, found.student_id) == (Outcome.CHANGED, "s1")


def test_han_names_are_kept_apart() -> None:
    known_student = known(last_name="陳", first_name="美玲")

    assert line_of(row(last_name="陳", first_name="美玲"), known_student).outcome is Outcome.SAME
    assert line_of(row(last_name="林", first_name="大文"), known_student).outcome is Outcome.NEW


def test_the_state_id_decides_first() -> None:
    found = line_of(row(last_name="Volen", ssid="0123456789"), known(ssid="0123456789"))

    assert (found.outcome, found.changed) == (Outcome.CHANGED, ("last_name",))


def test_a_state_id_of_someone_quite_different_asks() -> None:
    found = line_of(
        row(last_name="Volen", first_name="Cy", born="2020-03-04", ssid="0123456789"), known(ssid="0123456789")
    )

    assert (found.outcome, found.doubt, found.candidates) == (Outcome.UNSURE, Doubt.SSID_ALONE, ("s1",))


def test_the_same_name_with_another_state_id_asks() -> None:
    assert line_of(row(ssid="0123456789"), known(ssid="9871543210")).doubt is Doubt.SSID_DIFFERS
    assert line_of(row(ssid="0123456789"), known()).changed == ("ssid",)
    assert line_of(row(), known(ssid="0123456789")).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("who", "doubt"),
    [
        ({"last_name": "Otterbi"}, Doubt.ONE_LETTER),
        ({"last_name": "Ottrby"}, Doubt.ONE_LETTER),
        ({"first_name": "Anna"}, Doubt.ONE_LETTER),
        ({"first_name": "Aan"}, Doubt.ONE_LETTER),
        ({"last_name": "Ana", "first_name": "Otterby"}, Doubt.NAMES_SWAPPED),
    ],
)
def test_what_is_near_asks(who: dict[str, str], doubt: Doubt) -> None:
    found = line_of(row(**who), known())

    assert (found.outcome, found.doubt, found.candidates) == (Outcome.UNSURE, doubt, ("s1",))


def test_a_swapped_birth_date_asks() -> None:
    assert line_of(row(born="2019-08-03"), known(born="2019-03-08")).doubt is Doubt.DAY_AND_MONTH_SWAPPED


@pytest.mark.parametrize(
    "who", [{"last_name": "Otterbie"}, {"born": "2019-08-30"}, {"last_name": "Otterbi", "born": "2019-08-30"}]
)
def test_what_is_farther_is_new(who: dict[str, str]) -> None:
    assert line_of(row(**who), known()).outcome is Outcome.NEW


def test_two_of_one_name_ask_unless_the_school_s_number_tells() -> None:
    students = (known("s1", local_id="7"), known("s2", local_id="8"))
    numbered = row().with_changes(school=SchoolElements(grade=Grade.GRADE_1, local_id="8"))

    assert line_of(row(), *students).candidates == ("s1", "s2")
    assert line_of(row(), *students).doubt is Doubt.SEVERAL
    assert line_of(numbered, *students).student_id == "s2"


def test_two_lines_that_meet_in_one_student_ask() -> None:
    found = plan([row(2, ssid="0123456789"), row(3, first_name="Ána")], known(ssid="0123456789"))

    assert [line.doubt for line in found.lines] == [Doubt.LINES_MEET, Doubt.LINES_MEET]


def test_who_is_in_no_line_is_gone_but_not_who_may_be_meant() -> None:
    students = (
        known("gone", last_name="Volen"),
        known("near", last_name="Otterbi"),
        known("left out", last_name="Finchley", first_name="Ben"),
        known("left out by id", last_name="Mole", ssid="0123456789"),
    )
    left_out = (LeftOutLine(3, "", "finchley", "ben"), LeftOutLine(4, "0123456789", "", ""))
    parsed = ParsedRoster(file_hash="f", rows=(row(),), left_out=left_out)

    found = plan_import(parsed, students, SCHOOL)

    assert found.gone == ("gone",)
    assert [(line.line, line.outcome) for line in found.lines] == [
        (2, Outcome.UNSURE),
        (3, Outcome.LEFT_OUT),
        (4, Outcome.LEFT_OUT),
    ]
    assert not found.gone_is_unsure


def test_a_line_that_cannot_be_read_makes_it_unsure_who_is_gone() -> None:
    assert plan_import(read(ANA, "broken"), (known("s2", last_name="Volen"),), SCHOOL).gone_is_unsure


def test_a_list_of_doses_says_of_no_one_that_they_left() -> None:
    parsed = read(f"{ANA},MMR,2020-09-01", header=f"{HEADER},vaccine,dose_date")
    found = plan_import(parsed, (known(), known("s2", last_name="Volen")), SCHOOL)

    assert found.gone == ()
    assert found.lines[0].changed == (DOSES,)


def test_the_same_file_in_the_same_school_is_one_import() -> None:
    assert plan_import(read(ANA), (), SCHOOL).import_id == plan_import(read(ANA), (known(),), SCHOOL).import_id
    assert plan_import(read(ANA), (), SCHOOL).import_id != plan_import(read(ANA), (), "2").import_id
    assert plan_import(read(ANA), (), SCHOOL).import_id != plan_import(read(ANA, ANA), (), SCHOOL).import_id


def test_blank_cells_change_nothing_and_the_counts_are_of_lines() -> None:
    student = known(ssid="0123456789", local_id="7")
    found = plan([row(2), row(3, first_name="Ben")], student)

    assert [found.count(outcome) for outcome in (Outcome.SAME, Outcome.NEW, Outcome.CHANGED)] == [1, 1, 0]
    assert with_line(student, row()) == student


@pytest.mark.parametrize(
    ("on_record", "said"),
    [
        ("Pediarix", "DTaP/DTP"),
        ("MMR", "M-M-R II"),
        ("pentavalente", "Pentavalente"),
        ("BCG", "bcg"),
        ("ProQuad", "Varicella"),
    ],
)
def test_one_injection_on_two_papers_is_one_dose(on_record: str, said: str) -> None:
    before = (dose(on_record, "2020-09-01"),)

    assert joined_doses(before, [dose(said, "2020-09-01")]) == before
    assert len(joined_doses(before, [dose(said, "2020-09-02")])) == 2


@pytest.mark.parametrize(("on_record", "said"), [("DTaP", "Pediarix"), ("BCG", "Hep A"), ("MMR", "Varicella")])
def test_what_holds_more_or_something_else_is_another(on_record: str, said: str) -> None:
    assert len(joined_doses([dose(on_record, "2020-09-01")], [dose(said, "2020-09-01")])) == 2


def test_a_full_date_takes_the_place_of_its_month() -> None:
    month = dose("MMR", "2020-09-01").with_changes(precision=DatePrecision.MONTH)
    full = dose("M-M-R II", "2020-09-14")

    assert joined_doses([month], [full]) == (full,)
    assert joined_doses([full], [month]) == (full,)
    assert joined_doses([month], [dose("VAR", "2020-09-14")]) == (month, dose("VAR", "2020-09-14"))


NAMES = st.sampled_from(["Ana", "Anna", "Ána", "Ben", "Otterby", "美玲", "O'Neil"])
DAYS = st.sampled_from([date(2019, 3, 8), date(2019, 8, 3), date(2019, 8, 31)])
DOSES_WRITTEN = st.builds(
    WrittenDose,
    vaccine=st.sampled_from(["MMR", "Pediarix", "DTaP", "IPV", "pentavalente", "BCG", "VAR", "ProQuad"]),
    given_on=st.sampled_from([date(2020, 9, 1), date(2020, 9, 14), date(2021, 9, 1)]),
    precision=st.sampled_from(DatePrecision),
).map(
    lambda found: (
        found.with_changes(given_on=found.given_on.replace(day=1)) if found.precision is DatePrecision.MONTH else found
    )
)
ROWS = st.builds(
    lambda last_name, first_name, born, ssid, grade, doses: row(
        grade=grade, doses=tuple(doses), last_name=last_name, first_name=first_name, born=born.isoformat(), ssid=ssid
    ),
    NAMES, NAMES, DAYS, st.sampled_from(["", "0123456789", "9871543210"]), st.sampled_from(list(Grade)),
    st.lists(DOSES_WRITTEN, max_size=6),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(ROWS, max_size=6), before=st.lists(ROWS, max_size=6))
def test_a_file_that_was_applied_changes_nothing_when_it_comes_again(
    lines: list[RosterStudent], before: list[RosterStudent]
) -> None:
    numbered = [each.with_changes(line=number) for number, each in enumerate(lines, start=2)]
    students = {
        f"s{number}": KnownStudent(id=f"s{number}", identity=each.identity, school=each.school, doses=each.doses)
        for number, each in enumerate(before)
    }
    for line, each in zip(plan(numbered, *students.values()).lines, numbered, strict=True):
        if line.outcome is Outcome.CHANGED:
            students[line.student_id] = with_line(students[line.student_id], each)

    again = {line.outcome for line in plan(numbered, *students.values()).lines}

    assert Outcome.CHANGED not in again


@given(doses=st.lists(DOSES_WRITTEN, max_size=8), more=st.lists(DOSES_WRITTEN, max_size=8))
def test_joining_doses_twice_is_joining_them_once(doses: list[WrittenDose], more: list[WrittenDose]) -> None:
    once = joined_doses(doses, more)

    assert joined_doses(once, more) == once
