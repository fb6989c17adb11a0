"""The names of the tests that this run found, before any was left out by its mark or by a sample."""

import pytest

COLLECTED = pytest.StashKey[set[str]]()
