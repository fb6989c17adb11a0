"""Revocation: who may revoke what, who is told, by when the schedule starts (HSC 120372(d)(3)-(6))."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import deadline_in_days
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Vaccine
from chalicelib.law.tables import Boundary, Limit, boundary, number
from chalicelib.law.verdict import Reason, ReasonCode, Verdict, conclude, reason


class Office(StrEnum):
    """The offices of the state in a review; only the first two may revoke."""

    STATE_PUBLIC_HEALTH_OFFICER = "state_public_health_officer"
    DESIGNATED_PHYSICIAN = "designated_physician"
    PHYSICIAN_REVIEWER = "physician_reviewer"
    NURSE_REVIEWER = "nurse_reviewer"
    OTHER = "other"


class Recipient(StrEnum):
    """The four who are told of a denial or revocation (HSC 120372(d)(5))."""

    PARENT = "parent"
    ISSUING_PHYSICIAN = "issuing_physician"
    SCHOOL = "school"
    LOCAL_HEALTH_OFFICER = "local_health_officer"


_MAY_REVOKE = frozenset({Office.STATE_PUBLIC_HEALTH_OFFICER, Office.DESIGNATED_PHYSICIAN})


class Appointment(NamedTuple):
    """A dated record of an office. `ends_on` is its last day; None while it runs."""

    office: Office
    starts_on: date
    ends_on: date | None = None


class LineToRevoke(NamedTuple):
    """One line named in the decision: who recommended revoking it (None: no one), whether it has ended."""

    vaccine: Vaccine
    recommended_by: str | None
    ended: bool = False


class RevocationFacts(NamedTuple):
    """A revocation about to be decided. Person ids are compared, never shown."""

    decided_on: date
    decider: str
    appointment: Appointment | None
    form_issued_on: date
    issuer_disciplined: bool
    lines: tuple[LineToRevoke, ...]
    written_reason: str


def may_revoke(facts: RevocationFacts) -> Verdict:
    """Return whether this person may revoke these lines today; every failure."""
    failures = (_decider_failures, _form_failures, _reason_failures, _line_failures)
    return conclude(found for look in failures for found in look(facts))


def may_decide(facts: RevocationFacts) -> Verdict:
    """Return whether this person may end the case without revoking anything: the same office, person and written
    reason."""
    return conclude([*_decider_failures(facts), *_reason_failures(facts)])


def _decider_failures(facts: RevocationFacts) -> Iterator[Reason]:
    appointment = facts.appointment
    if appointment is None or appointment.office not in _MAY_REVOKE:
        yield reason(ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE, Cite.HSC_120372_D3C)
    elif not tables.in_force(appointment.starts_on, appointment.ends_on, facts.decided_on):
        yield reason(ReasonCode.APPOINTMENT_NOT_IN_FORCE, Cite.HSC_120372_D3C, decided_on=facts.decided_on)
    if any(line.recommended_by == facts.decider for line in facts.lines):
        yield reason(ReasonCode.DECIDER_RECOMMENDED, Cite.PORTAL_TWO_PERSONS)


def _form_failures(facts: RevocationFacts) -> Iterator[Reason]:
    if needs_discipline(facts.form_issued_on) and not facts.issuer_disciplined:
        yield reason(ReasonCode.ISSUED_BEFORE_2020_NO_DISCIPLINE, Cite.HSC_120372_D4, issued_on=facts.form_issued_on)


def needs_discipline(issued_on: date) -> bool:
    """Whether an exemption of this day is revoked only if the board has disciplined its physician (HSC
    120372(d)(4))."""
    return issued_on < boundary(Boundary.DISCIPLINE_RULE_BEFORE)


def _reason_failures(facts: RevocationFacts) -> Iterator[Reason]:
    if not facts.written_reason.strip():
        yield reason(ReasonCode.WRITTEN_REASON_MISSING, Cite.HSC_120372_D5, field="reason")


def _line_failures(facts: RevocationFacts) -> Iterator[Reason]:
    if not facts.lines:
        yield reason(ReasonCode.NO_LINE_NAMED, Cite.HSC_120372_D3C)
    for line in facts.lines:
        if line.recommended_by is None:
            yield reason(ReasonCode.NO_RECOMMENDATION_FOR_LINE, Cite.HSC_120372_D3C, vaccine=line.vaccine.value)
        if line.ended:
            yield reason(ReasonCode.LINE_ALREADY_ENDED, Cite.PORTAL_H2, vaccine=line.vaccine.value)


def start_by(revoked_on: date) -> date:
    """Return the last day to start the conditional schedule: 30 calendar days, moved past weekends and holidays."""
    return deadline_in_days(revoked_on, number(Limit.SCHEDULE_START_DAYS, revoked_on))


def information_due(asked_on: date) -> date:
    """Return the last day for the physician's answer to a question of the review: 30 calendar days."""
    return deadline_in_days(asked_on, number(Limit.INFORMATION_DUE_DAYS, asked_on))


def review_due(opened_on: date, days_waited: int = 0) -> date:
    """Return the day by which a review is to be finished: 30 calendar days, without those of waiting for answers."""
    return opened_on + timedelta(days=number(Limit.REVIEW_TARGET_DAYS, opened_on) + days_waited)


def is_reported_to_board(forms_before: int, forms_now: int, on: date) -> bool:
    """Return whether this revocation brings a physician to the five forms of a calendar year that the board is told of.

    Told once: a revocation beyond the fifth, or a further line of a counted form, does not repeat it.
    """
    reported_from = number(Limit.REVOKED_FORMS_REPORTED, on)
    return forms_before < reported_from <= forms_now


def recipients() -> tuple[Recipient, ...]:
    """Return the four who must be told of a denial or a revocation."""
    return tuple(Recipient)
