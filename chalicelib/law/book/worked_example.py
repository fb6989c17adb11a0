"""What a worked example of a rule is."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from chalicelib.law.calendar import CALIFORNIA
from chalicelib.law.verdict import FactValue, Verdict


class WorkedExample(NamedTuple):
    """What is given, in words (English, marked, with `facts` as placeholders), and the rule's verdict on it."""

    words: str
    facts: Mapping[str, FactValue]
    verdict: Verdict


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(on: date, clock: str) -> datetime:
    """Return an instant in California of an example."""
    return datetime.combine(on, time.fromisoformat(clock), tzinfo=CALIFORNIA)
