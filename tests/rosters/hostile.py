"""Files that go wrong on purpose: each with the problems that must be reported and the lines that are used."""

from typing import NamedTuple

from chalicelib.rosters.delimited import LONGEST_CELL, MAX_BYTES, MAX_ROWS
from chalicelib.rosters.problems import Effect, ProblemCode
from tests.rosters.files import ANA, BEN, HEADER, text

FILE, LINE, CELL, ASKED = Effect.FILE_REFUSED, Effect.LINE_LEFT_OUT, Effect.CELL_LEFT_OUT, Effect.ASKED
P = ProblemCode
LONG = f"{HEADER},vaccine,cvx,product,dose_date,provider"


class Hostile(NamedTuple):
    """`used` are the numbers of the lines whose students the import would use."""

    name: str
    content: bytes
    problems: list[tuple[int, ProblemCode, Effect]]
    used: list[int]


def many(count: int) -> list[str]:
    return [f"Otterby,Ana{number},2019-08-31,1" for number in range(count)]


HOSTILE = (
    Hostile("nothing at all", b"", [(0, P.FILE_EMPTY, FILE)], []),
    Hostile("blank lines alone", b"\n\r\n ,,, \n", [(0, P.FILE_EMPTY, FILE)], []),
    Hostile("a header alone", text(), [(0, P.FILE_EMPTY, FILE)], []),
    Hostile("a spreadsheet", b"PK\x03\x04" + b"\0" * 60, [(0, P.NOT_A_TEXT_FILE, FILE)], []),
    Hostile("an old spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", [(0, P.NOT_A_TEXT_FILE, FILE)], []),
    Hostile("a printed page", b"%PDF-1.7\n" + text(ANA), [(0, P.NOT_A_TEXT_FILE, FILE)], []),
    Hostile("UTF-16 with its mark", text(ANA).decode().encode("utf-16"), [(0, P.ENCODING_UNKNOWN, FILE)], []),
    Hostile("UTF-16 without a mark", text(ANA).decode().encode("utf-16-le"), [(0, P.ENCODING_UNKNOWN, FILE)], []),
    Hostile("bytes that no encoding has", text(ANA, BEN) + b"Mu\x81oz,Jo,2019-08-30,1\n",
            [(4, P.UNREADABLE_CHARACTERS, LINE)], [2, 3]),
    Hostile("letters decoded twice", text(ANA) + "MuÃ±oz,Jo,2019-08-30,1\n".encode(),
            [(3, P.LETTERS_LOOK_WRONG, ASKED)], [2, 3]),
    Hostile("NUL in a name", text(ANA, "Fin\0chley,Ben,2020-02-29,K"), [(3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("a bell and an escape", text(ANA, "Finch\x07ley,\x1b[2JBen,2020-02-29,K"),
            [(3, P.UNREADABLE_CHARACTERS, LINE), (3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("a replacement mark", text(ANA, "Finch\ufffdley,Ben,2020-02-29,K"),
            [(3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("private and unassigned letters", text(ANA, "Finch\ue000ley,Ben\U000e0fff,2020-02-29,K"),
            [(3, P.UNREADABLE_CHARACTERS, LINE), (3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("5,001 rows", text(*many(MAX_ROWS + 1)), [(MAX_ROWS + 2, P.TOO_MANY_ROWS, FILE)], []),
    Hostile("more than 5 MB", text(ANA) + b" " * MAX_BYTES, [(0, P.FILE_TOO_LARGE, FILE)], []),
    Hostile("no header", b"Otterby,Ana,2019-08-31,1\n", [(1, P.COLUMN_MISSING, FILE)] * 4, []),
    Hostile("a column is missing", text("Otterby,Ana,1", header="last_name,first_name,grade"),
            [(1, P.COLUMN_MISSING, FILE)], []),
    Hostile("a column twice", text(f"{ANA},2", header=f"{HEADER},Grade"), [(1, P.COLUMN_TWICE, FILE)], []),
    Hostile("a column twice, by its other name", text(f"{ANA},2019-08-31", header=f"{HEADER},DOB"),
            [(1, P.COLUMN_TWICE, FILE)], []),
    Hostile("delimited by a sign of its own", text(ANA.replace(",", "|"), header=HEADER.replace(",", "|")),
            [(1, P.COLUMN_MISSING, FILE)] * 4, []),
    Hostile("two delimiters", text(ANA, BEN.replace(",", ";")), [(3, P.WRONG_NUMBER_OF_CELLS, LINE)], [2]),
    Hostile("a quote that is never closed", text(ANA, '"Finchley,Ben,2020-02-29,K', ANA),
            [(3, P.QUOTE_NOT_CLOSED, FILE)], []),
    Hostile("a quote that is closed a hundred lines on", text(ANA, '"Finchley,Ben,2020-02-29,K', *many(100), '"'),
            [(3, P.QUOTE_NOT_CLOSED, FILE)], []),
    Hostile("quotes in the middle", text(ANA, '"Finch" "ley",Ben,2020-02-29,K', BEN),
            [(3, P.QUOTES_MIXED, LINE)], [2, 4]),
    Hostile("a quote in the header", text(ANA, header=f'"last" name,{HEADER}'), [(1, P.QUOTES_MIXED, FILE)], []),
    Hostile("a comma in a name without quotes", text(ANA, "Finchley, Jr.,Ben,2020-02-29,K"),
            [(3, P.WRONG_NUMBER_OF_CELLS, LINE)], [2]),
    Hostile("a line that breaks off", text(ANA, "Finchley,Ben"), [(3, P.WRONG_NUMBER_OF_CELLS, LINE)], [2]),
    Hostile("a name without end", text(ANA, f"{'x' * (LONGEST_CELL + 1)},Ben,2020-02-29,K"),
            [(3, P.CELL_TOO_LONG, LINE)], [2]),
    Hostile("a cell beyond what any reader takes", text(ANA, f"{'x' * 140_000},Ben,2020-02-29,K", BEN),
            [(3, P.CELL_TOO_LONG, LINE)], [2, 4]),
    Hostile("names missing", text(ANA, ",Ben,2020-02-29,K", "Finchley,.,2020-02-29,K"),
            [(3, P.NAME_MISSING, LINE), (4, P.NAME_MISSING, LINE)], [2]),
    Hostile("birth date and grade missing", text(ANA, "Finchley,Ben,,"),
            [(3, P.CELL_MISSING, LINE), (3, P.CELL_MISSING, LINE)], [2]),
    Hostile("columns shifted by one", text(ANA, "x,Finchley,Ben,2020-02-29"),
            [(3, P.DATE_SHAPE, LINE), (3, P.GRADE_UNKNOWN, LINE)], [2]),
    Hostile("not a day", text(ANA, "Finchley,Ben,2/30/2020,K", "Finchley,Ben,0019-02-28,K"),
            [(3, P.DATE_SHAPE, LINE), (4, P.DATE_SHAPE, LINE)], [2]),
    Hostile("digits of another script", text(ANA, "Finchley,Ben,٢٠٢٠-٠٢-٢٨,K"), [(3, P.DATE_SHAPE, LINE)], [2]),
    Hostile("a spreadsheet's number for a date", text(ANA, "Finchley,Ben,43890,K"),
            [(3, P.DATE_IS_A_NUMBER, LINE)], [2]),
    Hostile("born tomorrow", text(ANA, "Finchley,Ben,2026-11-29,K"), [(3, P.DATE_IN_FUTURE, LINE)], [2]),
    Hostile("the day first in one line, clear in others",
            text("Otterby,Ana,8/31/2019,1", "Finchley,Ben,29/2/2020,K", "Volen,Cy,3/4/2020,K"),
            [(3, P.DAY_BEFORE_MONTH, LINE)], [2, 4]),
    Hostile("the day first in the whole file",
            text("Otterby,Ana,31/8/2019,1", "Volen,Cy,3/4/2020,K", "Mole,Di,5/5/2020,K"),
            [(2, P.DAY_BEFORE_MONTH, LINE), (3, P.DAY_OR_MONTH, LINE)], [4]),
    Hostile("grades that are none", text(ANA, "Finchley,Ben,2020-02-29,13", "Volen,Cy,2020-03-04,-1"),
            [(3, P.GRADE_UNKNOWN, LINE), (4, P.GRADE_UNKNOWN, LINE)], [2]),
    Hostile("one state ID for two", text(f"{ANA},0123456789", f"{BEN},0123456789", header=f"{HEADER},ssid"),
            [(2, P.SSID_TWICE, LINE), (3, P.SSID_TWICE, LINE)], []),
    Hostile("one state ID for three", text(*(f"{each},0123456789" for each in (ANA, BEN, "Volen,Cy,2020-03-04,K")),
            header=f"{HEADER},ssid"),
            [(2, P.SSID_TWICE, LINE), (3, P.SSID_TWICE, LINE), (4, P.SSID_TWICE, LINE)], []),
    Hostile("a state ID that a spreadsheet spoiled",
            text(f"{ANA},1.23E+09", f"{BEN},123456789", header=f"{HEADER},ssid"),
            [(2, P.SSID_SHAPE, CELL), (3, P.SSID_SHAPE, CELL)], [2, 3]),
    Hostile("a student in two lines", text(ANA, "OTTERBY,Aná,8/31/19,1"), [(3, P.STUDENT_TWICE, LINE)], [2]),
    Hostile("formulas in cells that have a shape",
            text(f"{ANA},=1+1,@SUM(A1),+x", header=f"{HEADER},ssid,parent_email,parent_phone"),
            [(2, P.SSID_SHAPE, CELL), (2, P.EMAIL_SHAPE, CELL), (2, P.PHONE_SHAPE, CELL)], [2]),
    Hostile("words that are none", text(f"{ANA},Q,Martian,Green,VIP", header=f"{HEADER},sex,ethnicity,race,special"),
            [(2, P.WORD_UNKNOWN, CELL)] * 4, [2]),
    Hostile("school days out of order",
            text(f"{ANA},2026-08-17,2026-08-16", f"{BEN},2019-08-17,", header=f"{HEADER},first_day,last_day"),
            [(2, P.DATES_OUT_OF_ORDER, CELL), (3, P.DATES_OUT_OF_ORDER, CELL)], [2, 3]),
    Hostile("doses before birth and ahead",
            text(f"{ANA},2019-08-30,2026-11-29,13/1/20", header=f"{HEADER},date_pol1,date_pol2,date_pol3"),
            [(2, P.DOSE_BEFORE_BIRTH, CELL), (2, P.DATE_IN_FUTURE, CELL), (2, P.DAY_BEFORE_MONTH, CELL)], [2]),
    Hostile("a dose twice", text(f"{ANA},2019-10-31,10/31/19", header=f"{HEADER},date_pol1,date_pol2"),
            [(2, P.DOSE_TWICE, CELL)], [2]),
    Hostile("a dose without a date, a date without a dose",
            text(f"{ANA},MMR,,,,", f"{ANA},,,,2020-09-01,", header=LONG),
            [(2, P.CELL_MISSING, CELL), (3, P.CELL_MISSING, CELL)], [2]),
    Hostile("lines of one student that differ",
            text(f"{ANA},MMR,,,2020-09-01,", "Otterby,Ana,2019-08-31,2,VAR,,,2020-09-01,", header=LONG),
            [(3, P.STUDENT_LINES_DIFFER, ASKED)], [2]),
    Hostile("a hundred and one doses",
            text(*(f"{ANA},IPV {number},,,2020-09-01," for number in range(101)), header=LONG),
            [(2, P.VACCINE_UNKNOWN, ASKED), (2, P.TOO_MANY_DOSES, LINE),
             *((number, P.VACCINE_UNKNOWN, ASKED) for number in range(3, 103))], []),
    Hostile("an export that was cut off",
            text(f"{ANA},3", f"{BEN},3", header=f"{HEADER},lines_in_file"), [(0, P.FILE_CUT_SHORT, FILE)], []),
)  # fmt: skip
