"""The jobs as Lambda functions. Each loads what it does when it is called: every function of the portal registers all
of them, the one that answers pages, too."""

from collections import Counter
from dataclasses import asdict

from chalice import Chalice
from chalice.app import CloudWatchEvent, Cron, Rate


def register_jobs(app: Chalice) -> None:
    """Register every job. The names are those of .chalice/config.json."""
    app.schedule(Rate(1, unit=Rate.MINUTES), name="deliver_notices")(_deliver_notices)
    app.schedule(Rate(1, unit=Rate.MINUTES), name="apply_imports")(_apply_imports)
    app.schedule(Rate(1, unit=Rate.MINUTES), name="open_due_reviews")(_open_due_reviews)
    app.schedule(Cron(0, 10, "*", "*", "?", "*"), name="check_reports")(_check_reports)
    app.schedule(Cron(0, 14, "*", "*", "?", "*"), name="send_reminders")(_send_reminders)  # UTC: morning in California
    app.schedule(Cron("0/10", "9-12", "*", "*", "?", "*"), name="count_schools")(_count_schools)  # UTC: as below
    app.schedule(Cron(0, 12, "*", "*", "?", "*"), name="count_figures")(_count_figures)  # UTC: night in California
    app.schedule(Cron(0, 11, "*", "*", "?", "*"), name="purge_due")(_purge_due)  # UTC: night in California
    app.schedule(Cron(30, 9, "*", "*", "?", "*"), name="sign_daily_root")(_sign_daily_root)  # UTC


def _deliver_notices(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.deliver_notices import deliver_pending  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("notices.delivered", Counter(asdict(deliver_pending())))


def _apply_imports(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.apply_imports import apply_imports  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("imports.applied", apply_imports())


def _open_due_reviews(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.open_due_reviews import open_due_reviews  # noqa: PLC0415 - see above

    log_counts("reviews.opened", open_due_reviews())


def _check_reports(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.check_reports import check_reports  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("reports.checked", check_reports())


def _send_reminders(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.send_reminders import send_reminders  # noqa: PLC0415 - see above

    log_counts("reminders.sent", send_reminders())


def _count_schools(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.count_schools import count_schools  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("schools.counted", count_schools())


def _count_figures(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.count_figures import count_figures  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("figures.counted", count_figures())


def _purge_due(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.purge_due import purge_due  # noqa: PLC0415 - see above

    log_counts("records.purged", purge_due())


def _sign_daily_root(_event: CloudWatchEvent) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.sign_daily_root import sign_due_roots  # noqa: PLC0415 - see above
    from chalicelib.runtime.root_signer import KmsRootSigner  # noqa: PLC0415 - see above
    from chalicelib.runtime.settings import settings  # noqa: PLC0415 - see above

    log_counts("roots.signed", sign_due_roots(KmsRootSigner(settings().root_key, settings().roots_bucket)))
