"""People are reminded of the days of a record, each once (lifecycle H1, H2): those who must act, in their own words."""

from chalicelib.actions.context import Context
from chalicelib.actions.reminders.tellings import tell
from chalicelib.domain.action import Action
from chalicelib.domain.reminders import REMINDED, due_reminders, next_reminder_day
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.reminder_rows import told_through, waiting


def remind(ctx: Context, kind: str, record_id: str) -> int:
    """Send what is due of a record today and wait for the next day; return how many notices went out. Doing it again,
    or in two places at once, sends nothing twice.

    Raises PortalError CONFLICT (another run was faster), UNAVAILABLE.
    """
    key = trigger_keys.reminders(record_id, kind)
    ctx.store.load([key, keys.record(kind, record_id)])
    item, record = ctx.store.item(key), ctx.store.find(REMINDED[kind], record_id)
    if item is None or record is None or told_through(item) >= ctx.on:
        return 0
    work = ctx.unit_of_work(Action.REMIND)
    sent = tell(ctx, work, record, due_reminders(record, told_through(item), ctx.on))
    day, seen = next_reminder_day(record, ctx.on), {":seen": item["told_through"], ":card": item["card"]}
    unmoved = "told_through = :seen AND card = :card"
    if day is None:
        work.remove(key, condition=unmoved, values=seen)
    else:
        work.row(key, waiting(record, day, ctx.on), condition=unmoved, values=seen)
    work.commit()
    return sent
