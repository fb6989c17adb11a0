"""A physician signs the form: the one act that makes an exemption (HSC 120372(a), (b)).

One read of what the act needs, the live licence look-up, the law's verdicts, one transaction. Where the physician's
standing is on hold the same act makes held lines instead: they take the guard, and the school is not told. A
correction or renewal replaces the lines of an earlier form in the same transaction.
"""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.form_facts import require_lawful
from chalicelib.actions.guards import guard_key, is_held_by_another, take_guard
from chalicelib.actions.issued_rows import add_lookup_rows, tell_of_held, tell_of_issue
from chalicelib.actions.licence_check import LicenceCheck, require_licence
from chalicelib.actions.new_form import Signature, form_of
from chalicelib.actions.proof import proof_keys, require_fresh_proof
from chalicelib.actions.replacements import inherit_reviews, supersede_replaced_lines
from chalicelib.actions.standings import standing_after_signing
from chalicelib.domain.acts import Act
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import Form
from chalicelib.domain.request import FormDraft, Request, RequestState
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.domain.standing import Standing, standing_id
from chalicelib.law.duration import in_effect_from
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class IssueCommand:
    """What the physician states at signing. `seen_version` is the version of the draft that was shown."""

    draft_id: str
    seen_version: int | None
    signature: Signature
    password: str


@dataclass(frozen=True)
class SigningCase:
    """What the act reads: the draft, the request or form it was made from, and the physician's standing."""

    draft: FormDraft
    request: Request | None
    replaced: Form | None
    standing: Standing


def issue_exemption(ctx: Context, command: IssueCommand) -> str:
    """Sign; answer with the path of the issued form.

    Raises PortalError: REFUSED with the law's reasons, CONFLICT (stale draft, or another line in force), INVALID
    (password), UNAVAILABLE (licence service down and no good check within 24 hours; the draft is kept).
    """
    case = load_signing_case(ctx, command.draft_id)
    if case.draft.is_signed or command.seen_version not in {None, case.draft.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    require_fresh_proof(ctx, command.password)
    form = form_of(ctx, case.draft, case.request or case.replaced, command.signature)
    require_lawful(form)
    require_guards_free(ctx, form)
    check = require_licence(ctx, case.standing)
    return _commit(ctx, case, form.but(licence_checked_at=check.at), check)


def load_signing_case(ctx: Context, draft_id: str) -> SigningCase:
    """What signing needs, in one read beside the page's first. Raises PortalError NOT_FOUND, CONFLICT."""
    ctx.store.load([keys.record("form_draft", draft_id), keys.record("request", draft_id)])
    draft = ctx.store.get(FormDraft, draft_id)
    person = ctx.require(Act.ISSUE_EXEMPTION, draft)
    profile = person.physician
    standing = standing_id(profile) if profile else ""
    ctx.store.load([
        *proof_keys(ctx), keys.record("standing", standing),
        *(keys.guard(draft.child_id, line.vaccine, draft.span) for line in draft.lines),
        *(keys.record("form", form_id) for form_id in [draft.replaces_form_id] if form_id),
        *(keys.record("review", review_id) for review_id in draft.review_ids),
    ])
    request = ctx.store.find(Request, draft.request_id)
    if request is not None and request.state != RequestState.OPENED:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return SigningCase(draft, request, ctx.store.find(Form, draft.replaces_form_id), ctx.store.get(Standing, standing))


def require_guards_free(ctx: Context, form: Form) -> None:
    """Say early, and kindly, what the guard's condition would refuse. Raises PortalError CONFLICT."""
    first_day = in_effect_from(form.signed_on, form.enters_span_on)
    for line in form.lines:
        if is_held_by_another(ctx.store.item(guard_key(form, line)), first_day, form.replaces_form_id):
            raise PortalError(ErrorKind.CONFLICT, "LINE_ALREADY_IN_FORCE")


def _commit(ctx: Context, case: SigningCase, form: Form, check: LicenceCheck) -> str:
    held = check.verdict.outcome == Outcome.HOLD
    work = ctx.unit_of_work(Act.HOLD_EXEMPTION if held else Act.ISSUE_EXEMPTION)
    form = _with_review_after_revocation(ctx, work, form.held() if held else form)
    if case.replaced is not None:
        form = inherit_reviews(ctx, work, case.draft, form)
        supersede_replaced_lines(work, case.replaced, form)
    work.create(form)
    for line in form.lines:
        take_guard(work, form, line)
    if case.request is not None:
        state = RequestState.HELD if held else RequestState.ISSUED
        work.update(case.request, case.request.but(state=state, form_id=form.id))
    work.update(case.draft, case.draft.but(is_signed=True))
    standing_after_signing(ctx, work, case.standing, form, check, held=held)
    add_lookup_rows(ctx, work, form)
    if held:
        tell_of_held(work, form)
    else:
        tell_of_issue(work, form)
    return work.commit(f"/physicians/forms/{form.id}/signed")


def _with_review_after_revocation(ctx: Context, work: UnitOfWork, form: Form) -> Form:
    """A new form after a revocation may be issued; it is marked and goes to review (lifecycle H2 [R])."""
    guards = [ctx.store.item(guard_key(form, line)) for line in form.lines]
    if not any(guard and guard.get("revoked_form") for guard in guards):
        return form
    review = Review(id=ctx.new_id(), state=ReviewState.OPEN, form_id=form.id, form_number=form.number,
                    child_id=form.child_id, trigger=Trigger.REISSUED_AFTER_REVOCATION, opened_on=ctx.on, opened_by="")
    work.create(review, by=Act.ISSUE_EXEMPTION)
    return form.in_review_of(review.id)
