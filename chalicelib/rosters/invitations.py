"""The file profile `invitations-1`: one line for each person who is invited to schools or child care.

| column | what stands there |
|---|---|
| email | the person's address at work |
| school_number | the CDS code (14 digits) or child care license (9 digits); several with spaces between them |
| part | approver, staff or read_only; empty: approver where no one is at the school yet, otherwise staff |

In any order, with any further columns; comma, tab or semicolon; UTF-8 or Windows-1252. A cell is text, never a formula.
"""

import hashlib
import re
from enum import StrEnum
from typing import Annotated

from chalicelib.domain.account import SchoolPart
from chalicelib.domain.field_classes import Internal, Personal, Public
from chalicelib.domain.mail_domains import is_email_address
from chalicelib.domain.record import FrozenModel
from chalicelib.rosters.delimited import Line, Profile, read_table
from chalicelib.rosters.problems import Problem, ProblemCode, Problems

MAX_NUMBERS = 20
_LENGTHS, _WITHOUT_ZERO = frozenset({9, 14}), frozenset({8, 13})  # a spreadsheet drops the zero that begins a number
_BETWEEN = re.compile(r"[\s,;|/]+")
_FORMULA_SIGNS = "=+-@"


class InvitationColumn(StrEnum):
    """What a file says of a person."""

    EMAIL = "email"
    SCHOOL_NUMBER = "school_number"
    PART = "part"


REQUIRED = (InvitationColumn.EMAIL, InvitationColumn.SCHOOL_NUMBER)
_OTHER_NAMES = {
    **dict.fromkeys(("e_mail", "email_address", "e_mail_address", "mail"), InvitationColumn.EMAIL),
    **dict.fromkeys(("cds", "cds_code", "cdscode", "facility_number", "number"), InvitationColumn.SCHOOL_NUMBER),
    **dict.fromkeys(("school_numbers", "facility_numbers", "numbers"), InvitationColumn.SCHOOL_NUMBER),
    **dict.fromkeys(("license_number", "school_code"), InvitationColumn.SCHOOL_NUMBER),
}
_PARTS = {"": None, **{part.value: part for part in SchoolPart}, "readonly": SchoolPart.READ_ONLY}


class InvitationLine(FrozenModel):
    """A person of a file. `part`: None where it follows from who is at the school."""

    line: Annotated[int, Internal]
    email: Annotated[str, Personal]
    numbers: Annotated[tuple[str, ...], Public]
    part: Annotated[SchoolPart | None, Internal] = None


class ParsedInvitations(FrozenModel):
    """The lines of a file that can be used, and everything that was wrong with it."""

    file_hash: Annotated[str, Internal]
    rows: tuple[InvitationLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_refused: Annotated[bool, Internal] = False
    left_out: Annotated[int, Internal] = 0


def read_invitations(content: bytes) -> ParsedInvitations:
    """Return the people and the problems of one file. A file with too many lines or problems is refused whole."""
    problems = Problems()
    table = read_table(content, problems, Profile(_column_named, REQUIRED))
    rows: dict[str, InvitationLine] = {}
    for line in table.lines:
        row = None if line.is_left_out else _row(line)
        first = rows.get(row.email.casefold()) if row else None
        if first:
            line.leave_line_out(ProblemCode.ADDRESS_TWICE, other_line=first.line)
        elif row:
            rows[row.email.casefold()] = row
    refused = problems.refuses_file()
    if problems.too_many and not refused:
        problems.refuse_file(max(each.line for each in problems.in_order()), ProblemCode.TOO_MANY_PROBLEMS)
        refused = True
    return ParsedInvitations(
        file_hash=hashlib.sha256(content).hexdigest(),
        rows=() if refused else tuple(rows.values()),
        problems=problems.in_order(),
        is_refused=refused,
        left_out=0 if refused else len(table.lines) + table.unread - len(rows),
    )


def _column_named(heading: str) -> str:
    name = "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())
    name = _OTHER_NAMES.get(name, name)
    return name if name in set(InvitationColumn) else ""


def _row(line: Line) -> InvitationLine | None:
    """Return the person of a line; None, and every reason is reported, where the line cannot be used."""
    email, numbers, part = _email(line), _numbers(line), _part(line)
    return None if line.is_left_out else InvitationLine(line=line.number, email=email, numbers=numbers, part=part)


def _email(line: Line) -> str:
    text = line.text(InvitationColumn.EMAIL)
    if not text:
        line.leave_line_out(ProblemCode.CELL_MISSING, InvitationColumn.EMAIL)
    elif text[0] in _FORMULA_SIGNS or not is_email_address(text):
        line.leave_line_out(ProblemCode.EMAIL_SHAPE, InvitationColumn.EMAIL)
    return text


def _numbers(line: Line) -> tuple[str, ...]:
    parts = _BETWEEN.split(line.text(InvitationColumn.SCHOOL_NUMBER).replace("-", ""))
    numbers = tuple(dict.fromkeys(_whole(part) for part in parts if part))
    if not numbers:
        line.leave_line_out(ProblemCode.CELL_MISSING, InvitationColumn.SCHOOL_NUMBER)
    elif not all(number.isascii() and number.isdigit() and len(number) in _LENGTHS for number in numbers):
        line.leave_line_out(ProblemCode.NUMBER_SHAPE, InvitationColumn.SCHOOL_NUMBER)
    elif len(numbers) > MAX_NUMBERS:
        line.leave_line_out(ProblemCode.TOO_MANY_NUMBERS, limit=MAX_NUMBERS)
    return numbers


def _whole(text: str) -> str:
    """Return a number with the zero that a spreadsheet took, and without what it put behind it."""
    digits = text.removesuffix(".0")
    return f"0{digits}" if digits.isdigit() and len(digits) in _WITHOUT_ZERO else digits


def _part(line: Line) -> SchoolPart | None:
    text = "_".join(line.text(InvitationColumn.PART).casefold().replace("-", " ").replace("_", " ").split())
    if text not in _PARTS:
        line.leave_line_out(ProblemCode.PART_UNKNOWN, InvitationColumn.PART)
    return _PARTS.get(text)
