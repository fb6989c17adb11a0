"""The portal in memory, outside a test: one for each run."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chalicelib.web.http import pipeline
from tests.builders import World
from tests.checks.recorder import Recorder
from tests.clock import Clock
from tests.conftest import portal_tables, use_services_of_tests
from tests.document_files import DocumentFiles
from tests.quick_passwords import QuickPasswords
from tests.simulation.boards import Boards
from tests.simulation.chance import seeded_bits
from tests.simulation.fated_store import FatedStore
from tests.simulation.run import Run


@contextmanager
def run_of(seed: int) -> Iterator[Run]:
    """A run that has not begun."""
    clock, recorder = Clock(), Recorder()
    boards = Boards(clock)
    recorder.start()
    try:
        with pytest.MonkeyPatch.context() as patch, seeded_bits(f"bits {seed}"):
            use_services_of_tests(patch, boards, DocumentFiles(), lambda _real: QuickPasswords())
            patch.setattr(pipeline, "clock", clock)
            with portal_tables(FatedStore) as (table, _client):
                yield Run(World(table, clock, boards, recorder), seed)
    finally:
        recorder.stop()
