"""A reviewer finds a form: by its number, or by the child's name and birth date through the same-child hash (H8).

Each look-up is counted: whoever has the right to look up children must not be able to read through all of them.
"""

from datetime import date, timedelta

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.metrics import Metric
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import TryLimit, reserve_try
from chalicelib.storage.state_desk import listed_forms

LOOK_UPS_A_DAY = 100
"""Forms and children that one person may look up in a day [R]: more than a reviewer's day of work needs."""
_OF_A_DAY = TryLimit(LOOK_UPS_A_DAY, timedelta(days=1))


def find_form_by_number(ctx: Context, text: str) -> Subject:
    """Return the form with this number. Raises PortalError INVALID at the field "number", TOO_MANY."""
    ctx.require(Action.FIND_FORM)
    try:
        number = read_number(text)
    except NotANumberError as error:
        raise invalid(error.reason, "number") from None
    count_look_up(ctx)
    row = ctx.store.item(keys.form_number(ctx.keyed_hash("form-number", number)))
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
    return list(listed_forms(ctx.store, [form_id for _at, form_id in links]).values()) if links else []


def count_look_up(ctx: Context) -> None:
    """Count one look-up of this person. Raises PortalError TOO_MANY (LOOK_UPS_USED_UP), UNAVAILABLE."""
    who = ctx.keyed_hash("look-up", ctx.person.id)
    if not reserve_try(ctx.store.table, "look-up", who, ctx.now, _OF_A_DAY):
        ctx.services.count(Metric.FIND_CHILD_BRAKED)
        raise PortalError(ErrorKind.TOO_MANY, "LOOK_UPS_USED_UP", limit=LOOK_UPS_A_DAY)
