"""A small Lambda Runtime API: starts AWS's own runtime client on a function, hands it events, and times the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

_LIVES_SECONDS = 15
_SCHEDULED = 2  # Linux: the clock of a process is made of its id and this (clock_getcpuclockid)


@dataclass(frozen=True)
class Function:
    """What Lambda would run: its code's folder, the folder of its libraries ("": the code brings them), its handler."""

    code: Path
    handler: str
    libraries: Path | None = None


@dataclass(frozen=True)
class Run:
    """What one process did, in milliseconds: from its start to its first answer, and on average for each later one.
    `wall` is time on the clock, `processor` what the process itself worked."""

    cold_wall: float
    cold_processor: float
    warm_wall: float
    warm_processor: float
    answer: Mapping[str, Any]


class FunctionFailedError(RuntimeError):
    """The function did not answer; the text is what it wrote."""


class _RuntimeApi(HTTPServer):
    """Hands out the same event `count` times and keeps the answers' times."""

    def __init__(self, event: bytes, count: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.event, self.left = event, count
        self.answered: list[tuple[float, float]] = []
        self.answer = b""
        self.pid = 0
        self.failed = ""

    def note(self, answer: bytes) -> None:
        """Keep an answer and when it came."""
        self.answered.append((time.perf_counter(), _processor_seconds(self.pid)))
        self.answer = answer

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to be waited for."""
        return bool(self.failed) or self.left < 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _RuntimeApi

    def do_GET(self) -> None:
        """The next event. After the last one the client is left without an answer, until it is ended."""
        self.server.left -= 1
        if self.server.left < 0:
            self.close_connection = True
            return
        self._send(
            200,
            self.server.event,
            {
                "Lambda-Runtime-Aws-Request-Id": "request",
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + _LIVES_SECONDS) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-west-2:000000000000:function:bench",
            },
        )

    def do_POST(self) -> None:
        """An answer, or the report of a failure."""
        body = self._body()
        if self.path.endswith("/response"):
            self.server.note(body)
        else:
            self.server.failed = body.decode(errors="replace")
        self._send(202, b"{}", {})

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def run(
    function: Function, runtime: Path, event: Mapping[str, Any], environment: Mapping[str, str], *, warm: int
) -> Run:
    """One process of the function: its first answer, and `warm` more. Raises FunctionFailedError."""
    api = _RuntimeApi(json.dumps(event).encode(), 1 + warm)
    paths = [path for path in (function.code, function.libraries, runtime) if path]
    started = time.perf_counter()
    process = subprocess.Popen(
        # Without site-packages: what Lambda does not have cannot be imported.
        [sys.executable, "-S", "-m", "awslambdaric", function.handler],
        cwd=function.code, env=_environment(function, paths, api.server_port) | dict(environment),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    api.pid, api.timeout = process.pid, _LIVES_SECONDS
    try:
        while not api.is_done and process.poll() is None:
            api.handle_request()
    finally:
        process.kill()
        said = process.communicate()[0]
        api.server_close()
    if api.failed or len(api.answered) != 1 + warm:
        raise FunctionFailedError(f"{function.handler}: {api.failed}\n{said[-2000:]}")
    return _timed(started, api)


def _timed(started: float, api: _RuntimeApi) -> Run:
    (first, worked), (last, worked_in_all) = api.answered[0], api.answered[-1]
    warm = max(len(api.answered) - 1, 1)
    return Run(
        (first - started) * 1000,
        worked * 1000,
        (last - first) * 1000 / warm,
        (worked_in_all - worked) * 1000 / warm,
        json.loads(api.answer),
    )


def _environment(function: Function, paths: Sequence[Path], port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "_HANDLER": function.handler,
        "LAMBDA_TASK_ROOT": str(function.code),
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_LOG_GROUP_NAME": "bench",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
    }


def _processor_seconds(pid: int) -> float:
    """What a process, with all its threads, has worked so far; NaN where the system does not tell of others."""
    try:
        return time.clock_gettime(~pid << 3 | _SCHEDULED)
    except OSError:
        return float("nan")
