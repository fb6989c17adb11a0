"""Import the state's lists of schools and child care. Reference data: it changes by import, not by acts of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.directory.child_care import read_child_care
from chalicelib.directory.problems import Problem
from chalicelib.directory.rows import ParsedDirectory
from chalicelib.directory.schools import read_schools
from chalicelib.domain.facility import FacilityKind
from chalicelib.storage.directory import write_facilities
from chalicelib.storage.districts import write_districts
from chalicelib.storage.table import Table

PUBLIC_SCHOOLS, PRIVATE_SCHOOLS, CHILD_CARE = "public schools", "private schools", "child care"


@dataclass(frozen=True)
class ImportReport:
    """What came of one file: facilities read, facilities that were new or different, what was wrong by line."""

    source: str
    read: int
    changed: int
    problems: tuple[Problem, ...]


def import_directory(table: Table, files: Mapping[str, bytes]) -> Iterable[ImportReport]:
    """Import these files (by source) and report on each as it is done. Doing it twice changes nothing.

    A facility that is no longer in a file stays as it is: the state's files keep closed ones, marked.
    Raises PortalError UNAVAILABLE, KeyError for an unknown source.
    """
    for source, content in files.items():
        parsed = _read(source, content)
        changed = write_facilities(table, (row.facility for row in parsed.rows))
        if source == PUBLIC_SCHOOLS:  # a private school's code names the district around it, which is not its own
            write_districts(table, parsed)
        yield ImportReport(source, len(parsed.rows), changed, parsed.problems)


def _read(source: str, content: bytes) -> ParsedDirectory:
    if source == CHILD_CARE:
        return read_child_care(content)
    kinds = {PUBLIC_SCHOOLS: FacilityKind.PUBLIC_SCHOOL, PRIVATE_SCHOOLS: FacilityKind.PRIVATE_SCHOOL}
    return read_schools(content, kinds[source])
