"""The issuer corrects a clerical error: a new version of the form, with the same content class (H2, H7)."""

from chalicelib.actions.context import Context
from chalicelib.actions.signing.draft_case import next_part
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import FormDraft, LineDraft
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.enums import PrimaryCareKind
from chalicelib.storage import keys
from chalicelib.storage.write_rules import EITHER_WAY


def correct_exemption(ctx: Context, form_id: str, expected_version: int | None) -> Done:
    """Begin a correction, filled with what the form says; one that was begun before is begun again.

    `expected_version` is `version_to_begin` as the page showed it. Raises PortalError NOT_FOUND, CONFLICT.
    """
    form = ctx.store.get(ExemptionForm, form_id)
    ctx.require(Action.CORRECT_EXEMPTION, form)
    if not form.issued_lines:
        raise wrong_state()
    draft = draft_from(ctx, form, correction_id(form_id)).with_changes(
        is_correction=True, examined_on=form.examined_on, lines=tuple(_same_line(line) for line in form.issued_lines)
    )
    return begin_draft(ctx, Action.CORRECT_EXEMPTION, form, draft, expected_version)


def correction_id(form_id: str) -> str:
    """Return the id of the draft that corrects a form: there is one at a time."""
    return f"c{form_id}"


def draft_from(ctx: Context, form: ExemptionForm, draft_id: str) -> FormDraft:
    """Return a draft that replaces `form`, with what a correction and a renewal both keep of it."""
    return FormDraft(
        id=draft_id,
        physician_id=ctx.person.id,
        replaces_form_id=form.id,
        child_id=form.child_id,
        span=form.span,
        review_ids=form.review_ids,
        is_primary_care=form.is_primary_care,
        primary_care=form.primary_care,
        primary_care_kind=form.primary_care.kind if form.primary_care else PrimaryCareKind.PHYSICIAN,
        treating_since=form.treating_since,
    )


def version_to_begin(form: ExemptionForm, begun: FormDraft | None) -> int:
    """Return what a page shows as its version: it rises with each change of the form or of the draft begun from it."""
    return form.version + (begun.version if begun else 0)


def begin_draft(ctx: Context, act: Action, form: ExemptionForm, draft: FormDraft, expected_version: int | None) -> Done:
    """Keep the draft and list it on the physician's home page. Raises PortalError CONFLICT (stale)."""
    begun = ctx.store.find(FormDraft, draft.id)
    if expected_version != version_to_begin(form, begun):
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    work = ctx.unit_of_work(act)
    if begun is None:
        work.create(draft)
    else:
        work.update(begun, draft)
    work.row(
        keys.case_link(ctx.person.id, "draft", draft.id),
        link_attributes("draft", draft.id, ctx.now.isoformat()),
        condition=EITHER_WAY,
    )
    work.row(
        keys.child_case(draft.child_id, "form_draft", draft.id),
        link_attributes("form_draft", draft.id, ctx.now.isoformat()),
        condition=EITHER_WAY,
    )
    return work.commit(subject_of(draft), next_part(draft))


def _same_line(line: ExemptionLine) -> LineDraft:
    return LineDraft(
        vaccine=line.vaccine,
        kind=line.kind,
        reason_codes=line.reason_codes,
        description=line.description,
        expires_on=line.expires_on,
    )
