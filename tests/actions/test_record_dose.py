"""A school records the doses given to its pupils, and takes mistaken ones off (17 CCR 6065; HSC 120372(d)(6))."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.actions.pupils.dose_checks import MAX_DOSES
from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.actions.pupils.remove_dose import RemoveDoseCommand, remove_dose
from chalicelib.actions.requests.change_school import CaseIds, change_school
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.child import Child
from chalicelib.domain.effective_status import school_answer
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import ReviewState
from chalicelib.domain.school_record import RecordedDose, SchoolRecord
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict
from tests.actions.physicians import same_child
from tests.actions.recipients import recipients_of, refused
from tests.builders import KAI, SCHOOL_ID, World, line
from tests.checks.recipients import events_of

MMR, VAR, IPV, DTAP = Vaccine.MMR, Vaccine.VAR, Vaccine.IPV, Vaccine.DTAP
OTHER_SCHOOL = "19642120654321"
MISTAKE = "The card belongs to a brother"


def child_of(world: World, form: ExemptionForm) -> Child:
    return world.ctx().store.get(Child, form.child_id)


def record(
    world: World, form: ExemptionForm, given_on: str, *vaccines: Vaccine, by: Account | None = None, **options: Any
) -> Done:
    version = options.pop("version", child_of(world, form).version)
    command = DoseCommand(form.id, version, frozenset(vaccines or {MMR}), date.fromisoformat(given_on))
    return record_dose(world.ctx(by or world.default_user(Role.SCHOOL), **options), command)


def answer(world: World, form: ExemptionForm, on: str, vaccine: Vaccine = MMR) -> Verdict:
    """What the school is told, from its own rows."""
    day = date.fromisoformat(on)
    listed = world.ctx().store.school_list(form.facility_id, world.ctx().keyed_hash)
    (pupil,) = answers_for_pupils(listed.forms, day)
    (found,) = (each for each in pupil.answers if each.vaccine == vaccine)
    stored = world.reload(form)
    kept = stored.line(vaccine)
    assert kept
    gone = kept.revocation
    to_parent = school_answer(
        stored, kept, revoked_on=gone.revoked_on if gone else None, appeal=gone.appeal if gone else None, on=day
    )
    assert to_parent == found.verdict, "parent and school are told the same"
    return found.verdict


@pytest.fixture
def revoked(world: World) -> ExemptionForm:
    """MMR, revoked on September 1, 2026; the doses must start by October 1."""
    world.clock.set("2026-09-01")
    form = world.form(LineState.REVOKED)
    world.clock.set("2026-09-28")
    return form


class TestTheDutyAfterARevocation:
    def test_case_77_a_first_dose_meets_it_and_the_next_one_has_its_day(
        self, world: World, revoked: ExemptionForm
    ) -> None:
        assert answer(world, revoked, "2026-10-02").fact("exclude_from") == date(2026, 10, 2)

        assert record(world, revoked, "2026-09-28").subject == subject_of(revoked)

        until = answer(world, revoked, "2027-01-28")
        assert (until.outcome, until.fact("until")) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 1, 28))
        assert until.fact("given_on") == date(2026, 9, 28)
        assert until.fact("earliest") == date(2026, 10, 26)
        out = answer(world, revoked, "2027-01-29")
        assert (out.outcome, out.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, date(2027, 1, 29))

    def test_a_dose_after_the_deadline_ends_the_exclusion(self, world: World, revoked: ExemptionForm) -> None:
        world.clock.set("2026-10-05")
        record(world, revoked, "2026-10-05")
        assert answer(world, revoked, "2026-10-05").fact("until") == date(2027, 2, 5)

    def test_both_doses_end_the_duty(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        world.clock.set("2026-11-02")
        record(world, revoked, "2026-11-02")
        assert answer(world, revoked, "2026-11-02").codes == (ReasonCode.DOSES_COMPLETE,)

    def test_a_dose_from_long_ago_is_a_start_and_the_next_is_due_when_the_start_was(
        self, world: World, revoked: ExemptionForm
    ) -> None:
        record(world, revoked, "2020-05-04")
        assert answer(world, revoked, "2026-10-01").fact("until") == date(2026, 10, 1)
        assert answer(world, revoked, "2026-10-02").fact("exclude_from") == date(2026, 10, 2)

    def test_a_dose_of_another_vaccine_starts_nothing(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28", VAR)
        assert answer(world, revoked, "2026-10-01").codes == (ReasonCode.REVOKED_START_BY,)

    def test_a_dose_given_too_early_starts_nothing_and_the_answer_says_why(
        self, world: World, revoked: ExemptionForm
    ) -> None:
        record(world, revoked, "2020-03-09")
        told = answer(world, revoked, "2026-10-01")
        assert told.codes == (ReasonCode.REVOKED_START_BY, ReasonCode.DOSE_TOO_EARLY)
        assert told.fact("counts_from") == date(2020, 3, 10)

    def test_four_days_of_grace_count(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2020-03-10")
        assert ReasonCode.FIRST_DOSE_GIVEN in answer(world, revoked, "2026-10-01").codes

    def test_a_combined_vaccine_counts_for_each_of_its_parts(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(LineState.REVOKED, lines=(line(), line(VAR)))
        world.clock.set("2026-09-28")
        record(world, form, "2026-09-28", MMR, VAR)
        assert answer(world, form, "2026-09-28").fact("until") == date(2027, 1, 28)
        assert answer(world, form, "2026-09-28", VAR).fact("until") == date(2027, 1, 28)

    def test_case_93_from_age_13_the_second_varicella_is_due_in_eight_weeks(self, world: World) -> None:
        world.clock.set("2026-08-20")
        child = world.child(
            world.default_user(Role.PARENT), facts=KAI.with_changes(birth_date=date(2013, 8, 1)), grade=Grade.GRADE_7
        )
        form = world.form(
            LineState.REVOKED, child=child, grade=Grade.GRADE_7, grade_now=Grade.GRADE_7, lines=(line(VAR),)
        )
        world.clock.set("2026-09-01")
        record(world, form, "2026-09-01", VAR)
        told = answer(world, form, "2026-10-27", VAR)
        assert (told.fact("earliest"), told.fact("until")) == (date(2026, 9, 29), date(2026, 10, 27))
        assert answer(world, form, "2026-10-28", VAR).fact("exclude_from") == date(2026, 10, 28)

    def test_in_preschool_the_schedule_is_that_of_child_care(self, world: World) -> None:
        world.clock.set("2026-08-20")
        child = world.child(
            world.default_user(Role.PARENT), facts=KAI.with_changes(birth_date=date(2023, 5, 1)), grade=Grade.PRESCHOOL
        )
        form = world.form(
            LineState.REVOKED,
            child=child,
            grade=Grade.PRESCHOOL,
            grade_now=Grade.PRESCHOOL,
            lines=(line(Vaccine.HEPB), line()),
        )
        world.clock.set("2026-09-01")
        record(world, form, "2026-09-01", Vaccine.HEPB, MMR)
        assert answer(world, form, "2026-09-01", Vaccine.HEPB).fact("until") == date(2026, 10, 27)
        assert answer(world, form, "2026-09-01").codes == (ReasonCode.DOSES_COMPLETE,)

    def test_the_grade_that_the_school_recorded_chooses_the_schedule(self, world: World) -> None:
        world.clock.set("2026-08-20")
        child = world.child(
            world.default_user(Role.PARENT), facts=KAI.with_changes(birth_date=date(2022, 5, 1)), grade=Grade.PRESCHOOL
        )
        form = world.form(LineState.REVOKED, child=child, grade=Grade.PRESCHOOL, grade_now=Grade.PRESCHOOL)
        world.clock.set("2026-09-01")
        record(world, form, "2026-09-01")
        record_grade(
            world.ctx(world.default_user(Role.SCHOOL)), GradeCommand(form.id, None, Grade.TK, date(2026, 9, 8))
        )
        assert answer(world, form, "2026-09-07").codes == (ReasonCode.DOSES_COMPLETE,)  # one dose before kindergarten
        assert answer(world, form, "2026-09-08").fact("until") == date(2027, 1, 1)  # two from TK on


class TestOtherLines:
    def test_a_valid_exemption_answers_as_before(self, world: World) -> None:
        form = world.form()
        before = answer(world, form, "2026-11-20")
        record(world, form, "2026-11-20")
        assert answer(world, form, "2026-11-20") == before

    def test_after_an_exemption_that_ended_the_schedule_goes_on(self, world: World) -> None:
        form = world.form(lines=(line(expires_on=date(2026, 12, 31)),))
        world.clock.set("2027-01-04")
        record(world, form, "2027-01-04")
        assert answer(world, form, "2027-01-04").fact("until") == date(2027, 5, 4)

    def test_a_series_that_stopped_long_ago_is_overdue_only_when_the_exemption_ends(self, world: World) -> None:
        form = world.form(lines=(line(expires_on=date(2026, 12, 31)),))
        record(world, form, "2020-05-04")
        assert answer(world, form, "2027-01-01").fact("exclude_from") == date(2027, 1, 4)

    def test_without_an_exemption_an_old_dose_leaves_the_written_notice(self, world: World) -> None:
        form = world.form(LineState.WITHDRAWN)
        record(world, form, "2020-05-04")
        told = answer(world, form, "2026-11-20")
        assert told.codes == (ReasonCode.LINE_WITHDRAWN, ReasonCode.WRITTEN_NOTICE_FIRST)

    def test_a_dose_that_is_not_asked_for_at_this_grade_leaves_nothing_to_do(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(LineState.REVOKED, lines=(line(Vaccine.TDAP),))
        record(world, form, "2026-08-28", Vaccine.TDAP)
        assert answer(world, form, "2026-10-02", Vaccine.TDAP).codes == (ReasonCode.DOSES_NOT_REQUIRED,)

    def test_a_form_signed_later_knows_the_doses(self, world: World) -> None:
        child = same_child(world)
        first = world.form(child=child)
        record(world, first, "2026-11-20", IPV)
        second = world.form(child=world.reload(child), lines=(line(VAR, LineKind.PERMANENT),))
        assert second.school_record == child_of(world, first).school_record
        record(world, second, "2026-11-19", VAR)
        assert world.reload(first).school_record == world.reload(second).school_record

    def test_the_doses_go_along_to_the_next_school(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        new = world.facility(OTHER_SCHOOL)
        child = child_of(world, revoked)
        change_school(
            world.ctx(world.default_user(Role.PARENT)),
            child.id,
            new.id,
            CaseIds((revoked.request_id,), (revoked.id,)),
            child.version,
        )
        assert answer(world, world.reload(revoked), "2027-01-28").fact("until") == date(2027, 1, 28)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("day", "code"),
        [("2026-09-29", "DATE_IN_FUTURE"), ("2019-03-13", "DATE_BEFORE_BIRTH"), ("2026-09-28", ""), ("2019-03-14", "")],
    )
    def test_a_day_to_come_or_before_birth(self, world: World, revoked: ExemptionForm, day: str, code: str) -> None:
        if code:
            error = refused(lambda: record(world, revoked, day))
            assert (error.kind, error.code, error.field) == (ErrorKind.INVALID, code, "given_on")
        else:
            record(world, revoked, day)
            assert child_of(world, revoked).school_record.doses[0].given_on == date.fromisoformat(day)

    def test_the_same_vaccine_twice_on_one_day(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28", MMR, VAR)
        error = refused(lambda: record(world, revoked, "2026-09-28", VAR, IPV))
        assert (error.code, error.field) == ("DOSE_RECORDED_ALREADY", "vaccines")
        record(world, revoked, "2026-09-28", IPV)

    def test_no_vaccine(self, world: World, revoked: ExemptionForm) -> None:
        command = DoseCommand(revoked.id, None, frozenset(), date(2026, 9, 28))
        assert refused(lambda: record_dose(world.ctx(world.default_user(Role.SCHOOL)), command)).field == "vaccines"

    def test_a_full_record(self, world: World, revoked: ExemptionForm) -> None:
        doses = tuple(
            RecordedDose(
                id=str(each),
                vaccines=(MMR,),
                given_on=KAI.birth_date + timedelta(days=each),
                recorded_on=date(2026, 9, 28),
                facility_id=SCHOOL_ID,
            )
            for each in range(MAX_DOSES)
        )
        child = child_of(world, revoked)
        world.step(child, Action.RECORD_DOSE, school_record=SchoolRecord(doses=doses))
        assert refused(lambda: record(world, revoked, "2026-09-28")).code == "TOO_MANY_DOSES"

    def test_another_school_never_and_other_roles_neither(self, world: World, revoked: ExemptionForm) -> None:
        stranger = world.school_person(world.facility(OTHER_SCHOOL))
        assert refused(lambda: record(world, revoked, "2026-09-28", by=stranger)).kind == ErrorKind.NOT_FOUND
        for role in (Role.PARENT, Role.PHYSICIAN, Role.REVIEWER):
            error = refused(lambda role=role: record(world, revoked, "2026-09-28", by=world.default_user(role)))  # type: ignore[misc]
            assert error.kind == ErrorKind.FORBIDDEN

    def test_a_page_made_before_another_dose_was_recorded(self, world: World, revoked: ExemptionForm) -> None:
        version = child_of(world, revoked).version
        record(world, revoked, "2026-09-28")
        assert refused(lambda: record(world, revoked, "2026-09-27", version=version)).code == "STALE"

    def test_a_school_that_the_child_has_left(self, world: World) -> None:
        child = same_child(world)
        old = world.form(LineState.WITHDRAWN, child=child)
        world.form(child=world.reload(child), lines=(line(VAR),), school=world.facility(OTHER_SCHOOL).as_choice())
        assert refused(lambda: record(world, old, "2026-11-19")).code == "CHILD_AT_OTHER_SCHOOL"


class TestAMistake:
    def remove(self, world: World, form: ExemptionForm, reason: str = MISTAKE, dose_id: str = "") -> Done:
        child = child_of(world, form)
        found = dose_id or child.school_record.doses[-1].id
        return remove_dose(
            world.ctx(world.default_user(Role.SCHOOL)), RemoveDoseCommand(form.id, child.version, found, reason)
        )

    def test_a_dose_taken_off_counts_no_more(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        self.remove(world, revoked)
        assert answer(world, revoked, "2026-10-02").fact("exclude_from") == date(2026, 10, 2)
        assert child_of(world, revoked).school_record == SchoolRecord()

    def test_the_history_keeps_the_reason(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        self.remove(world, revoked)
        child = world.ctx().store.get(Child, revoked.child_id)
        newest = events_of(world.table, child)[-1]
        assert (newest.kind, newest.reason) == ("child.remove_dose", MISTAKE)

    def test_a_reason_is_needed_and_a_dose_that_is_there(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        assert refused(lambda: self.remove(world, revoked, reason="  ")).field == "reason"
        assert refused(lambda: self.remove(world, revoked, dose_id="nothing")).code == "STALE"


class TestAround:
    def test_the_parent_is_told(self, world: World, revoked: ExemptionForm) -> None:
        record(world, revoked, "2026-09-28")
        assert recipients_of(world, NoticeKind.SCHOOL_RECORDED) == {("account", revoked.guardian_ids[0])}

    def test_a_second_press_records_once(self, world: World, revoked: ExemptionForm) -> None:
        operation = world.ctx().new_id()
        first = record(world, revoked, "2026-09-28", idempotency_key=operation)
        error = refused(lambda: record(world, revoked, "2026-09-28", idempotency_key=operation))
        assert first.subject == subject_of(revoked)
        assert error.code == "DOSE_RECORDED_ALREADY"
        assert len(child_of(world, revoked).school_record.doses) == 1

    def test_a_form_signed_meanwhile_makes_the_page_stale(self, world: World) -> None:
        child = same_child(world)
        form = world.form(child=child)
        version = child_of(world, form).version
        world.form(child=world.reload(child), lines=(line(VAR),))
        assert refused(lambda: record(world, form, "2026-11-19", version=version)).code == "STALE"

    def test_an_open_appeal_is_not_disturbed(self, world: World, revoked: ExemptionForm) -> None:
        world.appeal(form=revoked)
        record(world, revoked, "2026-09-28")
        assert answer(world, revoked, "2026-10-02").codes == (ReasonCode.REVOKED_APPEAL_OPEN,)

    def test_a_review_under_way_is_not_disturbed(self, world: World) -> None:
        form = world.form()
        review = world.review(ReviewState.ASSIGNED, form=form)
        record(world, form, "2026-11-20")
        assert world.reload(review).state == ReviewState.ASSIGNED
        assert world.reload(form).lines[0].in_review
