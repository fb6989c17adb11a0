"""What goes with a signed form: the rows that find it, and the notices (lifecycle H2)."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, parents_of, school_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import FormDraft
from chalicelib.storage import keys
from chalicelib.storage.same_words import add_words
from chalicelib.storage.state_desk import desk_key, reasons_row
from chalicelib.storage.trigger_keys import form_reasons
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


def link_attributes(kind: str, case_id: str, at: str) -> dict[str, str]:
    return {"type": "link", "kind": kind, "case_id": case_id, "at": at}


def add_lookup_rows(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> None:
    """Write links of the physician, guardians and child, the form number, the check code, the coded reasons for the
    state's lists, the same-child row (H8), the lists of the same words, which should have been read."""
    at = ctx.now.isoformat()
    attributes = link_attributes("form", form.id, at)
    for account_id in (form.physician_id, *form.guardian_ids):
        work.row(keys.case_link(account_id, "form", form.id), attributes)
    work.row(keys.child_case(form.child_id, "form", form.id), attributes)
    work.row(keys.form_number(ctx.keyed_hash("form-number", form.number)), {"type": "number", "case_id": form.id})
    work.row(keys.check_code(ctx.keyed_hash("check", form.check_code)), {"type": "check", "case_id": form.id})
    work.row(form_reasons(form.id), reasons_row(form, desk_key(ctx.store)))
    add_words(work, ctx.store.item, form, ctx.keyed_hash)
    same_child = ctx.keyed_hash("child", *form.same_child_parts)
    work.row(keys.same_child_case(same_child, "form", form.id), attributes)


def drop_working_links(work: UnitOfWork, physician_id: str, draft: FormDraft) -> None:
    """Take the finished work off the physician's list: the form has a link of its own."""
    for kind in ("request", "draft"):
        work.remove(keys.case_link(physician_id, kind, draft.id), condition=EITHER_WAY)


def tell_of_issue(work: UnitOfWork, form: ExemptionForm) -> None:
    """Notify parent and school that a form was issued; the physician has just signed it."""
    notify_of_form(work, NoticeKind.EXEMPTION_ISSUED, form, *parents_of(form), school_of(form))


def tell_of_held(work: UnitOfWork, form: ExemptionForm) -> None:
    """Notify physician and parent that the form is not valid yet; the school is not told (120372(d)(7) [R])."""
    notify_of_form(work, NoticeKind.EXEMPTION_HELD, form, *parents_of(form), account(form.physician_id))
