"""What the jobs take for one thing, and a list for one of its rows, counted as pages are."""

from dataclasses import fields
from http import HTTPStatus

from chalicelib.jobs.deliver_notices import deliver_pending
from tests.jobs.post_box import PostBox
from tests.scale.capacity import Spent
from tests.scale.filled import FilledState, Measured
from tests.school_year import town
from tests.school_year.district import District

DELIVERED, IMPORTED, LISTED = ("JOB", "deliver a notice"), ("JOB", "import a student"), ("ROW", "a student on a list")
_CLASS = 50
_AT_ONCE = 100


def measure_jobs(state: FilledState) -> Measured:
    """What a notice takes to be delivered, a student of a school's list to be imported, and to stand on the list."""
    with state.world() as world:
        world.form()
        with state.store.counted() as spent:
            delivery = deliver_pending(PostBox(), world.clock, _AT_ONCE)
        delivered = _share(spent, delivery.sent)
    school = town.School("19642120000010", "Larkspur Crossing", ("TK", "K", "1", "2"), "by-hand")
    with state.world() as world:
        world.clock.set(town.FIRST_DAY)
        district = District(world, (school,))
        children = town.children("", town.Scale(_CLASS, 3, 0, (school,)))
        with state.store.counted() as spent:
            district.import_list(school, children)
        imported = _share(spent, _CLASS)
        browser = world.browser(district.offices[school.id])
        with state.store.counted() as spent:
            assert browser.get(f"/schools/at/{school.id}").status == HTTPStatus.OK
        listed = _share(spent, _CLASS)
    return {DELIVERED: delivered, IMPORTED: imported, LISTED: listed}


def _share(spent: Spent, things: int) -> Spent:
    """What one of so many things took."""
    shared = Spent()
    for each in fields(Spent):
        value = getattr(spent, each.name)
        if isinstance(value, dict):
            getattr(shared, each.name).update({place: units / things for place, units in value.items()})
        elif each.name != "status":
            setattr(shared, each.name, value / things)
    return shared
