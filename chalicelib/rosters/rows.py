"""What comes out of a roster file."""

from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from chalicelib.domain.child import folded_name
from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.student import Ethnicity, Race, Sex, Situation
from chalicelib.law.enums import Grade
from chalicelib.rosters.problems import Effect, Problem


class DatePrecision(StrEnum):
    """How much of a date was written. Of a month, `given_on` is the first day."""

    DAY = "day"
    MONTH = "month"


class StudentIdentity(FrozenModel):
    """Who the student is (17 CCR 6070(b)). `ssid` is the state's ID of ten digits, blank in private schools."""

    last_name: Annotated[str, Personal]
    first_name: Annotated[str, Personal]
    middle_name: Annotated[str, Personal] = ""
    birth_date: Annotated[date, Personal]
    ssid: Annotated[str, Personal] = ""
    sex: Annotated[Sex | None, Personal] = None
    ethnicity: Annotated[Ethnicity | None, Personal] = None
    races: Annotated[tuple[Race, ...], Personal] = ()
    other_race: Annotated[str, Personal] = ""  # the words beside Race.OTHER
    parent_name: Annotated[str, Personal] = ""


class SchoolElements(FrozenModel):
    """What the school keeps of the student beside the identity."""

    grade: Annotated[Grade, Personal]
    local_id: Annotated[str, Personal] = ""
    room: Annotated[str, Personal] = ""
    first_day: Annotated[date | None, Personal] = None
    last_day: Annotated[date | None, Personal] = None
    parent_email: Annotated[str, Personal] = ""
    parent_phone: Annotated[str, Personal] = ""
    language: Annotated[str, Personal] = ""
    address: Annotated[str, Personal] = ""
    situations: Annotated[tuple[Situation, ...], Personal] = ()


class WrittenDose(FrozenModel):
    """A dose as it was written; what the words mean is `vaccine_words.meaning_of`."""

    vaccine: Annotated[str, Personal] = ""
    cvx: Annotated[str, Personal] = ""
    product: Annotated[str, Personal] = ""
    given_on: Annotated[date, Personal]
    precision: Annotated[DatePrecision, Personal] = DatePrecision.DAY
    provider: Annotated[str, Personal] = ""


class RosterStudent(FrozenModel):
    """One student of a file. `line` is the first line that names the student."""

    line: Annotated[int, Internal]
    identity: StudentIdentity
    school: SchoolElements
    doses: tuple[WrittenDose, ...] = ()


class NameKey(NamedTuple):
    """What a student is found by where no state ID helps: folded names and the birth date."""

    last_name: str
    first_name: str
    birth_date: date


def name_key(identity: StudentIdentity) -> NameKey:
    return NameKey(folded_name(identity.last_name), folded_name(identity.first_name), identity.birth_date)


class LeftOutLine(NamedTuple):
    """What could be read of a line that cannot be used: enough not to take its student for gone."""

    line: int
    ssid: str
    last_name: str  # folded, like the first name
    first_name: str


class ParsedRoster(FrozenModel):
    """The students of one file, and everything that was wrong with it.

    `file_hash` is the SHA-256 of the file: the same file twice is one import. `is_dose_list` tells the long form,
    which need not name students without doses. Of `unread_lines` not even the name could be read.
    """

    file_hash: str
    rows: tuple[RosterStudent, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOutLine, ...] = ()
    unread_lines: int = 0
    is_dose_list: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file is used."""
        return any(problem.effect is Effect.FILE_REFUSED for problem in self.problems)
