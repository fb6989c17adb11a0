"""Coded medical reasons: what can carry a line, what cannot, and the criteria of the issue date."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.calendar import add_months_minimum
from chalicelib.law.enums import Vaccine
from chalicelib.law.medical_reasons import (
    DefaultDuration,
    LineReasons,
    ReasonCategory,
    all_reasons,
    check_reason,
    criteria_set_on,
    reasons_for,
    suggested_expiry,
)
from chalicelib.law.tables import NotInForceError
from chalicelib.law.verdict import ReasonCode

ON = date(2026, 11, 20)
MMR_ALLERGY = LineReasons(Vaccine.MMR, ("MMR-ANA",), "Anaphylaxis after the first dose", ON)
SERIOUS = {ReasonCategory.CONTRAINDICATION, ReasonCategory.PRECAUTION}


def test_the_table_has_its_93_rows_each_once_each_with_a_label() -> None:
    codes = [each.code for each in all_reasons(ON)]

    assert len(codes) == len(set(codes)) == 93
    assert set(codes) == set(LABELS)


def test_every_vaccine_offers_reasons_of_its_own_only() -> None:
    for vaccine in Vaccine:
        offered = reasons_for(vaccine, ON)
        assert {each.category for each in offered} >= SERIOUS
        assert all(vaccine in each.vaccines for each in offered)


def test_codes_are_of_the_form_of_their_system() -> None:
    for each in all_reasons(ON):
        assert all(re.fullmatch(r"\d{6,18}", code) for code in each.snomed)
        assert all(re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z-]{1,4})?(-[A-Z]\d\d)?", code) for code in each.icd10cm)
        assert all(re.fullmatch(r"\d{3}", code) for code in each.cdsi_observation)


def test_only_antibody_products_wait_and_they_wait_temporarily() -> None:
    waiting = {each.code: each.wait_months for each in all_reasons(ON) if each.wait_months}

    assert all(code.startswith("LIVE-IG-") for code in waiting)
    assert (len(waiting), min(waiting.values()), max(waiting.values())) == (17, 3, 11)
    assert {each.default_duration for each in all_reasons(ON) if each.wait_months} == {DefaultDuration.TEMPORARY}


def test_case_11_igiv_for_kawasaki_disease_on_january_31_suggests_december_31() -> None:
    assert suggested_expiry("LIVE-IG-141", date(2026, 1, 31)) == date(2026, 12, 31)


def test_a_wait_that_ends_on_a_day_the_month_lacks_rolls_forward() -> None:
    assert suggested_expiry("LIVE-IG-125", date(2026, 11, 30)) == date(2027, 3, 1)


def test_a_reason_without_a_wait_suggests_nothing_and_an_unknown_one_is_an_error() -> None:
    assert suggested_expiry("MMR-ANA", ON) is None
    with pytest.raises(KeyError, match="NOPE"):
        suggested_expiry("NOPE", ON)


@given(st.sampled_from([each for each in all_reasons(ON) if each.wait_months]), st.dates(date(2020, 1, 1), ON))
def test_a_suggestion_is_the_product_date_plus_the_wait(given_reason: object, product_on: date) -> None:
    assert suggested_expiry(given_reason.code, product_on) == add_months_minimum(  # type: ignore[attr-defined]
        product_on,
        given_reason.wait_months,  # type: ignore[attr-defined]
    )


def test_a_contraindication_carries_the_line() -> None:
    verdict = check_reason(MMR_ALLERGY)

    assert verdict.allowed
    assert verdict.reasons == ()


@pytest.mark.parametrize("code", [each.code for each in all_reasons(ON) if each.category is ReasonCategory.NON_REASON])
def test_a_non_reason_never_stands_alone(code: str) -> None:
    assert check_reason(MMR_ALLERGY._replace(codes=(code,))).codes == (ReasonCode.NON_REASON_ALONE,)


def test_case_37_egg_allergy_for_mmr_goes_only_with_another_reason_text_and_a_flag() -> None:
    egg = MMR_ALLERGY._replace(codes=("MIS-18",))
    with_other = check_reason(egg._replace(codes=("MIS-18", "OTHER-SOC")))

    assert not check_reason(egg).allowed
    assert with_other.allowed
    assert set(with_other.codes) == {
        ReasonCode.NON_REASON_LISTED,
        ReasonCode.OTHER_REASON_FLAGGED,
        ReasonCode.OTHER_REASON_DOCUMENTS_DUE,
    }


def test_case_38_family_history_goes_with_written_support_and_is_flagged() -> None:
    other = MMR_ALLERGY._replace(codes=("OTHER-SOC",), description="Two siblings had seizures; letters are attached")

    assert check_reason(other._replace(documents_attached=True)).codes == (ReasonCode.OTHER_REASON_FLAGGED,)
    assert ReasonCode.OTHER_REASON_DOCUMENTS_DUE in check_reason(other).codes
    without_text = check_reason(other._replace(description="  "))
    assert without_text.codes == (ReasonCode.OTHER_REASON_NEEDS_TEXT,)
    beside_another = check_reason(other._replace(codes=("MMR-ANA", "OTHER-SOC"), description=""))
    assert beside_another.codes == (ReasonCode.OTHER_REASON_NEEDS_TEXT,)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (".", False),
        ("x", False),
        ("see above", False),
        ("n/a n/a n/a n/a n/a n/a", False),
        ("family history of autism", False),
        ("1 2 3 4 5 6", False),
        ("Two siblings had febrile seizures after MMR", True),
        ("兄弟接種後發生過敏性休克，由專科醫師確診並建議不再接種", True),
        ("過敏", False),
        ("一二三四五六七八九十百千萬年", False),
        ("一二三四五六七八九十百千萬年月", True),
        ("一二三四五六七八九十百千萬年年", False),
    ],
)
def test_another_reason_needs_a_text_of_substance_or_a_document(text: str, allowed: bool) -> None:
    other = MMR_ALLERGY._replace(codes=("OTHER-SOC",), description=text)
    assert check_reason(other).allowed is allowed
    assert check_reason(other._replace(documents_attached=True)).allowed
    assert not check_reason(other._replace(documents_attached=True, description=" ")).allowed


def test_a_coded_reason_needs_no_text_of_substance() -> None:
    assert check_reason(MMR_ALLERGY._replace(description="Anaphylaxis")).allowed


@pytest.mark.parametrize("code", ["MMRV-HIV", "MMRV-SEIZ"])
def test_a_reason_against_the_combined_product_does_not_exempt_from_the_single_ones(code: str) -> None:
    alone = check_reason(MMR_ALLERGY._replace(codes=(code,)))

    assert alone.codes == (ReasonCode.PRODUCT_REASON_ALONE,)
    assert alone.reasons[0].citation == "CDC-CDSI"
    assert check_reason(MMR_ALLERGY._replace(codes=(code, "MMR-ANA"))).allowed


def test_an_unknown_reason_one_of_another_vaccine_and_none_at_all_are_refused() -> None:
    assert check_reason(MMR_ALLERGY._replace(codes=("NOPE",))).codes == (ReasonCode.REASON_UNKNOWN,)
    assert check_reason(MMR_ALLERGY._replace(codes=("VAR-ANA",))).codes == (ReasonCode.REASON_NOT_FOR_VACCINE,)
    assert check_reason(MMR_ALLERGY._replace(codes=())).codes == (ReasonCode.NO_REASON_GIVEN,)


def test_a_reason_that_is_never_offered_is_refused() -> None:
    hib = LineReasons(Vaccine.HIB, ("HIB-AGE",), "Five weeks old", ON)

    refused = check_reason(hib)
    assert refused.codes == (ReasonCode.REASON_NEVER_OFFERED,)
    assert (refused.fact("vaccine"), refused.fact("reason")) == ("HIB", "HIB-AGE")
    assert "HIB-AGE" not in {each.code for each in reasons_for(Vaccine.HIB, ON)}


def test_documented_immunity_for_mmr_needs_all_three_antigens() -> None:
    two = check_reason(MMR_ALLERGY._replace(codes=("IMM-MEA", "IMM-RUB")))

    assert two.codes == (ReasonCode.IMMUNITY_MISSING_ANTIGEN,)
    assert two.fact("reason") == "IMM-MUM"
    assert check_reason(MMR_ALLERGY._replace(codes=("IMM-MEA", "IMM-MUM", "IMM-RUB"))).allowed
    assert check_reason(MMR_ALLERGY._replace(codes=("IMM-MEA", "MMR-ANA"))).allowed


def test_documented_chickenpox_alone_carries_varicella() -> None:
    assert check_reason(LineReasons(Vaccine.VAR, ("IMM-VAR-HX",), "Seen in clinic", ON)).allowed


def test_the_criteria_change_on_september_17_2025() -> None:
    before, after = criteria_set_on(date(2025, 9, 16)), criteria_set_on(date(2025, 9, 17))

    assert (before.id, after.id) == ("CRITERIA-1", "CRITERIA-2")
    assert before.in_force_to == date(2025, 9, 16)
    assert after.citation == "HSC-120164"
    assert "AAP" in before.sources
    assert "AAP" in after.sources


def test_an_exemption_from_before_2020_is_judged_by_the_first_set() -> None:
    assert criteria_set_on(date(2019, 11, 1)).id == "CRITERIA-1"
    assert criteria_set_on(date(2016, 1, 1)).id == "CRITERIA-1"


def test_the_first_set_does_not_name_the_standard_of_care() -> None:
    assert criteria_set_on(date(2025, 9, 16)).sources == ("CDC", "ACIP", "AAP")
    assert "standard of care" in criteria_set_on(date(2025, 9, 17)).sources


def test_while_personal_beliefs_were_enough_there_was_no_criteria_set() -> None:
    with pytest.raises(NotInForceError):
        criteria_set_on(date(2015, 12, 31))
