"""The embedded store: the portal's tables on a port of their own, kept between starts."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import stack
from infra.local.folder import DataFolder, FolderInUseError
from infra.local.stack import LocalStack, StackError, end_left_over_store

pytestmark = pytest.mark.ministack
ITEM = {"PK": {"S": "CHILD#1"}, "SK": {"S": "HEAD"}, "card": {"S": "x"}}
KEY = {"PK": ITEM["PK"], "SK": ITEM["SK"]}


@pytest.fixture
def started(tmp_path: Path) -> Iterator[LocalStack]:
    with LocalStack(tmp_path / "store") as running:
        yield running


def kept_in(folder: Path) -> dict[str, object] | None:
    with LocalStack(folder) as running:
        return running.client().get_item(TableName="portal", Key=KEY).get("Item")


def test_both_tables_are_there_with_the_index_of_the_template(started: LocalStack) -> None:
    client = started.client()
    assert set(client.list_tables()["TableNames"]) == {"portal", "portal-audit"}
    index = client.describe_table(TableName="portal")["Table"]["GlobalSecondaryIndexes"][0]
    assert index["IndexName"] == "GSI1"


def test_what_was_written_survives_stop_and_start(started: LocalStack) -> None:
    started.client().put_item(TableName="portal", Item=ITEM)
    started.stop()
    assert kept_in(started.folder) == ITEM


def test_a_store_left_over_by_a_crash_is_stopped_and_its_data_are_kept(started: LocalStack) -> None:
    started.client().put_item(TableName="portal", Item=ITEM)
    left_over = started._process
    assert left_over
    started._process = None  # the run is gone; its store is not
    end_left_over_store(started.folder)
    assert left_over.wait(10) == 0
    assert kept_in(started.folder) == ITEM


def test_a_process_that_got_the_same_number_since_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text(f'{{"pid": {os.getpid()}, "port": 1}}')
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    end_left_over_store(tmp_path)
    signal.signal(signal.SIGTERM, before)
    assert received == []
    assert not (tmp_path / "store.json").exists()


def test_two_stores_at_once_share_nothing(started: LocalStack) -> None:
    started.client().put_item(TableName="portal", Item=ITEM)
    with LocalStack() as other:
        assert other.port != started.port
        assert "Item" not in other.client().get_item(TableName="portal", Key=KEY)
    assert not other.folder.exists()


def test_without_the_store_installed_the_message_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stack, "EXECUTABLE", tmp_path / ".venv-ministack" / "bin" / "ministack")
    with pytest.raises(StackError, match="make setup"):
        LocalStack(tmp_path / "store").start()


def test_a_store_that_cannot_start_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "EXECUTABLE", Path("/bin/false"))
    with pytest.raises(StackError, match=r"store\.log"):
        LocalStack(tmp_path / "store").start()


def test_a_failure_while_the_tables_are_made_leaves_no_store_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(stack, "create_tables", fail)
    unlucky = LocalStack(tmp_path / "store")
    with pytest.raises(ConnectionError):
        unlucky.start()
    assert not unlucky.is_running()
    assert not (tmp_path / "store" / "store.json").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", unlucky.port)) != 0


def test_one_run_holds_the_folder(tmp_path: Path) -> None:
    first = DataFolder(tmp_path)
    with pytest.raises(FolderInUseError):
        DataFolder(tmp_path)
    first.close()
    DataFolder(tmp_path).close()
