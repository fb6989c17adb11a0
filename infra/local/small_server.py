"""A small HTTP server on the loopback address, in the background: what the local run's stand-ins answer through."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

Reply = tuple[int, dict[str, str], bytes]
"""Status, headers, body."""
Answer = Callable[[str, str, str, Mapping[str, str], bytes], Reply]
"""Takes method, path, raw query string, headers and body."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    wbufsize = -1  # an answer leaves in one piece; of two, the second would wait 40 ms for the first to be acknowledged

    def __init__(self, *arguments: Any, answer: Answer) -> None:
        self._answer = answer
        super().__init__(*arguments)

    def _reply(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, headers, content = self._answer(self.command, parts.path, parts.query, dict(self.headers), body)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _reply  # noqa: N815 - the names that http.server calls

    def log_message(self, *_arguments: object) -> None:
        """Write nothing: a line of http.server would hold the license number that was looked up."""


class SmallServer(ThreadingHTTPServer):
    """Serves from start() to stop(); port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, answer: Answer, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), partial(_Handler, answer=answer))
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report errors, save that a client hung up early."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)
