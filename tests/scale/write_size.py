"""Fills a file with a state of up to 1,000,000 forms and with lists of students, measures every address at each size on
the way, and writes docs/size.md. `make scale` calls it by name; what an earlier run filled in or measured stands.

    SIZES="1000 10000"   numbers of forms (default: 1000 10000 100000 1000000)
    STUDENTS="565000"    numbers of students beside the forms, 1,000 at a school (default: those of Los Angeles Unified,
                         then of the state: 565000 5800000)
"""

import os
import resource
import time

import pytest

from tests.architecture.source import ROOT
from tests.checks.recorder import Recorder
from tests.clock import Clock
from tests.invariants.everywhere import PATHS
from tests.license_answers import LicenseAnswers
from tests.scale import report
from tests.scale.filled import FilledState
from tests.scale.jobs import measure_jobs
from tests.scale.measured import kept, write
from tests.scale.originals import PART_OF_THE_STATE, keep_a_school, keep_a_year
from tests.scale.tables_of_data import used

FOLDER = ROOT / "build" / "scale"
SIZES = [int(each) for each in os.environ.get("SIZES", "1000 10000 100000 1000000").split()]
STUDENTS = [int(each) for each in os.environ.get("STUDENTS", "565000 5800000").split()]
_AT_A_SCHOOL = 1000
_COUNTED_FIRST = {"/figures", "/figures/csv", "/statistics", "/statistics/csv"}
_COUNTED_UP_TO = 20_000  # forms: the job that these pages wait for reads every fact
_MEMORY = 14 * 2**30


@pytest.mark.timeout(0)
def test_write_the_size(stand_ins: None, clock: Clock, licenses: LicenseAnswers, recorder: Recorder) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    state = FilledState.at(FOLDER / "state.sqlite", clock, licenses, recorder)
    if state.store.copies.done("year") is None:
        keep_a_year(state, PART_OF_THE_STATE)
    if state.store.copies.done("school") is None:
        keep_a_school(state, _AT_A_SCHOOL)
    forms_of_a_copy = state.store.copies.count("year", "FORM")
    for size in SIZES:
        _fill_and_measure(state, "year", -(-size // forms_of_a_copy))
    for students in STUDENTS:
        _fill_and_measure(state, "school", -(-students // _AT_A_SCHOOL))
    _write_the_page(state)


def _write_the_page(state: FilledState) -> None:
    copies = state.store.copies
    bytes_of = {
        "form": copies.bytes_of("year") / copies.count("year", "FORM"),
        "student": copies.bytes_of("school") / copies.count("school", "STUDENT"),
    }
    sizes = sorted(map(kept, FOLDER.glob("*.json")), key=lambda size: (size.forms, size.students))
    pages = {address for method, address in used() if method not in {"JOB", "ROW"}}
    report.write(sizes, {**state.measure(sorted(pages)), **measure_jobs(state)}, bytes_of)


def _fill_and_measure(state: FilledState, kind: str, copies: int) -> None:
    began = time.monotonic()
    state.store.copies.fill(kind, copies)
    name = FOLDER / f"{state.forms}-forms-{state.students}-students.json"
    if name.exists():
        return
    filled = time.monotonic() - began
    items = {each: table.count() for each, table in state.store.tables.items()}
    left_out = _COUNTED_FIRST if state.forms > _COUNTED_UP_TO else set()
    measured = state.measure(path for path in PATHS if path not in left_out)
    write(name, state.forms, state.students, items, measured)
    print(state.forms, state.students, items, f"{filled:.0f} s, then {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
