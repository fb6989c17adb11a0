"""What a form must state: every failure is told, each with the field it is about."""

from datetime import date

import pytest

from chalicelib.law.enums import LineKind, PrimaryCareKind, Vaccine
from chalicelib.law.exemption_content import FormFacts, FormLineFacts, PhysicianFacts, check_form
from chalicelib.law.verdict import ReasonCode, Verdict

SIGNED = date(2026, 11, 20)
ISSUER = PhysicianFacts("Alex Rivera", "A 123456", "1 Main Street, Fresno", "559-555-0100")
PCP = PhysicianFacts("Sam Ortiz", "G 654321", "2 Oak Avenue, Fresno", "559-555-0101")
MMR = FormLineFacts(Vaccine.MMR, "Anaphylaxis after the first dose", LineKind.PERMANENT)
VAR = FormLineFacts(Vaccine.VAR, "High-dose steroids until spring", LineKind.TEMPORARY, date(2027, 5, 1))
COMPLETE = FormFacts(
    signed_on=SIGNED,
    issuer=ISSUER,
    issuer_is_pcp=True,
    child_name="Kai Example",
    parent_name="Robin Example",
    parent_address="3 Elm Street, Fresno",
    institution_name="Oak School",
    institution_address="4 School Road, Fresno",
    examination_certified=True,
    treating_since=date(2024, 1, 1),
    lines=(MMR, VAR),
    release_authorized_by="Robin Example",
    release_authorized_on=date(2026, 11, 1),
    truth_certified=True,
    no_charge_attested=True,
)
BY_ANOTHER = COMPLETE._replace(issuer_is_pcp=False, pcp=PCP, pcp_explanation="The specialist who treats it")


def failures(verdict: Verdict) -> list[tuple[str, object]]:
    return [(each.code.value, each.facts["field"]) for each in verdict.reasons]


def test_a_complete_form_is_accepted_by_the_pcp_and_by_another_physician() -> None:
    assert check_form(COMPLETE).allowed
    assert check_form(BY_ANOTHER).allowed


@pytest.mark.parametrize(
    ("without", "code", "field", "citation"),
    [
        ({"issuer": ISSUER._replace(name=" ")}, "FIELD_MISSING", "issuer.name", "HSC-120372-a2A"),
        ({"issuer": ISSUER._replace(license_number="")}, "FIELD_MISSING", "issuer.license_number", "HSC-120372-a2A"),
        (
            {"issuer": ISSUER._replace(business_address=None)},
            "FIELD_MISSING",
            "issuer.business_address",
            "HSC-120372-a2A",
        ),
        ({"issuer": ISSUER._replace(telephone=None)}, "FIELD_MISSING", "issuer.telephone", "HSC-120372-a2A"),
        ({"issuer_is_pcp": None}, "ISSUER_IS_PCP_UNANSWERED", "issuer_is_pcp", "HSC-120372-a2D"),
        ({"child_name": None}, "FIELD_MISSING", "child_name", "HSC-120372-a2B"),
        ({"parent_name": ""}, "FIELD_MISSING", "parent_name", "HSC-120372-a2B"),
        ({"parent_address": "\t"}, "FIELD_MISSING", "parent_address", "HSC-120372-a2B"),
        ({"institution_name": None}, "SCHOOL_MISSING", "institution_name", "HSC-120372-a2B"),
        ({"institution_address": None}, "SCHOOL_MISSING", "institution_address", "HSC-120372-a2B"),
        ({"examination_certified": False}, "EXAMINATION_NOT_CERTIFIED", "examination_certified", "HSC-120372-a2C"),
        ({"treating_since": None}, "TREATING_SINCE_MISSING", "treating_since", "HSC-120372-a2E"),
        ({"lines": ()}, "NO_VACCINE_LINE", "lines", "HSC-120372-a2F"),
        ({"release_authorized_by": None}, "AUTHORIZATION_MISSING", "release_authorized_by", "HSC-120372-a2H"),
        ({"release_authorized_on": None}, "AUTHORIZATION_MISSING", "release_authorized_on", "HSC-120372-a2H"),
        ({"truth_certified": False}, "TRUTH_NOT_CERTIFIED", "truth_certified", "HSC-120372-a2I"),
        ({"no_charge_attested": False}, "NO_CHARGE_NOT_ATTESTED", "no_charge_attested", "HSC-120372-a3"),
    ],
)
def test_each_thing_left_out_is_the_one_failure(
    without: dict[str, object], code: str, field: str, citation: str
) -> None:
    verdict = check_form(COMPLETE._replace(**without))  # type: ignore[arg-type]

    assert failures(verdict) == [(code, field)]
    assert verdict.reasons[0].citation == citation


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_case_33_an_issuer_who_is_not_the_pcp_must_say_why(blank: str | None) -> None:
    verdict = check_form(BY_ANOTHER._replace(pcp_explanation=blank))

    assert failures(verdict) == [("PCP_EXPLANATION_MISSING", "pcp_explanation")]


@pytest.mark.parametrize("item", ["name", "license_number", "business_address", "telephone"])
def test_case_34_the_pcp_is_stated_with_the_same_four_items(item: str) -> None:
    verdict = check_form(BY_ANOTHER._replace(pcp=PCP._replace(**{item: None})))

    assert failures(verdict) == [("PCP_DETAIL_MISSING", f"pcp.{item}")]


def test_a_pcp_and_an_explanation_are_not_asked_of_the_pcp() -> None:
    assert check_form(COMPLETE._replace(pcp=PhysicianFacts(), pcp_explanation=None)).allowed


def test_case_35_a_description_on_one_of_two_vaccines_points_at_the_other() -> None:
    verdict = check_form(COMPLETE._replace(lines=(MMR, VAR._replace(description=" "))))

    assert failures(verdict) == [("VACCINE_DESCRIPTION_MISSING", "lines[VAR].description")]
    assert verdict.reasons[0].facts["vaccine"] == "VAR"


def test_case_36_each_vaccine_has_its_own_line_and_one_text_does_not_serve_two() -> None:
    bare = [FormLineFacts(vaccine, None, LineKind.PERMANENT) for vaccine in (Vaccine.MMR, Vaccine.VAR, Vaccine.IPV)]
    shared = (bare[0]._replace(description="All vaccines"), *bare[1:])

    fields = [field for _, field in failures(check_form(COMPLETE._replace(lines=shared)))]
    assert fields == ["lines[VAR].description", "lines[IPV].description"]


def test_a_vaccine_listed_twice_is_refused() -> None:
    verdict = check_form(COMPLETE._replace(lines=(MMR, MMR)))

    assert failures(verdict) == [("VACCINE_LISTED_TWICE", "lines[MMR].vaccine")]


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (MMR._replace(kind=None), "KIND_MISSING", "lines[MMR].kind"),
        (VAR._replace(expiry=None), "TEMPORARY_WITHOUT_EXPIRY", "lines[VAR].expiry"),
        (MMR._replace(expiry=date(2027, 1, 1)), "PERMANENT_WITH_EXPIRY", "lines[MMR].expiry"),
    ],
)
def test_a_line_states_its_kind_and_only_a_temporary_one_an_expiry(line: FormLineFacts, code: str, field: str) -> None:
    assert failures(check_form(COMPLETE._replace(lines=(line,)))) == [(code, field)]


def test_treatment_may_begin_on_the_day_of_signing_but_not_after() -> None:
    assert check_form(COMPLETE._replace(treating_since=SIGNED)).allowed
    late = check_form(COMPLETE._replace(treating_since=date(2026, 11, 21)))
    assert late.codes == (ReasonCode.TREATING_SINCE_AFTER_SIGNING,)


def test_an_empty_form_is_told_everything_at_once_in_the_forms_order() -> None:
    fields = [field for _, field in failures(check_form(FormFacts(signed_on=SIGNED)))]

    assert fields == [
        "issuer.name",
        "issuer.license_number",
        "issuer.business_address",
        "issuer.telephone",
        "issuer_is_pcp",
        "child_name",
        "parent_name",
        "parent_address",
        "institution_name",
        "institution_address",
        "examination_certified",
        "treating_since",
        "lines",
        "release_authorized_by",
        "release_authorized_on",
        "truth_certified",
        "no_charge_attested",
    ]


@pytest.mark.parametrize("item", ["name", "license_number", "business_address", "telephone"])
def test_of_another_clinician_all_but_a_physicians_license_is_stated(item: str) -> None:
    """Given a nurse practitioner who gives primary care, then name, address and telephone are due, and no license."""
    facts = BY_ANOTHER._replace(pcp_kind=PrimaryCareKind.OTHER_CLINICIAN, pcp=PCP._replace(**{item: None}))
    expected = [] if item == "license_number" else [("PCP_DETAIL_MISSING", f"pcp.{item}")]
    assert failures(check_form(facts)) == expected


@pytest.mark.parametrize("kind", list(PrimaryCareKind))
def test_the_explanation_is_due_whoever_gives_primary_care(kind: PrimaryCareKind) -> None:
    facts = BY_ANOTHER._replace(pcp_kind=kind, pcp_explanation=" ")
    assert failures(check_form(facts)) == [("PCP_EXPLANATION_MISSING", "pcp_explanation")]


def test_a_child_without_primary_care_needs_only_the_explanation() -> None:
    assert check_form(BY_ANOTHER._replace(pcp_kind=PrimaryCareKind.NO_ONE, pcp=PhysicianFacts())).allowed
