"""The words of a school's roster: short names, the lists of its first line, and what a mark in a column means."""

from collections.abc import Mapping

from chalicelib.domain.roster_answers import Mark
from chalicelib.domain.school_roster import Task
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode

SHORT_VACCINES: Mapping[Vaccine, str] = {
    Vaccine.DTAP: N_("DTaP"),
    Vaccine.TDAP: N_("Tdap"),
    Vaccine.IPV: N_("Polio"),
    Vaccine.MMR: N_("MMR"),
    Vaccine.VAR: N_("VAR"),
    Vaccine.HEPB: N_("Hep B"),
    Vaccine.HIB: N_("Hib"),
}

SHORT_GRADES: Mapping[Grade, str] = {
    Grade.INFANT_TODDLER: N_("Care"),
    Grade.PRESCHOOL: N_("Pre-K"),
    Grade.UNGRADED: N_("Ungraded"),
}
"""Grades whose short form is not their value."""

TASKS: Mapping[Task, str] = {
    Task.EXCLUDE: N_("Exclude"),
    Task.DECIDE: N_("Decide or send notice"),
    Task.SHOTS_DUE: N_("Shots must start"),
    Task.ENDS_SOON: N_("Ends in 30 days"),
    Task.REVIEW: N_("Review due"),
    Task.SEND_PACKET: N_("Send to new school"),
    Task.RECORDS_AWAITED: N_("Records awaited"),
    Task.ASK_AGAIN: N_("Ask again for records"),
    Task.NO_RECORD: N_("Shot record missing"),
}

MARKS: Mapping[Mark, tuple[str, str, str]] = {
    Mark.EXCLUDED: ("X", N_("not met, exclude"), N_("not met, exclude starting %(day)s")),
    Mark.NOTICE: ("N", N_("shots needed, notice"), N_("shots needed, notice ends %(day)s")),
    Mark.STOPPED: ("S", N_("stopped by the state"), N_("stopped by the state, first shot by %(day)s")),
    Mark.CONDITIONAL: ("C", N_("conditional, next shot"), N_("conditional, next shot by %(day)s")),
    Mark.APPEAL: ("A", N_("appeal open"), N_("appeal open")),
    Mark.TEMPORARY: ("T", N_("temporary exemption"), N_("temporary exemption through %(day)s")),
    Mark.PERMANENT: ("P", N_("permanent exemption"), N_("permanent exemption")),
    Mark.PAPER: ("L", N_("older exemption on paper"), N_("older exemption on paper")),
    Mark.DONE: ("D", N_("all doses"), N_("all doses")),
    Mark.NO_RECORD: ("–", N_("no record yet"), N_("no record yet")),
    Mark.OTHER: ("o", N_("see the record"), N_("see the record")),
}
"""The letter of a mark, what it means, and what it means with its day."""

DETAILS: Mapping[ReasonCode, str] = {
    ReasonCode.OLDER_EXEMPTION_COUNTS: N_("older exemption on paper"),
    ReasonCode.LETTER_OF_2020_COUNTS: N_("older exemption on paper"),
    ReasonCode.BELIEFS_EXEMPTION_COUNTS: N_("older exemption on paper"),
    ReasonCode.OLDER_EXEMPTION_CHECK: N_("older exemption on paper: check the grade"),
    ReasonCode.NOTICE_RUNNING: N_("notice sent"),
    ReasonCode.NOTICE_ENDED: N_("notice ended"),
    ReasonCode.TOLD_OF_END: N_("exemption ended"),
    ReasonCode.REVOKED_START_BY: N_("stopped by the state, shots or appeal due"),
    ReasonCode.REVOKED_APPEAL_LATE: N_("stopped by the state, shots due"),
    ReasonCode.UPHELD_START_BY: N_("appeal decided, shots due"),
    ReasonCode.APPEAL_WITHDRAWN_START_BY: N_("appeal withdrawn, shots due"),
    ReasonCode.REVOKED_NOT_STARTED: N_("stopped by the state, no first shot"),
    ReasonCode.REVOKED_APPEAL_OPEN: N_("appeal open"),
    ReasonCode.HELD: N_("form on hold"),
    ReasonCode.NOT_YET_IN_EFFECT: N_("exemption starts later"),
    ReasonCode.LINE_EXPIRED: N_("exemption ended"),
    ReasonCode.LINE_SPAN_ENDED: N_("exemption ended with the grade span"),
    ReasonCode.LINE_REFUSED: N_("exemption not accepted"),
    ReasonCode.LINE_WITHDRAWN: N_("exemption withdrawn"),
    ReasonCode.NEVER_EXEMPT: N_("doses missing"),
    ReasonCode.SCHEDULE_RUNNING: N_("next shot due"),
    ReasonCode.SCHEDULE_MISSED: N_("next shot not given"),
    ReasonCode.EXPOSURE_EXCLUSION: N_("ordered by the health officer"),
    ReasonCode.EXPOSURE_EXCLUSION_THROUGH: N_("ordered by the health officer"),
    ReasonCode.EXEMPT_TEMPORARY: N_("temporary exemption"),
    ReasonCode.UP_TO_DATE_FOR_AGE: N_("next shots by age"),
    ReasonCode.AGE_DOSES_DUE_BY: N_("shots for the new age"),
    ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN: N_("the day of a shot decides"),
    ReasonCode.ENROLL_NOW_RECORDS_PENDING: N_("enrolled, records pending"),
    ReasonCode.TRANSFER_RECORD_AWAITED: N_("record of the former school awaited"),
    ReasonCode.TRANSFER_RECORD_NOT_RECEIVED: N_("no record from the former school"),
    ReasonCode.AGE_18_OR_OVER: N_("18 or older, nothing required"),
}
"""What stands beside the answer of a line, by its first reason."""
