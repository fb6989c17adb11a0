"""How a release reaches visitors: each deploy publishes a version of each function, and an alias moves to it. That of
the pages gives a tenth of the requests to the new version for five minutes, and goes back by itself where an alarm
rings (docs/decisions/0051)."""

from __future__ import annotations

import json
from typing import Any

from infra.package.problems import PackageError
from infra.package.watch import PAGES

ALIAS = "live"
CANARY, AT_ONCE = "Canary10Percent5Minutes", "AllAtOnce"
GOES_BACK_AT = ("PagesFailAlarm", "PagesAreSlowAlarm", "PageFailedTooOftenAlarm")
_PERMISSION = "APIHandlerInvokePermission"
_FUNCTION = "AWS::Serverless::Function"
_TO_FUNCTION, _TO_ALIAS = f"${{{PAGES}.Arn}}/invocations", f"${{{PAGES}.Alias}}/invocations"


def release_by_alias(app: dict[str, Any]) -> None:
    """Let the gateway and the schedules call aliases. Raises PackageError where Chalice makes something else than it
    did: the gateway would be refused by a function, or go round its alias."""
    resources = app["Resources"]
    for name, made in resources.items():
        if made["Type"] == _FUNCTION:
            made["Properties"] |= {
                "AutoPublishAlias": ALIAS,
                "AutoPublishAliasAllProperties": True,
                "DeploymentPreference": _preference(name),
            }
    body = json.dumps(resources["RestAPI"]["Properties"]["DefinitionBody"])
    permission = resources.get(_PERMISSION, {}).get("Properties", {})
    if _TO_FUNCTION not in body or permission.get("FunctionName") != {"Ref": PAGES}:
        raise PackageError("The gateway calls its function in another way than before: see infra/package/release.py")
    resources["RestAPI"]["Properties"]["DefinitionBody"] = json.loads(body.replace(_TO_FUNCTION, _TO_ALIAS))
    permission["FunctionName"] = {"Ref": f"{PAGES}.Alias"}


def _preference(function: str) -> dict[str, Any]:
    if function != PAGES:
        return {"Type": AT_ONCE}
    return {"Type": CANARY, "Alarms": [{"Ref": name} for name in GOES_BACK_AT]}
