"""What a desk of several schools shows of one of them: how many students stand on each list, and as of when. No name
stands in it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.roster_answers import Mark
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.school_roster import RosterEntry, Task, counts
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome


class DaySummary(FrozenModel):
    """The counts of one school on one day. `listed_since`: the day on which the counting first found the list of
    students as it is, None before it has found a change; `list_mark` tells whether it is still the same. `asked`: by
    vaccine, of how many students it is asked today; `with_doses`: how many of them have all doses on record."""

    field_class = Internal

    facility_id: str
    counted_at: datetime
    counted_on: date  # in California
    students: int
    conditional: int
    tasks: Annotated[dict[Task, int], Internal]
    asked: Annotated[dict[Vaccine, int], Internal] = Field(default_factory=dict)
    with_doses: Annotated[dict[Vaccine, int], Internal] = Field(default_factory=dict)
    listed_since: date | None = None
    list_mark: str

    def on_list(self, task: Task) -> int:
        """Return how many students stand on a list of the school's first line."""
        return self.tasks.get(task, 0)

    def says_the_same(self, other: "DaySummary | None") -> bool:
        """Return whether the other was counted on the same day with the same result, at whatever hour."""
        return other is not None and self == other.with_changes(counted_at=self.counted_at)


def summary_of(
    facility_id: str,
    entries: Sequence[RosterEntry],
    lines: Iterable[StudentLine],
    *,
    before: DaySummary | None,
    now: datetime,
    on: date,
) -> DaySummary:
    """Return the counts of the students who are at the school. `entries`: without those who left."""
    mark = _mark(lines)
    listed_since = before.listed_since if before else None
    if before and before.list_mark != mark:
        listed_since = on
    return DaySummary(
        facility_id=facility_id,
        counted_at=now,
        counted_on=on,
        students=len(entries),
        conditional=sum(entry.told.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL for entry in entries),
        tasks=counts(entries, on),
        asked=dict(sorted(Counter(vaccine for entry in entries for vaccine in entry.told.cells).items())),
        with_doses=dict(sorted(Counter(_done(entries)).items())),
        listed_since=listed_since,
        list_mark=mark,
    )


def _done(entries: Iterable[RosterEntry]) -> Iterator[Vaccine]:
    """Yield a vaccine for each student who has all its doses on record."""
    return (vaccine for entry in entries for vaccine, cell in entry.told.cells.items() if cell.mark is Mark.DONE)


def urgency(summary: DaySummary | None) -> tuple[int, ...]:
    """Return what orders a desk's schools: first the one with the most students to exclude, then to decide on, and so
    on; a school that was never counted comes before all."""
    if summary is None:
        return (-1,)
    return (0, *(-summary.on_list(task) for task in Task))


def totals(summaries: Iterable[DaySummary]) -> tuple[int, dict[Task, int]]:
    """Return the students of all schools, and how many stand on each list."""
    found = list(summaries)
    return sum(each.students for each in found), {task: sum(each.on_list(task) for each in found) for task in Task}


def _mark(lines: Iterable[StudentLine]) -> str:
    """Return a digest of who is on the list, in which room, from and until when: what a person enters or a file brings.
    Doses, answers and the rules are no part of it."""
    told = sorted(
        (line.student_id, line.room, line.enrolled_on.isoformat(), line.left_on and line.left_on.isoformat())
        for line in lines
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
