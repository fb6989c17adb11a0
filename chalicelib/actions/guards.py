"""The guard row: at most one line in force per child, vaccine and grade span (lifecycle H2).

A line takes the guard where it is absent, where its holder ended by date before this line's first day, where the
holder is the line that this act replaces, or where it was freed. A freed guard stays as a row without a holder; after
a revocation it remembers the revoked form, so that a new form for it goes to review.
"""

from datetime import date

from chalicelib.domain.exemption import Form, Line
from chalicelib.law.duration import in_effect_from
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import ABSENT, UnitOfWork

_FREE = date.min.isoformat()


def guard_key(form: Form, line: Line) -> Key:
    """Where the guard of this line stands."""
    return keys.guard(form.child_id, line.vaccine, form.span)


def take_guard(work: UnitOfWork, form: Form, line: Line, *, first_day: date | None = None) -> None:
    """Take the guard for this line from `first_day` on (None: from its own first day in effect); the act fails with
    LINE_ALREADY_IN_FORCE where another line holds it."""
    first_day = first_day or in_effect_from(form.signed_on, form.enters_span_on)
    work.row(
        guard_key(form, line),
        {"type": "guard", "holder": form.id, "valid_until": line.guard_until(form.next_span_entry).isoformat()},
        condition=f"{ABSENT} OR valid_until < :first_day OR holder = :replaced",
        values={":first_day": first_day.isoformat(), ":replaced": form.replaces_form_id or form.id},
        blame="LINE_ALREADY_IN_FORCE",
    )


def free_guard(work: UnitOfWork, form: Form, line: Line, *, revoked: bool = False) -> None:
    """Free the guard that this line holds."""
    memory = {"revoked_form": form.id} if revoked else {}
    work.row(guard_key(form, line), {"type": "guard", "holder": "", "valid_until": _FREE, **memory},
             condition="holder = :mine", values={":mine": form.id})


def leave_guard(work: UnitOfWork, form: Form, line: Line, guard: Item) -> None:
    """Leave the guard to the line that was seen to hold it; the act fails where that has changed since."""
    seen = {name: value for name, value in guard.items() if name not in {"PK", "SK"}}
    work.row(guard_key(form, line), seen, condition="holder = :seen AND valid_until = :until",
             values={":seen": guard["holder"], ":until": guard["valid_until"]})


def is_held_by_another(guard: Item | None, first_day: date, replaces_form_id: str) -> bool:
    """Whether a guard that was read would refuse a line beginning on `first_day`."""
    if guard is None or not guard["holder"]:
        return False
    return str(guard["valid_until"]) >= first_day.isoformat() and guard["holder"] != replaces_form_id
