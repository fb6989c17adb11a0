"""A shot record by the names that stand on it, and what each counts for: Tables A and B of 17 CCR 6025 and their notes.

DTP counts as DTaP and oral polio vaccine as polio. One or two Td from seven on count with DTaP, none as the booster of
grade 7; DT counts for nothing. Measles and mumps are asked for twice and rubella once, each from the first birthday.
"""

from datetime import date

from tests.reference_model.engine import doses
from tests.reference_model.engine.clocks import t17_counts_from
from tests.reference_model.engine.days import DAY, months_old
from tests.reference_model.engine.grades import LITTLE

Shots = dict[str, list[date]]
"""The days of each shot, by the written name."""
NAMES = {
    "DTAP": ("DTAP", "DTP", "TDAP", "TD", "DT"), "TDAP": ("DTAP", "DTP", "TDAP"), "IPV": ("IPV", "OPV"),
    "MMR": ("MMR", "MEASLES", "MUMPS", "RUBELLA"), "VAR": ("VAR",), "HEPB": ("HEPB",), "HIB": ("HIB",),
}  # fmt: skip
"""The names that are filed under each vaccine."""
PARTS = ("MEASLES", "MUMPS", "RUBELLA")
_AGAINST_PERTUSSIS = ("DTAP", "DTP", "TDAP")


def given(vaccine: str, birth: date, shots: Shots, on: date, part: str = "") -> list[date]:
    """The days, up to this one, of the shots that can count for a vaccine; `part`: for one of the three of MMR."""
    if vaccine == "DTAP":
        full = _days(shots, _AGAINST_PERTUSSIS, on)
        tetanus = [day for day in _days(shots, ("TD",), on) if day >= t17_counts_from(birth, 7)]
        return sorted({*full, *tetanus[:2]})
    if vaccine == "TDAP":
        return [day for day in _days(shots, _AGAINST_PERTUSSIS, on) if day >= t17_counts_from(birth, 7)]
    return _days(shots, ("MMR", part) if part else NAMES[vaccine], on)


def _days(shots: Shots, names: tuple[str, ...], on: date) -> list[date]:
    return sorted({day for name in names for day in shots.get(name, []) if day <= on})


def meets(vaccine: str, birth: date, grade: str, on: date, shots: Shots) -> bool:
    """Whether these shots do, at any age."""
    if vaccine == "MMR":
        return all(meets_part(part, birth, grade, on, shots) for part in PARTS)
    days = given(vaccine, birth, shots, on)
    if grade in LITTLE:
        return doses.meets_table_a(vaccine, birth, on, days)
    if vaccine != "DTAP":
        return doses.meets_table_b(vaccine, birth, grade, days)
    from_four = [day for day in days if day >= t17_counts_from(birth, 4)]
    from_seven = [day for day in _days(shots, _AGAINST_PERTUSSIS, on) if day >= t17_counts_from(birth, 7)]
    return len(days) >= 5 or (len(days) >= 4 and bool(from_four)) or (len(days) >= 3 and bool(from_seven))


def meets_part(part: str, birth: date, grade: str, on: date, shots: Shots) -> bool:
    """Whether these shots do for one part of MMR."""
    return not _missing_of_part(part, birth, grade, on, shots)


def _missing_of_part(part: str, birth: date, grade: str, on: date, shots: Shots) -> int:
    asked = 1 if part == "RUBELLA" else 2
    if grade in LITTLE:
        asked = 1 if months_old(birth, on) >= 15 else 0
    return max(0, asked - len(_from_first_birthday(given("MMR", birth, shots, on, part), birth)))


def counting(vaccine: str, birth: date, grade: str, on: date, shots: Shots) -> list[date]:
    """The days from which the schedule counts: of MMR those of the part that lacks most."""
    if vaccine == "MMR":
        behind = max(PARTS, key=lambda part: _missing_of_part(part, birth, grade, on, shots))
        return _from_first_birthday(given("MMR", birth, shots, on, behind), birth)
    days = given(vaccine, birth, shots, on)
    if vaccine == "HIB" and grade in LITTLE and months_old(birth, on) >= 15:
        return _from_first_birthday(days, birth)
    return days


def _from_first_birthday(days: list[date], birth: date) -> list[date]:
    return [day for day in days if day >= t17_counts_from(birth, 1)]


def next_dose_by(vaccine: str, birth: date, grade: str, on: date, shots: Shots) -> date | None:
    """The last day for the next dose; None where no row of the schedule speaks."""
    days = counting(vaccine, birth, grade, on, shots)
    if not days or meets(vaccine, birth, grade, on, shots):
        return None
    one_more = on
    while one_more in days:  # no second dose on the day of one
        one_more += DAY
    with_it = {**shots, vaccine: [*shots.get(vaccine, []), one_more]}
    coming = doses.after(vaccine, birth, grade, days, last_one=meets(vaccine, birth, grade, one_more, with_it))
    return coming[2] if coming else None
