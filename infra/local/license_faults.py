"""The failures of the department's license search, as the local license service plays them."""

import json
from collections.abc import Mapping

from infra.local.small_server import Reply

_HUGE_BYTES = 600 * 1024


def json_reply(status: int, answer: object) -> Reply:
    """Return an answer of the search itself."""
    body = json.dumps(answer, ensure_ascii=False).encode()
    pace = {"ratelimit-limit": "300", "ratelimit-remaining": "299", "ratelimit-reset": "60"}
    return status, {"content-type": "application/json", **pace}, body


def gateway_reply(status: int, words: str, **headers: str) -> Reply:
    """Return an answer of the gateway in front of the search."""
    return status, {"content-type": "text/plain; charset=us-ascii", **headers}, words.encode()


NO_MAPPING_RULE = gateway_reply(404, "No Mapping Rule matched")
"""What the gateway says about a path that it does not know."""
SERVER_ERROR = json_reply(500, {"message": "Internal Server Error"})
_BROKEN = b'{"licenseDetails":[{"getFullLicenseDetail":[{"getLicen'
_MAINTENANCE_PAGE = b"<!doctype html><title>Maintenance</title><h1>This service is down for maintenance</h1>"
_WAIT = {"retry-after": "30", "ratelimit-remaining": "0", "ratelimit-reset": "30"}
SLOW = "999408"
"""Answered at last; the client has given up long before."""

FAULTS: Mapping[str, Reply] = {
    "999200": (200, json_reply(200, {})[1], _BROKEN),
    "999201": (200, {"content-type": "text/html"}, _MAINTENANCE_PAGE),
    "999202": json_reply(200, {"status": "OK", "data": {"licenses": []}}),  # another shape
    "999302": (302, {"location": "http://127.0.0.1:9/moved", "content-type": "text/plain"}, b""),
    "999403": gateway_reply(403, "Authentication failed"),
    "999404": json_reply(404, {"message": "Not Found"}),
    "999405": NO_MAPPING_RULE,
    SLOW: json_reply(200, {"licenseDetails": []}),
    "999413": json_reply(200, {"licenseDetails": [], "padding": "x" * _HUGE_BYTES}),
    "999429": gateway_reply(429, "Limits exceeded", **_WAIT),
    "999500": SERVER_ERROR,
    "999503": gateway_reply(503, "Service Unavailable", **{"retry-after": "120"}),
}
"""The digits that play a fault; `license_data/README.md` says which."""
