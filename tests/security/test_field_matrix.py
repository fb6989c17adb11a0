"""S-45: who may see which field of a case (field_matrix.csv; HSC 120372, 120372.05, 120440; domain rules on who may see
what). A cell names the page or case on which the audience sees the field; an empty one says that it never does."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from chalicelib.domain.account import Role
from chalicelib.storage.record_types import RECORD_TYPES
from tests.checks.leaving import leads_to_file
from tests.checks.planted_fields import MedicalForm
from tests.invariants.everywhere import PATHS
from tests.security.field_matrix import (
    ALL_FIELDS,
    AUDIENCES,
    EMERGENCY,
    NOBODY,
    looked_at,
    marked,
    others_in,
    without_a_row,
)
from tests.security.full_cases import FullWorld
from tests.security.later_cases import LATER

MATRIX = {row["field"]: row for row in csv.DictReader((Path(__file__).parent / "field_matrix.csv").open())}
MEDICAL = {"line.description", "line.reason_code", "primary_care.why_not_issuer"}
OF_THE_REVIEW = {"review.public_health_reason", "review.question", "review.answer", "review.finding_reason"}
OF_THE_CHILD = {field for field in ALL_FIELDS if field.startswith(("child.", "line.", "parent."))} - {"parent.email"}


def never_seen_by(audience: str) -> set[str]:
    """The fields that the matrix keeps from an audience."""
    return {field for field, row in MATRIX.items() if not row[audience]}


def places_of_entitled() -> dict[str, dict[str, set[str]]]:
    """Where the matrix says that a field is seen: place -> audience -> fields."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field, row in MATRIX.items():
        for audience in AUDIENCES:
            if row[audience]:
                found[row[audience]][audience].add(field)
    return found


def test_the_matrix_has_a_cell_for_every_field_and_audience() -> None:
    assert list(MATRIX) == list(ALL_FIELDS)
    assert all(set(row) == {"field", *AUDIENCES} for row in MATRIX.values())
    assert {where for row in MATRIX.values() for where in list(row.values())[1:] if where} <= {*PATHS, *LATER}


def test_every_text_about_a_person_in_a_stored_record_has_a_row() -> None:
    assert without_a_row(*RECORD_TYPES.values()) == []


def test_a_medical_field_that_someone_adds_lacks_its_row() -> None:
    assert without_a_row(MedicalForm) == ["MedicalLine.clinical_note"]


def test_the_matrix_is_what_the_law_allows() -> None:
    for audience in ("school", "local_health", "board", "operator", NOBODY):
        assert never_seen_by(audience) >= MEDICAL | OF_THE_REVIEW
    for audience in ("board", "operator", NOBODY):
        assert never_seen_by(audience) >= OF_THE_CHILD
    assert never_seen_by("parent") >= OF_THE_REVIEW
    assert never_seen_by(EMERGENCY) >= OF_THE_REVIEW | {"primary_care.why_not_issuer", "parent.street", "appeal.why"}
    assert never_seen_by("panelist") >= {
        "review.public_health_reason",
        "account.reviewer.last_name",
        "account.officer.last_name",
    }
    assert never_seen_by("parent") >= {"account.panelist.last_name", "account.reviewer.last_name", "appeal.vote_reason"}
    assert never_seen_by("physician") >= {"appeal.why", "appeal.vote_reason", "review.finding_reason"}


@pytest.mark.parametrize("where", [*PATHS, *LATER])
def test_no_page_shows_a_field_to_someone_whom_the_matrix_keeps_it_from(full_world: FullWorld, where: str) -> None:
    for audience, shown in looked_at(marked(full_world), where):
        if leads_to_file(shown.path, shown.location):
            continue  # to the file itself, which is no page
        # only the one who has a case gives it back: the officer of this world does not have it
        assert shown.status == (422 if where.endswith("/hand-back") and audience == Role.OFFICER else 200)
        assert others_in(shown, audience) & never_seen_by(audience) == set(), audience


@pytest.mark.parametrize("where", places_of_entitled())
def test_those_who_are_entitled_see_the_field(full_world: FullWorld, where: str) -> None:
    seen: dict[str, set[str]] = {audience: set() for audience in AUDIENCES}
    seen |= {audience: others_in(shown, audience) for audience, shown in looked_at(marked(full_world), where)}
    for audience, fields in places_of_entitled()[where].items():
        assert fields - seen[audience] == set(), audience
