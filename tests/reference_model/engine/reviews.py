"""What is reviewed, and older papers on a school's record (HSC 120372(d)(2), (d)(8), 120370, 120335(g))."""

from datetime import date
from fractions import Fraction

from tests.reference_model.engine.days import years_old


def below_95_percent(complete: int, pupils: int) -> bool:
    """Trigger A, as an exact fraction; no pupils, no rate."""
    return pupils > 0 and Fraction(complete, pupils) < Fraction(19, 20)


def forms_opened(signed: list[tuple[date, bool]]) -> list[set[int]]:
    """Trigger B, form after form: for each signing, the places of the forms for which it opens a case.

    Each form is its signing date and whether it corrects another; they come in the order of signing.
    """
    opened: list[set[int]] = []
    for place, (day, is_correction) in enumerate(signed):
        counted = [
            earlier for earlier in range(place + 1) if signed[earlier][0].year == day.year and not signed[earlier][1]
        ]
        if is_correction or len(counted) < 5:
            opened.append(set())
        elif len(counted) == 5:
            opened.append(set(counted))
        else:
            opened.append({place})
    return opened


def reports(kind: str, grades: set[str], on: date) -> bool:
    """Who is asked for the yearly report: child care with children of 2 to 5; a school that has a kindergarten class
    (TK too), a grade 7, or ungraded classes, whose 12-year-olds are the seventh grade. Grades 1 and 8 until 2022-23."""
    if kind == "child-care-center":
        return "preschool" in grades
    if kind != "school":
        return False
    if on < date(2023, 7, 1) and ("1" in grades or "8" in grades):
        return True
    return "TK" in grades or "K" in grades or "7" in grades or "ungraded" in grades


def report_missing(*, must_report: bool, reported: date | None, due: date, on: date) -> bool:
    """Trigger C: someone who must report has not, and the last day is over."""
    reported_by_now = reported is not None and reported <= on
    return must_report and not reported_by_now and on > due


def letter_counts(dated: date, on: date, *, next_span: date | None, expiry: date | None) -> bool:
    """Whether a physician's letter on the record still counts on a day."""
    if dated.year >= 2021:
        return False  # from 2021 on the statewide form is the only document
    if expiry is not None and on > expiry:
        return False
    return next_span is None or on < next_span


def paper_to_check(dated: date, on: date, *, birth: date, next_span: date | None) -> bool:
    """Whether a child of this age has usually left the span of the paper, and no one wrote down when.

    Kindergarten in August of the year by whose September 1 the child is five, grade 7 seven years later.
    """
    kindergarten = birth.year
    while years_old(birth, date(kindergarten, 9, 1)) < 5:
        kindergarten += 1
    turns = [date(year, 8, 1) for year in (kindergarten, kindergarten + 7)]
    return next_span is None and any(dated < turn <= on for turn in turns)


def belief_counts(filed: date, on: date, *, next_span: date | None, in_california: bool) -> bool:
    """Whether a personal belief exemption on the record still counts: filed before 2016, until the next span."""
    return filed.year <= 2015 and in_california and (next_span is None or on < next_span)


def criteria_set(issued: date) -> str:
    """AB 144 took effect on September 17, 2025."""
    return "CRITERIA-1" if issued <= date(2025, 9, 16) else "CRITERIA-2"


def five_revoked(decisions: list[tuple[str, date, bool]], year: int) -> bool:
    """(d)(8): five forms of a physician revoked in a calendar year, each form once; reinstated lines left out."""
    return len({form for form, day, reinstated in decisions if day.year == year and not reinstated}) >= 5
