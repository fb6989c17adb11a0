"""The page docs/mutation.md: the score, module by module, and every survivor with its reason."""

from collections import Counter
from pathlib import Path

from infra.mutation.outcome import Mutant, accepted
from infra.mutation.stage import ROOT

PAGE = ROOT / "docs" / "mutation.md"
_NOT_LOOKED_AT = "no test notices it yet"
_HEAD = """# Mutation testing of the law

Each mutant is one small change to one function of `chalicelib/law`: a sign, a bound, a default, a name. The fast tests
of the law (`tests/law`, and `tests/reference_model` with a brief sample of days) run against it; a mutant that no test
notices survives. `make mutants` makes this page again. A mutant is noticed when a test fails, or when the tests take
15 times as long as they should and 15 seconds more; a test process that crashes notices nothing. Chance and
slowness notice nothing either: the random examples are the same for every mutant, and none of them has a time limit.

Left out by the tool (mutmut): functions behind `@cache` and `@property`, and what stands at module level, among it the
tables of reason codes; the numbers in `chalicelib/law/tables` are no code and are compared by the slow engine instead.
Left out by us: modules that describe the rules and decide nothing, namely labels, reason codes, and the sentences, rows
and worked examples of the public rule book (`law/book`); `tests/law/test_law_rule_book.py` holds them.
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


def write(mutants: list[Mutant], page: Path = PAGE) -> None:
    page.write_text("\n".join([_HEAD, f"**{summary(mutants)}**", "", *_modules(mutants), "", *_survivors(mutants), ""]),
                    encoding="utf-8")  # fmt: skip


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
    rows = ["## Survivors", "", "| Function | Was | Became | Reason |", "|---|---|---|---|"]
    for each in dict.fromkeys(survivors):
        often = f" ({times[_key(each)]} mutants)" if times[_key(each)] > 1 else ""
        reason = reasons.get(_key(each), _NOT_LOOKED_AT if each.covered else "no test runs this function")
        rows.append(f"| {each.module}.{each.function}{often} | {_cell(each.was)} | {_cell(each.became)} | {reason} |")
    return rows


def _key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.module, mutant.function, mutant.became


def _cell(text: str) -> str:
    return f"`{text.replace('|', '¦')}`" if text else "(nothing)"
