"""What a part of a report that the state has published means for the school's forms (HSC 120372(d)(2)(A) and (C)): the
same as a report that the school files here, as far as the published values decide."""

from datetime import date

from chalicelib.domain.facility import Facility
from chalicelib.domain.published_report import PublishedPart, Side, side_of
from chalicelib.domain.report_duty import review_by_missing_report
from chalicelib.domain.review import Trigger
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.verdict import Outcome
from chalicelib.storage.owed_reviews import OwedReviews, owe_reviews
from chalicelib.storage.school_reporting import SchoolReporting
from chalicelib.storage.unit_of_work import UnitOfWork

_BELOW, _SILENT = Trigger.SCHOOL_BELOW_95, Trigger.SCHOOL_NOT_REPORTING
_YEARS_KEPT = 2


def with_published(before: SchoolReporting, part: PublishedPart, facility: Facility, on: date) -> SchoolReporting:
    """Return what is known of a school with this part; the same as before where it says nothing new.

    A value that leaves both sides open changes no trigger. A part that was not reported when it was due is trigger C,
    and a reported one ends it, unless a later year is missing.
    """
    known = next((each for each in before.published if _same_place(each, part)), None)
    others = [each for each in before.published if not _same_place(each, part)]
    published = _newest_years((*others, known if known and part.says_the_same(known) else part))
    of_year = [each for each in published if each.starts_in == part.starts_in]
    triggers = set(before.triggers)
    side = side_of(of_year, on)
    if side is not Side.UNDECIDED:
        triggers = triggers | {_BELOW} if side is Side.BELOW else triggers - {_BELOW}
    has_report = any(each.is_reported for each in of_year)
    is_missing = _is_missing(of_year, facility, on)
    if is_missing:
        triggers.add(_SILENT)
    elif has_report and before.judged <= part.starts_in:
        triggers.discard(_SILENT)
    return SchoolReporting(
        before.facility_id,
        reported=part.starts_in if has_report else before.reported,
        judged=max(before.judged, part.starts_in) if is_missing else before.judged,
        triggers=tuple(each for each in Trigger if each in triggers),
        published=published,
    )


def owe_published(work: UnitOfWork, after: SchoolReporting, year: int) -> None:
    """Owe the reviews of every trigger that stands."""
    for trigger in after.triggers:
        owe_reviews(work, OwedReviews(trigger, "facility", after.facility_id, year))


def _is_missing(parts: list[PublishedPart], facility: Facility, on: date) -> bool:
    """Return whether a part was not reported although its last day is known and has passed."""
    silent = [each for each in parts if not each.is_reported]
    if not silent:
        return False
    found = review_by_missing_report(facility, None, SchoolYear(silent[0].starts_in), on)
    return found is not None and found.outcome is Outcome.REQUIRED


def _same_place(one: PublishedPart, other: PublishedPart) -> bool:
    return (one.starts_in, one.section) == (other.starts_in, other.section)


def _newest_years(parts: tuple[PublishedPart, ...]) -> tuple[PublishedPart, ...]:
    years = sorted({each.starts_in for each in parts}, reverse=True)[:_YEARS_KEPT]
    return tuple(sorted((each for each in parts if each.starts_in in years), key=lambda each: each[:2]))
