"""A physician, or clinic staff for the physician, opens a parent's request with its number and the child's birth
date (lifecycle H1, law.md A6)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.attempt_limits import count_wrong_try, is_locked, tries_of
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_request, parents_of
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.signing.license_check import require_not_barred
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.domain.timeline import is_lapsed
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


@dataclass(frozen=True)
class OpenCommand:
    """What the physician typed: the number as we write it (`ids.read_number`), and the birth date."""

    number: str
    birth_date: date


def open_request(ctx: Context, command: OpenCommand) -> Done:
    """Open the request. One that this physician has open already is just shown.

    A wrong number and a wrong birth date get one answer. Raises PortalError INVALID (no match), TOO_MANY (locked),
    REFUSED (barred, lapsed, closed, or with another physician).
    """
    ctx.require(Action.OPEN_REQUEST)
    person = ctx.issuer()
    _load_first(ctx, command.number)
    require_not_barred(ctx.store.get(PhysicianStanding, _standing_id(ctx)))
    request = _matching_request(ctx, command)
    if request.state == RequestState.OPENED and request.physician_id == person.id:
        return Done(act=Action.OPEN_REQUEST, subject=subject_of(request))
    _require_open_to_me(ctx, request)
    opened = request.with_changes(
        state=RequestState.OPENED,
        physician_id=person.id,
        physician_name=person.display_name,
        opened_at=ctx.now,
        reason="",
    )
    work = ctx.unit_of_work(Action.OPEN_REQUEST)
    work.update(request, opened)
    _begin_draft(ctx, work, opened)
    work.row(
        keys.case_link(person.id, "request", request.id),
        link_attributes("request", request.id, ctx.now.isoformat()),
        condition=EITHER_WAY,
    )
    notify_of_request(work, NoticeKind.REQUEST_OPENED, request, *parents_of(request))
    return work.commit(subject_of(request))


def _standing_id(ctx: Context) -> str:
    profile = ctx.issuer().physician
    if profile is None:
        raise PortalError(ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE")
    return standing_id(profile)


def _number_key(ctx: Context, number: str) -> Key:
    return keys.request_number(ctx.keyed_hash("request-number", number))


def _load_first(ctx: Context, number: str) -> None:
    ctx.store.load([_number_key(ctx, number), tries_of(ctx, number), keys.record("standing", _standing_id(ctx))])


def _matching_request(ctx: Context, command: OpenCommand) -> ExemptionRequest:
    if is_locked(ctx, command.number):
        raise PortalError(ErrorKind.TOO_MANY, "REQUEST_LOCKED", field="number")
    found = ctx.store.item(_number_key(ctx, command.number))
    request_id = str(found["case_id"]) if found else ""
    if request_id:
        # The number is all that leads to the request, so this action reads once more than others do.
        ctx.store.load([keys.record("request", request_id), keys.record("form_draft", request_id)])
    request = ctx.store.find(ExemptionRequest, request_id)
    if request is None or request.child is None or request.child.birth_date != command.birth_date:
        _count_wrong(ctx, command.number, request)
        raise invalid("NO_SUCH_REQUEST", "number")
    return request


def _count_wrong(ctx: Context, number: str, request: ExemptionRequest | None) -> None:
    """Count the try. The one that locks is audited, and the parent is told that someone tried, without who."""
    if not count_wrong_try(ctx, number):
        return
    if request is not None:
        work = ctx.unit_of_work(Action.OPEN_REQUEST)
        work.idempotency_key = ctx.new_id()  # the form itself was not done: its own operation stays free
        work.update(request, request, reason="locked after wrong birth dates")
        notify_of_request(work, NoticeKind.WRONG_BIRTH_DATE_TRIES, request, *parents_of(request))
        work.commit(subject_of(request))
    raise PortalError(ErrorKind.TOO_MANY, "REQUEST_LOCKED", field="number")


def _require_open_to_me(ctx: Context, request: ExemptionRequest) -> None:
    if request.state == RequestState.OPENED:
        raise PortalError(ErrorKind.REFUSED, "REQUEST_WITH_OTHER_PHYSICIAN", field="number")
    if request.state != RequestState.SUBMITTED or request.span is None:
        raise PortalError(ErrorKind.REFUSED, "REQUEST_CLOSED", field="number")
    if is_lapsed(request, ctx.on):
        raise PortalError(ErrorKind.REFUSED, "REQUEST_LAPSED", field="number")


def _begin_draft(ctx: Context, work: UnitOfWork, request: ExemptionRequest) -> None:
    """Create a draft; if this physician had begun one before returning the request, continue that one."""
    if request.span is None:
        raise PortalError(ErrorKind.REFUSED, "REQUEST_CLOSED", field="number")
    fresh = FormDraft(
        id=request.id,
        physician_id=request.physician_id,
        request_id=request.id,
        child_id=request.child_id,
        span=request.span,
        replaces_form_id=request.renews_form_id,
    )
    before = ctx.store.find(FormDraft, request.id)
    if before is None:
        work.create(fresh)
    elif (before.physician_id, before.span) != (fresh.physician_id, fresh.span):
        work.update(before, fresh)
