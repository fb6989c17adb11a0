"""The portal as the gateway calls it: closed to whoever did not come through the front, and told which route is meant.

The gateway hands on every address by one greedy resource: one for each address would be more than it may hold
(docs/decisions/0043). So the route is found here, by the rules that the gateway has: a word before a parameter.
"""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from chalice import Chalice
from chalice.app import Response

from chalicelib.runtime.logging import log, log_failure
from chalicelib.runtime.origin_keys import origin_keys

ORIGIN_HEADER = "x-portal-origin"
GREEDY = "/{proxy+}"


class Portal(Chalice):  # type: ignore[misc]  # the framework has no types
    """The application behind its front."""

    def __call__(self, event: Any, context: Any) -> Any:
        """Answer one event of the gateway; 403 without a word for a request that the front did not send."""
        refusal = _refusal(event.get("headers") or {})
        if refusal:
            return Response("", status_code=refusal).to_dict()
        if event.get("resource") != GREEDY:
            return super().__call__(event, context)
        found = route_of(str(event.get("path", "")), tuple(self.routes))
        if found is None:
            return _no_such_page(event)
        pattern, params = found
        asked = {**event["requestContext"], "resourcePath": pattern}
        return super().__call__({**event, "pathParameters": params, "requestContext": asked}, context)


def _refusal(headers: Mapping[str, str]) -> HTTPStatus | None:
    keys = origin_keys()
    if keys is None:
        return None
    sent = _header(headers, ORIGIN_HEADER)
    try:
        known = keys.include(sent)
    except Exception as error:
        log_failure("origin.unknown", error)
        return HTTPStatus.SERVICE_UNAVAILABLE
    if not known:
        log("origin.refused", status=HTTPStatus.FORBIDDEN)
    return None if known else HTTPStatus.FORBIDDEN


def _header(headers: Mapping[str, str], wanted: str) -> str:
    return next((value for name, value in headers.items() if name.lower() == wanted), "")


def route_of(path: str, patterns: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
    """The pattern that an address has, and its parameters; None for an address that no route knows."""
    parts = path.removeprefix("/").removesuffix("/").split("/")
    for pattern, wanted in _by_length(patterns).get(len(parts), ()):
        pairs = list(zip(parts, wanted, strict=True))
        if all(part if name else part == word for part, (word, name) in pairs):
            return pattern, {name: part for part, (_word, name) in pairs if name}
    return None


@cache
def _by_length(patterns: tuple[str, ...]) -> Mapping[int, list[tuple[str, list[tuple[str, str]]]]]:
    """The patterns by how many parts they have, each with its parts as (word, "") or ("", name): words come first."""
    found: dict[int, list[tuple[str, list[tuple[str, str]]]]] = {}
    for pattern in patterns:
        parts = [("", part[1:-1]) if part.startswith("{") else (part, "") for part in pattern.strip("/").split("/")]
        found.setdefault(len(parts), []).append((pattern, parts))
    for of_length in found.values():
        of_length.sort(key=lambda each: [bool(name) for _word, name in each[1]])
    return found


def _no_such_page(event: Mapping[str, Any]) -> Any:
    from chalicelib.web.http.gateway import bare_page  # noqa: PLC0415 - who asks for a page of ours needs none
    from chalicelib.web.http.headers import HTML, SECURITY_HEADERS  # noqa: PLC0415 - as above

    body = bare_page(_header(event.get("headers") or {}, "accept-language"), not_found=True)
    body = "" if event.get("httpMethod") == "HEAD" else body
    headers = {**SECURITY_HEADERS, "Content-Type": HTML}
    return Response(body, headers=headers, status_code=HTTPStatus.NOT_FOUND).to_dict()
