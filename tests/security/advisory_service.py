"""A stand-in for the advisory services, on this machine: it answers pip-audit as OSV does and npm as its registry."""

import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from infra.supply.audit import LONG_KNOWN, LONG_KNOWN_NPM

KNOWN_FOR_LONG = {LONG_KNOWN[0]: LONG_KNOWN[1], LONG_KNOWN_NPM[0]: LONG_KNOWN_NPM[1]}


@contextmanager
def advisory_service(weak: Mapping[str, str], *, refuses: bool = False) -> Iterator[str]:
    """The address of a service that knows these weak packages, by name and version; or one that refuses to answer."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            asked = json.loads(gzip.decompress(sent) if self.headers["Content-Encoding"] == "gzip" else sent)
            self._answer(_of_osv(asked, weak) if self.path == "/osv" else _of_npm(asked, weak))

        def do_GET(self) -> None:
            self.send_error(404)

        def _answer(self, found: dict[str, Any]) -> None:
            body = json.dumps(found).encode()
            self.send_response(503 if refuses else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _of_osv(asked: dict[str, Any], weak: Mapping[str, str]) -> dict[str, Any]:
    name, version = asked["package"]["name"], asked["version"]
    if weak.get(name) != version:
        return {}
    affected = {"package": {"name": name, "ecosystem": "PyPI"}, "versions": [version]}
    return {"vulns": [{"id": "PYSEC-0000-1", "summary": "A weakness", "affected": [affected]}]}


def _of_npm(asked: Mapping[str, list[str]], weak: Mapping[str, str]) -> dict[str, Any]:
    advisory = {"id": 1, "url": "https://example.org/1", "title": "A weakness", "severity": "critical"}
    return {
        name: [{**advisory, "vulnerable_versions": f"<={weak[name]}"}]
        for name, versions in asked.items()
        if weak.get(name) in versions
    }
