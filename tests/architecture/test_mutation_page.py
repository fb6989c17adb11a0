"""S-84: the page of the mutation runs tells of every area, as it is now, and no area falls below 95 in a hundred."""

import re
from pathlib import Path

import pytest

from infra.mutation import outcome, report
from infra.mutation.areas import AREAS, ROOT
from infra.mutation.outcome import Mutant

PAGE = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
PARTS = report.parts_of(PAGE)


def rows(area: str) -> dict[str, tuple[int, int]]:
    """Of each module in the area's part of the page: how many mutants were tried and noticed."""
    found = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| [\d.]+ \|$", PARTS[area], re.MULTILINE)
    return {module: (int(tried), int(noticed)) for module, tried, noticed in found}


def test_the_page_tells_of_every_area_and_of_the_modules_that_it_changes_now() -> None:
    assert list(PARTS) == list(AREAS)
    for area in AREAS:
        assert rows(area).keys() <= AREAS[area].modules().keys()
        assert "(0 not tried)" in PARTS[area]


@pytest.mark.parametrize("area", list(AREAS))
def test_in_each_area_at_least_95_in_a_hundred_are_noticed(area: str) -> None:
    tried = sum(tried for tried, _noticed in rows(area).values())
    noticed = sum(noticed for _tried, noticed in rows(area).values())
    assert tried > 100
    assert noticed / tried >= 0.95


@pytest.mark.parametrize("area", list(AREAS))
def test_the_modules_and_tests_of_an_area_are_there(area: str) -> None:
    assert all(any(ROOT.glob(each)) for each in (*AREAS[area].changed, *AREAS[area].tests, *AREAS[area].copied))


def test_no_module_stands_in_two_areas() -> None:
    paths = [path for area in AREAS.values() for path in area.modules().values()]
    assert len(paths) == len(set(paths))


def test_an_areas_part_takes_the_place_of_the_one_before_and_leaves_the_others(tmp_path: Path) -> None:
    page = tmp_path / "mutation.md"
    page.write_text(PAGE, encoding="utf-8")
    survivor = Mutant("permissions", "require", "a", "b", killed=False, endless=False, tried=True, covered=True)
    report.write("access", [survivor, survivor._replace(killed=True)], page)
    parts = report.parts_of(page.read_text(encoding="utf-8"))
    assert list(parts) == list(AREAS)
    assert "**50.0 percent: 1 of 2 mutants noticed" in parts["access"]
    assert {name: part for name, part in parts.items() if name != "access"} == {
        name: part for name, part in PARTS.items() if name != "access"
    }


def test_each_accepted_survivor_has_its_reason() -> None:
    assert all(reason for reason in outcome.accepted().values())
