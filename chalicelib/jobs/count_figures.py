"""Each night the state's figures are counted: the log of events tells which forms, reviews and appeals changed, their
facts are replaced, and the figures are counted from all facts, one form after the other. When a quarter is over, its
public tables follow."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.figures import CountedCase, CountedReport
from chalicelib.domain.public_statistics import EditionCount, last_quarter
from chalicelib.domain.state_figures import FiguresCount
from chalicelib.jobs.each import FAILED, for_each
from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from chalicelib.storage import figures, keys
from chalicelib.storage.school_reporting import every_school
from chalicelib.storage.store import Store
from chalicelib.storage.table import Table, portal_table

SETTLES = timedelta(minutes=10)
"""How long the log's index can follow behind the table; so much is read twice."""
AT_ONCE = 100


def count_figures(clock: Callable[[], datetime] = system_clock) -> Counter[str]:
    """Follow the log from where the last run ended, and return how many records were "counted", "dropped" (purged
    since) and "failed", and whether an edition was "published".

    Doing it twice, or again after a failure, counts the same. Raises PortalError UNAVAILABLE if the log or the facts
    cannot be read: the figures of the last run stay.
    """
    table, now = portal_table(), clock().astimezone(UTC)
    done: Counter[str] = Counter()
    changed = sorted(_changed(table, figures.counted_until(table), now))
    for start in range(0, len(changed), AT_ONCE):
        done.update(_keep(table, changed[start : start + AT_ONCE]))
    if not done[FAILED]:  # otherwise the next run reads the same part of the log again
        figures.keep_counted_until(table, (now - SETTLES).isoformat())
    figures.place_by_form(table)
    on = california_date(now)
    counts, edition = count_cases(figures.cases(table), _schools(table), on)
    figures.keep_figures(table, {place: each.figures() for place, each in counts.items()})
    done["published"] += figures.put_edition(table, edition.edition([each.id for each in JURISDICTIONS]))
    return done


def count_cases(
    cases: Iterable[CountedCase], schools: Iterable[CountedReport], on: date
) -> tuple[dict[str, FiguresCount], EditionCount]:
    """Return the counts of a day, of the state ("") and of each health department with anything to count, and of the
    last quarter. No case is held: each is counted before the next is asked for."""
    counts, edition = {"": FiguresCount(on)}, EditionCount(*last_quarter(on))
    for case in cases:
        edition.add(case)
        for place in {"", case.jurisdiction}:
            counts.setdefault(place, FiguresCount(on)).add(case)
    for school in schools:
        for place in {"", school.jurisdiction}:
            counts.setdefault(place, FiguresCount(on)).add_school(school)
    return counts, edition


def _changed(table: Table, since: str, until: datetime) -> set[tuple[str, str]]:
    """Return the type and id of each counted record that the log names between two instants."""
    partitions = {str(item["PK"]) for item in table.audit_log(since or "0", until.isoformat())}
    named = (partition.partition("#") for partition in partitions)
    return {(name.lower(), record_id) for name, _, record_id in named if name.lower() in figures.COUNTED}


def _keep(table: Table, changed: Iterable[tuple[str, str]]) -> Counter[str]:
    places = {named: keys.record(*named) for named in changed}
    items = table.get_many(places.values())

    def keep(named: tuple[str, str]) -> str:
        item = items.get(places[named])
        if item is None or "body" not in item:  # without: what was purged
            figures.drop_facts(table, named)
            return "dropped"
        figures.keep_facts(table, named[0], item)
        return "counted"

    return for_each(places, keep, failure="figures.failed")


def _schools(table: Table) -> Iterable[CountedReport]:
    reviewed = [school for school in every_school(table) if school.triggers]
    store = Store(table)
    store.load(keys.record("facility", school.facility_id) for school in reviewed)
    for school in reviewed:
        facility = store.facility(school.facility_id)
        yield CountedReport(facility.jurisdiction if facility else "", school.triggers)
