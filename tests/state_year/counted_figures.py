"""The state's figures, counted from the books."""

from collections import Counter
from datetime import date
from itertools import pairwise

from chalicelib.domain.state_figures import StateFigures
from chalicelib.storage.figures import read_figures
from tests.builders import World
from tests.state_year.books import Books, Form, Line, Review, School
from tests.state_year.recounts import DisagreementError
from tests.state_year.town import FIRST_DAY, JURISDICTIONS, Town

_AGES = (7, 30, 60, 90)
_SIGNED = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 9), (10, 10**9))
_WEEKS = 13


def require_same(world: World, books: Books, town: Town, on: date) -> None:
    """Hold the figures of the state and of each health department against the books. Raises DisagreementError."""
    for place in ("", *JURISDICTIONS):
        forms = [form for form in books.forms if not place or form.school.jurisdiction == place]
        told, owed = read_figures(world.table, place), _counted(books, forms, town.schools, place, on)
        if told is None and not forms:
            continue
        if told is None:
            raise DisagreementError(f"{on}: no figures of {place}")
        for name, value in owed.items():
            if _plain(told)[name] != value:
                raise DisagreementError(f"{on} {place or 'state'} {name}: told {_plain(told)[name]}, counted {value}")


def _plain(told: StateFigures) -> dict[str, object]:
    return {
        "valid": told.valid,
        "months": {
            (each.month.year, each.month.month): (
                each.permanent, each.temporary, each.decided, each.half_within, each.nine_of_ten_within
            )
            for each in told.months
            if each.month >= FIRST_DAY.replace(day=1)
        },
        "steps": (
            told.steps.issued, told.steps.reviewed, told.steps.decided, told.steps.kept, told.steps.stopped,
            told.steps.appealed, told.steps.restored,
        ),
        "ages": told.queue_ages,
        "oldest": told.oldest_review_days,
        "physicians": told.physicians,
        "vaccines": {str(each): (kinds.permanent, kinds.temporary) for each, kinds in told.vaccines.items()},
        "weeks": told.ending_weeks,
        "appeals": told.appeal_days,
        "schools": told.schools,
    }  # fmt: skip


def _counted(books: Books, forms: list[Form], schools: list[School], place: str, on: date) -> dict[str, object]:
    mine = set(forms)
    reviews = [each for each in books.reviews if each.form in mine]
    appeals = [each for each in books.appeals if each.form in mine]
    issued = [form for form in forms if not form.is_correction and not form.was_held]
    waiting = sorted((on - each.opened).days for each in reviews if not each.decided)
    valid = [(form, line) for form in forms for line in form.valid_lines(on)]
    return {
        "valid": len({form.number for form, _line in valid}),
        "months": {month: _month(month, issued, reviews) for month in _months(on)},
        "steps": _steps(issued, reviews, books),
        "ages": tuple(sum(1 for age in waiting if low < age <= high) for low, high in _bands()),
        "oldest": waiting[-1] if waiting else None,
        "physicians": _physicians(forms, on),
        "vaccines": _vaccines([line for _form, line in valid]),
        "weeks": _weeks(forms, on),
        "appeals": tuple(sorted(((on - each.filed).days for each in appeals if each.is_open), reverse=True)),
        "schools": sum(each.reviewed_whole for each in schools if not place or each.jurisdiction == place),
    }


def _months(on: date) -> list[tuple[int, int]]:
    found, year, month = [], FIRST_DAY.year, FIRST_DAY.month
    while (year, month) <= (on.year, on.month):
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _month(month: tuple[int, int], issued: list[Form], reviews: list[Review]) -> tuple[object, ...]:
    signed = [form for form in issued if (form.signed.year, form.signed.month) == month]
    days = sorted(
        (each.decided - each.opened).days
        for each in reviews
        if each.decided and (each.decided.year, each.decided.month) == month
    )
    permanent = sum(form.is_permanent for form in signed)
    return permanent, len(signed) - permanent, len(days), _within(days, 50), _within(days, 90)


def _within(days: list[int], percent: int) -> int | None:
    """The first day count within which at least that share was done."""
    return next((each for place, each in enumerate(days, start=1) if place * 100 >= percent * len(days)), None)


def _steps(issued: list[Form], reviews: list[Review], books: Books) -> tuple[int, ...]:
    theirs = set(issued)
    reviewed = {each.form for each in reviews if each.form in theirs}
    decided = {each.form for each in reviews if each.form in theirs and each.decided}
    stopped = {each.form for each in reviews if each.form in theirs and each.decided and each.revoked}
    appealed = [each for each in books.appeals if each.form in theirs]
    restored = {each.form for each in appealed if each.decided and _stands_again(each.form, each.vaccines)}
    return (
        len(issued), len(reviewed), len(decided), len(decided - stopped), len(stopped),
        len({each.form for each in appealed}), len(restored),
    )  # fmt: skip


def _stands_again(form: Form, vaccines: tuple[str, ...]) -> bool:
    return any(line.vaccine in vaccines and line.state != "revoked" for line in form.lines)


def _bands() -> list[tuple[int, int]]:
    edges = (-1, *_AGES, 10**9)
    return list(pairwise(edges))


def _physicians(forms: list[Form], on: date) -> tuple[int, ...]:
    signed = Counter(
        form.physician.account.id for form in forms if not form.is_correction and form.signed.year == on.year
    ).values()
    return tuple(sum(low <= count <= high for count in signed) for low, high in _SIGNED)


def _vaccines(lines: list[Line]) -> dict[str, tuple[int, int]]:
    kinds = Counter((line.vaccine, line.permanent) for line in lines)
    return {each: (kinds[each, True], kinds[each, False]) for each in {vaccine for vaccine, _kind in kinds}}


def _weeks(forms: list[Form], on: date) -> tuple[int, ...]:
    ends = []
    for form in forms:
        days = [line.ends for line in form.valid_lines(on) if line.ends]
        if days:
            ends.append((min(days) - on).days // 7)
    return tuple(ends.count(week) for week in range(_WEEKS))
