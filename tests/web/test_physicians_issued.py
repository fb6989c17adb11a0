"""An issued form on the physician's pages: what counts today, prints, correction, renewal, withdrawal, answers."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.builders import KAI, PASSWORD, World, line
from tests.portal import Shown
from tests.web.physician_pages import boxes, sign, views_of

MMR, VAR = Vaccine.MMR, Vaccine.VAR
ACTIONS = ("Renew a temporary exemption", "Correct a clerical error", "Withdraw an exemption")


def at(world: World, form: ExemptionForm, page: str = "") -> Shown:
    """A page of the form, in a fresh browser of its physician."""
    return world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{form.id}{page}")


class TestFormPage:
    def test_it_says_of_each_vaccine_what_counts_and_until_when(self, world: World) -> None:
        form = world.form(lines=(line(expires_on=date(2027, 5, 1)), line(VAR, LineKind.PERMANENT)))
        page = at(world, form)
        assert "Temporary Valid November 20, 2026 May 1, 2027" in page.words
        assert "expected in the 2031-2032 school year" in page.words
        assert set(ACTIONS) <= set(page.links)
        world.clock.set("2027-05-02")
        assert "Temporary Ended" in at(world, form).words

    @pytest.mark.parametrize(
        ("state", "says", "offered"),
        [
            (LineState.HELD, "Not valid yet", {"Withdraw an exemption"}),
            (LineState.REVOKED, "The state stopped an exemption of this form", set()),
            (LineState.WITHDRAWN, "Withdrawn by the doctor", set()),
            (LineState.REFUSED, "Refused", set()),
        ],
    )
    def test_it_offers_only_what_can_be_done(
        self, world: World, state: LineState, says: str, offered: set[str]
    ) -> None:
        page = at(world, world.form(state=state))
        assert says in page.words
        assert set(ACTIONS) & set(page.links) == offered

    def test_it_reads_twice_and_records_one_view(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        page = at(world, form)
        assert [call.operation for call in page.calls] == ["BatchGetItem", "BatchGetItem", "PutItem"]
        assert views_of(world, form.child_id) == ["form"]
        assert "In review" in page.words

    @pytest.mark.parametrize("page", ["", "/signed", "/print", "/certificate", "/correct", "/renew", "/withdraw"])
    def test_another_physicians_form_looks_like_none(self, world: World, page: str) -> None:
        form = world.form()
        stranger = world.browser(world.physician(last_name="Someone-Else"))
        foreign, missing = (
            stranger.get(f"/physicians/forms/{form.id}{page}"),
            stranger.get(f"/physicians/forms/{'a' * 26}{page}"),
        )
        assert (foreign.status, missing.status) == (404, 404)
        assert world.browser(world.default_user(Role.SCHOOL)).get(f"/physicians/forms/{form.id}{page}").status == 403
        assert views_of(world, form.child_id) == []

    def test_the_form_and_the_certificate_are_printed(self, world: World) -> None:
        form = world.form()
        full, certificate = at(world, form, "/print"), at(world, form, "/certificate")
        assert KAI.full_name in full.words
        assert "Acute leukemia" in full.words
        assert "Acute leukemia" not in certificate.words
        assert views_of(world, form.child_id) == ["print", "print"]


class TestCorrect:
    def test_a_clerical_error_is_corrected_page_by_page(self, world: World) -> None:
        form = world.form()
        page = at(world, form, "/correct").press("Start the correction")
        draft = page.location.removesuffix("/check")
        assert page.location.endswith("/check")
        portal = world.browser(world.default_user(Role.PHYSICIAN))
        home = portal.get("/physicians")
        assert home.links["Kai Ignacio Brandvold: Unfinished correction"] == draft
        parts = portal.get(draft)
        assert parts.heading == "Correct the exemption form"
        assert "Vaccines" not in parts.links
        page = portal.get(f"{draft}/examination")
        page = page.press("Continue", **boxes("treating_since", date(2021, 5, 4))).follow()
        assert "Add or take off a vaccine" not in page.words
        done = sign(portal.get(f"{draft}/sign"), world.default_user(Role.PHYSICIAN).display_name)
        new = world.ctx().store.get(ExemptionForm, done.location.split("/")[3])
        assert (new.treating_since, new.is_correction) == (date(2021, 5, 4), True)
        page = at(world, form)
        assert "A newer form replaced this one for MMR" in page.words
        assert page.links["Open the newer form"] == f"/physicians/forms/{new.id}"
        assert "Unfinished correction" not in portal.get("/physicians").words

    def test_one_begun_before_can_be_gone_on_with(self, world: World) -> None:
        form = world.form()
        assert "Continue with it" not in at(world, form, "/correct").links
        draft = at(world, form, "/correct").press("Start the correction").location.removesuffix("/check")
        assert at(world, form, "/correct").links["Continue with it"] == draft

    def test_it_keeps_vaccine_and_kind(self, world: World) -> None:
        form = world.form()
        page = at(world, form, "/correct").press("Start the correction")
        draft = page.location.removesuffix("/check")
        portal = world.browser(world.default_user(Role.PHYSICIAN))
        more = portal.get(f"{draft}/vaccines").press("Continue", vaccines=["MMR", "VAR"])
        assert "A correction keeps the same vaccines" in more.errors["vaccines"]
        other = portal.get(f"{draft}/lines/1").press("Continue", kind="permanent", **boxes("expires_on", None))
        assert "A correction keeps the same vaccines" in other.errors["kind"]


class TestRenew:
    def test_a_renewal_asks_for_a_new_examination_and_a_new_end(self, world: World) -> None:
        form = world.form(lines=(line(expires_on=date(2027, 3, 10)), line(VAR, LineKind.PERMANENT)))
        world.clock.set("2027-03-01")
        page = at(world, form, "/renew")
        assert "MMR (measles, mumps, rubella)" in page.words
        assert "chickenpox" not in page.words
        page = page.press("Start the renewal").follow()
        assert page.heading == "Your examination of the child"
        page = page.press("Continue", **boxes("examined_on", date(2027, 3, 1))).follow()
        assert page.heading == "MMR (measles, mumps, rubella)"
        assert "Acute leukemia" in page.text
        page = page.press("Continue", **boxes("expires_on", date(2028, 3, 1))).follow()
        done = sign(
            world.browser(world.default_user(Role.PHYSICIAN)).get(page.links["Continue to sign"]),
            world.default_user(Role.PHYSICIAN).display_name,
        )
        new = world.ctx().store.get(ExemptionForm, done.location.split("/")[3])
        assert (new.replaces_form_id, new.lines[0].expires_on) == (form.id, date(2028, 3, 1))

    def test_a_form_with_nothing_to_renew_or_correct_offers_no_start(self, world: World) -> None:
        permanent = world.form(lines=(line(VAR, LineKind.PERMANENT),))
        assert at(world, permanent, "/renew").status == 409
        withdrawn = world.form(LineState.WITHDRAWN)
        assert at(world, withdrawn, "/correct").status == 409
        assert "to sign it on paper" not in at(world, withdrawn).words
        assert "Print the form for your files" in at(world, withdrawn).links

    def test_a_child_in_the_next_grades_needs_a_new_request(self, world: World) -> None:
        form = world.form(next_span_entry=date(2027, 8, 16))
        world.clock.set("2027-08-16")
        page = at(world, form, "/renew").press("Start the renewal")
        assert page.status == 422
        assert "Ask the parent for a new request for those grades" in page.words


class TestWithdraw:
    def test_a_vaccine_is_withdrawn_with_reason_and_password(self, world: World) -> None:
        form = world.form(lines=(line(), line(VAR, LineKind.PERMANENT)))
        page = at(world, form, "/withdraw").press(
            "Withdraw", vaccines=["MMR"], reason="The treatment ended", password=PASSWORD
        )
        assert page.location == f"/physicians/forms/{form.id}"
        assert "Withdrawn by the doctor" in page.follow().words

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"vaccines": None}, "vaccines"),
            ({"vaccines": ["NO-SUCH"]}, "vaccines"),
            ({"reason": ""}, "reason"),
            ({"password": ""}, "password"),
            ({"password": "not it"}, "password"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, world: World, changes: dict[str, object], field: str) -> None:
        form = world.form()
        answers = {"vaccines": ["MMR"], "reason": "The treatment ended", "password": PASSWORD, **changes}
        page = at(world, form, "/withdraw").press("Withdraw", **answers)
        assert page.status == 422
        assert list(page.errors) == [field]
        assert world.reload(form).lines[0].state == LineState.ISSUED

    def test_pressing_twice_withdraws_once(self, world: World) -> None:
        form = world.form()
        page = at(world, form, "/withdraw")
        answers = {"vaccines": ["MMR"], "reason": "The treatment ended", "password": PASSWORD}
        first, second = page.press("Withdraw", **answers), page.press("Withdraw", **answers)
        assert first.location == second.location
        assert world.reload(form).version == form.version + 1

    def test_what_cannot_be_withdrawn_has_no_page(self, world: World) -> None:
        assert at(world, world.form(state=LineState.WITHDRAWN), "/withdraw").status == 409


class TestAnswer:
    def test_the_question_stands_on_the_form_and_is_answered(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        page = at(world, form)
        assert "Please send the oncology treatment plan" in page.words
        assert "Please answer by December 21, 2026" in page.words
        page = world.browser(world.default_user(Role.PHYSICIAN)).get(page.links["Answer the question"])
        assert "answer" in page.press("Send the answer", answer="").errors
        assert page.press("Send the answer", answer="The plan ends in May").location == f"/physicians/forms/{form.id}"
        assert world.reload(review).state == ReviewState.ASSIGNED
        assert "The state has a question" not in at(world, form).words

    def test_a_review_of_another_form_looks_like_none(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        other = world.form()
        assert at(world, other, f"/reviews/{review.id}").status == 404

    def test_without_a_question_there_is_no_page(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        assert at(world, form, f"/reviews/{review.id}").status == 409
