"""An address of another state is printed with that state: on the statutory form, the certificate and the letters."""

from chalicelib.domain.account import Address, Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ParentFacts, PrimaryCare
from chalicelib.domain.review import ReviewState
from tests.builders import World
from tests.web.letter_cases import letter_to, no_one_can_be_mailed, owe_letters
from tests.web.parents_story import parents_browser

AT_HOME = Address(street="9 Juniper Row", city="Klamath Falls", state="OR", zip_code="97601")
PRACTICE = Address(street="77 Truckee Lane", city="Reno", state="NV", zip_code="89501")
CARE = Address(street="5 Mesa Court", city="Yuma", state="AZ", zip_code="85364")


def signed(world: World) -> ExemptionForm:
    """A form of a family in Oregon, by a physician with a practice in Nevada; one in Arizona gives primary care."""
    doctor = world.physician(physician=world.profile(business_address=PRACTICE))
    care = PrimaryCare(
        name="Rosalind Achterberg",
        license="A 41002",
        business_address=CARE,
        telephone="(928) 555-0111",
        why_not_issuer="The family moved here in May",
    )
    parent = ParentFacts(name="Marisol Brandvold", relationship="mother", address=AT_HOME)
    asked = world.step(world.request(), Action.EDIT_REQUEST, actor=world.default_user(Role.PARENT), parent=parent)
    return world.form(request=asked, physician=doctor, draft={"is_primary_care": False, "primary_care": care})


def test_the_printed_form_names_the_state_of_each_address(world: World) -> None:
    form = signed(world)
    words = parents_browser(world).get(f"/parents/forms/{form.id}/statutory-form").words
    assert "77 Truckee Lane, Reno, NV 89501" in words
    assert "5 Mesa Court, Yuma, AZ 85364" in words
    assert "9 Juniper Row, Klamath Falls, OR 97601" in words


def test_the_certificate_names_the_state_of_the_school(world: World) -> None:
    words = parents_browser(world).get(f"/parents/forms/{signed(world).id}/school-certificate").words
    assert "300 Juniper Hollow Road, Alhambra, CA 91803" in words


def test_the_letters_go_to_the_state_of_each_address(world: World) -> None:
    """Given a decision of the state, when its letters are printed, then the parent's goes to Oregon and the physician's
    to Nevada."""
    form = signed(world)
    review = world.review(ReviewState.DECIDED, form=form)
    days = {"start_by": "2026-12-21", "appeal_by": "2026-12-21"}
    owe_letters(world, NoticeKind.EXEMPTION_REVOKED, form, review_id=review.id, **days)
    no_one_can_be_mailed(world)
    staff = world.browser(world.default_user(Role.REVIEWER))
    assert "Klamath Falls, OR 97601" in staff.get("/letters/" + letter_to(world, "account", form.guardian_ids[0])).words
    assert "Reno, NV 89501" in staff.get("/letters/" + letter_to(world, "account", form.physician_id)).words
