"""Limits that differ by the release of Python: its standard library loads and runs other things."""

import sys
from collections.abc import Mapping


def of_this_python(limits: Mapping[str, int]) -> int:
    """The limit of the Python that runs the tests; of one that has none of its own the highest."""
    return limits.get(f"{sys.version_info.major}.{sys.version_info.minor}", max(limits.values()))
