"""How long Lambda runs the Python that a package is built for."""

from datetime import date
from typing import Any

_RUNS_UNTIL = {"python3.11": date(2027, 6, 30), "python3.12": date(2028, 10, 31), "python3.13": date(2029, 6, 30)}
"""By runtime: the last day on which AWS mends it; later it refuses to change functions that have it (the table of
runtimes in the AWS Lambda Developer Guide, read on 2026-11-30)."""
_NEWEST = "python3.13"
_TIME_FOR_A_RELEASE = 365  # days: a state plans its releases by the year


def runtime_trouble(runtime: str, on: date) -> str:
    """Return what is wrong with a function's runtime on this day, and what to do; "" where it lasts for a year."""
    until = _RUNS_UNTIL.get(runtime)
    if until is None:
        return f"{runtime} is not in infra/deploy/runtimes.py: look up until when Lambda runs it"
    if (until - on).days >= _TIME_FOR_A_RELEASE:
        return ""
    newest = _NEWEST.removeprefix("python")
    return (
        f"Lambda mends {runtime} until {until:%B} {until.day}, {until.year}: "
        f"build the next release with Python {newest} (infra/README.md)"
    )


def runtime_of(template: dict[str, Any]) -> str:
    """Return the runtime that a template sets for the pages."""
    return str(template["Resources"]["APIHandler"]["Properties"]["Runtime"])
