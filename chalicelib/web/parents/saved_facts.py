"""Facts that several parts of a saved record have in common: child, parent, school, address, grades."""

from collections.abc import Iterator

from chalicelib.actions.signing.form_facts import one_line
from chalicelib.domain.account import Address
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.request import Consents, ParentFacts
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.web.parents.saved_parts import Coded, ExportField
from chalicelib.web.wording.names import GRADES, SHOTS, VACCINES


def address(given: Address | None) -> str:
    """An address in one line."""
    return one_line(given) if given else ""


def grade(given: Grade | None) -> Coded | None:
    return Coded(given, GRADES[given]) if given else None


def vaccine(given: Vaccine) -> Coded:
    return Coded(given, VACCINES[given])


def shot(given: GivenVaccine) -> Coded:
    return Coded(given, SHOTS[given])


def child_facts(child: ChildFacts | None) -> Iterator[ExportField]:
    """The child as on school papers."""
    if child:
        yield ExportField("first_name", N_("First name"), child.first_name)
        yield ExportField("middle_name", N_("Middle name"), child.middle_name)
        yield ExportField("last_name", N_("Last name"), child.last_name)
        yield ExportField("birth_date", N_("Date of birth"), child.birth_date)


def school_facts(school: SchoolChoice | None) -> Iterator[ExportField]:
    """The school or child care."""
    named = school or SchoolChoice()
    yield ExportField("school", N_("School or child care"), named.name)
    yield ExportField("school_number", N_("Number of the school or child care"), named.facility_id)
    yield ExportField("school_address", N_("Address of the school or child care"), address(named.address))


def parent_facts(parent: ParentFacts | None) -> Iterator[ExportField]:
    if parent:
        yield ExportField("parent_name", N_("Parent or guardian"), parent.name)
        yield ExportField("parent_relationship", N_("Relationship to the child"), parent.relationship)
        yield ExportField("parent_address", N_("Address of the parent or guardian"), address(parent.address))
        yield ExportField("parent_telephone", N_("Phone number of the parent or guardian"), parent.telephone)


def consent_facts(consents: Consents | None) -> Iterator[ExportField]:
    """What the parent read and agreed to."""
    if consents:
        yield ExportField("requirements_read_at", N_("You read what the law asks for on"), consents.requirements_read)
        yield ExportField(
            "collection_notice_shown_at", N_("You saw what we collect and why on"), consents.collection_notice_shown
        )
        yield ExportField(
            "release_of_records_agreed_at", N_("You agreed to the release of records on"), consents.release_of_records
        )
