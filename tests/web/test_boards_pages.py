"""A licensing board's home: the reports name the licensee whom they are about, to the board and to no one else."""

from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.lift_bar import LiftCommand, lift_bar
from chalicelib.domain.account import Account, Role
from chalicelib.domain.standing import standing_id
from tests.builders import PASSWORD, World
from tests.web.letter_cases import no_one_can_be_mailed

WHY = "Forms for whole classes without any examination"
NAMED = "Physician: Ottilie Vandermeer, license A 71234"


def barred(world: World) -> Account:
    """A licensee of the Medical Board whose new forms are not accepted."""
    doctor = world.physician(
        first_name="Ottilie", last_name="Vandermeer", physician=world.profile(license_number="71234")
    )
    assert doctor.physician
    bar_physician(world.ctx(world.default_user(Role.OFFICER)), standing_id(doctor.physician), WHY, PASSWORD, None)
    return doctor


def test_the_report_of_a_bar_names_the_physician_and_the_license(world: World) -> None:
    barred(world)

    shown = world.browser(world.board_person()).get("/boards/news")

    assert "New forms of a physician are not accepted" in shown.words
    assert NAMED in shown.words
    assert "Vandermeer" not in "".join(shown.links.values())


def test_so_does_the_report_of_its_end(world: World) -> None:
    doctor = barred(world)
    assert doctor.physician
    world.clock.set("2028-11-21")
    lift_bar(
        world.ctx(world.default_user(Role.OFFICER)),
        LiftCommand(standing_id(doctor.physician), None, "The risk is gone", world.clock.today, PASSWORD),
    )

    shown = world.browser(world.board_person()).get("/boards/news")

    assert shown.words.count(NAMED) == 2
    assert sum(call.is_read for call in shown.calls) == 3


def test_the_other_board_learns_nothing(world: World) -> None:
    barred(world)

    assert "Vandermeer" not in world.browser(world.board_person(board="OMBC")).get("/boards/news").words


def test_the_letter_to_a_board_without_a_user_names_the_physician_too(world: World) -> None:
    barred(world)
    no_one_can_be_mailed(world)
    browser = world.browser(world.default_user(Role.REVIEWER))
    (address,) = {
        link
        for link in browser.get("/letters").links.values()
        if link.startswith("/letters/board") and not link.endswith("/mark-posted")
    }

    letter = browser.get(address)

    assert "Ottilie Vandermeer, license A 71234" in letter.words
