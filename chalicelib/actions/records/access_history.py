"""Who has looked at a child's record: each view by someone else, and each opening of a list of the school, or of the
health department over it, while the child stood on it (S-75)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.domain.access import View
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.events import ChangeEvent
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.access_log import place_of, views_between
from chalicelib.storage.codec import key_with
from chalicelib.storage.encrypted_events import read_event

VIEWS_PER_PAGE = 50
_EARLIEST, _LATEST = "", "~"
_MAX_EVENTS = 1000  # of a child's record: all are needed to know each school that it had


@dataclass(frozen=True)
class EnrollmentPeriod:
    """From when until when a school's list had the child on it; `until` None: it still has. `jurisdiction`: of the
    health department over the school, "" where the directory named none."""

    facility_id: str
    name: str
    since: datetime
    until: datetime | None = None
    jurisdiction: str = ""

    @property
    def owners(self) -> Iterator[tuple[str, str]]:
        """Whose lists had the child on them in this time."""
        yield "facility", self.facility_id
        if self.jurisdiction:
            yield "jurisdiction", self.jurisdiction


@dataclass(frozen=True)
class ViewsPage:
    """Views, newest first, the names of the schools among them by number, and where the older ones go on ("": none)."""

    views: list[View]
    schools: Mapping[str, str]
    older: str


def access_history(ctx: Context, child: Child, before: str = "", limit: int = VIEWS_PER_PAGE) -> ViewsPage:
    """Return the page of `limit` views that begins at the place `before` ("" for the newest).

    Raises PortalError NOT_FOUND for someone else's child, UNAVAILABLE.
    """
    ctx.require(Action.VIEW_ACCESS_LOG, child)
    stays = _stays(ctx, child)
    newest = before or _LATEST
    found = views_between(ctx.store.table, "child", child.id, (_EARLIEST, newest), limit + 1)
    for stay in stays:
        span = stay.since.isoformat(), min(newest, stay.until.isoformat() if stay.until else _LATEST)
        if span[0] <= span[1]:
            for owner in stay.owners:
                found += views_between(ctx.store.table, *owner, span, limit + 1)
    found.sort(key=place_of, reverse=True)
    older = place_of(found[limit]) if len(found) > limit else ""
    return ViewsPage(found[:limit], {stay.facility_id: stay.name for stay in stays}, older)


def _stays(ctx: Context, child: Child) -> list[EnrollmentPeriod]:
    """Return the child's schools from its history; a list shows a child from its first form on."""
    forms = ctx.store.dated_links(keys.child_partition(child.id), "form")
    if not forms:
        return []
    first_form = forms[-1][0]
    partition = audit_keys.change_event(child.record_type, child.id, 1).pk
    items = ctx.store.table.whole_audit(partition, audit_keys.EVENT_PREFIX, ceiling=_MAX_EVENTS)
    events = [read_event(item, key_with(child)) for item in items]
    return [stay for stay in _schools(events, first_form) if stay.until is None or stay.until > stay.since]


def _schools(events: list[ChangeEvent], first_form: datetime) -> Iterator[EnrollmentPeriod]:
    named = [(event.at, event.changes["school"][1]) for event in events if "school" in event.changes]
    ends = [*(at for at, _school in named[1:]), None]
    for (at, school), until in zip(named, ends, strict=True):
        if school["facility_id"]:
            since, over = max(at, first_form), school.get("jurisdiction", "")
            yield EnrollmentPeriod(school["facility_id"], school["name"], since, until, over)
