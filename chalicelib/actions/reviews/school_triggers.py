"""Schools whose forms all go to review: below 95 percent by the report that they filed last, or without a report when
the last day has passed (HSC 120372(d)(2)(A) and (C))."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.report_duty import review_by_missing_report, review_by_rate
from chalicelib.domain.review import Trigger
from chalicelib.domain.school_report import SchoolReport
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.verdict import Outcome
from chalicelib.storage.owed_reviews import OwedReviews, owe_reviews
from chalicelib.storage.school_reporting import SchoolReporting, keep_reporting
from chalicelib.storage.unit_of_work import UnitOfWork


def judge_report(work: UnitOfWork, report: SchoolReport) -> None:
    """Keep what a report that is being filed means for the school's forms. It ends the trigger of a missing report;
    cases that are open stay so until they are decided."""
    is_below = review_by_rate(report).outcome is Outcome.REQUIRED
    triggers = (Trigger.SCHOOL_BELOW_95,) if is_below else ()
    keep_reporting(work, SchoolReporting(report.facility_id, reported=report.starts_in, triggers=triggers))
    if is_below:
        owe_reviews(work, OwedReviews(Trigger.SCHOOL_BELOW_95, "facility", report.facility_id, report.starts_in))


def judge_missing_report(ctx: Context, school: SchoolReporting, year: SchoolYear) -> bool:
    """Keep whether the school had to report for this school year and did not, after the last day; return whether its
    forms go to review. Raises PortalError CONFLICT (it has filed since it was read), UNAVAILABLE."""
    facility = ctx.store.facility(school.facility_id)
    found = review_by_missing_report(facility, None, year, ctx.on) if facility and facility.is_open else None
    is_missing = found is not None and found.outcome is Outcome.REQUIRED
    trigger = Trigger.SCHOOL_NOT_REPORTING
    triggers = (*(each for each in school.triggers if each != trigger), *((trigger,) if is_missing else ()))
    work = ctx.unit_of_work(Action.OPEN_DUE_REVIEW)
    keep_reporting(work, school._replace(judged=year.starts_in, triggers=triggers), seen=school)
    if is_missing:
        owe_reviews(work, OwedReviews(trigger, "facility", school.facility_id, year.starts_in))
    work.commit()
    return is_missing
