"""A roster file is read whole: names, dates, situations and doses, in the shapes of schools' systems."""

from datetime import date

import pytest

from chalicelib.domain.student import Ethnicity, Race, Sex, Situation
from chalicelib.law.enums import Grade
from chalicelib.rosters.problems import PROBLEM_TEXTS, Effect, ProblemCode
from chalicelib.rosters.reader import read_roster
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from tests.rosters.files import ANA, BEN, HEADER, ON, codes, dose, read, text, the_row

LONG = f"{HEADER},vaccine,cvx,product,dose_date,provider"


def test_a_line_with_every_element_is_read_whole() -> None:
    header = (
        f"{HEADER},middle_name,ssid,local_id,sex,ethnicity,race,room,first_day,last_day,parent_name,parent_email,"
        "parent_phone,language,address,special"
    )
    row = the_row(
        f"{ANA},Luz,0123456789,77,F,Hispanic/Latino,White; other: Purépecha,B 4,8/17/2026,,Eva Otterby,"
        'eva@example.org,510-555-0100,es,"1 Main St, Fresno",IEP foster',
        header=header,
    )

    assert (row.line, row.identity.last_name, row.identity.first_name) == (2, "Otterby", "Ana")
    assert (row.identity.middle_name, row.identity.ssid, row.identity.sex) == ("Luz", "0123456789", Sex.FEMALE)
    assert (row.identity.birth_date, row.identity.ethnicity) == (date(2019, 8, 31), Ethnicity.HISPANIC)
    assert (row.identity.races, row.identity.other_race) == ((Race.WHITE, Race.OTHER), "Purépecha")
    assert (row.identity.parent_name, row.school.parent_email) == ("Eva Otterby", "eva@example.org")
    assert (row.school.grade, row.school.local_id, row.school.room) == (Grade.GRADE_1, "77", "B 4")
    assert (row.school.first_day, row.school.last_day) == (date(2026, 8, 17), None)
    assert (row.school.parent_phone, row.school.language) == ("(510) 555-0100", "es")
    assert row.school.address == "1 Main St, Fresno"
    assert row.school.situations == (Situation.SPECIAL_EDUCATION, Situation.FOSTER)


def test_the_columns_may_stand_in_any_order_and_case() -> None:
    row = the_row("1,2019-08-31,Ana,Otterby", header="GRADE,Date of Birth,First Name,last-name")

    assert (row.identity.last_name, row.school.grade) == ("Otterby", Grade.GRADE_1)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert the_row(ANA.replace(",", delimiter), header=HEADER.replace(",", delimiter)).identity.first_name == "Ana"


def test_the_line_with_which_a_spreadsheet_names_the_delimiter_is_no_header() -> None:
    parsed = read_roster(b"sep=;\r\n" + text(ANA).replace(b",", b";").replace(b"\n", b"\r\n"), ON)

    assert [row.line for row in parsed.rows] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_are_read_in_each_encoding(encoding: str) -> None:
    (row,) = read_roster(f"{HEADER}\nMuñoz,José,2019-08-31,1\n".encode(encoding), ON).rows

    assert (row.identity.last_name, row.identity.first_name) == ("Muñoz", "José")


def test_a_file_of_two_encodings_is_read_line_by_line() -> None:
    content = text(ANA) + "Muñoz,José,2019-08-31,1\n".encode() + "Peña,Inés,2019-08-30,1\n".encode("cp1252")

    assert [row.identity.last_name for row in read_roster(content, ON).rows] == ["Otterby", "Muñoz", "Peña"]


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("IT", Grade.INFANT_TODDLER),
        ("PK", Grade.PRESCHOOL),
        ("tk", Grade.TK),
        ("K", Grade.K),
        ("KN", Grade.K),
        ("0", Grade.K),
        ("01", Grade.GRADE_1),
        ("7", Grade.GRADE_7),
        ("12", Grade.GRADE_12),
        ("UN", Grade.UNGRADED),
    ],
)
def test_grades(written: str, grade: Grade) -> None:
    assert the_row(f"Otterby,Ana,2019-08-31,{written}").school.grade is grade


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-08-31", date(2019, 8, 31)),
        ("2019-08-31 00:00:00", date(2019, 8, 31)),
        ("8/31/2019", date(2019, 8, 31)),
        ("08/31/19", date(2019, 8, 31)),
        ("11/28/26", date(2026, 11, 28)),  # today
        ("11/29/26", date(1926, 11, 29)),  # tomorrow cannot be: a hundred years earlier
        ("2/29/00", date(2000, 2, 29)),
    ],
)
def test_birth_dates(written: str, day: date) -> None:
    assert the_row(f"Otterby,Ana,{written},1").identity.birth_date == day


def test_a_two_digit_year_of_a_school_day_may_lie_ahead() -> None:
    assert the_row(f"{ANA},6/10/27", header=f"{HEADER},last_day").school.last_day == date(2027, 6, 10)


def test_cells_in_quotes_go_on_over_lines_and_count_from_their_first() -> None:
    parsed = read('"Otterby\r\nVan ""O""",Ana,2019-08-31,1', BEN)

    assert [(row.line, row.identity.last_name) for row in parsed.rows] == [(2, 'Otterby Van "O"'), (4, "Finchley")]


def test_the_grid_gives_doses_with_the_words_of_their_rows() -> None:
    row = the_row(f"{ANA},10/31/2019,12/30/19,2020-09", header=f"{HEADER},date_pol1,date_dtp1,date_mmr1")

    assert row.doses[:2] == (dose("IPV/OPV", "2019-10-31"), dose("DTaP/DTP", "2019-12-30"))
    assert row.doses[2].precision is DatePrecision.MONTH


def test_lines_of_the_long_form_make_one_student() -> None:
    row = the_row(f"{ANA},,110,Pediarix,10/31/2019,Dr. Vole", f"{ANA},SRP,,,2020-09-01,", f"{ANA},,,,,", header=LONG)

    assert row.doses == (
        WrittenDose(cvx="110", product="Pediarix", given_on=date(2019, 10, 31), provider="Dr. Vole"),
        dose("SRP", "2020-09-01"),
    )


def test_students_of_one_name_and_birth_date_are_two_where_their_numbers_say_so() -> None:
    parsed = read(
        f"{ANA},0123456789,", f"{ANA},9871543210,", f"{BEN},,1", f"{BEN},,2", header=f"{HEADER},ssid,local_id"
    )

    assert len(parsed.rows) == 4
    assert parsed.problems == ()


def test_formulas_are_text() -> None:
    row = the_row('"=HYPERLINK(""http://x"")",+Ana,2019-08-31,1')

    assert (row.identity.last_name, row.identity.first_name) == ('=HYPERLINK("http://x")', "+Ana")


def test_signs_that_no_one_sees_are_left_out_and_letters_of_every_script_stay() -> None:
    parsed = read("陳\u202e,美\u00a0玲,2019-08-31,1", "علی\u200cپور,Zoë\u200b,2019-08-30,1")

    assert [row.identity.last_name for row in parsed.rows] == ["陳", "علی\u200cپور"]
    assert [row.identity.first_name for row in parsed.rows] == ["美 玲", "Zoë"]


def test_the_hash_is_of_the_whole_file() -> None:
    assert read(ANA).file_hash == read(ANA).file_hash != read(BEN).file_hash


def test_an_unknown_column_is_told_by_its_number_and_never_by_its_words() -> None:
    parsed = read(f"{ANA},x", header=f"{HEADER},Favorite color of Ana")

    assert codes(parsed) == [(1, ProblemCode.COLUMN_UNKNOWN, Effect.CELL_LEFT_OUT)]
    assert parsed.problems[0].placeholders["place"] == 5
    assert len(parsed.rows) == 1


def test_words_for_the_vaccine_that_a_person_must_settle_are_kept_and_asked() -> None:
    lines = [f"{ANA},{words},2020-09-01," for words in ("pentavalente,,", "dragon pox,,", "MMR,10,", "BCG,,", "TT,,")]
    parsed = read(*lines, header=LONG)

    assert codes(parsed) == [
        (2, ProblemCode.VACCINE_UNSURE, Effect.ASKED),
        (3, ProblemCode.VACCINE_UNKNOWN, Effect.ASKED),
        (4, ProblemCode.VACCINE_CONFLICT, Effect.ASKED),
    ]
    assert [each.vaccine for each in parsed.rows[0].doses] == ["pentavalente", "dragon pox", "MMR", "BCG", "TT"]


def test_every_code_has_a_sentence() -> None:
    assert set(PROBLEM_TEXTS) == set(ProblemCode)
