"""The jobs as Lambda functions."""

from chalice import Chalice
from chalice.app import CloudWatchEvent, Rate

from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.runtime.logging import log


def register_jobs(app: Chalice) -> None:
    """Register every job. The names are those of .chalice/config.json."""
    app.schedule(Rate(1, unit=Rate.MINUTES), name="deliver_notices")(_deliver_notices)


def _deliver_notices(_event: CloudWatchEvent) -> None:
    done = deliver_pending()
    log("notices.delivered", count=done.sent)
