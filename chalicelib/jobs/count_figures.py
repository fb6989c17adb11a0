"""Each night the state's figures are counted: the log of events tells which forms, reviews and appeals changed, their
facts are replaced, and the figures are counted from all facts. When a quarter is over, its public tables follow."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.figures import Counted, CountedAppeal, CountedForm, CountedReport, CountedReview, places_of
from chalicelib.domain.public_statistics import edition_of, last_quarter
from chalicelib.domain.state_figures import state_figures
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
    counted = all_counted(table)
    on = california_date(now)
    places = {place: state_figures(counted.of_place(place), on) for place in places_of(counted)}
    figures.keep_figures(table, {"": state_figures(counted, on), **places})
    edition = edition_of(counted, [each.id for each in JURISDICTIONS], *last_quarter(on))
    done["published"] += figures.put_edition(table, edition)
    return done


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


def all_counted(table: Table) -> Counted:
    """Return all that is counted: the facts, and the schools whose exemptions all go to review."""
    facts = list(figures.all_facts(table))
    return Counted(
        [each for each in facts if isinstance(each, CountedForm)],
        [each for each in facts if isinstance(each, CountedReview)],
        [each for each in facts if isinstance(each, CountedAppeal)],
        list(_schools(table)),
    )


def _schools(table: Table) -> Iterable[CountedReport]:
    reviewed = [school for school in every_school(table) if school.triggers]
    store = Store(table)
    store.load(keys.record("facility", school.facility_id) for school in reviewed)
    for school in reviewed:
        facility = store.facility(school.facility_id)
        yield CountedReport(facility.jurisdiction if facility else "", school.triggers)
