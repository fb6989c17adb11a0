"""On which side of 95 percent a published rate lies: against every count of students that its bounds allow."""

from collections.abc import Iterable
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.published_report import PublishedPart, Side, side_of
from chalicelib.law.annual_report import ReportSection
from chalicelib.law.review_triggers import school_rate
from chalicelib.law.verdict import Outcome

ON = date(2026, 11, 20)
K, SEVENTH = ReportSection.KINDERGARTEN, ReportSection.GRADE_7
B, N, U = Side.BELOW, Side.NOT_BELOW, Side.UNDECIDED


def part(low: int, high: int, of: int, section: ReportSection = K, *, enrolled: int | None = None) -> PublishedPart:
    return PublishedPart(2025, section, is_reported=True, low=low, high=high, of=of, enrolled=enrolled)


def by_hand(parts: Iterable[PublishedPart]) -> Side:
    """Ask the law for each school that the bounds allow; every part has its students."""
    known = list(parts)
    pupils = sum(each.of for each in known)
    counts = product(*(range(each.low, each.high + 1) for each in known))
    answers = {school_rate(sum(each), pupils, ON).outcome is Outcome.REQUIRED for each in counts}
    return U if len(answers) > 1 else B if answers == {True} else N


@pytest.mark.parametrize(
    ("low", "high", "of", "expected"),
    [
        (19, 19, 20, N),  # exactly 95 percent
        (18, 18, 20, B),
        (949_999, 949_999, 1_000_000, B),
        (950_000, 950_000, 1_000_000, N),
        (18, 19, 20, U),
        (19, 20, 20, N),
        (0, 18, 20, B),
        (0, 20, 20, U),
    ],
)
def test_one_part(low: int, high: int, of: int, expected: Side) -> None:
    assert side_of([part(low, high, of)], ON) is expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], U),
        ([part(0, 0, 0)], U),  # hidden
        ([part(0, 0, 0, enrolled=0)], N),  # no students
        ([PublishedPart(2025, K, is_reported=False)], U),
        ([part(18, 18, 20, enrolled=20), part(0, 0, 0, SEVENTH)], B),  # what is hidden says nothing
        ([part(18, 18, 20, enrolled=20), part(97, 97, 100, SEVENTH, enrolled=100)], N),
        ([part(18, 18, 20, enrolled=20), part(96, 96, 100, SEVENTH, enrolled=100)], N),  # 114 of 120: exactly 95
        ([part(18, 18, 20, enrolled=20), part(95, 95, 100, SEVENTH, enrolled=100)], B),
        ([part(18, 18, 20), part(97, 97, 100, SEVENTH)], U),  # how many students each has is hidden
        ([part(18, 18, 20), part(90, 90, 100, SEVENTH)], B),
        ([part(18, 18, 20, enrolled=20), part(0, 0, 0, SEVENTH, enrolled=0)], B),
    ],
)
def test_several_parts(parts: list[PublishedPart], expected: Side) -> None:
    assert side_of(parts, ON) is expected


@st.composite
def counted(draw: st.DrawFn, section: ReportSection) -> PublishedPart:
    pupils = draw(st.integers(1, 60))
    low = draw(st.integers(0, pupils))
    return part(low, draw(st.integers(low, pupils)), pupils, section, enrolled=pupils)


@given(counted(K), counted(SEVENTH))
def test_it_is_decided_where_all_that_the_bounds_allow_is_on_one_side(
    first: PublishedPart, second: PublishedPart
) -> None:
    for parts in ([first], [first, second]):
        assert side_of(parts, ON) is by_hand(parts)
