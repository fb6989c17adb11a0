"""What is copied: a scripted year of a small part of the state, and a school's list of students, both through the
portal's own acts and jobs in tables in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.runtime.settings import settings
from chalicelib.storage.table import portal_table
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.builders import World
from tests.checks.kept_tables import emptied_tables
from tests.checks.memory_store import MemoryStore, store_in_use
from tests.checks.recorder import watched_store
from tests.scale.copied_years import Kept
from tests.scale.filled import FilledState
from tests.school_year import town as school_town
from tests.school_year.district import District
from tests.state_year.script import Year
from tests.state_year.town import Scale

SEED = "2026-11-29"  # one seed: with others a small year can lack a kind of case
SMALL_YEAR = Scale(
    30, busy=1, asked=6, revoked_share=0.5, appealed_share=0.6, nights_between=6, checks_each_month=False
)
PART_OF_THE_STATE = Scale(240, busy=4, asked=10, revoked_share=0.3, appealed_share=0.45, nights_between=6)
"""A twenty-fifth of the state: of so many, 6,000 forms a year, with the state's shares of what follows them."""
_SCHOOL = "19642120000010"


def keep_a_year(state: FilledState, scale: Scale) -> None:
    """Live through a year, and take what the tables hold then as what is copied."""
    with _empty_world(state) as world:
        year = Year(world, SEED, scale)
        year.run()
        town = year.town
        staff = [*town.nurses, town.officer, town.agency, town.secretary, *town.panelists, town.board]
        staff += town.departments.values()
        kept = Kept(frozenset(each.id for each in staff), frozenset(each.account.id for each in town.physicians))
        _keep(state, "year", kept)


def keep_a_school(state: FilledState, students: int) -> None:
    """Import the list of a school of so many students, and take what the tables hold then as what is copied."""
    school = school_town.School(_SCHOOL, "Larkspur Crossing", ("TK", "K", *map(str, range(1, 13))), "by-hand")
    scale = school_town.Scale(students, students // 15, 0, (school,))
    with _empty_world(state) as world:
        world.clock.set(school_town.FIRST_DAY)
        District(world, (school,)).import_list(school, school_town.children(SEED, scale))
        _keep(state, "school", Kept())


def _keep(state: FilledState, kind: str, kept: Kept) -> None:
    store = store_in_use()
    assert store
    items = {name: list(table.items.values()) for name, table in store.tables.items()}
    state.keep(kind, items, state.clock(), kept)


@contextmanager
def _empty_world(state: FilledState) -> Iterator[World]:
    names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
    with emptied_tables(names, MemoryStore) as client, watched_store(client, state.recorder):
        yield World(portal_table(), state.clock, state.licenses, state.recorder)
    state.recorder.calls.clear()
    state.recorder.lines.clear()
