"""The jobs as Lambda functions."""

from collections import Counter
from dataclasses import asdict

from chalice import Chalice
from chalice.app import CloudWatchEvent, Cron, Rate

from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.each import log_counts
from chalicelib.jobs.purge_due import purge_due
from chalicelib.jobs.sign_daily_root import sign_due_roots
from chalicelib.runtime.root_signer import KmsRootSigner
from chalicelib.runtime.settings import settings


def register_jobs(app: Chalice) -> None:
    """Register every job. The names are those of .chalice/config.json."""
    app.schedule(Rate(1, unit=Rate.MINUTES), name="deliver_notices")(_deliver_notices)
    app.schedule(Cron(0, 11, "*", "*", "?", "*"), name="purge_due")(_purge_due)  # UTC: night in California
    app.schedule(Cron(30, 9, "*", "*", "?", "*"), name="sign_daily_root")(_sign_daily_root)  # UTC


def _deliver_notices(_event: CloudWatchEvent) -> None:
    log_counts("notices.delivered", Counter(asdict(deliver_pending())))


def _purge_due(_event: CloudWatchEvent) -> None:
    log_counts("records.purged", purge_due())


def _sign_daily_root(_event: CloudWatchEvent) -> None:
    log_counts("roots.signed", sign_due_roots(KmsRootSigner(settings().root_key, settings().roots_bucket)))
