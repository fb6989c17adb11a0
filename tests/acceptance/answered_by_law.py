"""Scenarios of the portal's own case files that pass although no act of the portal answers them, only the law does.

The list stands beside the case files. Nothing may join it: a new sentence about the portal looks at the portal. A
scenario that an act comes to answer leaves it.
"""

import os
from pathlib import Path

from pytest_bdd.parser import Scenario

from tests.acceptance.run import GIVEN, OWN

LIST = OWN / "answered_by_the_law_alone.txt"


def listed() -> list[str]:
    """Return the lines of the list: the case file, a colon, and the name of the scenario."""
    return [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def require_listed(scenario: Scenario, *, by_law_alone: bool, is_example: bool) -> None:
    """Fail where a scenario of the portal's own case files and the list disagree.

    Of an outline, one example may be the law's and another the portal's: it may stand on the list for the first.
    """
    file = Path(scenario.feature.filename)
    if os.environ.get(GIVEN) or not file.is_relative_to(OWN):
        return
    line = f"{file.relative_to(OWN)}: {scenario.name}"
    is_listed = line in listed()
    assert is_listed or not by_law_alone, f"No act of the portal answers this, only the law: {line}"
    assert by_law_alone or is_example or not is_listed, f"The portal answers this now; take it off {LIST.name}: {line}"
