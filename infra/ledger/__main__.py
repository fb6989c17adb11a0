"""`make ledger`: does every test of the ledger bite? `python -m infra.ledger [S-22 ...]`

In copies of the project: first all tests of the ledger run and must pass. Then each sabotage is put in, the first test
of its entry must fail (not: break before it says anything), and the sabotage is taken out again. Two at a time.
"""

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from infra.ledger import testing
from infra.ledger.book import Proof, problems, proofs, requirements
from infra.ledger.copies import FOLDER, copy, sabotaged
from infra.ledger.page import Standing, standing
from infra.ledger.testing import APART, Ended, Ending

_AT_ONCE = 2
BITES = "noticed"
BROKEN = "BROKEN before it said anything"


class Verdict(NamedTuple):
    """What a sabotage did to the first test of its entry. Anything but BITES is a deviation."""

    proof: Proof
    word: str
    seconds: float


def main(arguments: list[str] | None = None) -> int:
    """Run, print a table, judge. The exit code is 1 on any deviation."""
    parser = argparse.ArgumentParser(prog="python -m infra.ledger")
    parser.add_argument("only", nargs="*", metavar="S-00", help="only these requirements")
    only = parser.parse_args(arguments).only
    chosen = tuple(proof for proof in proofs() if not only or proof.id in only)
    found = problems(chosen)
    if found or not chosen:
        return _stop(found or ["There is no such entry."])
    copies = [copy(str(number)) for number in range(1, _AT_ONCE + 1)]
    try:
        return _judge(chosen, copies)
    finally:
        shutil.rmtree(FOLDER)


def _judge(chosen: tuple[Proof, ...], copies: list[Path]) -> int:
    states = Counter(standing(requirement) for requirement in requirements())  # as it was when the copies were made
    found = unsound({test for proof in chosen for test in proof.tests}, copies[0])
    if found:
        return _stop(["Without any sabotage:", *found])
    verdicts = tried(chosen, copies)
    print(f"{sum(verdict.word == BITES for verdict in verdicts)} of {len(verdicts)} sabotages were noticed.")
    print(", ".join(f"{states[state]} {state}" for state in Standing))
    return 0 if all(verdict.word == BITES for verdict in verdicts) else 1


def unsound(tests: set[str], project: Path) -> list[str]:
    """Tests of the ledger that are missing, or that do not pass as the project is."""
    found = [f"missing: {test}" for test in testing.missing(tests, project)]
    if found:
        return found
    named = sorted(tests)
    ended = [
        *testing.run(named, project, "-n", str(_AT_ONCE), "-m", f"not ({APART})"),
        *testing.run(named, project, "-m", APART),
    ]
    ended = whatever_the_day(ended, lambda left_out: testing.run(left_out, project, PORTAL_TESTS="whole"))
    return [problem for test in named for problem in not_passed(test, ended)]


def whatever_the_day(ended: list[Ended], run_whole: Callable[[list[str]], list[Ended]]) -> list[Ended]:
    """Return the endings with those that the day's draw, or a short run, skipped replaced by their whole run."""
    left_out = [each.test for each in ended if each.ending == Ending.SKIPPED]
    if not left_out:
        return ended
    return [*(each for each in ended if each.ending != Ending.SKIPPED), *run_whole(left_out)]


def not_passed(test: str, ended: list[Ended]) -> list[str]:
    """Return what is wrong with a test of the ledger, or with one of its cases, as they ended without any sabotage."""
    cases = [each for each in ended if testing.belongs(each.test, test)]
    if not cases:
        return [f"did not run: {test}"]
    return [f"{each.ending}: {each.test}" for each in cases if each.ending != Ending.PASSED]


def tried(chosen: tuple[Proof, ...], copies: list[Path]) -> list[Verdict]:
    """Return every sabotage tried, in as many copies as there are at once."""
    free: SimpleQueue[Path] = SimpleQueue()
    for project in copies:
        free.put(project)
    with ThreadPoolExecutor(len(copies)) as pool:
        return list(pool.map(lambda proof: _try(proof, free), chosen))


def _try(proof: Proof, free: "SimpleQueue[Path]") -> Verdict:
    project, began = free.get(), time.monotonic()
    try:
        with sabotaged(project, proof.sabotage):
            ended = testing.run([proof.tests[0]], project, "-x", PORTAL_TESTS="whole")  # no day's luck
    finally:
        free.put(project)
    verdict = Verdict(proof, word_for([each.ending for each in ended]), time.monotonic() - began)
    print(f"{proof.id}  {verdict.word:<28}  {verdict.seconds:4.0f} s  {proof.sabotage.file}", flush=True)
    return verdict


def word_for(endings: list[Ending]) -> str:
    """Return what the endings under a sabotage mean."""
    if Ending.FAILED in endings:
        return BITES
    if Ending.BROKEN in endings:
        return BROKEN
    return "NOT NOTICED" if Ending.PASSED in endings else "NOTHING RAN"


def _stop(lines: list[str]) -> int:
    print("\n".join(lines))
    return 1


if __name__ == "__main__":
    sys.exit(main())
