"""What each function's role allows, one right at a time, as its policy says it (.chalice/policy-*.json)."""

import json
from collections.abc import Iterator
from typing import Any

from infra.template import ROOT

Right = tuple[str, str]
"""On what, by its name in the template, and the action: ("PortalTable", "dynamodb:Query")."""

MAIN, INDEX, AUDIT = "PortalTable", "PortalTable/index", "AuditTable"
DOCUMENTS_IN, DOCUMENTS_KEPT = "DocumentsBucket/incoming/*", "DocumentsBucket/kept/*"
FIELDS = "DataKey for the portal's own fields"


def allowed(function: str) -> set[Right]:
    """Every right in a function's policy."""
    policy = json.loads((ROOT / ".chalice" / f"policy-{function.replace('_', '-')}.json").read_text())
    return {
        (place, action)
        for statement in policy["Statement"]
        for action in statement["Action"]
        for resource in statement["Resource"]
        for place in _places(resource, statement.get("Condition", {}))
    }


def allowed_at_the_store(function: str) -> set[Right]:
    """Of a function's rights those at the tables."""
    return {(place, action) for place, action in allowed(function) if action.startswith("dynamodb:")}


def key_through(service: str) -> str:
    """The key of the data, used by a service that keeps something encrypted."""
    return f"DataKey through {service}"


def _places(resource: dict[str, Any], condition: dict[str, Any]) -> Iterator[str]:
    through = condition.get("StringEquals", {}).get("kms:ViaService", ())
    if through:
        yield from (key_through(each["Fn::Sub"].partition(".")[0]) for each in through)
    elif "kms:EncryptionContextKeys" in condition.get("ForAllValues:StringEquals", {}):
        yield FIELDS
    else:
        yield _named(resource)


def _named(resource: dict[str, Any]) -> str:
    if "Ref" in resource:
        return str(resource["Ref"])
    if "Fn::GetAtt" in resource:
        name, attribute = resource["Fn::GetAtt"]
        return str(name) if attribute == "Arn" else f"{name}/stream"
    text = str(resource["Fn::Sub"])
    if text.startswith("${"):
        return text.removeprefix("${").replace(".Arn}", "").replace("/index/GSI1", "/index")
    return "its log" if ":log-group:" in text else text.rpartition("${AWS::AccountId}:")[2]
