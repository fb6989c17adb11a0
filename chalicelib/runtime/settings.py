"""Settings, read once from the environment at cold start: a bad deploy fails right away, not at the first visitor."""

import json
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """Everything that differs between the local run, the tests and a deployed stage.

    `keys` holds the secret keys by purpose (see `runtime/secret_keys.py`); where `secrets_arn` is set they are fetched
    from Secrets Manager instead and `keys` stays empty.
    """

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, extra="ignore")

    table: str = "portal"
    audit_table: str = "portal-audit"
    base_url: str = "http://127.0.0.1:8000"
    keys: dict[str, SecretStr] = Field(default_factory=dict)
    secrets_arn: str = ""
    seal_key: str = ""  # the KMS key that encrypts fields (runtime/envelope.py); "" in the local run
    seal_key_before: str = ""  # the one before it, while what it encrypted is encrypted again
    root_key: str = ""  # the KMS key that signs the daily roots; only the nightly job has it
    roots_bucket: str = ""  # where the signed roots are locked away
    dynamodb_endpoint: str = ""
    mail_endpoint: str = ""
    mail_from: str = "no-reply@example.org"
    support_email: str = "help@example.org"  # where people ask for help; shown on the help pages
    license_base_url: str = "https://iservices.dca.ca.gov/api/search/v1"
    license_app_id: str = ""
    license_app_key: SecretStr = SecretStr("")
    static_dir: str = "static"
    static_base: str = "/static"
    password_memory_kib: int = 64 * 1024
    password_passes: int = 3
    local_run: bool = False
    trusted_proxies: int = 0  # how many proxies of ours stand before the gateway (CloudFront: 1)

    @field_validator("dynamodb_endpoint", "mail_endpoint")
    @classmethod
    def _on_this_machine(cls, value: str) -> str:
        """Refuse another endpoint for AWS unless it is on this machine (local run, tests)."""
        if value and urlsplit(value).hostname not in _LOOPBACK:
            raise ValueError("only this machine can stand in for AWS")
        return value

    @field_validator("keys", mode="before")
    @classmethod
    def _parse_keys(cls, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value


@cache
def settings() -> Settings:
    """Return the settings of this process, built once."""
    return Settings()
