"""What must be true of a package before anyone deploys it. Each check raises PackageError."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.package.gateway import resources_of
from infra.package.problems import PackageError

_HOST_BUILT = re.compile(r"^Tag: .*-linux_", re.MULTILINE)
MOST_BYTES = 900_000  # of 1,000,000, as the command line writes it
MOST_GATEWAY_RESOURCES = 280  # of 300, where the account asked for no more
_MISSING = "Could not install dependencies:"


def all_dependencies_came(chalice_output: str) -> None:
    """Chalice goes on without a dependency that it could not get; we do not."""
    if _MISSING in chalice_output:
        named = chalice_output.partition(_MISSING)[2].partition("You will have to")[0]
        missing = named.split()
        message = f"No wheel for Lambda was found for: {', '.join(missing)}. Pin a version that has one."
        raise PackageError(message)


def no_wheel_was_built_here(unpacked: Path) -> None:
    """A wheel compiled on this machine may ask for libraries that Lambda lacks; Chalice ships it silently."""
    built = [path.parent.name for path in unpacked.glob("*.dist-info/WHEEL") if _HOST_BUILT.search(path.read_text())]
    if built:
        message = f"Built on this machine, not for Lambda: {', '.join(sorted(built))}. Pin a version with a wheel."
        raise PackageError(message)


def template_is_whole(template: Mapping[str, Any]) -> None:
    """Every resource has a type, and the functions run on the Python that the bytecode is for."""
    resources: Mapping[str, Mapping[str, Any]] = template["Resources"]
    typeless = sorted(name for name, resource in resources.items() if "Type" not in resource)
    if typeless:
        message = f"infra/resources.yaml adds to resources that the app does not make: {', '.join(typeless)}"
        raise PackageError(message)
    here = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name, resource in resources.items():
        if resource["Type"] == "AWS::Serverless::Function" and resource["Properties"]["Runtime"] != here:
            message = f"{name} is set to run on {resource['Properties']['Runtime']}, but the bytecode is for {here}"
            raise PackageError(message)


def template_is_small(name: str, template: Mapping[str, Any]) -> None:
    """CloudFormation takes it, even where a tool on the way indents it."""
    size = len(json.dumps(template, indent=4).encode())
    if size > MOST_BYTES:
        raise PackageError(f"{name} has {size:,} bytes; CloudFormation refuses more than a million")


def gateway_can_hold_it(template: Mapping[str, Any]) -> None:
    """An account's gateway holds 300 resources unless more were asked for."""
    found = resources_of(template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"])
    if found > MOST_GATEWAY_RESOURCES:
        raise PackageError(f"The gateway would need {found} resources; {MOST_GATEWAY_RESOURCES} are ours to use")
