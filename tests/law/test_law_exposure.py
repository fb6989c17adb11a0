"""Who counts as protected after an exposure (HSC 120370(b)), and which doses hold something against a disease."""

from datetime import date, timedelta

import pytest

from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.exposure import (
    Exposure,
    asked_against,
    counts_against,
    exposure_exclusion,
    is_protected,
    listed_diseases,
    suggested_stay_away,
)
from chalicelib.law.verdict import Outcome, ReasonCode

ON = date(2026, 10, 9)
HIB_DISEASE = "Haemophilus influenzae type b"
SECOND_GRADER = Pupil(date(2019, 3, 1), Grade.GRADE_2)
SEVENTH_GRADER = Pupil(date(2014, 3, 1), Grade.GRADE_7)
NEWBORN = Pupil(date(2026, 9, 9), Grade.INFANT_TODDLER)


def gave(kind: DoseKind, *days: str) -> tuple[Dose, ...]:
    return tuple(Dose(frozenset({kind}), date.fromisoformat(text)) for text in days)


class TestTheListedDiseases:
    @pytest.mark.parametrize(
        ("disease", "vaccines"),
        [
            ("diphtheria", (Vaccine.DTAP, Vaccine.TDAP)),
            ("hepatitis B", (Vaccine.HEPB,)),
            (HIB_DISEASE, (Vaccine.HIB,)),
            ("measles", (Vaccine.MMR,)),
            ("mumps", (Vaccine.MMR,)),
            ("pertussis", (Vaccine.DTAP, Vaccine.TDAP)),
            ("poliomyelitis", (Vaccine.IPV,)),
            ("rubella", (Vaccine.MMR,)),
            ("tetanus", (Vaccine.DTAP, Vaccine.TDAP)),
            ("varicella", (Vaccine.VAR,)),
        ],
    )
    def test_each_has_its_vaccines(self, disease: str, vaccines: tuple[Vaccine, ...]) -> None:
        assert disease in listed_diseases()
        assert (Exposure(disease, ON).vaccine, Exposure(disease, ON).vaccines) == (vaccines[0], vaccines)

    def test_hsc_120325_lists_ten(self) -> None:
        assert len(listed_diseases()) == 10

    def test_an_unlisted_disease_is_named_in_the_error(self) -> None:
        with pytest.raises(KeyError, match="mange"):
            _ = Exposure("mange", ON).vaccines
        with pytest.raises(KeyError, match="mange"):
            counts_against("mange", Dose(frozenset({DoseKind.VAR}), ON))

    def test_what_is_usual_counts_from_the_last_exposure_as_day_0(self) -> None:
        usual = suggested_stay_away("mumps", ON)
        assert usual == (26, ON + timedelta(days=26), True)
        assert suggested_stay_away("tetanus", ON) is None
        assert suggested_stay_away("mange", ON) is None


class TestWhichDosesAreAsked:
    @pytest.mark.parametrize(
        ("pupil", "vaccines"),
        [
            (SECOND_GRADER, (Vaccine.DTAP,)),
            (SEVENTH_GRADER, (Vaccine.DTAP, Vaccine.TDAP)),
            (SEVENTH_GRADER._replace(occasion=Occasion.GRADE_7_ADVANCEMENT), (Vaccine.TDAP,)),
            (NEWBORN, (Vaccine.DTAP,)),
        ],
    )
    def test_against_whooping_cough_by_grade(self, pupil: Pupil, vaccines: tuple[Vaccine, ...]) -> None:
        """Where the tables ask for nothing yet, the first vaccine against the disease is asked."""
        assert asked_against(Exposure("pertussis", ON), pupil, ON) == vaccines

    def test_a_seventh_grader_needs_the_series_and_the_dose_of_grade_7(self) -> None:
        series = gave(DoseKind.DTAP, "2014-05-01", "2014-07-01", "2014-09-01", "2015-06-01", "2018-03-01")
        tdap = gave(DoseKind.TDAP, "2025-03-01")
        order = Exposure("pertussis", ON)
        protected = [
            is_protected(order, SEVENTH_GRADER._replace(doses=doses), ON) for doses in (series, tdap, (*series, *tdap))
        ]
        assert protected == [False, False, True]

    def test_a_student_who_moved_up_is_judged_as_one_who_is_admitted(self) -> None:
        """HSC 120370(b) asks for proof of immunity: that grade 7 asks for Tdap alone proves nothing about measles."""
        moved_up = SEVENTH_GRADER._replace(occasion=Occasion.GRADE_7_ADVANCEMENT)
        both = (*gave(DoseKind.MEASLES, "2015-03-01", "2018-03-01"),)
        order = Exposure("measles", ON)
        assert not is_protected(order, moved_up, ON)
        assert not is_protected(order, moved_up._replace(doses=both[:1]), ON)
        assert is_protected(order, moved_up._replace(doses=both), ON)

    def test_a_disease_with_no_dose_for_the_age_at_all_leaves_a_newborn_unprotected(self) -> None:
        """Hib is asked from two months on and never from TK on: at one month no row of the tables can give proof."""
        order = Exposure(HIB_DISEASE, ON)
        assert not is_protected(order, NEWBORN, ON)
        assert not is_protected(order, NEWBORN._replace(doses=gave(DoseKind.HIB, "2026-10-01")), ON)
        found = exposure_exclusion(order, NEWBORN, ON)
        assert found is not None
        assert (found.outcome, found.codes) == (Outcome.EXCLUDE_FROM, (ReasonCode.EXPOSURE_EXCLUSION,))
        assert (found.fact("disease"), found.fact("exclude_from")) == (HIB_DISEASE, ON)

    def test_at_two_months_the_first_dose_of_the_table_is_proof(self) -> None:
        infant = Pupil(date(2026, 8, 9), Grade.INFANT_TODDLER, gave(DoseKind.HIB, "2026-10-01"))
        assert is_protected(Exposure(HIB_DISEASE, ON), infant, ON)
        assert exposure_exclusion(Exposure(HIB_DISEASE, ON), infant, ON) is None
        assert not is_protected(Exposure(HIB_DISEASE, ON), infant._replace(doses=()), ON)

    def test_where_the_grade_asks_nothing_the_doses_of_a_later_grade_count(self) -> None:
        """Given a newborn in a measles outbreak, then both doses of school are asked, and none can have been given."""
        two = NEWBORN._replace(birth_date=date(2025, 9, 9), doses=gave(DoseKind.MEASLES, "2026-09-09", "2026-10-08"))
        order = Exposure("measles", ON)
        assert not is_protected(order, NEWBORN, ON)
        assert not is_protected(order, two._replace(doses=two.doses[:1]), ON)
        assert is_protected(order, two, ON)


class TestTheDaysOfAnOrder:
    def test_with_a_last_day_out_the_answer_names_it(self) -> None:
        order = Exposure("measles", ON, excluded_through=date(2026, 10, 29))
        found = exposure_exclusion(order, SECOND_GRADER, date(2026, 10, 29))
        assert found is not None
        assert found.codes == (ReasonCode.EXPOSURE_EXCLUSION_THROUGH,)
        assert (found.fact("disease"), found.fact("exclude_from"), found.fact("through")) == (
            "measles",
            ON,
            date(2026, 10, 29),
        )
        assert exposure_exclusion(order, SECOND_GRADER, date(2026, 10, 30)) is None

    @pytest.mark.parametrize(
        ("on", "holds"), [("2026-10-08", False), ("2026-10-09", True), ("2026-10-14", True), ("2026-10-15", False)]
    )
    def test_from_its_first_day_until_the_officer_lets_the_student_return(self, on: str, *, holds: bool) -> None:
        order = Exposure("measles", ON, lifted_on=date(2026, 10, 15))
        assert order.holds_on(date.fromisoformat(on)) is holds
        assert (exposure_exclusion(order, SECOND_GRADER, date.fromisoformat(on)) is not None) is holds


class TestWhatHoldsSomethingAgainstADisease:
    @pytest.mark.parametrize(
        ("kind", "diseases"),
        [
            (DoseKind.MEASLES, {"measles"}),
            (DoseKind.MUMPS, {"mumps"}),
            (DoseKind.RUBELLA, {"rubella"}),
            (DoseKind.VAR, {"varicella"}),
            (DoseKind.HEPB, {"hepatitis B"}),
            (DoseKind.HIB, {HIB_DISEASE}),
            (DoseKind.IPV, {"poliomyelitis"}),
            (DoseKind.DTAP, {"diphtheria", "pertussis", "tetanus"}),
            (DoseKind.TDAP, {"diphtheria", "pertussis", "tetanus"}),
            (DoseKind.TD, {"diphtheria", "tetanus"}),
            (DoseKind.DT, {"diphtheria", "tetanus"}),
            (DoseKind.TT, {"tetanus"}),
        ],
    )
    def test_each_kind_against_its_own_diseases(self, kind: DoseKind, diseases: set[str]) -> None:
        (dose,) = gave(kind, "2020-03-01")
        assert {disease for disease in listed_diseases() if counts_against(disease, dose)} == diseases

    def test_one_part_of_a_combined_vaccine_is_enough(self) -> None:
        combined = Dose(frozenset({DoseKind.DTAP, DoseKind.HEPB}), date(2020, 3, 1))
        found = {disease for disease in listed_diseases() if counts_against(disease, combined)}
        assert found == {"diphtheria", "pertussis", "tetanus", "hepatitis B"}
