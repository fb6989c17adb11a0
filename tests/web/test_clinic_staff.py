"""Clinic staff prepare a form for the physician who invited them; only the physician signs."""

from datetime import date

import pytest

from chalicelib.domain.account import Account, LicenseProof, Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from tests.builders import KAI, World
from tests.checks.recipients import events_of
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD
from tests.portal import Portal, Shown
from tests.web.physician_pages import boxes, sign

STAFF_PAGE = "/physicians/clinic-staff"
NEW = "assistant@clinic.example"


def invited(world: World, doctor: Account, email: str = NEW) -> Shown:
    return world.browser(doctor).get(STAFF_PAGE).press("Send the invitation", email=email)


def prepared(portal: Portal, request: ExemptionRequest) -> Shown:
    """Open the request and fill in the whole form; return the preview."""
    shown = portal.get("/clinic").press(
        "Open the request", number=request.number, **boxes("birth_date", KAI.birth_date)
    )
    shown = portal.get(shown.follow().links["The details are right: continue"])
    days = {**boxes("examined_on", date(2026, 11, 18)), **boxes("treating_since", date(2020, 1, 1))}
    shown = shown.press("Continue", is_primary_care="yes", **days).follow()
    shown = shown.press("Continue", vaccines=["VAR"]).follow()
    reason = {"reason_codes": ["LIVE-GEL"], "description": "Severe gelatin allergy", "kind": "permanent"}
    return shown.press("Continue", **reason).follow()


def handed_over(world: World, staff: Account, request: ExemptionRequest) -> Shown:
    portal = world.browser(staff)
    preview = prepared(portal, request)
    return portal.get(preview.links["Continue to hand over"]).press("Hand over").follow()


def test_an_invited_person_registers_and_must_set_up_two_step_verification(world: World) -> None:
    doctor = world.default_user(Role.PHYSICIAN)
    assert "Invited" in invited(world, doctor).follow().words
    browser = world.browser()
    browser.get(newest_link(world.table, NoticeKind.INVITATION)).press(
        "Open my account", first_name="Wanda", last_name="Achebe", password=PASSWORD
    )
    page = world.browser(doctor).get(STAFF_PAGE)
    assert "Wanda Achebe" in page.words
    assert "Has access" in page.words
    (staff_id,) = world.ctx(doctor).account_bundle.ids("clinic_staff")
    staff = world.ctx().store.get(Account, staff_id)
    assert (staff.role, staff.prepares_for) == (Role.CLINIC_STAFF, doctor.id)
    assert staff.must_set_up_second_step


def test_staff_prepare_and_hand_over_and_the_physician_signs(world: World) -> None:
    request, staff, doctor = world.request(), world.clinic_staff(), world.default_user(Role.PHYSICIAN)
    after = handed_over(world, staff, request)
    assert "Handed over" in after.words
    assert {each.recipient.id for each in notices_of(world.table, NoticeKind.DRAFT_HANDED_OVER)} == {doctor.id}

    portal = world.browser(doctor)
    home = portal.get("/physicians")
    assert f"prepared by {staff.display_name}: check and sign" in home.words
    check = portal.get(f"/physicians/drafts/{request.id}/check")
    assert f"Prepared by {staff.display_name}, clinic staff" in check.words
    page = portal.get(check.links["Continue to sign"])
    assert f"Prepared by {staff.display_name}, clinic staff" in page.words
    assert sign(page, doctor.display_name).follow().heading == "The exemption is issued"
    form = world.ctx().store.get(ExemptionForm, world.reload(request).form_id)
    assert (form.physician_id, form.physician_name) == (doctor.id, doctor.display_name)
    draft = world.ctx().store.get(FormDraft, request.id)
    acts = [(event.kind, event.actor_id) for event in events_of(world.table, draft)]
    assert [kind for kind, actor in acts if actor == doctor.id] == ["form_draft.issue_exemption"]
    assert ("form_draft.hand_over_draft", staff.id) in acts
    assert KAI.full_name not in world.browser(staff).get("/clinic").words
    assert world.browser(staff).get(f"/physicians/forms/{form.id}").status == 403
    assert world.browser(staff).get(f"/physicians/drafts/{request.id}").status == 409


def test_what_was_handed_over_is_not_to_do_and_is_not_asked_for_again(world: World) -> None:
    request, staff = world.request(), world.clinic_staff()
    handed_over(world, staff, request)
    portal = world.browser(staff)
    assert "hand over Handed over" in portal.get(f"/physicians/drafts/{request.id}").words
    again = portal.get(f"/clinic/drafts/{request.id}/hand-over")
    assert (again.status, again.location) == (303, f"/physicians/drafts/{request.id}/check")
    doctors = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/drafts/{request.id}")
    assert "and sign To do" in doctors.words


def test_a_change_after_the_hand_over_takes_it_back(world: World) -> None:
    request, staff = world.request(), world.clinic_staff()
    handed_over(world, staff, request)
    page = world.browser(staff).get(f"/physicians/drafts/{request.id}/vaccines")
    page.press("Continue", vaccines=["VAR", "MMR"])
    assert world.ctx().store.get(FormDraft, request.id).handed_over_at is None
    home = world.browser(world.default_user(Role.PHYSICIAN)).get("/physicians")
    assert f"{staff.display_name} prepares the form" in home.words


@pytest.mark.parametrize("act", ["sign", "release", "decline", "documents", "license", "patients", "staff"])
def test_staff_never_do_what_is_the_physicians(world: World, act: str) -> None:
    request = world.request(RequestState.OPENED)
    address = {
        "sign": f"/physicians/drafts/{request.id}/sign",
        "release": f"/physicians/requests/{request.id}/release",
        "decline": f"/physicians/requests/{request.id}/decline",
        "documents": f"/documents/draft/{request.id}",
        "license": "/physicians/license",
        "patients": "/physicians",
        "staff": STAFF_PAGE,
    }[act]
    portal = world.browser(world.clinic_staff())
    assert (portal.get(address).status, portal.post(address).status) in {(403, 403), (403, 405)}


def test_staff_of_another_clinic_see_nothing_and_open_nothing(world: World) -> None:
    request = world.request()
    handed_over(world, world.clinic_staff(), request)
    portal = world.browser(world.clinic_staff(world.physician()))
    assert "Nothing waits" in portal.get("/clinic").words
    for page in ("", "/check", "/examination"):
        assert portal.get(f"/physicians/drafts/{request.id}{page}").status == 404
    assert portal.get(f"/clinic/drafts/{request.id}/hand-over").status == 404
    assert portal.get(f"/physicians/requests/{request.id}").status == 404


def test_ended_staff_are_out_with_their_next_page_even_in_an_open_browser(world: World) -> None:
    request, staff, doctor = world.request(), world.clinic_staff(), world.default_user(Role.PHYSICIAN)
    portal = world.browser(staff)
    prepared(portal, request)
    page = world.browser(doctor).get(f"{STAFF_PAGE}/{staff.id}/end")
    assert page.press("End this access").location == STAFF_PAGE
    assert portal.get(f"/physicians/drafts/{request.id}").location.startswith("/sign-in")
    again = world.browser(world.reload(staff))
    assert again.get(f"/physicians/drafts/{request.id}").status == 404
    assert "You prepare forms for no physician now" in again.get("/clinic").words


def test_a_withdrawn_invitation_opens_nothing_and_a_second_one_makes_no_second_person(world: World) -> None:
    doctor = world.default_user(Role.PHYSICIAN)
    invited(world, doctor)
    listed = invited(world, doctor).follow()
    (end,) = (url for url in listed.links.values() if url.endswith("/end"))
    assert listed.words.count(NEW) == 2  # in its row, and in the link's name
    link = newest_link(world.table, NoticeKind.INVITATION)
    world.browser(doctor).get(end).press("Withdraw the invitation")
    assert world.browser().get(link).status == 410


def test_who_was_ended_can_prepare_for_another_physician(world: World) -> None:
    staff, other = world.clinic_staff(), world.physician(last_name="Castellanos")
    world.browser(world.default_user(Role.PHYSICIAN)).get(f"{STAFF_PAGE}/{staff.id}/end").press("End this access")
    invited(world, other, staff.email)
    assert "You prepare forms for Thaddeus Castellanos" in world.browser(staff).get("/clinic").words


def test_whether_an_address_is_a_familys_is_not_told(world: World) -> None:
    parent, staff = world.parent(), world.clinic_staff()
    doctor = world.default_user(Role.PHYSICIAN)
    assert invited(world, doctor, parent.email).location == STAFF_PAGE
    assert world.reload(parent).role is Role.PARENT
    assert invited(world, doctor, staff.email).errors == {"email": "This person has access already."}


def test_an_unfinished_form_is_not_handed_over(world: World) -> None:
    request = world.opened(world.request(), world.default_user(Role.PHYSICIAN), lines=())
    page = world.browser(world.clinic_staff()).get(f"/clinic/drafts/{request.id}/hand-over")
    assert page.location == f"/physicians/drafts/{request.id}/vaccines"


def test_a_physician_ends_the_access_of_no_other_clinic(world: World) -> None:
    staff = world.clinic_staff(world.physician())
    browser = world.browser(world.default_user(Role.PHYSICIAN))
    assert browser.get(f"{STAFF_PAGE}/{staff.id}/end").status == 404
    assert world.reload(staff).prepares_for


def test_nothing_is_prepared_for_a_physician_whose_license_is_not_proven(world: World) -> None:
    request, staff, doctor = world.request(), world.clinic_staff(), world.default_user(Role.PHYSICIAN)
    handed_over(world, staff, request)
    work = world.work(Action.CHECK_LICENSE)
    work.update(doctor, world.reload(doctor).with_changes(license_proof=LicenseProof.NONE))
    work.commit()
    portal = world.browser(staff)
    assert portal.get(f"/physicians/drafts/{request.id}").status == 403
    assert KAI.full_name not in portal.get("/clinic").words
    assert world.browser(doctor).get(STAFF_PAGE).status in {303, 403}


def test_the_parent_reads_who_of_the_clinic_looked(world: World) -> None:
    request, staff = world.request(), world.clinic_staff()
    handed_over(world, staff, request)
    parent = world.browser(world.default_user(Role.PARENT))
    views = parent.get(f"/parents/children/{request.child_id}/views")
    assert staff.display_name in views.words
    assert "Clinic staff" in views.words
    assert staff.practice in views.words
