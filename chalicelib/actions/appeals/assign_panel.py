"""The agency names the panel: exactly three physicians who may sit (HSC 120372.05(b)).

A seat can be filled again until the panel has determined; that restarts this seat alone.
"""

from collections.abc import Sequence

from chalicelib.actions.appeals.appeal_case import load_appeal, require_panel_at_work
from chalicelib.actions.appeals.panel_candidates import keys_of_people, require_eligible
from chalicelib.actions.context import Context
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.steps import require_step, require_unchanged
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Seat
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.appeals import panel_ready
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


def assign_panel(ctx: Context, appeal_id: str, expected_version: int | None, chosen: Sequence[str]) -> Done:
    """Seat these three accounts.

    Raises PortalError REFUSED with the law's reasons (not three, or one of them may not sit), CONFLICT.
    """
    appeal = load_appeal(ctx, Action.ASSIGN_PANEL, appeal_id)
    require_step(appeal, Action.ASSIGN_PANEL, expected_version)
    distinct = tuple(dict.fromkeys(chosen))
    size = panel_ready(len(distinct), ctx.on)
    if not size.allowed:
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field="panelists", verdict=size)
    ctx.store.load(keys_of_people(appeal, distinct))
    panelists = require_eligible(ctx, appeal, distinct, "panelists")
    work = ctx.unit_of_work(Action.ASSIGN_PANEL)
    seats = tuple(_seat(ctx, panelist) for panelist in panelists)
    work.update(appeal, appeal.with_changes(state=AppealState.PANEL_ASSIGNED, seats=seats))
    for panelist in panelists:
        _invite(ctx, work, appeal, panelist)
    return work.commit(subject_of(appeal))


def fill_seat(ctx: Context, appeal_id: str, expected_version: int | None, *, leaving: str, coming: str) -> Done:
    """Give the seat of `leaving` ("" for an empty seat) to `coming`; the other two seats stay as they are.

    Raises PortalError INVALID (no such seat, or seated already), REFUSED with the law's reasons, CONFLICT.
    """
    appeal = load_appeal(ctx, Action.ASSIGN_PANEL, appeal_id)
    require_unchanged(appeal, expected_version)
    require_panel_at_work(appeal)
    staying = tuple(seat for seat in appeal.seats if seat.panelist_id != leaving)
    if leaving and len(staying) == len(appeal.seats):
        raise invalid("NO_SUCH_SEAT", "leaving")
    if coming in appeal.assigned_ids:
        raise invalid("ALREADY_SEATED", "coming")
    if not panel_ready(len(staying) + 1, ctx.on).allowed:
        raise PortalError(ErrorKind.CONFLICT, "NO_EMPTY_SEAT")
    ctx.store.load(keys_of_people(appeal, (coming,)))
    newcomer = require_eligible(ctx, appeal, (coming,), "coming")[0]
    work = ctx.unit_of_work(Action.ASSIGN_PANEL)
    work.update(appeal, appeal.with_changes(seats=(*staying, _seat(ctx, newcomer))))
    if leaving:
        work.remove(keys.case_link(leaving, "appeal", appeal.id), condition=EITHER_WAY)
    _invite(ctx, work, appeal, newcomer)
    return work.commit(subject_of(appeal))


def has_empty_seat(ctx: Context, appeal: Appeal) -> bool:
    """Return whether a panel at work is one short: a panelist declared a conflict."""
    return not panel_ready(len(appeal.seats), ctx.on).allowed


def _seat(ctx: Context, panelist: Account) -> Seat:
    return Seat(panelist_id=panelist.id, panelist_name=panelist.display_name, assigned_on=ctx.on)


def _invite(ctx: Context, work: UnitOfWork, appeal: Appeal, panelist: Account) -> None:
    work.row(
        keys.case_link(panelist.id, "appeal", appeal.id),
        link_attributes("appeal", appeal.id, ctx.now.isoformat()),
        condition=EITHER_WAY,
    )
    work.enqueue_notification(
        NoticeKind.PANEL_INVITED,
        Recipient(kind="account", id=panelist.id),
        subject_of(appeal),
        language=panelist.language,
        appeal_id=appeal.id,
        form_number=appeal.form_number,
    )
