"""A state that is filled with forms, and what pages and acts of a few people in it take: always the same people, made
by the tests' builders, at the same instant, whatever the size. What one measurement writes is taken back."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chalicelib.runtime.settings import settings
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.table import portal_table, typed
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.builders import World
from tests.checks.kept_tables import answered_by, shown_in_index
from tests.checks.memory_expressions import Item
from tests.checks.recorder import Recorder, watched_store
from tests.clock import START, Clock
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import Visitor
from tests.license_answers import LicenseAnswers
from tests.scale.capacity import MeteredStore, Spent
from tests.scale.copied_years import Kept

_NUMBERS = 100_000  # from here on the people who are measured are counted: no one of the copies has such a number
Measured = dict[tuple[str, str], Spent]
"""What each address took, by method and path."""


@dataclass
class FilledState:
    """The store, and what the tests put in the place of the world outside."""

    store: MeteredStore
    clock: Clock
    licenses: LicenseAnswers
    recorder: Recorder

    @classmethod
    def at(cls, path: Path | str, clock: Clock, licenses: LicenseAnswers, recorder: Recorder) -> "FilledState":
        """The state in this file (":memory:": in none), with what an earlier run filled in."""
        names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
        shown = {names[table]: each for table, each in shown_in_index().items()}
        return cls(MeteredStore(path, shown), clock, licenses, recorder)

    @property
    def forms(self) -> int:
        """How many forms there are."""
        return (self.store.copies.done("year") or 0) * self.store.copies.count("year", "FORM")

    @property
    def students(self) -> int:
        """How many students there are."""
        return (self.store.copies.done("school") or 0) * self.store.copies.count("school", "STUDENT")

    def keep(self, kind: str, tables: Mapping[str, Iterable[Item]], now: datetime, kept: Kept) -> None:
        """Take these items as what is copied; marks that have run out are not among them, as DynamoDB drops them."""
        since = now.timestamp()
        alive = {
            name: [item for item in items if float(item.get("ttl", {"N": "inf"})["N"]) >= since]
            for name, items in tables.items()
        }
        self.store.copies.keep(kind, alive, kept)

    @contextmanager
    def world(self) -> Iterator[World]:
        """The people who are measured. What is written in this block is taken back at its end."""
        self.clock.set(START)
        self.licenses.__init__()  # type: ignore[misc] - as in the beginning
        with self.store.undone(), answered_by(self.store) as client, watched_store(client, self.recorder):
            mark = typed({**ROSTERS_BY_CHILD.as_item(), "type": "mark"})
            client.put_item(TableName=settings().table, Item=mark)
            yield World(portal_table(), self.clock, self.licenses, self.recorder, _count=_NUMBERS)
            self.recorder.calls.clear()
            self.recorder.lines.clear()

    def measure(self, paths: Iterable[str] = PATHS) -> Measured:
        """What each of these addresses takes: to look at it and, where it has a form, to send it."""
        found: Measured = {}
        for path in paths:
            with self.world() as world:
                found.update(self._measure_one(world, path))
        return found

    def _measure_one(self, world: World, path: str) -> Measured:
        found: Measured = {}
        visitor = Visitor.at(world, path)
        with self.store.counted() as spent:
            page = visitor.look()
        if page.method == "GET":  # otherwise it comes from another page's form only, and was counted there
            found["GET", path] = spent
        if path in FORMS:
            form = visitor.form()
            with self.store.counted() as spent:
                answer = visitor.send(form)
            spent.status = answer.status
            found["POST", path] = spent
        return found
