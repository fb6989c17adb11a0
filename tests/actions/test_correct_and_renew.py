"""A correction and a renewal replace lines of an earlier form in one action (lifecycle H2, H7)."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.signing.correct_exemption import correct_exemption, correction_id
from chalicelib.actions.signing.renew_exemption import renew_exemption
from chalicelib.domain.account import Role
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.actions.physicians import (
    changed,
    codes_of,
    correction,
    guard_of,
    opened,
    refusal,
    renewal,
    same_child,
    seen,
    sign,
    standing_of,
)
from tests.actions.recipients import recipients_of, refused
from tests.builders import SCHOOL_ID, World, line

MMR, VAR = Vaccine.MMR, Vaccine.VAR


class TestCorrection:
    def test_it_replaces_the_form_and_keeps_its_day(self, world: World) -> None:
        old = world.form(lines=(line(expires_on=date(2027, 11, 20)), line(VAR, LineKind.PERMANENT)))
        world.clock.set("2027-02-01")
        draft = correction(world, old, treating_since=date(2021, 5, 4))

        new = sign(world, draft.id)

        old = world.reload(old)
        assert [each.state for each in old.lines] == [LineState.SUPERSEDED, LineState.SUPERSEDED]
        assert old.replaced_by_form_id == new.id
        assert [each.state for each in new.lines] == [LineState.ISSUED, LineState.ISSUED]
        assert (new.signed_on, new.treating_since) == (date(2026, 11, 20), date(2021, 5, 4))
        assert new.certifications.signed_at == world.clock()
        assert (new.criteria_set, new.grade, new.is_correction) == (old.criteria_set, old.grade, True)
        assert guard_of(world, new)["holder"] == new.id
        assert recipients_of(world, NoticeKind.EXEMPTION_REPLACED) == {("account", old.guardian_ids[0])}
        assert ("facility", SCHOOL_ID) in recipients_of(world, NoticeKind.EXEMPTION_ISSUED)

    def test_it_lengthens_nothing(self, world: World) -> None:
        old = world.form()
        world.clock.set("2027-02-01")
        draft = correction(world, old, lines=(line(expires_on=date(2027, 11, 21)),))
        error = refusal(world, draft.id)
        assert codes_of(error) == {"TEMPORARY_LONGER_THAN_ONE_YEAR"}
        assert error.verdict
        assert error.verdict.fact("latest_allowed") == date(2027, 11, 20)

    @pytest.mark.parametrize(
        "lines",
        [
            (line(expires_on=date(2027, 1, 1)), line(VAR, LineKind.PERMANENT)),  # a vaccine more
            (line(MMR, LineKind.PERMANENT),),  # temporary made permanent
            (line(VAR, expires_on=date(2027, 1, 1)),),  # another vaccine
        ],
    )
    def test_it_keeps_the_content_class(self, world: World, lines: tuple[object, ...]) -> None:
        draft = correction(world, world.form(), lines=lines)
        assert refusal(world, draft.id).code == "CORRECTION_CHANGES_CONTENT"

    def test_case_104_it_goes_on_under_the_same_review_and_does_not_count(self, world: World) -> None:
        old = world.form()
        review = world.review(ReviewState.ASSIGNED, form=old)
        draft = correction(world, old)

        new = sign(world, draft.id)

        assert new.review_ids == (review.id,)
        assert all(each.in_review for each in new.lines)
        moved = world.reload(review)
        assert (moved.form_id, moved.form_number, moved.state) == (new.id, new.number, ReviewState.ASSIGNED)
        assert standing_of(world).forms_by_year == {"2026": 1}

    def test_a_review_opened_after_the_correction_began_is_inherited_too(self, world: World) -> None:
        old = world.form()
        draft = correction(world, old)
        review = world.review(form=old)
        new = sign(world, draft.id)
        assert new.review_ids == (review.id,)
        assert world.reload(review).form_id == new.id

    def test_a_decided_review_stays_where_it_is(self, world: World) -> None:
        old = world.form()
        review = world.review(ReviewState.DECIDED, form=old, outcome=Outcome.CLEARED)
        new = sign(world, correction(world, old).id)
        assert new.review_ids == ()
        assert world.reload(review).form_id == old.id

    def test_a_form_revoked_meanwhile_is_not_corrected(self, world: World) -> None:
        old = world.form()
        draft = correction(world, old)
        world.review(ReviewState.DECIDED, form=old)
        assert refusal(world, draft.id).code == "CORRECTION_CHANGES_CONTENT"
        assert world.reload(old).lines[0].state == LineState.REVOKED

    @pytest.mark.parametrize("state", [LineState.HELD, LineState.WITHDRAWN, LineState.REVOKED])
    def test_a_form_without_an_issued_line_is_not_corrected(self, world: World, state: LineState) -> None:
        form = world.form(state=state)
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        error = refused(lambda: correct_exemption(ctx, form.id, form.version))
        assert (error.kind, error.code) == (ErrorKind.CONFLICT, "WRONG_STATE")

    def test_another_physicians_form_looks_like_none(self, world: World) -> None:
        form = world.form()
        ctx = world.ctx(world.physician(last_name="Someone-Else"))
        assert refused(lambda: correct_exemption(ctx, form.id, form.version)).kind == ErrorKind.NOT_FOUND

    def test_a_page_opened_before_begins_no_second_one(self, world: World) -> None:
        form = world.form()
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        shown = seen(world, form, correction_id(form.id))
        correct_exemption(ctx, form.id, shown)
        again = world.ctx(world.default_user(Role.PHYSICIAN))
        assert refused(lambda: correct_exemption(again, form.id, shown)).code == "STALE"

    def test_begun_anew_it_drops_what_was_filled_in(self, world: World) -> None:
        form = world.form()
        correction(world, form, treating_since=date(2021, 5, 4))
        assert correction(world, form).treating_since == form.treating_since
        assert world.ctx().store.person(world.default_user(Role.PHYSICIAN).id).ids("draft") == [correction_id(form.id)]


class TestRenewal:
    def test_case_13_a_renewal_before_the_end_leaves_no_gap(self, world: World) -> None:
        old = world.at("2026-11-20").form(lines=(line(expires_on=date(2027, 3, 10)),))
        world.clock.set("2027-03-01")

        new = sign(world, renewal(world, old, date(2028, 3, 1)).id)

        assert world.reload(old).lines[0].state == LineState.SUPERSEDED
        assert reading_of(new, new.lines[0], date(2027, 3, 1)) == EffectiveStatus.VALID
        assert reading_of(new, new.lines[0], date(2028, 3, 1)) == EffectiveStatus.VALID
        assert reading_of(new, new.lines[0], date(2028, 3, 2)) == EffectiveStatus.EXPIRED
        assert new.signed_on == date(2027, 3, 1)

    def test_one_year_counts_from_the_new_signing(self, world: World) -> None:
        old = world.form()
        world.clock.set("2027-03-01")
        assert codes_of(refusal(world, renewal(world, old, date(2028, 3, 2)).id)) == {"TEMPORARY_LONGER_THAN_ONE_YEAR"}

    def test_it_counts_toward_five(self, world: World) -> None:
        old = world.form()
        sign(world, renewal(world, old, date(2027, 6, 1)).id)
        assert standing_of(world).forms_by_year == {"2026": 2}

    def test_after_the_end_it_can_be_renewed_too(self, world: World) -> None:
        old = world.form(lines=(line(expires_on=date(2026, 12, 31)),))
        world.clock.set("2027-01-15")
        new = sign(world, renewal(world, old, date(2027, 6, 30)).id)
        assert new.lines[0].state == LineState.ISSUED
        assert guard_of(world, new)["holder"] == new.id

    def test_only_temporary_lines_are_renewed_and_the_others_stay(self, world: World) -> None:
        old = world.form(lines=(line(), line(VAR, LineKind.PERMANENT)))
        new = sign(world, renewal(world, old, date(2027, 6, 1)).id)
        assert [each.vaccine for each in new.lines] == [MMR]
        assert {each.vaccine: each.state for each in world.reload(old).lines} == {
            MMR: LineState.SUPERSEDED,
            VAR: LineState.ISSUED,
        }

    def test_a_review_of_a_form_renewed_in_part_stays_and_a_second_one_opens(self, world: World) -> None:
        old = world.form(lines=(line(), line(VAR, LineKind.PERMANENT)))
        review = world.review(ReviewState.ASSIGNED, form=old)
        new = sign(world, renewal(world, old, date(2027, 6, 1)).id)
        second = world.ctx().store.get(Review, new.review_ids[0])
        assert world.reload(review).form_id == old.id
        assert second.id != review.id
        assert (second.form_id, second.state, second.trigger) == (new.id, ReviewState.OPEN, review.trigger)
        assert {each.vaccine: each.in_review for each in world.reload(old).lines} == {MMR: False, VAR: True}

    def test_the_child_has_reached_another_grade_by_then(self, world: World) -> None:
        old = world.form()
        world.clock.set("2027-08-20")
        assert sign(world, renewal(world, old, date(2028, 8, 20)).id).grade == Grade.GRADE_3

    def test_a_child_who_has_reached_the_next_span_needs_a_new_request(self, world: World) -> None:
        old = world.form(grade=Grade.GRADE_6, grade_now=Grade.GRADE_6)
        world.clock.set("2027-06-30")
        assert renewal(world, old, date(2027, 7, 30)).span == old.span
        world.clock.set("2027-07-01")
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        error = refused(lambda: renew_exemption(ctx, old.id, world.reload(old).version))
        assert error.code == "RENEWAL_NEEDS_NEW_REQUEST"

    def test_a_form_with_permanent_lines_alone_is_not_renewed(self, world: World) -> None:
        form = world.form(lines=(line(kind=LineKind.PERMANENT),))
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        assert refused(lambda: renew_exemption(ctx, form.id, form.version)).code == "WRONG_STATE"

    def test_what_a_renewal_left_out_can_be_renewed_later(self, world: World) -> None:
        old = world.form(lines=(line(), line(VAR)))
        draft = renewal(world, old, date(2027, 6, 1))
        sign(world, changed(world, draft, lines=draft.lines[:1]).id)
        new = sign(world, renewal(world, old, date(2027, 6, 2)).id)
        assert [each.vaccine for each in new.lines] == [VAR]
        assert {each.state for each in world.reload(old).lines} == {LineState.SUPERSEDED}

    def test_a_stale_page_begins_nothing(self, world: World) -> None:
        form = world.form()
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        assert refused(lambda: renew_exemption(ctx, form.id, form.version - 1)).code == "STALE"

    def test_a_parents_request_can_renew_another_physicians_form(self, world: World) -> None:
        child = same_child(world)
        old = world.form(child=child)
        request = opened(world, request={"child": child, "renews_form_id": old.id})
        world.clock.advance(minutes=1)
        new = sign(world, request.id)
        assert (new.replaces_form_id, world.reload(old).lines[0].state) == (old.id, LineState.SUPERSEDED)

    def test_a_draft_signed_once_leaves_the_list(self, world: World) -> None:
        old = world.form()
        draft = renewal(world, old, world.clock.today + timedelta(days=30))
        sign(world, draft.id)
        assert world.ctx().store.person(world.default_user(Role.PHYSICIAN).id).ids("draft") == []
