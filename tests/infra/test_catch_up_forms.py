"""Forms of an older portal are reminded of and reviewed like new ones, once the release has caught up with them."""

from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.storage import trigger_keys
from infra.catch_up_forms import catch_up_forms
from tests.actions.physicians import standing_of
from tests.builders import SCHOOL_ID, World, line


def of_an_older_portal(world: World, *forms: ExemptionForm) -> None:
    """Take away what a portal before these items did not write."""
    gone = [trigger_keys.school_reporting(SCHOOL_ID), *(trigger_keys.reminders(form.id) for form in forms)]
    world.table.replace_many((), gone)


def test_they_are_reminded_of_and_nothing_is_written_twice(world: World) -> None:
    form = world.form(lines=(line(expires_on=date(2027, 3, 31)),))
    of_an_older_portal(world, form)

    assert [catch_up_forms(world.table, world.clock()) for _run in range(2)] == [2, 0]
    assert send_reminders(world.at(date(2027, 1, 30)).clock) == {"reminded": 1}


def test_a_physician_with_five_forms_or_more_has_all_of_them_reviewed(world: World) -> None:
    forms = [world.form() for _each in range(4)]
    world.step(standing_of(world), Action.ISSUE_EXEMPTION, forms_by_year={"2026": 5, "2025": 4})

    catch_up_forms(world.table, world.clock())

    assert open_due_reviews(world.clock) == {"opened": 4, "settled": 1}
    for form in forms:
        (review_id,) = world.reload(form).review_ids
        assert world.ctx().store.get(Review, review_id).trigger is Trigger.PHYSICIAN_FIVE_FORMS
