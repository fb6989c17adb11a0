"""The rush of August by partition: how much of what DynamoDB gives one partition the acts of a second take."""

import re
from collections import Counter
from typing import NamedTuple

from tests.scale.filled import Measured
from tests.scale.tables_of_data import rush

WRITES_OF_A_PARTITION, READS_OF_A_PARTITION = 1000, 3000
TELLING, SPREAD = 0.1, 0.5
_OWN = re.compile(r"[a-z2-7]{26}|[0-9a-f]{64}|\d{14}|[A-Z]{3}-[A-Z]\d+")  # one person's, case's, school's, license's
_PART = re.compile(r"^LOG#\d\d$")
_LOG_PARTS = 16


class Heat(NamedTuple):
    """A partition that many share: its units in a second, and their share of what a partition can do."""

    table: str
    index: str
    partition: str
    kind: str
    units: float
    share: float


def heats(measured: Measured) -> list[Heat]:
    """All partitions that more than one person, case or school shares, the hottest first."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for use in rush():
        spent = measured[use.place]
        for kind, counted in (("writes", spent.write_units), ("reads", spent.read_units)):
            for (table, index, partition), units in counted.items():
                if not _OWN.search(partition):
                    found[table, index, _PART.sub("LOG#..", partition), kind] += units * use.times
    made = [Heat(*place, units, units / _most(place)) for place, units in found.items()]
    return sorted(made, key=lambda heat: -heat.share)


def _most(place: tuple[str, str, str, str]) -> float:
    """What the partition can do; the log's parts can do it together, as each record has its own part."""
    _table, _index, partition, kind = place
    of_one = WRITES_OF_A_PARTITION if kind == "writes" else READS_OF_A_PARTITION
    return of_one * (_LOG_PARTS if partition == "LOG#.." else 1)
