"""Single cells of a file: what they mean, and what is told of each that means nothing."""

import pytest

from chalicelib.domain.student import Race
from chalicelib.rosters import cells
from chalicelib.rosters.columns import Column
from chalicelib.rosters.delimited import LONGEST_CELL, MAX_BYTES, Line, read_table
from chalicelib.rosters.formulas import guarded, without_guard
from chalicelib.rosters.problems import MAX_PROBLEMS, Effect, Problem, ProblemCode, Problems
from tests.rosters.files import ANA, BEN, HEADER

GRADE, NAME, PHONE = Column.GRADE, Column.LAST_NAME, Column.PARENT_PHONE


def told(column: Column, text: str, read: object) -> tuple[object, list[Problem], bool]:
    """What a reader of one cell gives, what it tells, and whether the line is left out."""
    problems = Problems()
    line = Line(3, {column: text}, problems)
    return read(line), list(problems.in_order()), line.is_left_out  # type: ignore[operator]


def problem(code: ProblemCode, column: str, effect: Effect, line: int = 3, **facts: int) -> Problem:
    return Problem(line=line, code=code, effect=effect, column=column, facts=tuple(facts.items()))


@pytest.mark.parametrize(("text", "code"), [("", ProblemCode.CELL_MISSING), ("sixteenth", ProblemCode.GRADE_UNKNOWN)])
def test_a_line_without_a_grade_that_is_known_is_left_out(text: str, code: ProblemCode) -> None:
    assert told(GRADE, text, cells.grade) == (None, [problem(code, GRADE, Effect.LINE_LEFT_OUT)], True)
    assert told(GRADE, "PS", cells.grade)[1:] == ([], False)


def test_a_name_without_a_letter_is_none() -> None:
    missing = problem(ProblemCode.NAME_MISSING, NAME, Effect.LINE_LEFT_OUT)
    assert told(NAME, "--", lambda line: cells.name(line, NAME)) == ("--", [missing], True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("510 555 0100", "(510) 555-0100"),
        ("1-510-555-0100", "(510) 555-0100"),
        ("+1 (510) 555.0100", "(510) 555-0100"),
        ("+1510555010", None),
        ("2-510-555-0100", None),
        ("510 555 010", None),
        ("+15105550100 x2", None),
        ("510 555 0100 home", None),
        ("51055501001", None),
        ("110 555 0101", "(110) 555-0101"),
        ("", ""),
    ],
)
def test_a_phone_number_has_ten_digits(text: str, kept: str | None) -> None:
    found, problems, _left_out = told(PHONE, text, cells.phone)
    assert found == (kept or "")
    assert problems == ([] if kept is not None else [problem(ProblemCode.PHONE_SHAPE, PHONE, Effect.CELL_LEFT_OUT)])


def test_races_are_in_the_order_of_the_form_with_the_words_of_another() -> None:
    found, problems, _left_out = told(Column.RACE, "white; Asian|Other: Toyon people, x", cells.races)
    assert found == cells.Races(
        tuple(race for race in Race if race in {Race.ASIAN, Race.WHITE, Race.OTHER}), "Toyon people"
    )
    assert [each.code for each in problems] == [ProblemCode.WORD_UNKNOWN]
    assert told(Column.RACE, "white", cells.races)[0] == cells.Races((Race.WHITE,), "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'=", "''@"])
def test_what_a_spreadsheet_would_work_out_goes_out_and_comes_back_as_text(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"
    assert without_guard(guarded(f"{sign}1")) == f"{sign}1"


@pytest.mark.parametrize("text", ["", "1", "'1", "a=b", "O'Brien"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == without_guard(text) == text


def table(*lines: str | bytes) -> tuple[list[list[str]], list[Problem]]:
    problems = Problems()
    content = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    read = read_table(content, problems)
    assert read.unread == sum(each.effect is Effect.LINE_LEFT_OUT and not each.column for each in problems.in_order())
    return [[line.text(column) for column in read.columns] for line in read.lines], list(problems.in_order())


def test_a_column_that_is_missing_or_stands_twice_is_named() -> None:
    refused = Effect.FILE_REFUSED
    assert table("last_name,birth_date,grade,grade", "a,b,c,d")[1] == [
        problem(ProblemCode.COLUMN_MISSING, Column.FIRST_NAME, refused, 1),
        problem(ProblemCode.COLUMN_TWICE, GRADE, refused, 1),
    ]


def test_a_cell_has_up_to_three_hundred_letters() -> None:
    fits, longer = "x" * LONGEST_CELL, "x" * (LONGEST_CELL + 1)
    (row, other), problems = table(HEADER, ANA.replace("Ana", fits), BEN.replace("Ben", longer))
    assert (row[1], other[1]) == (fits, "")
    assert problems == [problem(ProblemCode.CELL_TOO_LONG, Column.FIRST_NAME, Effect.LINE_LEFT_OUT)]


@pytest.mark.parametrize("sign", ["\x01", "\ue000", "\u0378", "\ufffd"])
def test_a_cell_with_signs_that_are_no_letters_leaves_its_line_out(sign: str) -> None:
    (row,), problems = table(HEADER, ANA.replace("Ana", f"A{sign}a"))
    assert row[1] == ""
    assert problems == [problem(ProblemCode.UNREADABLE_CHARACTERS, Column.FIRST_NAME, Effect.LINE_LEFT_OUT, 2)]


def test_letters_that_were_decoded_twice_are_asked_about() -> None:
    (row,), problems = table(HEADER, ANA.replace("Ana", "PeÃ±a"))
    assert row[1] == "PeÃ±a"
    assert problems == [problem(ProblemCode.LETTERS_LOOK_WRONG, Column.FIRST_NAME, Effect.ASKED, 2)]


@pytest.mark.parametrize("end", [b"\r", b"\r\n", b"\n"])
def test_lines_end_as_each_system_ends_them_and_two_encodings_may_meet(end: bytes) -> None:
    content = end.join((b"\xef\xbb\xbf" + HEADER.encode(), ANA.replace("Ana", "Añá").encode()))
    problems = Problems()
    assert [line.text("first_name") for line in read_table(content, problems).lines] == ["Añá"]
    mixed = b"\n".join(
        (b"\xef\xbb\xbf" + HEADER.encode(), ANA.replace("Ana", "A ñ").encode(), b"Finchley,Be\xf1,2020-02-29,K")
    )
    assert [line.text("first_name") for line in read_table(mixed, problems).lines] == ["A ñ", "Beñ"]
    assert problems.in_order() == ()


def test_a_header_of_another_delimiter_is_found_behind_blank_lines() -> None:
    for delimiter, before in ((";", ["", " ; "]), ("\t", ["sep=\t"]), (",", [", ,;"])):
        lines = [line.replace(",", delimiter) for line in (f'"last_name",{HEADER.partition(",")[2]}', ANA)]
        rows, problems = table(*before, *lines)
        assert ([row[1] for row in rows], problems) == (["Ana"], [])


def test_a_cell_in_quotes_goes_on_over_ten_lines_at_most() -> None:
    def quoted(lines: int) -> str:
        return ANA.replace("Ana", '"' + "\n".join(["a"] * lines) + '"')

    assert [row[1] for row in table(HEADER, quoted(10))[0]] == [" ".join("a" * 10)]
    rows, problems = table(HEADER, BEN, quoted(11))
    assert [each[1] for each in rows] == ["Ben"]
    assert problems == [problem(ProblemCode.QUOTE_NOT_CLOSED, "", Effect.FILE_REFUSED)]


def test_a_file_has_a_size_and_a_number_of_problems_that_a_person_can_read() -> None:
    problems = Problems()
    content = f"{HEADER}\n{ANA}".encode()
    assert len(read_table(content + b"\n" * (MAX_BYTES - len(content)), problems).lines) == 1
    assert read_table(content + b"\n" * (MAX_BYTES - len(content) + 1), problems) == ((), (), 0)
    assert [each.code for each in problems.in_order()] == [ProblemCode.FILE_TOO_LARGE]
    _rows, many = table(HEADER, *["a,b"] * (MAX_PROBLEMS + 5))
    assert many[-1] == problem(ProblemCode.TOO_MANY_PROBLEMS, "", Effect.FILE_REFUSED, MAX_PROBLEMS + 2)
    assert len(many) == MAX_PROBLEMS + 1


def test_what_a_line_reports_is_told_with_its_column_and_facts() -> None:
    problems = Problems()
    line = Line(5, {}, problems)
    line.leave_cell_out(ProblemCode.DAY_OR_MONTH, "grade", other_line=2)
    line.ask(ProblemCode.LETTERS_LOOK_WRONG, "last_name", other_line=3)
    assert line.is_left_out is False
    line.leave_line_out(ProblemCode.CELL_MISSING, other_line=4)
    assert line.is_left_out
    assert list(problems.in_order()) == [
        problem(ProblemCode.DAY_OR_MONTH, "grade", Effect.CELL_LEFT_OUT, 5, other_line=2),
        problem(ProblemCode.LETTERS_LOOK_WRONG, "last_name", Effect.ASKED, 5, other_line=3),
        problem(ProblemCode.CELL_MISSING, "", Effect.LINE_LEFT_OUT, 5, other_line=4),
    ]
