"""`make run` from the outside: starts, tells, serves, keeps, stops."""

from __future__ import annotations

import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chalicelib.runtime.logging import log, log_failure
from infra.local.banner import banner
from infra.local.delivery import BackgroundDelivery
from infra.local.demo_report import DemoAccount, DemoReport
from infra.local.log_file import log_to
from infra.local.run import Options
from infra.local.stack import LocalStack, free_port
from infra.template import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FIRST, SECOND = ({"PK": {"S": f"NOTE#{number}"}, "SK": {"S": "NOTE"}} for number in (1, 2))


class Run:
    """A run in a process of its own."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.port = port
        self._store = folder / "data" / "store" / "store.json"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.run"],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "PORT": str(port),
                "DATA_DIR": str(folder / "data"),
                "DEMO": "0",
                "AWS_PROFILE": "a-profile-of-the-developer",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_until_it_answers(self) -> None:
        for _ in range(400):
            if self.process.poll() is not None:
                pytest.fail(f"it ended: {self.process.communicate()[0]}")
            try:
                self.ask("/")
            except OSError:
                time.sleep(0.05)
            else:
                return
        pytest.fail("it does not answer")

    def ask(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Accept": "*/*"})
        content = connection.getresponse().read().decode()
        connection.close()
        return content

    def table(self) -> DynamoDBClient:
        store = LocalStack(self._store.parent)
        store.port = json.loads(self._store.read_text())["port"]
        return store.client()

    def keep(self, item: dict[str, dict[str, str]]) -> None:
        self.table().put_item(TableName="portal", Item=item)

    def keeps(self, item: dict[str, dict[str, str]]) -> bool:
        return "Item" in self.table().get_item(TableName="portal", Key=item)

    def end(self, signal_number: int = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(signal_number)
        output = self.process.communicate(timeout=30)[0]
        return self.process.returncode, output


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Run]:
    run = Run(folder, free_port(), **environment)
    try:
        run.wait_until_it_answers()
        yield run
    finally:
        run.process.terminate()
        run.process.wait(30)


@dataclass
class Days:
    """What was seen of five runs on one folder's data: stopped by Ctrl-C, crashed, stopped by a signal, reset; and of
    two that began while the first one was there, on its data and on their own."""

    folder: Path
    keys_are_for_the_owner_only: bool
    mailbox: str
    unknown_page: str
    second_on_its_data: tuple[int, str]
    another_found_it: bool
    log: str = ""
    addresses: dict[int, str] = field(default_factory=dict)
    ends: dict[int, tuple[int, str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    kept_after: dict[str, bool] = field(default_factory=dict)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    """A start takes two seconds of work: the tests look at the same runs."""
    folder, other_folder = tmp_path_factory.mktemp("run"), tmp_path_factory.mktemp("other")
    keys = folder / "data" / "keys.json"
    with running(folder) as run:
        run.keep(FIRST)
        run.ask("/help")
        second = Run(folder, free_port())
        said = second.process.communicate(timeout=30)[0]
        with running(other_folder) as other:
            another_found_it = other.keeps(FIRST)
        seen = Days(
            folder,
            keys.stat().st_mode & 0o777 == 0o600,
            run.ask("/local/mailbox"),
            run.ask("/no/such/page"),
            (second.process.returncode, said),
            another_found_it,
        )
        _end(run, signal.SIGINT, seen)
        seen.log = (folder / "data" / "portal.log").read_text()
    with running(folder) as crashing:
        seen.keys.append(keys.read_text())
        seen.kept_after["a stop"] = crashing.keeps(FIRST)
        crashing.keep(SECOND)
        crashing.process.kill()
        crashing.process.wait(10)
    with running(folder) as following:
        seen.kept_after["a crash"] = following.keeps(FIRST) and following.keeps(SECOND)
        _end(following, signal.SIGTERM, seen)
    with running(folder, RESET="1") as emptied:
        seen.kept_after["a reset"] = emptied.keeps(FIRST) or emptied.keeps(SECOND)
    return seen


def _end(run: Run, signal_number: int, seen: Days) -> None:
    seen.keys.append((seen.folder / "data" / "keys.json").read_text())
    seen.addresses[signal_number] = f"http://127.0.0.1:{run.port}"
    seen.ends[signal_number] = run.end(signal_number)


@pytest.mark.ministack
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_where_it_is_and_stops_cleanly(days: Days, signal_number: int) -> None:
    code, output = days.ends[signal_number]
    assert code == 0
    assert f"{days.addresses[signal_number]}/local/mailbox" in output
    assert "Ctrl-C" in output
    assert "Traceback" not in output


@pytest.mark.ministack
def test_what_visitors_entered_survives_stop_start_and_crash_until_a_reset(days: Days) -> None:
    assert days.kept_after == {"a stop": True, "a crash": True, "a reset": False}


@pytest.mark.ministack
def test_secret_keys_are_kept_for_their_owner_only(days: Days) -> None:
    assert days.keys_are_for_the_owner_only
    assert len(days.keys) == 3
    assert len(set(days.keys)) == 1


@pytest.mark.ministack
def test_the_mailbox_and_the_portals_own_404_page_are_there(days: Days) -> None:
    assert "mailbox</h1>" in days.mailbox.lower()
    assert "Page not found" in days.unknown_page


@pytest.mark.ministack
def test_each_request_is_a_line_of_the_log_file_and_none_on_the_terminal(days: Days) -> None:
    output = days.ends[signal.SIGINT][1]
    assert '"route": "/help"' in days.log
    assert '"route"' not in output
    assert f"{days.folder}/data/portal.log" in output


@pytest.mark.ministack
def test_a_second_run_on_the_same_data_is_refused_and_told_how(days: Days) -> None:
    code, output = days.second_on_its_data
    assert code == 1
    assert "DATA_DIR=" in output
    assert "Traceback" not in output


@pytest.mark.ministack
def test_two_runs_with_data_of_their_own_do_not_meet(days: Days) -> None:
    assert not days.another_found_it


def test_a_failure_shows_on_the_terminal_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal_log = logging.getLogger("portal")
    before = portal_log.handlers, portal_log.level
    try:
        log_to(tmp_path / "portal.log")
        portal_log.setLevel(logging.INFO)
        log("page", status=200)
        log_failure("page", ValueError("Maria Example"), status=500)
    finally:
        portal_log.handlers, portal_log.level = before
    shown, kept = capsys.readouterr().err, (tmp_path / "portal.log").read_text()
    assert [text.count('"status": 500') for text in (shown, kept)] == [1, 1]
    assert [text.count('"status": 200') for text in (shown, kept)] == [0, 1]
    assert "Maria" not in shown + kept


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = Run(tmp_path, other.getsockname()[1])
        output = run.process.communicate(timeout=30)[0]
    assert run.process.returncode == 1
    assert f"Port {run.port} is taken" in output
    assert f"PORT={run.port + 1} make run" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("port", ["eight", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused_with_an_example(port: str) -> None:
    with pytest.raises(ValueError, match="PORT=8080 make run"):
        Options.read({"PORT": port})


def test_without_wishes_it_takes_port_8000_and_var() -> None:
    assert Options.read({}) == Options(8000, Path("var"), reset=False)
    assert Options.read({"RESET": "0", "PORT": ""}) == Options(8000, Path("var"), reset=False)


@pytest.mark.parametrize(("days", "told"), [(14, False), (15, True)])
def test_old_demo_data_are_announced_after_fourteen_days(days: int, *, told: bool) -> None:
    account = DemoAccount("Parent", "maria@example.test", "a long demo password", "no second factor")
    demo = DemoReport((account,), datetime(2027, 3, 1, tzinfo=UTC))
    text = banner("http://127.0.0.1:8000", Path("var"), demo, datetime(2027, 3, 1 + days, tzinfo=UTC))
    assert "maria@example.test  a long demo password" in text
    assert (f"{days} days old" in text) is told


def test_delivery_goes_on_after_a_failure_and_names_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    tries: list[int] = []

    def deliver() -> None:
        tries.append(1)
        name_of_a_child = "Maria Example"
        raise ConnectionError(name_of_a_child)

    delivery = BackgroundDelivery(deliver, pause_seconds=0.01)
    delivery.start()
    time.sleep(0.2)
    delivery.stop()
    said = capsys.readouterr().err
    assert len(tries) > 1
    assert said.count("ConnectionError") == 1
    assert "Maria" not in said
