"""A school files its annual report, or files it again with a correction. What was filed before stays in the history."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.reports.report_case import ReportCase, load_report_case
from chalicelib.actions.reviews.school_triggers import judge_report
from chalicelib.actions.signing.form_facts import one_line
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_report import MAX_REPORTED, NoStudents, ProgramType, ReportHeader, SchoolReport
from chalicelib.law.annual_report import ReportSection
from chalicelib.storage.jurisdiction_keys import report_row
from chalicelib.storage.jurisdictions import report_attributes
from chalicelib.storage.write_rules import EITHER_WAY


@dataclass(frozen=True)
class Reporter:
    """What the school says of itself and of whom to ask."""

    mailing_address: str
    telephone: str
    program: ProgramType
    staff_name: str
    staff_email: str
    staff_telephone: str
    contact: str


@dataclass(frozen=True)
class FiledReport:
    """What a person files. `enrolled`: the school's own count of each part, against which the list is checked.
    `fingerprint`: of the numbers that the person has seen. `expected_version`: of the filing before; 0 or None for the
    first."""

    facility_id: str
    expected_version: int | None
    fingerprint: str
    reporter: Reporter
    enrolled: Mapping[ReportSection, int | None]
    no_students: NoStudents | None
    why_changed: str


def file_report(ctx: Context, command: FiledReport, case: ReportCase | None = None) -> Done:
    """File today's numbers with the students behind them. `case`: where the page has loaded it for this act.

    Raises PortalError NOT_FOUND (another's school), REFUSED (files no report, or too many students), CONFLICT (someone
    filed since, or the numbers are not those that the person saw), INVALID (the school's own count differs from the
    list; no students and no reason; a correction without a word of what changed).
    """
    case = case or load_report_case(ctx, Action.FILE_REPORT, command.facility_id)
    _check_case(case, command)
    _check_answers(case, command)
    report = SchoolReport(
        id=case.id,
        facility_id=case.facility_id,
        starts_in=case.year.starts_in,
        reported_on=ctx.on,
        filed_by=ctx.person.id,
        filed_by_name=ctx.person.display_name,
        header=_header(case, command.reporter),
        groups=case.figures.groups,
        no_students=command.no_students if not case.figures.groups else None,
        why_changed=command.why_changed.strip() if case.filed else "",
    )
    work = ctx.unit_of_work(Action.FILE_REPORT)
    if case.filed is None:
        work.create(report)
    else:
        kept = {"version": case.filed.version, "chain": case.filed.chain, "data_key": case.filed.data_key}
        work.update(case.filed, report.with_changes(**kept))
    judge_report(work, report)
    if case.facility:
        row = report_row(case.facility.jurisdiction, report.facility_id)
        work.row(row, report_attributes(report), condition=EITHER_WAY)
    return work.commit(subject_of(report), step=f"{report.starts_in}-{case.version + 1}")


def _check_case(case: ReportCase, command: FiledReport) -> None:
    if not case.sections:
        raise PortalError(ErrorKind.REFUSED, "REPORT_NOT_YOURS")
    if (command.expected_version or 0) != case.version:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if command.fingerprint != case.fingerprint:
        raise PortalError(ErrorKind.CONFLICT, "REPORT_CHANGED_MEANWHILE")
    if sum(len(group.student_ids) for group in case.figures.groups) > MAX_REPORTED:
        raise PortalError(ErrorKind.REFUSED, "REPORT_TOO_LARGE")


def _check_answers(case: ReportCase, command: FiledReport) -> None:
    for section in case.figures.sections:
        listed, typed = case.figures.count(section), command.enrolled.get(section)
        if typed != listed:
            raise PortalError(
                ErrorKind.INVALID,
                "REPORT_ENROLLMENT_DIFFERS",
                field=enrolled_field(section),
                typed="0" if typed is None else str(typed),
                listed=str(listed),
            )
    if not case.figures.groups and command.no_students is None:
        raise invalid("REPORT_WITHOUT_STUDENTS", "no_students")
    if case.filed and not command.why_changed.strip():
        raise invalid("REPORT_CHANGE_UNSAID", "why_changed")


def enrolled_field(section: ReportSection) -> str:
    """Return the name of the form's field for the school's own count of a part."""
    return f"enrolled_{section.value.replace('-', '_')}"


def _header(case: ReportCase, reporter: Reporter) -> ReportHeader:
    facility = case.facility
    address = facility.address if facility else None
    return ReportHeader(
        facility_id=case.facility_id,
        name=facility.name if facility else "",
        county=facility.county if facility else "",
        street_address=one_line(address) if address else "",
        mailing_address=reporter.mailing_address,
        telephone=reporter.telephone,
        program=reporter.program,
        staff_name=reporter.staff_name,
        staff_email=reporter.staff_email,
        staff_telephone=reporter.staff_telephone,
        contact=reporter.contact,
    )
