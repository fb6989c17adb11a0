"""The words of school calendars: kinds of days without school, weekdays, usual names, and what is wrong with a line."""

from collections.abc import Mapping

from chalicelib.calendar_files.found import ProblemCode
from chalicelib.law.marking import N_
from chalicelib.law.school_year import ClosureKind

KINDS: Mapping[ClosureKind, str] = {
    ClosureKind.HOLIDAY: N_("Holiday"),
    # Translators: days without school in a row, such as the winter break
    ClosureKind.RECESS: N_("Recess"),
    ClosureKind.STAFF: N_("Staff only"),
    ClosureKind.EMERGENCY: N_("Emergency closure"),
}
WEEKDAYS: tuple[str, ...] = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
USUAL_NAMES = frozenset(
    {
        N_("Independence Day"),
        N_("Labor Day"),
        N_("Veterans Day"),
        N_("Thanksgiving Day"),
        N_("Christmas Day"),
        N_("New Year's Day"),
        N_("Martin Luther King Jr. Day"),
        N_("Lincoln Day"),
        N_("Washington Day"),
        N_("Memorial Day"),
        N_("Thanksgiving recess"),
        N_("Winter recess"),
        N_("Spring recess"),
    }
)
"""Names that are shown in the reader's language; any other stands as the school wrote it."""

PROBLEMS: Mapping[ProblemCode, str] = {
    ProblemCode.NO_DATE: N_("Line %(line)s: write a date, such as Thanksgiving 11/23-11/27."),
    ProblemCode.NOT_A_DATE: N_("Line %(line)s: this is not a real date. Write month and day, such as 11/23."),
    ProblemCode.MORE_DATES: N_("Line %(line)s: write one date or one range on each line."),
    ProblemCode.ENDS_BEFORE_IT_STARTS: N_("Line %(line)s: the range ends before it starts."),
    ProblemCode.OUTSIDE_YEAR: N_("Line %(line)s: this day is not in the school year."),
    ProblemCode.LABEL_TOO_LONG: N_("Line %(line)s: shorten the name to 80 characters."),
    ProblemCode.LINE_TOO_LONG: N_("Line %(line)s: this line is too long to read."),
    ProblemCode.TOO_MANY_LINES: N_("From line %(line)s on, nothing was read. Send a shorter list."),
    ProblemCode.COLUMNS_MISSING: N_("Line %(line)s: name a column for the first day."),
    ProblemCode.REPEATS: N_("Line %(line)s: this event repeats. Write each of its dates instead."),
    ProblemCode.NOT_A_CALENDAR: N_("Line %(line)s: the file breaks off or cannot be read from here on."),
}
