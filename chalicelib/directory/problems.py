"""What can be wrong with a directory file, line by line."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from chalicelib.domain.record import FrozenModel
from chalicelib.law.marking import N_


class ProblemCode(StrEnum):
    """Stable names; their sentences are in PROBLEM_TEXTS."""

    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_EMPTY = "FILE_EMPTY"
    COLUMN_MISSING = "COLUMN_MISSING"
    COLUMN_TWICE = "COLUMN_TWICE"
    TOO_MANY_PROBLEMS = "TOO_MANY_PROBLEMS"
    WRONG_NUMBER_OF_CELLS = "WRONG_NUMBER_OF_CELLS"
    CELL_TOO_LONG = "CELL_TOO_LONG"
    UNREADABLE_CHARACTERS = "UNREADABLE_CHARACTERS"
    CDS_CODE_SHAPE = "CDS_CODE_SHAPE"
    FACILITY_NUMBER_SHAPE = "FACILITY_NUMBER_SHAPE"
    ZERO_PUT_BACK = "ZERO_PUT_BACK"
    NUMBER_TWICE = "NUMBER_TWICE"
    COUNTY_UNKNOWN = "COUNTY_UNKNOWN"
    COUNTY_DIFFERS = "COUNTY_DIFFERS"
    STATUS_UNKNOWN = "STATUS_UNKNOWN"
    TYPE_UNKNOWN = "TYPE_UNKNOWN"
    NAME_MISSING = "NAME_MISSING"
    CITY_MISSING = "CITY_MISSING"
    ZIP_SHAPE = "ZIP_SHAPE"
    PHONE_SHAPE = "PHONE_SHAPE"
    DATE_SHAPE = "DATE_SHAPE"
    GRADES_UNKNOWN = "GRADES_UNKNOWN"


PROBLEM_TEXTS: Mapping[ProblemCode, str] = MappingProxyType(
    {
        ProblemCode.FILE_TOO_LARGE: N_("The file is too large. Check that it is the right file."),
        ProblemCode.FILE_EMPTY: N_("The file has no header row. Check that it is a text file with tabs or commas."),
        ProblemCode.COLUMN_MISSING: N_("The column %(column)s is missing from the header row."),
        ProblemCode.COLUMN_TWICE: N_("The column %(column)s is in the header row twice."),
        ProblemCode.TOO_MANY_PROBLEMS: N_("Line %(line)s: reading stopped here, because there were too many problems."),
        ProblemCode.WRONG_NUMBER_OF_CELLS: N_("Line %(line)s: the number of cells is not that of the header row."),
        ProblemCode.CELL_TOO_LONG: N_("Line %(line)s, column %(column)s: the text is too long."),
        ProblemCode.UNREADABLE_CHARACTERS: N_(
            "Line %(line)s, column %(column)s: some characters cannot be read. Save the file as UTF-8."
        ),
        ProblemCode.CDS_CODE_SHAPE: N_("Line %(line)s, column %(column)s: “%(found)s” is not a CDS code of 14 digits."),
        ProblemCode.FACILITY_NUMBER_SHAPE: N_(
            "Line %(line)s, column %(column)s: “%(found)s” is not a license number of 9 digits."
        ),
        ProblemCode.ZERO_PUT_BACK: N_(
            "Line %(line)s, column %(column)s: “%(found)s” has 8 digits. The zero that begins it was put back."
        ),
        ProblemCode.NUMBER_TWICE: N_("Line %(line)s, column %(column)s: “%(found)s” was in an earlier line already."),
        ProblemCode.COUNTY_UNKNOWN: N_("Line %(line)s, column %(column)s: “%(found)s” names no county of California."),
        ProblemCode.COUNTY_DIFFERS: N_(
            "Line %(line)s, column %(column)s: “%(found)s” is not the county of the CDS code. The code was used."
        ),
        ProblemCode.STATUS_UNKNOWN: N_("Line %(line)s, column %(column)s: the status “%(found)s” is not known."),
        ProblemCode.TYPE_UNKNOWN: N_("Line %(line)s, column %(column)s: the facility type “%(found)s” is not known."),
        ProblemCode.NAME_MISSING: N_("Line %(line)s, column %(column)s: the name is missing."),
        ProblemCode.CITY_MISSING: N_("Line %(line)s, column %(column)s: the city is missing. The county was used."),
        ProblemCode.ZIP_SHAPE: N_("Line %(line)s, column %(column)s: “%(found)s” is not a ZIP code. It was left out."),
        ProblemCode.PHONE_SHAPE: N_(
            "Line %(line)s, column %(column)s: “%(found)s” is not a phone number of 10 digits. It was left out."
        ),
        ProblemCode.DATE_SHAPE: N_(
            "Line %(line)s, column %(column)s: “%(found)s” is not a date such as 06/30/2027. It was left out."
        ),
        ProblemCode.GRADES_UNKNOWN: N_(
            "Line %(line)s, column %(column)s: the grades “%(found)s” are not known. They were left out."
        ),
    }
)
"""One sentence for each code, for the person who imports the file. Placeholders: line, column, found."""


class Problem(FrozenModel):
    """One thing that is wrong. Line 1 is the header row; line 0 means the file as a whole.

    `row_kept` tells whether the line is in the directory all the same, without the bad cell.
    """

    line: int
    code: ProblemCode
    column: str = ""
    found: str = ""  # the start of what stood there
    row_kept: bool = False
