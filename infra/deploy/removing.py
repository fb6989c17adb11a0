"""`make remove-trial`: takes a trial away, with all that is in it."""

from __future__ import annotations

import json

from infra.deploy.cloud import Cloud
from infra.deploy.stages import EDGE_REGION, TRIAL, Stage

_AT_ONCE = 500  # of 1,000 that one request may delete


def remove_trial(cloud: Cloud, stage: Stage) -> None:
    """Delete the stacks of a trial and every object in its buckets. Raises ValueError for another stage, CloudError."""
    if stage.name != TRIAL:
        raise ValueError(
            "Only a trial can be removed: the others keep what they hold, whatever happens to their stacks"
        )
    _delete_stack(cloud, stage.stack("app"))
    _delete_stack(cloud, stage.stack("edge"), EDGE_REGION)
    for bucket in _buckets(cloud, stage.stack("data")):
        _empty(cloud, bucket)
    _delete_stack(cloud, stage.stack("data"))


def _delete_stack(cloud: Cloud, stack: str, region: str = "") -> None:
    cloud.do("cloudformation", "delete-stack", "--stack-name", stack, region=region)
    cloud.do("cloudformation", "wait", "stack-delete-complete", "--stack-name", stack, region=region)


def _buckets(cloud: Cloud, stack: str) -> list[str]:
    if cloud.is_dry:
        return [f"<each bucket of {stack}>"]
    return [each["PhysicalResourceId"] for each in cloud.resources(stack) if each["ResourceType"] == "AWS::S3::Bucket"]


def _empty(cloud: Cloud, bucket: str) -> None:
    """Every version, the locked ones, too: a trial's lock lets the account's owner by."""
    while True:
        page = cloud.ask("s3api", "list-object-versions", "--bucket", bucket, "--max-items", str(_AT_ONCE)) or {}
        found = [*(page.get("Versions") or ()), *(page.get("DeleteMarkers") or ())]
        if found or cloud.is_dry:
            objects = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in found]
            cloud.do(
                *("s3api", "delete-objects", "--bucket", bucket, "--bypass-governance-retention"),
                *("--delete", json.dumps({"Objects": objects, "Quiet": True})),
            )
        if not found:
            return
