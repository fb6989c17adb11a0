"""A reviewer finds a form: by its number, or by the child's name and birth date through the same-child hash (H8).

Each look-up is counted: whoever has the right to look up children must not be able to read through all of them. And
each is recorded before its answer is shown: that a child is in no form is an answer, too.
"""

from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.metrics import Metric
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import LOOK_UPS_PER_DAY, LOOK_UPS_PER_HOUR, reserve_look_up
from chalicelib.storage.state_desk import listed_forms


def find_form_by_number(ctx: Context, text: str) -> Subject:
    """Return the form with this number. Raises PortalError INVALID at the field "number", TOO_MANY."""
    ctx.require(Action.FIND_FORM)
    try:
        number = read_number(text)
    except NotANumberError as error:
        raise invalid(error.reason, "number") from None
    count_look_up(ctx)
    number_hash = ctx.keyed_hash("form-number", number)
    row = ctx.store.item(keys.form_number(number_hash))
    record_look_up(ctx, number_hash, Purpose.FORM_LOOK_UP, found=row is not None)
    if row is None:
        raise invalid("NO_SUCH_FORM_NUMBER", "number")
    return Subject(kind=SubjectKind.FORM, id=str(row["case_id"]))


def find_forms_of_child(ctx: Context, *, first_name: str, last_name: str, birth_date: date) -> list[ListedForm]:
    """Return the forms of each child of this name and birth date, newest first; empty where there is none. Whoever
    shows them writes down the view of each child before.

    Raises PortalError TOO_MANY, UNAVAILABLE.
    """
    ctx.require(Action.FIND_FORM)
    count_look_up(ctx)
    facts = ChildFacts(first_name=first_name, last_name=last_name, birth_date=birth_date)
    same_child = ctx.keyed_hash("child", *same_child_parts(facts))
    links = ctx.store.dated_links(keys.same_child_partition(same_child), "form")
    if not links:
        record_look_up(ctx, same_child, Purpose.CHILD_LOOK_UP, found=False)
    return list(listed_forms(ctx.store, [form_id for _at, form_id in links]).values()) if links else []


def record_look_up(ctx: Context, what_hash: str, purpose: Purpose, *, found: bool) -> None:
    """Write who looked for a child or a form, under the keyed hash of what was asked; a child that is found has the
    view in its own log. Raises PortalError UNAVAILABLE."""
    ctx.store.record_access("look_up", what_hash, ctx.person, ctx.now, ctx.new_id(), purpose=purpose, count=int(found))


def count_look_up(ctx: Context) -> None:
    """Count one look-up of this person. Raises PortalError TOO_MANY (LOOK_UPS_USED_UP), UNAVAILABLE."""
    if not reserve_look_up(ctx.store.table, ctx.keyed_hash("look-up", ctx.person.id), ctx.now):
        ctx.services.count(Metric.FIND_CHILD_BRAKED)
        hourly, daily = look_up_limits().values()
        raise PortalError(ErrorKind.TOO_MANY, "LOOK_UPS_USED_UP", hourly=hourly, daily=daily)


def look_up_limits() -> dict[str, int]:
    """Return how many look-ups one person has in an hour and in a day."""
    return {"hourly": LOOK_UPS_PER_HOUR.allowed, "daily": LOOK_UPS_PER_DAY.allowed}
