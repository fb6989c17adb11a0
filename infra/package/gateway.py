"""One greedy resource of the gateway in the place of one for each address, which would be more than it may hold: the
portal finds the route itself (chalicelib/web/http/front.py, docs/decisions/0043)."""

from __future__ import annotations

from typing import Any

from chalicelib.web.http.front import GREEDY

_METHODS = (
    "delete",
    "get",
    "head",
    "options",
    "patch",
    "post",
    "put",
)  # the portal itself refuses those that it has not
_OF_METHODS = ("consumes", "produces", "responses")


def hand_on_every_address(template: dict[str, Any]) -> None:
    """Let the gateway hand every address and method to the portal."""
    properties = template["Resources"]["RestAPI"]["Properties"]
    body = properties["DefinitionBody"]
    method = {name: value for name, value in body["paths"]["/"]["get"].items() if name not in _OF_METHODS}
    proxy = {"name": "proxy", "in": "path", "required": True, "type": "string"}
    body["paths"] = {
        "/": dict.fromkeys(_METHODS, method),
        GREEDY: {name: {**method, "parameters": [proxy]} for name in _METHODS},
    }
    body.pop("definitions", None)
    # The gateway's figures are told apart by its name alone, and several stages may share an account.
    properties["Name"] = {"Fn::Sub": "portal-${Stage}"}
    template["Outputs"].pop("EndpointURL", None)


def resources_of(body: dict[str, Any]) -> int:
    """How many resources the gateway makes of a description: one for each part of a path, and the root."""
    parts = {"/"}
    for path in body["paths"]:
        words = path.strip("/").split("/")
        parts |= {"/".join(words[: number + 1]) for number in range(len(words)) if words[0]}
    return len(parts)
