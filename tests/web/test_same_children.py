"""The list "same child?" (lifecycle H8): which signings put forms on it, and how an entry is closed."""

from chalicelib.domain.account import Role
from chalicelib.domain.child_pair import ChildPair, PairAnswer, PairState
from chalicelib.storage import keys
from chalicelib.storage.rows import CHILD_PAIRS
from tests.builders import KAI, World
from tests.portal import Portal

LIST = "/reviews/same-children"


def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def entries(world: World) -> list[str]:
    rows = world.table.whole_queue(keys.queue(CHILD_PAIRS), ceiling=100)
    return [str(item["PK"]).partition("#")[2] for item in rows]


def pair_of(world: World) -> ChildPair:
    (pair_id,) = entries(world)
    return world.ctx().store.get(ChildPair, pair_id)


def two_records_of_one_name(world: World) -> ChildPair:
    """Kai has a form; a second parent's request for a child of the same name and birth date is signed."""
    world.form()
    world.form(parent=world.parent())
    return pair_of(world)


class TestMatchAtSigning:
    def test_a_second_record_of_one_name_and_birth_date_puts_both_forms_on_the_list(self, world: World) -> None:
        first = world.form()
        second = world.form(parent=world.parent())

        pair = pair_of(world)

        assert (pair.first_form_id, pair.second_form_id) == (first.id, second.id)
        assert pair.first_child_id != pair.second_child_id

    def test_spelling_and_case_do_not_hide_a_match(self, world: World) -> None:
        world.form()
        parent = world.parent()
        world.form(parent=parent, child=world.child(parent, facts=KAI.with_changes(last_name="BRANDVOLD")))

        assert len(entries(world)) == 1

    def test_another_birth_date_is_no_match(self, world: World) -> None:
        world.form()
        other = KAI.with_changes(birth_date=KAI.birth_date.replace(day=1))
        parent = world.parent()
        world.form(parent=parent, child=world.child(parent, facts=other))

        assert entries(world) == []

    def test_of_very_many_records_of_one_name_each_is_on_the_list_and_every_form_can_be_signed(
        self, world: World
    ) -> None:
        """Given twenty families whose child has one name and birth date, and a physician who signs for all of them."""
        forms = [world.form(parent=world.parent()) for _record in range(20)]

        pairs = [world.ctx().store.get(ChildPair, each) for each in entries(world)]

        assert {each for pair in pairs for each in (pair.first_form_id, pair.second_form_id)} == {
            form.id for form in forms
        }

    def test_a_third_record_is_matched_with_each_of_the_two(self, world: World) -> None:
        for _record in range(3):
            world.form(parent=world.parent())

        assert len(entries(world)) == 3

    def test_the_physician_and_the_parents_see_nothing_of_it(self, world: World) -> None:
        physician = world.physician()
        world.form(physician=physician)
        form = world.form(parent=world.parent(), physician=physician)

        shown = world.browser(physician).get(f"/physicians/forms/{form.id}")

        assert "ame child" not in shown.words
        assert world.browser(physician).get(LIST).status == 403


class TestPage:
    def test_both_forms_stand_side_by_side_and_both_views_are_written(self, world: World) -> None:
        pair = two_records_of_one_name(world)

        browser = nurse(world)
        (link,) = [url for url in browser.get(LIST).links.values() if url.startswith(f"{LIST}/")]
        shown = browser.get(link)

        assert link == f"{LIST}/{pair.id}"
        assert shown.words.count("Kai Ignacio Brandvold") == 2
        assert [call.operation for call in shown.calls if not call.is_read] == ["PutItem", "PutItem"]
        assert sum(call.is_read for call in shown.calls) == 2

    def test_two_children_closes_the_entry_and_merges_nothing(self, world: World) -> None:
        pair = two_records_of_one_name(world)

        browser = nurse(world)
        done = browser.get(f"{LIST}/{pair.id}").press("Close this entry", answer="two_children")
        shown = done.follow()

        after = world.reload(pair)
        assert (after.state, after.answer) == (PairState.CLOSED, PairAnswer.TWO_CHILDREN)
        assert "These are two children" in shown.words
        assert entries(world) == []
        assert "No match waits for an answer" in browser.get(LIST).words

    def test_without_a_choice_it_is_asked_again(self, world: World) -> None:
        pair = two_records_of_one_name(world)

        shown = nurse(world).get(f"{LIST}/{pair.id}").press("Close this entry")

        assert shown.status == 422
        assert "two children" in shown.errors["answer"]

    def test_who_is_slower_reads_who_answered_and_when(self, world: World) -> None:
        pair = two_records_of_one_name(world)
        page = nurse(world).get(f"{LIST}/{pair.id}")
        officer = world.default_user(Role.OFFICER)
        world.browser(officer).get(f"{LIST}/{pair.id}").press("Close this entry", answer="same_child")

        shown = page.press("Close this entry", answer="two_children")

        assert shown.status == 409
        assert f"{officer.display_name} changed this: November 20, 2026" in shown.words
        assert world.reload(pair).answer == PairAnswer.SAME_CHILD
