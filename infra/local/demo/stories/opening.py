"""The portal opens: the directory is imported, the operator invites, physicians register."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.appeals.panelist_license import PanelistFacts
from chalicelib.actions.facilities.import_directory import import_directory
from chalicelib.domain.account import Address, Appointment, Credential, Office, PhysicianProfile
from infra.local.demo import cast
from infra.local.demo.accounts import join_as_physician, join_by_invitation, open_for_business, send_invitation
from infra.local.demo.people import Person
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.sample_directory import sample_contents

_DISTRICT_SCHOOLS = (cast.CLOVERMEAD, cast.HAZELWICK, cast.FERNRILL, cast.OTTERCOMBE)


def the_portal_opens(stage: Stage) -> Story:
    """Eleven months ago."""
    yield 345
    for report in import_directory(stage.visitor().store.table, sample_contents()):
        if not report.read:
            raise ValueError(f"the sample directory has no {report.source}")
    open_for_business(stage, cast.OPERATOR)
    yield 344
    for person, reach in _reaches(stage):
        join_by_invitation(stage, cast.OPERATOR, person, reach)


def _reaches(stage: Stage) -> list[tuple[Person, Mapping[str, Any]]]:
    nurse, doctor = {"credential": Credential.REGISTERED_NURSE}, {"credential": Credential.PHYSICIAN}
    return [
        (cast.SCHOOL, {"facility_ids": (cast.CLOVERMEAD,)}),
        (cast.DISTRICT, {"facility_ids": _DISTRICT_SCHOOLS}),
        *((person, {"facility_ids": schools}) for person, schools in cast.OTHER_SCHOOLS.items()),
        (cast.CHILD_CARE, {"facility_ids": (cast.MISTLERILL,)}),
        *((officer, {"jurisdiction": jurisdiction}) for jurisdiction, officer in cast.HEALTH_DEPARTMENTS.items()),
        (cast.NURSE, nurse),
        (cast.REVIEWER, doctor),
        (cast.OFFICER, {"appointments": _appointed(stage, Office.STATE_PUBLIC_HEALTH_OFFICER)}),
        (cast.DESIGNEE, {"appointments": _appointed(stage, Office.DESIGNATED_PHYSICIAN)}),
        (cast.STAFF, {}),
        (cast.SECRETARY, {}),
        *((person, {"panelist": _panelist(person)}) for person in cast.PANELISTS),
        (cast.MEDICAL_BOARD, {"board": "MBC"}),
        (cast.OSTEOPATHIC_BOARD, {"board": "OMBC"}),
    ]


def _panelist(person: Person) -> PanelistFacts:
    """What the operator states of a panelist: license, specialty, practice."""
    rank, number, specialty, practice, street, city, zip_code = cast.PRACTICES_OF_PANELISTS[person.last_name]
    profile = PhysicianProfile(
        board="MBC",
        rank=rank,
        license_number=number,
        business_name=practice,
        business_address=Address(street=street, city=city, zip_code=zip_code),
        telephone="(916) 555-0130",
    )
    return PanelistFacts(person.last_name, profile.license_shown, specialty, profile)


def _appointed(stage: Stage, office: Office) -> tuple[Appointment, ...]:
    return (Appointment(office=office, since=stage.days_ago(700)),)


def physicians_register(stage: Stage) -> Story:
    """Those whose license is clear on that day."""
    yield 335
    for doctor in (
        cast.FERNWHISTLE,
        cast.WRENFIELDS,
        cast.QUILLFEATHER,
        cast.LANTERNWOOD,
        cast.BRIGHTWATER,
        cast.PENASCOVERDE,
        cast.MARSHLIGHT,
        cast.CLOVERIDGEWAY,
        cast.TIMBERSONG,
        cast.MAPLEDALE,
        cast.FOXHAVENER,
        cast.MOONSEDGE,
    ):
        join_as_physician(stage, doctor)


def invitations_wait(stage: Stage) -> Story:
    """One invitation ran out, one is open."""
    yield 30
    send_invitation(stage, cast.OPERATOR, cast.FORGETFUL_SCHOOL, {"facility_ids": (cast.FERNMORE,)})
    yield 2
    send_invitation(stage, cast.OPERATOR, cast.NEW_SCHOOL, {"facility_ids": (cast.JUNIPERHOLT,)})
