"""`make deploy STAGE=`: the three stacks and what goes into them, in an order that can be begun again at any step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from chalicelib.runtime.secret_keys import PURPOSES
from infra.deploy.cloud import Cloud
from infra.deploy.runtimes import runtime_of, runtime_trouble
from infra.deploy.stages import EDGE_REGION, Stage, edge_parameters, for_stage, has_own_firewall
from infra.keys import fresh_keys, purposes_without_key
from infra.package import passkeys
from infra.package.build import DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE, ZIP
from infra.template import ROOT

_FUNCTION = "AWS::Serverless::Function"


def deploy(cloud: Cloud, stage: Stage, package: Path, on: date, static: Path = ROOT / "static") -> None:
    """Deploy the package to the stage. `on`: today, by which a Python that is soon out of support is told. Raises
    CloudError."""
    runtime = runtime_of(json.loads((package / TEMPLATE).read_text()))
    print(f"0. The package is built for {runtime}. {runtime_trouble(runtime, on)}".rstrip())
    print(f"1. What outlives every release: {stage.stack('data')}")
    templates = write_templates(stage, package)
    _deploy_stack(cloud, stage, "data", templates[DATA_TEMPLATE], parameters=data_parameters(stage))
    data = cloud.outputs(stage.stack("data"))

    print("2. The secret keys, where there are none; the files of the pages; the zips")
    fill_keys(cloud, data["PortalSecrets"])
    cloud.do("s3", "sync", str(static), f"s3://{data['StaticBucket']}/static", "--exclude", "manifest.json")
    for archive in (ZIP, passkeys.ZIP):
        cloud.do("s3", "cp", str(package / archive), f"s3://{stage.package_bucket}/{zip_key(package / archive)}")

    print(f"3. What stands in front, in {EDGE_REGION}: {stage.stack('edge')}")
    known_cdn = "" if cloud.is_dry else cloud.outputs(stage.stack("app")).get("CdnId", "")
    _deploy_edge(cloud, stage, templates[EDGE_TEMPLATE], known_cdn)
    firewall = (
        cloud.outputs(stage.stack("edge"), EDGE_REGION)["FirewallArn"]
        if has_own_firewall(stage)
        else stage.parameters["WebAclArn"]
    )

    print(f"4. The app: {stage.stack('app')}")
    given = {**stage.parameters, "Stage": stage.name, "WebAclArn": firewall}
    _deploy_stack(cloud, stage, "app", templates[TEMPLATE], parameters=given)
    app = cloud.outputs(stage.stack("app"))
    if app["CdnId"] != known_cdn:
        print("5. The log of what the front answers")
        _deploy_edge(cloud, stage, templates[EDGE_TEMPLATE], app["CdnId"])
    domain, origin = stage.parameters["DomainName"], stage.parameters["OriginDomainName"]
    print(f"Point {domain} at {app['CdnDomainName']}, and {origin} at {app['OriginTarget']}.")
    print(f"Then: make doctor STAGE={stage.name}")


def data_parameters(stage: Stage) -> dict[str, str]:
    """The parameters of the data's stack."""
    return {"Stage": stage.name, "BackupVaultArn": stage.backup_vault}


def write_templates(stage: Stage, package: Path) -> dict[str, Path]:
    """Write the stage's templates beside the package, as small as they can be; by their names."""
    folder = package / stage.name
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name in (DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE):
        template = for_stage(json.loads((package / name).read_text()), stage.name)
        if name == TEMPLATE:
            _name_code(template, stage.package_bucket, package)
        written[name] = folder / name
        written[name].write_text(json.dumps(template, separators=(",", ":"), sort_keys=True))
    return written


def zip_key(archive: Path) -> str:
    """Where a zip is put: one place for the same bytes, whatever the stage."""
    return f"portal/{hashlib.sha256(archive.read_bytes()).hexdigest()[:32]}.zip"


def _name_code(template: dict[str, Any], bucket: str, package: Path) -> None:
    for resource in template["Resources"].values():
        if resource["Type"] == _FUNCTION:
            archive = package / resource["Properties"]["CodeUri"]
            resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": zip_key(archive)}


def fill_keys(cloud: Cloud, secret: str) -> None:
    """Put fresh keys in place where there are none; those that are there stay, and lacking ones are added."""
    held = {} if cloud.is_dry else held_keys(cloud, secret)
    missing = {purpose: key for purpose, key in fresh_keys().items() if purpose in purposes_without_key(held)}
    if missing:
        kept = json.dumps({**held, **missing})
        cloud.do(
            *("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", "file:///dev/stdin"),
            sent=kept,
        )
    else:
        print(f"  All {len(PURPOSES)} keys are there.")


def held_keys(cloud: Cloud, secret: str) -> dict[str, Any]:
    """What stands in a secret; empty where nothing was put in yet. Raises CloudError."""
    described = cloud.ask("secretsmanager", "describe-secret", "--secret-id", secret)
    if not any("AWSCURRENT" in labels for labels in (described.get("VersionIdsToStages") or {}).values()):
        return {}
    text = cloud.ask("secretsmanager", "get-secret-value", "--secret-id", secret).get("SecretString", "")
    return dict(json.loads(text)) if text else {}


def _deploy_edge(cloud: Cloud, stage: Stage, template: Path, cdn: str) -> None:
    _deploy_stack(cloud, stage, "edge", template, parameters=edge_parameters(stage, cdn), region=EDGE_REGION)


def _deploy_stack(
    cloud: Cloud, stage: Stage, part: str, template: Path, *, parameters: Mapping[str, str], region: str = ""
) -> None:
    # Beyond 51,200 bytes a template goes by way of a bucket, and that must be in the stack's own region.
    by_bucket = () if region else ("--s3-bucket", stage.package_bucket, "--s3-prefix", "portal/templates")
    cloud.do(
        *("cloudformation", "deploy", "--stack-name", stage.stack(part), "--template-file", str(template)),
        *(*by_bucket, "--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset", "--parameter-overrides"),
        *(f"{name}={value}" for name, value in sorted(parameters.items())),
        region=region,
    )
