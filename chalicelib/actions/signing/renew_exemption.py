"""The issuer renews temporary exemptions of a form, before or after they end (H2, case 13)."""

from chalicelib.actions.context import Context
from chalicelib.actions.signing.correct_exemption import begin_draft, draft_from
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import grade_of_form
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import LineDraft
from chalicelib.domain.results import Done
from chalicelib.law.calendar import age_in_years
from chalicelib.law.enums import LineKind
from chalicelib.law.grade_spans import span_of


def renew_exemption(ctx: Context, form_id: str, expected_version: int | None) -> Done:
    """Begin a renewal of the form's temporary lines. Each needs a new end date, and the child a new examination.

    `expected_version` is `version_to_begin` as the page showed it; one that was begun before is begun again. Raises
    PortalError NOT_FOUND, CONFLICT (nothing temporary to renew, stale), REFUSED (by the calendar the child has reached
    the next grade span: that needs a request of its own).
    """
    form = ctx.store.get(ExemptionForm, form_id)
    ctx.require(Action.RENEW_EXEMPTION, form)
    lines = temporary_lines(form)
    if not lines:
        raise wrong_state()
    if _has_left_span(ctx, form):
        raise PortalError(ErrorKind.REFUSED, "RENEWAL_NEEDS_NEW_REQUEST")
    draft = draft_from(ctx, form, renewal_id(form_id)).with_changes(
        lines=tuple(_line_without_end(line) for line in lines)
    )
    return begin_draft(ctx, Action.RENEW_EXEMPTION, form, draft, expected_version)


def renewal_id(form_id: str) -> str:
    """Return the id of the draft that renews a form: there is one at a time."""
    return f"r{form_id}"


def temporary_lines(form: ExemptionForm) -> tuple[ExemptionLine, ...]:
    """Return the lines that can be renewed: temporary and issued, whether still valid or ended by date."""
    return tuple(line for line in form.issued_lines if line.kind == LineKind.TEMPORARY)


def _has_left_span(ctx: Context, form: ExemptionForm) -> bool:
    if form.next_span_entry is not None and form.next_span_entry <= ctx.on:
        return True
    age = age_in_years(form.birth_date, ctx.on)
    return span_of(grade_of_form(form, ctx.on), age_years=age, on=ctx.on) != form.span


def _line_without_end(line: ExemptionLine) -> LineDraft:
    return LineDraft(vaccine=line.vaccine, kind=line.kind, reason_codes=line.reason_codes, description=line.description)
