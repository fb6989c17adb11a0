"""The matrices of this folder are sampled: see tests/sampling.py."""

from pathlib import Path

import pytest

from chalicelib.storage.table import Table
from tests.checks.recorder import Recorder
from tests.clock import Clock
from tests.license_answers import LicenseAnswers
from tests.sampling import keep_a_sample
from tests.security.full_cases import FullWorld

_SMALL = 24


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a fixed sample of each large matrix over the addresses (parameters `path`, `where`)."""
    keep_a_sample(Path(__file__).parent, config, items, _SMALL, over=("path", "where"))


@pytest.fixture
def full_world(tables: Table, clock: Clock, licenses: LicenseAnswers, recorder: Recorder) -> FullWorld:
    """Makes cases with a text of the test's in every field: see tests/security/full_cases.py."""
    return FullWorld(tables, clock, licenses, recorder)
