"""A physician signs the form: the one action that makes an exemption (HSC 120372(a), (b)).

One read of what the action needs, the live license look-up, the law's verdicts, one transaction. Where the physician's
standing is on hold the same action makes held lines instead: they take the lock, and the school is not told. A
correction or renewal replaces the lines of an earlier form in the same transaction.
"""

from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.documents.support import documents_key, hand_over_documents, is_supported
from chalicelib.actions.physicians.standings import standing_after_signing
from chalicelib.actions.reviews.child_pairs import children_key, note_same_children
from chalicelib.actions.reviews.triggered_reviews import with_reviews_of_school, with_reviews_of_year
from chalicelib.actions.signing.draft_case import DraftCase, draft_keys, load_draft_case, lock_keys, require_version
from chalicelib.actions.signing.exemption_locks import acquire_lock, is_held_by_another, lock_key
from chalicelib.actions.signing.form_facts import require_lawful
from chalicelib.actions.signing.issued_rows import add_lookup_rows, drop_working_links, tell_of_held, tell_of_issue
from chalicelib.actions.signing.license_check import LicenseCheck, require_license
from chalicelib.actions.signing.new_form import Signature, form_of
from chalicelib.actions.signing.replacements import (
    inherit_reviews,
    require_hold_ends_nothing,
    require_same_content,
    supersede_replaced_lines,
    with_new_review,
)
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Trigger
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.duration import in_effect_from
from chalicelib.law.physician_standing import same_last_name
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.same_words import words_keys
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class IssueCommand:
    """What the physician states at signing. `expected_version` is the version of the draft that was shown."""

    draft_id: str
    expected_version: int | None
    signature: Signature
    password: str


class SigningCase(NamedTuple):
    """What the action reads: the draft with its sources, the physician's standing, and the child."""

    case: DraftCase
    standing: PhysicianStanding
    child: Child


def issue_exemption(ctx: Context, command: IssueCommand) -> Done:
    """Sign.

    Raises PortalError: REFUSED with the law's reasons, CONFLICT (stale draft, or another line in force), INVALID
    (password, no school yet), UNAVAILABLE (license service down and no good check within 24 hours; the draft stays).
    """
    signing = load_signing_case(ctx, command.draft_id)
    require_version(signing.case.draft, command.expected_version)
    _require_proof_and_own_name(ctx, command)
    form = form_of(ctx, signing.case, command.signature).with_school_record(signing.child.school_record)
    require_school(form)
    require_lawful(form, supported=is_supported(ctx, signing.case.draft))
    if form.is_correction and signing.case.replaced is not None:
        require_same_content(signing.case.replaced, form)
    require_guards_free(ctx, form)
    check = require_license(ctx, signing.standing)
    return _commit(ctx, signing, form.with_changes(license_checked_at=check.at), check)


def load_signing_case(ctx: Context, draft_id: str) -> SigningCase:
    """Return what signing needs, in one read beside the page's first. Raises PortalError NOT_FOUND, CONFLICT."""
    ctx.store.load(draft_keys(draft_id))
    profile = ctx.person.physician
    standing = standing_id(profile) if profile else ""
    case = load_draft_case(
        ctx,
        Action.ISSUE_EXEMPTION,
        draft_id,
        lambda draft: [
            *proof_keys(ctx),
            *lock_keys(draft),
            keys.record("standing", standing),
            keys.record(LicenseClaim.record_type, ctx.person.id),
            keys.record("child", draft.child_id),
            documents_key(draft),
            *_keys_of_request(ctx, draft),
            trigger_keys.DESK_KEY,
            *(words_keys(profile, draft.lines, ctx.keyed_hash).values() if profile else ()),
            *(keys.record("review", review_id) for review_id in draft.review_ids),
        ],
    )
    return SigningCase(case, ctx.store.get(PhysicianStanding, standing), ctx.store.get(Child, case.draft.child_id))


def _keys_of_request(ctx: Context, draft: FormDraft) -> list[Key]:
    # The form that a correction or renewal replaces is read only now: its school's reports take a request of their own.
    request = ctx.store.find(ExemptionRequest, draft.id)
    school = [trigger_keys.school_reporting(request.school.facility_id)] if request and request.school else []
    return [*school, *([children_key(ctx, request.child)] if request and request.child else [])]


def _require_proof_and_own_name(ctx: Context, command: IssueCommand) -> None:
    """Raise PortalError INVALID for another name, a wrong password, or both in one round; TOO_MANY after too many wrong
    passwords. A guess counts, whatever the name is."""
    other_name = _other_name(ctx.issuer().display_name, command.signature.signed_name)
    try:
        require_reauthentication(ctx, command.password)
    except PortalError as wrong:
        if other_name is None or wrong.kind is not ErrorKind.INVALID:
            raise
        raise other_name.told_with(wrong) from None
    if other_name is not None:
        raise other_name


def _other_name(physician: str, typed: str) -> PortalError | None:
    """Return the error for a signature that is not the signer's name, however spaced or accented."""
    if same_last_name(typed, physician):
        return None
    return PortalError(ErrorKind.INVALID, "SIGNED_NAME_DIFFERS", field="signed_name", name=physician)


def require_school(form: ExemptionForm) -> None:
    """Raise PortalError INVALID while there is no school or institution: signing waits for it (lifecycle H1)."""
    if not form.facility_id:
        raise invalid("SCHOOL_NEEDED_TO_SIGN", "")


def require_guards_free(ctx: Context, form: ExemptionForm) -> None:
    """Say early, and kindly, what the lock's condition would refuse. Raises PortalError CONFLICT."""
    first_day = in_effect_from(form.signed_on, form.span_starts_on)
    for line in form.lines:
        if is_held_by_another(ctx.store.item(lock_key(form, line)), first_day, form.replaces_form_id):
            raise PortalError(ErrorKind.CONFLICT, "LINE_ALREADY_IN_FORCE")


def _commit(ctx: Context, signing: SigningCase, form: ExemptionForm, check: LicenseCheck) -> Done:
    case, standing, child = signing
    # A standing on hold stays so until CDPH has classified what was seen, whatever the board shows by now (H6).
    held = check.verdict.outcome == Outcome.HOLD or standing.state == StandingState.HOLD
    work = ctx.unit_of_work(Action.HOLD_EXEMPTION if held else Action.ISSUE_EXEMPTION)
    form = _with_review_after_revocation(ctx, work, form.held() if held else form)
    if case.replaced is not None and held:
        require_hold_ends_nothing(case.replaced, form)
    elif case.replaced is not None:
        form = inherit_reviews(ctx, work, case.replaced, form)
        supersede_replaced_lines(work, case.replaced, form)
    form = with_reviews_of_year(ctx, work, standing, form, case.replaced)
    form = with_reviews_of_school(ctx, work, form, case.replaced)
    work.create(form)
    work.update(child, child)  # what a school records meanwhile cannot miss this form
    for line in form.lines:
        acquire_lock(work, form, line)
    if case.request is not None:
        state = RequestState.HELD if held else RequestState.ISSUED
        work.update(case.request, case.request.with_changes(state=state, form_id=form.id))
    work.update(case.draft, case.draft.with_changes(is_signed=True))
    hand_over_documents(ctx, work, case.draft, form)
    standing_after_signing(ctx, work, standing, form, check, held=held)
    add_lookup_rows(ctx, work, form)
    if case.replaced is None:  # a form of a child that is on record
        note_same_children(ctx, work, form)
    drop_working_links(work, form.physician_id, case.draft)
    if held:
        tell_of_held(work, form)
    else:
        tell_of_issue(work, form)
    return work.commit(subject_of(form))


def _with_review_after_revocation(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> ExemptionForm:
    """Open a review of a new form that follows a revocation; it may be issued, but is marked (lifecycle H2 [R])."""
    locks = [ctx.store.item(lock_key(form, line)) for line in form.lines]
    if not any(lock and lock.get("revoked_form") for lock in locks):
        return form
    return with_new_review(ctx, work, form, Trigger.REISSUED_AFTER_REVOCATION)
