"""A physician who writes the same words in hundreds of forms: signing costs the same, and the case counts them all."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.actions.retention.purge_case import purge_cases
from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Vaccine
from chalicelib.storage.keys import Key
from chalicelib.storage.same_words import NAMED_AT_MOST, SaidIn, entries
from chalicelib.storage.table import Item, typed
from infra.catch_up_reviews import catch_up_reviews
from tests.actions.physicians import correction, sign
from tests.builders import World, line
from tests.checks.memory_tables import size_of
from tests.portal import Shown

_LETTERS = str.maketrans("0123456789", "abcdefghij")
WORDS = "Allergic to a component of the vaccine, by history."


def other_forms(count: int) -> set[str]:
    """Entries of so many forms signed before, as a release without a bound wrote them: one for each of two lines."""
    first = date(2025, 1, 1)
    return {
        SaidIn(
            first + timedelta(days=each // 9), f"{each:05}".translate(_LETTERS) * 5, vaccine, "7QKM-3VXR-9TC"
        ).written()
        for each in range(count)
        for vaccine in (Vaccine.MMR, Vaccine.VAR)
    }


def planted(world: World, form: ExemptionForm, others: int) -> Key:
    """The list of the form's words as a release without a bound had it, with so many other forms."""
    [(key, said)] = entries(form, world.ctx().keyed_hash).items()
    world.table.replace_many([{**key.as_item(), "said_in": {said.written(), *other_forms(others)}}], ())
    return key


def list_at(world: World, key: Key) -> Item:
    return world.table.get_many([key])[key]


def one_line(world: World, **facts: Any) -> ExemptionForm:
    return world.form(lines=(line(description=WORDS),), **facts)


def case_of(world: World, form: ExemptionForm) -> Shown:
    review = world.review(ReviewState.ASSIGNED, form=form)
    return world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/{review.id}/forms/{form.id}")


@pytest.mark.parametrize("others", [5, 500])
def test_signing_the_same_words_costs_the_same_after_500_forms_as_after_5(world: World, others: int) -> None:
    """Given a physician with other forms of these words, when a further form is signed, then the list is one unit of a
    write: bounded, with the newest form by name and the count of all."""
    key = planted(world, one_line(world), others)

    newest = one_line(world, parent=world.parent())

    item = list_at(world, key)
    assert size_of(typed(item)) < 1024
    assert len(item["said_in"]) <= NAMED_AT_MOST
    assert len(item["said_in"]) + item["unnamed"] == others + 2
    assert any(newest.id in entry for entry in item["said_in"])


def test_a_case_names_the_first_and_the_newest_and_counts_every_other_form(world: World) -> None:
    form = one_line(world)
    planted(world, form, 500)

    shown = case_of(world, form)

    assert "Same words in 500 other forms:" in shown.words
    assert shown.words.count("Form 7QKM-3VXR-9TC, signed January 1, 2025") == 1
    assert "Form 7QKM-3VXR-9TC, signed February 25, 2025" in shown.words
    assert f"{500 - NAMED_AT_MOST} more forms, not listed here" in shown.words
    assert "500Other forms with these words" in shown.words


def test_the_form_and_the_one_it_replaces_are_no_others_where_the_list_no_longer_names_them(world: World) -> None:
    """Given a form and its correction that stand in the list by count alone, when the case is opened, then neither is
    counted as another."""
    old = one_line(world)
    key = planted(world, old, 40)
    new = sign(world, correction(world, old).id)
    listed = list_at(world, key)
    left = {entry for entry in listed["said_in"] if old.id not in entry and new.id not in entry}
    hidden = listed["unnamed"] + len(listed["said_in"]) - len(left)
    world.table.replace_many([{**key.as_item(), "said_in": left, "unnamed": hidden}], ())

    shown = case_of(world, new)

    assert "Same words in 40 other forms:" in shown.words


def test_two_long_lists_of_different_words_are_counted_as_at_least(world: World) -> None:
    lines = (line(Vaccine.MMR, description=WORDS), line(Vaccine.VAR, description="An aunt has it, too"))
    form = world.form(lines=lines)
    for place, said in entries(form, world.ctx().keyed_hash).items():
        count = 30 if said.vaccine is Vaccine.MMR else 20
        world.table.replace_many([{**place.as_item(), "said_in": {said.written(), *other_forms(count)}}], ())

    shown = case_of(world, form)

    assert "Same words in 30 other forms:" in shown.words
    assert "Same words in 20 other forms:" in shown.words
    assert "30At least this many other forms have these words" in shown.words


def test_a_purged_form_leaves_the_count_named_or_not(world: World) -> None:
    form, further = one_line(world), one_line(world, parent=world.parent())
    key = planted(world, form, 0)
    listed = {entry for entry in list_at(world, key)["said_in"] if form.id not in entry}
    world.table.replace_many([{**key.as_item(), "said_in": listed | other_forms(1), "unnamed": 2}], ())

    for gone in (form, further):
        purge_cases(world.ctx(), [world.ctx().store.get(ExemptionForm, gone.id)], RetentionClass.CHILD_GROWN_UP)

    assert list_at(world, key)["unnamed"] == 0


def test_catching_up_counts_a_list_whole_that_says_too_much(world: World) -> None:
    form = one_line(world)
    key = planted(world, form, 3)

    written = [catch_up_reviews(world.table, world.clock()) for _run in range(2)]

    assert written == [1, 0]
    item = list_at(world, key)
    assert (len(item["said_in"]), item["unnamed"]) == (1, 0)
