"""Which doses a child needs: 17 CCR 6025, Table A by age before kindergarten, Table B by grade. A requirement can be
met in several ways: five doses of DTaP, or four with one on or after the 4th birthday. MMR is counted by its three
antigens. Doses up to four days early count."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import add_months_minimum, age_in_months, age_in_years
from chalicelib.law.citations import Cite
from chalicelib.law.doses import (
    Antigen,
    CountedDose,
    Dose,
    DoseKind,
    counted_doses,
    counts_from,
    given_at_age,
    number_or_none,
)
from chalicelib.law.enums import Grade, GradeSpan, Vaccine
from chalicelib.law.grade_spans import requirement_applies, span_of
from chalicelib.law.tables import NotInForceError, Period, Row
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, reason, verdict

_TABLE = "dose_rules"


class Occasion(StrEnum):
    """When a school looks at the record: at an admission (a transfer and a re-entry are one), or at grade 7."""

    ADMISSION = "admission"
    GRADE_7_ADVANCEMENT = "grade-7-advancement"


class Stage(StrEnum):
    """The parts of Tables A and B."""

    PRE_KINDERGARTEN = "pre-kindergarten"
    TK_12_ADMISSION = "tk-12-admission"
    ADMISSION_7_12 = "7-12-admission"
    GRADE_7_ADVANCEMENT = "grade-7-advancement"


class Pupil(NamedTuple):
    """A child and the doses on record. `grade` is the grade the child enters or is in."""

    birth_date: date
    grade: Grade
    doses: tuple[Dose, ...] = ()
    occasion: Occasion = Occasion.ADMISSION


class Way(NamedTuple):
    """One way to meet a requirement; a dose counts from `each_from_age`, one of them from `one_from_age`."""

    antigen: Antigen | None
    doses: int
    each_from_age: int | None
    one_from_age: int | None
    one_of: frozenset[DoseKind]


class _Rule(NamedTuple):
    stage: Stage
    months_from: int | None
    months_to: int | None
    except_grade: str
    vaccine: Vaccine
    way: Way
    period: Period


class _Count(NamedTuple):
    """How far the doses on record go on one way."""

    way: Way
    counted: int
    missing: int


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(row) for row in tables.rows(_TABLE))


def _rule(row: Row) -> _Rule:
    way = Way(
        antigen=Antigen(row["antigen"]) if row["antigen"] else None,
        doses=int(row["doses"]),
        each_from_age=number_or_none(row["each_from_age"]),
        one_from_age=number_or_none(row["one_from_age"]),
        one_of=frozenset(map(DoseKind, row["one_of"].split(";"))) if row["one_of"] else frozenset(DoseKind),
    )
    return _Rule(
        stage=Stage(row["stage"]),
        months_from=number_or_none(row["months_from"]),
        months_to=number_or_none(row["months_to"]),
        except_grade=row["except_grade"],
        vaccine=Vaccine(row["vaccine"]),
        way=way,
        period=tables.period_of(row),
    )


def stages_of(pupil: Pupil, on: date) -> frozenset[Stage]:
    """Return the parts of the tables that speak of a pupil on a day; grade 7 also of ungraded pupils from 12 on."""
    span = span_of(pupil.grade, age_years=age_in_years(pupil.birth_date, on), on=on)
    if span is GradeSpan.BIRTH_TO_PRESCHOOL:
        return frozenset({Stage.PRE_KINDERGARTEN})
    upper = span is GradeSpan.GRADES_7_TO_12
    if pupil.occasion is Occasion.GRADE_7_ADVANCEMENT:
        return frozenset({Stage.GRADE_7_ADVANCEMENT}) if upper else frozenset()
    return frozenset({Stage.TK_12_ADMISSION, Stage.ADMISSION_7_12} if upper else {Stage.TK_12_ADMISSION})


@lru_cache  # as check_vaccine
def ways(vaccine: Vaccine, pupil: Pupil, on: date) -> tuple[Way, ...]:
    """Return the ways to meet a vaccine's requirement on a day; none where it is not required. For MMR each antigen has
    a way of its own, and all must be met. Raises tables.NotInForceError before the tables were law."""
    if not any(rule.period.holds_on(on) for rule in _rules()):
        raise NotInForceError(_TABLE, on)
    found = _rules_for(vaccine, pupil, on)
    return tuple(rule.way for rule in found if rule.period.holds_on(on))


def _rules_for(vaccine: Vaccine, pupil: Pupil, on: date) -> list[_Rule]:
    stages, months = stages_of(pupil, on), age_in_months(pupil.birth_date, on)
    grade = _grade_of_rules(pupil, stages)
    return [
        rule
        for rule in _rules()
        if rule.vaccine is vaccine
        and rule.stage in stages
        and rule.except_grade != grade
        and (rule.months_from is None or rule.months_from <= months)
        and (rule.months_to is None or months <= rule.months_to)
    ]


def _grade_of_rules(pupil: Pupil, stages: frozenset[Stage]) -> Grade:
    """Return the grade whose rules a pupil meets: an ungraded one of 12 or older those of grade 7 (Table B, note 9)."""
    meets_grade_7 = pupil.grade is Grade.UNGRADED and Stage.ADMISSION_7_12 in stages
    return Grade.GRADE_7 if meets_grade_7 else pupil.grade


def last_age_of_table_a(birth_date: date, on: date) -> date | None:
    """Return the newest day, up to `on`, from which a row of Table A applies to a child; None before the first."""
    return max((day for day in _steps_of_table_a(birth_date, on) if day <= on), default=None)


def next_age_of_table_a(birth_date: date, on: date) -> date | None:
    """Return the day after `on` from which an older row of Table A applies to a child; None past the last row."""
    return min((day for day in _steps_of_table_a(birth_date, on) if day > on), default=None)


def _steps_of_table_a(birth_date: date, on: date) -> list[date]:
    months = {rule.months_from for rule in _rules() if rule.months_from is not None and rule.period.holds_on(on)}
    return [add_months_minimum(birth_date, each) for each in months]


def required_vaccines(pupil: Pupil, on: date) -> tuple[Vaccine, ...]:
    """Return the vaccines of which a pupil needs doses on a day, in the usual order; none from the 18th birthday."""
    if requirement_applies(pupil.birth_date, on).outcome is Outcome.NOT_REQUIRED:
        return ()
    return tuple(vaccine for vaccine in Vaccine if ways(vaccine, pupil, on))


@lru_cache  # as check_vaccine
def counted(vaccine: Vaccine, pupil: Pupil, on: date) -> tuple[CountedDose, ...]:
    """Return the doses of a vaccine that count toward the requirement still open; for MMR those of the furthest
    antigen.

    These are the doses from which the conditional schedule counts its intervals.
    """
    counts = [_best(options, vaccine, pupil, on) for options in _by_antigen(ways(vaccine, pupil, on))]
    if not counts:
        return ()
    behind = max(counts, key=lambda each: each.missing)
    return _counted_on(behind.way, vaccine, pupil, on)


def _counted_on(way: Way, vaccine: Vaccine, pupil: Pupil, on: date) -> tuple[CountedDose, ...]:
    given = counted_doses(pupil.doses, pupil.birth_date, vaccine, way.antigen, on)
    return tuple(each for each in given if given_at_age(each.given_on, pupil.birth_date, way.each_from_age, on))


def _by_antigen(options: tuple[Way, ...]) -> list[tuple[Way, ...]]:
    antigens = dict.fromkeys(way.antigen for way in options)
    return [tuple(way for way in options if way.antigen == antigen) for antigen in antigens]


def _best(options: tuple[Way, ...], vaccine: Vaccine, pupil: Pupil, on: date) -> _Count:
    """Return the way with the fewest doses missing among those still open to the child's age; the first among
    equals."""
    counts = [_count(way, vaccine, pupil, on) for way in options if _is_reachable(way, pupil, on)]
    return min(counts, key=lambda each: each.missing)


def _is_reachable(way: Way, pupil: Pupil, on: date) -> bool:
    return given_at_age(on, pupil.birth_date, way.one_from_age, on)


def _count(way: Way, vaccine: Vaccine, pupil: Pupil, on: date) -> _Count:
    given = _counted_on(way, vaccine, pupil, on)
    of_kind = (each for each in given if each.kind in way.one_of)
    late = any(given_at_age(each.given_on, pupil.birth_date, way.one_from_age, on) for each in of_kind)
    has_late_dose = way.one_from_age is None or late
    missing = max(0, way.doses - len(given))
    return _Count(way, len(given), missing if has_late_dose else max(1, missing))


@lru_cache  # to answer about one child on one day, the same question is asked up to eight times
def check_vaccine(vaccine: Vaccine, pupil: Pupil, on: date) -> Verdict:
    """Return MET, SHORT or NOT_REQUIRED for one vaccine on a day, with what counts and what is missing."""
    applies = requirement_applies(pupil.birth_date, on)
    if applies.outcome is Outcome.NOT_REQUIRED:
        return applies
    options = ways(vaccine, pupil, on)
    if not options:
        return verdict(Outcome.NOT_REQUIRED, why_not_required(vaccine, pupil, on))
    counts = [_best(each, vaccine, pupil, on) for each in _by_antigen(options)]
    missing = [each for each in counts if each.missing]
    if missing:
        return Verdict(Outcome.SHORT, tuple(_shortfall(missing, vaccine, pupil, on)))
    return Verdict(Outcome.MET, (_met(counts[0], vaccine),))


def check_antigen(vaccine: Vaccine, antigen: Antigen | None, pupil: Pupil, on: date) -> bool:
    """Return whether the doses of one antigen are complete; of all of the vaccine's where `antigen` is None. A vaccine
    that is not required has none to complete."""
    options = [each for each in _by_antigen(ways(vaccine, pupil, on)) if antigen in {None, each[0].antigen}]
    return not any(_best(each, vaccine, pupil, on).missing for each in options)


def why_not_required(vaccine: Vaccine, pupil: Pupil, on: date) -> Reason:
    """Return why the tables ask nothing of a pupil for a vaccine on a day."""
    span = span_of(pupil.grade, age_years=age_in_years(pupil.birth_date, on), on=on)
    if vaccine is Vaccine.HEPB and span is GradeSpan.GRADES_7_TO_12:
        return reason(
            ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7, Cite.HSC_120335_C, vaccine=vaccine.value, span=span.value
        )
    ended = [rule.period.last for rule in _rules_for(vaccine, pupil, on) if rule.period.last]
    if ended:
        last_day = max(ended)
        return reason(ReasonCode.CHECKPOINT_ENDED, Cite.CCR_6025, vaccine=vaccine.value, ended_on=last_day)
    return reason(ReasonCode.DOSES_NOT_REQUIRED, Cite.CCR_6025, vaccine=vaccine.value)


def _met(count: _Count, vaccine: Vaccine) -> Reason:
    if count.way.one_from_age is not None:
        return reason(
            ReasonCode.DOSES_MET_BY_LATE_DOSE,
            Cite.CCR_6025,
            vaccine=vaccine.value,
            counted=count.counted,
            from_age=count.way.one_from_age,
        )
    return reason(ReasonCode.DOSES_MET, Cite.CCR_6025, vaccine=vaccine.value, counted=count.counted)


_MISSING_CODES = {
    None: ReasonCode.DOSES_MISSING,
    Antigen.MEASLES: ReasonCode.MEASLES_DOSES_MISSING,
    Antigen.MUMPS: ReasonCode.MUMPS_DOSES_MISSING,
    Antigen.RUBELLA: ReasonCode.RUBELLA_DOSES_MISSING,
}


def _shortfall(missing: list[_Count], vaccine: Vaccine, pupil: Pupil, on: date) -> Iterator[Reason]:
    for each in missing:
        yield reason(
            _MISSING_CODES[each.way.antigen],
            Cite.CCR_6025,
            vaccine=vaccine.value,
            counted=each.way.doses - each.missing,
            needed=each.way.doses,
            missing=each.missing,
        )
    for given_on, counts in _too_early(missing, vaccine, pupil, on):
        yield reason(
            ReasonCode.DOSE_TOO_EARLY, Cite.CCR_6025, vaccine=vaccine.value, given_on=given_on, counts_from=counts
        )


def _too_early(missing: list[_Count], vaccine: Vaccine, pupil: Pupil, on: date) -> list[tuple[date, date]]:
    """Return the doses of the vaccine itself given before the age from which each must be given."""
    found = set()
    for each in missing:
        age = each.way.each_from_age
        own_kind = (each.way.antigen or vaccine).value
        for dose in pupil.doses:
            holds_it = any(kind.value == own_kind for kind in dose.kinds) and dose.given_on <= on
            if age is not None and holds_it and not given_at_age(dose.given_on, pupil.birth_date, age, on):
                found.add((dose.given_on, counts_from(pupil.birth_date, age, on)))
    return sorted(found)
