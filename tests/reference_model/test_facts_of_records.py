"""Facts that a record or an error carries, and edges that a verdict alone does not show."""

from datetime import date

import pytest

from chalicelib.law.admission import AdmissionFacts, FactMissingError, answer
from chalicelib.law.conditional_schedule import young_child_admission
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enrollment import EnrollNow, enrol_without_records
from chalicelib.law.enums import Board, Grade, LineKind, LineState, Vaccine
from chalicelib.law.exemption_bases import diseases_of
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, line_of
from chalicelib.law.license_numbers import normalize_license_number
from chalicelib.law.medical_reasons import LineReasons, check_reason, criteria_set_on
from chalicelib.law.review_triggers import SignedForm, counted_forms
from chalicelib.law.tables import NotInForceError
from chalicelib.law.vaccine_products import kinds_of
from chalicelib.law.verdict import Outcome, Verdict

LETTER, ENTRY, EXPIRY = date(2019, 11, 1), date(2022, 8, 15), date(2020, 10, 31)


def test_an_older_letter_becomes_a_line_with_its_dates() -> None:
    temporary = OlderExemption(OlderPaper.PHYSICIAN_LETTER, LETTER, ENTRY, expiry=EXPIRY)

    assert line_of(temporary) == LineFacts(LineKind.TEMPORARY, LETTER, EXPIRY, None, ENTRY)
    assert line_of(temporary._replace(expiry=None)) == LineFacts(LineKind.PERMANENT, LETTER, None, None, ENTRY)


def test_a_criteria_set_knows_its_first_day() -> None:
    assert criteria_set_on(date(2025, 9, 16)).in_force_from == date(2020, 1, 1)
    assert criteria_set_on(date(2025, 9, 17)).in_force_from == date(2025, 9, 17)


def test_what_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(FactMissingError, match="revoked_on") as missing:
        answer(AdmissionFacts(LineState.REVOKED), LETTER)
    with pytest.raises(KeyError, match="no such product"):
        kinds_of("no such product")

    assert missing.value.fact == "revoked_on"


@pytest.mark.parametrize("board", Board)
@pytest.mark.parametrize("text", ["PTL 123", "???"])
def test_a_license_number_that_cannot_be_used_names_the_board(board: Board, text: str) -> None:
    found = normalize_license_number(board, text)

    assert isinstance(found, Verdict)
    assert isinstance(found.outcome, Outcome)
    assert found.fact("board") == board.value


def test_the_rule_for_the_very_young_is_for_child_care_only() -> None:
    birth, on = date(2026, 3, 1), date(2026, 8, 15)
    everything = frozenset(DoseKind)
    pupil = Pupil(birth, Grade.INFANT_TODDLER, tuple(Dose(everything, date(2026, month, 1)) for month in (4, 5, 6)))
    found = young_child_admission(pupil, on)

    assert found is not None
    assert found.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL
    assert young_child_admission(pupil._replace(grade=Grade.TK), on) is None


def test_each_vaccine_is_against_its_own_diseases() -> None:
    on = date(2026, 8, 15)

    counts = {each: len(diseases_of(each, on)) for each in (Vaccine.MMR, Vaccine.DTAP, Vaccine.TDAP, Vaccine.VAR)}
    assert list(counts.values()) == [3, 3, 3, 1]
    assert set(diseases_of(Vaccine.HEPB, on)).isdisjoint(diseases_of(Vaccine.HIB, on))


def test_a_rule_before_its_time_is_named() -> None:
    with pytest.raises(NotInForceError, match="foster"):
        enrol_without_records(EnrollNow.FOSTER, date(1990, 1, 1))
    with pytest.raises(NotInForceError, match="criteria"):
        criteria_set_on(date(1990, 1, 1))


def test_forms_that_count_come_by_signing_date_whatever_their_numbers() -> None:
    later, earlier = SignedForm("a", date(2026, 5, 2)), SignedForm("b", date(2026, 5, 1))

    assert counted_forms([later, earlier], 2026) == (earlier, later)


@pytest.mark.parametrize("codes", [("OTHER-SOC",), ("GEN-ANA-DOSE", "MIS-22")])
def test_a_note_beside_a_reason_names_the_vaccine(codes: tuple[str, ...]) -> None:
    found = check_reason(
        LineReasons(Vaccine.MMR, codes, "A severe reaction that no coded reason names", date(2026, 8, 15))
    )
    notes = [each for each in found.reasons if each.facts.get("reason") != "OTHER-SOC"]

    assert found.allowed
    assert {each.facts.get("vaccine") for each in notes} == {"MMR"}
    assert all(each.facts.get("reason") in {None, "MIS-22"} for each in notes)
    assert ("MIS-22" in codes) == any(each.facts.get("reason") == "MIS-22" for each in notes)
