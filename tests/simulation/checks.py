"""What must hold at every step of a run, each under its name: reliability invariants that no other test's check has.

Those that others have are called as they are: tests/checks/after_each_test.py (12, 13, 14 of the log), the books of the
state's year (tests/state_year/recounts.py: 1, 2, 3, 6, 7, 9, 10, 21, 23, 24), tests/simulation/writes.py (12, 13, 16,
21, 23 at each write).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Delivery
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.outbox import read_notice
from chalicelib.storage.rosters import row_item
from chalicelib.storage.table import Table, plain
from tests.checks.after_each_test import all_items
from tests.reference_model.engine.days import months_at_most
from tests.simulation.fated_store import fated_store
from tests.simulation.mails import Mails, reference_of
from tests.state_year.books import Books, Owed
from tests.state_year.recounts import told_of
from tests.state_year.town import Town

_SHOWN_AT_SCHOOL = {LineState.ISSUED, LineState.REVOKED, LineState.WITHDRAWN, LineState.SUPERSEDED}
_DONE = {Delivery.SENT.value, Delivery.TO_BE_POSTED.value, Delivery.INBOX_ONLY.value}


class ViolationError(AssertionError):
    """Something is so that may never be so."""


def _of_type(kind: str, items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if item.get("type") == kind and "body" in item]


def told_notices(table: Table) -> Counter[Owed]:
    """Every notice that is there, as the books write them."""
    items = fated_store().tables[table.name].items
    return Counter(told_of(plain(item)) for key, item in items.items() if key[1].startswith(keys.NOTICE_PREFIX))


def require_rows_and_locks(table: Table, on: date) -> None:
    """Invariants 1 and 14: a school's row of each form is made from the form as it is, no row stands without one, and
    each line that holds a place holds its lock. Raises ViolationError."""
    items = all_items(table.name)
    forms = [decode(item, ExemptionForm) for item in _of_type("form", items)]
    _require_rows(forms, {(each["PK"], each["SK"]): each for each in items})
    _require_locks(forms, {(each["PK"], each["SK"]): each for each in items}, on)
    for form in forms:
        _require_not_too_early(form)


def _require_rows(forms: list[ExemptionForm], items: dict[tuple[str, str], dict[str, Any]]) -> None:
    rows = {key for key, item in items.items() if item.get("type") == "roster_row"}
    for form in forms:
        expected = row_item(form)
        key = (str(expected["PK"]), str(expected["SK"]))
        if key in rows:
            rows.discard(key)
            if items[key]["body"] != expected["body"]:
                raise ViolationError(f"a school's row is not what the form says: {form.number}")
        elif {line.state for line in form.lines} & _SHOWN_AT_SCHOOL:
            raise ViolationError(f"a school has no row of the form {form.number}")
    if rows:
        raise ViolationError(f"{len(rows)} rows of a school stand for no form that it has")


def _require_locks(forms: list[ExemptionForm], items: dict[tuple[str, str], dict[str, Any]], on: date) -> None:
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for form in forms:
        for line in form.lines:
            until = line.lock_until(form.next_span_entry)
            if line.state in {LineState.ISSUED, LineState.HELD} and until >= on:
                key = keys.exemption_lock(form.child_id, line.vaccine, form.span)
                holders[key.pk, key.sk].add(form.id)
    for place, forms_of_place in holders.items():
        lock = items.get(place, {})
        if {lock.get("holder")} != forms_of_place:
            raise ViolationError(f"{len(forms_of_place)} lines want a lock that is held by {lock.get('holder')!r}")


def _require_not_too_early(form: ExemptionForm) -> None:
    """Invariants 3 and 4: no line lasts more than a year, or past its span; none is issued earlier than twelve months
    before the span."""
    for line in form.lines:
        too_long = line.expires_on and line.expires_on > form.signed_on + timedelta(days=366)
        past_span = line.expires_on and form.next_span_entry and line.expires_on >= form.next_span_entry
        if too_long or past_span:
            raise ViolationError(f"a line of {form.number} lasts too long")
    if form.span_starts_on and months_at_most(form.signed_on, 12) < form.span_starts_on:
        raise ViolationError(f"the form {form.number} was issued more than twelve months early")


def require_all_mailed(table: Table, town: Town, mails: Mails) -> None:
    """Invariant 22: nothing waits, and of every notice that is done with each reader has the e-mail. Raises
    ViolationError."""
    for item in _of_type("notice", all_items(table.name)):
        if item["delivery"] not in _DONE:
            raise ViolationError(f"a notice of kind {read_notice(item).kind} waits still")
        if item["delivery"] == Delivery.SENT.value:
            _require_read(item, town, mails)


def _require_read(item: dict[str, Any], town: Town, mails: Mails) -> None:
    notice = read_notice(item)
    to = notice.recipient
    if to.kind not in {"account", "facility", "jurisdiction", "board", "cdph", "chhs"}:
        return
    for person in town.readers_of(to.id if to.kind not in {"cdph", "chhs"} else to.kind):
        if not mails.sent[reference_of(notice.id), person.email]:
            raise ViolationError(f"an e-mail of kind {notice.kind} is lost")


def require_books_of(books: Books, form_id: str, table: Table) -> None:
    """Invariant 2 at once: a form that was just written says of each line what the books say. Raises ViolationError."""
    key = keys.record("form", form_id)
    item = fated_store().tables[table.name].items.get((key.pk, key.sk))
    known = next((each for each in books.forms if each.id == form_id), None)
    if item is None or "body" not in item:
        return
    form = decode(plain(item), ExemptionForm)
    if known is None:
        raise ViolationError(f"a form that no one signed: {form.number}")
    told = {line.vaccine.value: line.state.value for line in form.lines}
    owed = {line.vaccine: line.state for line in known.lines}
    if told != owed:
        raise ViolationError(f"{form.number} says {told}, the books {owed}")
