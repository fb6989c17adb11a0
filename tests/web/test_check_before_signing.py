"""The physician's check page says what the school and the parent will read, in the words they will read, and what a
reader would ask. Nothing of that stands against signing; the reviewer reads it, too."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.actions.physicians import draft_of, opened
from tests.builders import World, line
from tests.portal import Shown
from tests.web.parents_story import parents_browser
from tests.web.physician_pages import sign

GRADE_7 = {"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_6, "planned_first_day": date(2027, 8, 16)}
MMR = line(Vaccine.MMR, LineKind.PERMANENT)
TDAP = line(Vaccine.TDAP, LineKind.PERMANENT)
ILLNESS = "Moderate or severe acute illness, with or without fever: usually a temporary reason"
NO_TEXT = "does not describe a medical reason"


def page(world: World, draft_id: str, name: str) -> Shown:
    return world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/drafts/{draft_id}/{name}")


def case_of(world: World, form: ExemptionForm) -> Shown:
    review = world.review(ReviewState.ASSIGNED, form=form)
    return world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/{review.id}/forms/{form.id}")


class TestAFormForLaterGrades:
    def test_the_hint_of_the_end_date_begins_with_the_first_day_of_those_grades(self, world: World) -> None:
        """Given a form for grade 7, which starts next August, then a temporary one can end from that day on."""
        request = opened(world, request=GRADE_7, lines=(MMR,))
        assert (
            "Only for a temporary exemption. From August 16, 2027 through" in page(world, request.id, "lines/1").words
        )

    def test_today_and_the_first_day_are_told_apart(self, world: World) -> None:
        request = opened(world, request=GRADE_7, lines=(MMR,))

        words = page(world, request.id, "check").words

        assert "What the school is told today This exemption starts August 16, 2027. Until then" in words
        assert "What the school is told from August 16, 2027 A permanent exemption covers this vaccine." in words

    def test_the_parent_reads_the_same_before_and_after_the_signature(self, world: World) -> None:
        request = opened(world, request=GRADE_7, lines=(MMR,))
        says = "This exemption starts August 16, 2027. Until then, your child needs the shots or another exemption."
        assert f"What the parent reads today {says}" in page(world, request.id, "check").words

        done = sign(page(world, request.id, "sign"), world.default_user(Role.PHYSICIAN).display_name)

        form_id = done.location.split("/")[3]
        assert says in parents_browser(world).get(f"/parents/forms/{form_id}").words

    def test_the_page_says_for_which_child_the_form_is(self, world: World) -> None:
        request = opened(world, request=GRADE_7, lines=(MMR,))

        words = page(world, request.id, "check").words

        assert f"For {request.child.full_name}, born " in words

    def test_the_parent_is_not_told_of_doses_that_no_school_asks_for_yet(self, world: World) -> None:
        form = world.form(**GRADE_7, lines=(TDAP,))

        words = parents_browser(world).get(f"/parents/forms/{form.id}").words

        assert "The exemption starts August 16, 2027" in words
        assert "no doses are required at this age and grade" in words
        assert "Until then, your child needs" not in words

    def test_a_vaccine_that_is_asked_for_only_in_those_grades_is_not_said_to_be_covered_today(
        self, world: World
    ) -> None:
        request = opened(world, request=GRADE_7, lines=(TDAP,))

        words = page(world, request.id, "check").words

        today, _from, later = words.partition("What the school is told from August 16, 2027")
        assert "covers this vaccine" not in today
        assert "A permanent exemption covers this vaccine." in later


class TestWhatAReaderWouldAsk:
    @pytest.mark.parametrize(
        ("draft", "says"),
        [
            ({"lines": (line(kind=LineKind.PERMANENT, reason_codes=("GEN-MODSEV",)),)}, "usually a temporary reason"),
            ({"lines": (line(description="."),)}, NO_TEXT),
            ({"lines": (line(description="See above"),)}, NO_TEXT),
            ({"lines": (line(description="n/a"),)}, NO_TEXT),
            ({"lines": (line(), line(Vaccine.VAR))}, "The text is the same as for Varicella"),
            ({"examined_on": date(2024, 11, 20)}, "The examination of November 20, 2024 was more than one year before"),
            (
                {"examined_on": date(2026, 11, 16), "treating_since": date(2026, 11, 18)},
                "The examination of November 16, 2026 was before the treatment began on November 18, 2026",
            ),
        ],
        ids=["temporary made permanent", "a dot", "see above", "n/a", "one text", "long ago", "before treating"],
    )
    def test_is_said_before_signing_hinders_nothing_and_is_marked_for_the_reviewer(
        self, world: World, draft: dict[str, object], says: str
    ) -> None:
        request = opened(world, **draft)
        check = page(world, request.id, "check")
        assert says in check.words
        assert "Continue to sign" in check.links

        done = sign(page(world, request.id, "sign"), world.default_user(Role.PHYSICIAN).display_name)

        form = world.ctx().store.get(ExemptionForm, done.location.split("/")[3])
        assert says in case_of(world, form).words

    def test_an_ordinary_form_is_asked_nothing(self, world: World) -> None:
        request = opened(world)
        check = page(world, request.id, "check")
        assert "Please check the dates" not in check.words
        assert "Please note" not in check.words
        assert "Look at this" not in case_of(world, world.form()).words


class TestTheLicenseOfThePrimaryCarePhysician:
    WHOLE = {  # noqa: RUF012 - never changed
        "name": "Rosalind Achterberg",
        "street": "12 Elm Street",
        "city": "Fresno",
        "zip_code": "93701",
        "telephone": "559 555 0111",
        "why_not_issuer": "The child is followed at our clinic",
    }

    @pytest.mark.parametrize("typed", ["n/a", "unknown", "NP 95001234", "12"])
    def test_what_is_no_physicians_number_is_said_at_the_field(self, world: World, typed: str) -> None:
        request = opened(world, is_primary_care=False)

        answer = page(world, request.id, "primary-care").press("Continue", **self.WHOLE, license=typed)

        assert answer.status == 422
        assert "California license number" in answer.errors["license"]

    @pytest.mark.parametrize(("typed", "kept"), [("g 41002", "G 41002"), ("20A 12345", "20A 12345")])
    def test_a_real_one_is_kept_as_printed(self, world: World, typed: str, kept: str) -> None:
        request = opened(world, is_primary_care=False)
        page(world, request.id, "primary-care").press("Continue", **self.WHOLE, license=typed)
        known = draft_of(world, request.id).primary_care
        assert known is not None
        assert known.license == kept

    @pytest.mark.parametrize("typed", [".", "n/a", "see chart"])
    @pytest.mark.parametrize("field", ["name", "why_not_issuer"])
    def test_filler_as_name_or_explanation_is_said_at_the_field(self, world: World, field: str, typed: str) -> None:
        """Given text without content where the law asks who gives primary care, and why another one fills out the form,
        then the field says what to enter, and all that was typed stays."""
        request = opened(world, is_primary_care=False)
        answer = page(world, request.id, "primary-care").press(
            "Continue", **{**self.WHOLE, field: typed}, license="G 41002"
        )
        assert answer.status == 422
        assert list(answer.errors) == [field]
        shown = answer.form("Continue").values
        assert (shown[field], shown["city"]) == (typed, "Fresno")
        assert answer.press("Continue", **{field: self.WHOLE[field]}).status == 303
