"""The 404 page of addresses that no route knows, made by the portal: its language, frame, headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.acts import Act
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.web.door import answer_get
from chalicelib.web.register import Route
from chalicelib.web.visit import Page, Visit


def _nothing_here(_visit: Visit) -> Page:
    raise PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")


_ROUTE = Route("/{unknown}", Act.VIEW_PUBLIC_PAGE, _nothing_here)


def not_found(path: str, headers: Mapping[str, str]) -> Response:
    """The page for `path`, in the language and for the session that the request's headers tell."""
    event: dict[str, Any] = {
        "headers": dict(headers),
        "multiValueQueryStringParameters": None,
        "pathParameters": {},
        "stageVariables": {},
        "body": None,
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": _ROUTE.path,
            "path": path,
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }
    return answer_get(Request(event), _ROUTE, {})
