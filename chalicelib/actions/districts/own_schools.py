"""The schools of a person: those that the account names, and of a district's office all its open public schools."""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.school_calendar import district_office, is_district_office
from chalicelib.storage import keys
from chalicelib.storage.district_keys import district_school
from chalicelib.storage.districts import NamedSchool, schools_of_district


def has_several_schools(person: Account) -> bool:
    """Return whether the person's first page is a desk of schools, and not the list of one."""
    return len(person.facility_ids) != 1 or any(map(is_district_office, person.facility_ids))


def load_reach(ctx: Context, facility_ids: Iterable[str]) -> None:
    """Read in one request what says that these schools are of the person's district: `ctx.require` asks each by itself.

    Raises PortalError UNAVAILABLE.
    """
    offices = {each: district_office(each) for each in facility_ids}
    ctx.store.load(
        district_school(office, each) for each, office in offices.items() if office in ctx.person.facility_ids
    )


def own_schools(ctx: Context) -> list[NamedSchool]:
    """Return the person's schools by name, each once: one request for those that the account names, one for each
    office. A school that is in the directory no longer is left out. Raises PortalError UNAVAILABLE."""
    offices = [each for each in ctx.person.facility_ids if is_district_office(each)]
    named = [each for each in ctx.person.facility_ids if each not in offices]
    ctx.store.load(keys.record("facility", facility_id) for facility_id in named)
    facilities = filter(None, map(ctx.store.facility, named))
    found = {each.id: NamedSchool(each.id, each.name, each.address.city) for each in facilities}
    for office in offices:
        found.update((each.facility_id, each) for each in schools_of_district(ctx.store.table, office))
    return sorted(found.values(), key=lambda school: (school.name.casefold(), school.facility_id))
