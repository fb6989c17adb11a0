"""The office of a district, and the schools that the directory has for it."""

from chalicelib.domain.account import Account
from chalicelib.storage import district_keys
from tests.builders import World


def of_the_district(world: World, office: str, *facility_ids: str) -> Account:
    """Someone of the district's office, which has these open public schools."""
    for facility_id in facility_ids:
        key = district_keys.district_school(office, facility_id)
        body = f'{{"name": "School {facility_id[-4:]}", "city": "Alhambra"}}'
        world.table.replace_many([{**key.as_item(), "type": "district_school", "body": body}], ())
    return world.school_person(facility_ids=(office,))
