"""How an export becomes a file: cells that no spreadsheet works out, and what file it is in the last columns."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from chalicelib.rosters.columns import ABOUT_THE_FILE
from chalicelib.rosters.delimited import MAX_ROWS
from chalicelib.rosters.exported import ExportedSchool, ExportFile
from chalicelib.rosters.formulas import guarded

Cells = Mapping[str, str]


def csv_files(
    kind: str, columns: Sequence[str], students: Iterable[Sequence[Cells]], school: ExportedSchool
) -> tuple[ExportFile, ...]:
    """Return the lines of each student as CSV: one file, or several where an import would refuse it as too long.

    A student's lines stay together. UTF-8 with the mark by which spreadsheets know it.
    """
    parts: list[list[Cells]] = [[]]
    for lines in students:
        if len(parts[-1]) + len(lines) > MAX_ROWS:
            parts.append([])
        parts[-1] += lines
    return tuple(
        ExportFile(
            name=file_name(kind if number == 1 else f"{kind}-{number}", school, len(part), "csv"),
            content=delimited(columns, part, school, ",").encode("utf-8-sig"),
            lines=len(part),
        )
        for number, part in enumerate(parts, start=1)
    )


def delimited(columns: Sequence[str], lines: Sequence[Cells], school: ExportedSchool, delimiter: str) -> str:
    """Return a header row and the lines, with the day, the school and the number of lines in each."""
    about = dict(
        zip(ABOUT_THE_FILE, (school.as_of.isoformat(), school.code, school.name, str(len(lines))), strict=True)
    )
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    all_columns = (*columns, *ABOUT_THE_FILE)
    writer.writerow(all_columns)
    for line in lines:
        cells = {**line, **about}
        writer.writerow(guarded(" ".join(cells.get(column, "").split())) for column in all_columns)
    return text.getvalue()


def file_name(kind: str, school: ExportedSchool, count: int, ending: str) -> str:
    """Return, for instance, "scrl-lite_01612590000001_2026-11-28_412.csv"."""
    code = re.sub(r"[^A-Za-z0-9]", "", school.code)
    return f"{kind}_{code}_{school.as_of.isoformat()}_{count}.{ending}"
