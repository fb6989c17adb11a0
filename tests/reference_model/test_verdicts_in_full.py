"""Whole verdicts: outcome, codes, facts and citations of one question for each branch.

`data/verdicts.json` was recorded from the law itself: it guards against unmeant change, and proves nothing by itself.
To record again after a change that is meant: `python -m tests.reference_model.test_verdicts_in_full`.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chalicelib.law.board_matters import board_matter
from chalicelib.law.enums import Vaccine
from chalicelib.law.exemption_bases import may_require
from chalicelib.law.holidays import YearOutsideTable, holidays_of
from chalicelib.law.physician_standing import MatterKind
from chalicelib.law.school_year import CalendarEndsError, SchoolCalendar
from chalicelib.law.tables import NotInForceError
from chalicelib.law.verdict import Verdict
from tests.reference_model import verdicts_of_doses, verdicts_of_rules
from tests.reference_model.verdicts_of_rules import SIGNED, Asked

GROUPS = (*verdicts_of_rules.GROUPS, *verdicts_of_doses.GROUPS)

RECORD = Path(__file__).parent / "data" / "verdicts.json"


def in_full(given: Verdict) -> list[object]:
    """The verdict as JSON has it; a number and a text stay apart."""
    reasons = [
        [each.code.value, each.citation, {name: fact if isinstance(fact, int) else str(fact)
                                          for name, fact in each.facts.items()}]
        for each in given.reasons
    ]  # fmt: skip
    return [given.outcome.value, reasons]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_every_verdict_says_what_was_recorded(group: Callable[[], Asked]) -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))[group.__name__]

    assert {name: in_full(given) for name, given in group()} == recorded


def test_an_unknown_board_code_stays_itself_and_must_be_classified() -> None:
    unknown = board_matter("99999", SIGNED)

    assert (unknown.code, unknown.usual_kind, unknown.needs_classification) == ("99999", MatterKind.OTHER, True)
    assert board_matter("53", SIGNED).code == "53"


def test_an_error_says_what_is_not_known_and_when() -> None:
    day = date(1900, 1, 2)
    with pytest.raises(NotInForceError, match=r"MMR.*1900-01-02") as unlawful:
        may_require(Vaccine.MMR, day)
    with pytest.raises(YearOutsideTable, match="1900"):
        holidays_of(1900)
    with pytest.raises(CalendarEndsError, match="1900-01-02") as closed:
        SchoolCalendar(SIGNED, SIGNED).is_school_day(day)

    assert (unlawful.value.name, unlawful.value.on, closed.value.day) == (Vaccine.MMR, day, day)


def record() -> None:
    """Write the verdicts as they are now, one to a line."""
    groups = []
    for group in GROUPS:
        told = ",\n".join(f"  {json.dumps(name)}: {json.dumps(in_full(given))}" for name, given in group())
        groups.append(f"{json.dumps(group.__name__)}: {{\n{told}\n}}")
    RECORD.write_text("{\n" + ",\n".join(groups) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    record()
