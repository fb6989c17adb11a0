"""The lock row: at most one line in force per child, vaccine and grade span (lifecycle H2).

A line takes the lock where it is absent, where its holder ended by date before this line's first day, where the
holder is the line that this action replaces, or where it was freed. A freed lock stays as a row without a holder; after
a revocation it remembers the revoked form, so that a new form for it goes to review.

A held line holds the lock against new forms only. It is not valid, so a line that is (a reinstated one, another that
is released) takes the lock over from it; the lock says whether its holder is held.
"""

from datetime import date

from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.law.duration import in_effect_from
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import ABSENT, UnitOfWork

_FREE = date.min.isoformat()


def lock_key(form: ExemptionForm, line: ExemptionLine) -> Key:
    """Return where the lock of this line stands."""
    return keys.exemption_lock(form.child_id, line.vaccine, form.span)


def acquire_lock(work: UnitOfWork, form: ExemptionForm, line: ExemptionLine) -> None:
    """Take the lock for a line that is signed now; the action fails with LINE_ALREADY_IN_FORCE if another line, valid
    or held, holds it."""
    _take(work, form, line, in_effect_from(form.signed_on, form.span_starts_on), also_from_held=False)


def transfer_lock(work: UnitOfWork, form: ExemptionForm, line: ExemptionLine, on: date) -> None:
    """Take the lock for a line that counts from `on`, also from a held line; the action fails with
    LINE_ALREADY_IN_FORCE where a line in force holds it."""
    _take(work, form, line, _first_day(form, on), also_from_held=True)


def _take(work: UnitOfWork, form: ExemptionForm, line: ExemptionLine, first_day: date, *, also_from_held: bool) -> None:
    attributes = {"type": "guard", "holder": form.id, "valid_until": line.lock_until(form.next_span_entry).isoformat()}
    held_flag = {"is_held": True} if line.state == LineState.HELD else {}
    condition = f"{ABSENT} OR valid_until < :first_day OR holder IN (:mine, :replaced)"
    values: dict[str, str | bool] = {
        ":first_day": first_day.isoformat(),
        ":mine": form.id,
        ":replaced": form.replaces_form_id or form.id,
    }
    if also_from_held:
        condition, values = f"{condition} OR is_held = :held", {**values, ":held": True}
    work.row(
        lock_key(form, line),
        {**attributes, **held_flag},
        condition=condition,
        values=values,
        conflict_code="LINE_ALREADY_IN_FORCE",
    )


def release_lock(work: UnitOfWork, form: ExemptionForm, line: ExemptionLine, *, revoked: bool = False) -> None:
    """Free the lock that this line holds."""
    memory = {"revoked_form": form.id} if revoked else {}
    work.row(
        lock_key(form, line),
        {"type": "guard", "holder": "", "valid_until": _FREE, **memory},
        condition="holder = :mine",
        values={":mine": form.id},
    )


def assert_lock(work: UnitOfWork, form: ExemptionForm, line: ExemptionLine, lock: Item) -> None:
    """Leave the lock to the line that was seen to hold it; the action fails where that has changed since."""
    as_read = {name: value for name, value in lock.items() if name not in {"PK", "SK"}}
    work.row(
        lock_key(form, line),
        as_read,
        condition="holder = :seen AND valid_until = :until",
        values={":seen": lock["holder"], ":until": lock["valid_until"]},
    )


def is_held_by_another(lock: Item | None, first_day: date, replaces_form_id: str) -> bool:
    """Return whether a lock that was read would refuse a line beginning on `first_day`."""
    if lock is None or not lock["holder"]:
        return False
    return str(lock["valid_until"]) >= first_day.isoformat() and lock["holder"] != replaces_form_id


def in_force_elsewhere(lock: Item | None, form: ExemptionForm, on: date) -> str:
    """Return the id of the form whose line is in force where a line of `form` would count from `on` ("": none). A
    held line is not in force."""
    if lock is None or lock.get("is_held") or not is_held_by_another(lock, _first_day(form, on), form.id):
        return ""
    return str(lock["holder"])


def _first_day(form: ExemptionForm, on: date) -> date:
    """Return the first day on which the form's lines count, where they count from `on` at the earliest."""
    return max(in_effect_from(form.signed_on, form.span_starts_on), on)
