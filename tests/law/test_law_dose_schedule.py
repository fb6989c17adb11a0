"""Which doses are required, by age and by grade, on both sides of each boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.calendar import add_months_minimum, birthday
from chalicelib.law.conditional_schedule import dose_counts
from chalicelib.law.dose_schedule import (
    Occasion,
    Pupil,
    Stage,
    check_vaccine,
    counted,
    next_age_of_table_a,
    required_vaccines,
    stages_of,
    ways,
)
from chalicelib.law.doses import CountedDose, Dose, DoseKind, counts_from
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.tables import NotInForceError
from chalicelib.law.vaccine_products import kinds_of
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict

BORN = date(2018, 3, 10)
ON = date(2026, 9, 1)
MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})


def gave(kind: DoseKind | frozenset[DoseKind], *days: str) -> tuple[Dose, ...]:
    kinds = kind if isinstance(kind, frozenset) else frozenset({kind})
    return tuple(Dose(kinds, date.fromisoformat(day)) for day in days)


def pupil(*doses: tuple[Dose, ...], grade: Grade = Grade.GRADE_2, born: date = BORN) -> Pupil:
    return Pupil(born, grade, tuple(dose for each in doses for dose in each))


def advancing(*doses: tuple[Dose, ...], grade: Grade = Grade.GRADE_7, born: date = date(2014, 3, 10)) -> Pupil:
    return pupil(*doses, grade=grade, born=born)._replace(occasion=Occasion.GRADE_7_ADVANCEMENT)


def preschooler(months: int, *doses: tuple[Dose, ...]) -> Pupil:
    return pupil(*doses, grade=Grade.PRESCHOOL, born=add_months_minimum(ON, -months))


def check_all(child: Pupil, on: date) -> dict[Vaccine, Verdict]:
    return {vaccine: check_vaccine(vaccine, child, on) for vaccine in Vaccine}


def needed(vaccine: Vaccine, child: Pupil, on: date = ON) -> int:
    return max((way.doses for way in ways(vaccine, child, on)), default=0)


def short_of(vaccine: Vaccine, child: Pupil, on: date = ON) -> tuple[int, int]:
    found = check_vaccine(vaccine, child, on)
    assert found.outcome is Outcome.SHORT
    counted, missing = found.fact("counted"), found.fact("missing")
    assert isinstance(counted, int)
    assert isinstance(missing, int)
    return counted, missing


TABLE_A = {
    1: (0, 0, 0, 0, 0, 0),
    2: (1, 1, 1, 1, 0, 0),
    3: (1, 1, 1, 1, 0, 0),
    4: (2, 2, 2, 2, 0, 0),
    5: (2, 2, 2, 2, 0, 0),
    6: (2, 3, 2, 2, 0, 0),
    14: (2, 3, 2, 2, 0, 0),
    15: (3, 3, 2, 1, 1, 1),
    17: (3, 3, 2, 1, 1, 1),
    18: (3, 4, 3, 1, 1, 1),
    71: (3, 4, 3, 1, 1, 1),
}


@pytest.mark.parametrize("months", TABLE_A)
def test_table_a_by_completed_months_of_age(months: int) -> None:
    child = preschooler(months)
    columns = (Vaccine.IPV, Vaccine.DTAP, Vaccine.HEPB, Vaccine.HIB, Vaccine.VAR, Vaccine.MMR)

    assert tuple(needed(vaccine, child) for vaccine in columns) == TABLE_A[months]
    assert needed(Vaccine.TDAP, child) == 0


def test_the_next_row_of_table_a_applies_from_the_day_the_months_are_complete() -> None:
    child = pupil(grade=Grade.INFANT_TODDLER, born=date(2026, 5, 2))

    assert needed(Vaccine.DTAP, child, date(2026, 9, 1)) == 1
    assert needed(Vaccine.DTAP, child, date(2026, 9, 2)) == 2
    assert next_age_of_table_a(child.birth_date, date(2026, 9, 1)) == date(2026, 9, 2)
    assert next_age_of_table_a(child.birth_date, date(2026, 9, 2)) == date(2026, 11, 2)
    assert next_age_of_table_a(child.birth_date, date(2027, 11, 2)) is None


def test_table_b_for_kindergarten_to_grade_6() -> None:
    child = pupil()

    assert {each: needed(each, child) for each in required_vaccines(child, ON)} == {
        Vaccine.DTAP: 5,
        Vaccine.IPV: 4,
        Vaccine.MMR: 2,
        Vaccine.VAR: 2,
        Vaccine.HEPB: 3,
    }


def test_hib_is_never_required_in_school() -> None:
    found = check_vaccine(Vaccine.HIB, pupil(grade=Grade.TK), ON)

    assert (found.outcome, found.codes) == (Outcome.NOT_REQUIRED, (ReasonCode.DOSES_NOT_REQUIRED,))


def test_the_hib_dose_on_or_after_the_first_birthday_is_needed_whatever_came_before() -> None:
    infant_doses = gave(DoseKind.HIB, "2025-03-01", "2025-05-01", "2025-07-01")
    child = pupil(infant_doses, grade=Grade.PRESCHOOL, born=date(2025, 1, 1))

    short = check_vaccine(Vaccine.HIB, child, ON)
    assert short.codes == (ReasonCode.DOSES_MISSING, *[ReasonCode.DOSE_TOO_EARLY] * 3)
    assert short.fact("counts_from") == date(2025, 12, 28)
    later = child._replace(doses=(*infant_doses, *gave(DoseKind.HIB, "2026-01-01")))
    assert check_vaccine(Vaccine.HIB, later, ON).outcome is Outcome.MET


@pytest.mark.parametrize(("day", "outcome"), [("2022-03-06", Outcome.MET), ("2022-03-05", Outcome.SHORT)])
def test_three_polio_doses_are_enough_with_one_from_four_days_before_the_fourth_birthday(
    day: str, outcome: Outcome
) -> None:
    child = pupil(gave(DoseKind.IPV, "2018-05-10", "2018-07-10", day))

    assert check_vaccine(Vaccine.IPV, child, ON).outcome is outcome


def test_four_polio_doses_are_enough_at_any_age() -> None:
    child = pupil(gave(DoseKind.IPV, "2018-05-10", "2018-07-10", "2018-09-10", "2019-03-10"))

    assert check_vaccine(Vaccine.IPV, child, ON).codes == (ReasonCode.DOSES_MET,)


INFANT = ("2018-05-10", "2018-07-10", "2018-09-10")


def test_five_doses_of_dtap_or_four_with_one_from_the_fourth_birthday() -> None:
    toddler = (*INFANT, "2019-09-10")
    before_four = pupil(gave(DoseKind.DTAP, *toddler), born=BORN, grade=Grade.K)
    on = date(2023, 9, 1)

    assert short_of(Vaccine.DTAP, before_four, on) == (4, 1)
    assert check_vaccine(Vaccine.DTAP, pupil(gave(DoseKind.DTAP, *toddler, "2021-01-10")), on).codes == (
        ReasonCode.DOSES_MET,
    )
    four = check_vaccine(Vaccine.DTAP, pupil(gave(DoseKind.DTAP, *INFANT, "2022-03-06")), on)
    assert (four.codes, four.fact("from_age")) == ((ReasonCode.DOSES_MET_BY_LATE_DOSE,), 4)
    assert check_vaccine(Vaccine.DTAP, pupil(gave(DoseKind.DTAP, *INFANT, "2022-03-05")), on).outcome is Outcome.SHORT


def test_before_four_the_way_with_a_dose_from_the_fourth_birthday_is_not_open() -> None:
    doses = gave(DoseKind.DTAP, "2022-10-20", "2022-12-20", "2023-02-20")
    four_on_august_20 = pupil(doses, grade=Grade.TK, born=date(2022, 8, 20))

    assert short_of(Vaccine.DTAP, four_on_august_20, date(2026, 8, 15)) == (3, 2)
    assert short_of(Vaccine.DTAP, four_on_august_20, date(2026, 8, 16)) == (3, 1)


@pytest.mark.parametrize("kind", [DoseKind.DTAP, DoseKind.TDAP])
def test_three_doses_are_enough_with_one_against_pertussis_from_the_seventh_birthday(kind: DoseKind) -> None:
    early = gave(DoseKind.DTAP, "2018-05-10", "2018-07-10")

    assert check_vaccine(Vaccine.DTAP, pupil(early, gave(kind, "2025-03-06")), ON).outcome is Outcome.MET
    assert check_vaccine(Vaccine.DTAP, pupil(early, gave(kind, "2025-03-05")), ON).outcome is Outcome.SHORT


def test_td_from_the_seventh_birthday_counts_but_is_not_the_dose_against_pertussis() -> None:
    early = gave(DoseKind.DTAP, "2018-05-10", "2018-07-10")
    with_td = pupil(early, gave(DoseKind.TD, "2025-04-10"))
    and_tdap = pupil(early[:1], gave(DoseKind.TD, "2025-04-10"), gave(DoseKind.TDAP, "2025-06-10"))

    assert short_of(Vaccine.DTAP, with_td) == (3, 1)
    assert check_vaccine(Vaccine.DTAP, and_tdap, ON).outcome is Outcome.MET


def test_at_most_two_td_doses_count_and_none_from_before_the_seventh_birthday() -> None:
    three = pupil(gave(DoseKind.TD, "2025-04-10", "2025-06-10", "2026-01-10"))
    young = pupil(gave(DoseKind.TD, "2025-03-05", "2025-03-06"))

    assert short_of(Vaccine.DTAP, three) == (2, 1)
    assert short_of(Vaccine.DTAP, young) == (1, 2)


def test_dt_does_not_count() -> None:
    assert short_of(Vaccine.DTAP, pupil(gave(DoseKind.DT, *INFANT))) == (0, 3)


def test_mmr_needs_two_of_measles_and_mumps_and_one_of_rubella() -> None:
    measles, mumps = frozenset({DoseKind.MEASLES}), frozenset({DoseKind.MUMPS})
    one_mmr = pupil(gave(MMR, "2019-04-10"))
    without_mumps = pupil(gave(MMR, "2019-04-10"), gave(measles, "2022-04-10"))
    complete = pupil(gave(MMR, "2019-04-10"), gave(measles | mumps, "2022-04-10"))

    both = check_vaccine(Vaccine.MMR, one_mmr, ON)
    assert both.codes == (ReasonCode.MEASLES_DOSES_MISSING, ReasonCode.MUMPS_DOSES_MISSING)
    assert check_vaccine(Vaccine.MMR, without_mumps, ON).codes == (ReasonCode.MUMPS_DOSES_MISSING,)
    assert check_vaccine(Vaccine.MMR, complete, ON).outcome is Outcome.MET
    no_rubella = pupil(gave(measles | mumps, "2019-04-10", "2022-04-10"))
    assert check_vaccine(Vaccine.MMR, no_rubella, ON).codes == (ReasonCode.RUBELLA_DOSES_MISSING,)


def test_of_mmr_the_antigen_furthest_behind_has_the_doses_that_count() -> None:
    behind_with_mumps = pupil(gave(MMR, "2019-04-10"), gave(DoseKind.MEASLES, "2022-04-10"))
    behind_with_measles = pupil(gave(MMR, "2019-04-10"), gave(DoseKind.MUMPS, "2022-04-10"))

    assert counted(Vaccine.MMR, behind_with_mumps, ON) == (CountedDose(date(2019, 4, 10), DoseKind.MUMPS),)
    assert counted(Vaccine.MMR, behind_with_measles, ON) == (CountedDose(date(2019, 4, 10), DoseKind.MEASLES),)


def test_only_doses_of_the_vaccine_itself_are_named_as_given_too_early() -> None:
    hepatitis_at_birth = pupil(gave(DoseKind.HEPB, "2018-03-10"), gave(MMR, "2019-01-10"))
    reasons = check_vaccine(Vaccine.MMR, hepatitis_at_birth, ON).reasons

    early = [each.facts["given_on"] for each in reasons if each.code is ReasonCode.DOSE_TOO_EARLY]
    assert early == [date(2019, 1, 10)]


@pytest.mark.parametrize(("day", "outcome"), [("2019-03-06", Outcome.MET), ("2019-03-05", Outcome.SHORT)])
def test_an_mmr_dose_counts_from_four_days_before_the_first_birthday(day: str, outcome: Outcome) -> None:
    assert check_vaccine(Vaccine.MMR, pupil(gave(MMR, day, "2022-04-10")), ON).outcome is outcome


def test_a_combined_vaccine_counts_for_each_component_and_once_a_day() -> None:
    mmrv = frozenset({*MMR, DoseKind.VAR})
    child = pupil(gave(mmrv, "2019-04-10", "2022-04-10"), gave(DoseKind.VAR, "2022-04-10"))

    assert check_vaccine(Vaccine.MMR, child, ON).outcome is Outcome.MET
    assert check_vaccine(Vaccine.VAR, child, ON).fact("counted") == 2


def test_a_dose_of_a_later_day_does_not_count_yet() -> None:
    child = pupil(gave(DoseKind.VAR, "2019-04-10", "2026-09-01"))

    assert check_vaccine(Vaccine.VAR, child, date(2026, 8, 31)).outcome is Outcome.SHORT
    assert check_vaccine(Vaccine.VAR, child, date(2026, 9, 1)).outcome is Outcome.MET


def test_hepatitis_b_is_asked_at_admission_in_grades_6_and_8_but_not_in_grade_7() -> None:
    outcomes = {
        grade: check_vaccine(Vaccine.HEPB, pupil(grade=grade, born=date(2014, 3, 10)), ON).outcome
        for grade in (Grade.GRADE_6, Grade.GRADE_7, Grade.GRADE_8)
    }

    assert outcomes == {Grade.GRADE_6: Outcome.SHORT, Grade.GRADE_7: Outcome.NOT_REQUIRED, Grade.GRADE_8: Outcome.SHORT}


def test_case_27_hepatitis_b_is_no_condition_of_advancement_to_grade_7() -> None:
    found = check_vaccine(Vaccine.HEPB, advancing(), ON)

    assert found.codes == (ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7,)
    assert found.reasons[0].citation == "HSC-120335-c"


@pytest.mark.parametrize("grade", [Grade.GRADE_7, Grade.GRADE_12])
def test_admission_in_grades_7_to_12_also_asks_for_a_dose_against_pertussis_after_seven(grade: Grade) -> None:
    born = date(2013, 3, 10)

    assert check_vaccine(Vaccine.TDAP, pupil(grade=grade, born=born), ON).outcome is Outcome.SHORT
    early = check_vaccine(Vaccine.TDAP, pupil(gave(DoseKind.TDAP, "2020-03-05"), grade=grade, born=born), ON)
    assert early.codes == (ReasonCode.DOSES_MISSING, ReasonCode.DOSE_TOO_EARLY)
    for kind in (DoseKind.TDAP, DoseKind.DTAP):
        child = pupil(gave(kind, "2020-03-06"), grade=grade, born=born)
        assert check_vaccine(Vaccine.TDAP, child, ON).outcome is Outcome.MET
    assert check_vaccine(Vaccine.TDAP, pupil(grade=Grade.GRADE_6, born=born), ON).outcome is Outcome.NOT_REQUIRED


def test_case_98_one_varicella_dose_is_no_reason_to_hold_a_pupil_back_from_july_2025() -> None:
    child = advancing(gave(DoseKind.VAR, "2015-04-10"))

    last_day = check_vaccine(Vaccine.VAR, child, date(2025, 6, 30))
    ended = check_vaccine(Vaccine.VAR, child, date(2025, 7, 1))
    august = check_vaccine(Vaccine.VAR, child, date(2026, 8, 17))
    assert (last_day.outcome, last_day.fact("missing")) == (Outcome.SHORT, 1)
    assert (ended.outcome, ended.codes) == (Outcome.NOT_REQUIRED, (ReasonCode.CHECKPOINT_ENDED,))
    assert august.fact("ended_on") == date(2025, 6, 30)


def test_a_new_pupil_in_grade_7_still_needs_two_varicella_doses() -> None:
    child = pupil(gave(DoseKind.VAR, "2015-04-10"), grade=Grade.GRADE_7, born=date(2014, 3, 10))

    assert short_of(Vaccine.VAR, child) == (1, 1)


def test_advancement_asks_only_for_the_dose_against_pertussis_now() -> None:
    assert required_vaccines(advancing(), ON) == (Vaccine.TDAP,)
    assert required_vaccines(advancing(), date(2025, 6, 30)) == (Vaccine.TDAP, Vaccine.VAR)
    assert required_vaccines(advancing(grade=Grade.GRADE_6), ON) == ()


@pytest.mark.parametrize(("birth_date", "asked"), [(date(2014, 9, 1), True), (date(2014, 9, 2), False)])
def test_an_ungraded_pupil_meets_the_grade_7_rule_from_the_twelfth_birthday(birth_date: date, *, asked: bool) -> None:
    child = advancing(grade=Grade.UNGRADED, born=birth_date)

    assert (Vaccine.TDAP in required_vaccines(child, ON)) == asked
    assert (Stage.ADMISSION_7_12 in stages_of(child._replace(occasion=Occasion.ADMISSION), ON)) == asked


@pytest.mark.parametrize(("birth_date", "asked"), [(date(2014, 9, 1), False), (date(2014, 9, 2), True)])
def test_hepatitis_b_is_no_condition_for_an_ungraded_pupil_from_twelve_on(birth_date: date, *, asked: bool) -> None:
    child = pupil(grade=Grade.UNGRADED, born=birth_date)

    assert (Vaccine.HEPB in required_vaccines(child, ON)) == asked
    if not asked:
        assert check_vaccine(Vaccine.HEPB, child, ON).codes == (ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7,)


def test_from_the_eighteenth_birthday_nothing_is_required() -> None:
    born = date(2008, 9, 2)
    child = pupil(grade=Grade.GRADE_12, born=born)

    assert Vaccine.MMR in required_vaccines(child, date(2026, 9, 1))
    assert required_vaccines(child, date(2026, 9, 2)) == ()
    assert {each.codes for each in check_all(child, date(2026, 9, 2)).values()} == {(ReasonCode.AGE_18_OR_OVER,)}


def test_the_tables_are_law_from_july_2019_and_no_answer_is_given_before() -> None:
    assert needed(Vaccine.IPV, pupil(), date(2019, 7, 1)) == 4

    with pytest.raises(NotInForceError, match="dose_rules"):
        ways(Vaccine.IPV, pupil(), date(2019, 6, 30))


@given(st.dates(date(2008, 1, 1), date(2040, 1, 1)), st.integers(1, 17))
def test_a_dose_counts_as_given_at_an_age_from_exactly_four_days_before(birth_date: date, age: int) -> None:
    assert counts_from(birth_date, age, ON) == birthday(birth_date, age) - timedelta(days=4)


GIVEN = st.lists(st.tuples(st.sampled_from(list(DoseKind)), st.dates(date(2018, 3, 10), ON)), max_size=12)


@given(GIVEN, st.sampled_from(list(DoseKind)), st.dates(date(2018, 3, 10), ON))
def test_one_more_dose_never_makes_a_record_worse(
    record: list[tuple[DoseKind, date]], kind: DoseKind, day: date
) -> None:
    doses = tuple(Dose(frozenset({each}), given_on) for each, given_on in record)
    before = check_all(pupil(doses), ON)
    after = check_all(pupil((*doses, Dose(frozenset({kind}), day))), ON)

    assert all(after[vaccine].allowed for vaccine in Vaccine if before[vaccine].allowed)


@given(GIVEN)
def test_every_verdict_names_a_reason_and_a_citation(record: list[tuple[DoseKind, date]]) -> None:
    found: dict[Vaccine, Verdict] = check_all(pupil(tuple(Dose(frozenset({k}), day) for k, day in record)), ON)

    assert all(each.reasons and each.reasons[0].citation for each in found.values())


def test_a_dose_of_a_kind_that_counts_for_nothing_is_said_so() -> None:
    dt = gave(DoseKind.DT, "2020-03-10")

    found = dose_counts(Vaccine.DTAP, pupil(dt), dt[0], ON)

    assert (found.outcome, found.codes) == (Outcome.SHORT, (ReasonCode.DOSE_KIND_NOT_COUNTED,))


def test_a_product_of_td_and_polio_is_no_dose_against_whooping_cough() -> None:
    assert kinds_of("195") == {DoseKind.TD, DoseKind.IPV}
