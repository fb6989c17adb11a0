"""Signing: what makes an exemption, what the law asks of the form, and the lock of each line (HSC 120372(a))."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.domain.account import Address, Role
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import reading_of, school_answer
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import PrimaryCare, RequestState
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys
from tests.actions.physicians import codes_of, draft_of, guard_of, opened, refusal, same_child, sign, standing_of
from tests.actions.recipients import recipients_of, refused
from tests.builders import PASSWORD, PRACTICE, SCHOOL_ID, SIGNATURE, World, line

PERMANENT, TEMPORARY = LineKind.PERMANENT, LineKind.TEMPORARY
PCP = PrimaryCare(
    name="Rosalind Achterberg",
    license="G 41002",
    business_address=PRACTICE,
    telephone="(626) 555-0111",
    why_not_issuer="The child is followed at our oncology clinic",
)
GRADE_6_NOW = {"grade": Grade.GRADE_6, "grade_now": Grade.GRADE_6}
FOR_GRADE_7 = {**GRADE_6_NOW, "grade": Grade.GRADE_7, "planned_first_day": date(2027, 8, 16)}


class TestIssue:
    def test_signing_makes_the_form_and_everything_that_goes_with_it(self, world: World) -> None:
        request = opened(world)
        doctor = world.default_user(Role.PHYSICIAN)

        form = sign(world, request.id)

        request = world.reload(request)
        assert (request.state, request.form_id) == (RequestState.ISSUED, form.id)
        assert draft_of(world, request.id).is_signed
        assert [each.state for each in form.lines] == [LineState.ISSUED]
        assert form.signed_on == date(2026, 11, 20)
        assert form.certifications.signed_name == doctor.display_name
        assert recipients_of(world, NoticeKind.EXEMPTION_ISSUED) == {
            ("account", request.parent_id),
            ("facility", SCHOOL_ID),
        }
        listed = world.ctx().store.school_list(SCHOOL_ID, world.ctx().keyed_hash)
        assert [row.form_id for row in listed.forms] == [form.id]
        assert guard_of(world, form)["holder"] == form.id
        account_bundle = world.ctx().store.person(doctor.id)
        assert account_bundle.ids("form") == [form.id]
        assert account_bundle.ids("request") == []
        number = world.ctx().store.item(keys.form_number(world.ctx().keyed_hash("form-number", form.number)))
        assert number
        assert number["case_id"] == form.id

    def test_the_form_counts_in_its_calendar_year(self, world: World) -> None:
        world.form()
        world.at("2026-12-31", hour=23, minute=59).form()
        world.at("2027-01-01", hour=0).form()
        assert standing_of(world).forms_by_year == {"2026": 2, "2027": 1}

    def test_pressing_twice_signs_once(self, world: World) -> None:
        request = opened(world)
        first = sign(world, request.id, idempotency_key="a" * 26)
        world.clock.advance(seconds=2)
        assert refused(lambda: sign(world, request.id, idempotency_key="a" * 26)).code == "ALREADY_SIGNED"
        assert world.ctx().store.person(first.physician_id).ids("form") == [first.id]

    def test_a_draft_that_changed_since_it_was_shown_is_not_signed(self, world: World) -> None:
        request = opened(world)
        assert refusal(world, request.id, ErrorKind.CONFLICT, expected_version=7).code == "STALE"

    def test_a_signature_without_a_shown_version_is_not_taken(self, world: World) -> None:
        request = opened(world)
        assert refusal(world, request.id, ErrorKind.CONFLICT, expected_version=0).code == "STALE"

    def test_another_physicians_draft_looks_like_none(self, world: World) -> None:
        request = opened(world)
        error = refusal(world, request.id, ErrorKind.NOT_FOUND, doctor=world.physician(last_name="Someone-Else"))
        assert error.code == "NOT_FOUND"

    def test_a_wrong_password_signs_nothing(self, world: World) -> None:
        error = refusal(world, opened(world).id, ErrorKind.INVALID, password="not the password")
        assert (error.code, error.field) == ("WRONG_PROOF", "password")

    def test_after_five_wrong_passwords_the_right_one_waits_too(self, world: World) -> None:
        request = opened(world)
        for _ in range(5):
            assert refusal(world, request.id, ErrorKind.INVALID, password="no").code == "WRONG_PROOF"
        assert refusal(world, request.id, ErrorKind.TOO_MANY).code == "TOO_MANY_TRIES"
        world.clock.advance(minutes=1)
        assert sign(world, request.id).number

    @pytest.mark.parametrize("name", ["Thaddeus Okonjo-Reyes", "thaddeus  okonjo reyes", "Thaddéus Okonjo-Reyes, Jr."])
    def test_the_signature_is_the_signers_name_however_it_is_written(self, world: World, name: str) -> None:
        assert sign(world, opened(world).id, signed_name=name).certifications.signed_name == name

    def test_someone_elses_name_is_no_signature(self, world: World) -> None:
        error = refusal(world, opened(world).id, ErrorKind.INVALID, signed_name="Pat Lee")
        assert (error.code, error.field) == ("SIGNED_NAME_DIFFERS", "signed_name")

    def test_signing_waits_for_a_school(self, world: World) -> None:
        request = opened(world, request={"school": None, "not_enrolled_yet": True})
        assert refusal(world, request.id, ErrorKind.INVALID).code == "SCHOOL_NEEDED_TO_SIGN"

    def test_a_request_that_went_back_is_out_of_reach(self, world: World) -> None:
        request = opened(world)
        world.step(
            request,
            Action.CHOOSE_OTHER_PHYSICIAN,
            actor=world.default_user(Role.PARENT),
            state=RequestState.SUBMITTED,
            physician_id="",
        )
        assert refusal(world, request.id, ErrorKind.NOT_FOUND).code == "NOT_FOUND"


class TestWhatTheFormMustState:
    @pytest.mark.parametrize(
        ("certified", "code"),
        [
            ("examined_and_meets_standard_of_care", "EXAMINATION_NOT_CERTIFIED"),
            ("true_accurate_complete", "TRUTH_NOT_CERTIFIED"),
            ("no_charge_made", "NO_CHARGE_NOT_ATTESTED"),  # case 14
        ],
    )
    def test_each_certification_is_needed(self, world: World, certified: str, code: str) -> None:
        assert codes_of(refusal(world, opened(world).id, **{certified: False})) == {code}

    def test_case_33_another_issuer_explains(self, world: World) -> None:
        request = opened(world, is_primary_care=False, primary_care=PCP.with_changes(why_not_issuer=" "))
        assert codes_of(refusal(world, request.id)) == {"PCP_EXPLANATION_MISSING"}

    @pytest.mark.parametrize(
        "missing",
        [
            {"license": ""},
            {"name": ""},
            {"telephone": ""},
            {"business_address": Address(street="", city="", state="", zip_code="")},
        ],
    )
    def test_case_34_the_primary_care_physicians_four_items_are_needed(
        self, world: World, missing: dict[str, object]
    ) -> None:
        request = opened(world, is_primary_care=False, primary_care=PCP.with_changes(**missing))
        assert codes_of(refusal(world, request.id)) == {"PCP_DETAIL_MISSING"}

    def test_an_issuer_who_is_another_signs_with_all_of_it(self, world: World) -> None:
        form = sign(world, opened(world, is_primary_care=False, primary_care=PCP).id)
        assert form.primary_care == PCP

    def test_case_35_each_vaccine_needs_its_own_text(self, world: World) -> None:
        lines = (line(Vaccine.MMR), line(Vaccine.VAR, description=" "))
        error = refusal(world, opened(world, lines=lines).id)
        assert codes_of(error) == {"VACCINE_DESCRIPTION_MISSING"}
        assert error.verdict
        assert error.verdict.fact("vaccine") == "VAR"

    def test_a_form_without_a_vaccine_is_not_filled_in(self, world: World) -> None:
        assert refusal(world, opened(world, lines=()).id, ErrorKind.INVALID).code == "FORM_INCOMPLETE"

    def test_case_26_a_vaccine_that_the_span_does_not_ask_for(self, world: World) -> None:
        error = refusal(world, opened(world, lines=(line(Vaccine.HIB),)).id)
        assert codes_of(error) == {"VACCINE_NOT_REQUIRED_IN_SPAN"}

    def test_case_27_hepatitis_b_for_grade_7_is_allowed(self, world: World) -> None:
        request = world.at("2026-08-16").request(**FOR_GRADE_7)
        opened_one = world.opened(request, world.default_user(Role.PHYSICIAN), lines=(line(Vaccine.HEPB, PERMANENT),))
        assert sign(world, opened_one.id).lines[0].vaccine == Vaccine.HEPB

    def test_case_36_a_vaccine_stands_on_the_form_once(self, world: World) -> None:
        lines = (line(Vaccine.MMR), line(Vaccine.MMR))
        assert "VACCINE_LISTED_TWICE" in codes_of(refusal(world, opened(world, lines=lines).id))

    def test_case_37_a_non_reason_alone_carries_nothing(self, world: World) -> None:
        lines = (line(reason_codes=("MIS-15",)),)
        assert codes_of(refusal(world, opened(world, lines=lines).id)) == {"NON_REASON_ALONE"}

    def test_every_failure_is_told_at_once(self, world: World) -> None:
        request = opened(
            world,
            is_primary_care=False,
            primary_care=PCP.with_changes(license=""),
            lines=(line(kind=PERMANENT, expires_on=date(2027, 1, 1)),),
        )
        found = codes_of(refusal(world, request.id, no_charge_made=False))
        assert found >= {"PCP_DETAIL_MISSING", "PERMANENT_WITH_EXPIRY", "NO_CHARGE_NOT_ATTESTED"}


class TestHowLong:
    @pytest.mark.parametrize(
        ("signed_on", "expiry", "codes"),
        [
            ("2026-11-20", date(2027, 11, 20), set()),  # case 1
            ("2026-11-20", date(2027, 11, 21), {"TEMPORARY_LONGER_THAN_ONE_YEAR"}),  # case 2
            ("2026-08-15", date(2027, 8, 15), set()),
            ("2026-08-15", date(2027, 8, 16), {"TEMPORARY_LONGER_THAN_ONE_YEAR"}),  # case 3
            ("2026-11-20", date(2026, 11, 21), set()),
            ("2026-11-20", date(2026, 11, 20), {"EXPIRY_NOT_AFTER_ISSUE"}),  # case 8
            ("2026-11-20", date(2026, 11, 19), {"EXPIRY_NOT_AFTER_ISSUE"}),
        ],
    )
    def test_a_temporary_line_lasts_one_year_at_most(
        self, world: World, signed_on: str, expiry: date, codes: set[str]
    ) -> None:
        world.at(signed_on)
        request = opened(world, lines=(line(expires_on=expiry),))
        if codes:
            assert codes_of(refusal(world, request.id)) == codes
        else:
            assert sign(world, request.id).lines[0].expires_on == expiry

    def test_the_latest_date_is_offered(self, world: World) -> None:
        error = refusal(world, opened(world, lines=(line(expires_on=date(2027, 11, 21)),)).id)
        assert error.verdict
        assert error.verdict.fact("latest_allowed") == date(2027, 11, 20)

    def test_case_7_a_temporary_line_without_end(self, world: World) -> None:
        request = opened(world)
        draft = draft_of(world, request.id)
        endless = tuple(each.with_changes(expires_on=None) for each in draft.lines)
        world.step(draft, Action.EDIT_FORM_DRAFT, actor=world.default_user(Role.PHYSICIAN), lines=endless)
        assert codes_of(refusal(world, request.id)) == {"TEMPORARY_WITHOUT_EXPIRY"}

    def test_case_9_a_permanent_line_with_an_end(self, world: World) -> None:
        request = opened(world, lines=(line(kind=PERMANENT, expires_on=date(2027, 1, 1)),))
        assert codes_of(refusal(world, request.id)) == {"PERMANENT_WITH_EXPIRY"}

    def test_case_10_an_end_on_a_sunday_stays_there(self, world: World) -> None:
        form = world.at("2026-08-15").form(lines=(line(expires_on=date(2027, 8, 15)),))
        assert reading_of(form, form.lines[0], date(2027, 8, 15)) == EffectiveStatus.VALID
        assert reading_of(form, form.lines[0], date(2027, 8, 16)) == EffectiveStatus.EXPIRED

    def test_case_15_a_permanent_line_ends_with_its_span(self, world: World) -> None:
        facts = {**GRADE_6_NOW, "next_span_entry": date(2027, 8, 16)}
        form = world.at("2026-10-05").form(lines=(line(kind=PERMANENT),), **facts)
        assert reading_of(form, form.lines[0], date(2027, 8, 15)) == EffectiveStatus.VALID
        assert reading_of(form, form.lines[0], date(2027, 8, 16)) == EffectiveStatus.SPAN_ENDED

    def test_case_16_twelve_months_before_the_span_is_early_enough(self, world: World) -> None:
        form = world.at("2026-08-16").form(lines=(line(kind=PERMANENT),), **FOR_GRADE_7)
        answer = school_answer(form, form.lines[0], revoked_on=None, appeal=None, on=date(2026, 12, 1))  # case 19
        assert form.span_starts_on == date(2027, 8, 16)
        assert answer.outcome == Outcome.NOT_AN_EXEMPTION
        assert answer.fact("in_effect_from") == date(2027, 8, 16)

    def test_case_17_a_day_earlier_is_too_early(self, world: World) -> None:
        request = world.at("2026-08-15").request(**FOR_GRADE_7)
        world.opened(request, world.default_user(Role.PHYSICIAN), lines=(line(kind=PERMANENT),))
        error = refusal(world, request.id)
        assert codes_of(error) == {"ISSUED_TOO_EARLY"}
        assert error.verdict
        assert error.verdict.fact("earliest_allowed") == date(2026, 8, 16)

    def test_case_101_a_temporary_line_ends_before_a_known_entry(self, world: World) -> None:
        facts = {**GRADE_6_NOW, "next_span_entry": date(2027, 8, 16)}
        request = world.at("2027-05-10").request(**facts)
        world.opened(request, world.default_user(Role.PHYSICIAN), lines=(line(expires_on=date(2028, 5, 10)),))
        error = refusal(world, request.id)
        assert codes_of(error) == {"TEMPORARY_OUTLASTS_SPAN"}
        assert error.verdict
        assert error.verdict.fact("latest_allowed") == date(2027, 8, 15)


class TestGuard:
    def test_a_second_form_for_a_vaccine_in_force_is_refused(self, world: World) -> None:
        child = same_child(world)
        world.form(child=child)
        request = opened(world, request={"child": child})
        assert refusal(world, request.id, ErrorKind.CONFLICT).code == "LINE_ALREADY_IN_FORCE"

    def test_another_vaccine_of_the_same_child_is_free(self, world: World) -> None:
        child = same_child(world)
        world.form(child=child)
        assert world.form(child=child, lines=(line(Vaccine.VAR),)).lines[0].state == LineState.ISSUED

    @pytest.mark.parametrize(
        ("signed_on", "is_free"), [("2026-09-30", False), ("2026-10-01", True), ("2026-10-05", True)]
    )
    def test_case_103_an_ended_line_never_blocks(self, world: World, signed_on: str, is_free: bool) -> None:
        world.at("2026-03-02")
        child = same_child(world)
        old = world.form(child=child, lines=(line(expires_on=date(2026, 9, 30)),))
        request = opened(world.at(signed_on), request={"child": child})  # type: ignore[arg-type]
        if not is_free:
            assert refusal(world, request.id, ErrorKind.CONFLICT).code == "LINE_ALREADY_IN_FORCE"
            return
        new = sign(world, request.id)
        assert guard_of(world, new)["holder"] == new.id
        assert world.reload(old).lines[0].state == LineState.ISSUED

    def test_the_guard_of_a_line_whose_end_is_not_known_holds_on(self, world: World) -> None:
        child = same_child(world)
        form = world.form(child=child, lines=(line(kind=PERMANENT),))
        assert guard_of(world, form)["valid_until"] == date.max.isoformat()

    @pytest.mark.parametrize("state", [LineState.WITHDRAWN, LineState.REFUSED])
    def test_a_line_that_was_taken_back_or_refused_frees_the_guard(self, world: World, state: LineState) -> None:
        child = same_child(world)
        world.form(state=state, child=child)
        world.licenses.set_record(_license(world))
        held = standing_of(world).held_form_ids
        request = opened(world, request={"child": child}, lines=(line(expires_on=date(2027, 1, 20)),))
        assert sign(world, request.id).lines[0].state == (LineState.HELD if held else LineState.ISSUED)

    def test_a_new_form_after_a_revocation_is_issued_and_goes_to_review(self, world: World) -> None:
        child = same_child(world)
        world.form(state=LineState.REVOKED, child=child)
        form = world.form(child=child)
        review = world.ctx().store.get(Review, form.review_ids[0])
        assert (review.state, review.trigger) == (ReviewState.OPEN, Trigger.REISSUED_AFTER_REVOCATION)
        assert review.form_id == form.id
        assert [(each.state, each.in_review) for each in form.lines] == [(LineState.ISSUED, True)]

    def test_two_physicians_who_sign_at_once_one_wins(self, world: World) -> None:
        child = same_child(world)
        first, second = opened(world, request={"child": child}), opened(world, request={"child": child})
        doctor = world.default_user(Role.PHYSICIAN)
        slow = world.ctx(doctor)  # has read the locks before the other signed
        slow.store.load([keys.exemption_lock(child.id, Vaccine.MMR, draft_of(world, second.id).span)])
        winner = sign(world, first.id)
        command = IssueCommand(second.id, draft_of(world, second.id).version, SIGNATURE, PASSWORD)
        assert refused(lambda: issue_exemption(slow, command)).code == "LINE_ALREADY_IN_FORCE"
        assert guard_of(world, winner)["holder"] == winner.id


def _license(world: World) -> str:
    profile = world.default_user(Role.PHYSICIAN).physician
    assert profile
    return profile.license_number


def test_the_signing_day_is_californias(world: World) -> None:
    world.clock.now = datetime(2026, 12, 1, 7, 59, tzinfo=UTC)
    assert world.form().signed_on == date(2026, 11, 30)
    world.clock.now += timedelta(minutes=1)
    assert world.form().signed_on == date(2026, 12, 1)
