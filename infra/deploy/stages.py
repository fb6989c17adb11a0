"""A stage: its settings (infra/stages/STAGE.json), its stacks, and what its templates differ in."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.template import EDGE, RESOURCES, ROOT, load

STAGES = ("dev", "test", "prod", "trial")
TRIAL = "trial"
FOLDER = ROOT / "infra" / "stages"
EDGE_REGION = "us-east-1"  # where CloudFront's firewall, logs and certificate must be
_GIVEN_BY_US = frozenset({"Stage", "WebAclArn"})
_MAY_BE_EMPTY = frozenset({"SealKeyBefore"})


@dataclass(frozen=True)
class Stage:
    """`region` and `package_bucket`: where the stacks are, and where their templates and the zip are put.
    `parameters`: those of the app's stack. An empty WebAclArn asks for a firewall of our own. `backup_vault`: the vault
    in another account, "" for none."""

    name: str
    region: str
    package_bucket: str
    parameters: Mapping[str, str]
    backup_vault: str = ""

    def stack(self, part: str) -> str:
        """The name of a stack: part is data, edge or app."""
        return f"portal-{part}-{self.name}"


def read_stage(name: str) -> Stage:
    """The stage as its file has it. Raises ValueError for a name that is none."""
    if name not in STAGES:
        raise ValueError(f"There is no stage {name!r}: it is one of {', '.join(STAGES)}")
    held = json.loads((FOLDER / f"{name}.json").read_text())
    return Stage(name, held["Region"], held["PackageBucket"], held["Parameters"], held["BackupVaultArn"])


def problems(stage: Stage) -> Iterator[str]:
    """What must be filled in or corrected before the stage can be deployed, in words."""
    known = load(RESOURCES)["Parameters"]
    if not stage.package_bucket:
        yield "PackageBucket: name a bucket for packages, in the stage's region"
    for name in sorted(stage.parameters.keys() - known.keys()):
        yield f"{name} is no parameter of infra/resources.yaml"
    for name in sorted(known.keys() - _GIVEN_BY_US):
        value, pattern = stage.parameters.get(name, ""), known[name].get("AllowedPattern")
        if not value and name not in _MAY_BE_EMPTY and "Default" not in known[name]:
            yield f"{name}: fill it in. {known[name].get('Description', '')}".rstrip()
        elif value and pattern and not re.fullmatch(pattern, value):
            yield f"{name}: {value} {known[name]['ConstraintDescription']}"


def has_own_firewall(stage: Stage) -> bool:
    """Whether the department named no firewall, so that ours is put in front."""
    return not stage.parameters.get("WebAclArn")


def for_stage(template: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The template as this stage needs it: a trial goes away with its stacks, and its releases reach everyone as
    soon as they are deployed; the other stages get it as it is."""
    made = copy.deepcopy(dict(template))
    if name == TRIAL:
        for resource in made["Resources"].values():
            _make_removable(resource)
            resource.get("Properties", {}).pop("DeploymentPreference", None)
    return made


def _make_removable(resource: dict[str, Any]) -> None:
    if resource.get("Metadata", {}).get("Shared"):  # other stages of the account use it
        return
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        if policy in resource:
            resource[policy] = "Delete"
    properties = resource.get("Properties", {})
    if "DeletionProtectionEnabled" in properties:
        properties["DeletionProtectionEnabled"] = False
    if "ObjectLockConfiguration" in properties:
        properties["ObjectLockConfiguration"]["Rule"] = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}
    if resource["Type"] == "AWS::Logs::LogGroup":
        properties["RetentionInDays"] = 7
    if resource["Type"] == "AWS::KMS::Key":
        properties["PendingWindowInDays"] = 7


def edge_parameters(stage: Stage, cdn: str) -> dict[str, str]:
    """The parameters of the stack in front; `cdn`: the distribution, "" before there is one."""
    given = {"Stage": stage.name, "OwnFirewall": "yes" if has_own_firewall(stage) else "no", "CdnId": cdn}
    return {name: given[name] for name in load(EDGE)["Parameters"]}
