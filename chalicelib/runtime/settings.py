"""Settings, read once from the environment at cold start: a bad deploy fails right away, not at the first visitor."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PREFIX = "PORTAL_"
_STAGES = frozenset({"local", "dev", "test", "prod", "trial"})
_FLAGS = {"1": True, "true": True, "0": False, "false": False, "": False}


@dataclass(frozen=True)
class Secret:
    """A text that no representation shows, so that no log line or error report can."""

    _text: str = field(default="", repr=False)

    def get_secret_value(self) -> str:
        return self._text


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between the local run, the tests and a deployed stage.

    `keys` holds the secret keys by purpose (see `runtime/secret_keys.py`); where `secrets_arn` is set they are fetched
    from Secrets Manager instead and `keys` stays empty. Raises ValueError for a value that makes no sense.

    Plain dataclasses, although records and forms are pydantic models: pages that need no record load no pydantic.
    """

    table: str = "portal"
    audit_table: str = "portal-audit"
    base_url: str = "http://127.0.0.1:8000"
    keys: Mapping[str, Secret] = field(default_factory=dict)
    secrets_arn: str = ""
    seal_key: str = ""  # the KMS key that encrypts fields (runtime/envelope.py); "" in the local run
    seal_key_before: str = ""  # the one before it, while what it encrypted is encrypted again
    root_key: str = ""  # the KMS key that signs the daily roots; only the nightly job has it
    roots_bucket: str = ""  # where the signed roots are locked away
    evidence_key: str = ""  # the KMS key that signs the evidence files of licensing boards
    passkey_function: str = ""  # the function that judges answers of passkeys; "" in the local run
    documents_bucket: str = "portal-documents"
    documents_key: str = ""  # the KMS key that encrypts the files in it; "" in the local run
    documents_endpoint: str = ""
    dynamodb_endpoint: str = ""
    mail_endpoint: str = ""
    mail_from: str = "no-reply@example.org"
    mail_set: str = ""  # the mail service's set of rules that tells what became of a mail; "" in the local run
    support_email: str = "help@example.org"  # where people ask for help; shown on the help pages
    review_telephone: str = "(916) 555-0100"  # of the department that reviews; stands on its letters
    records_address: str = "100 Example Street, Sacramento, CA 95814"  # of the official who answers for the records
    appeals_telephone: str = "(916) 555-0101"  # of the agency that hears appeals
    license_base_url: str = "https://iservices.dca.ca.gov/api/search/v1"
    license_app_id: str = ""
    license_app_key: Secret = Secret()
    license_secret: str = ""  # of a deployed stage: the secret that holds the two above, as app_id and app_key
    static_dir: str = "static"
    static_base: str = "/static"
    password_memory_kib: int = 64 * 1024
    password_passes: int = 3
    local_run: bool = False
    stage: str = "local"  # as a dimension of metrics
    trusted_proxies: int = 0  # how many proxies of ours stand before the gateway (CloudFront: 1)
    origin_secrets: str = ""  # the secrets with the values by which they are known, with commas between

    def __post_init__(self) -> None:
        """An address of one's own for AWS is for the local run and the tests: a deployed stage calls AWS itself. And
        what a proxy reports counts only where it is known to be ours."""
        for name in ("documents_endpoint", "dynamodb_endpoint", "mail_endpoint"):
            address = getattr(self, name)
            if address and urlsplit(address).hostname not in _LOOPBACK:
                raise ValueError(f"{name}: only this machine can stand in for AWS")
        if self.stage not in _STAGES:
            raise ValueError("stage: is none of the portal's")
        if self.trusted_proxies and not self.origin_secrets:
            raise ValueError("trusted_proxies: no proxy can be trusted without origin_secrets")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment holds; the others have their defaults. Raises ValueError."""
    given = {
        each.name: environment[_PREFIX + each.name.upper()]
        for each in fields(Settings)
        if _PREFIX + each.name.upper() in environment
    }
    return Settings(**{name: _read(name, text) for name, text in given.items()})


def _read(name: str, text: str) -> Any:
    kind = Settings.__dataclass_fields__[name].type
    try:
        if name == "keys":
            return {purpose: Secret(str(key)) for purpose, key in json.loads(text).items()}
        if kind is bool:
            return _FLAGS[text.lower()]
        return kind(text) if isinstance(kind, type) else text
    except (ValueError, KeyError, AttributeError):
        raise ValueError(f"{_PREFIX}{name.upper()} ({name}) cannot be read") from None


@cache
def settings() -> Settings:
    """The settings of this process, built once."""
    return read_settings(os.environ)
