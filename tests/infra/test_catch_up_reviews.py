"""Forms of an older portal are found like new ones, once the release has caught up with them."""

from chalicelib.domain.account import Role
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import StandingState
from chalicelib.storage import review_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import CHILD_PAIRS
from infra.catch_up_reviews import catch_up_reviews
from tests.builders import World
from tests.checks.after_each_test import all_items


def of_an_older_portal(world: World) -> None:
    """Take away what a portal before these lists did not write."""
    gone = [
        Key(item["PK"], item["SK"])
        for item in all_items(world.table.name)
        if item["PK"].startswith("SAME_WORDS#") or item["SK"] in {"CHILDREN", "REVOCATIONS"}
    ]
    world.table.replace_many((), gone)


def test_forms_with_the_same_words_are_found_and_nothing_is_written_twice(world: World) -> None:
    physician = world.physician()
    first, second = (world.form(physician=physician, parent=world.parent()) for _each in range(2))
    of_an_older_portal(world)

    # the list of their words, and the child of each
    assert [catch_up_reviews(world.table, world.clock()) for _run in range(2)] == [3, 0]
    review = world.review(ReviewState.ASSIGNED, form=first)
    shown = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/{review.id}/forms/{first.id}")
    assert any(second.number in link for link in shown.links)


def test_two_records_of_one_name_come_onto_the_list_once(world: World) -> None:
    world.form()
    world.form(parent=world.parent())
    of_an_older_portal(world)

    found = len(world.ctx().store.queue(CHILD_PAIRS).rows)

    catch_up_reviews(world.table, world.clock())
    once = len(world.ctx().store.queue(CHILD_PAIRS).rows)
    catch_up_reviews(world.table, world.clock())

    assert once == found + 1
    assert len(world.ctx().store.queue(CHILD_PAIRS).rows) == once


def test_a_physician_with_revoked_forms_is_a_candidate(world: World) -> None:
    doctor = world.physician(standing=None)
    standing = world.standing(doctor, StandingState.VERIFIED, revoked_by_year={"2026": 2})
    of_an_older_portal(world)

    catch_up_reviews(world.table, world.clock())

    assert world.ctx().store.item(review_keys.revocations(standing.id)) is not None
