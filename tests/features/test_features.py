"""Every case file of this folder, and that every numbered case has a scenario. `boundaries` holds more of them: days,
grades and counts on both sides of each limit of the law."""

from functools import cache
from pathlib import Path

import pytest
from gherkin.parser import Parser
from pytest_bdd import scenarios

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.feature"))
BOUNDARIES = sorted((FOLDER / "boundaries").glob("*.feature"))
scenarios(*(str(path) for path in (*FILES, *BOUNDARIES)))

CASES = (
    1,
    2,
    3,
    7,
    8,
    9,
    10,
    11,
    13,
    14,
    15,
    16,
    17,
    19,
    21,
    22,
    23,
    26,
    27,
    28,
    29,
    30,
    33,
    34,
    35,
    36,
    37,
    38,
    40,
    41,
    42,
    43,
    44,
    45,
    47,
    48,
    49,
    50,
    54,
    58,
    59,
    60,
    61,
    62,
    63,
    64,
    67,
    73,
    74,
    76,
    77,
    78,
    79,
    81,
    82,
    84,
    87,
    93,
    94,
    96,
    97,
    98,
    100,
    101,
    102,
    103,
    104,
    105,
)
"""The acceptance cases by their stable numbers; gaps are meant."""


@cache
def scenarios_of(path: Path) -> list[dict[str, object]]:
    children = Parser().parse(path.read_text())["feature"]["children"]
    return [child["scenario"] for child in children if "scenario" in child]


@pytest.mark.parametrize("case", CASES)
def test_every_numbered_case_has_a_scenario(case: int) -> None:
    tags = {tag["name"] for path in FILES for scenario in scenarios_of(path) for tag in scenario["tags"]}
    assert f"@case-{case:03}" in tags


def test_every_scenario_names_its_case_and_its_law() -> None:
    silent = [
        scenario["name"]
        for path in FILES
        for scenario in scenarios_of(path)
        if not scenario["tags"]
        or not scenario["description"].strip()
        or not scenario["name"].startswith(f"Case {int(scenario['tags'][0]['name'].rpartition('-')[2])}. ")
    ]
    assert silent == []


@pytest.mark.parametrize("path", BOUNDARIES, ids=lambda path: path.stem)
def test_every_scenario_at_a_boundary_says_which_law_it_is_about(path: Path) -> None:
    assert [scenario["name"] for scenario in scenarios_of(path) if not scenario["description"].strip()] == []
