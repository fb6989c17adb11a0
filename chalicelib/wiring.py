"""Puts the ports together, once per process: what web and jobs hand to the actions."""

import time
from datetime import datetime
from functools import cache

from chalicelib.actions.context import Context, Services
from chalicelib.law.calendar import california_date
from chalicelib.licenses.dca_client import DCA_HOSTS, DcaLicenseLookup
from chalicelib.runtime.entropy import new_id, random_below, random_bytes
from chalicelib.runtime.passwords import Argon2Passwords
from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.runtime.settings import Settings, settings
from chalicelib.storage.field_cipher import EnvelopeFieldCipher
from chalicelib.storage.store import Store
from chalicelib.storage.table import portal_table

_FIRST_PAUSE_MS = 40


def _pause(attempt: int) -> None:
    """Wait before trying a transaction again: up to 40, 80, 160 ms, at random, so that rivals spread out."""
    time.sleep(random_below(_FIRST_PAUSE_MS * 2**attempt) / 1000)


def _license_lookup(found: Settings) -> DcaLicenseLookup:
    # The allow-list of hosts grows by this machine only where the run is a local one (S-61).
    hosts = DCA_HOSTS | ({"127.0.0.1"} if found.local_run else frozenset())
    return DcaLicenseLookup(
        found.license_base_url,
        app_id=found.license_app_id,
        app_key=found.license_app_key.get_secret_value(),
        allowed_hosts=hosts,
    )


@cache
def services() -> Services:
    """Return the ports of this process."""
    found = settings()
    return Services(
        licenses=_license_lookup(found),
        passwords=Argon2Passwords(),
        fields=EnvelopeFieldCipher(),
        keyed_hash=keyed_hash,
        new_id=new_id,
        random_below=random_below,
        random_bytes=random_bytes,
        pause=_pause,
    )


def new_context(now: datetime, request_id: str, *, idempotency_key: str = "", language: str = "en") -> Context:
    """Return a fresh context for one request or one run of a job."""
    return Context(
        store=Store(portal_table()),
        services=services(),
        now=now,
        on=california_date(now),
        request_id=request_id,
        idempotency_key=idempotency_key,
        language=language,
    )
