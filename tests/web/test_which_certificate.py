"""A student can have several certificates: the page says which one the school files."""

from datetime import date

from chalicelib.domain.exemption import ExemptionForm
from tests.actions.test_correct_and_renew import correction, sign
from tests.builders import World
from tests.web.test_students import office


def replaced_and_new(world: World) -> tuple[ExemptionForm, ExemptionForm]:
    old = world.form()
    world.clock.advance(days=1)
    return old, sign(world, correction(world, old, treating_since=date(2021, 5, 4)).id)


def test_of_two_certificates_the_page_says_which_to_file(world: World) -> None:
    _old, new = replaced_and_new(world)

    words = office(world).get(f"/schools/pupils/{new.id}").words

    assert f"Print the certificate of form {new.number}, signed on November 20, 2026 File this one." in words
    assert f"Replaced. Do not file it. File the certificate of form {new.number}." in words


def test_the_replaced_certificate_says_so_itself(world: World) -> None:
    old, new = replaced_and_new(world)
    portal = office(world)

    assert "Do not file this certificate" in portal.get(f"/schools/pupils/{old.id}/certificate").words
    assert "Do not file this certificate" not in portal.get(f"/schools/pupils/{new.id}/certificate").words


def test_a_certificate_that_is_the_only_one_is_the_one_to_file(world: World) -> None:
    form = world.form()

    words = office(world).get(f"/schools/pupils/{form.id}").words

    assert "File this one." in words
    assert "Replaced" not in words
