"""Someone of a school, or of the reviewers, has dealt with news, or takes that back."""

from collections.abc import Iterable
from enum import StrEnum

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.list_pages import PAGE_SIZE
from chalicelib.storage.outbox import inbox_partition
from chalicelib.storage.school_news import marked_key, school_inbox
from chalicelib.storage.unit_of_work import UnitOfWork

_MARK = (
    "SET done_on = if_not_exists(done_on, :day), done_by = if_not_exists(done_by, :person), "
    "done_by_name = if_not_exists(done_by_name, :name)"
)
_TAKE_OFF = "REMOVE done_on, done_by, done_by_name"


def mark_news(ctx: Context, facility_id: str, marks: Iterable[str], *, done: bool) -> Done:
    """Write on these notices who has dealt with them and on which day, or take it off. The first mark stays.

    Raises PortalError NOT_FOUND (another's school), INVALID (none, more than a page holds), CONFLICT (a notice that is
    gone), UNAVAILABLE.
    """
    ctx.require(Action.MARK_NEWS, SchoolChoice(facility_id=facility_id))
    work = _marked(ctx, Action.MARK_NEWS, school_inbox(facility_id), marks, done=done)
    return work.commit(Subject(kind=SubjectKind.SCHOOL_NEWS, id=facility_id), step="open" if done else "done")


class NewsOf(StrEnum):
    """Which of the two inboxes of a reviewer or officer."""

    OWN = "own"
    TEAM = "team"


def reviewers_inbox(ctx: Context, of: NewsOf) -> str:
    """Return the partition of the person's own inbox, or of that which all reviewers share."""
    return keys.account_partition(ctx.person.id) if of is NewsOf.OWN else inbox_partition(CDPH)


def mark_reviewers_news(ctx: Context, of: NewsOf, marks: Iterable[str], *, done: bool) -> Done:
    """Do the same in an inbox of the state's reviewers. Raises PortalError as `mark_news`."""
    ctx.require(Action.MARK_REVIEWERS_NEWS)
    work = _marked(ctx, Action.MARK_REVIEWERS_NEWS, reviewers_inbox(ctx, of), marks, done=done)
    return work.commit(Subject(kind=SubjectKind.REVIEWERS_NEWS, id=of), step="open" if done else "done")


def _marked(ctx: Context, act: Action, inbox: str, marks: Iterable[str], *, done: bool) -> UnitOfWork:
    person = ctx.person
    named = list(dict.fromkeys(marks))
    if not named:
        raise invalid("NO_NEWS_CHOSEN", "news")
    if len(named) > PAGE_SIZE:
        raise invalid("TOO_MUCH_NEWS_CHOSEN", "news")
    work = ctx.unit_of_work(act)
    how, values = _MARK if done else _TAKE_OFF, {":notice": keys.NOTICE_PREFIX}
    if done:
        values |= {":day": ctx.on.isoformat(), ":person": person.id, ":name": person.display_name}
    for mark in named:
        work.adjust(
            marked_key(inbox, mark), how, values, condition="begins_with(SK, :notice)", conflict_code="NEWS_GONE"
        )
    return work
