"""Forms of an older portal are reminded of and reviewed like new ones, once the release has caught up with them."""

from datetime import date

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.check_licenses import check_licenses
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.law.enums import LineState
from chalicelib.storage import trigger_keys
from infra.catch_up_forms import catch_up_forms
from tests.actions.physicians import standing_of
from tests.builders import KAI, SCHOOL_ID, World, line


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


def test_the_licenses_behind_live_forms_and_open_requests_are_checked_from_the_next_night_on(world: World) -> None:
    """Given a live form, an open request and a withdrawn form of three physicians, each from before there were nightly
    checks, when the release has caught up, then the first two licenses are checked, each once."""
    signer, opener, withdrawer = (world.physician() for _each in range(3))
    parent = world.default_user(Role.PARENT)
    children = [world.child(parent, facts=KAI.with_changes(first_name=name)) for name in ("Noa", "Ari", "Lev")]
    world.form(request=world.request(RequestState.OPENED, child=children[0], physician=signer))
    world.request(RequestState.OPENED, child=children[1], physician=opener)
    withdrawn = world.request(RequestState.OPENED, child=children[2], physician=withdrawer)
    world.form(state=LineState.WITHDRAWN, request=withdrawn)
    checks = [trigger_keys.license_check(each.id) for each in (signer, opener, withdrawer)]
    world.table.replace_many((), checks)

    catch_up_forms(world.table, world.clock())

    assert set(world.table.get_many(checks)) == set(checks[:2])
    assert catch_up_forms(world.table, world.clock()) == 0
    world.clock.advance(days=1)
    assert check_licenses(world.clock, lambda _seconds: None) == {"unchanged": 2}
