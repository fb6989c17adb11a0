"""Children enrolled without records, added vaccines, and products that hold several vaccines."""

from datetime import date

import pytest

from chalicelib.law.doses import DoseKind
from chalicelib.law.enrollment import EnrollNow, drop_in_child_care, enrol_without_records, special_education
from chalicelib.law.enums import Vaccine
from chalicelib.law.exemption_bases import AddedVaccine, Basis, bases_of, diseases_of, may_require
from chalicelib.law.tables import NotInForceError
from chalicelib.law.vaccine_products import combined_products, kinds_of, products, single_vaccine_hint
from chalicelib.law.verdict import Outcome, ReasonCode

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("group", "law"),
    [(EnrollNow.FOSTER, "HSC-120341"), (EnrollNow.HOMELESS, "USC-42-11432"), (EnrollNow.MILITARY, "EDC-49701")],
)
def test_case_96_a_child_without_records_is_enrolled_at_once_with_records_pending(group: EnrollNow, law: str) -> None:
    found = enrol_without_records(group, ON)

    assert (found.outcome, found.codes) == (Outcome.ADMIT, (ReasonCode.ENROLL_NOW_RECORDS_PENDING,))
    assert found.reasons[0].citation == law


def test_no_one_is_enrolled_under_a_law_that_was_not_yet_in_force() -> None:
    assert enrol_without_records(EnrollNow.MILITARY, date(2010, 1, 1)).allowed
    with pytest.raises(NotInForceError):
        enrol_without_records(EnrollNow.MILITARY, date(2009, 12, 31))


def test_special_education_goes_on_and_drop_in_care_is_not_covered() -> None:
    assert (special_education().outcome, special_education().codes) == (
        Outcome.ADMIT,
        (ReasonCode.SPECIAL_EDUCATION_GOES_ON,),
    )
    assert (drop_in_child_care().outcome, drop_in_child_care().codes) == (
        Outcome.NOT_REQUIRED,
        (ReasonCode.DROP_IN_CHILD_CARE,),
    )


def test_the_ten_diseases_can_be_skipped_for_medical_reasons_only() -> None:
    assert {disease for vaccine in Vaccine for disease in diseases_of(vaccine, ON)} == {
        "diphtheria",
        "hepatitis B",
        "Haemophilus influenzae type b",
        "measles",
        "mumps",
        "pertussis",
        "poliomyelitis",
        "rubella",
        "tetanus",
        "varicella",
    }
    for vaccine in Vaccine:
        assert bases_of(vaccine) == {Basis.MEDICAL}
        assert may_require(vaccine, ON).codes == (ReasonCode.ONE_OF_THE_TEN,)


def test_case_100_an_added_vaccine_may_be_required_only_with_a_second_basis() -> None:
    medical_only = AddedVaccine("Hepatitis A", frozenset({Basis.MEDICAL}))
    both = AddedVaccine("Hepatitis A", frozenset(Basis))

    refused = may_require(medical_only, ON)
    assert (refused.outcome, refused.codes) == (Outcome.NOT_REQUIRED, (ReasonCode.SECOND_BASIS_MISSING,))
    assert refused.reasons[0].citation == "HSC-120338"
    assert may_require(AddedVaccine("Hepatitis A", frozenset({Basis.PERSONAL_BELIEFS})), ON) == refused
    assert may_require(both, ON).codes == (ReasonCode.SECOND_BASIS_OPEN,)
    assert bases_of(both) == set(Basis)


def test_the_ten_are_named_from_2016() -> None:
    assert may_require(Vaccine.TDAP, date(2016, 1, 1)).outcome is Outcome.REQUIRED
    with pytest.raises(NotInForceError):
        may_require(Vaccine.TDAP, date(2015, 12, 31))


def test_a_product_holds_each_of_its_components() -> None:
    assert len(products()) == 54
    assert kinds_of("110") == {DoseKind.DTAP, DoseKind.HEPB, DoseKind.IPV}
    assert kinds_of("94") == {DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA, DoseKind.VAR}
    assert kinds_of("09") == {DoseKind.TD}
    assert kinds_of("28") == {DoseKind.DT}
    assert kinds_of("35") == {DoseKind.TT}
    assert kinds_of("148") == {DoseKind.HIB}
    assert kinds_of("195") == {DoseKind.TD, DoseKind.IPV}
    with pytest.raises(KeyError):
        kinds_of("999")


def test_a_combined_product_is_named_where_a_single_vaccine_exists() -> None:
    codes = {vaccine: {each.cvx for each in combined_products(vaccine, ON)} for vaccine in Vaccine}

    assert codes[Vaccine.MMR] == {"94"}
    assert codes[Vaccine.VAR] == {"94"}
    assert codes[Vaccine.TDAP] == set()
    assert {"110", "146"} <= codes[Vaccine.DTAP]
    hint = single_vaccine_hint(Vaccine.DTAP, ON)
    assert hint.allowed
    assert hint.codes == (ReasonCode.SINGLE_VACCINE_EXISTS,)
    assert "DTaP-Hep B-IPV" in str(hint.fact("products"))
    assert single_vaccine_hint(Vaccine.TDAP, ON).codes == (ReasonCode.NO_COMBINED_VACCINE,)
