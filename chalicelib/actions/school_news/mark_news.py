"""Someone of a school has dealt with news, or takes that back."""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.list_pages import PAGE_SIZE
from chalicelib.storage.school_news import marked_key

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
    person = ctx.require(Action.MARK_NEWS, SchoolChoice(facility_id=facility_id))
    named = list(dict.fromkeys(marks))
    if not named:
        raise invalid("NO_NEWS_CHOSEN", "news")
    if len(named) > PAGE_SIZE:
        raise invalid("TOO_MUCH_NEWS_CHOSEN", "news")
    work = ctx.unit_of_work(Action.MARK_NEWS)
    how, values = _MARK if done else _TAKE_OFF, {":notice": keys.NOTICE_PREFIX}
    if done:
        values |= {":day": ctx.on.isoformat(), ":person": person.id, ":name": person.display_name}
    for mark in named:
        key = marked_key(facility_id, mark)
        work.adjust(key, how, values, condition="begins_with(SK, :notice)", conflict_code="NEWS_GONE")
    return work.commit(Subject(kind=SubjectKind.SCHOOL_NEWS, id=facility_id), step="open" if done else "done")
