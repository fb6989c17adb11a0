"""The failures of the department's license search, as the local license service plays them."""

import json
import time
from collections.abc import Callable, Mapping

_HUGE_BYTES = 600 * 1024

Reply = tuple[int, dict[str, str], bytes]
Fault = Callable[[float], Reply]
"""Takes the seconds that a slow answer takes."""


def json_reply(status: int, answer: object) -> Reply:
    """Return an answer of the search itself."""
    body = json.dumps(answer, ensure_ascii=False).encode()
    pace = {"ratelimit-limit": "300", "ratelimit-remaining": "299", "ratelimit-reset": "60"}
    return status, {"content-type": "application/json", **pace}, body


def gateway_reply(status: int, words: str, **headers: str) -> Reply:
    """Return an answer of the gateway in front of the search."""
    return status, {"content-type": "text/plain; charset=us-ascii", **headers}, words.encode()


def _broken_json(_slow_seconds: float) -> Reply:
    status, headers, _body = json_reply(200, {})
    return status, headers, b'{"licenseDetails":[{"getFullLicenseDetail":[{"getLicen'


def _maintenance_page(_slow_seconds: float) -> Reply:
    page = b"<!doctype html><title>Maintenance</title><h1>This service is down for maintenance</h1>"
    return 200, {"content-type": "text/html"}, page


def _other_shape(_slow_seconds: float) -> Reply:
    return json_reply(200, {"status": "OK", "data": {"licenses": []}})


def _redirect(_slow_seconds: float) -> Reply:
    return 302, {"location": "http://127.0.0.1:9/moved", "content-type": "text/plain"}, b""


def _denied(_slow_seconds: float) -> Reply:
    return gateway_reply(403, "Authentication failed")


def _missing(_slow_seconds: float) -> Reply:
    return json_reply(404, {"message": "Not Found"})


def no_mapping_rule(_slow_seconds: float) -> Reply:
    """Return what the gateway says about a path that it does not know."""
    return gateway_reply(404, "No Mapping Rule matched")


def slow(slow_seconds: float) -> Reply:
    """Answers at last; the client has given up long before."""
    time.sleep(slow_seconds)
    return json_reply(200, {"licenseDetails": []})


def _huge(_slow_seconds: float) -> Reply:
    return json_reply(200, {"licenseDetails": [], "padding": "x" * _HUGE_BYTES})


def too_many(_slow_seconds: float) -> Reply:
    """Return the answer to one request too many."""
    pace = {"retry-after": "30", "ratelimit-remaining": "0", "ratelimit-reset": "30"}
    return gateway_reply(429, "Limits exceeded", **pace)


def server_error(_slow_seconds: float) -> Reply:
    """Return the answer of a broken service."""
    return json_reply(500, {"message": "Internal Server Error"})


def _maintenance(_slow_seconds: float) -> Reply:
    return gateway_reply(503, "Service Unavailable", **{"retry-after": "120"})


FAULTS: Mapping[str, Fault] = {
    "999200": _broken_json,
    "999201": _maintenance_page,
    "999202": _other_shape,
    "999302": _redirect,
    "999403": _denied,
    "999404": _missing,
    "999405": no_mapping_rule,
    "999408": slow,
    "999413": _huge,
    "999429": too_many,
    "999500": server_error,
    "999503": _maintenance,
}
"""The digits that play a fault; `license_data/README.md` says which."""
