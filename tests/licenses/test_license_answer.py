"""Reading the answer of the license search: known shape, odd shapes, missing pieces."""

import copy
import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.license import LicenseRecord, PublicAction
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.licenses.dca_answer import UnreadableAnswerError, read_records

ASKED = LicenseNumber(Board.MBC, "8002", "A", "123456")
OSTEOPATHIC = LicenseNumber(Board.OMBC, "9001", "", "20064")


def person() -> dict[str, Any]:
    """One person as the service's documented example shows."""
    return {
        "getLicenseDetails": [
            {
                "licNumber": "123456",
                "licTypeCode": "8002",
                "indivOrbusinessInd": "I",
                "primaryStatusCode": "20",
                "issueDate": "2011-06-30",
                "expDate": "2027-09-30",
                "modifierTypes": [
                    {"modifierType": "R", "modifierCodes": ["A"]},
                    {"modifierType": "S", "modifierCodes": ["50"]},
                ],
            }
        ],
        "getNameDetails": [
            {"individualNameDetails": [{"firstName": "ALEX", "middleName": "", "lastName": "RIVERA", "keyName": ""}]}
        ],
        "getAddressDetail": [
            {"address": [{"cityName": "FRESNO", "countyName": "FRESNO", "stateCode": "CA", "zipCode": "93701"}]}
        ],
        "getPublicRecordActions": [
            {
                "displayOrder": "1",
                "actionGroup": "Administrative Disciplinary Actions",
                "publicRecordActionDetails": [
                    {"caseNumber": "800-2026-000001", "description": "ACCUSATION FILED", "effectiveDate": "2026-03-02"}
                ],
            }
        ],
    }


def answer(*people: dict[str, Any]) -> bytes:
    return json.dumps({"licenseDetails": [{"getFullLicenseDetail": list(people)}]}).encode()


def read(changed: dict[str, Any], asked: LicenseNumber = ASKED) -> LicenseRecord:
    (record,) = read_records(answer(changed), asked)
    return record


def license(**changes: object) -> dict[str, Any]:
    changed = person()
    changed["getLicenseDetails"][0].update(changes)
    return changed


def test_the_documented_example_is_read_in_full() -> None:
    record = read(person())

    assert record.number == ASKED
    assert (record.name.first, record.name.last) == ("ALEX", "RIVERA")
    assert (record.primary_status, record.secondary_statuses) == ("20", ("50",))
    assert (record.issued_on, record.expires_on) == (date(2011, 6, 30), date(2027, 9, 30))
    assert record.public_actions == (
        PublicAction(
            group="Administrative Disciplinary Actions",
            case_number="800-2026-000001",
            description="ACCUSATION FILED",
            effective_on=date(2026, 3, 2),
            effective_text="2026-03-02",
        ),
    )


@pytest.mark.parametrize("printed", ["123456", 123456, "0123456", "A123456", "A 123456", "AFE0123456", "a123456"])
def test_the_number_may_come_back_in_any_print(printed: object) -> None:
    assert read(license(licNumber=printed)).number == ASKED


def test_an_osteopathic_license_needs_no_rank() -> None:
    changed = license(licNumber="20A20064", licTypeCode=9001)
    del changed["getLicenseDetails"][0]["modifierTypes"]

    assert read(changed, OSTEOPATHIC).secondary_statuses == ()


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2027-09-30", date(2027, 9, 30)),
        ("2027-09-30T00:00:00", date(2027, 9, 30)),
        ("09/30/2027", date(2027, 9, 30)),
        ("9/3/2027 00:00", date(2027, 9, 3)),
    ],
)
def test_dates_are_read_in_both_ways_of_writing(told: str, meant: date) -> None:
    assert read(license(expDate=told)).expires_on == meant


@pytest.mark.parametrize(
    ("modifiers", "codes"),
    [
        ([{"modifierType": "S", "modifierCodes": ["53", "70"]}], ("53", "70")),
        ([{"modifierType": "S", "modifierCodes": [50]}], ("50",)),
        ([{"modifierType": "S", "modifierCodes": "50"}], ("50",)),
        ([{"modifierType": "S", "modifierCode": "50"}], ("50",)),
        ([{"modifierType": "S", "modifierCodes": [{"modifierCode": "50", "text": "x"}]}], ("50",)),
        ([{"modifierType": "S", "modifierCodes": []}], ()),
        ([{"modifierType": "Z", "modifierCodes": ["50"]}], ("Z:50",)),
        ([{"modifierCodes": ["47"]}], (":47",)),
        ([{"modifierType": "S", "modifierCodes": ["9Q"]}], ("9Q",)),
    ],
)
def test_codes_are_handed_on_and_unknown_kinds_stay_unknown(
    modifiers: list[dict[str, Any]], codes: tuple[str, ...]
) -> None:
    rank = {"modifierType": "R", "modifierCodes": ["A"]}

    assert read(license(modifierTypes=[rank, *modifiers])).secondary_statuses == codes


@pytest.mark.parametrize(
    ("listed", "descriptions"),
    [
        ([], []),
        (None, []),
        ([{"groupName": "G", "details": [{"caseNo": "1", "actionDesc": "A", "effDate": "1/2/2026"}]}], ["A"]),
        ([{"actionGroup": "G", "publicRecordActionDetails": []}], []),
        ([{"actionGroup": "G", "description": "B", "caseNumber": "2"}], ["B"]),
        ([{"actionGroup": "G", "publicRecordActionDetails": ["TEXT ONLY"]}], ["TEXT ONLY"]),
        ([{"actionGroup": "G", "publicRecordActionDetails": [{"odd": 1}]}], [""]),
        ({"actionGroup": "G", "publicRecordActionDetails": [{"description": "C"}]}, ["C"]),
    ],
)
def test_an_action_is_never_lost_whatever_its_keys(listed: object, descriptions: list[str]) -> None:
    record = read(person() | {"getPublicRecordActions": listed})

    assert [action.description for action in record.public_actions] == descriptions


def test_an_action_without_a_readable_date_keeps_what_the_board_wrote() -> None:
    changed = person()
    changed["getPublicRecordActions"][0]["publicRecordActionDetails"][0]["effectiveDate"] = "SPRING 2026"

    (action,) = read(changed).public_actions

    assert (action.effective_on, action.effective_text) == (None, "SPRING 2026")
    assert action.key.endswith("|ACCUSATION FILED|SPRING 2026")


def without(*path: str | int) -> dict[str, Any]:
    changed = copy.deepcopy(person())
    holder: Any = changed
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return changed


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "json"),
        (b"\xff\xfe", "json"),
        (b"[" * 200_000, "json"),
        (b"[]", "licenseDetails"),
        (b"null", "licenseDetails"),
        (b'{"licenseDetails":null}', "licenseDetails"),
        (b'{"licenseDetails":["x"]}', "licenseDetails"),
        (b'{"licenseDetails":[{}]}', "getFullLicenseDetail"),
        (answer(), "getFullLicenseDetail"),
        (answer(without("getLicenseDetails")), "getLicenseDetails"),
        (answer(without("getNameDetails")), "getNameDetails"),
        (answer(person() | {"getNameDetails": [{}]}), "lastName"),
        (answer(person() | {"getNameDetails": "RIVERA"}), "getNameDetails"),
        (answer(without("getLicenseDetails", 0, "licNumber")), "licNumber"),
        (answer(license(licNumber="654321")), "licNumber"),
        (answer(license(licNumber=True)), "licNumber"),
        (answer(license(licTypeCode="")), "licTypeCode"),
        (answer(without("getLicenseDetails", 0, "primaryStatusCode")), "primaryStatusCode"),
        (answer(license(primaryStatusCode={"code": 20})), "primaryStatusCode"),
        (answer(license(expDate="soon")), "expDate"),
        (answer(license(expDate="2027-02-30")), "expDate"),
        (answer(license(expDate="")), "expDate"),
        (answer(license(expDate="13/45/2011")), "expDate"),
        (answer(without("getLicenseDetails", 0, "expDate")), "expDate"),
        (answer(without("getLicenseDetails", 0, "modifierTypes")), "modifierTypes"),
        (answer(license(modifierTypes=[])), "modifierTypes"),
        (answer(license(modifierTypes=["A"])), "modifierTypes"),
        (answer(license(modifierTypes=[{"modifierType": "S"}])), "modifierCodes"),
        (answer(person() | {"getPublicRecordActions": "none"}), "getPublicRecordActions"),
    ],
)
def test_an_answer_that_lacks_what_the_decision_rests_on_is_unreadable(body: bytes, place: str) -> None:
    with pytest.raises(UnreadableAnswerError) as raised:
        read_records(body, ASKED)

    assert raised.value.place == place


def test_an_empty_list_is_no_license() -> None:
    assert read_records(b'{"licenseDetails":[]}', ASKED) == ()


@pytest.mark.parametrize(
    "other", [license(licTypeCode="8005"), license(modifierTypes=[{"modifierType": "R", "modifierCodes": ["G"]}])]
)
def test_a_license_of_another_type_or_rank_is_not_the_one_asked_for(other: dict[str, Any]) -> None:
    assert read_records(answer(other), ASKED) == ()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["getLicenseDetails", "getNameDetails", "getAddressDetail", "getPublicRecordActions"]
LICENCE_KEYS = sorted(person()["getLicenseDetails"][0])


@given(st.sampled_from(KEYS), JSON_VALUES)
def test_whatever_stands_in_a_part_the_answer_is_read_or_unreadable(key: str, value: object) -> None:
    outcome_of(person() | {key: value})


@given(st.sampled_from(LICENCE_KEYS), JSON_VALUES)
def test_whatever_stands_in_a_field_the_answer_is_read_or_unreadable(key: str, value: object) -> None:
    outcome_of(license(**{key: value}))


def outcome_of(changed: dict[str, Any]) -> None:
    """A record of the license asked for, or none, or UnreadableAnswerError: nothing else comes out."""
    records: tuple[LicenseRecord, ...] = ()
    with suppress(UnreadableAnswerError):
        records = read_records(answer(changed), ASKED)
    assert all(record.number == ASKED and record.primary_status for record in records)


def test_text_from_outside_is_cut_and_cleaned() -> None:
    changed = person()
    changed["getNameDetails"][0]["individualNameDetails"][0]["firstName"] = "AL\u202eEX\n\x00" + "X" * 5000

    first = read(changed).name.first

    assert first.startswith("ALEXXX")
    assert len(first) == 300
