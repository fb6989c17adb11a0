"""The portal opens: the directory is imported, the operator invites, physicians register."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.appeals.panelist_license import PanelistFacts
from chalicelib.actions.facilities.import_directory import import_directory
from chalicelib.actions.physicians.settle_license_claim import StaffAnswer
from chalicelib.domain.account import Address, Appointment, Credential, Office, PhysicianProfile
from infra.local.demo import cast
from infra.local.demo.accounts import (
    claim_license,
    join_as_clinic_staff,
    join_as_physician,
    join_by_invitation,
    open_for_business,
    send_invitation,
)
from infra.local.demo.license_letters import ask_again, mail_license_letters, say_not_me, settle
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
        join_as_physician(stage, doctor, cast.NURSE)
    yield 300
    join_as_clinic_staff(stage, cast.FERNWHISTLE, cast.CLINIC_STAFF)


def a_letter_is_lost(stage: Stage) -> Story:
    """The first letter never came; the second is in the mail."""
    yield 20
    claim_license(stage, cast.BRAMBLETHORPE)
    mail_license_letters(stage, cast.NURSE, "MBC-G90104")
    yield 9
    ask_again(stage, cast.BRAMBLETHORPE)
    yield 6
    mail_license_letters(stage, cast.NURSE, "MBC-G90104")


def someone_else_registers(stage: Stage) -> Story:
    """The letter reaches a physician who had not registered, and who says so."""
    yield 5
    claim_license(stage, cast.NOT_PEBBLEWICK)
    mail_license_letters(stage, cast.NURSE, "MBC-A900119")
    yield 2
    say_not_me(stage, cast.NOT_PEBBLEWICK)


def two_claim_one_license(stage: Stage) -> Story:
    """Another person of the same last name comes first; the letter's code shows whose the license is."""
    yield 70
    claim_license(stage, cast.LEO_PINECHORD)
    yield 69
    settle(stage, cast.REVIEWER, cast.LEO_PINECHORD, StaffAnswer.LETTER)
    mail_license_letters(stage, cast.NURSE, "MBC-G900128")
    yield 68
    join_as_physician(stage, cast.PINECHORD, cast.NURSE)
    yield 60
    ask_again(stage, cast.LEO_PINECHORD)


def staff_are_taken_in(stage: Stage) -> Story:
    """The board's answer has no street. Two staff members confirm the person by telephone, and learn of the mistake."""
    yield 150
    claim_license(stage, cast.NOT_HEATHERSTONE)
    yield 149
    settle(stage, cast.REVIEWER, cast.NOT_HEATHERSTONE, StaffAnswer.APPROVE)
    yield 148
    settle(stage, cast.NURSE, cast.NOT_HEATHERSTONE, StaffAnswer.APPROVE)
    mail_license_letters(stage, cast.NURSE, "MBC-A900111")
    yield 140
    settle(stage, cast.REVIEWER, cast.NOT_HEATHERSTONE, StaffAnswer.FREEZE)
    yield 139
    settle(stage, cast.REVIEWER, cast.NOT_HEATHERSTONE, StaffAnswer.REFUSE)


def invitations_wait(stage: Stage) -> Story:
    """One invitation ran out, one is open."""
    yield 30
    send_invitation(stage, cast.OPERATOR, cast.FORGETFUL_SCHOOL, {"facility_ids": (cast.FERNMORE,)})
    yield 2
    send_invitation(stage, cast.OPERATOR, cast.NEW_SCHOOL, {"facility_ids": (cast.JUNIPERHOLT,)})
