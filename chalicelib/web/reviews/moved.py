"""A page that is out of date says who changed the record, what they did, and when, so that no one has to guess."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.record import VersionedRecord
from chalicelib.law.marking import N_
from chalicelib.storage import audit_keys
from chalicelib.storage.encrypted_events import read_event
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for

_BY_YOU: Mapping[str, str] = {
    Action.ASSIGN_REVIEW: N_("You took this case: %(when)s."),
    Action.ASK_FOR_INFORMATION: N_("You asked the physician: %(when)s."),
    Action.RECOMMEND: N_("You sent the findings: %(when)s."),
    Action.DECIDE_REVIEW: N_("You decided this case: %(when)s."),
}
_BY_OTHERS: Mapping[str, str] = {
    Action.ASSIGN_REVIEW: N_("%(name)s took this case: %(when)s."),
    Action.ASK_FOR_INFORMATION: N_("%(name)s asked the physician: %(when)s."),
    Action.RECOMMEND: N_("%(name)s sent the findings: %(when)s."),
    Action.DECIDE_REVIEW: N_("%(name)s decided this case: %(when)s."),
    Action.ANSWER_REVIEWER: N_("%(name)s answered the question: %(when)s."),
}
_YOU, _OTHERS = N_("You changed this: %(when)s."), N_("%(name)s changed this: %(when)s.")


class LastChange(NamedTuple):
    """Who changed a record last, by what action, and when."""

    by: str
    action: str
    at: datetime


def last_change(page_request: PageRequest, record: VersionedRecord) -> LastChange | None:
    """Return the change that made the record what it is now; None where its history cannot be found.

    Raises PortalError UNAVAILABLE.
    """
    place = audit_keys.change_event(record.record_type, record.id, record.version)
    items = page_request.ctx.store.table.query_audit(place.pk, place.sk, limit=1)
    if not items:
        return None
    event = read_event(items[0], None)
    return LastChange(event.actor_id, str(event.act), event.at)


def who_changed(page_request: PageRequest, record: VersionedRecord) -> str:
    """The last change as a sentence in the page's language, "" where it cannot be found."""
    change = last_change(page_request, record)
    if change is None:
        return ""
    when = translations_for(page_request.language).datetime(change.at)
    if change.by == page_request.ctx.person.id:
        return page_request.translate(_BY_YOU.get(change.action, _YOU), when=when)
    account = page_request.ctx.store.find(Account, change.by)
    name = account.display_name if account else page_request.translate(N_("The portal"))
    return page_request.translate(_BY_OTHERS.get(change.action, _OTHERS), name=name, when=when)
