"""The demo, made once in the embedded store for all tests of this folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.storage import table
from infra.local.demo.making import tell_all
from infra.local.demo.stage import Stage
from infra.local.stack import LocalStack
from tests.conftest import forget_settings


@dataclass(frozen=True)
class Told:
    """The demo as it was made, and its tables."""

    stage: Stage
    tables: table.Table


@contextmanager
def telling(now: datetime) -> Iterator[Told]:
    """The demo in a store of its own, made as if `now` were the present."""
    with LocalStack() as store:
        before = dict(os.environ)
        os.environ.update(store.environment)
        forget_settings()
        try:
            yield Told(tell_all(now), table.portal_table())
        finally:
            os.environ.clear()
            os.environ.update(before)
            forget_settings()


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    """The demo of a leap day, just after midnight: the day on which dates go wrong first."""
    with telling(datetime(2028, 2, 29, 0, 20, tzinfo=ZoneInfo("America/Los_Angeles"))) as made:
        yield made
