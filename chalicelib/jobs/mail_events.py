"""What the mail service says of a mail that it had taken: it did not arrive, or its reader called it unwanted.

A mail that was accepted is no mail that was read. A notice that the law asks for goes on paper then; the account is
marked, and its owner learns of it at the next sign-in.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.metrics import Metric
from chalicelib.jobs.on_paper import post_unheard
from chalicelib.law.calendar import california_date
from chalicelib.notices.mailer import REFERENCE_TAG
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.logging import count, log
from chalicelib.storage import outbox
from chalicelib.storage.mail_keys import SentMail, find_mail, note_ended
from chalicelib.storage.outbox import note_unreached, read_notice
from chalicelib.storage.store import Store
from chalicelib.storage.table import portal_table

TRIED_FOR = timedelta(hours=14)
"""How long the mail service tries a mailbox that is away for a time."""
_BOUNCED, _COMPLAINED = "bounced", "complained"


def take_mail_event(event: Mapping[str, Any], clock: Callable[[], datetime] = system_clock) -> str:
    """Deal with an event of the mail service, as EventBridge sends it, and return what came of it: "to_letters",
    "noted" (nothing goes on paper), "known" (dealt with before), "gone" (the notice was purged), "passing" (it may have
    arrived), or "foreign" (no mail of ours).

    Raises PortalError UNAVAILABLE: then the event comes again.
    """
    detail = event.get("detail", {})
    ending = _ending_of(detail)
    if not ending:
        return "passing"
    table = portal_table()
    mail = find_mail(table, _reference_of(detail))
    if mail is None:
        return "foreign"
    if ending in mail.ended:
        return "known"
    done = _deal_with(Store(table), mail, ending, clock())
    note_ended(table, mail, ending)
    return done


def _deal_with(store: Store, mail: SentMail, ending: str, now: datetime) -> str:
    item = outbox.note_unheard(store.table, mail.notice, mail.addressee)
    if item is None:
        return "gone"
    notice = read_notice(item)
    if notice.recipient.kind != "address":  # who is invited by an address alone has no account yet
        note_unreached(store.table, mail.addressee, california_date(now))
    log("mail.undelivered", kind=notice.kind, outcome=ending)
    count(Metric.MAIL_UNDELIVERED)
    return "to_letters" if post_unheard(store, mail.notice, item) else "noted"


def _reference_of(detail: Mapping[str, Any]) -> str:
    values = detail.get("mail", {}).get("tags", {}).get(REFERENCE_TAG) or [""]
    return str(values[0])


def _ending_of(detail: Mapping[str, Any]) -> str:
    """Return how the mail ended, "" where it may have arrived: an answer that its reader is away comes as a passing
    trouble, too, but soon. One that lasted as long as the service tries is an end."""
    kind = detail.get("eventType")
    if kind == "Complaint":
        return _COMPLAINED
    if kind == "Reject":
        return _BOUNCED
    if kind != "Bounce":
        return ""
    bounce = detail.get("bounce", {})
    is_passing = bounce.get("bounceType") == "Transient" and bounce.get("bounceSubType") == "General"
    if is_passing and _instant(bounce) - _instant(detail.get("mail", {})) < TRIED_FOR:
        return ""
    return _BOUNCED


def _instant(told: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(told["timestamp"]))
