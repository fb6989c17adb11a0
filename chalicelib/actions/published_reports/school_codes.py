"""The state's open files name a school by the last seven digits of its CDS code: found with its county's schools."""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.directory.jurisdictions import JURISDICTIONS, county_named
from chalicelib.rosters.published_reports import PublishedLine
from chalicelib.storage.jurisdiction_keys import SCHOOL_PREFIX, jurisdiction_partition

_MOST_SCHOOLS = 60_000  # of one jurisdiction
_WHOLE = 14


def with_whole_numbers(ctx: Context, rows: Iterable[PublishedLine]) -> tuple[PublishedLine, ...]:
    """Return the lines with the whole number in place of a school part, where one open school of the county has it. A
    school that an earlier line has under its other number is marked as repeated.

    One request, or a few, for each county that the lines name. Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    lines = tuple(rows)
    counties = {name: county.county for name in {line.county for line in lines} if (county := county_named(name))}
    numbers = {county: _numbers_in(ctx, county) for county in set(counties.values())}

    def whole(line: PublishedLine) -> PublishedLine:
        found = numbers.get(counties.get(line.county, ""), {}).get(line.number, "") if line.county else ""
        return line.with_changes(number=found) if found else line

    first: dict[str, int] = {}
    found = [whole(line) for line in lines]
    places = [first.setdefault(line.number, line.line) for line in found]
    return tuple(
        line.with_changes(repeats=place) if place != line.line and len(line.number) == _WHOLE else line
        for line, place in zip(found, places, strict=True)
    )


def _numbers_in(ctx: Context, county: str) -> dict[str, str]:
    """Return the whole number of each school part in a county; none where two schools share it."""
    found: dict[str, str] = {}
    for jurisdiction in JURISDICTIONS:
        if jurisdiction.county != county:
            continue
        partition = jurisdiction_partition(jurisdiction.id)
        for item in ctx.store.table.whole(partition, SCHOOL_PREFIX, ceiling=_MOST_SCHOOLS):
            number = str(item["SK"]).removeprefix(SCHOOL_PREFIX)
            if len(number) == _WHOLE:
                part = number[-7:]
                found[part] = "" if part in found else number
    return found
