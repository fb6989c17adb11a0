"""The physician's fifth form of a calendar year opens a review of each (HSC 120372(d)(2)(B), cases 55 to 57)."""

import itertools
from datetime import date
from typing import Any

import pytest

from chalicelib.actions.context import Context
from chalicelib.actions.reviews import triggered_reviews
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Outcome, Review, ReviewState, Trigger
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.rows import OWED_REVIEWS
from chalicelib.storage.table import portal_table
from chalicelib.storage.unit_of_work import UnitOfWork
from tests.actions.physicians import correction, counted_only, renewal, sign, standing_of
from tests.builders import World

COUNT = Trigger.PHYSICIAN_FIVE_FORMS


def signed(world: World, number: int) -> list[ExemptionForm]:
    """So many forms of the physician, each for another child."""
    return [world.form() for _each in range(number)]


def cases(world: World, form: ExemptionForm) -> list[Review]:
    now = world.reload(form)
    return [world.ctx().store.get(Review, review_id) for review_id in now.review_ids]


def triggers(world: World, forms: list[ExemptionForm]) -> list[list[Trigger]]:
    return [[case.trigger for case in cases(world, form)] for form in forms]


def owed(world: World) -> int:
    return len(portal_table().queue(keys.queue(OWED_REVIEWS)))


class TestTheFifthForm:
    def test_four_forms_of_a_year_go_to_no_review(self, world: World) -> None:
        assert triggers(world, signed(world, 4)) == [[], [], [], []]

    def test_the_fifth_sends_all_five_to_review_in_the_step_that_signs_it(self, world: World) -> None:
        forms = signed(world, 5)

        assert triggers(world, forms) == [[COUNT]] * 5
        assert owed(world) == 0
        assert {case.state for form in forms for case in cases(world, form)} == {ReviewState.OPEN}
        assert all(line.in_review and line.state is LineState.ISSUED for line in world.reload(forms[0]).lines)

    def test_each_later_form_opens_its_own_case_alone(self, world: World) -> None:
        forms = signed(world, 7)

        assert triggers(world, forms) == [[COUNT]] * 7

    def test_the_state_finds_them_in_its_list(self, world: World) -> None:
        forms = signed(world, 5)

        page = world.browser(world.default_user(Role.REVIEWER)).get("/reviews")

        assert "5 cases here, Physician with 5 or more forms this year" in page.words
        assert all(any(link.endswith(f"/forms/{form.id}") for link in page.text.split('"')) for form in forms)

    def test_december_31_and_january_1_are_counted_apart(self, world: World) -> None:
        world.at(date(2026, 12, 31))
        before = signed(world, 4)
        world.at(date(2027, 1, 1))

        assert triggers(world, [*before, *signed(world, 1)]) == [[]] * 5

    def test_the_year_is_californias(self, world: World) -> None:
        world.at("2027-01-01T07:59:59+00:00")
        before = signed(world, 4)

        assert triggers(world, [*before, *signed(world, 1)]) == [[COUNT]] * 5

    def test_a_form_that_was_withdrawn_counts(self, world: World) -> None:
        before = [*signed(world, 3), world.form(state=LineState.WITHDRAWN)]

        assert triggers(world, [*before, *signed(world, 1)]) == [[COUNT]] * 5

    def test_a_held_form_counts_and_is_the_fifth(self, world: World) -> None:
        before = signed(world, 3)
        held = [world.form(state=LineState.HELD) for _each in range(2)]

        assert triggers(world, [*before, *held]) == [[COUNT]] * 5

    def test_a_line_that_was_withdrawn_is_not_shown_as_under_review(self, world: World) -> None:
        withdrawn = world.form(state=LineState.WITHDRAWN)

        signed(world, 4)

        assert triggers(world, [withdrawn]) == [[COUNT]]
        assert not any(line.in_review for line in world.reload(withdrawn).lines)

    def test_of_other_years_no_form_is_read(self, world: World) -> None:
        """Given forms of an earlier year, when the fifth of this year is signed, then only this year's are read."""
        world.at(date(2025, 11, 3))
        old = world.form()
        world.at(date(2026, 11, 3))
        signed(world, 4)
        before = len(world.recorder.calls)

        signed(world, 1)

        read = str([call.arguments for call in world.recorder.calls[before:] if call.is_read])
        assert f"FORM#{old.id}" not in read

    def test_a_form_in_review_for_another_reason_has_a_second_case(self, world: World) -> None:
        before = signed(world, 4)
        world.review(form=before[0])

        signed(world, 1)

        assert [case.trigger for case in cases(world, before[0])] == [Trigger.PUBLIC_HEALTH, COUNT]


class TestCorrectionsAndRenewals:
    def test_a_correction_is_never_the_fifth(self, world: World) -> None:
        forms = signed(world, 4)

        corrected = sign(world, correction(world, forms[0]).id)

        assert triggers(world, [*forms, corrected]) == [[]] * 5
        assert standing_of(world).forms_by_year == {"2026": 4}

    def test_the_fifth_opens_the_case_of_a_corrected_form_where_its_lines_stand_now(self, world: World) -> None:
        forms = signed(world, 4)
        corrected = sign(world, correction(world, forms[0]).id)

        fifth = signed(world, 1)

        assert triggers(world, [forms[0], corrected]) == [[], [COUNT]]
        assert triggers(world, [*forms[1:], *fifth]) == [[COUNT]] * 4

    def test_a_renewal_is_the_fifth_and_the_form_it_replaces_goes_to_review_with_it(self, world: World) -> None:
        forms = signed(world, 4)

        renewed = sign(world, renewal(world, forms[0], date(2027, 6, 1)).id)

        assert triggers(world, [*forms[1:], renewed]) == [[COUNT]] * 4
        assert owed(world) == 1
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, [forms[0]]) == [[COUNT]]

    def test_a_correction_of_a_form_in_review_takes_the_case_along(self, world: World) -> None:
        forms = signed(world, 5)

        corrected = sign(world, correction(world, forms[0]).id)

        assert triggers(world, [corrected]) == [[COUNT]]
        assert [case.form_id for case in cases(world, corrected)] == [corrected.id]

    def test_a_renewal_of_a_form_in_review_has_one_case(self, world: World) -> None:
        forms = signed(world, 5)

        renewed = sign(world, renewal(world, forms[0], date(2027, 6, 1)).id)

        assert triggers(world, [renewed]) == [[COUNT]]


class TestWhatIsOwed:
    """Given a physician whose forms an earlier release counted, and opened nothing for."""

    def test_the_next_form_opens_four_cases_and_owes_the_rest(self, world: World) -> None:
        forms = counted_only(world, 7)

        last = signed(world, 1)

        assert sum(map(bool, triggers(world, forms))) == 4
        assert (triggers(world, last), owed(world)) == ([[COUNT]], 1)

    def test_the_job_opens_what_is_owed_once(self, world: World) -> None:
        forms = [*counted_only(world, 7), *signed(world, 1)]

        assert open_due_reviews(world.clock) == {"opened": 3, "settled": 1}

        assert triggers(world, forms) == [[COUNT]] * 8
        assert (open_due_reviews(world.clock), owed(world)) == ({}, 0)

    def test_a_form_that_was_cleared_and_then_corrected_is_not_reviewed_again(self, world: World) -> None:
        """Given a form whose case was decided, when a slip of the pen in it is corrected and the year's forms go to
        review, then the corrected form has no second case: it says the same as the one that was cleared."""
        forms = counted_only(world, 6)
        world.review(ReviewState.DECIDED, form=forms[0], trigger=COUNT, outcome=Outcome.CLEARED)
        corrected = sign(world, correction(world, world.reload(forms[0])).id)

        forms += signed(world, 1)
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}

        assert triggers(world, [*forms, corrected]) == [[COUNT]] * 7 + [[]]

    def test_a_form_that_fails_holds_up_no_other_and_comes_the_next_time(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forms = [*counted_only(world, 7), *signed(world, 1)]
        commits = itertools.count()
        commit = UnitOfWork.commit

        def dies(work: UnitOfWork, *facts: Any, **more: Any) -> Done:
            if next(commits) == 1:
                raise KeyError
            return commit(work, *facts, **more)

        with monkeypatch.context() as patch:
            patch.setattr(UnitOfWork, "commit", dies)
            assert open_due_reviews(world.clock) == {"opened": 2, "failed": 1}

        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, forms) == [[COUNT]] * 8

    def test_a_form_that_changes_meanwhile_is_left_for_the_next_run(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forms = [*counted_only(world, 6), *signed(world, 1)]
        read = triggered_reviews.new_review

        def meanwhile(ctx: Context, form: ExemptionForm, trigger: Trigger) -> Review:
            world.step(form, Action.RECORD_DOSE, school_record=form.school_record)
            return read(ctx, form, trigger)

        with monkeypatch.context() as patch:
            patch.setattr(triggered_reviews, "new_review", meanwhile)
            assert open_due_reviews(world.clock) == {"next": 2}

        assert owed(world) == 1
        assert open_due_reviews(world.clock) == {"opened": 2, "settled": 1}
        assert triggers(world, forms) == [[COUNT]] * 7
