"""Someone of a health department or the state opens one child's record in an emergency (S-76).

It leans on nothing but the store: it works while the license search or the mail service is down; the notices follow.
"""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import parents_of
from chalicelib.actions.reviews.find_form import record_look_up
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.emergency import LASTS, EmergencyAccess, EmergencyReason, EmergencyState
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.metrics import Metric
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.storage import keys
from chalicelib.storage.credentials import reserve_try

PRIVACY_OFFICE = Recipient(kind="operators", id="main")
_MAX_FORMS = 20


@dataclass(frozen=True)
class EmergencyCommand:
    """Which child, and why. `why_beyond`: why a health department needs the record of a child at a school of another
    jurisdiction."""

    first_name: str
    last_name: str
    birth_date: date
    why: EmergencyReason
    reason: str
    why_beyond: str = ""


def open_emergency(ctx: Context, asked: EmergencyCommand, password: str) -> Done:
    """Open the record for an hour. Those who watch over privacy and the parents are told. A health department reaches
    beyond its jurisdiction only with a reason for it, and the review of that access is marked.

    Raises PortalError INVALID (fields password, last_name), TOO_MANY (five tries a minute).
    """
    person = ctx.require(Action.OPEN_EMERGENCY)
    if not reserve_try(ctx.store.table, "emergency", ctx.keyed_hash("try", person.id), ctx.now):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_TRIES")
    facts = ChildFacts(first_name=asked.first_name, last_name=asked.last_name, birth_date=asked.birth_date)
    same_child_hash = ctx.keyed_hash("child", *same_child_parts(facts))
    found = ctx.store.dated_links(keys.same_child_partition(same_child_hash), "form")[:_MAX_FORMS]
    ctx.store.load([*proof_keys(ctx), *(keys.record("form", form_id) for _at, form_id in found)])
    require_reauthentication(ctx, password)
    every = [ctx.store.get(ExemptionForm, form_id) for _at, form_id in found]
    here = [form for form in every if person.jurisdiction in {"", form.jurisdiction}]
    stays_closed = not here and person.jurisdiction and not asked.why_beyond.strip()
    if stays_closed or not every:
        record_look_up(ctx, same_child_hash, Purpose.CHILD_LOOK_UP, found=bool(every))
    if stays_closed:
        raise invalid("NO_FORM_OF_CHILD_HERE", "last_name")
    if not every:
        raise invalid("NO_FORM_OF_CHILD", "last_name")
    newest = (here or every)[0]
    forms = [form for form in every if form.child_id == newest.child_id]
    access = EmergencyAccess(
        id=ctx.new_id(),
        state=EmergencyState.OPENED,
        child_id=forms[0].child_id,
        form_ids=tuple(form.id for form in forms),
        opened_by=person.id,
        opened_role=person.role,
        opener=person.display_name,
        kind=asked.why,
        reason=asked.reason,
        opened_at=ctx.now,
        ends_at=ctx.now + LASTS,
        office=person.jurisdiction,
        is_beyond=not here,
        why_beyond=asked.why_beyond if not here else "",
    )
    work = ctx.unit_of_work(Action.OPEN_EMERGENCY)
    work.create(access, reason=asked.reason)
    work.row(
        keys.child_case(access.child_id, "emergency", access.id),
        link_attributes("emergency", access.id, ctx.now.isoformat()),
    )
    work.enqueue_notification(NoticeKind.EMERGENCY_OPENED, PRIVACY_OFFICE, subject_of(access))
    for parent in parents_of(forms[0]):
        work.enqueue_notification(
            NoticeKind.EMERGENCY_VIEW, parent, Subject(kind=SubjectKind.CHILD, id=access.child_id)
        )
    done = work.commit(subject_of(access))
    ctx.services.count(Metric.BREAK_GLASS_USED)
    return done


def opened_forms(ctx: Context, access: EmergencyAccess) -> list[ExemptionForm]:
    """Return the forms of the child whose record this person opened, as they are now, newest first.

    Raises PortalError NOT_FOUND for everyone else, CONFLICT (EMERGENCY_OVER) when the hour is over.
    """
    ctx.require(Action.VIEW_EMERGENCY, access)
    if not access.is_open_at(ctx.now):
        raise PortalError(ErrorKind.CONFLICT, "EMERGENCY_OVER")
    ctx.store.load(keys.record("form", form_id) for form_id in access.form_ids)
    return [ctx.store.get(ExemptionForm, form_id) for form_id in access.form_ids]
