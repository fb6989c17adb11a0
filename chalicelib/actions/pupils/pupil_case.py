"""What a school records of a child goes to the child's record and to each of its forms in one transaction, so that the
answers of school, parent and physician change with the action."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_form, parents_of
from chalicelib.actions.signing.exemption_locks import lock_key
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, subject_of
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

FORMS_AT_ONCE = 8  # a form takes up to 11 of a transaction's 100 items: itself, its event, two rows, seven locks
_LIVE = frozenset({LineState.ISSUED, LineState.HELD, LineState.REVOKED})
_COUNTS = frozenset({LineState.ISSUED, LineState.HELD})


@dataclass(frozen=True)
class PupilCase:
    """The form by which the school knows the child, the child, and the child's newest forms."""

    form: ExemptionForm
    child: Child
    forms: tuple[ExemptionForm, ...]

    def is_told(self, form: ExemptionForm) -> bool:
        """Return whether a form gets what this school records. One that ended and stayed at a former school does not:
        that school sees nothing of what comes after."""
        return _is_live(form) or form.facility_id in {"", self.form.facility_id}


def load_pupil_case(ctx: Context, act: Action, form_id: str, expected_version: int | None) -> PupilCase:
    """Return the case, if this school keeps the child's record. `expected_version` is the child's.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or the child is at another school now).
    """
    at = ctx.store.at_school(form_id)
    ctx.require(act, at)
    newest = ctx.store.load_child_partition(at.child_id)[:FORMS_AT_ONCE]
    child = ctx.store.get(Child, at.child_id)
    require_unchanged(child, expected_version)
    ctx.store.load(keys.record("form", each) for each in dict.fromkeys([*newest, form_id]))
    form = ctx.store.get(ExemptionForm, form_id)
    ctx.require(act, form)  # it may have gone to another school since
    forms = tuple(ctx.store.get(ExemptionForm, each) for each in dict.fromkeys([*newest, form.id]))
    if not _is_live(form) and any(_is_live(each) and each.facility_id != form.facility_id for each in forms):
        raise PortalError(ErrorKind.CONFLICT, "CHILD_AT_OTHER_SCHOOL")
    return PupilCase(form, child, forms)


def require_day_of_life(day: date, child: Child, field: str) -> None:
    """Raise PortalError INVALID if the day is before the child's birth."""
    if day < child.facts.birth_date:
        raise invalid("DATE_BEFORE_BIRTH", field)


def commit_record(
    ctx: Context,
    act: Action,
    case: PupilCase,
    record: SchoolRecord,
    *,
    reason: str = "",
    subject: Subject | None = None,
) -> Done:
    """Write the record with the child and the forms, and tell the parents. `subject`: what the person is shown then,
    if not the form."""
    work = ctx.unit_of_work(act)
    work.update(case.child, case.child.with_changes(school_record=record), reason=reason)
    for before in filter(case.is_told, case.forms):
        after = before.with_school_record(record)
        if after != before:
            work.update(before, after, reason=reason)
            _move_guards(ctx, work, before, after)
    notify_of_form(work, NoticeKind.SCHOOL_RECORDED, case.form, *parents_of(case.child))
    return work.commit(subject or subject_of(case.form))


def _is_live(form: ExemptionForm) -> bool:
    return any(line.state in _LIVE for line in form.lines)


def _move_guards(ctx: Context, work: UnitOfWork, before: ExemptionForm, after: ExemptionForm) -> None:
    """Move the end of the lock that a line holds with the end of the line."""
    if before.next_span_entry == after.next_span_entry:
        return
    for line in after.lines:
        lock = ctx.store.item(lock_key(after, line))
        if line.state in _COUNTS and lock is not None and lock["holder"] == after.id:
            known = {name: value for name, value in lock.items() if name not in {"PK", "SK"}}
            until = line.lock_until(after.next_span_entry).isoformat()
            work.row(
                lock_key(after, line),
                {**known, "valid_until": until},
                condition="holder = :mine",
                values={":mine": after.id},
            )
