"""A reviewer finds a form: by its number, or by the child's name and birth date through the same-child hash (H8)."""

from datetime import date, datetime

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.errors import invalid
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage import keys


def find_form_by_number(ctx: Context, text: str) -> Subject:
    """Return the form with this number. Raises PortalError INVALID at the field "number"."""
    ctx.require(Action.FIND_FORM)
    try:
        number = read_number(text)
    except NotANumberError as error:
        raise invalid(error.reason, "number") from None
    row = ctx.store.item(keys.form_number(ctx.keyed_hash("form-number", number)))
    if row is None:
        raise invalid("NO_SUCH_FORM_NUMBER", "number")
    return Subject(kind=SubjectKind.FORM, id=str(row["case_id"]))


def find_forms_of_child(
    ctx: Context, *, first_name: str, last_name: str, birth_date: date
) -> list[tuple[datetime, str]]:
    """Return when each form of this child was signed, and its id; the newest first. Empty where there is none."""
    ctx.require(Action.FIND_FORM)
    facts = ChildFacts(first_name=first_name, last_name=last_name, birth_date=birth_date)
    same_child = ctx.keyed_hash("child", *same_child_parts(facts))
    return ctx.store.dated_links(keys.same_child_partition(same_child), "form")
