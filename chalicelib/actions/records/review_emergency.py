"""Those who watch over privacy judge each emergency access afterwards. They see who, when and why, and how often the
record was opened, but nothing of the child."""

from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.emergency import EmergencyAccess, EmergencyFinding, EmergencyState
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage.access_log import views_between

_MAX_VIEWS = 200


def openings_of(ctx: Context, access: EmergencyAccess) -> list[datetime]:
    """Return when the record was opened under this access, oldest first. Raises PortalError UNAVAILABLE."""
    span = access.opened_at.isoformat(), access.ends_at.isoformat()
    views = views_between(ctx.store.table, "child", access.child_id, span, _MAX_VIEWS)
    return sorted(view.at for view in views if view.viewer == access.opened_by and view.purpose == Purpose.EMERGENCY)


def review_emergency(
    ctx: Context, emergency_id: str, finding: EmergencyFinding, reason: str, expected_version: int | None
) -> Done:
    """Record what the review found; the person who opened the record is told.

    Raises PortalError NOT_FOUND, FORBIDDEN (one's own access), CONFLICT (judged already, or the hour is not over).
    """
    access = ctx.store.get(EmergencyAccess, emergency_id)
    person = ctx.require(Action.REVIEW_EMERGENCY, access)
    if access.opened_by == person.id:
        raise PortalError(ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE")
    if access.state != EmergencyState.OPENED or expected_version not in {None, access.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if access.is_open_at(ctx.now):
        raise PortalError(ErrorKind.CONFLICT, "EMERGENCY_NOT_OVER")
    work = ctx.unit_of_work(Action.REVIEW_EMERGENCY)
    work.update(
        access,
        access.with_changes(
            state=EmergencyState.REVIEWED,
            reviewed_by=person.id,
            reviewed_at=ctx.now,
            finding=finding,
            finding_reason=reason,
        ),
        reason=reason,
    )
    work.enqueue_notification(
        NoticeKind.EMERGENCY_REVIEWED, Recipient(kind="account", id=access.opened_by), subject_of(access)
    )
    return work.commit(subject_of(access))
