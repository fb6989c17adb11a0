"""A school stores what stands on its letters once, and each letter shows who wrote and who recorded it."""

from typing import Any

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_schools import student_of
from tests.portal import Portal, Shown

HEAD = f"/schools/at/{SCHOOL_ID}/letterhead"
TYPED: dict[str, Any] = {
    "name": "Clovermead Elementary, Office of Health",
    "address": "1 Alder Lane\nBuilding B\nFresno, CA 93701",
    "telephone": "(559) 555-0188",
    "contact": "Philippa Underhill",
    "signer": "Wilhelmina Oakhurst, school nurse",
}


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def saved(portal: Portal, **typed: Any) -> Shown:
    return portal.get(HEAD).press("See the letterhead", **{**TYPED, **typed}).press("Save the letterhead").follow()


def letter(portal: Portal, student_id: str, **typed: Any) -> Shown:
    page = portal.get(f"/schools/students/{student_id}/letters")
    return page.press("See the letter", kind="immunizations-needed", calendar_checked="yes", **typed)


def test_what_is_typed_is_shown_on_paper_before_it_is_saved(world: World) -> None:
    portal = office(world)

    preview = portal.get(HEAD).press("See the letterhead", **TYPED)

    assert "Nothing is saved yet" in preview.words
    assert "Clovermead Elementary, Office of Health 1 Alder Lane Building B Fresno, CA 93701" in preview.words
    assert "As it is now" not in portal.get(HEAD).words
    changed = preview.press("Change it")
    assert changed.form("See the letterhead").values["signer"] == TYPED["signer"]


def test_each_letter_has_the_letterhead_and_offers_whom_to_call(world: World) -> None:
    portal, student_id = office(world), student_of(world)
    saved(portal)

    page = portal.get(f"/schools/students/{student_id}/letters")
    assert page.form("See the letter").values["contact"] == "Philippa Underhill"
    assert page.form("See the letter").values["telephone"] == "(559) 555-0188"

    words = letter(portal, student_id).words
    assert "Clovermead Elementary, Office of Health 1 Alder Lane Building B Fresno, CA 93701 (559) 555-0188" in words
    assert "Wilhelmina Oakhurst, school nurse" in words
    assert "Philippa Underhill" in words


def test_without_a_letterhead_the_letter_is_signed_by_whom_to_call_and_the_directory_gives_the_address(
    world: World,
) -> None:
    portal, student_id = office(world), student_of(world)

    words = letter(portal, student_id, contact="Philippa Underhill", telephone="(559) 555-0188").words

    assert world.ctx().store.facility(SCHOOL_ID).name in words  # type: ignore[union-attr]
    assert "Philippa Underhill" in words


def test_of_two_who_change_it_at_once_the_second_is_asked_to_look(world: World) -> None:
    portal = office(world)
    saved(portal)
    first, second = (portal.get(HEAD).press("See the letterhead", **TYPED) for _ in range(2))
    first.press("Save the letterhead")
    saved(portal, signer="Someone else, principal")

    late = second.press("Save the letterhead")

    assert late.status == 409
    assert "Someone else, principal" in portal.get(HEAD).words


def test_an_address_of_five_lines_is_refused_at_its_field(world: World) -> None:
    page = office(world).get(HEAD).press("See the letterhead", **{**TYPED, "address": "1\n2\n3\n4\n5"})

    assert page.status == 422
    assert "four lines at most" in page.words


def test_the_list_of_letters_says_who_recorded_each_and_when(world: World) -> None:
    portal, student_id = office(world), student_of(world)
    printed = letter(portal, student_id, contact="Philippa Underhill", telephone="(559) 555-0188")

    page = printed.press("Record as given").follow()

    person = world.default_user(Role.SCHOOL)
    assert f"Recorded by {person.display_name} on November 20, 2026" in page.words


def test_the_letterhead_of_another_school_is_not_found(world: World) -> None:
    saved(office(world))
    elsewhere = world.browser(world.school_person(facility_ids=("19647336019999",)))

    assert elsewhere.get(HEAD).status == 404
