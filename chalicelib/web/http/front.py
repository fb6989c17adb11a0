"""The portal as the gateway calls it: closed to whoever did not come through the front, and told which route is meant;
and what the framework answers by itself (405, 415, a broken request) gets our headers and a page instead of JSON.

The gateway hands on every address by one greedy resource: one for each address would be more than it may hold
(docs/decisions/0043). So the route is found here, by the rules that the gateway has: a word before a parameter.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from chalice import Chalice
from chalice.app import Request, Response

from chalicelib.runtime.logging import count, log_failure
from chalicelib.runtime.settings import settings
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS

ORIGIN_HEADER = "x-portal-origin"
GREEDY = "/{proxy+}"
_FORBIDDEN, _NOT_FOUND, _UNAVAILABLE = 403, 404, 503
_MARK, _ALLOW = "Content-Security-Policy", "Allow"


class Portal(Chalice):  # type: ignore[misc]  # the framework has no types
    """The application behind its front."""

    def __call__(self, event: Any, context: Any) -> Any:
        """Answer one event of the gateway; 403 without a word for a request that the front did not send."""
        refusal = _refusal(event.get("headers") or {})
        if refusal:
            wait = {"Retry-After": "10"} if refusal == _UNAVAILABLE else {}
            return Response("", headers=wait, status_code=refusal).to_dict()
        if event.get("resource") != GREEDY:
            return super().__call__(event, context)
        found = route_of(str(event.get("path", "")), tuple(self.routes))
        if found is None:
            return _no_such_page(event)
        pattern, params = found
        asked = {**event["requestContext"], "resourcePath": pattern}
        return super().__call__({**event, "pathParameters": params, "requestContext": asked}, context)


def _refusal(headers: Mapping[str, str]) -> int | None:
    if not settings().origin_secrets:  # no front, as in the local run
        return None
    from chalicelib.runtime.origin_keys import origin_keys  # noqa: PLC0415 - a deployed stage has one

    try:
        known = origin_keys().include(_header(headers, ORIGIN_HEADER))
    except Exception as error:
        log_failure("origin.unknown", error)
        return _UNAVAILABLE
    if not known:
        from chalicelib.domain.metrics import Metric  # noqa: PLC0415 - few come round the front

        count(Metric.ORIGIN_REFUSED)
    return None if known else _FORBIDDEN


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


def finish_framework_answers(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Middleware: pass our own answers on; dress the framework's."""
    response = get_response(request)
    if _MARK in response.headers:
        return response
    from chalicelib.web.http.gateway import bare_page  # noqa: PLC0415 - our own answers pass without it

    body = bare_page(request.headers.get("accept-language", ""))
    headers = {**SECURITY_HEADERS, "Content-Type": HTML}
    if _ALLOW in response.headers:  # which methods there are: a 405 must say it (RFC 9110 15.5.6)
        headers[_ALLOW] = response.headers[_ALLOW]
    return Response(body, headers=headers, status_code=response.status_code)


def _no_such_page(event: Mapping[str, Any]) -> Any:
    from chalicelib.web.http.gateway import bare_page  # noqa: PLC0415 - who asks for a page of ours needs none

    body = bare_page(_header(event.get("headers") or {}, "accept-language"), not_found=True)
    body = "" if event.get("httpMethod") == "HEAD" else body
    headers = {**SECURITY_HEADERS, "Content-Type": HTML}
    return Response(body, headers=headers, status_code=_NOT_FOUND).to_dict()
