"""What an appeal means for the form's revoked lines, so that the school's answer follows it in the same action (H3)."""

from collections.abc import Mapping
from datetime import date

from chalicelib.actions.appeals.appeal_recipients import THE_AGENCY, told_parents
from chalicelib.actions.notifying import account, school_of
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm, ExemptionLine
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.law import appeals, revocation
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.verdict import Outcome
from chalicelib.storage.unit_of_work import UnitOfWork


def with_appeal(form: ExemptionForm, appeal: Appeal, outcome: AppealOutcome) -> ExemptionForm:
    """Return the form with this outcome on the lines that the appeal is about."""
    return with_appeal_per_vaccine(form, appeal, dict.fromkeys(appeal.vaccines, outcome))


def with_appeal_per_vaccine(
    form: ExemptionForm, appeal: Appeal, outcomes: Mapping[Vaccine, AppealOutcome]
) -> ExemptionForm:
    """Return the form with each vaccine's outcome on its line, of the lines that the appeal is about."""
    return form.with_changes(
        lines=form.with_lines(
            *(
                line.with_changes(revocation=line.revocation.with_changes(appeal=outcomes[line.vaccine]))
                for line in form.lines
                if line.revocation and _is_appealed(line, appeal) and line.vaccine in outcomes
            )
        )
    )


def _is_appealed(line: ExemptionLine, appeal: Appeal) -> bool:
    about_it = line.revocation is not None and line.revocation.review_id == appeal.review_id
    return about_it and line.state == LineState.REVOKED and line.vaccine in appeal.vaccines


def start_shots_by(appeal: Appeal, withdrawn_on: date | None = None) -> date | None:
    """Return the last day to start the shots as things stand; None while a timely appeal stays the duty."""
    first_date = revocation.start_by(appeal.revoked_on)
    if appeal.filed_at is None:
        return first_date
    if appeals.timeliness(appeal.filed_at, appeal.revoked_on).outcome == Outcome.LATE:
        return first_date
    return appeals.after_withdrawal(withdrawn_on, first_date) if withdrawn_on else None


def tell_of_appeal(
    work: UnitOfWork, kind: NoticeKind, appeal: Appeal, form: ExemptionForm, start_by: date | None = None
) -> None:
    """Notify parent, issuing physician, school and the agency that hears the appeal (lifecycle H5)."""
    notified = [
        *told_parents(appeal),
        (account(appeal.physician_id), subject_of(form)),
        (THE_AGENCY, subject_of(appeal)),
    ]
    if form.facility_id:
        notified.append((school_of(form), subject_of(form)))
    for recipient, about in notified:
        work.enqueue_notification(
            kind,
            recipient,
            about,
            form_number=form.number,
            form_id=form.id,
            appeal_id=appeal.id,
            appeal_by=appeal.appeal_by.isoformat(),
            start_by=start_by.isoformat() if start_by else "",
        )


def open_outcome(appeal: Appeal) -> AppealOutcome:
    """Return the outcome from the filing on. Raises ValueError for an appeal that is not filed."""
    if appeal.filed_at is None:
        raise ValueError("not filed")
    return AppealOutcome(appeal_id=appeal.id, filed_at=appeal.filed_at, status=AppealStatus.OPEN)
