"""What pages of an import say of lines: why a person is asked, what a problem does, why a line was not done."""

from collections.abc import Mapping

from chalicelib.actions.imports.plan import NotDone
from chalicelib.law.marking import N_
from chalicelib.rosters.matching import Doubt
from chalicelib.rosters.problems import Effect, ProblemCode

DOUBTS: Mapping[Doubt, str] = {
    Doubt.ONE_LETTER: N_("The names differ by one letter."),
    Doubt.NAMES_SWAPPED: N_("First and last name are the other way around."),
    Doubt.DAY_AND_MONTH_SWAPPED: N_("Day and month of birth are the other way around."),
    Doubt.SSID_DIFFERS: N_("Name and birth date are the same, but the state student ID is not."),
    Doubt.SSID_ALONE: N_("The state student ID is the same, but neither name nor birth date."),
    Doubt.SEVERAL: N_("More than one student on your list fits."),
    Doubt.LINES_MEET: N_("Another line of the file fits the same student."),
}

EFFECTS: Mapping[Effect, str] = {
    Effect.FILE_REFUSED: N_("The file is not used"),
    Effect.LINE_LEFT_OUT: N_("The line is left out"),
    Effect.CELL_LEFT_OUT: N_("The cell is left out"),
    Effect.ASKED: N_("The cell is kept. Please check it"),
}

_DOSE_LEFT_OUT = N_("The dose is left out")
UNCLEAR_DOSES: Mapping[ProblemCode, str] = {
    ProblemCode.VACCINE_UNKNOWN: _DOSE_LEFT_OUT,
    ProblemCode.VACCINE_UNSURE: _DOSE_LEFT_OUT,
    ProblemCode.VACCINE_CONFLICT: _DOSE_LEFT_OUT,
}

NOT_DONE: Mapping[str, str] = {
    NotDone.ASKED: N_("Line %(line)s: it may be a student on your list, and no one said who."),
    NotDone.NAME_TAKEN: N_("Line %(line)s: another student on your list has this name and birth date."),
    NotDone.STUDENT_TAKEN: N_("Line %(line)s: another line of the file is the same student."),
}
