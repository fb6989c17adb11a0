"""The small local server that stands in for the mail service and the state's license service."""

from __future__ import annotations

from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from infra.local import license_service, mail
from infra.local.mail import Answer, Mailbox


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def __init__(self, *arguments: Any, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_arguments: object) -> None:
        """Write nothing: mails are seen in the mailbox, and a line of http.server would hold the license number that
        was looked up."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, headers, content = self._dispatch(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _dispatch(self, body: bytes) -> Answer:
        address = urlsplit(self.path)
        if self.command == "POST" and address.path == mail.SEND_PATH:
            return mail.send(self._mailbox, body)
        if address.path.startswith(license_service.BASE_PATH + "/"):
            return license_service.handle(self.command, address.path, address.query, dict(self.headers), body)
        return 404, {"Content-Type": "text/plain"}, b"No service here"


class LocalServices:
    """Both stand-ins on one free loopback port, served in the background."""

    def __init__(self, mailbox: Mailbox) -> None:
        handler = partial(_Handler, mailbox=mailbox)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = Thread(target=self._server.serve_forever, name="local-services", daemon=True)

    @property
    def base_url(self) -> str:
        """Address of the server."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the portal finds the stand-ins."""
        return {
            "PORTAL_MAIL_ENDPOINT": self.base_url,
            "PORTAL_LICENSE_BASE_URL": self.base_url + license_service.BASE_PATH,
            "PORTAL_LICENSE_APP_ID": "local",
            "PORTAL_LICENSE_APP_KEY": "local",
        }

    def start(self) -> None:
        """Serve until stop() is called."""
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
