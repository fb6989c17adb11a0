"""What goes out, with the day and the school in each line, holds no formula and comes in again the same."""

import csv
import io
import string
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.checkpoints import Box, OtherCode
from chalicelib.domain.student import Ethnicity, Race, Sex, Situation
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.rosters.columns import DOSE_COLUMNS
from chalicelib.rosters.exported import (
    Checkpoints,
    CheckpointStatus,
    ExemptionOnFile,
    ExportedSchool,
    ExportedStudent,
    ExportFile,
    grid_of,
)
from chalicelib.rosters.exports import full, scrl_lite
from chalicelib.rosters.formulas import guarded, without_guard
from chalicelib.rosters.reader import read_roster
from chalicelib.rosters.rows import DatePrecision, RosterStudent, SchoolElements, StudentIdentity, WrittenDose, name_key
from chalicelib.rosters.sis_export import COLUMNS, sis
from tests.rosters.files import ON, dose, identity

SCHOOL = ExportedSchool("01612590000001", "Otter Elementary", ON)
FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"


def student(*doses: WrittenDose, local_id: str = "7", **who: str) -> ExportedStudent:
    school = SchoolElements(grade=Grade.GRADE_7, local_id=local_id)
    return ExportedStudent(identity=identity(**({"born": "2014-01-20"} | who)), school=school, doses=doses)


def lines_of(file: ExportFile, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=delimiter))


def test_scrl_lite_has_one_line_each_with_the_day_the_school_and_the_count() -> None:
    (file,) = scrl_lite([student(), student(first_name="Ben")], SCHOOL)

    assert (file.name, file.lines) == ("scrl-lite_01612590000001_2026-11-28_2.csv", 2)
    assert lines_of(file)[1] == {
        "last_name": "Otterby", "first_name": "Ben", "middle_name": "", "birth_date": "2014-01-20", "sex": "",
        "grade": "7", "local_id": "7", "as_of": "2026-11-28", "school_code": "01612590000001",
        "school_name": "Otter Elementary", "lines_in_file": "2",
    }  # fmt: skip


def test_a_spreadsheet_knows_the_encoding_by_its_mark() -> None:
    assert scrl_lite([student()], SCHOOL)[0].content.startswith(b"\xef\xbb\xbf")


def test_the_286_has_its_grid_its_ages_and_its_boxes_and_never_a_reason() -> None:
    doses = (
        *(dose("IPV", day) for day in ("2014-03-20", "2014-05-20", "2018-02-01")),
        dose("Pediarix", "2014-07-20"),
        dose("MMR", "2015-02-19"),
        dose("Sởi", "2018-02-01"),
        *(dose("Boostrix", day) for day in ("2025-02-01", "2026-02-01")),
        dose("BCG", "2014-01-21"),
        dose("pentavalente", "2015-09-01"),
    )
    exempt = (
        ExemptionOnFile(vaccine=Vaccine.VAR, kind=LineKind.PERMANENT, starts_on=ON),
        ExemptionOnFile(vaccine=Vaccine.MMR, kind=LineKind.TEMPORARY, starts_on=ON, last_day=date(2027, 2, 11)),
    )
    checkpoints = Checkpoints(
        tk_k=CheckpointStatus(reviewer="DV", boxes=(Box.ALL_DOSES,), met_on=date(2019, 8, 3)),
        grade_7=CheckpointStatus(
            reviewer="DV",
            boxes=(Box.CONDITIONAL, Box.TEMPORARY_EXEMPTION),
            follow_up=(date(2026, 12, 1), date(2027, 2, 11)),
            other=OtherCode.IEP,
        ),
    )
    given_student = student(*doses).with_changes(exemptions=exempt, checkpoints=checkpoints)

    (record,) = lines_of(full([given_student], SCHOOL)[0])

    assert {name: cell for name, cell in record.items() if name.startswith(("date_", "age_", "pme_")) and cell} == {
        "date_pol1": "2014-03-20", "date_pol2": "2014-05-20", "date_pol3": "2014-07-20", "date_pol4": "2018-02-01",
        "date_dtp1": "2014-07-20", "date_dtp2": "2026-02-01", "date_mmr1": "2015-02-19", "date_hepb1": "2014-07-20",
        "date_tdap1": "2025-02-01", "age_pol3": "0", "age_mmr1": "12", "age_tdap1": "11", "pme_var": "X",
    }  # fmt: skip
    assert (record["tk_k_reviewer"], record["tk_k_boxes"], record["tk_k_date_met"]) == ("DV", "all", "2019-08-03")
    assert (record["grade_7_boxes"], record["grade_7_other"]) == ("conditional; tme", "IEP")
    assert record["grade_7_follow_up"] == "2026-12-01; 2027-02-11"
    assert record["prek_boxes"] == ""


def test_the_list_of_doses_has_each_as_it_was_written() -> None:
    _, file = full([student(dose("Sởi", "2018-02-01"), dose("MMR", "2019-02-01", "03", "M-M-R II"))], SCHOOL)

    assert [(line["vaccine"], line["cvx"], line["product"], line["dose_date"]) for line in lines_of(file)] == [
        ("Sởi", "", "", "2018-02-01"),
        ("MMR", "03", "M-M-R II", "2019-02-01"),
    ]


def test_a_list_too_long_for_an_import_is_two_files_and_no_student_is_torn() -> None:
    doses = tuple(dose("IPV", f"20{year}-03-0{day}") for year in range(15, 20) for day in range(1, 8))
    students = [student(*doses, first_name=f"Ana{number}") for number in range(200)]

    _, first, second = full(students, SCHOOL)

    assert first.lines + second.lines == 200 * 35
    assert second.name == "full-doses-2_01612590000001_2026-11-28_2030.csv"
    assert len(read_roster(first.content, ON).rows) + len(read_roster(second.content, ON).rows) == 200


def test_the_systems_of_schools_get_tabs_their_codes_and_plain_letters() -> None:
    checkpoints = Checkpoints(
        tk_k=CheckpointStatus(reviewer="Zoë", boxes=(Box.ALL_DOSES,)),
        grade_7=CheckpointStatus(boxes=(Box.OVERDUE,), other=OtherCode.HOME),
    )
    exempt = (
        ExemptionOnFile(vaccine=Vaccine.HEPB, kind=LineKind.PERMANENT, starts_on=date(2026, 8, 1)),
        ExemptionOnFile(vaccine=Vaccine.MMR, kind=LineKind.TEMPORARY, starts_on=ON, last_day=date(2027, 2, 11)),
    )
    month = dose("IPV", "2014-05-01").with_changes(precision=DatePrecision.MONTH)
    given_student = student(dose("IPV", "2014-03-20"), month, dose("IPV", "2018-02-01")).with_changes(
        checkpoints=checkpoints, exemptions=exempt
    )

    file = sis([given_student, student(local_id="")], SCHOOL, "José Vole")
    (line,) = lines_of(file, "\t")

    assert (file.lines, file.left_out, file.doses_left_out) == (1, 1, 1)
    assert file.content.isascii()
    assert tuple(line)[: len(COLUMNS)] == COLUMNS
    assert {name: cell for name, cell in line.items() if cell} == {
        "Student_Number": "7", "WhenInput": "11/28/2026", "WhoInput": "Jose Vole",
        "Polio_1_Date": "03/20/2014", "Polio_2_Date": "02/01/2018",
        "Hepatitis B_ExemptionType": "Permanent medical", "Hepatitis B_ExemptionStartDate": "08/01/2026",
        "MMR_ExemptionType": "Temporary medical", "MMR_ExemptionStartDate": "11/28/2026",
        "MMR_ExemptionExpirationDate": "02/11/2027",
        "IMM.PE": "HepatitisB", "SIK": "Zoe", "RMK": "X", "RM7": "H", "RF7": "MD",
        "as_of": "2026-11-28", "school_code": "01612590000001", "school_name": "Otter Elementary", "lines_in_file": "1",
    }  # fmt: skip


TEXTS = st.text(
    st.sampled_from(string.ascii_letters + string.digits + FORMULA_SIGNS + "'\",;\t ñÁ陳đЖعß") | st.characters(
        categories=("L", "N", "P", "S"), exclude_characters="\ufffd"
    ), max_size=12,
).map(lambda text: " ".join(text.split()))  # fmt: skip
NAMES = TEXTS.map(lambda text: f"{text}ä")
PLAIN = st.text(string.ascii_letters + string.digits + "=+-@'", max_size=8)
DAYS = st.dates(date(2010, 1, 1), ON)
DOSES = st.builds(
    lambda vaccine, cvx, product, provider, given_on, precision: WrittenDose(
        vaccine=vaccine, cvx=cvx, product=product, provider=provider, precision=precision,
        given_on=given_on if precision is DatePrecision.DAY else given_on.replace(day=1),
    ),
    st.sampled_from(["MMR", "Pediarix", "Tdap", "Td", "IPV", "=MMR", "pentavalente", "Sởi", "Varicella", "dragon"]),
    st.sampled_from(["", "03", "110", "=1"]), TEXTS, TEXTS, DAYS, st.sampled_from(DatePrecision),
)  # fmt: skip
STUDENTS = st.builds(
    lambda last_name, first_name, middle, born, ssid, sex, ethnicity, races, other, parent, school, doses: (
        ExportedStudent(
            identity=StudentIdentity(
                last_name=last_name, first_name=first_name, middle_name=middle, birth_date=born, ssid=ssid, sex=sex,
                ethnicity=ethnicity, races=tuple(race for race in Race if race in races),
                other_race=other if Race.OTHER in races else "", parent_name=parent,
            ),
            school=school, doses=tuple(dict.fromkeys(doses)),
        )
    ),
    NAMES, NAMES, TEXTS, st.dates(date(2008, 1, 1), date(2010, 1, 1)),
    st.from_regex(r"[0-9]{10}", fullmatch=True) | st.just(""), st.sampled_from([None, *Sex]),
    st.sampled_from([None, *Ethnicity]), st.sets(st.sampled_from(Race)), st.text(string.ascii_letters, max_size=5),
    TEXTS,
    st.builds(
        SchoolElements, grade=st.sampled_from(Grade), local_id=TEXTS, room=TEXTS, language=TEXTS, address=TEXTS,
        first_day=st.none() | st.just(date(2026, 8, 17)), last_day=st.none() | st.just(date(2027, 6, 10)),
        parent_email=st.sampled_from(["", "eva@example.org", "=eva@example.org"]),
        parent_phone=st.sampled_from(["", "(510) 555-0100"]),
        situations=st.sets(st.sampled_from(Situation)).map(
            lambda some: tuple(each for each in Situation if each in some)
        ),
    ),
    st.lists(DOSES, max_size=6),
)  # fmt: skip
LISTS = st.lists(
    STUDENTS, max_size=5, unique_by=(lambda each: name_key(each.identity), lambda each: each.identity.ssid or each)
)


def who(row: RosterStudent | ExportedStudent) -> tuple[StudentIdentity, SchoolElements]:
    return row.identity, row.school


@settings(max_examples=60, deadline=None)
@given(students=LISTS)
def test_what_full_writes_roster_1_reads(students: list[ExportedStudent]) -> None:
    records, listed = full(students, SCHOOL)

    again = read_roster(records.content, ON)
    with_doses = [each for each in students if each.doses]
    doses_again = read_roster(listed.content, ON)

    assert [who(row) for row in again.rows] == [who(each) for each in students]
    assert [row.doses for row in doses_again.rows] == [each.doses for each in with_doses]
    for row, each in zip(again.rows, students, strict=True):
        of_file = ExportedStudent(identity=row.identity, school=row.school, doses=row.doses)
        assert days_of(grid_of(of_file)) == days_of(grid_of(each))


def days_of(grid: dict[Vaccine, list[WrittenDose]]) -> dict[Vaccine, list[tuple[date, DatePrecision]]]:
    return {vaccine: [(each.given_on, each.precision) for each in doses] for vaccine, doses in grid.items()}


@settings(max_examples=30, deadline=None)
@given(students=LISTS.filter(bool))
def test_no_cell_of_any_export_starts_a_formula(students: list[ExportedStudent]) -> None:
    files = [*scrl_lite(students, SCHOOL), *full(students, SCHOOL)]
    cells = [cell for file in files for line in lines_of(file) for cell in line.values()]
    cells += [cell for line in lines_of(sis(students, SCHOOL, "=me"), "\t") for cell in line.values()]

    assert [cell for cell in cells if cell.startswith(tuple(f"{FORMULA_SIGNS}\t\r"))] == []


@given(text=st.text(st.sampled_from("'=+-@ab\t\0\uff1d\uff0d"), max_size=6))
def test_the_guard_goes_on_and_off(text: str) -> None:
    assert without_guard(guarded(text)) == text
    assert not guarded(text).startswith(tuple(f"{FORMULA_SIGNS}\0\uff1d\uff0d"))


def test_every_column_of_the_dose_grid_can_be_written_and_read() -> None:
    columns = ",".join(DOSE_COLUMNS)
    days = ",".join(f"2020-0{1 + place % 9}-{10 + place % 18}" for place in range(len(DOSE_COLUMNS)))
    content = f"last_name,first_name,birth_date,grade,{columns}\nOtterby,Ana,2008-01-20,7,{days}\n".encode()
    (row,) = read_roster(content, ON).rows
    given_student = ExportedStudent(identity=row.identity, school=row.school, doses=row.doses)

    (again,) = read_roster(full([given_student], SCHOOL)[0].content, ON).rows

    assert len(row.doses) == len(DOSE_COLUMNS)
    assert set(again.doses) == set(row.doses)
