"""The demo of today, as a local run made it, for all tests of this folder; and a demo of any other day."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from chalicelib.storage import table
from chalicelib.wiring import services
from infra.local.demo.making import tell_all
from infra.local.demo.play import StoryClock
from infra.local.demo.stage import Stage
from infra.local.document_store import DocumentStoreStandIn
from infra.local.small_server import SmallServer
from infra.local.stack import LocalStack
from tests.conftest import forget_settings
from tests.demo_run import copy_of_the_demo


@dataclass(frozen=True)
class Told:
    """The demo as it was made, and its tables."""

    stage: Stage
    tables: table.Table


@contextmanager
def _in_a_store(folder: Path | None = None, **settings: str) -> Iterator[None]:
    """The portal's settings are those of a store of its own."""
    with LocalStack(folder) as store:
        before = dict(os.environ)
        os.environ.update({**store.environment, **settings})
        forget_settings()
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
            forget_settings()


@contextmanager
def telling(now: datetime, folder: Path) -> Iterator[Told]:
    """The demo in a store of its own, made as if `now` were the present; the files of its documents are in `folder`."""
    documents = SmallServer(DocumentStoreStandIn(folder).handle)
    documents.start()
    try:
        with _in_a_store(PORTAL_DOCUMENTS_ENDPOINT=documents.base_url):
            yield Told(tell_all(now), table.portal_table())
    finally:
        documents.stop()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The demo of today, after the run that made it has stopped."""
    data = tmp_path_factory.mktemp("demo") / "var"
    copy_of_the_demo(data, tmp_path_factory)
    made_at = json.loads((data / "store" / "demo.json").read_text())["made_at"]
    with _in_a_store(data / "store", PORTAL_KEYS=(data / "keys.json").read_text()):
        yield Told(Stage(services(), StoryClock(datetime.fromisoformat(made_at))), table.portal_table())
