"""Deliver what waits in the outbox: e-mails that say there is news, and the "to be posted" list for those whom no
e-mail reaches. The outbox holds notices of committed actions only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.addresses import address_of_notice
from chalicelib.domain.account import Role
from chalicelib.domain.metrics import Metric
from chalicelib.domain.notice import Delivery, Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.jobs.each import for_each
from chalicelib.jobs.on_paper import letter_of, may_be_posted, post_unheard
from chalicelib.law.calendar import california_date
from chalicelib.notices.addressees import Addressee, addressees
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.notices.mailer import Mailer, MailRefusedError, SesMailer
from chalicelib.notices.render import render_mail
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.logging import count, log, log_failure
from chalicelib.runtime.settings import settings
from chalicelib.storage import outbox
from chalicelib.storage.mail_keys import note_sending
from chalicelib.storage.outbox import ClaimedNotice, QueuedNotice, note_unreached
from chalicelib.storage.store import Store
from chalicelib.storage.table import portal_table
from chalicelib.storage.tokens import token_of

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long a notice waits after its first, second, ... failed attempt; after one more it goes on paper."""


@dataclass(frozen=True)
class Counts:
    """What one run did with the notices it claimed."""

    sent: int = 0
    to_letters: int = 0
    inbox_only: int = 0
    put_back: int = 0
    failed: int = 0


def deliver_pending(
    mailer: Mailer | None = None, clock: Callable[[], datetime] = system_clock, limit: int = 100
) -> Counts:
    """Deliver up to `limit` notices that are due. Doing it twice, or in two places at once, sends nothing twice.

    A notice that fails keeps its lease, if it has one, and is tried again. Raises PortalError UNAVAILABLE if the
    outbox cannot be read.
    """
    account_bundle = _Deliverer(mailer or SesMailer(), Store(portal_table()), clock)
    due = outbox.due_notices(account_bundle.store.table, clock(), limit)
    return Counts(**for_each(due, account_bundle.take, failure="notice.unreadable"))


@dataclass(frozen=True)
class _Deliverer:
    mailer: Mailer
    store: Store
    clock: Callable[[], datetime]

    def take(self, queued: QueuedNotice) -> str:
        """Claim and deliver one notice, and return the field of Counts that it belongs to, "" for none.

        Raises PortalError UNAVAILABLE, and whatever a notice that we cannot read raises.
        """
        claimed = outbox.claim(self.store.table, queued, self.clock())
        return self._deliver(claimed) if claimed else ""

    def _deliver(self, claimed: ClaimedNotice) -> str:
        to: Addressee | None = None
        try:
            found = list(addressees(self.store.table, claimed.notice))
            for to in found:
                if to.id not in claimed.mailed:
                    self._mail(claimed, to)
        except MailRefusedError as refused:
            log("notice.refused", kind=claimed.notice.kind, code=refused.code, attempt=claimed.attempt)
            count(Metric.MAIL_REFUSED)
            if to and self._is_last(claimed):
                note_unreached(self.store.table, to.id, california_date(self.clock()))
            return self._requeue(claimed)
        except Exception as error:
            log_failure("notice.failed", error, kind=claimed.notice.kind, attempt=claimed.attempt)
            return self._requeue(claimed)
        return self._sent(claimed) if found else self._fall_back_to_letter(claimed)

    def _mail(self, claimed: ClaimedNotice, to: Addressee) -> None:
        notice = claimed.notice
        reference = note_sending(self.store.table, claimed.key, to.id, self.clock())
        mail = render_mail(
            NoticeKind(notice.kind),
            language=to.language,
            name=to.name,
            link=link_of(notice, to.role),
            notice_id=notice.id,
        )
        outbox.note_accepted(self.store.table, claimed, to.id, self.mailer.send(to.email, mail, reference))

    def _sent(self, claimed: ClaimedNotice) -> str:
        item = outbox.leave_outbox(self.store.table, claimed, Delivery.SENT, self.clock())
        if item and "unheard" in item and post_unheard(self.store, claimed.key, item):
            return "to_letters"  # it came back before we were done
        return "sent"

    def _requeue(self, claimed: ClaimedNotice) -> str:
        # A kind that we do not know was enqueued by a newer version of the portal, which will deliver it.
        if self._is_last(claimed) and claimed.notice.kind in CATALOGUE:
            if not may_be_posted(claimed.notice):
                count(Metric.MAIL_GIVEN_UP)
            return self._fall_back_to_letter(claimed)
        wait = RETRY_DELAYS[min(claimed.attempt, len(RETRY_DELAYS)) - 1]
        outbox.try_again(self.store.table, claimed, self.clock() + wait)
        return "put_back"

    def _is_last(self, claimed: ClaimedNotice) -> bool:
        return claimed.attempt > len(RETRY_DELAYS)

    def _fall_back_to_letter(self, claimed: ClaimedNotice) -> str:
        """No e-mail reaches the recipient: a letter, where one makes sense."""
        if not may_be_posted(claimed.notice):
            outbox.leave_outbox(self.store.table, claimed, Delivery.INBOX_ONLY, self.clock())
            return "inbox_only"
        outbox.move_to_letters(self.store.table, claimed, letter_of(self.store, claimed.notice))
        return "to_letters"


def link_of(notice: Notice, reader: Role | None) -> str:
    """Return the whole address that the e-mail leads to, with the token where the notice carries one."""
    token_id = notice.facts.get("token_id")
    return settings().base_url + address_of_notice(notice, reader, token_of(token_id) if token_id else "")
