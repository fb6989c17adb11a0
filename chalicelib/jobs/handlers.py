"""The jobs as Lambda functions. Each loads what it does when it is called: every function of the portal registers all
of them, the one that answers pages, too.

A job of the night is called every ten minutes and does its work once a day (domain/jobs.py): so a night that failed, or
that had no run, is made up for as soon as it can be.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from chalice import Chalice
from chalice.app import CloudWatchEvent, Cron, Rate

_EVERY_MINUTE = Rate(1, unit=Rate.MINUTES)
_EVERY_TEN_MINUTES = Rate(10, unit=Rate.MINUTES)


def register_jobs(app: Chalice) -> None:
    """Register every job. The names are those of .chalice/config.json and of domain/jobs.py; each function has that of
    its job, by which Lambda looks for it in the module of the app."""
    for name, (when, _event, _work) in JOBS.items():
        app.schedule(when, name=name)(_function(name))
    # The scan of a file that arrived has ended. infra/resources.yaml names the bucket.
    app.on_cw_event(
        {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Malware Protection Object Scan Result"]},
        name="check_documents",
    )(check_documents)
    # What became of a mail. infra/resources.yaml names the set of rules by which SES tells it.
    app.on_cw_event(
        {"source": ["aws.ses"], "detail": {"eventType": ["Bounce", "Complaint", "Reject"]}}, name="mail_events"
    )(mail_events)
    # The stream of the audit table: infra/resources.yaml says which.
    app.lambda_function(name="locked_copy")(locked_copy)


def locked_copy(event: dict[str, Any], _context: object) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.locked_copy import keep_copy  # noqa: PLC0415 - see above
    from chalicelib.runtime.locked_store import LockedBucket  # noqa: PLC0415 - see above
    from chalicelib.runtime.settings import settings  # noqa: PLC0415 - see above

    log_counts("history.copied", keep_copy(event, LockedBucket(settings().roots_bucket, settings().seal_key)))


def _function(name: str) -> Callable[[CloudWatchEvent], None]:
    def run(_event: CloudWatchEvent) -> None:
        from chalicelib.domain.jobs import Job  # noqa: PLC0415 - see above
        from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
        from chalicelib.jobs.running import run_job  # noqa: PLC0415 - see above

        _when, event, work = JOBS[name]
        done = run_job(Job(name), work)
        if done is not None:
            log_counts(event, done)

    run.__name__ = name
    return run


def _deliver_notices() -> Counter[str]:
    from chalicelib.jobs.deliver_notices import deliver_pending  # noqa: PLC0415 - see above

    return Counter(asdict(deliver_pending()))


def _apply_imports() -> Counter[str]:
    from chalicelib.jobs.apply_imports import apply_imports  # noqa: PLC0415 - see above

    return apply_imports()


def _open_due_reviews() -> Counter[str]:
    from chalicelib.jobs.open_due_reviews import open_due_reviews  # noqa: PLC0415 - see above

    return open_due_reviews()


def _check_reports() -> Counter[str]:
    from chalicelib.jobs.check_reports import check_reports  # noqa: PLC0415 - see above

    return check_reports()


def _send_reminders() -> Counter[str]:
    from chalicelib.jobs.send_reminders import send_reminders  # noqa: PLC0415 - see above

    return send_reminders()


def _check_licenses() -> Counter[str]:
    from chalicelib.jobs.check_licenses import check_licenses  # noqa: PLC0415 - see above

    return check_licenses()


def _count_schools() -> Counter[str]:
    from chalicelib.jobs.count_schools import count_schools  # noqa: PLC0415 - see above

    return count_schools()


def check_documents(event: CloudWatchEvent) -> None:
    from chalicelib.jobs.check_documents import check_arrived  # noqa: PLC0415 - see above
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above

    log_counts("documents.checked", Counter([check_arrived(event.to_dict())]))


def mail_events(event: CloudWatchEvent) -> None:
    from chalicelib.jobs.each import log_counts  # noqa: PLC0415 - see above
    from chalicelib.jobs.mail_events import take_mail_event  # noqa: PLC0415 - see above

    log_counts("mail_events.taken", Counter([take_mail_event(event.to_dict())]))


def _count_figures() -> Counter[str]:
    from chalicelib.jobs.count_figures import count_figures  # noqa: PLC0415 - see above

    return count_figures()


def _purge_due() -> Counter[str]:
    from chalicelib.jobs.purge_due import purge_due  # noqa: PLC0415 - see above

    return purge_due()


def _sign_daily_root() -> Counter[str]:
    from chalicelib.jobs.sign_daily_root import sign_due_roots  # noqa: PLC0415 - see above
    from chalicelib.runtime.root_signer import KmsRootSigner  # noqa: PLC0415 - see above
    from chalicelib.runtime.settings import settings  # noqa: PLC0415 - see above

    return sign_due_roots(KmsRootSigner(settings().root_key, settings().roots_bucket))


JOBS: Mapping[str, tuple[Cron | Rate, str, Callable[[], Counter[str]]]] = {
    "deliver_notices": (_EVERY_MINUTE, "notices.delivered", _deliver_notices),
    "apply_imports": (_EVERY_MINUTE, "imports.applied", _apply_imports),
    "open_due_reviews": (_EVERY_MINUTE, "reviews.opened", _open_due_reviews),
    "check_reports": (_EVERY_TEN_MINUTES, "reports.checked", _check_reports),
    "send_reminders": (_EVERY_TEN_MINUTES, "reminders.sent", _send_reminders),
    "check_licenses": (_EVERY_TEN_MINUTES, "licenses.checked", _check_licenses),
    "count_schools": (_EVERY_TEN_MINUTES, "schools.counted", _count_schools),
    "count_figures": (_EVERY_TEN_MINUTES, "figures.counted", _count_figures),
    "purge_due": (_EVERY_TEN_MINUTES, "records.purged", _purge_due),
    "sign_daily_root": (_EVERY_TEN_MINUTES, "roots.signed", _sign_daily_root),
}
"""By name: when the function is called, the name of its log line, and what it does."""
