"""Places where a school keeps the page of an outbreak and records what the health officer ordered."""

from datetime import date, timedelta

from chalicelib.actions.outbreaks.exclusions import Exclusion, record_exclusion
from chalicelib.actions.outbreaks.open_outbreak import OutbreakFacts, open_outbreak
from chalicelib.domain.account import Role
from chalicelib.domain.outbreak import ExposureAtSchool
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_of

AT_SCHOOL = "/schools/at/{facility_id}/outbreaks"
OUTBREAK = "/schools/outbreaks/{exposure_id}"


def outbreak_of(world: World, disease: str = "measles", **facts: object) -> ExposureAtSchool:
    """An exposure at the default school, two days long and until yesterday."""
    yesterday = world.clock.today - timedelta(days=1)
    known = {
        "first_exposure": yesterday - timedelta(days=1),
        "last_exposure": yesterday,
        "rooms": ("Building Q",),
        "officer": "Dr. Leopoldine Ashgrove",
        "department": "Fresno County",
        "telephone": "(559) 555-0190",
        "reported_on": yesterday,
        **facts,
    }
    school = world.default_user(Role.SCHOOL)
    exposure_id = open_outbreak(world.ctx(school), SCHOOL_ID, OutbreakFacts(disease, **known)).subject.id
    return world.ctx().store.get(ExposureAtSchool, exposure_id)


def excluded(world: World, exposure: ExposureAtSchool, *student_ids: str, through: date | None = None) -> None:
    """Put these students on the officer's order, from today on."""
    order = Exclusion(
        exposure.id, None, student_ids, world.clock.today, through, "Dr. Leopoldine Ashgrove", "Fresno County"
    )
    record_exclusion(world.ctx(world.default_user(Role.SCHOOL)), order)


def _typed(world: World, student_id: str = "") -> dict[str, object]:
    today = world.clock.today
    return {
        "disease": "mumps",
        "first_exposure": today - timedelta(days=2),
        "last_exposure": today,
        "grades": ["2"],
        "rooms": "Building Q, 14",
        "officer": "Dr. Leopoldine Ashgrove",
        "department": "Fresno County",
        "telephone": "(559) 555-0190",
        "reported_on": today,
        "students": [student_id],
        "since": today,
        "through": today + timedelta(days=21),
        "first_day_back": today,
    }


@place(AT_SCHOOL, f"{AT_SCHOOL}/new")
def _outbreaks(world: World) -> Here:
    outbreak_of(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, _typed(world))


@place(OUTBREAK, f"{OUTBREAK}/print", f"{OUTBREAK}/file", f"{OUTBREAK}/edit", f"{OUTBREAK}/exclude")
def _outbreak(world: World) -> Here:
    student_id = student_of(world, first_name="Ottoline")
    exposure = outbreak_of(world)
    return Here(world.default_user(Role.SCHOOL), {"exposure_id": exposure.id}, _typed(world, student_id))


@place(f"{OUTBREAK}/change", f"{OUTBREAK}/lift")
def _order(world: World) -> Here:
    student_id = student_of(world, first_name="Ottoline")
    exposure = outbreak_of(world)
    excluded(world, exposure, student_id)
    return Here(world.default_user(Role.SCHOOL), {"exposure_id": exposure.id}, _typed(world, student_id))


@place(f"{OUTBREAK}/close")
def _close(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"exposure_id": outbreak_of(world).id})
