"""`make run`: the whole portal on this machine. Environment: PORT, RESET=1, DATA_DIR (default var/),
DEMO=0 (no demo data), NIGHTLY=0 (no nightly work)."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from infra.local.banner import banner
from infra.local.folder import DataFolder, FolderInUseError
from infra.local.gateway import PortalServer, PortTakenError
from infra.local.portal import leave_the_developers_surroundings, open_portal
from infra.local.stack import LocalStack, StackError

_DEFAULT_PORT = "8000"
_FAILED = 1


@dataclass(frozen=True)
class Options:
    """How this run was asked for."""

    port: int
    data_dir: Path
    reset: bool

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Options:
        """Return the options from the environment. Raises ValueError for a PORT that is no port."""
        port = environment.get("PORT") or _DEFAULT_PORT
        if not port.isdigit() or not 0 < int(port) < 2**16:
            message = f"PORT={port} is not a port number. Example: PORT=8080 make run"
            raise ValueError(message)
        data_dir = Path(environment.get("DATA_DIR") or "var")
        return cls(int(port), data_dir, environment.get("RESET", "") not in {"", "0"})


def main() -> int:
    """Run until Ctrl-C or SIGTERM. Returns the exit code."""
    stopping = Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, lambda *_: stopping.set())
    try:
        options = Options.read(os.environ)
    except ValueError as problem:
        return _failed(str(problem))
    try:
        with ExitStack() as closing:
            return _run(options, closing, stopping)
    except PortTakenError:
        return _failed(
            f"Port {options.port} is taken by another program. Choose a free one: PORT={options.port + 1} make run"
        )
    except FolderInUseError:
        return _failed(
            f"A portal already runs with the data in {options.data_dir}/. "
            "Stop it first, or give this one its own:\n"
            f"  DATA_DIR={options.data_dir}/second PORT={options.port + 1} make run"
        )
    except StackError as problem:
        return _failed(str(problem))


def _run(options: Options, closing: ExitStack, stopping: Event) -> int:
    leave_the_developers_surroundings()
    server = PortalServer(options.port)
    folder = DataFolder(options.data_dir)
    closing.callback(folder.close)
    if options.reset:
        folder.wipe()
    store = closing.enter_context(LocalStack(folder.store))
    base_url = f"http://127.0.0.1:{options.port}"
    portal = open_portal(folder, store, base_url)
    portal.start(server, closing)
    print(banner(base_url, options.data_dir, portal.demo, datetime.now(UTC)), flush=True)
    return _wait(stopping, store.is_running, folder.store / "store.log")


def _wait(stopping: Event, is_store_running: Callable[[], bool], store_log: Path) -> int:
    while not stopping.wait(1):
        if not is_store_running():
            return _failed(f"The embedded store ended unexpectedly. Its log: {store_log}")
    print("\nStopping ...", flush=True)
    return 0


def _failed(message: str) -> int:
    print(message, file=sys.stderr)
    return _FAILED


if __name__ == "__main__":
    raise SystemExit(main())
