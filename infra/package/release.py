"""How a release reaches visitors: each deploy publishes a version of the pages' function, and an alias moves to it. A
tenth of the requests goes to the new version for five minutes, and all go back by themselves where an alarm rings
(docs/decisions/0051)."""

from __future__ import annotations

import json
from typing import Any

from infra.package.problems import PackageError
from infra.package.watch import PAGES

ALIAS_NAME = "live"
ALIAS = f"{PAGES}Alias{ALIAS_NAME}"
"""The logical id that SAM gives the alias. Its own word for it, `APIHandler.Alias`, not every store understands."""
CANARY = "Canary10Percent5Minutes"
GOES_BACK_AT = ("PagesFailAlarm", "PagesAreSlowAlarm", "PageFailedTooOftenAlarm")
_PERMISSION = "APIHandlerInvokePermission"
_TO_FUNCTION, _TO_ALIAS = f"${{{PAGES}.Arn}}/invocations", f"${{{ALIAS}}}/invocations"


def release_by_alias(app: dict[str, Any]) -> None:
    """Let the gateway call the alias. Raises PackageError where Chalice makes something else than it did: the gateway
    would be refused by the function, or go round its alias."""
    resources = app["Resources"]
    gateway = resources["RestAPI"]["Properties"]
    body = json.dumps(gateway["DefinitionBody"])
    permission = resources.get(_PERMISSION, {}).get("Properties", {})
    if _TO_FUNCTION not in body or permission.get("FunctionName") != {"Ref": PAGES}:
        raise PackageError("The gateway calls its function in another way than before: see infra/package/release.py")
    missing = sorted(set(GOES_BACK_AT) - resources.keys())
    if missing:
        raise PackageError(f"A release goes back at alarms that are not there: {', '.join(missing)}")
    resources[PAGES]["Properties"] |= {
        "AutoPublishAlias": ALIAS_NAME,
        "AutoPublishAliasAllProperties": True,
        "DeploymentPreference": {"Type": CANARY, "Alarms": [{"Ref": name} for name in GOES_BACK_AT]},
    }
    gateway["DefinitionBody"] = json.loads(body.replace(_TO_FUNCTION, _TO_ALIAS))
    permission["FunctionName"] = {"Ref": ALIAS}
