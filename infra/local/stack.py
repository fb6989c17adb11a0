"""The embedded store: ministack in its own process, on a free loopback port, with the portal's tables."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import boto3
from botocore.config import Config

from infra.template import AUDIT_TABLE, MAIN_TABLE, ROOT, create_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

EXECUTABLE = ROOT / ".venv-ministack" / "bin" / "ministack"
REGION = "us-west-2"
TABLE_NAMES = {MAIN_TABLE: "portal", AUDIT_TABLE: "portal-audit"}

_START_SECONDS = 20.0
_STOP_SECONDS = 60.0
_POLL_SECONDS = 0.05


class StackError(RuntimeError):
    """The embedded store cannot run; the text says what to do."""


def free_port() -> int:
    """Return a loopback port that no one uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def loopback_environment() -> dict[str, str]:
    """Settings that keep every AWS client on loopback, whatever the developer has configured."""
    return {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_SESSION_TOKEN": "",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


class LocalStack:
    """A running store with the portal's tables. Use it with `with`, or call start() and stop().

    `folder` holds state, log and process note; without one a temporary folder is used and thrown away.
    The store writes its state when it is stopped, so stop() waits for it. Raises StackError when it
    cannot start.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="portal-store-")
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def endpoint_url(self) -> str:
        """Where the store listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the portal finds this store."""
        return {
            **loopback_environment(),
            "PORTAL_DYNAMODB_ENDPOINT": self.endpoint_url,
            "PORTAL_TABLE": TABLE_NAMES[MAIN_TABLE],
            "PORTAL_AUDIT_TABLE": TABLE_NAMES[AUDIT_TABLE],
        }

    def client(self) -> DynamoDBClient:
        return boto3.client(
            "dynamodb",
            endpoint_url=self.endpoint_url,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - the store asks for none
            config=Config(retries={"max_attempts": 3, "mode": "standard"}),
        )

    def start(self) -> None:
        """Start the store and create the tables that are not there yet."""
        if not EXECUTABLE.exists():
            raise StackError("The embedded store is not installed. Run: make setup")
        self.folder.mkdir(parents=True, exist_ok=True)
        end_left_over_store(self.folder)
        self.port = free_port()
        self._process = self._spawn()
        try:
            self._wait_until_ready()
            create_tables(self.client(), TABLE_NAMES)
        except BaseException:
            self.stop()
            raise

    def is_running(self) -> bool:
        """Return whether the store's process is alive."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop the store and wait until its state is written."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
            _note(self.folder).unlink(missing_ok=True)
        if self._temporary:
            self._temporary.cleanup()

    def _spawn(self) -> subprocess.Popen[bytes]:
        scratch = self.folder / "tmp"
        scratch.mkdir(exist_ok=True)
        environment = {
            **loopback_environment(),
            "PATH": os.environ.get("PATH", os.defpath),
            "TMPDIR": str(scratch),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "SERVICES": "dynamodb",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.folder / "state"),
            "MINISTACK_REGION": REGION,
            "LOG_LEVEL": "WARNING",
            # The store looks for containers to tidy up; it has no business with the developer's.
            "DOCKER_HOST": "unix:///nonexistent",
        }
        with (self.folder / "store.log").open("ab") as log:
            # Its own session: Ctrl-C reaches the run alone, which then stops the store last.
            process = subprocess.Popen(
                [str(EXECUTABLE)], env=environment, cwd=scratch, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        _note(self.folder).write_text(json.dumps({"pid": process.pid, "port": self.port}))
        return process

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.is_running():
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(_POLL_SECONDS)
        message = f"The embedded store did not start. Its log: {self.folder / 'store.log'}"
        raise StackError(message)


def end_left_over_store(folder: Path) -> None:
    """Stop the store that a crashed run left in `folder`, so that it writes its state before we read it."""
    note = _note(folder)
    if not note.exists():
        return
    with suppress(ValueError, KeyError):
        pid = int(json.loads(note.read_text())["pid"])
        if _is_store(pid):
            _end(pid)
    note.unlink()


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while _is_store(pid) and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)


def _is_store(pid: int) -> bool:
    """Return whether `pid` is a store still, and not a process that got the same number since."""
    if Path("/proc/self").exists():
        try:
            return os.fsencode(EXECUTABLE) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return str(EXECUTABLE) in shown.stdout


def _note(folder: Path) -> Path:
    return folder / "store.json"
