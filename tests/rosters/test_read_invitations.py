"""A file of people to be invited: what is used of it, and what is said of each line that is not."""

import pytest

from chalicelib.domain.account import SchoolPart
from chalicelib.rosters.invitations import MAX_NUMBERS, InvitationLine, ParsedInvitations, read_invitations
from chalicelib.rosters.problems import PROBLEM_TEXTS, ProblemCode

SCHOOL, OTHER, CARE = "01611190130229", "19642126011001", "013412345"
HEADER = "email,school_number,part"


def read(*lines: str, header: str = HEADER) -> ParsedInvitations:
    return read_invitations("\n".join((header, *lines, "")).encode())


def codes(parsed: ParsedInvitations) -> list[tuple[int, ProblemCode]]:
    return [(each.line, each.code) for each in parsed.problems]


class TestWhatIsUsed:
    def test_a_line_is_a_person_with_schools_and_a_part(self) -> None:
        parsed = read(f"wanda@school.example,{SCHOOL} {CARE},read_only", f"ola@school.example,{OTHER},")
        assert parsed.rows == (
            InvitationLine(line=2, email="wanda@school.example", numbers=(SCHOOL, CARE), part=SchoolPart.READ_ONLY),
            InvitationLine(line=3, email="ola@school.example", numbers=(OTHER,)),
        )
        assert codes(parsed) == []

    @pytest.mark.parametrize(
        ("cell", "numbers"),
        [
            ("01-61119-0130229", (SCHOOL,)),
            ("1611190130229", (SCHOOL,)),  # a spreadsheet took the zero
            ("13412345.0", (CARE,)),
            (f"{SCHOOL}; {OTHER}", (SCHOOL, OTHER)),
            (f"{SCHOOL} {SCHOOL}", (SCHOOL,)),
        ],
    )
    def test_numbers_as_lists_write_them(self, cell: str, numbers: tuple[str, ...]) -> None:
        assert read(f"wanda@school.example,{cell},").rows[0].numbers == numbers

    @pytest.mark.parametrize("part", ["Approver", "approver ", "APPROVER"])
    def test_parts_in_any_case(self, part: str) -> None:
        assert read(f"wanda@school.example,{SCHOOL},{part}").rows[0].part is SchoolPart.APPROVER

    @pytest.mark.parametrize(
        ("header", "line"),
        [
            ("CDS Code\tPart\tE-Mail", f"{SCHOOL}\tstaff\twanda@school.example"),
            ("email;facility_numbers;part", f"wanda@school.example;{SCHOOL};staff"),
            ("name,email,school_number,part", f"Wanda,wanda@school.example,{SCHOOL},staff"),
        ],
    )
    def test_columns_in_other_order_and_words_and_with_other_delimiters(self, header: str, line: str) -> None:
        (row,) = read(line, header=header).rows
        assert (row.email, row.numbers, row.part) == ("wanda@school.example", (SCHOOL,), SchoolPart.STAFF)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_each_encoding_of_spreadsheets(self, encoding: str) -> None:
        content = f"name,{HEADER}\nMuñoz,ana@school.example,{SCHOOL},\n".encode(encoding)
        assert [row.email for row in read_invitations(content).rows] == ["ana@school.example"]


class TestWhatIsLeftOut:
    @pytest.mark.parametrize(
        ("line", "code"),
        [
            (f",{SCHOOL},", ProblemCode.CELL_MISSING),
            ("wanda@school.example,,", ProblemCode.CELL_MISSING),
            (f"wanda at school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),
            (f"one@school.example two@school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),
            (f"ana.muñoz@school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),  # no mail reaches it
            (f"=HYPERLINK(1)@school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),
            (f"=cmd@school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),
            (f"'+cmd@school.example,{SCHOOL},", ProblemCode.EMAIL_SHAPE),
            ("wanda@school.example,1.96E+13,", ProblemCode.NUMBER_SHAPE),
            ("wanda@school.example,=1+1,", ProblemCode.NUMBER_SHAPE),
            ("wanda@school.example,Juniper Hollow,", ProblemCode.NUMBER_SHAPE),
            (f"wanda@school.example,{SCHOOL},principal", ProblemCode.PART_UNKNOWN),
            (f"wanda@school.example,{SCHOOL}", ProblemCode.WRONG_NUMBER_OF_CELLS),
            (f"wanda\x07@school.example,{SCHOOL},", ProblemCode.UNREADABLE_CHARACTERS),
            (f"{'w' * 301}@school.example,{SCHOOL},", ProblemCode.CELL_TOO_LONG),
        ],
    )
    def test_a_line_that_cannot_be_used_is_told_and_the_next_one_is_read(self, line: str, code: ProblemCode) -> None:
        parsed = read(line, f"ola@school.example,{OTHER},")
        assert (2, code) in codes(parsed)
        assert {number for number, _code in codes(parsed)} == {2}
        assert [row.line for row in parsed.rows] == [3]
        assert parsed.left_out == 1

    def test_an_address_twice_counts_once_in_any_case(self) -> None:
        parsed = read(f"wanda@school.example,{SCHOOL},", f"Wanda@School.Example,{OTHER},")
        assert [row.numbers for row in parsed.rows] == [(SCHOOL,)]
        (problem,) = parsed.problems
        assert PROBLEM_TEXTS[problem.code] % problem.placeholders == "Line 3: line 2 has the same email address."

    def test_more_schools_than_a_person_can_have(self) -> None:
        numbers = " ".join(f"19{place:07}" for place in range(1, MAX_NUMBERS + 2))
        assert codes(read(f"wanda@school.example,{numbers},")) == [(2, ProblemCode.TOO_MANY_NUMBERS)]


class TestFilesThatAreRefused:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", ProblemCode.FILE_EMPTY),
            (HEADER.encode(), ProblemCode.FILE_EMPTY),
            (b"name,school_number\nWanda,1\n", ProblemCode.COLUMN_MISSING),
            (b"email,e-mail,school_number\na,b,c\n", ProblemCode.COLUMN_TWICE),
            (b"PK\x03\x04", ProblemCode.NOT_A_TEXT_FILE),
            (HEADER.encode("utf-16"), ProblemCode.ENCODING_UNKNOWN),
        ],
    )
    def test_nothing_of_them_is_used(self, content: bytes, code: ProblemCode) -> None:
        parsed = read_invitations(content)
        assert parsed.is_refused
        assert parsed.rows == ()
        assert code in {each.code for each in parsed.problems}

    @pytest.mark.parametrize(("count", "is_refused"), [(5000, False), (5001, True)])
    def test_five_thousand_lines_are_the_most(self, count: int, is_refused: bool) -> None:
        parsed = read(*(f"person{number}@school.example,{SCHOOL}," for number in range(count)))
        assert parsed.is_refused is is_refused
        assert len(parsed.rows) == (0 if is_refused else count)
        assert [each.code for each in parsed.problems] == ([ProblemCode.TOO_MANY_ROWS] if is_refused else [])
