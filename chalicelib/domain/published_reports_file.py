"""One file of the reports that the state publishes, for a school year and a part of the report: read, looked over,
confirmed, applied by a job. It names schools, never a child."""

from datetime import timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.domain.field_classes import Internal, Public
from chalicelib.domain.record import FrozenModel
from chalicelib.law.annual_report import ReportSection


class PublishedCounts(FrozenModel):
    """How many schools of the file are what, as of the preview.

    `below`, `silent` (had to report and did not), `undecided` and `reached` are those that would be written;
    `known_here`: filed their own report for the year; `outdated`: a newer year is known. `left_out`: lines that cannot
    be used; `others`: lines of another year, vaccine or category.
    """

    matched: Annotated[int, Internal] = 0
    unknown: Annotated[int, Internal] = 0
    not_required: Annotated[int, Internal] = 0
    known_here: Annotated[int, Internal] = 0
    outdated: Annotated[int, Internal] = 0
    below: Annotated[int, Internal] = 0
    reached: Annotated[int, Internal] = 0
    silent: Annotated[int, Internal] = 0
    undecided: Annotated[int, Internal] = 0
    left_out: Annotated[int, Internal] = 0
    others: Annotated[int, Internal] = 0

    @property
    def ready(self) -> int:
        """How many schools would be written."""
        return self.below + self.reached + self.silent + self.undecided


class PublishedReportsFile(ConfirmedFile):
    """A published file. `starts_in`: the calendar year in which its school year starts."""

    record_type: ClassVar[str] = "published_reports"
    kept: ClassVar[timedelta] = timedelta(days=90)
    """Long enough to ask the state about what is undecided; what is written of the schools stays."""

    starts_in: Annotated[int, Public]
    section: Annotated[ReportSection, Public]
    counts: PublishedCounts
