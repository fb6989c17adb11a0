"""What a night costs follows from what is due, not from how much there is: counted in requests to the store, with ten
times as many forms, requests, schools and physicians beside."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.account import Role
from chalicelib.jobs.check_licenses import check_licenses
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.count_schools import count_schools
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.purge_due import purge_due
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import district_keys, keys
from chalicelib.storage.day_summaries import QUEUE as SUMMARIES
from chalicelib.storage.rows import LICENSES, REMINDERS, RETENTION, queue_row
from chalicelib.storage.school_reporting import SchoolReporting, reporting_row
from chalicelib.storage.table import Item
from tests.builders import KAI, World, line
from tests.jobs.post_box import PostBox
from tests.sampling import WHOLE

NIGHT = date(2027, 1, 30)
"""60 days before the end of the form that is due."""
FORMS = 1000 if WHOLE else 100


def rows_beside(forms: int) -> Iterator[Item]:
    """The rows of so many forms that wait for a later day: in every queue of the night. Per form one child, one
    request; per ten forms one physician; per a hundred forms one school."""
    later = (NIGHT + timedelta(days=200)).isoformat()
    for place in range(forms):
        yield {
            **keys.record("form", new_id()).as_item(),
            "SK": "REMINDERS",
            **queue_row(REMINDERS, later, new_id(), {}),
        }
        yield {**keys.record("child", new_id()).as_item(), **queue_row(RETENTION, later, new_id(), {})}
        yield {
            **keys.record("request", new_id()).as_item(),
            "SK": "REMINDERS",
            **queue_row(REMINDERS, later, new_id(), {}),
        }
        if place % 10 == 0:
            yield {"PK": f"LICENSE_CHECK#{new_id()}", "SK": "LICENSE_CHECK", **queue_row(LICENSES, later, new_id(), {})}
        if place % 100 == 0:
            school = SchoolReporting(f"{place:014d}", reported=9999)
            yield {**school.key.as_item(), **reporting_row(school)}
            counted = queue_row(SUMMARIES, later, school.facility_id, {"id": school.facility_id})
            yield {**district_keys.day_summary(school.facility_id).as_item(), **counted}


JOBS: dict[str, Callable[[Any], object]] = {
    "check_reports": check_reports,
    "send_reminders": send_reminders,
    "check_licenses": lambda clock: check_licenses(clock, lambda _seconds: None),
    "open_due_reviews": open_due_reviews,
    "purge_due": purge_due,
    "count_schools": count_schools,
    "deliver_notices": lambda clock: deliver_pending(PostBox(), clock),
}


def cost(world: World, night: date) -> dict[str, int]:
    """How many requests each job makes in a night."""
    world.at(night)
    counted = {}
    for name, job in JOBS.items():
        before = len(world.recorder.calls)
        job(world.clock)
        counted[name] = len(world.recorder.calls) - before
    return counted


def form_due(world: World, first_name: str, night: date) -> None:
    """A form of which people are reminded in a night, 60 days before its end; all that was said before is mailed."""
    child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name=first_name))
    world.form(request=world.request(child=child), lines=(line(expires_on=night + timedelta(60)),))
    deliver_pending(PostBox(), world.clock)


def test_a_night_costs_the_same_with_ten_times_as_many_forms_beside(world: World) -> None:
    """Given a night with one form that is due among a thousand, when there are ten thousand the next night, then each
    job makes as many requests."""
    world.table.replace_many(rows_beside(FORMS), [])
    form_due(world, "Lev", NIGHT - timedelta(days=1))
    cost(world, NIGHT - timedelta(days=1))  # the first look at the school and at the physician
    form_due(world, "Noa", NIGHT)
    few = cost(world, NIGHT)
    world.table.replace_many(rows_beside(9 * FORMS), [])
    form_due(world, "Ada", NIGHT + timedelta(days=1))

    many = cost(world, NIGHT + timedelta(days=1))

    assert many == few
    assert min(few["send_reminders"], few["check_licenses"], few["deliver_notices"]) > 1


def test_a_second_form_that_is_due_costs_as_much_as_the_first(world: World) -> None:
    for name in ("Noa", "Ada"):
        form_due(world, name, NIGHT)
    two = cost(world, NIGHT)["send_reminders"]
    form_due(world, "Mei", NIGHT + timedelta(days=1))
    one = cost(world, NIGHT + timedelta(days=1))["send_reminders"]

    read_the_queue = 1
    assert two - read_the_queue == 2 * (one - read_the_queue)
