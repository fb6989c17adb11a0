"""What the Officer and designees see before they sign: the reviewer's reason, the letters word for word; and their
lists of physicians with revoked forms."""

from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.standing import StandingState
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.portal import Portal, Shown
from tests.web.letter_cases import letter_to

MMR, VAR = Vaccine.MMR, Vaccine.VAR
CANDIDATES = "/reviews/candidates"


def officer(world: World) -> Portal:
    return world.browser(world.default_user(Role.OFFICER))


def case_path(review: Review) -> str:
    return f"/reviews/{review.id}/forms/{review.form_id}"


def recommended(world: World, *reasons: str) -> Review:
    """A form with MMR and varicella, each recommended to be revoked for its reason."""
    form = world.form(lines=(line(MMR), line(VAR, LineKind.PERMANENT)))
    review = world.review(ReviewState.ASSIGNED, form=form)
    page = world.browser(world.default_user(Role.REVIEWER)).get(case_path(review))
    page.press(
        "Send findings", finding_mmr="revoke", reason_mmr=reasons[0], finding_var="revoke", reason_var=reasons[-1]
    )
    return world.reload(review)


class TestReasonOfTheDecision:
    def test_it_starts_from_the_reviewers_finding(self, world: World) -> None:
        review = recommended(world, "No test was sent")

        shown = officer(world).get(f"{case_path(review)}/decide")

        assert shown.form("See what will happen").values["reason"] == "No test was sent"

    def test_two_reasons_stand_with_their_vaccines(self, world: World) -> None:
        review = recommended(world, "No test was sent", "The reaction was mild")

        reason = str(officer(world).get(f"{case_path(review)}/decide").form("See what will happen").values["reason"])

        assert reason.splitlines() == [
            "MMR (measles, mumps, rubella): No test was sent",
            "Varicella (chickenpox): The reaction was mild",
        ]


class TestLettersBeforeSigning:
    def preview(self, world: World, review: Review, **typed: Any) -> Shown:
        return (
            officer(world).get(f"{case_path(review)}/decide").press("See what will happen", outcome="revoked", **typed)
        )

    def test_the_four_letters_are_read_before_the_password(self, world: World) -> None:
        review = recommended(world, "No test was sent")

        shown = self.preview(world, review, vaccines=["MMR"])

        for part in (
            "To the parent or guardian",
            "Your child can stay in school or child care now.",
            "To the physician",
            "A physician cannot appeal, but you can add information",
            "To the school or child care",
            "To the local health officer",
            "the school excludes the student starting",
        ):
            assert part in shown.words

    def test_the_reason_stands_in_the_letters_of_parent_and_physician_alone(self, world: World) -> None:
        review = recommended(world, "No test was sent")

        shown = self.preview(world, review, reason="The criterion asks for a test")

        # once as the decision itself, once in each of two letters
        assert shown.words.count("The criterion asks for a test") == 3

    def test_what_was_previewed_is_what_the_parent_reads(self, world: World) -> None:
        review = recommended(world, "No test was sent")
        preview = self.preview(world, review)
        sentence = "If you do neither, the school must keep your child out starting December 22, 2026."
        assert sentence in preview.words

        preview.press("Revoke", password=PASSWORD)

        parent = world.default_user(Role.PARENT)
        letter = world.browser(parent).get(f"/my-letters/{letter_to(world, 'account', parent.id)}")
        assert sentence in letter.words

    def test_an_end_without_revocation_shows_the_two_notices(self, world: World) -> None:
        review = recommended(world, "No test was sent")

        shown = officer(world).get(f"{case_path(review)}/decide").press("See what will happen", outcome="disagreed")

        assert "To the parent or guardian" in shown.words
        assert "To the school or child care" not in shown.words


class TestCandidates:
    def test_a_revocation_puts_the_physician_on_the_list_with_what_the_board_knows(self, world: World) -> None:
        review = recommended(world, "No test was sent")
        officer(world).get(f"{case_path(review)}/decide").press("See what will happen", outcome="revoked").press(
            "Revoke", password=PASSWORD
        )

        shown = officer(world).get(CANDIDATES)

        assert "Thaddeus Okonjo-Reyes" in shown.words
        assert "4 more until the board is told" in shown.words
        assert sum(call.is_read for call in shown.calls) <= 3

    def test_no_one_with_revocations_leaves_the_list_empty(self, world: World) -> None:
        world.review(ReviewState.RECOMMENDED_REVOKE)

        assert "No form was revoked" in officer(world).get(CANDIDATES).words

    def test_the_officer_bars_from_the_list_and_a_reviewer_only_reads_it(self, world: World) -> None:
        doctor = world.physician(standing=None)
        world.standing(
            doctor, StandingState.VERIFIED, revoked_by_year={"2026": 4}, revoked_numbers={"2026": tuple("abcd")}
        )

        by_officer = officer(world).get(CANDIDATES)
        by_nurse = world.browser(world.default_user(Role.REVIEWER)).get(CANDIDATES)

        assert "One more, and the board is told" in by_officer.words
        assert any(url.endswith("/bar") for url in by_officer.links.values())
        assert not any(url.endswith("/bar") for url in by_nurse.links.values())

    @pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.BOARD, Role.SCHOOL])
    def test_no_one_else_reads_it(self, world: World, role: Role) -> None:
        assert world.browser(world.default_user(role)).get(CANDIDATES).status == 403
