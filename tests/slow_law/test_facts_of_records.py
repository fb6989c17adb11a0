"""Facts that a record or an error carries, and edges that a verdict alone does not show."""

from datetime import date

import pytest

from chalicelib.law.admission import AdmissionFacts, FactMissingError, answer
from chalicelib.law.conditional_schedule import young_child_admission
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Board, Grade, LineKind, LineState
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, line_of
from chalicelib.law.licence_numbers import normalise_licence_number
from chalicelib.law.medical_reasons import criteria_set_on
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
def test_a_licence_number_that_cannot_be_used_names_the_board(board: Board, text: str) -> None:
    found = normalise_licence_number(board, text)

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
