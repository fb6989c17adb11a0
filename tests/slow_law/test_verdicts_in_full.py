"""Whole verdicts: outcome, codes, facts and citations of one question for each branch.

`data/verdicts.json` was recorded from the law and read through against the statutes; a change of any fact shows here.
To record anew after a change that is meant: `python -m tests.slow_law.test_verdicts_in_full`.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.law.verdict import Verdict
from tests.slow_law.verdicts_of_rules import GROUPS, Asked

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


def record() -> None:
    """Write the verdicts as they are now, one to a line."""
    groups = []
    for group in GROUPS:
        told = ",\n".join(f"  {json.dumps(name)}: {json.dumps(in_full(given))}" for name, given in group())
        groups.append(f"{json.dumps(group.__name__)}: {{\n{told}\n}}")
    RECORD.write_text("{\n" + ",\n".join(groups) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    record()
