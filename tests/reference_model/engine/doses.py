"""Doses required (Tables A and B of 17 CCR 6025) and the conditional schedule (Tables C and D of 17 CCR 6035)."""

from datetime import date, timedelta
from typing import NamedTuple

from tests.reference_model.engine.clocks import t17_counts_from
from tests.reference_model.engine.days import months_at_least, months_at_most, months_old, years_old


class TableA(NamedTuple):
    """A row of Table A: months from and to, and the doses. Hib and MMR from 15 months: after the 1st birthday."""

    first: int
    last: int
    polio: int
    dtap: int
    hepb: int
    hib: int
    var: int
    mmr: int


TABLE_A = (
    TableA(2, 3, 1, 1, 1, 1, 0, 0),
    TableA(4, 5, 2, 2, 2, 2, 0, 0),
    TableA(6, 14, 2, 3, 2, 2, 0, 0),
    TableA(15, 17, 3, 3, 2, 1, 1, 1),
    TableA(18, 10_000, 3, 4, 3, 1, 1, 1),
)


def meets_table_a(vaccine: str, birth: date, on: date, given: list[date]) -> bool:
    """Whether these doses do for a child before kindergarten. MMR: combined vaccine."""
    age = months_old(birth, on)
    for row in TABLE_A:
        if row.first <= age <= row.last:
            needed = {
                "IPV": row.polio, "DTAP": row.dtap, "HEPB": row.hepb, "HIB": row.hib, "VAR": row.var, "MMR": row.mmr,
                "TDAP": 0,
            }[vaccine]  # fmt: skip
            if vaccine == "MMR" or (vaccine == "HIB" and row.first >= 15):
                given = _from_age(given, birth, 1)
            return len(given) >= needed
    return True


def meets_table_b(vaccine: str, birth: date, grade: str, given: list[date]) -> bool:
    """Whether these doses do at an admission to grades TK to 12. DTAP: all doses are DTaP; MMR: combined."""
    count, upper = len(given), grade in ("7", "8", "9", "10", "11", "12")
    after_first, after_fourth = _from_age(given, birth, 1), _from_age(given, birth, 4)
    after_seventh = _from_age(given, birth, 7)
    return {
        "IPV": count >= 4 or (count >= 3 and bool(after_fourth)),
        "DTAP": count >= 5 or (count >= 4 and bool(after_fourth)) or (count >= 3 and bool(after_seventh)),
        "TDAP": bool(after_seventh) or not upper,
        "HEPB": count >= 3 or grade == "7",
        "MMR": len(after_first) >= 2,
        "VAR": count >= 2,
        "HIB": True,  # asked for before kindergarten only
    }[vaccine]


def meets(vaccine: str, birth: date, grade: str, on: date, given: list[date]) -> bool:
    """Whether the doses given up to a day do; from the 18th birthday nothing is asked for."""
    if years_old(birth, on) >= 18:
        return True
    so_far = sorted({day for day in given if day <= on})
    if grade in ("infant-toddler", "preschool"):
        return meets_table_a(vaccine, birth, on, so_far)
    return meets_table_b(vaccine, birth, grade, so_far)


def _from_age(given: list[date], birth: date, age: int) -> list[date]:
    return [day for day in given if day >= t17_counts_from(birth, age)]


class Interval(NamedTuple):
    """Weeks and months after the dose before, the earliest and the last; `after_first`: months after the first dose."""

    earliest_weeks: int = 0
    earliest_months: int = 0
    by_weeks: int = 0
    by_months: int = 0
    after_first: int = 0


FOUR_TO_EIGHT_WEEKS = Interval(earliest_weeks=4, by_weeks=8)
SIX_TO_TWELVE_MONTHS = Interval(earliest_months=6, by_months=12)
HEPATITIS_B_3 = Interval(earliest_weeks=8, by_months=12, after_first=4)
FOUR_WEEKS_TO_TWELVE_MONTHS = Interval(earliest_weeks=4, by_months=12)

TABLE_D = {
    ("IPV", 2): FOUR_TO_EIGHT_WEEKS,
    ("IPV", 3): FOUR_WEEKS_TO_TWELVE_MONTHS,
    ("IPV", 4): SIX_TO_TWELVE_MONTHS,
    ("DTAP", 2): FOUR_TO_EIGHT_WEEKS,
    ("DTAP", 3): FOUR_TO_EIGHT_WEEKS,
    ("DTAP", 4): SIX_TO_TWELVE_MONTHS,
    ("DTAP", 5): SIX_TO_TWELVE_MONTHS,
    ("HEPB", 2): FOUR_TO_EIGHT_WEEKS,
    ("HEPB", 3): HEPATITIS_B_3,
    ("MMR", 2): Interval(earliest_weeks=4, by_months=4),
}
DTAP_3_AS_LAST = SIX_TO_TWELVE_MONTHS
VARICELLA_UNDER_13 = Interval(earliest_months=3, by_months=4)
VARICELLA_FROM_13 = FOUR_TO_EIGHT_WEEKS
TABLE_C = {
    ("IPV", 2): FOUR_TO_EIGHT_WEEKS,
    ("IPV", 3): FOUR_WEEKS_TO_TWELVE_MONTHS,
    ("DTAP", 2): FOUR_TO_EIGHT_WEEKS,
    ("DTAP", 3): FOUR_TO_EIGHT_WEEKS,
    ("DTAP", 4): SIX_TO_TWELVE_MONTHS,
    ("HIB", 2): FOUR_TO_EIGHT_WEEKS,
    ("HEPB", 2): FOUR_TO_EIGHT_WEEKS,
    ("HEPB", 3): HEPATITIS_B_3,
}


def next_dose(vaccine: str, birth: date, grade: str, on: date, given: list[date]) -> tuple[int, date, date] | None:
    """The number of the next dose, the first day for it and the last; None where no row of the schedule speaks."""
    if meets(vaccine, birth, grade, on, given) or not given:
        return None
    one_more = on if on not in given else on + timedelta(days=1)  # no second dose on the day of one
    return after(vaccine, birth, grade, given, last_one=meets(vaccine, birth, grade, one_more, [*given, one_more]))


def after(vaccine: str, birth: date, grade: str, given: list[date], *, last_one: bool) -> tuple[int, date, date] | None:
    """The next dose after these, as `next_dose`; `last_one`: with one given today nothing would be missing."""
    number = len(given) + 1
    interval = _row(vaccine, birth, grade, given, last_one=last_one)
    if interval is None:
        return None
    first, before = given[0], given[-1]
    earliest = max(
        before + timedelta(days=7 * interval.earliest_weeks),
        months_at_least(before, interval.earliest_months),
        months_at_least(first, interval.after_first),
    )
    by = max(
        before + timedelta(days=7 * interval.by_weeks),
        months_at_most(before, interval.by_months),
        months_at_most(first, interval.after_first),
    )
    return number, earliest, by


def _row(vaccine: str, birth: date, grade: str, given: list[date], *, last_one: bool) -> Interval | None:
    number = len(given) + 1
    if grade in ("infant-toddler", "preschool"):
        return TABLE_C.get((vaccine, number))
    if (vaccine, number) == ("VAR", 2):
        return VARICELLA_FROM_13 if years_old(birth, given[0]) >= 13 else VARICELLA_UNDER_13
    if (vaccine, number) == ("DTAP", 3) and last_one:
        return DTAP_3_AS_LAST
    return TABLE_D.get((vaccine, number))
