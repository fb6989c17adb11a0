"""The agency reminds a silent panel member, once a day at most: of the declaration, or of the vote."""

from chalicelib.actions.appeals.appeal_case import load_appeal, require_panel_at_work, seat_of, with_seat
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Seat
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of


def is_waited_for(appeal: Appeal, seat: Seat) -> bool:
    """Return whether the panel waits for this member: to declare, or to vote while voting is open."""
    if seat.no_conflict_declared_on is None:
        return True
    return appeal.state == AppealState.IN_REVIEW and not seat.has_voted


def remind_panelist(ctx: Context, appeal_id: str, panelist_id: str, expected_version: int | None) -> Done:
    """Remind the member. Raises PortalError REFUSED (nothing is awaited, reminded today), CONFLICT, NOT_FOUND."""
    appeal = load_appeal(ctx, Action.REMIND_PANELIST, appeal_id)
    require_unchanged(appeal, expected_version)
    require_panel_at_work(appeal)
    seat = seat_of(appeal, panelist_id)
    if not is_waited_for(appeal, seat):
        raise PortalError(ErrorKind.REFUSED, "NOTHING_AWAITED_OF_PANELIST")
    if seat.reminded_on == ctx.on:
        raise PortalError(ErrorKind.REFUSED, "REMINDED_TODAY")
    work = ctx.unit_of_work(Action.REMIND_PANELIST)
    work.update(appeal, appeal.with_changes(seats=with_seat(appeal, seat.with_changes(reminded_on=ctx.on))))
    work.enqueue_notification(
        NoticeKind.PANEL_REMINDED,
        Recipient(kind="account", id=panelist_id),
        subject_of(appeal),
        appeal_id=appeal.id,
        form_number=appeal.form_number,
    )
    return work.commit(subject_of(appeal))
