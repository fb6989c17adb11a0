"""What can be wrong with a roster file, line by line.

Nothing that stood in a cell is repeated in a problem: a shifted line has names where dates belong, and a problem's
text reaches pages, letters and logs. Line and column say where to look.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel
from chalicelib.law.marking import N_

MAX_PROBLEMS = 1000


class Effect(StrEnum):
    """What a problem does to the import."""

    FILE_REFUSED = "file-refused"  # nothing of the file is used
    LINE_LEFT_OUT = "line-left-out"
    CELL_LEFT_OUT = "cell-left-out"
    ASKED = "asked"  # all is kept, and a person should look


class ProblemCode(StrEnum):
    """Stable names; their sentences are in PROBLEM_TEXTS."""

    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_EMPTY = "FILE_EMPTY"
    FILE_CUT_SHORT = "FILE_CUT_SHORT"
    NOT_A_TEXT_FILE = "NOT_A_TEXT_FILE"
    ENCODING_UNKNOWN = "ENCODING_UNKNOWN"
    COLUMN_MISSING = "COLUMN_MISSING"
    COLUMN_TWICE = "COLUMN_TWICE"
    COLUMN_UNKNOWN = "COLUMN_UNKNOWN"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    TOO_MANY_PROBLEMS = "TOO_MANY_PROBLEMS"
    QUOTE_NOT_CLOSED = "QUOTE_NOT_CLOSED"
    QUOTES_MIXED = "QUOTES_MIXED"
    WRONG_NUMBER_OF_CELLS = "WRONG_NUMBER_OF_CELLS"
    CELL_TOO_LONG = "CELL_TOO_LONG"
    UNREADABLE_CHARACTERS = "UNREADABLE_CHARACTERS"
    LETTERS_LOOK_WRONG = "LETTERS_LOOK_WRONG"
    NAME_MISSING = "NAME_MISSING"
    CELL_MISSING = "CELL_MISSING"
    DATE_SHAPE = "DATE_SHAPE"
    DATE_IS_A_NUMBER = "DATE_IS_A_NUMBER"
    DAY_BEFORE_MONTH = "DAY_BEFORE_MONTH"
    DAY_OR_MONTH = "DAY_OR_MONTH"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    DATES_OUT_OF_ORDER = "DATES_OUT_OF_ORDER"
    GRADE_UNKNOWN = "GRADE_UNKNOWN"
    SSID_SHAPE = "SSID_SHAPE"
    SSID_TWICE = "SSID_TWICE"
    STUDENT_TWICE = "STUDENT_TWICE"
    STUDENT_LINES_DIFFER = "STUDENT_LINES_DIFFER"
    WORD_UNKNOWN = "WORD_UNKNOWN"
    EMAIL_SHAPE = "EMAIL_SHAPE"
    PHONE_SHAPE = "PHONE_SHAPE"
    DOSE_BEFORE_BIRTH = "DOSE_BEFORE_BIRTH"
    DOSE_TWICE = "DOSE_TWICE"
    TOO_MANY_DOSES = "TOO_MANY_DOSES"
    VACCINE_UNKNOWN = "VACCINE_UNKNOWN"
    VACCINE_UNSURE = "VACCINE_UNSURE"
    VACCINE_CONFLICT = "VACCINE_CONFLICT"
    # Of a file of invitations (invitations.py).
    ADDRESS_TWICE = "ADDRESS_TWICE"
    ADDRESS_HAS_ACCOUNT = "ADDRESS_HAS_ACCOUNT"
    INVITED_ALREADY = "INVITED_ALREADY"
    NUMBER_SHAPE = "NUMBER_SHAPE"
    NUMBER_UNKNOWN = "NUMBER_UNKNOWN"
    TOO_MANY_NUMBERS = "TOO_MANY_NUMBERS"
    PART_UNKNOWN = "PART_UNKNOWN"
    # Of a file of published reports (published_reports.py).
    NUMBER_TWICE = "NUMBER_TWICE"
    COUNTY_MISSING = "COUNTY_MISSING"
    YEAR_SHAPE = "YEAR_SHAPE"
    COUNT_SHAPE = "COUNT_SHAPE"
    PERCENT_SHAPE = "PERCENT_SHAPE"
    PERCENT_UNSURE = "PERCENT_UNSURE"
    COUNT_TOO_LARGE = "COUNT_TOO_LARGE"
    FIGURES_DIFFER = "FIGURES_DIFFER"
    NOT_OF_THIS_YEAR = "NOT_OF_THIS_YEAR"
    NOT_REQUIRED_TO_REPORT = "NOT_REQUIRED_TO_REPORT"
    KNOWN_BY_OWN_REPORT = "KNOWN_BY_OWN_REPORT"
    NEWER_REPORT_KNOWN = "NEWER_REPORT_KNOWN"


PROBLEM_TEXTS: Mapping[ProblemCode, str] = MappingProxyType(
    {
        ProblemCode.FILE_TOO_LARGE: N_("The file is larger than 5 MB. Check that it is the right file, or split it."),
        ProblemCode.FILE_EMPTY: N_("The file has no students. Check that it is the right file."),
        ProblemCode.FILE_CUT_SHORT: N_(
            "The file says it has %(expected)s lines, but %(count)s were read. Export it again."
        ),
        ProblemCode.NOT_A_TEXT_FILE: N_(
            "This is not a CSV file. In your spreadsheet, choose “Save as” and “CSV UTF-8”."
        ),
        ProblemCode.ENCODING_UNKNOWN: N_(
            "We can’t read the characters in this file. In your spreadsheet, choose “Save as” and “CSV UTF-8”."
        ),
        ProblemCode.COLUMN_MISSING: N_("The column %(column)s is missing from the header row."),
        ProblemCode.COLUMN_TWICE: N_("The column %(column)s is in the header row twice."),
        ProblemCode.COLUMN_UNKNOWN: N_("Column number %(place)s of the header row is not known. It was left out."),
        ProblemCode.TOO_MANY_ROWS: N_("Line %(line)s: the file has more than %(limit)s rows. Split it."),
        ProblemCode.TOO_MANY_PROBLEMS: N_("Line %(line)s: reading stopped here, because there were too many problems."),
        ProblemCode.QUOTE_NOT_CLOSED: N_("Line %(line)s: a cell starts with a quotation mark that is never closed."),
        ProblemCode.QUOTES_MIXED: N_(
            "Line %(line)s: a cell has a quotation mark in the wrong place. Write it twice, or remove it."
        ),
        ProblemCode.WRONG_NUMBER_OF_CELLS: N_("Line %(line)s: the number of cells is not that of the header row."),
        ProblemCode.CELL_TOO_LONG: N_("Line %(line)s, column %(column)s: the text is too long."),
        ProblemCode.UNREADABLE_CHARACTERS: N_(
            "Line %(line)s, column %(column)s: some characters cannot be read. Save the file as UTF-8."
        ),
        ProblemCode.LETTERS_LOOK_WRONG: N_(
            "Line %(line)s, column %(column)s: some letters look wrong. Check them, or save the file as UTF-8."
        ),
        ProblemCode.NAME_MISSING: N_("Line %(line)s, column %(column)s: the name is missing."),
        ProblemCode.CELL_MISSING: N_("Line %(line)s: the cell in column %(column)s is empty."),
        ProblemCode.DATE_SHAPE: N_(
            "Line %(line)s, column %(column)s: this is not a date such as 2019-08-31 or 8/31/2019."
        ),
        ProblemCode.DATE_IS_A_NUMBER: N_(
            "Line %(line)s, column %(column)s: this is a number. Format the column as a date, then save it again."
        ),
        ProblemCode.DAY_BEFORE_MONTH: N_(
            "Line %(line)s, column %(column)s: the day is before the month. Write month/day/year."
        ),
        ProblemCode.DAY_OR_MONTH: N_(
            "Line %(line)s, column %(column)s: this could be month/day or day/month, because line %(other_line)s has "
            "the day first. Write month/day/year in all lines."
        ),
        ProblemCode.DATE_IN_FUTURE: N_("Line %(line)s, column %(column)s: this date is in the future."),
        ProblemCode.DATES_OUT_OF_ORDER: N_("Line %(line)s, column %(column)s: this date is too early."),
        ProblemCode.GRADE_UNKNOWN: N_(
            "Line %(line)s, column %(column)s: this grade is not known. Use PK, TK, K, 1 to 12 or UN."
        ),
        ProblemCode.SSID_SHAPE: N_("Line %(line)s, column %(column)s: a state student ID has 10 digits."),
        ProblemCode.SSID_TWICE: N_(
            "Line %(line)s, column %(column)s: line %(other_line)s has the same state student ID for another student."
        ),
        ProblemCode.STUDENT_TWICE: N_("Line %(line)s: this student was in line %(other_line)s already."),
        ProblemCode.STUDENT_LINES_DIFFER: N_(
            "Line %(line)s, column %(column)s: line %(other_line)s has different details for this student. "
            "That line was used."
        ),
        ProblemCode.WORD_UNKNOWN: N_("Line %(line)s, column %(column)s: this column does not accept this value."),
        ProblemCode.EMAIL_SHAPE: N_("Line %(line)s, column %(column)s: this is not an email address."),
        ProblemCode.PHONE_SHAPE: N_("Line %(line)s, column %(column)s: this is not a phone number of 10 digits."),
        ProblemCode.DOSE_BEFORE_BIRTH: N_(
            "Line %(line)s, column %(column)s: this date is before the child was born. Check the year."
        ),
        ProblemCode.DOSE_TWICE: N_(
            "Line %(line)s, column %(column)s: the line has this vaccine on this day already. It was counted once."
        ),
        ProblemCode.TOO_MANY_DOSES: N_("Line %(line)s: this student has more than %(limit)s doses. Check the file."),
        ProblemCode.VACCINE_UNKNOWN: N_(
            "Line %(line)s, column %(column)s: this vaccine is not known. Correct its name in the file."
        ),
        ProblemCode.VACCINE_UNSURE: N_(
            "Line %(line)s, column %(column)s: this name can mean several vaccines. Write in the file which one it is."
        ),
        ProblemCode.VACCINE_CONFLICT: N_(
            "Line %(line)s, column %(column)s: name and code mean different vaccines. Correct one of them in the file."
        ),
        ProblemCode.ADDRESS_TWICE: N_("Line %(line)s: line %(other_line)s has the same email address."),
        ProblemCode.ADDRESS_HAS_ACCOUNT: N_("Line %(line)s: this email address has an account already."),
        ProblemCode.INVITED_ALREADY: N_("Line %(line)s: this email address was invited already."),
        ProblemCode.NUMBER_SHAPE: N_(
            "Line %(line)s, column %(column)s: a number has 14 digits (CDS code) or 9 digits (child care license). "
            "In your spreadsheet, format the column as text."
        ),
        ProblemCode.NUMBER_UNKNOWN: N_("Line %(line)s: a number is not in the directory. Check it."),
        ProblemCode.TOO_MANY_NUMBERS: N_("Line %(line)s: this person has more than %(limit)s schools."),
        ProblemCode.PART_UNKNOWN: N_(
            "Line %(line)s, column %(column)s: write approver, staff or read_only, or leave the cell empty."
        ),
        ProblemCode.NUMBER_TWICE: N_(
            "Line %(line)s: line %(other_line)s has other figures for the same number. That line was used."
        ),
        ProblemCode.COUNTY_MISSING: N_(
            "Line %(line)s: a school code of 7 digits can be found only with its county. Add the column county."
        ),
        ProblemCode.YEAR_SHAPE: N_("Line %(line)s, column %(column)s: this is not a school year such as 2025-26."),
        ProblemCode.COUNT_SHAPE: N_("Line %(line)s, column %(column)s: this is not a number of students."),
        ProblemCode.PERCENT_SHAPE: N_(
            "Line %(line)s, column %(column)s: this is not a percentage from 0 to 100, and not a range of them."
        ),
        ProblemCode.PERCENT_UNSURE: N_(
            "Line %(line)s, column %(column)s: this could be a share or a percentage. Write 95, not 0.95."
        ),
        ProblemCode.COUNT_TOO_LARGE: N_("Line %(line)s: more students have all doses than are enrolled."),
        ProblemCode.FIGURES_DIFFER: N_(
            "Line %(line)s: the percentage is not that of the students. The numbers of students were used."
        ),
        ProblemCode.NOT_OF_THIS_YEAR: N_(
            "No line of the file is of the school year and the part of the report that you chose. Check both."
        ),
        ProblemCode.NOT_REQUIRED_TO_REPORT: N_(
            "Line %(line)s: by the directory, this school or child care does not report this part. It was left out."
        ),
        ProblemCode.KNOWN_BY_OWN_REPORT: N_("Line %(line)s: the school has filed its own report for this school year."),
        ProblemCode.NEWER_REPORT_KNOWN: N_("Line %(line)s: a report for a later school year is known here."),
    }
)
"""One sentence for each code. Placeholders: line, column, and the facts of the problem."""


class Problem(FrozenModel):
    """One thing that is wrong. Line 1 is the header row; line 0 means the file as a whole.

    `column` is a name of the profile, never the file's own. `facts` are the numbers that the sentence names.
    """

    line: Annotated[int, Internal]
    code: Annotated[ProblemCode, Internal]
    effect: Annotated[Effect, Internal]
    column: Annotated[str, Internal] = ""
    facts: Annotated[tuple[tuple[str, int], ...], Internal] = ()

    @property
    def placeholders(self) -> dict[str, str | int]:
        """What the sentence's placeholders stand for."""
        return {"line": self.line, "column": self.column, **dict(self.facts)}


class Problems:
    """Collects problems up to a number that a person can still read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._file_refused = False

    def add(self, line: int, code: ProblemCode, effect: Effect, column: str = "", **facts: int) -> None:
        self._file_refused = self._file_refused or effect is Effect.FILE_REFUSED
        self._found.append(Problem(line=line, code=code, effect=effect, column=column, facts=tuple(facts.items())))

    def refuse_file(self, line: int, code: ProblemCode, column: str = "", **facts: int) -> None:
        """Report what makes the whole file useless."""
        self.add(line, code, Effect.FILE_REFUSED, column, **facts)

    def refuses_file(self) -> bool:
        """Return whether nothing of the file can be used."""
        return self._file_refused

    @property
    def too_many(self) -> bool:
        """Whether reading on makes no sense."""
        return len(self._found) >= MAX_PROBLEMS

    def in_order(self) -> tuple[Problem, ...]:
        """Return all of them, by line."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))
