"""Every stored field says what it is: sealing, the parent's file, copies and leak checks follow from that."""

import re
from pathlib import Path

import pytest

from chalicelib.domain.access import View
from chalicelib.domain.account import Account, Address
from chalicelib.domain.child import Child
from chalicelib.domain.day_summary import DaySummary
from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.facility import Facility
from chalicelib.domain.field_classes import (
    Classed,
    Copied,
    Duty,
    Exported,
    FieldClass,
    Internal,
    Leaf,
    Medical,
    NotCopied,
    Personal,
    Public,
    copied_fields,
    fields_about_people,
    leaves,
    models_in,
    sealed_paths,
)
from chalicelib.domain.figures import CountedAppeal, CountedForm, CountedReview
from chalicelib.domain.jobs import JobFailure, JobRun
from chalicelib.domain.jurisdiction_rows import (
    Flag,
    FormInJurisdiction,
    OutbreakInJurisdiction,
    ReportInJurisdiction,
    SchoolInJurisdiction,
)
from chalicelib.domain.licensee import Licensee, StandingInNumbers
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.notice import Notice
from chalicelib.domain.outbreak import ExposureRow
from chalicelib.domain.public_statistics import StatisticsEdition
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.results import Done, Subject
from chalicelib.domain.roster import FormAtSchool, RosterRow, StudentRow
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.state_figures import StateFigures
from chalicelib.storage.license_claims import LicenseLookUp
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.roster_imports import ImportNotes
from tests.checks.planted_fields import (
    LongerRequest,
    MedicalForm,
    MedicalLine,
    UnclassedForm,
    UnclassedLine,
    UndecidedRequest,
)

RECORDS = tuple(RECORD_TYPES.values())
STORED: tuple[type[Classed], ...] = (
    *RECORDS,
    RosterRow,
    StudentRow,
    StudentLine,
    DaySummary,
    JobRun,
    JobFailure,
    ListedForm,
    CountedForm,
    CountedReview,
    CountedAppeal,
    StateFigures,
    StatisticsEdition,
    ExposureRow,
    FormAtSchool,
    ImportNotes,
    Notice,
    Subject,
    Done,
    ChangeEvent,
    Facility,
    View,
    FormInJurisdiction,
    SchoolInJurisdiction,
    ReportInJurisdiction,
    OutbreakInJurisdiction,
    Flag,
    Licensee,
    StandingInNumbers,
    LicenseLookUp,
)
OF_A_CHILD = tuple(kind for kind in RECORDS if kind is Child or "child_id" in kind.model_fields)
CLASSED_WHERE_USED = {Address}  # a street is a parent's or a school's: the field that holds the address says which
_READ = re.compile(r"\b([A-Z]\w+)\.(?:stored|model_validate_json)\(")


def without_class(*models: type[Classed]) -> list[str]:
    """The fields that say no class, and are in no field that says one."""
    return [_named(leaf) for model in models for leaf in leaves(model) if leaf.field_class is None]


def without_own_choice(*models: type[Classed]) -> list[str]:
    """The fields whose class is that of their model or of the field around them."""
    return [
        _named(leaf)
        for model in models
        for leaf in leaves(model)
        if leaf.owner not in CLASSED_WHERE_USED and not _says(leaf, FieldClass)
    ]


def neither_copied_nor_not(model: type[Classed]) -> list[str]:
    """What is in the parent's file, and says nothing of a copy."""
    return [_named(leaf) for leaf in leaves(model) if leaf.is_exported and not {Copied, NotCopied} & leaf.duties]


def _named(leaf: Leaf) -> str:
    return f"{leaf.owner.__name__}.{leaf.path[-1]}"


def _says(leaf: Leaf, kind: type[FieldClass | Duty]) -> bool:
    return any(isinstance(mark, kind) for mark in leaf.owner.model_fields[leaf.path[-1]].metadata)


def test_every_stored_field_has_a_class() -> None:
    assert without_class(*STORED) == []


def test_a_medical_field_that_no_one_classed_is_found() -> None:
    assert without_class(UnclassedForm) == ["UnclassedLine.clinical_note"]
    assert without_class(MedicalForm) == []


def test_in_a_childs_and_a_persons_record_each_field_says_its_class_itself() -> None:
    assert without_own_choice(*OF_A_CHILD, Account, RosterRow, StudentRow) == []


def test_a_field_around_an_unclassed_one_does_not_excuse_it() -> None:
    class Wrapped(ExemptionForm):
        extra: UnclassedLine

    assert without_own_choice(Wrapped) == ["UnclassedLine.clinical_note"]


def test_every_model_that_the_store_reads_is_looked_at() -> None:
    folder = Path(__file__).parents[2] / "chalicelib/storage"
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    assert {name for source in sources for name in _READ.findall(source)} <= {kind.__name__ for kind in STORED}


def test_medical_words_stand_only_in_records_of_a_child_which_have_a_key_to_seal_them_with() -> None:
    assert {kind for kind in RECORDS if sealed_paths(kind)} <= set(OF_A_CHILD)


@pytest.mark.parametrize(
    ("model", "kept_out"),
    [(RosterRow, {Medical}), (StudentRow, {Medical}), (StudentLine, {Medical}), (Notice, {Medical, Personal})],
)
def test_a_schools_row_holds_no_medical_field_and_a_notice_none_about_a_person(
    model: type[Classed], kept_out: set[FieldClass]
) -> None:
    assert [_named(leaf) for leaf in leaves(model) if leaf.field_class in kept_out] == []


def test_a_sealed_field_stands_in_no_map_whose_keys_could_be_taken_for_places() -> None:
    maps = {
        inner
        for kind in RECORDS
        for field in kind.model_fields.values()
        if "dict" in str(field.annotation)
        for inner in models_in(field.annotation)
    }
    assert [inner for inner in maps if sealed_paths(inner)] == []


def test_what_is_sealed_is_what_the_physician_stated_and_what_people_typed_about_a_child() -> None:
    """An independent list: a field may be added to it, and none may be lost."""
    sealed = {f"{kind.record_type}.{'.'.join(path)}" for kind in RECORDS for path in sealed_paths(kind)}
    assert sealed >= {
        "amendment_request.wrong",
        "amendment_request.should_say",
        "amendment_request.answer",
        "appeal.why",
        "charge_report.words",
        "charge_report.answer",
        "appeal.question",
        "appeal.decision_text",
        "appeal.seats.reason",
        "appeal.supplied.text",
        "emergency.reason",
        "emergency.finding_reason",
        "form.lines.reason_codes",
        "form.lines.description",
        "form.lines.revocation.reason",
        "form.primary_care.why_not_issuer",
        "form_draft.lines.reason_codes",
        "form_draft.lines.description",
        "form_draft.primary_care.why_not_issuer",
        "request.reason",
        "review.public_health_reason",
        "review.findings.reason",
        "review.information.question",
        "review.information.answer",
        "review.decision_reason",
    }


def test_the_facts_of_a_person_in_an_account_are_name_and_reach() -> None:
    assert fields_about_people(Account) == {"email", "first_name", "last_name", "telephone", "physician"}


def test_every_answer_of_a_request_says_whether_a_copy_takes_it_along() -> None:
    assert neither_copied_nor_not(ExemptionRequest) == []
    assert neither_copied_nor_not(UndecidedRequest) == ["UndecidedRequest.call_me_at"]
    assert copied_fields(LongerRequest) - copied_fields(ExemptionRequest) == {"call_me_at"}


def test_what_is_said_of_a_field_goes_for_all_within_and_a_class_within_is_stronger() -> None:
    drafted = {leaf.path: leaf for leaf in leaves(FormDraft)}
    line = {leaf.path: leaf for leaf in leaves(ExemptionLine)}
    assert drafted["lines", "description"].field_class is line["description",].field_class is Medical
    assert (drafted["lines", "description"].is_exported, line["description",].is_exported) == (False, True)
    held = {leaf.path: leaf.field_class for leaf in leaves(ExemptionForm)}
    assert (held["parent", "address", "street"], held["school", "address", "street"]) == (Personal, Public)


@pytest.mark.parametrize(
    ("field_class", "duties", "is_exported"),
    [
        (Medical, set(), True),
        (Personal, set(), True),
        (Public, set(), False),
        (Internal, set(), False),
        (Internal, {Exported}, True),
        (Medical, {Duty.WITHHELD}, False),
        (Personal, {Copied}, True),
    ],
)
def test_the_parents_file_holds_what_is_medical_or_personal_unless_it_is_withheld(
    field_class: FieldClass, duties: set[Duty], is_exported: bool
) -> None:
    assert Leaf(("x",), MedicalLine, field_class, frozenset(duties), str).is_exported is is_exported
