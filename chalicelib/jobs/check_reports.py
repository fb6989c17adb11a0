"""Each night: schools whose annual report is missing when its last day has passed (HSC 120372(d)(2)(C))."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.reviews.school_triggers import judge_missing_report
from chalicelib.jobs.each import for_each
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.school_reporting import SchoolReporting, every_school
from chalicelib.storage.table import portal_table
from chalicelib.wiring import new_context


def check_reports(clock: Callable[[], datetime] = system_clock) -> Counter[str]:
    """Look once at each school that has not reported, from the day after the last one on, and return how many go to
    review ("missing"), had not to report ("exempt"), and "failed": those are tried again the next night.

    Raises PortalError UNAVAILABLE if the schools cannot be read.
    """
    today = new_context(clock(), new_id()).on
    year = school_year_of(today)
    due = report_due(year)
    if due is None or today <= due.due_on:
        return Counter()

    def look(school: SchoolReporting) -> str:
        if max(school.reported, school.judged) >= year.starts_in:
            return ""
        return "missing" if judge_missing_report(new_context(clock(), new_id()), school, year) else "exempt"

    return for_each(every_school(portal_table()), look, failure="reports.failed")
