"""Check a printed exemption form with the code that stands on it. Whoever holds the paper may."""

from chalicelib.actions.context import Context
from chalicelib.actions.network_tries import reserve_by_network
from chalicelib.domain.action import Action
from chalicelib.domain.certificate_check import PaperAnswer, paper_answer
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.ids import read_check_code
from chalicelib.domain.permissions import require_role
from chalicelib.storage import keys
from chalicelib.storage.credentials import CHECKS_PER_MINUTE, reserve_try

_NO_FORM = "none"  # the id of no form: a wrong code costs the same requests as a right one


def verify_certificate(ctx: Context, *, typed: str, client_ip: str) -> PaperAnswer:
    """Return what the holder is told. The check is written down for the child's parents first.

    A code that is malformed, or no one's, or of a form that never counted gets one answer at the same cost.

    Raises PortalError INVALID (one sentence for all), TOO_MANY, UNAVAILABLE.
    """
    require_role(ctx.actor, Action.CHECK_PAPER)
    table, now = ctx.store.table, ctx.now
    if not reserve_by_network(
        ctx, client_ip, lambda network, times: reserve_try(table, "check", network, now, CHECKS_PER_MINUTE.times(times))
    ):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_TRIES", field="code")
    row = ctx.store.item(keys.check_code(ctx.keyed_hash("check", read_check_code(typed))))
    form = ctx.store.find(ExemptionForm, str(row["case_id"]) if row else _NO_FORM)
    answer = paper_answer(form, ctx.on) if form else None
    if form is None or answer is None:
        raise invalid("CHECK_CODE_UNKNOWN", "code")
    ctx.store.record_paper_check(form.child_id, ctx.now, ctx.new_id())
    return answer
