"""What the address of a page about a school's people names: the school with its list, or one of its people."""

from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import people_key
from chalicelib.actions.people.person_case import PersonCase, load_person, person_keys
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.storage import keys
from chalicelib.web.http.route import Named, Params

PEOPLE = "/schools/at/{facility_id}/people"
PERSON = f"{PEOPLE}/{{account_id}}"


def _school(ctx: Context, act: Action, params: Params) -> SchoolChoice:
    school = SchoolChoice(facility_id=params["facility_id"])
    ctx.require(act, school)
    return school


def _person(ctx: Context, act: Action, params: Params) -> PersonCase:
    return load_person(ctx, act, params["facility_id"], params["account_id"])


SCHOOL_AND_PEOPLE = Named(
    lambda params: (people_key(params["facility_id"]), keys.record("facility", params["facility_id"])), _school
)
ONE_PERSON = Named(lambda params: person_keys(params["facility_id"], params["account_id"]), _person)
