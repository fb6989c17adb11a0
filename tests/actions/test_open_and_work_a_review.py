"""A review is opened, taken, asked about, and ends in a recommendation."""

from datetime import date

import pytest

from chalicelib.actions.reviews.ask_for_information import ask_for_information
from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.find_form import find_form_by_number, find_forms_of_child
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.domain.account import Role
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import PrimaryCare
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Finding, LineFinding, Review, ReviewState
from chalicelib.law.enums import LineKind, Vaccine
from tests.actions.recipients import refused, told
from tests.builders import KAI, PRACTICE, World, line

NURSE, OFFICER = Role.REVIEWER, Role.OFFICER
WHY = "Three measles cases in this county since October"


def opened(world: World, form: ExemptionForm) -> Review:
    done = open_review(world.ctx(world.default_user(NURSE)), form.id, WHY, form.version)
    return world.ctx().store.get(Review, done.subject.id)


class TestFind:
    def test_a_form_is_found_by_its_number_in_any_spelling(self, world: World) -> None:
        form = world.form()
        typed = form.number.lower().replace("-", " ")

        assert find_form_by_number(world.ctx(world.default_user(NURSE)), typed) == subject_of(form)

    def test_a_wrong_letter_is_told_at_the_field(self, world: World) -> None:
        number = world.form().number
        wrong = number[:-1] + ("A" if number[-1] != "A" else "C")

        error = refused(lambda: find_form_by_number(world.ctx(world.default_user(NURSE)), wrong))

        assert (error.kind, error.code, error.field) == (ErrorKind.INVALID, "NUMBER_CHECK", "number")

    def test_a_number_no_one_has_is_told_as_such(self, world: World) -> None:
        error = refused(lambda: find_form_by_number(world.ctx(world.default_user(NURSE)), "3333-3333-333"))

        assert error.code == "NO_SUCH_FORM_NUMBER"

    def test_a_childs_forms_are_found_without_accents_and_case(self, world: World) -> None:
        form = world.form()

        found = find_forms_of_child(
            world.ctx(world.default_user(NURSE)), first_name="KAÍ", last_name="brand vold", birth_date=KAI.birth_date
        )

        assert [each.id for each in found] == [form.id]

    def test_another_birth_date_is_another_child(self, world: World) -> None:
        world.form()

        assert (
            find_forms_of_child(
                world.ctx(world.default_user(NURSE)),
                first_name="Kai",
                last_name="Brandvold",
                birth_date=date(2019, 3, 15),
            )
            == []
        )

    @pytest.mark.parametrize("role", [Role.PARENT, Role.PHYSICIAN, Role.SCHOOL, Role.SECRETARY, Role.OPERATOR])
    def test_no_one_else_searches(self, world: World, role: Role) -> None:
        error = refused(lambda: find_form_by_number(world.ctx(world.default_user(role)), "3333-3333-333"))

        assert error.kind == ErrorKind.FORBIDDEN


class TestOpen:
    def test_the_form_is_marked_and_stays_valid(self, world: World) -> None:
        form = world.form()

        review = opened(world, form)
        after = world.reload(form)

        assert (review.state, review.public_health_reason, review.form_id) == (ReviewState.OPEN, WHY, form.id)
        assert after.review_ids == (review.id,)
        assert [(each.state, each.in_review) for each in after.lines] == [(form.lines[0].state, True)]

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_case_61_without_a_typed_reason_nothing_is_opened(self, world: World, reason: str) -> None:
        form = world.form()

        error = refused(lambda: open_review(world.ctx(world.default_user(NURSE)), form.id, reason, form.version))

        assert (error.code, error.field) == ("REVIEW_REASON_MISSING", "reason")
        assert world.reload(form).review_ids == ()

    def test_a_second_review_of_the_same_kind_waits_for_the_first(self, world: World) -> None:
        form = world.form()
        opened(world, form)

        error = refused(lambda: open_review(world.ctx(world.default_user(NURSE)), form.id, WHY, None))

        assert (error.kind, error.code) == (ErrorKind.CONFLICT, "REVIEW_ALREADY_OPEN")

    def test_a_decided_review_does_not_stand_in_the_way_of_a_new_one(self, world: World) -> None:
        form = world.form(lines=(line(), line(Vaccine.VAR)))
        world.review(ReviewState.DECIDED, form=form, vaccines=(Vaccine.MMR,))

        assert opened(world, world.reload(form)).state == ReviewState.OPEN

    def test_a_page_that_is_out_of_date_opens_nothing(self, world: World) -> None:
        form = world.form()
        opened(world, form)

        error = refused(lambda: open_review(world.ctx(world.default_user(NURSE)), form.id, WHY, form.version))

        assert error.code == "STALE"


class TestAssign:
    def test_a_reviewer_takes_the_case(self, world: World) -> None:
        review = opened(world, world.form())

        done = assign_review(world.ctx(world.default_user(NURSE)), review.id, review.form_id, review.version)

        assert done.subject == subject_of(review)
        assert world.reload(review).reviewer_id == world.default_user(NURSE).id

    def test_who_signed_the_form_does_not_review_it(self, world: World) -> None:
        form = world.form()
        review = opened(world, form)
        namesake = world.reviewer(first_name="THADDEUS", last_name="Okonjo-Reyes")

        error = refused(lambda: assign_review(world.ctx(namesake), review.id, form.id, review.version))

        assert (error.kind, error.code) == (ErrorKind.REFUSED, "REVIEWER_TREATS_THE_CHILD")

    def test_nor_does_the_primary_care_physician(self, world: World) -> None:
        carer = PrimaryCare(
            name="Dr. Wilhelmina Castellanos, MD",
            license="A 55555",
            business_address=PRACTICE,
            telephone="(626) 555-0177",
            why_not_issuer="The specialist knows the treatment",
        )
        form = world.form(draft={"is_primary_care": False, "primary_care": carer})
        review = opened(world, form)
        namesake = world.reviewer(first_name="Wilhelmina", last_name="Castellanos")

        error = refused(lambda: assign_review(world.ctx(namesake), review.id, form.id, review.version))

        assert error.code == "REVIEWER_TREATS_THE_CHILD"

    def test_a_form_of_another_case_is_not_found(self, world: World) -> None:
        review = opened(world, world.form())
        other = world.form(lines=(line(Vaccine.VAR),))

        error = refused(lambda: assign_review(world.ctx(world.default_user(NURSE)), review.id, other.id, None))

        assert error.kind == ErrorKind.NOT_FOUND

    def test_two_reviewers_at_once_one_has_the_case(self, world: World) -> None:
        review = opened(world, world.form())
        assign_review(world.ctx(world.default_user(NURSE)), review.id, review.form_id, review.version)

        error = refused(lambda: assign_review(world.ctx(world.default_user(OFFICER)), review.id, review.form_id, None))

        assert error.code == "WRONG_STATE"


class TestAsk:
    def test_the_physician_is_told_and_has_thirty_days(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)

        ask_for_information(
            world.ctx(world.default_user(NURSE)), review.id, review.form_id, "Which treatment?", review.version
        )
        asked = world.reload(review)

        assert asked.state == ReviewState.INFO_REQUESTED
        assert asked.information[-1].due_on == date(2026, 12, 21)  # December 20, 2026 is a Sunday
        (notice,) = told(world, NoticeKind.INFORMATION_ASKED)
        assert notice.recipient.id == world.default_user(Role.PHYSICIAN).id
        assert notice.facts["due_by"] == "2026-12-21"

    def test_only_the_reviewer_of_the_case_asks(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        ctx = world.ctx(world.default_user(OFFICER))

        error = refused(lambda: ask_for_information(ctx, review.id, review.form_id, "Which?", None))

        assert error.code == "CASE_OF_ANOTHER_REVIEWER"

    @pytest.mark.parametrize(("day", "goes_on"), [("2026-12-21", False), ("2026-12-22", True)])
    def test_without_an_answer_the_case_goes_on_when_the_last_day_is_over(
        self, world: World, day: str, goes_on: bool
    ) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        world.clock.set(day)

        def take() -> Done:
            return assign_review(world.ctx(world.default_user(NURSE)), review.id, review.form_id, None)

        if goes_on:
            take()
        else:
            assert refused(take).code == "ANSWER_NOT_DUE_YET"
        assert (world.reload(review).state == ReviewState.ASSIGNED) is goes_on


class TestRecommend:
    def found(self, *findings: tuple[Vaccine, Finding]) -> tuple[LineFinding, ...]:
        return tuple(
            LineFinding(vaccine=vaccine, finding=finding, reason="Read against the criteria")
            for vaccine, finding in findings
        )

    def case(self, world: World) -> Review:
        form = world.form(lines=(line(), line(Vaccine.VAR, LineKind.PERMANENT)))
        return world.review(ReviewState.ASSIGNED, form=form)

    @pytest.mark.parametrize(
        ("mmr", "state"),
        [
            (Finding.MEETS_CRITERIA, ReviewState.RECOMMENDED_CLEAR),
            (Finding.ACCEPTED_WITH_SUPPORT, ReviewState.RECOMMENDED_CLEAR),
            (Finding.REVOKE, ReviewState.RECOMMENDED_REVOKE),
        ],
    )
    def test_one_line_to_revoke_makes_the_recommendation(self, world: World, mmr: Finding, state: ReviewState) -> None:
        review = self.case(world)
        findings = self.found((Vaccine.MMR, mmr), (Vaccine.VAR, Finding.MEETS_CRITERIA))

        recommend(world.ctx(world.default_user(NURSE)), review.id, review.form_id, findings, review.version)

        assert world.reload(review).state == state
        assert world.reload(review).findings == findings

    def test_each_line_needs_a_finding_and_a_reason(self, world: World) -> None:
        review = self.case(world)
        ctx = world.ctx(world.default_user(NURSE))

        missing = refused(
            lambda: recommend(ctx, review.id, review.form_id, self.found((Vaccine.MMR, Finding.REVOKE)), None)
        )
        blank = tuple(
            each.with_changes(reason=" ")
            for each in self.found((Vaccine.MMR, Finding.REVOKE), (Vaccine.VAR, Finding.REVOKE))
        )
        unreasoned = refused(lambda: recommend(ctx, review.id, review.form_id, blank, None))

        assert (missing.code, missing.field) == ("FINDING_MISSING", "finding_var")
        assert (unreasoned.code, unreasoned.field) == ("FINDING_REASON_MISSING", "reason_mmr")

    def test_another_reviewer_does_not_recommend(self, world: World) -> None:
        review = self.case(world)

        error = refused(lambda: recommend(world.ctx(world.default_user(OFFICER)), review.id, review.form_id, (), None))

        assert error.code == "CASE_OF_ANOTHER_REVIEWER"
