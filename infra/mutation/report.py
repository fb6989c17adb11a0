"""The page docs/mutation.md: by area the score, module by module, and every survivor with its reason."""

import re
from collections import Counter
from pathlib import Path

from infra.mutation.areas import AREAS, ROOT
from infra.mutation.outcome import Mutant, accepted

PAGE = ROOT / "docs" / "mutation.md"
_NOT_LOOKED_AT = "no test notices it yet"
_HEAD = """# Mutation testing

Each mutant is one small change to one function: a sign, a bound, a default, a name. The fast tests that belong to the
function's area run against it; a mutant that no test notices survives. `make mutants AREA=access` tries those of an
area and writes its part of this page again. A mutant is noticed when a test fails, or when the tests take 15 times as
long as they should and 15 seconds more; a test process that crashes notices nothing. Chance and slowness notice nothing
either: the random examples are the same for every mutant, and none of them has a time limit.

Left out by the tool (mutmut) in every area: functions behind `@cache` and `@property`, and what stands at module level,
such as patterns and tables.
"""


def score(mutants: list[Mutant]) -> float:
    """Return the share of tried mutants that a test noticed, in percent."""
    tried = [each for each in mutants if each.tried]
    return 100 * sum(each.killed for each in tried) / len(tried) if tried else 0.0


def summary(mutants: list[Mutant]) -> str:
    """One line: the score and how far the run went."""
    tried = sum(each.tried for each in mutants)
    killed = sum(each.killed for each in mutants)
    endless = sum(each.endless for each in mutants)
    return (
        f"{score(mutants):.1f} percent: {killed} of {tried} mutants noticed, {endless} of them because the tests no "
        f"longer ended ({len(mutants) - tried} not tried)"
    )


def write(area: str, mutants: list[Mutant], page: Path = PAGE) -> str:
    """Write the area's part of the page, in the place of the one before, and return it."""
    parts = parts_of(page.read_text(encoding="utf-8")) if page.exists() else {}
    parts[area] = part_of(area, mutants)
    texts = [_HEAD, *(parts[name] for name in AREAS if name in parts)]
    page.write_text("\n".join(texts), encoding="utf-8")
    return parts[area]


def part_of(area: str, mutants: list[Mutant]) -> str:
    """Return the part of the page that is the area's, from its heading on."""
    words = f"Changed: {AREAS[area].words}. Left out by us: {AREAS[area].omitted}."
    lines = [f"## {area.capitalize()}", "", words, "", f"**{summary(mutants)}**", ""]
    return "\n".join([*lines, *_modules(mutants), "", *_survivors(mutants), ""])


def parts_of(page: str) -> dict[str, str]:
    """Return the parts of a page by area."""
    found = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    return {each.splitlines()[0].removeprefix("## ").lower(): each.rstrip("\n") + "\n" for each in found}


def _modules(mutants: list[Mutant]) -> list[str]:
    rows = ["| Module | Mutants tried | Noticed | Score |", "|---|---|---|---|"]
    for module in sorted({each.module for each in mutants}):
        of_module = [each for each in mutants if each.module == module and each.tried]
        if of_module:
            noticed = sum(each.killed for each in of_module)
            rows.append(f"| {module} | {len(of_module)} | {noticed} | {score(of_module):.1f} |")
    return rows


def _survivors(mutants: list[Mutant]) -> list[str]:
    survivors = [each for each in mutants if each.tried and not each.killed]
    reasons, times = accepted(), Counter(_key(each) for each in survivors)
    rows = ["### Survivors", "", "| Function | Was | Became | Reason |", "|---|---|---|---|"]
    for each in dict.fromkeys(survivors):
        often = f" ({times[_key(each)]} mutants)" if times[_key(each)] > 1 else ""
        reason = reasons.get(_key(each), _NOT_LOOKED_AT if each.covered else "no test runs this function")
        rows.append(f"| {each.module}.{each.function}{often} | {_cell(each.was)} | {_cell(each.became)} | {reason} |")
    return rows


def _key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.module, mutant.function, mutant.became


def _cell(text: str) -> str:
    return f"`{text.replace('|', '¦')}`" if text else "(nothing)"
