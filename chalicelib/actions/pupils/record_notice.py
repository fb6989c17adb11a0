"""The school records a written notice to the parent: which vaccines it names, how and when it was given, and when the
parent received it. The ten school days run from the receipt (17 CCR 6040); after them the child is kept out."""

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.notice_checks import GivenNotice, checked_notice
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done


def record_notice(ctx: Context, form_id: str, expected_version: int | None, given: GivenNotice) -> Done:
    """Record the notice. `expected_version` is the child's.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or the child is at another school now), and what `checked_notice`
    raises.
    """
    case = load_pupil_case(ctx, Action.RECORD_NOTICE, form_id, expected_version)
    known = case.child.school_record
    notice = checked_notice(ctx, given, known, case.child.facts.birth_date, case.form.facility_id)
    return commit_record(ctx, Action.RECORD_NOTICE, case, known.with_notice(notice))
