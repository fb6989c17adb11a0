"""People are reminded of the days of a form, each once (lifecycle H2): parents of what they can still do, the school of
what it must tell the parent."""

from collections.abc import Mapping

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_form, parents_of, school_of
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.reminders import About, Reminder, due_reminders, next_reminder_day
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.reminder_rows import told_through, waiting
from chalicelib.storage.unit_of_work import UnitOfWork

_ENDED = (NoticeKind.EXEMPTION_ENDED, NoticeKind.SCHOOL_EXEMPTION_ENDED)
_KINDS: Mapping[About, tuple[NoticeKind, NoticeKind | None]] = {
    About.END: (NoticeKind.EXEMPTION_ENDS_SOON, NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON),
    About.SPAN: (NoticeKind.SPAN_ENDS_SOON, NoticeKind.SCHOOL_SPAN_ENDS_SOON),
    About.APPEAL: (NoticeKind.APPEAL_DAY_NEAR, None),
}
"""What parents are told, and what the school is told in its own words."""


def remind_of_form(ctx: Context, form_id: str) -> int:
    """Send what is due of a form today and wait for the next day; return how many notices went out. Doing it again, or
    in two places at once, sends nothing twice.

    Raises PortalError CONFLICT (another run was faster), UNAVAILABLE.
    """
    key = trigger_keys.reminders(form_id)
    ctx.store.load([key, keys.record("form", form_id)])
    item, form = ctx.store.item(key), ctx.store.find(ExemptionForm, form_id)
    if item is None or form is None or told_through(item) >= ctx.on:
        return 0
    work = ctx.unit_of_work(Action.REMIND)
    sent = sum(_remind(work, form, reminder) for reminder in due_reminders(form, told_through(item), ctx.on))
    day, seen = next_reminder_day(form, ctx.on), {":seen": item["told_through"]}
    if day is None:
        work.remove(key, condition="told_through = :seen", values=seen)
    else:
        work.row(key, waiting(form, day, ctx.on), condition="told_through = :seen", values=seen)
    work.commit()
    return sent


def _remind(work: UnitOfWork, form: ExemptionForm, reminder: Reminder) -> int:
    of_parents, of_school = _ENDED if reminder.has_ended else _KINDS[reminder.about]
    parents, last_day = parents_of(form), reminder.last_day.isoformat()
    notify_of_form(work, of_parents, form, *parents, last_day=last_day)
    if of_school is None or not form.facility_id:
        return len(parents)
    notify_of_form(work, of_school, form, school_of(form), last_day=last_day)
    return len(parents) + 1
