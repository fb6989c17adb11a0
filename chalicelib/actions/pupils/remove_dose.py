"""The school takes off a dose that is on record by mistake. The reason stays in the history of the record."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done


@dataclass(frozen=True)
class RemoveDoseCommand:
    """Which dose, and why. `expected_version` is the child's."""

    form_id: str
    expected_version: int | None
    dose_id: str
    reason: str


def remove_dose(ctx: Context, command: RemoveDoseCommand) -> Done:
    """Take the dose off.

    Raises PortalError NOT_FOUND, INVALID (no reason), CONFLICT (stale, the dose is gone, or the child is at another
    school now).
    """
    case = load_pupil_case(ctx, Action.REMOVE_DOSE, command.form_id, command.expected_version)
    if case.child.school_record.dose(command.dose_id) is None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if not command.reason.strip():
        raise invalid("DOSE_REASON_MISSING", "reason")
    left = case.child.school_record.without_dose(command.dose_id)
    return commit_record(ctx, Action.REMOVE_DOSE, case, left, reason=command.reason)
