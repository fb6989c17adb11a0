"""The conftest of the copied folder: no chance, no time limit, and nothing kept from before the change.

A mutant is tried in a process that has already run the unchanged code, so what that kept is forgotten first. While
mutmut notes which test runs which function, every test forgets again: a kept answer would hide who asked for it.
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, Phase, settings

# The same examples for every mutant, and none refused for being slow: a busy machine notices no mutant. A failure
# is enough, the smallest one is not looked for. The tests run more than once in one process, so those that stand in a
# class have another instance of it each time.
settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.differing_executors],
)


def _forget() -> None:
    for name in os.environ["MUTATED_MODULES"].split(","):
        for each in list(vars(sys.modules.get(name, object)).values()):
            getattr(each, "cache_clear", lambda: None)()


def pytest_configure(config: pytest.Config) -> None:
    """After the tests' own conftest, and before any of them is imported."""
    del config
    settings.load_profile("mutants")


def pytest_sessionstart() -> None:
    """Before a mutant's first test."""
    _forget()


def pytest_runtest_setup() -> None:
    """Before each test, while it is noted what it runs."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()
