"""Runs the mutation tests of one area: `python -m infra.mutation [--area law] [--minutes 60] [--children 2] [--go-on]
[module ...]`, or `make mutants AREA=access`.

Without a module all of the area's are changed. Prints the score and the survivors and writes the area's part of
docs/mutation.md. The exit code says whether the score reaches 95 percent and every mutant was tried.
"""

import argparse
import os
import signal
import subprocess
import sys
from datetime import timedelta

from infra.mutation import outcome, report, stage
from infra.mutation.areas import AREAS, Area

_PASSES_FROM = 95.0


def main(arguments: list[str] | None = None) -> int:
    """Run, report, judge. Returns the exit code."""
    asked = _asked(arguments)
    area = AREAS[asked.area]
    modules = area.modules()
    if not (asked.report_only or asked.go_on):
        chosen = asked.modules or list(modules)
        stage.prepare(asked.area, area, [modules[each] for each in chosen], asked.time_factor)
    if not asked.report_only:
        _run(asked.area, area, asked.children, timedelta(minutes=asked.minutes))
    mutants = outcome.mutants(stage.folder_of(asked.area) / "mutants")
    print(report.write(asked.area, mutants))
    complete = bool(mutants) and all(each.tried for each in mutants)
    return 0 if complete and report.score(mutants) >= _PASSES_FROM else 1


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.mutation")
    parser.add_argument("modules", nargs="*", metavar="module")
    parser.add_argument("--area", choices=list(AREAS), default="law")
    parser.add_argument("--children", type=int, default=2, help="how many processes at once")
    parser.add_argument("--minutes", type=float, default=60, help="stop after so long; the rest counts as not tried")
    parser.add_argument("--time-factor", type=float, default=15, help="how many times as long tests may take")
    parser.add_argument("--go-on", action="store_true", help="try what the last run left untried")
    parser.add_argument("--report-only", action="store_true", help="report on the last run")
    asked = parser.parse_args(arguments)
    unknown = set(asked.modules) - set(AREAS[asked.area].modules())
    if unknown:
        parser.error(f"no module of the area {asked.area}: {', '.join(sorted(unknown))}")
    return asked


def _run(name: str, area: Area, children: int, at_most: timedelta) -> None:
    """Let mutmut try every mutant in the copied folder, and stop it when its time is over."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)]
    folder, environment = stage.folder_of(name), stage.environment(area)
    with subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True) as running:
        try:
            running.wait(at_most.total_seconds())
        except subprocess.TimeoutExpired:
            print(f"Stopped after {at_most}: go on with --go-on.")
        finally:
            _end_all_of(running)


def _end_all_of(running: subprocess.Popen[bytes]) -> None:
    """Also after Ctrl-C: the processes of a run are a group of their own, which outlives this one."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGTERM)


if __name__ == "__main__":
    raise SystemExit(main())
