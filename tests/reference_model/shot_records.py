"""Random shot records: cards filled at the usual ages, with gaps, and cards of any days, under any of the names that
stand on them."""

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from tests.reference_model.engine.shots import NAMES, Shots
from tests.reference_model.situations import days_up_to

USUAL_MONTHS = {
    "DTAP": (2, 4, 6, 15, 50), "TDAP": (132,), "IPV": (2, 4, 6, 50), "MMR": (12, 50), "VAR": (12, 50),
    "HEPB": (0, 2, 9), "HIB": (2, 4, 15),
}  # fmt: skip
Months = tuple[tuple[str, date], ...]
_VACCINES = list(USUAL_MONTHS)
_CARD = st.sampled_from(["complete", "complete", "gaps", "gaps", "gaps", "any days", "any days", "none"])
_HOW_MANY_MISSING = st.dictionaries(st.sampled_from(_VACCINES), st.integers(1, 5), min_size=1, max_size=3)
_LATER = st.sampled_from([-5, -4, -3, 0, 0, 3, 20, 300])
_WITH_SHOTS = st.lists(st.sampled_from([name for names in NAMES.values() for name in names]), max_size=6, unique=True)
_NAMED = {vaccine: st.sampled_from([vaccine] * 4 + list(names)) for vaccine, names in NAMES.items()}
_MONTHS_ONLY = st.lists(st.sampled_from([name for names in NAMES.values() for name in names]), max_size=2)
_ONE_IN_FOUR = st.integers(0, 3)


@cache
def _five_days_up_to(last: int) -> st.SearchStrategy[list[int]]:
    return st.lists(days_up_to(last), max_size=5, unique=True)


@st.composite
def shot_records(draw: st.DrawFn, birth: date, on: date) -> tuple[Shots, Months]:
    """The shots of a child up to a day: by their names with their days, and those of a month alone."""
    card, lived = draw(_CARD), (on - birth).days
    given = _any_days(draw, birth, lived) if card == "any days" else {}
    if card in {"complete", "gaps"}:
        given = _usual(draw, birth, on, draw(_HOW_MANY_MISSING) if card == "gaps" else {})
    months = tuple(
        (name, (birth + timedelta(days=draw(days_up_to(lived)))).replace(day=1))
        for name in (draw(_MONTHS_ONLY) if draw(_ONE_IN_FOUR) == 0 else ())
    )
    return given, months


def _any_days(draw: st.DrawFn, birth: date, lived: int) -> Shots:
    return {
        name: [birth + timedelta(days=days) for days in draw(_five_days_up_to(lived))] for name in draw(_WITH_SHOTS)
    }


def _usual(draw: st.DrawFn, birth: date, on: date, missing: dict[str, int]) -> Shots:
    given: Shots = {}
    for vaccine, ages in USUAL_MONTHS.items():
        name = draw(_NAMED[vaccine])
        for months in ages[: max(0, len(ages) - missing.get(vaccine, 0))]:
            day = max(birth, birth + timedelta(days=round(months * 30.44) + draw(_LATER)))
            if day <= on and day not in given.get(name, ()):
                given.setdefault(name, []).append(day)
    return given
