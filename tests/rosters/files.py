"""Roster files for the tests: made of columns and lines, or of bytes."""

from datetime import date

from chalicelib.law.enums import Grade
from chalicelib.rosters.problems import PROBLEM_TEXTS, Effect, Problem, ProblemCode
from chalicelib.rosters.reader import read_roster
from chalicelib.rosters.rows import ParsedRoster, RosterStudent, SchoolElements, StudentIdentity, WrittenDose

ON = date(2026, 11, 28)
HEADER = "last_name,first_name,birth_date,grade"
ANA = "Otterby,Ana,2019-08-31,1"
BEN = "Finchley,Ben,2020-02-29,K"


def text(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines, "")).encode()


def read(*lines: str, header: str = HEADER) -> ParsedRoster:
    return read_roster(text(*lines, header=header), ON)


def the_row(*lines: str, header: str = HEADER) -> RosterStudent:
    """The one student of a file without problems."""
    parsed = read(*lines, header=header)
    assert parsed.problems == ()
    (row,) = parsed.rows
    return row


def codes(parsed: ParsedRoster) -> list[tuple[int, ProblemCode, Effect]]:
    return [(problem.line, problem.code, problem.effect) for problem in parsed.problems]


def sentence(problem: Problem) -> str:
    return PROBLEM_TEXTS[problem.code] % problem.placeholders


def identity(
    last_name: str = "Otterby", first_name: str = "Ana", born: str = "2019-08-31", ssid: str = ""
) -> StudentIdentity:
    return StudentIdentity(last_name=last_name, first_name=first_name, birth_date=date.fromisoformat(born), ssid=ssid)


def row(
    line: int = 2, *, grade: Grade = Grade.GRADE_1, doses: tuple[WrittenDose, ...] = (), **who: str
) -> RosterStudent:
    return RosterStudent(line=line, identity=identity(**who), school=SchoolElements(grade=grade), doses=doses)


def dose(vaccine: str, given_on: str, cvx: str = "", product: str = "") -> WrittenDose:
    return WrittenDose(vaccine=vaccine, given_on=date.fromisoformat(given_on), cvx=cvx, product=product)
