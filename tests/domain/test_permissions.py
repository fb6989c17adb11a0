"""Who may do what, to what: deny by default; not your role is 403, not within your reach is the same 404 as missing."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from chalicelib.domain.access_table import PERMISSIONS, REACHES, WITHOUT_PROVEN_LICENSE, Scope
from chalicelib.domain.account import Account, LicenseProof, Role, SchoolPart
from chalicelib.domain.action import SYSTEM_ACTIONS, Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.permissions import APPROVERS_ONLY, CHANGES_OF_A_SCHOOL, is_public, require, require_role


def person(role: Role, **facts: object) -> Account:
    return Account.model_validate(
        {
            "id": "me",
            "role": role,
            "email": "x@mail.example",
            "first_name": "Ines",
            "last_name": "Valcourt",
            "second_step_since": datetime(2026, 11, 2, tzinfo=UTC),
            **facts,
        }
    )


NEAR_AND_FAR = {
    Scope.SELF: (None, SimpleNamespace(id="other")),
    Scope.OWN_CHILD: (SimpleNamespace(guardian_ids=("other", "me")), SimpleNamespace(guardian_ids=("other",))),
    Scope.OWN_PATIENT: (SimpleNamespace(physician_id="me"), SimpleNamespace(physician_id="other")),
    Scope.OWN_PHYSICIAN: (SimpleNamespace(physician_id="doctor"), SimpleNamespace(physician_id="other")),
    Scope.OWN_CLINIC_STAFF: (SimpleNamespace(prepares_for="me"), SimpleNamespace(prepares_for="other")),
    Scope.OWN_PHYSICIAN: (SimpleNamespace(physician_id="doctor"), SimpleNamespace(physician_id="other")),
    Scope.OWN_CLINIC_STAFF: (SimpleNamespace(prepares_for="me"), SimpleNamespace(prepares_for="other")),
    Scope.OWN_FACILITY_OR_DISTRICT: (SimpleNamespace(district_id="f1"), SimpleNamespace(district_id="f2")),
    Scope.OWN_FACILITY: (SimpleNamespace(facility_id="f1"), SimpleNamespace(facility_id="f2")),
    Scope.OWN_COUNTY: (SimpleNamespace(jurisdiction="C19"), SimpleNamespace(jurisdiction="C20")),
    Scope.OWN_LICENSEES: (SimpleNamespace(board="MBC"), SimpleNamespace(board="OMBC")),
    Scope.ASSIGNED: (SimpleNamespace(assigned_ids=("me",)), SimpleNamespace(assigned_ids=())),
}
LICENSE = {
    "board": "MBC",
    "rank": "A",
    "license_number": "60666",
    "business_address": {"street": "1 Toyon Way", "city": "Davis", "zip_code": "95616"},
    "telephone": "(530) 555-0142",
}
FACTS = {
    "facility_ids": ("f1",),
    "prepares_for": "doctor",
    "school_part": SchoolPart.APPROVER,
    "jurisdiction": "C19",
    "board": "MBC",
    "physician": LICENSE,
    "license_proof": LicenseProof.LETTER,
}


def kind_of(actor: Account | None, act: Action, thing: object = None) -> ErrorKind | None:
    try:
        require(actor, act, thing)
    except PortalError as error:
        return error.kind
    return None


@pytest.mark.parametrize("act", list(Action))
def test_every_act_has_a_row(act: Action) -> None:
    assert bool(PERMISSIONS[act]) == (act not in SYSTEM_ACTIONS)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_a_row_is_refused_before_anything_is_read(role: Role) -> None:
    someone = person(role, **FACTS)
    for act in (each for each in Action if not is_public(each)):
        has_row = any(each == role for each, _reach in PERMISSIONS[act])
        refused = None
        try:
            require_role(someone, act)
        except PortalError as error:
            refused = error.kind
        assert refused == (None if has_row else ErrorKind.FORBIDDEN), act


@pytest.mark.parametrize("act", [act for act in Action if not is_public(act)])
def test_no_one_signed_in_is_asked_to_sign_in(act: Action) -> None:
    assert kind_of(None, act) == ErrorKind.SIGN_IN


@pytest.mark.parametrize(
    ("act", "role", "reach"),
    [(act, role, reach) for act, rows in PERMISSIONS.items() for role, reach in rows if role and reach in NEAR_AND_FAR],
)
def test_within_reach_is_allowed_and_without_is_not_found(act: Action, role: Role, reach: Scope) -> None:
    near, far = NEAR_AND_FAR[reach]
    actor = person(role, **FACTS)
    assert kind_of(actor, act, near) is None
    reaches = {each for other, each in PERMISSIONS[act] if other == role}
    if reaches == {reach}:
        assert kind_of(actor, act, far) == ErrorKind.NOT_FOUND


@pytest.mark.parametrize("reach", list(NEAR_AND_FAR))
def test_a_blank_reach_touches_nothing(reach: Scope) -> None:
    names = ("id", "physician_id", "prepares_for", "jurisdiction", "board", "facility_id", "district_id")
    blank = SimpleNamespace(guardian_ids=(), assigned_ids=(), **dict.fromkeys(names, ""))
    nobody = person(Role.BOARD).model_copy(update={"id": "", "facility_ids": ("",)})
    assert not REACHES[reach](nobody, blank)


@pytest.mark.parametrize("reach", list(NEAR_AND_FAR))
def test_a_thing_that_knows_nothing_of_a_reach_is_out_of_it(reach: Scope) -> None:
    assert not REACHES[reach](person(Role.PARENT, **FACTS), SimpleNamespace())


def test_who_is_of_two_schools_reaches_both_and_the_schools_under_both_offices() -> None:
    staff = person(Role.SCHOOL, facility_ids=("f1", "f2"))
    for name, reach in (("facility_id", Scope.OWN_FACILITY), ("district_id", Scope.OWN_FACILITY_OR_DISTRICT)):
        assert [REACHES[reach](staff, SimpleNamespace(**{name: each})) for each in ("f1", "f2", "f3")] == [
            True,
            True,
            False,
        ]


NEAR = SimpleNamespace(facility_id="f1", physician_id="me")
READS_ONLY = {"facility_ids": ("f1",), "school_part": SchoolPart.READ_ONLY}
UNPROVEN = person(Role.PHYSICIAN, **{**FACTS, "license_proof": LicenseProof.NONE})
FROZEN = person(Role.PHYSICIAN, **FACTS, license_frozen_on=date(2026, 11, 2))
WITHOUT_STEP = person(Role.REVIEWER, second_step_since=None)


@pytest.mark.parametrize(
    ("actor", "act", "kind", "code"),
    [
        (None, Action.VIEW_ACCOUNT, ErrorKind.SIGN_IN, "SIGN_IN_FIRST"),
        (None, Action.VIEW_PUBLIC_PAGE, ErrorKind.SIGN_IN, "SIGN_IN_FIRST"),
        (person(Role.PARENT), Action.RECORD_DOSE, ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE"),
        (WITHOUT_STEP, Action.VIEW_ACCOUNT, ErrorKind.SECOND_STEP, "SECOND_STEP_FIRST"),
        (UNPROVEN, Action.ADD_DOCUMENT, ErrorKind.LICENSE, "LICENSE_UNPROVEN"),
        (FROZEN, Action.ADD_DOCUMENT, ErrorKind.LICENSE, "LICENSE_FROZEN"),
        (person(Role.SCHOOL, **READS_ONLY), Action.RECORD_DOSE, ErrorKind.FORBIDDEN, "ONLY_READS"),
        (person(Role.SCHOOL, facility_ids=("f1",)), Action.LIST_PEOPLE, ErrorKind.FORBIDDEN, "APPROVERS_ONLY"),
        (person(Role.SCHOOL, facility_ids=("f2",)), Action.RECORD_DOSE, ErrorKind.NOT_FOUND, "NOT_FOUND"),
    ],
)  # fmt: skip
def test_each_refusal_says_what_kind_it_is_and_why(
    actor: Account | None, act: Action, kind: ErrorKind, code: str
) -> None:
    with pytest.raises(PortalError) as refused:
        require(actor, act, NEAR)
    assert (refused.value.kind, refused.value.code) == (kind, code)


def test_before_the_second_step_is_set_up_a_person_sets_it_up_or_signs_out() -> None:
    allowed = {act for act in Action if not is_public(act) and kind_of(WITHOUT_STEP, act) != ErrorKind.SECOND_STEP}
    assert allowed == {Action.SET_UP_SECOND_STEP, Action.SIGN_OUT}
    assert kind_of(WITHOUT_STEP, Action.SIGN_OUT) is None


def test_a_public_act_needs_no_one() -> None:
    assert require_role(None, Action.VIEW_PUBLIC_PAGE) == (Scope.ANYONE,)
    assert kind_of(None, Action.VIEW_PUBLIC_PAGE) == ErrorKind.SIGN_IN  # `require` is for acts of someone


SCHOOL_THING = SimpleNamespace(facility_id="f1", district_id="f1")


@pytest.mark.parametrize("act", sorted(CHANGES_OF_A_SCHOOL))
def test_who_only_reads_does_no_act_of_a_school(act: Action) -> None:
    reader = person(Role.SCHOOL, facility_ids=("f1",), school_part=SchoolPart.READ_ONLY)
    with pytest.raises(PortalError, match="ONLY_READS"):
        require(reader, act, SCHOOL_THING)


def _of_a_school(rows: tuple[tuple[Role | None, Scope], ...]) -> bool:
    reaches = {reach for role, reach in rows if role is Role.SCHOOL}
    return bool(reaches & {Scope.OWN_FACILITY, Scope.OWN_FACILITY_OR_DISTRICT})


def test_who_only_reads_opens_every_page_of_the_school() -> None:
    reader = person(Role.SCHOOL, facility_ids=("f1",), school_part=SchoolPart.READ_ONLY)
    pages = [act for act, rows in PERMISSIONS.items() if _of_a_school(rows)]
    opened = [act for act in pages if act not in CHANGES_OF_A_SCHOOL | APPROVERS_ONLY]
    assert {Action.LIST_OWN_PUPILS, Action.VIEW_STUDENT, Action.VIEW_REPORT} <= set(opened)
    assert [act for act in opened if kind_of(reader, act, SCHOOL_THING)] == []


@pytest.mark.parametrize("act", sorted(APPROVERS_ONLY))
def test_staff_do_nothing_about_people_and_of_another_school_see_nothing(act: Action) -> None:
    staff = person(Role.SCHOOL, facility_ids=("f1",))
    with pytest.raises(PortalError, match="APPROVERS_ONLY"):
        require(staff, act, SCHOOL_THING)
    approver = person(Role.SCHOOL, facility_ids=("f1",), school_part=SchoolPart.APPROVER)
    assert kind_of(approver, act, SimpleNamespace(facility_id="f2")) == ErrorKind.NOT_FOUND


def test_a_school_without_an_approver_changes_nothing_after_thirty_days_and_reads_on() -> None:
    left = date(2026, 9, 1)
    staff = person(Role.SCHOOL, facility_ids=("f1", "f2"), without_approver={"f1": left})
    last = left + timedelta(days=30)
    assert require(staff, Action.RECORD_DOSE, SCHOOL_THING, last) is staff
    with pytest.raises(PortalError, match="SCHOOL_WITHOUT_APPROVER"):
        require(staff, Action.RECORD_DOSE, SCHOOL_THING, last + timedelta(days=1))
    assert require(staff, Action.VIEW_STUDENT, SCHOOL_THING, last + timedelta(days=90)) is staff
    other = SimpleNamespace(facility_id="f2")
    assert require(staff, Action.RECORD_DOSE, other, last + timedelta(days=90)) is staff


ACTS_OF_PHYSICIANS = [act for act, rows in PERMISSIONS.items() if any(role is Role.PHYSICIAN for role, _reach in rows)]
BEFORE_THE_PROOF = {
    Action.SIGN_OUT,
    Action.VIEW_ACCOUNT,
    Action.CHANGE_OWN_ACCOUNT,
    Action.SET_UP_SECOND_STEP,
    Action.VIEW_LICENSE_CLAIM,
    Action.PROVE_LICENSE,
    Action.ASK_FOR_LICENSE_LETTER,
}


@pytest.mark.parametrize("act", ACTS_OF_PHYSICIANS)
@pytest.mark.parametrize(
    "facts",
    [{"license_proof": LicenseProof.NONE}, {"license_frozen_on": date(2026, 11, 2)}, {"physician": None}],
    ids=["nothing proven", "disputed", "no license"],
)
def test_before_the_license_is_proven_a_physician_has_the_account_and_the_claim_alone(
    act: Action, facts: dict[str, object]
) -> None:
    unproven = person(Role.PHYSICIAN, **{**FACTS, **facts})
    near = SimpleNamespace(id="me", physician_id="me")
    assert kind_of(unproven, act, near) == (None if act in BEFORE_THE_PROOF else ErrorKind.LICENSE)
    assert WITHOUT_PROVEN_LICENSE == BEFORE_THE_PROOF


def test_no_other_role_has_to_prove_a_license() -> None:
    for role in set(Role) - {Role.PHYSICIAN}:
        assert kind_of(person(role), Action.VIEW_ACCOUNT) is None
