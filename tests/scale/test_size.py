"""What the portal asks of its store does not depend on how many forms the state has. `make scale` does the same up to
1,000,000 forms, at every address."""

import pytest

from chalicelib.storage import keys
from chalicelib.storage.rows import FIGURES
from chalicelib.storage.table import Table
from tests.invariants.everywhere import FORMS, PATHS
from tests.scale.filled import FilledState, Measured
from tests.scale.flatness import MAIN, MAIN_ACTS, differences
from tests.scale.jobs import DELIVERED, IMPORTED, LISTED
from tests.scale.originals import SMALL_YEAR, keep_a_year
from tests.scale.tables_of_data import used

_HERE = ("/parents", "/reviews")


def test_main_acts_and_pages_take_the_same_with_a_thousand_forms_and_with_two(
    empty_state: FilledState, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given two thousand forms in place of one, when the main acts are done and the main pages looked at, then each
    makes the same requests for as many units; a page that reads all forms is noticed."""
    keep_a_year(empty_state, SMALL_YEAR)
    forms_of_a_copy = empty_state.store.copies.count("year", "FORM")
    sizes: list[Measured] = []
    planted: list[Measured] = []
    for size in (1000, 2000):
        empty_state.store.copies.fill("year", -(-size // forms_of_a_copy))
        assert empty_state.forms >= size
        sizes.append(empty_state.measure(MAIN))
        with monkeypatch.context() as patched:
            _plant_a_page_that_reads_all_forms(patched)
            planted.append(empty_state.measure(_HERE))

    assert [str(each) for each in differences(*sizes)] == []
    acts = {
        path: spent for (method, path), spent in sizes[0].items() if method == "POST" and path in MAIN_ACTS.values()
    }
    assert {path for path, spent in acts.items() if spent.status != 303 or not spent.writes} == set()
    assert len(acts) == len(MAIN_ACTS)
    noticed = {each.address for each in differences(*planted)}
    assert noticed == set(_HERE)


def test_what_the_tables_of_usage_name_is_an_address_or_a_job() -> None:
    known = {("GET", path) for path in PATHS} | {("POST", path) for path in FORMS} | {DELIVERED, IMPORTED, LISTED}
    assert used() - known == set()


def _plant_a_page_that_reads_all_forms(patched: pytest.MonkeyPatch) -> None:
    read = Table.get_many

    def read_all(table: Table, wanted: object) -> object:
        list(table.walk_queue(keys.queue(FIGURES)))
        return read(table, wanted)

    patched.setattr(Table, "get_many", read_all)
