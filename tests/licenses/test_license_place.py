"""Where the board says that a physician is: the place, and the address of record to which a letter with a code goes."""

from typing import Any

import pytest

from chalicelib.licenses.dca_answer import UnreadableAnswerError
from tests.licenses.test_license_answer import ASKED, license, person, read

PLACE = {"cityName": "FRESNO", "countyName": "TULARE", "stateCode": "CA", "zipCode": "93701"}


def at(*addresses: object) -> dict[str, Any]:
    return person() | {"getAddressDetail": [{"address": list(addresses)}]}


def test_city_county_and_state_are_read() -> None:
    record = read(at(PLACE))
    assert (record.city, record.county, record.state) == ("FRESNO", "TULARE", "CA")


@pytest.mark.parametrize(
    ("streets", "lines"),
    [
        ({"addressLine1": "1 Toyon Way", "addressLine2": "Suite 5"}, ("1 Toyon Way", "Suite 5")),
        ({"STREET": "1 Toyon Way", "addressLine2": ""}, ("1 Toyon Way",)),
        ({"streetName": "1 Toyon Way"}, ("1 Toyon Way",)),
    ],
)
def test_any_key_of_a_line_or_a_street_is_one_of_the_address(streets: dict[str, str], lines: tuple[str, ...]) -> None:
    assert read(at({**streets, **PLACE})).address == (*lines, "FRESNO, CA 93701")


@pytest.mark.parametrize("missing", ["cityName", "stateCode", "zipCode"])
def test_an_address_that_lacks_a_part_reaches_no_one(missing: str) -> None:
    assert read(at({"addressLine1": "1 Toyon Way", **PLACE, missing: ""})).address == ()
    assert read(at(PLACE)).address == ()


def test_the_first_address_counts_and_no_address_is_none() -> None:
    record = read(at({"street": "1 Toyon Way", **PLACE}, {"street": "2 Toyon Way", **PLACE, "cityName": "DAVIS"}))
    assert record.address == ("1 Toyon Way", "FRESNO, CA 93701")
    for nothing in ([], None, [{"address": []}], {"address": None}):
        found = read(person() | {"getAddressDetail": nothing})
        assert (found.address, found.city) == ((), "")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"getAddressDetail": ["here"]}, "getAddressDetail"),
        ({"getAddressDetail": [{"address": ["here"]}]}, "address"),
        ({"getNameDetails": [{"individualNameDetails": ["RIVERA"]}]}, "individualNameDetails"),
    ],
)
def test_a_part_of_another_shape_makes_the_answer_unreadable_and_is_named(
    changes: dict[str, object], place: str
) -> None:
    with pytest.raises(UnreadableAnswerError) as told:
        read(person() | changes)
    assert told.value.place == str(told.value) == place


def test_all_parts_of_a_name_are_read() -> None:
    name = {"firstName": "ALEX", "middleName": "LEE", "lastName": "RIVERA"}
    found = read(person() | {"getNameDetails": [{"individualNameDetails": [name]}]}).name
    assert (found.first, found.middle, found.last) == ("ALEX", "LEE", "RIVERA")


def test_a_rank_of_a_fictitious_permit_is_that_of_the_license() -> None:
    modifiers = [{"modifierType": "R", "modifierCodes": ["afe"]}]
    assert read(license(modifierTypes=modifiers)).number == ASKED


def test_a_license_of_another_type_or_rank_before_the_one_asked_for_does_not_hide_it() -> None:
    wanted = person()["getLicenseDetails"][0]
    other_type = {**wanted, "licTypeCode": "9001"}
    other_rank = {**wanted, "modifierTypes": [{"modifierType": "R", "modifierCodes": ["C"]}]}
    assert read(person() | {"getLicenseDetails": [other_type, other_rank, wanted]}).number == ASKED


def test_actions_of_several_groups_are_all_read_and_one_that_is_a_sentence_is_in_its_group() -> None:
    groups = [
        {"actionGroup": "First", "publicRecordActionDetails": ["A sentence", {"description": "Second"}]},
        {"actionGroup": "Other", "publicRecordActionDetails": ["Third"]},
    ]
    actions = read(person() | {"getPublicRecordActions": groups}).public_actions
    assert [(each.group, each.description) for each in actions] == [
        ("First", "A sentence"),
        ("First", "Second"),
        ("Other", "Third"),
    ]
