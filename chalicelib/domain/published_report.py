"""What the state's published file says of a school's annual report, part by part, and on which side of the law's limit
the school lies by it (HSC 120372(d)(2)(A)).

The file hides small numbers and rounds rates: a part has bounds, and where the law answers differently for the two
ends, nothing is decided.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from chalicelib.law.annual_report import ReportSection
from chalicelib.law.review_triggers import school_rate
from chalicelib.law.verdict import Outcome


class Side(StrEnum):
    """Where a rate lies. `UNDECIDED`: the published values allow both."""

    BELOW = "below"
    NOT_BELOW = "not-below"
    UNDECIDED = "undecided"


class PublishedPart(NamedTuple):
    """One part of a school's report as published.

    Students with all doses: at least `low` and at most `high` of every `of`; `of` is 0 where the rate is hidden.
    `enrolled`: None where hidden. `file_id` and `loaded_on` (an ISO date) say where it comes from.
    """

    starts_in: int
    section: ReportSection
    is_reported: bool
    low: int = 0
    high: int = 0
    of: int = 0
    enrolled: int | None = None
    file_id: str = ""
    loaded_on: str = ""

    @property
    def tells_rate(self) -> bool:
        """Return whether anything of the rate is published; a part without students has none, and no doubt."""
        return self.is_reported and (self.of > 0 or self.enrolled == 0)

    def says_the_same(self, other: "PublishedPart") -> bool:
        """Return whether both say the same, whichever file they come from."""
        return self.facts == other.facts

    @property
    def facts(self) -> tuple[object, ...]:
        """What the file says, without where it comes from."""
        return (self.starts_in, self.section, self.is_reported, self.low, self.high, self.of, self.enrolled)


def side_of(parts: Iterable[PublishedPart], on: date) -> Side:
    """Return where the school lies by the parts of one year together.

    Parts are summed by their students. Where the students of one are hidden, the parts decide only if all lie on one
    side. A part whose rate is hidden says nothing.
    """
    told = [part for part in parts if part.tells_rate]
    if not told:
        return Side.UNDECIDED
    if len(told) > 1 and all(part.enrolled is not None for part in told):
        pupils = sum(part.enrolled or 0 for part in told)
        return _side(_sum(told, "low"), _sum(told, "high"), pupils, on)
    sides = {_side(Fraction(part.low), Fraction(part.high), part.of, on) for part in told}
    return sides.pop() if len(sides) == 1 else Side.UNDECIDED


def _sum(parts: Iterable[PublishedPart], end: str) -> Fraction:
    return sum((Fraction(getattr(part, end), part.of) * (part.enrolled or 0) for part in parts if part.of), Fraction())


def _side(low: Fraction, high: Fraction, pupils: int, on: date) -> Side:
    """Ask the law for both ends. Students are whole; a share of them is often not, so both counts are multiplied."""
    ends = {school_rate(end.numerator, end.denominator * pupils, on).outcome for end in (low, high)}
    if len(ends) > 1:
        return Side.UNDECIDED
    return Side.BELOW if ends == {Outcome.REQUIRED} else Side.NOT_BELOW
