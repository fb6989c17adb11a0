"""The exemption form page by page: what each field needs, what the law refuses, and the signature."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.actions.physicians import draft_of, opened, same_child
from tests.builders import World, line
from tests.portal import Shown
from tests.web.physician_pages import boxes, sign, views_of

PCP = {
    "name": "Rosalind Achterberg",
    "license": "G 41002",
    "street": "12 Elm Street",
    "city": "Fresno",
    "state": "CA",
    "zip_code": "93701",
    "telephone": "559 555 0111",
    "why_not_issuer": "The child is followed at our clinic",
}
SAID = {"reason_codes": ["LIVE-CHEMO"], "description": "Chemotherapy", "kind": "temporary"}


def at(world: World, request: ExemptionRequest, page: str = "") -> Shown:
    """A page of the request's draft, in a fresh browser of the physician."""
    return world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/drafts/{request.id}{page}")


class TestParts:
    def test_the_list_says_what_is_done_and_what_is_open(self, world: World) -> None:
        request = opened(world, lines=(), examined_on=None)
        page = at(world, request)
        assert "See what will be issued, and sign After the other parts" in page.words
        assert page.links["Examination"] == f"/physicians/drafts/{request.id}/examination"
        ready = opened(world)
        assert at(world, ready).links["See what will be issued, and sign"] == f"/physicians/drafts/{ready.id}/check"

    def test_an_unfinished_form_is_neither_checked_nor_signed(self, world: World) -> None:
        request = opened(world, lines=())
        assert at(world, request, "/check").location == f"/physicians/drafts/{request.id}/vaccines"
        assert at(world, request, "/sign").location == f"/physicians/drafts/{request.id}/vaccines"

    @pytest.mark.parametrize("page", ["", "/examination", "/primary-care", "/vaccines", "/lines/1", "/check", "/sign"])
    def test_each_page_records_one_view_and_is_only_for_who_has_the_request(self, world: World, page: str) -> None:
        request = opened(world)
        assert at(world, request, page).status == 200
        assert views_of(world, request.child_id) == ["form"]
        stranger = world.browser(world.physician(last_name="Someone-Else"))
        assert stranger.get(f"/physicians/drafts/{request.id}{page}").status == 404
        assert (
            world.browser(world.default_user(Role.PARENT)).get(f"/physicians/drafts/{request.id}{page}").status == 403
        )
        world.step(request, Action.CANCEL_REQUEST, actor=world.default_user(Role.PARENT), state=RequestState.CANCELED)
        assert at(world, request, page).status == 404
        assert views_of(world, request.child_id) == ["form"]

    @pytest.mark.parametrize(("vaccine", "shown"), [(Vaccine.MMR, True), (Vaccine.TDAP, False)])
    def test_a_vaccine_of_combined_products_is_made_as_a_single_one_too(
        self, world: World, vaccine: Vaccine, *, shown: bool
    ) -> None:
        page = at(world, opened(world, lines=(line(vaccine),)), "/lines/1")

        assert ("because it is made as a single vaccine too" in page.words) is shown
        assert ("MMRV" in page.words) is shown
        assert "Tdap is not part of a combined vaccine" not in page.words

    @pytest.mark.parametrize("place", ["0", "2", "x", "-1", "99", "²"])
    def test_a_line_that_the_form_does_not_have(self, world: World, place: str) -> None:
        assert at(world, opened(world), f"/lines/{place}").status in {400, 404}

    @pytest.mark.parametrize("page", ["/examination", "/vaccines", "/lines/1", "/check", "/sign"])
    def test_pages_of_a_request_read_at_most_twice(self, world: World, page: str) -> None:
        shown = at(world, opened(world), page)
        reads = [call.operation for call in shown.calls if call.operation in {"BatchGetItem", "Query", "GetItem"}]
        assert len(reads) <= 2


class TestExamination:
    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("examined_on", None, "Enter the date when you examined the child"),
            ("examined_on", date(2026, 11, 21), "This date is still to come"),
            ("treating_since", None, "Enter the date when you began to treat the child"),
            ("treating_since", date(2019, 3, 13), "before the child was born"),
            ("is_primary_care", "", "Choose who gives the child primary care"),
            ("is_primary_care", "perhaps", "Choose who gives the child primary care"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(
        self, world: World, field: str, typed: date | str | None, message: str
    ) -> None:
        fields = boxes(field, typed) if not isinstance(typed, str) else {field: typed}
        page = at(world, opened(world), "/examination").press("Continue", **fields)
        assert page.status == 422
        assert message in page.errors[field]

    def test_the_answers_come_back_to_change(self, world: World) -> None:
        page = at(world, opened(world), "/examination")
        values = page.form("Continue").values
        assert (values["examined_on_month"], values["examined_on_year"], values["is_primary_care"]) == (
            "11",
            "2026",
            "yes",
        )

    @pytest.mark.parametrize(
        ("field", "typed"),
        [*((name, "") for name in PCP), ("zip_code", "9370"), ("telephone", "555"), ("name", "x" * 101)],
    )
    def test_each_item_of_the_primary_care_physician_is_needed(self, world: World, field: str, typed: str) -> None:
        request = opened(world, is_primary_care=False)
        page = at(world, request, "/primary-care").press("Continue", **{**PCP, field: typed})
        assert page.status == 422
        assert list(page.errors) == [field]

    def test_the_primary_care_physician_is_kept(self, world: World) -> None:
        request = opened(world, is_primary_care=False)
        page = at(world, request, "/primary-care").press("Continue", **PCP)
        assert page.location == f"/physicians/drafts/{request.id}/check"
        kept = draft_of(world, request.id).primary_care
        assert kept
        assert (kept.license, kept.telephone) == ("G 41002", "(559) 555-0111")

    def test_the_practice_may_be_in_another_state_and_have_an_extension(self, world: World) -> None:
        """Given a doctor in Reno whose phone has an extension, then the form says both as they are."""
        request = opened(world, is_primary_care=False)
        reno = {"city": "Reno", "state": "NV", "zip_code": "89501", "telephone": "775-555-0142 x 4"}
        at(world, request, "/primary-care").press("Continue", **{**PCP, **reno})
        kept = draft_of(world, request.id).primary_care
        assert kept
        assert (kept.business_address.state, kept.telephone) == ("NV", "(775) 555-0142 ext. 4")


class TestPrimaryCareByNoPhysician:
    """A child in foster care, or new here, may have no primary care physician; a nurse practitioner may be the one."""

    def test_a_child_without_one_needs_only_the_explanation(self, world: World) -> None:
        request = opened(world, is_primary_care=None)
        page = at(world, request, "/examination").press("Continue", is_primary_care="no_one").follow()
        assert page.form("Continue").names == ("why_not_issuer",)
        done = page.press("Continue", why_not_issuer="The child came to California in May")
        assert done.location == f"/physicians/drafts/{request.id}/check"
        assert "The child has no primary care physician" in done.follow().words

    def test_a_nurse_practitioner_needs_no_license_number(self, world: World) -> None:
        request = opened(world, is_primary_care=None)
        page = at(world, request, "/examination").press("Continue", is_primary_care="other_clinician").follow()
        done = page.press("Continue", **{**PCP, "license": ""})
        assert done.location == f"/physicians/drafts/{request.id}/check"

    def test_another_answer_asks_for_the_person_again(self, world: World) -> None:
        request = opened(world, is_primary_care=None)
        page = at(world, request, "/examination").press("Continue", is_primary_care="no_one").follow()
        page.press("Continue", why_not_issuer="The child came to California in May")
        again = at(world, request, "/examination").press("Continue", is_primary_care="no")
        assert again.location == f"/physicians/drafts/{request.id}/primary-care"
        assert "name" in again.follow().form("Continue").names


class TestVaccines:
    def test_only_what_the_span_asks_for_is_offered(self, world: World) -> None:
        page = at(world, opened(world, lines=()), "/vaccines")
        assert "Hib" not in page.words
        assert "Hepatitis B" in page.words
        assert "Continue" in page.words

    def test_grade_7_says_what_hepatitis_b_is_for(self, world: World) -> None:
        request = opened(world, request={"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_7}, lines=())
        assert "Hepatitis B is not needed to move up to grade 7" in at(world, request, "/vaccines").words

    @pytest.mark.parametrize("typed", [None, ["HIB"], ["NO-SUCH"]])
    def test_nothing_or_the_wrong_thing_chosen(self, world: World, typed: list[str] | None) -> None:
        page = at(world, opened(world, lines=()), "/vaccines").press("Continue", vaccines=typed)
        assert page.status == 422
        assert "vaccines" in page.errors


class TestLine:
    def test_reasons_stand_in_groups_and_non_reasons_cannot_be_chosen(self, world: World) -> None:
        page = at(world, opened(world), "/lines/1")
        offered = [box.get("value", "") for box in page.html.iter("input") if box.get("name") == "reason_codes"]
        for group in ("Contraindications", "Precautions", "Documented immunity", "Other", "These are not reasons"):
            assert group in page.words
        assert {"LIVE-CHEMO", "OTHER-SOC", "LIVE-IG-141"} <= set(offered)
        assert not any(code.startswith(("MIS-", "MMRV-")) for code in offered)
        assert "Egg allergy" in page.words
        assert "Only for a temporary exemption. From November 21, 2026 through November 20, 2027" in page.words

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"reason_codes": None}, "reason_codes", "Choose at least one reason"),
            ({"reason_codes": ["MIS-02"]}, "reason_codes", "do not see this as a reason"),
            ({"description": " "}, "description", "Describe the medical reason"),
            ({"description": "x" * 4001}, "description", "4000"),
            ({"kind": ""}, "kind", "Choose permanent or temporary"),
            ({"kind": "permanent"}, "expires_on", "no end date"),
            (boxes("expires_on", None), "expires_on", "needs an end date"),
            ({"expires_on_month": "13"}, "expires_on", "The month must be 1 to 12"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(
        self, world: World, changes: dict[str, object], field: str, message: str
    ) -> None:
        page = at(world, opened(world), "/lines/1").press(
            "Continue", **{**SAID, **boxes("expires_on", date(2027, 5, 1)), **changes}
        )
        assert page.status == 422
        assert message in page.errors[field]

    def test_case_2_the_latest_date_is_one_press_away(self, world: World) -> None:
        request = opened(world)
        page = at(world, request, "/lines/1").press("Continue", **SAID, **boxes("expires_on", date(2027, 11, 21)))
        assert page.status == 422
        assert "The latest date you can choose is November 20, 2027" in page.errors["expires_on"]
        page = page.press("Use November 20, 2027 and continue")
        assert page.location == f"/physicians/drafts/{request.id}/check"
        assert draft_of(world, request.id).lines[0].expires_on == date(2027, 11, 20)

    def test_without_a_refusal_the_button_is_not_there(self, world: World) -> None:
        assert "and continue" not in at(world, opened(world), "/lines/1").words

    def test_case_11_a_blood_product_gives_the_end(self, world: World) -> None:
        request = opened(world.at("2026-02-02"))
        page = at(world, request, "/lines/1").press(
            "Continue",
            reason_codes=["LIVE-IG-141"],
            description="Kawasaki disease, IGIV",
            kind="temporary",
            **boxes("product_on", date(2026, 1, 31)),
            **boxes("expires_on", None),
        )
        assert "Valid through December 31, 2026" in page.follow().words

    def test_too_early_a_form_says_from_when_it_can_be_signed(self, world: World) -> None:
        request = opened(
            world.at("2026-08-15"),
            request={"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_6, "planned_first_day": date(2027, 8, 16)},
            lines=(line(kind=LineKind.PERMANENT),),
        )
        assert "sign it on or after August 16, 2026" in at(world, request, "/lines/1").words
        check = at(world, request, "/check")
        assert "You can sign on or after August 16, 2026" in check.words
        assert "Continue to sign" not in check.words


class TestCheck:
    def test_it_shows_each_vaccine_with_its_reason_and_the_schools_answer(self, world: World) -> None:
        page = at(world, opened(world, lines=(line(expires_on=date(2027, 5, 1)),)), "/check")
        assert "Valid from November 20, 2026" in page.words
        assert "Valid through May 1, 2027" in page.words
        assert "Admit the child through May 1, 2027, and review the record every 30 days" in page.words
        assert "Moderate or severe acute illness" in page.words

    def test_an_exemption_in_force_is_told_before_the_signature(self, world: World) -> None:
        child = same_child(world)
        world.form(child=child)
        page = at(world, opened(world, request={"child": child}), "/check")
        assert "There is an exemption already" in page.words
        assert "Continue to sign" not in page.words

    def test_a_missing_school_is_told_with_the_law(self, world: World) -> None:
        page = at(world, opened(world, request={"school": None, "not_enrolled_yet": True}), "/check")
        assert "Ask the parent to add it" in page.words
        assert "Continue to sign" not in page.words


class TestSign:
    def test_all_that_is_left_out_is_told_at_once(self, world: World) -> None:
        page = sign(
            at(world, opened(world), "/sign"),
            "",
            password="",
            examination_certified=None,
            truth_certified=None,
            no_charge_attested=None,
        )
        assert set(page.errors) == {
            *("examination_certified", "truth_certified", "no_charge_attested"),
            *("signed_name", "password"),
        }

    def test_nothing_certified_is_refused_in_the_laws_words(self, world: World) -> None:
        page = sign(
            at(world, opened(world), "/sign"),
            world.default_user(Role.PHYSICIAN).display_name,
            examination_certified=None,
            truth_certified=None,
            no_charge_attested=None,
        )
        assert page.status == 422
        assert set(page.errors) == {"examination_certified", "truth_certified", "no_charge_attested"}
        assert "You cannot charge for this form" in page.errors["no_charge_attested"]
        assert "section 120372(a)(3)" in page.words

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"password": ""}, "password"),
            ({"password": "not it"}, "password"),
            ({"password": "x" * 1025}, "password"),
            ({"signed_name": ""}, "signed_name"),
            ({"signed_name": "Pat Lee"}, "signed_name"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, world: World, changes: dict[str, str], field: str) -> None:
        request = opened(world)
        page = sign(at(world, request, "/sign"), world.default_user(Role.PHYSICIAN).display_name, **changes)
        assert page.status == 422
        assert list(page.errors) == [field]
        assert not draft_of(world, request.id).is_signed

    def test_a_wrong_password_and_another_name_are_told_at_once_and_the_guess_counts(self, world: World) -> None:
        """Given a wrong password and a name that is not the signer's, when they are sent, then both are told in one
        round, and after five of them the right password waits, too: the name gives no free guess."""
        request, name = opened(world), world.default_user(Role.PHYSICIAN).display_name
        page = at(world, request, "/sign")
        for _ in range(5):
            page = sign(page, "Pat Lee", password="not it at all")
            assert page.status == 422
            assert page.errors == {
                "password": "This is not your password. Type it again.",
                "signed_name": f"Type your name as shown in your account: {name}",
            }
        page = sign(page, "Pat Lee")
        assert page.status == 429
        assert "signed_name" not in page.errors
        assert sign(page, name).status == 429

    def test_a_name_typed_in_small_letters_is_printed_as_the_physicians(self, world: World) -> None:
        """Given a signature typed in small letters, then the printed form bears the name of the account."""
        name = world.default_user(Role.PHYSICIAN).display_name
        done = sign(at(world, opened(world), "/sign"), name.lower())
        form_id = done.location.split("/")[3]
        printed = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{form_id}/print")
        assert f"Signed in the portal by {name} on" in printed.words
        assert name.lower() not in printed.words

    def test_a_password_never_comes_back(self, world: World) -> None:
        page = sign(at(world, opened(world), "/sign"), "Pat Lee")
        assert "otters" not in page.text

    def test_pressing_twice_issues_one_form_and_shows_it(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        portal = world.browser(doctor)
        path = f"/physicians/drafts/{request.id}/sign"
        page = portal.get(path)
        first = sign(page, doctor.display_name)
        second = sign(page, doctor.display_name)
        assert (first.status, first.location) == (second.status, second.location)
        assert len(world.ctx().store.person(doctor.id).ids("form")) == 1

    def test_the_license_service_down_keeps_the_draft_and_never_doubts_the_license(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        world.clock.advance(hours=25)
        world.licenses.go_down()
        page = sign(at(world, request, "/sign"), doctor.display_name)
        assert page.status == 503
        assert "Your license is not in doubt" in page.words
        assert "invalid" not in page.words.lower()
        world.licenses.come_back()
        assert sign(page, doctor.display_name).status == 303

    def test_a_license_that_is_not_current_is_refused_with_the_reason(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        world.licenses.set_record(doctor.physician or "", primary_status="45")
        page = sign(at(world, request, "/sign"), doctor.display_name)
        assert page.status == 422
        assert "The license status is" in page.words

    def test_a_form_on_hold_is_explained(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        world.licenses.set_record(doctor.physician or "", secondary_statuses=("53",))
        page = sign(at(world, request, "/sign"), doctor.display_name).follow()
        assert page.heading == "The form is signed, but not valid yet"
        assert "the school is not told" in page.words
        form = world.ctx().store.get(ExemptionForm, world.reload(request).form_id)
        assert "Not valid yet" in world.browser(doctor).get(f"/physicians/forms/{form.id}").words

    def test_signing_waits_for_a_school_and_says_how_the_parent_adds_it(self, world: World) -> None:
        request, doctor = (
            opened(world, request={"school": None, "not_enrolled_yet": True}),
            world.default_user(Role.PHYSICIAN),
        )
        page = at(world, request, "/sign")
        assert "The form waits for a school" in page.words
        page = sign(page, doctor.display_name)
        assert page.status == 422
        assert "Ask the parent to add it" in page.errors[""]
        world.step(request, Action.CHANGE_SCHOOL, actor=world.default_user(Role.PARENT), school=_school(world))
        assert sign(page, doctor.display_name).status == 303

    def test_a_draft_changed_in_another_window_is_not_signed_unseen(self, world: World) -> None:
        request, doctor = opened(world), world.default_user(Role.PHYSICIAN)
        page = at(world, request, "/sign")
        world.step(draft_of(world, request.id), Action.EDIT_FORM_DRAFT, actor=doctor, examined_on=date(2026, 11, 1))
        again = sign(page, doctor.display_name)
        assert again.status == 409
        assert "You or someone else changed this after you opened it" in again.words
        assert sign(again, doctor.display_name).status == 303

    def test_a_signed_draft_is_closed(self, world: World) -> None:
        form = world.form()
        page = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/drafts/{form.request_id}")
        assert page.status == 409
        assert "This form is signed" in page.words

    def test_it_takes_two_reads_and_one_transaction(self, world: World) -> None:
        """The portal's first signature makes the key of the state's lists besides."""
        world.form()
        page = sign(at(world, opened(world), "/sign"), world.default_user(Role.PHYSICIAN).display_name)
        assert [call.operation for call in page.calls] == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]


def _school(world: World) -> SchoolChoice:
    return world.facility().as_choice()


def test_a_line_left_out_is_dropped_and_the_other_stays(world: World) -> None:
    request = opened(world, lines=(line(), line(Vaccine.VAR, LineKind.PERMANENT)))
    at(world, request, "/vaccines").press("Continue", vaccines=["VAR"])
    form = sign(at(world, request, "/sign"), world.default_user(Role.PHYSICIAN).display_name)
    assert form.status == 303
    lines = world.ctx().store.get(ExemptionForm, world.reload(request).form_id).lines
    assert [(each.vaccine, each.state) for each in lines] == [(Vaccine.VAR, LineState.ISSUED)]
