"""The whole portal behind its local server, on the embedded store: for what only real threads and a real store show."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode

from chalice import Chalice

from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import csrf_token
from chalicelib.web.http.front import finish_framework_answers
from chalicelib.web.route_table import site
from infra.local.gateway import PortalServer, Site
from infra.local.not_found import not_found, unreadable
from tests.architecture.source import ROOT
from tests.portal import FORM_TYPE, Portal

_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What a browser got."""

    status: int
    location: str
    text: str


def serve() -> PortalServer:
    """The portal on a free loopback port. It is an application of its own: the server changes its class."""
    app = Chalice(app_name="exemption-portal", debug=False)
    app.register_blueprint(site())
    app.register_middleware(finish_framework_answers, "http")
    server = PortalServer(0)
    server.serve(Site(app, ROOT / "static", not_found, unreadable))
    return server


def post(port: int, browser: Portal, path: str, fields: dict[str, str]) -> Answer:
    """Send a form from this browser; safe to call from many threads at once."""
    body = urlencode({"csrf": csrf_token(browser.binding), **fields})
    headers = {"Content-Type": FORM_TYPE, "Cookie": f"{cookies.SESSION}={browser.jar[cookies.SESSION]}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("POST", path, body=body, headers=headers)
        got = connection.getresponse()
        return Answer(got.status, got.getheader("Location") or "", got.read().decode())
    finally:
        connection.close()
