"""The portal's local server: chalice's gateway emulation, and what it leaves out of the real gateway."""

from __future__ import annotations

import base64
import secrets
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from chalice.app import Chalice, Response
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, CustomLocalChalice, ForbiddenError, LocalGateway, LocalGatewayException

from infra.local.static_files import static_file

Page = Callable[[str, Mapping[str, str]], Response]

_FUNCTION_SECONDS = 29
_GATEWAY_BODY_BYTES = 10 * 1024 * 1024


class Gateway(LocalGateway):
    """Fills in the fields of a real payload (version 1) that chalice's emulation leaves out."""

    def _generate_lambda_event(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None
    ) -> dict[str, Any]:
        event: dict[str, Any] = super()._generate_lambda_event(method, path, headers, body)
        query = event["multiValueQueryStringParameters"]
        context = event["requestContext"]
        context["requestId"] = secrets.token_hex(16)
        context["stage"] = "api"
        context["protocol"] = "HTTP/1.1"
        context["identity"]["userAgent"] = headers.get("User-Agent", "")
        event["resource"] = context["resourcePath"]
        event["path"] = context["path"]
        event["httpMethod"] = method
        event["multiValueHeaders"] = {name: [value] for name, value in event["headers"].items()}
        if body is not None and "*/*" in self._app_object.api.binary_types:
            event["body"], event["isBase64Encoded"] = base64.b64encode(body).decode(), True
        event["queryStringParameters"] = {name: values[-1] for name, values in query.items()} if query else None
        return event


@dataclass
class Site:
    """What is served: the app, its static files, extra local pages by path prefix, the 404 page.

    `not_found(path, headers)` gives the page for addresses that no route knows, `unreadable(path, headers)` the one for
    what the gateway refuses by itself.
    """

    app: Chalice
    static_dir: Path
    not_found: Page
    unreadable: Page
    local_pages: Mapping[str, Page] = field(default_factory=dict)
    gateway: Gateway = field(init=False)

    def __post_init__(self) -> None:
        # Chalice keeps the current request on the app; its local class keeps it per thread.
        self.app.__class__ = CustomLocalChalice
        self.gateway = Gateway(self.app, Config.create(app_name=self.app.app_name, lambda_timeout=_FUNCTION_SECONDS))


class _Handler(ChaliceRequestHandler):
    # Without it every small answer waits 40 ms for the browser's acknowledgement.
    disable_nagle_algorithm = True
    timeout = 120

    def __init__(self, *arguments: Any, site: Site) -> None:
        self._site = site
        self.local_gateway = site.gateway
        # Chalice's own constructor would build and sort its routes again for every connection.
        BaseHTTPRequestHandler.__init__(self, *arguments)

    def log_message(self, *_arguments: object) -> None:
        """Write nothing: the portal's log has a line for each request, and the one of http.server would hold the
        whole address, with the secret of a mailed link in it."""

    def _generic_handle(self) -> None:
        if not self._is_acceptable():
            return
        path = urlsplit(self.path).path
        page = self._own_page(path)
        if page is not None:
            self._parse_payload()
            self._send_page(page)
            return
        try:
            super()._generic_handle()
        except ConnectionError:
            raise
        except Exception:
            traceback.print_exc()
            self.close_connection = True
            self._send_http_response(502, {}, '{"message":"Internal server error"}')

    def _is_acceptable(self) -> bool:
        """Refuse what the real gateway refuses before it calls the portal."""
        length = self.headers.get("Content-Length", "0")
        if length.isdigit() and int(length) <= _GATEWAY_BODY_BYTES:
            return True
        self.send_error(413 if length.isdigit() else 400)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what http.server refuses (an address or headers too long, an unknown method) with a page, too."""
        self.close_connection = True
        self.request_version = "HTTP/1.1"  # where the request told none that is known, http.server would send no status
        page = self._site.unreadable("", dict(getattr(self, "headers", None) or {}))
        self._send_http_response(code, {**page.headers, "Connection": "close"}, page.body)

    do_GET = do_HEAD = do_POST = do_PUT = _generic_handle  # noqa: N815 - the names that http.server calls
    do_PATCH = do_DELETE = do_OPTIONS = _generic_handle  # noqa: N815

    def _own_page(self, path: str) -> Response | None:
        if path.startswith("/static/"):
            found = static_file(self._site.static_dir, path.removeprefix("/static/"))
            return found or self._site.not_found(path, dict(self.headers))
        for prefix, page in self._site.local_pages.items():
            if path == prefix or path.startswith(prefix + "/"):
                return page(path, dict(self.headers))
        return None

    def _send_error_response(self, error: LocalGatewayException) -> None:
        if isinstance(error, ForbiddenError):
            # The emulation answers 403 where no route matches; the real gateway gives our 404 page.
            self._send_page(self._site.not_found(self.path, dict(self.headers)))
        else:
            super()._send_error_response(error)

    def _send_page(self, page: Response) -> None:
        self._send_http_response(page.status_code, dict(page.headers), page.body)

    def _send_http_response_with_body(self, code: int, headers: dict[str, Any], body: str | bytes) -> None:
        if self.command != "HEAD":
            super()._send_http_response_with_body(code, headers, body)
            return
        content = body if isinstance(body, bytes) else body.encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self._send_headers(headers)

    def version_string(self) -> str:
        return "portal"


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report errors, save that a browser closed its connection early: that is no news."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Server6(_Server):
    address_family = socket.AF_INET6


class PortTakenError(RuntimeError):
    """Another program listens on the port."""


class PortalServer:
    """Listens on 127.0.0.1 and, where there is one, on ::1, so that `localhost` answers as well.

    The port is taken when the object is made (else PortTakenError); visitors wait until serve() is called.
    """

    def __init__(self, port: int) -> None:
        self._ready = Event()
        self._site: Site | None = None
        try:
            self._servers: list[_Server] = [_Server(("127.0.0.1", port), self._handler)]
        except OSError as problem:
            raise PortTakenError(str(port)) from problem
        self.port = self._servers[0].server_port
        with suppress(OSError):
            self._servers.append(_Server6(("::1", self.port), self._handler))
        self._threads: list[Thread] = []

    def serve(self, site: Site) -> None:
        self._site = site
        for server in self._servers:
            thread = Thread(target=partial(server.serve_forever, poll_interval=0.1), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Take no more visitors."""
        for server in self._servers:
            if self._threads:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    def _handler(self, *arguments: Any) -> _Handler:
        assert self._site is not None, "served before a site was given"  # noqa: S101 - for the type checker
        return _Handler(*arguments, site=self._site)
