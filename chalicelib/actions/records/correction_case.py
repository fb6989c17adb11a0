"""A request to amend, as those who may see it read it: guardians by way of the child, state staff by its address."""

from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.errors import not_found, wrong_state
from chalicelib.storage import keys

_MAX_SHOWN = 20


def own_amendment(ctx: Context, act: Action, child_id: str, amendment_id: str) -> tuple[Child, CorrectionRequest]:
    """Return the request, where this guardian may do `act` to it. Raises PortalError NOT_FOUND."""
    child = ctx.store.get(Child, child_id)
    ctx.require(act, child)
    asked = ctx.store.get(CorrectionRequest, amendment_id)
    if asked.child_id != child.id:
        raise not_found()
    return child, asked


def amendment_links(ctx: Context, child_id: str) -> list[tuple[datetime, str]]:
    """Return when each of the child's requests to amend was sent, and its id, newest first."""
    items = ctx.store.table.query(keys.child_partition(child_id), keys.AMENDMENT_PREFIX, limit=1000)
    return sorted(((datetime.fromisoformat(item["at"]), str(item["case_id"])) for item in items), reverse=True)


def corrections_of(ctx: Context, child_id: str, limit: int = _MAX_SHOWN) -> list[CorrectionRequest]:
    """Return the newest of the child's requests to amend. The caller has required an act on the child."""
    ids = [amendment_id for _at, amendment_id in amendment_links(ctx, child_id)[:limit]]
    ctx.store.load(keys.record(CorrectionRequest.record_type, amendment_id) for amendment_id in ids)
    return [ctx.store.get(CorrectionRequest, amendment_id) for amendment_id in ids]


def require_open(asked: CorrectionRequest, expected_version: int | None) -> None:
    """Raise PortalError CONFLICT if it is answered or withdrawn, or is not as the page showed it."""
    if asked.state != CorrectionState.OPEN:
        raise wrong_state()
    require_unchanged(asked, expected_version)
