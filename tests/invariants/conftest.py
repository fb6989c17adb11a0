"""The matrices of this folder are sampled: see tests/sampling.py."""

from pathlib import Path

import pytest

from tests.sampling import keep_a_sample


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a fixed sample of each large matrix of this folder."""
    keep_a_sample(Path(__file__).parent, config, items)
