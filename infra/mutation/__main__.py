"""Runs the mutation tests of the law: `python -m infra.mutation [--minutes 60] [--children 2] [--go-on] [module ...]`.

Without a module all of them are changed. Prints the score and the survivors and writes docs/mutation.md. The exit code
says whether the score reaches 95 percent and every mutant was tried.
"""

import argparse
import os
import signal
import subprocess
import sys
from datetime import timedelta

from infra.mutation import outcome, report, stage

_PASSES_FROM = 95.0
# A zone that is neither UTC nor California: a rule that takes the machine's zone is noticed.
_ENVIRONMENT = {
    "TZ": "Asia/Kolkata",
    "PORTAL_TESTS": "brief",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}


def main(arguments: list[str] | None = None) -> int:
    """Run, report, judge. Returns the exit code."""
    asked = _asked(arguments)
    if not (asked.report_only or asked.go_on):
        stage.prepare(asked.modules or stage.modules())
    if not asked.report_only:
        _run(asked.children, timedelta(minutes=asked.minutes))
    mutants = outcome.mutants()
    report.write(mutants)
    print(report.PAGE.read_text(encoding="utf-8"))
    complete = bool(mutants) and all(each.tried for each in mutants)
    return 0 if complete and report.score(mutants) >= _PASSES_FROM else 1


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.mutation")
    parser.add_argument("modules", nargs="*", choices=[*stage.modules(), []], metavar="module")
    parser.add_argument("--children", type=int, default=2, help="how many processes at once")
    parser.add_argument("--minutes", type=float, default=60, help="stop after so long; the rest counts as not tried")
    parser.add_argument("--go-on", action="store_true", help="try what the last run left untried")
    parser.add_argument("--report-only", action="store_true", help="report on the last run")
    return parser.parse_args(arguments)


def _run(children: int, at_most: timedelta) -> None:
    """Let mutmut try every mutant in the copied folder, and stop it when its time is over."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)]
    with subprocess.Popen(command, cwd=stage.STAGE, env=os.environ | _ENVIRONMENT, start_new_session=True) as running:
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
