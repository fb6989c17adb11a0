"""The child's part of the parent's file: who the child is, and what the schools recorded."""

from chalicelib.actions.records.export_child_record import HeldRecord
from chalicelib.law.marking import N_
from chalicelib.web.parents.saved_facts import child_facts, grade, school_facts, shot, vaccine
from chalicelib.web.parents.saved_parts import Coded, ExportField, Part, Table
from chalicelib.web.wording.letter_words import LETTER_KINDS
from chalicelib.web.wording.names import NOTICE_WAYS, SHOT_PAPERS
from chalicelib.web.wording.student_names import LETTER_LANGUAGES

_BY, _ON = ("recorded_by", N_("Recorded by")), ("recorded_on", N_("Recorded on"))


def child_part(held: HeldRecord) -> Part:
    child = held.child
    return Part(
        "child",
        N_("The child"),
        (
            *child_facts(child.facts),
            *school_facts(child.school),
            ExportField("grade", N_("Grade"), grade(child.grade)),
            ExportField("grade_recorded_on", N_("Grade as of"), child.grade_recorded_on),
        ),
        (
            Table(
                "other_guardians",
                N_("Other parents and guardians on this record"),
                (("name", N_("Name")),),
                tuple((name,) for name in held.guardians),
            ),
            _doses(held),
            _grades(held),
            _notices(held),
        ),
    )


def _school(held: HeldRecord, facility_id: str) -> str:
    """Return the name of the school that recorded something, its number where the directory no longer has it."""
    return held.facilities.get(facility_id, facility_id)


def _doses(held: HeldRecord) -> Table:
    return Table(
        "doses",
        N_("Shots that the school recorded"),
        (
            ("given_on", N_("Given on")),
            ("month_only", N_("Day not known")),
            ("vaccines", N_("Vaccines")),
            ("written", N_("Name on the shot record")),
            ("clinic", N_("Doctor or clinic")),
            ("paper", N_("Shot record")),
            ("seen_by", N_("Seen by")),
            _BY,
            _ON,
        ),
        tuple(
            (
                dose.given_on,
                dose.month_only,
                tuple(map(shot, dose.vaccines)),
                dose.written,
                dose.clinic,
                Coded(dose.paper or "", SHOT_PAPERS.get(dose.paper, "")),
                dose.seen_by,
                _school(held, dose.facility_id),
                dose.recorded_on,
            )
            for dose in held.child.school_record.doses
        ),
    )


def _grades(held: HeldRecord) -> Table:
    return Table(
        "grades",
        N_("Grades that the school recorded"),
        (("since", N_("Since")), ("grade", N_("Grade")), _BY, _ON),
        tuple(
            (told.since, grade(told.grade), _school(held, told.facility_id), told.recorded_on)
            for told in held.child.school_record.grades
        ),
    )


def _notices(held: HeldRecord) -> Table:
    return Table(
        "notices",
        N_("Written notices that the school recorded"),
        (
            ("kind", N_("Kind")),
            ("language", N_("Language")),
            ("given_on", N_("Given on")),
            ("received_on", N_("Received on")),
            ("last_day", N_("Tenth school day")),
            ("first_day", N_("First school day out, or back")),
            ("way", N_("How it was given")),
            ("vaccines", N_("Vaccines")),
            _BY,
            _ON,
        ),
        tuple(
            (
                Coded(told.kind or "", LETTER_KINDS[told.kind]),
                Coded(told.language, LETTER_LANGUAGES.get(told.language, "")),
                told.given_on,
                told.received_on,
                told.last_day,
                told.first_day,
                Coded(told.way, NOTICE_WAYS[told.way]),
                tuple(map(vaccine, told.vaccines)),
                _school(held, told.facility_id),
                told.recorded_on,
            )
            for told in held.child.school_record.notices
        ),
    )
