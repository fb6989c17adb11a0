"""What the address of a school's page names: a form, told as what its id leads to and never as the form, or a school.
The school must be this person's now: after a move only the new school has the child."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.roster import FormAtSchool
from chalicelib.storage import keys
from chalicelib.web.http.route import Named, Params


def _form(ctx: Context, act: Action, params: Params) -> FormAtSchool:
    at = ctx.store.at_school(params["form_id"])
    ctx.require(act, at)
    return at


def _school(ctx: Context, act: Action, params: Params) -> SchoolChoice:
    school = SchoolChoice(facility_id=params["facility_id"])
    ctx.require(act, school)
    return school


def _school_or_department(ctx: Context, act: Action, params: Params) -> SchoolChoice:
    facility = ctx.store.facility(params["facility_id"])
    school = SchoolChoice(
        facility_id=params["facility_id"],
        name=facility.name if facility else "",
        jurisdiction=facility.jurisdiction if facility else "",
    )
    ctx.require(act, school)
    return school


OWN_FORM = Named(lambda params: (keys.form_at_school(params["form_id"]), keys.ROSTERS_BY_CHILD), _form)
OWN_SCHOOL = Named(lambda _params: (), _school)
SCHOOL_WITH_DEPARTMENT = Named(lambda params: (keys.record("facility", params["facility_id"]),), _school_or_department)
"""A school whose pages the health department over it opens, too."""
