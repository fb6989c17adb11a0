"""Runs of the simulated portal: `python -m tests.simulation --seed 7 --steps 400` is one, `--seeds 0-2499` many."""

import argparse
import sys
import time
from collections import Counter

import tests.conftest  # noqa: F401 - settings stand before the portal is imported
from tests.simulation.portal_of_runs import run_of

_STEPS = 400


def main() -> int:
    """Run; say what was found, and how to see it again."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int, help="one run")
    parser.add_argument("--seeds", help="many: first-last")
    parser.add_argument("--steps", type=int, default=_STEPS, help=f"of each run (default: {_STEPS})")
    parser.add_argument("--counts", action="store_true", help="say what happened")
    given = parser.parse_args()
    first, _dash, last = (given.seeds or f"{given.seed or 0}-{given.seed or 0}").partition("-")
    counts: Counter[str] = Counter()
    done, began = 0, time.process_time()
    for seed in range(int(first), int(last or first) + 1):
        done += _run(seed, given.steps, counts)
        if seed % 10 == 9 or seed == int(last or first):
            spent = time.process_time() - began
            rate = f"{done / spent:.0f} steps a second of processor time"
            print(f"seeds {first}-{seed}: {done} steps, no violation, {rate}", flush=True)
    if given.counts:
        print("\n".join(f"{count:7d} {name}" for name, count in counts.most_common()))
    return 0


def _run(seed: int, steps: int, counts: Counter[str]) -> int:
    with run_of(seed) as run:
        try:
            for _step in range(steps):
                run.step()
            run.check_all()
        except BaseException:
            print(f"seed {seed}, step {run.steps}: python -m tests.simulation --seed {seed} --steps {run.steps}")
            raise
        print(f"seed {seed}: {steps} steps, trace {run.trace}", flush=True)
        counts.update(run.counts)
        counts.update(run.jobs.runs)
    return steps


if __name__ == "__main__":
    sys.exit(main())
