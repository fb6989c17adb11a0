"""`make doctor STAGE=`: what a stage still lacks before people can use it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from infra.deploy.cloud import Cloud, CloudError
from infra.deploy.deploying import held_keys
from infra.deploy.runtimes import runtime_trouble
from infra.deploy.stages import Stage
from infra.keys import purposes_without_key
from infra.template import ROOT

_OK, _FORBIDDEN = 200, 403
_UNRESERVED = 100
_Check = Callable[[], str]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `trouble`: what is wrong and what to do, "" where it is well."""

    about: str
    trouble: str


def status_of(address: str) -> int:
    """The status that an address answers with; 0 where there is no answer."""
    try:
        with urllib.request.urlopen(address, timeout=15) as answer:  # noqa: S310 - an https address made of the stage's names
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)
    except OSError:
        return 0


def examine(cloud: Cloud, stage: Stage, on: date, fetch: Callable[[str], int] = status_of) -> Iterator[Finding]:
    """Look at everything in turn, as of today (`on`); what cannot be asked is a trouble, too."""
    for about, check in _checks(cloud, stage, on, fetch).items():
        try:
            yield Finding(about, check())
        except CloudError as error:
            yield Finding(about, f"could not be asked: {str(error).splitlines()[-1]}")
        except (KeyError, TypeError):
            yield Finding(about, "is not there yet: make deploy")


def _checks(cloud: Cloud, stage: Stage, on: date, fetch: Callable[[str], int]) -> dict[str, _Check]:
    data = cloud.outputs(stage.stack("data"))
    domain, origin = stage.parameters["DomainName"], stage.parameters["OriginDomainName"]
    return {
        "secret keys": lambda: _secret_keys(cloud, data["PortalSecrets"]),
        "license search": lambda: _license_search(cloud, data["LicenseSecret"]),
        "key of the daily roots": lambda: _key(cloud, data["RootKeyArn"]),
        "files of the pages": lambda: _files(cloud, data["StaticBucket"]),
        "sender of mail": lambda: _sender(cloud, stage.parameters["MailFrom"]),
        "mail to anyone": lambda: _mail(cloud),
        "who is told of alarms": lambda: _told(cloud, stage),
        "functions at once": lambda: _concurrency(cloud),
        "Python of the functions": lambda: _runtime(cloud, stage, on),
        f"https://{domain}/": lambda: _answers(fetch(f"https://{domain}/"), _OK),
        f"https://{origin}/ (closed)": lambda: _answers(fetch(f"https://{origin}/"), _FORBIDDEN),
    }


def _secret_keys(cloud: Cloud, secret: str) -> str:
    missing = purposes_without_key(held_keys(cloud, secret))
    return f"{', '.join(missing)} missing: make deploy puts them in place" if missing else ""


def _license_search(cloud: Cloud, secret: str) -> str:
    held = held_keys(cloud, secret)
    if held.get("app_id") and held.get("app_key"):
        return ""
    return f"the department's id and key are missing, so no physician can register: fill {secret} (infra/README.md)"


def _key(cloud: Cloud, key: str) -> str:
    state = cloud.ask("kms", "describe-key", "--key-id", key)["KeyMetadata"]["KeyState"]
    return "" if state == "Enabled" else f"is {state}"


def _files(cloud: Cloud, bucket: str, static: Path = ROOT / "static") -> str:
    there = cloud.ask("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", "static/") or {}
    held = {each["Key"] for each in there.get("Contents", ())}
    needed = json.loads((static / "manifest.json").read_text()).values()
    missing = sorted(name for name in needed if f"static/{name}" not in held)
    return f"{missing[0]} and {len(missing) - 1} more are not in the bucket: make deploy" if missing else ""


def _sender(cloud: Cloud, mailbox: str) -> str:
    for identity in (mailbox, mailbox.partition("@")[2]):
        try:
            told = cloud.ask("sesv2", "get-email-identity", "--email-identity", identity)
        except CloudError:
            continue
        if told.get("VerifiedForSendingStatus"):
            return ""
    return f"{mailbox} is not verified in SES: no mail goes out"


def _mail(cloud: Cloud) -> str:
    if cloud.ask("sesv2", "get-account").get("ProductionAccessEnabled"):
        return ""
    return "SES sends to verified addresses only: ask AWS for production access"


def _made(cloud: Cloud, stage: Stage, name: str) -> str:
    made = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in cloud.resources(stage.stack("app"))}
    return made[name]


def _runtime(cloud: Cloud, stage: Stage, on: date) -> str:
    asked = ("get-function-configuration", "--function-name", _made(cloud, stage, "APIHandler"))
    return runtime_trouble(cloud.ask("lambda", *asked)["Runtime"], on)


def _told(cloud: Cloud, stage: Stage) -> str:
    topic = _made(cloud, stage, "Alarms")
    known: list[dict[str, Any]] = cloud.ask("sns", "list-subscriptions-by-topic", "--topic-arn", topic)["Subscriptions"]
    if any(each["SubscriptionArn"].startswith("arn:") for each in known):
        return ""
    return f"{stage.parameters['AlarmEmail']} has not confirmed the subscription: alarms reach no one"


def _concurrency(cloud: Cloud) -> str:
    left = cloud.ask("lambda", "get-account-settings")["AccountLimit"]["UnreservedConcurrentExecutions"]
    return "" if left >= _UNRESERVED else f"{left} are left to the account's other functions: ask for a higher quota"


def _answers(status: int, wanted: int) -> str:
    return "" if status == wanted else f"answers {status or 'nothing'}, not {wanted}"
