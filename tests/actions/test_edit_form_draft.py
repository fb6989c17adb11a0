"""The form is filled in page by page; what the law does not allow is refused at its page (HSC 120372(a)(2))."""

from datetime import date

import pytest

from chalicelib.actions.signing.draft_case import load_draft_case, lock_keys
from chalicelib.actions.signing.edit_form_draft import (
    LineAnswers,
    PageOfDraft,
    choose_vaccines,
    save_examination,
    save_line,
    save_primary_care,
)
from chalicelib.actions.signing.preview_form import FormPreview, preview_of
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.request import ExemptionRequest, LineDraft, PrimaryCare
from chalicelib.domain.results import Done
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.law.verdict import Outcome
from tests.actions.physicians import codes_of, draft_of, opened, same_child
from tests.actions.recipients import refused
from tests.builders import KAI, PRACTICE, World, line

MMR, VAR, PERMANENT, TEMPORARY = Vaccine.MMR, Vaccine.VAR, LineKind.PERMANENT, LineKind.TEMPORARY
KAWASAKI = "LIVE-IG-141"
PCP = PrimaryCare(
    name="Rosalind Achterberg",
    license="G 41002",
    business_address=PRACTICE,
    telephone="(626) 555-0111",
    why_not_issuer="The child is followed at our oncology clinic",
)


def empty(world: World, **facts: object) -> ExemptionRequest:
    """A request just opened: nothing is filled in."""
    return opened(world, request=dict(facts), lines=(), examined_on=None, is_primary_care=None, treating_since=None)


def page(world: World, request: ExemptionRequest) -> PageOfDraft:
    return PageOfDraft(request.id, draft_of(world, request.id).version)


def choose(world: World, request: ExemptionRequest, *vaccines: Vaccine) -> Done:
    return choose_vaccines(world.ctx(world.default_user(Role.PHYSICIAN)), page(world, request), vaccines)


def say(
    world: World, request: ExemptionRequest, product_on: date | None = None, use_latest: bool = False, **facts: object
) -> LineDraft:
    """Say of MMR what these facts state, and return the line as saved."""
    given = {"vaccine": MMR, "kind": TEMPORARY, "reason_codes": ("LIVE-CHEMO",), "description": "Chemotherapy", **facts}
    answers = LineAnswers(LineDraft.model_validate(given), product_on=product_on, use_latest=use_latest)
    save_line(world.ctx(world.default_user(Role.PHYSICIAN)), page(world, request), answers)
    return draft_of(world, request.id).lines[0]


def not_said(world: World, request: ExemptionRequest, **facts: object) -> PortalError:
    return refused(lambda: say(world, request, **facts))


class TestExamination:
    def examine(self, world: World, request: ExemptionRequest, **changes: object) -> Done:
        given = {
            "examined_on": date(2026, 11, 18),
            "treating_since": date(2020, 1, 1),
            "is_primary_care": True,
            **changes,
        }
        return save_examination(world.ctx(world.default_user(Role.PHYSICIAN)), page(world, request), **given)

    def test_it_is_saved_and_leads_on(self, world: World) -> None:
        request = empty(world)
        assert self.examine(world, request).step == "vaccines"
        draft = draft_of(world, request.id)
        assert (draft.examined_on, draft.treating_since, draft.is_primary_care) == (
            date(2026, 11, 18),
            date(2020, 1, 1),
            True,
        )

    def test_another_issuer_is_asked_for_the_primary_care_physician(self, world: World) -> None:
        request = empty(world)
        done = self.examine(world, request, is_primary_care=False)
        assert done.step == "primary-care"
        doctor = world.default_user(Role.PHYSICIAN)
        done = save_primary_care(world.ctx(doctor), page(world, request), PCP)
        assert (done.subject.id, done.step) == (request.id, "vaccines")
        assert draft_of(world, request.id).primary_care == PCP
        self.examine(world, request)
        assert draft_of(world, request.id).primary_care is None

    @pytest.mark.parametrize("field", ["examined_on", "treating_since"])
    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (date(2026, 11, 20), None),
            (date(2026, 11, 21), "DATE_IN_FUTURE"),
            (KAI.birth_date, None),
            (date(2019, 3, 13), "DATE_BEFORE_BIRTH"),
        ],
    )
    def test_its_dates_lie_between_birth_and_today(self, world: World, field: str, day: date, code: str) -> None:
        request = empty(world)
        if code is None:
            assert self.examine(world, request, **{field: day})
            return
        error = refused(lambda: self.examine(world, request, **{field: day}))
        assert (error.code, error.field) == (code, field)

    def test_a_page_made_before_the_last_change_saves_nothing(self, world: World) -> None:
        request = empty(world)
        seen = page(world, request)
        self.examine(world, request)
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        assert refused(lambda: choose_vaccines(ctx, seen, [MMR])).code == "STALE"


class TestVaccines:
    def test_each_gets_a_line_of_its_own_in_the_order_of_the_form(self, world: World) -> None:
        request = empty(world)
        choose(world, request, VAR, MMR)
        assert [each.vaccine for each in draft_of(world, request.id).lines] == [MMR, VAR]

    def test_what_was_said_of_a_vaccine_that_stays_is_kept(self, world: World) -> None:
        request = opened(world)
        choose(world, request, MMR, VAR)
        lines = draft_of(world, request.id).lines
        assert (lines[0].description != "", lines[1].description) == (True, "")
        choose(world, request, VAR)
        assert [each.vaccine for each in draft_of(world, request.id).lines] == [VAR]

    def test_case_26_hib_in_grade_3(self, world: World) -> None:
        request = empty(world, grade=Grade.GRADE_3, grade_now=Grade.GRADE_3)
        error = refused(lambda: choose(world, request, Vaccine.HIB))
        assert (codes_of(error), error.field) == ({"VACCINE_NOT_REQUIRED_IN_SPAN"}, "vaccines")

    @pytest.mark.parametrize(("birth_date", "may"), [(date(2019, 11, 20), True), (date(2019, 11, 21), False)])
    def test_tdap_begins_at_seven(self, world: World, birth_date: date, may: bool) -> None:
        child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(birth_date=birth_date))
        request = empty(world, child=child)
        if may:
            assert choose(world, request, Vaccine.TDAP)
        else:
            assert codes_of(refused(lambda: choose(world, request, Vaccine.TDAP))) == {"TDAP_BEFORE_AGE_SEVEN"}


class TestLine:
    def test_a_line_is_saved_and_the_last_one_leads_to_the_check(self, world: World) -> None:
        request = opened(world)
        saved = say(world, request, expires_on=date(2027, 11, 20))  # case 1
        assert (saved.reason_codes, saved.expires_on) == (("LIVE-CHEMO",), date(2027, 11, 20))

    @pytest.mark.parametrize(
        ("facts", "code", "field"),
        [
            ({"expires_on": date(2027, 11, 21)}, "TEMPORARY_LONGER_THAN_ONE_YEAR", "expires_on"),  # case 2
            ({}, "TEMPORARY_WITHOUT_EXPIRY", "expires_on"),  # case 7
            ({"expires_on": date(2026, 11, 20)}, "EXPIRY_NOT_AFTER_ISSUE", "expires_on"),  # case 8
            ({"kind": PERMANENT, "expires_on": date(2027, 1, 1)}, "PERMANENT_WITH_EXPIRY", "expires_on"),  # case 9
            ({"kind": PERMANENT, "reason_codes": ("MIS-02",)}, "NON_REASON_ALONE", "reason_codes"),  # case 37
            ({"kind": PERMANENT, "reason_codes": ("IPV-ANA",)}, "REASON_NOT_FOR_VACCINE", "reason_codes"),
            ({"kind": PERMANENT, "reason_codes": ("NO-SUCH",)}, "REASON_UNKNOWN", "reason_codes"),
            ({"kind": PERMANENT, "reason_codes": ("IMM-MEA", "IMM-MUM")}, "IMMUNITY_MISSING_ANTIGEN", "reason_codes"),
        ],
    )
    def test_what_the_law_does_not_allow_is_refused_at_its_field(
        self, world: World, facts: dict[str, object], code: str, field: str
    ) -> None:
        error = not_said(world, opened(world), **facts)
        assert codes_of(error) == {code}
        assert error.verdict
        assert {reason.facts["field"] for reason in error.verdict.reasons} == {field}

    def test_the_latest_date_is_offered_and_one_press_takes_it(self, world: World) -> None:
        request = opened(world)
        error = not_said(world, request, expires_on=date(2027, 11, 21))
        assert error.verdict
        assert error.verdict.fact("latest_allowed") == date(2027, 11, 20)
        assert say(world, request, expires_on=date(2027, 11, 21), use_latest=True).expires_on == date(2027, 11, 20)

    def test_the_latest_date_before_a_known_entry(self, world: World) -> None:
        request = opened(world, request={"next_span_entry": date(2027, 8, 16)})
        assert say(world, request, use_latest=True).expires_on == date(2027, 8, 15)

    def test_case_11_the_wait_after_a_blood_product_gives_the_end(self, world: World) -> None:
        world.at("2026-02-02")
        request = opened(world)
        saved = say(world, request, reason_codes=(KAWASAKI,), product_on=date(2026, 1, 31))
        assert saved.expires_on == date(2026, 12, 31)

    def test_a_typed_end_outweighs_the_suggested_one(self, world: World) -> None:
        world.at("2026-02-02")
        saved = say(
            world, opened(world), reason_codes=(KAWASAKI,), product_on=date(2026, 1, 31), expires_on=date(2026, 10, 1)
        )
        assert saved.expires_on == date(2026, 10, 1)

    def test_the_longest_of_two_waits_counts_and_the_law_caps_it(self, world: World) -> None:
        world.at("2026-02-02")
        saved = say(
            world,
            opened(world, request={"next_span_entry": date(2026, 8, 17)}),
            reason_codes=("LIVE-IG-125", KAWASAKI),
            product_on=date(2026, 1, 31),
        )
        assert saved.expires_on == date(2026, 8, 16)

    def test_a_product_date_without_such_a_reason_gives_no_end(self, world: World) -> None:
        error = not_said(world, opened(world), product_on=date(2026, 10, 31))
        assert codes_of(error) == {"TEMPORARY_WITHOUT_EXPIRY"}

    def test_a_vaccine_that_the_form_does_not_name(self, world: World) -> None:
        request = opened(world)
        error = not_said(world, request, vaccine=VAR, reason_codes=("LIVE-GEL",), kind=PERMANENT)
        assert error.kind == ErrorKind.NOT_FOUND


class TestPreview:
    def preview(self, world: World, request: ExemptionRequest) -> FormPreview:
        ctx = world.ctx(world.default_user(Role.PHYSICIAN))
        return preview_of(ctx, load_draft_case(ctx, Action.EDIT_FORM_DRAFT, request.id, lock_keys))

    def test_it_says_from_when_until_when_and_what_the_school_is_told(self, world: World) -> None:
        shown = self.preview(world, opened(world, lines=(line(expires_on=date(2027, 5, 1)),)))
        only = shown.lines[0]
        assert (only.first_day, only.last_day) == (date(2026, 11, 20), date(2027, 5, 1))
        assert only.today.outcome == Outcome.ADMIT_CONDITIONALLY_UNTIL
        assert shown.can_be_signed

    def test_case_17_a_form_is_filled_in_before_it_may_be_signed(self, world: World) -> None:
        world.at("2026-08-15")
        request = opened(
            world,
            request={"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_6, "planned_first_day": date(2027, 8, 16)},
            lines=(line(kind=PERMANENT),),
        )
        assert say(world, request, kind=PERMANENT).kind == PERMANENT
        shown = self.preview(world, request)
        assert {str(code) for code in shown.lines[0].refusals.codes} == {"ISSUED_TOO_EARLY"}
        assert shown.lines[0].refusals.fact("earliest_allowed") == date(2026, 8, 16)
        assert self.preview(world.at("2026-08-16"), request).can_be_signed

    def test_it_warns_where_another_exemption_counts(self, world: World) -> None:
        child = same_child(world)
        world.form(child=child)
        shown = self.preview(world, opened(world, request={"child": child}))
        assert (shown.lines[0].is_guarded, shown.can_be_signed) == (True, False)

    def test_a_renewal_is_not_in_its_own_way(self, world: World) -> None:
        child = same_child(world)
        old = world.form(child=child)
        assert self.preview(world, opened(world, request={"child": child, "renews_form_id": old.id})).can_be_signed

    def test_it_names_what_is_missing(self, world: World) -> None:
        shown = self.preview(world, opened(world, request={"school": None, "not_enrolled_yet": True}))
        assert {str(code) for code in shown.missing.codes} == {"SCHOOL_MISSING"}
        assert not shown.can_be_signed

    def test_case_38_a_reason_of_its_own_is_flagged_and_allowed(self, world: World) -> None:
        shown = self.preview(world, opened(world, lines=(line(kind=PERMANENT, reason_codes=("OTHER-SOC",)),)))
        assert "OTHER_REASON_FLAGGED" in {str(code) for code in shown.lines[0].notes.codes}
        assert shown.can_be_signed
