"""For whom a person looks at a record, and until when a person holds an office or an emergency access."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain.access import Office, office_of
from chalicelib.domain.account import Account, Appointment, Role
from chalicelib.domain.account import Office as AppointedTo
from chalicelib.domain.emergency import LASTS, EmergencyAccess, EmergencyReason, EmergencyState
from tests.domain.test_permissions import LICENSE, person

SCHOOL, COUNTY = {"facility_ids": ("f1",)}, {"jurisdiction": "C19"}


@pytest.mark.parametrize(
    ("viewer", "kind", "name"),
    [
        (person(Role.LOCAL_HEALTH, **COUNTY), "jurisdiction", "C19"),
        (person(Role.BOARD, board="MBC"), "board", "MBC"),
        (person(Role.PHYSICIAN, physician={**LICENSE, "business_name": "Toyon Clinic"}), "practice", "Toyon Clinic"),
        (person(Role.PHYSICIAN, physician=LICENSE), "", ""),
        (person(Role.PHYSICIAN), "", ""),
        (person(Role.REVIEWER), "cdph", ""),
        (person(Role.OFFICER), "cdph", ""),
        (person(Role.APPEALS_STAFF), "chhs", ""),
        (person(Role.SECRETARY), "chhs", ""),
        (person(Role.PANELIST), "panel", ""),
        (person(Role.OPERATOR), "", ""),
        (person(Role.SCHOOL, **SCHOOL), "", ""),
    ],
)  # fmt: skip
def test_each_person_looks_for_an_organization_or_for_none(viewer: Account, kind: str, name: str) -> None:
    assert office_of(viewer) == Office(kind=kind, id=name)


def test_whoever_looks_at_a_schools_list_looks_for_the_school() -> None:
    assert office_of(person(Role.SCHOOL, **SCHOOL), "f1") == Office(kind="facility", id="f1")


def test_an_appointment_holds_from_its_first_day_to_its_last() -> None:
    first, last = date(2026, 1, 5), date(2026, 6, 30)
    office = AppointedTo.DESIGNATED_PHYSICIAN
    ended = Appointment(office=office, since=first, until=last)
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))
    assert [ended.stands_on(day) for day in days] == [False, True, True, False]
    standing = Appointment(office=office, since=first)
    assert [standing.stands_on(day) for day in days] == [False, True, True, True]


def test_emergency_access_is_over_when_its_hour_is() -> None:
    opened = datetime(2026, 11, 20, 18, tzinfo=UTC)
    access = EmergencyAccess(
        id="e1",
        version=1,
        state=EmergencyState.OPENED,
        child_id="c1",
        form_ids=(),
        opened_by="me",
        opened_role=Role.LOCAL_HEALTH,
        opener="Ines Valcourt",
        kind=EmergencyReason.EXPOSURE,
        reason="measles at a neighbor's",
        opened_at=opened,
        ends_at=opened + LASTS,
    )
    assert access.is_open_at(opened + timedelta(minutes=59, seconds=59))
    assert not access.is_open_at(opened + timedelta(minutes=60))
