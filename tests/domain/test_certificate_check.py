"""What the holder of a printed form is told: of the form as a whole, never more than the school would be told."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Role
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.certificate_check import CertificateStatus, PaperAnswer, paper_answer
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.ids import format_check_code, is_check_code, read_check_code
from chalicelib.domain.roster import RosterRow
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.runtime.entropy import new_id
from tests.builders import PASSWORD, World, line

MMR, VAR, HEPB = Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB
MAY, AUGUST = date(2027, 5, 1), date(2027, 8, 15)
TODAY = date(2026, 11, 20)


def told(form: ExemptionForm, on: date = TODAY) -> PaperAnswer:
    answer = paper_answer(form, on)
    assert answer
    return answer


def said(form: ExemptionForm, on: date = TODAY) -> tuple[CertificateStatus, date | None]:
    return told(form, on).standing, told(form, on).day


def withdrawn(world: World, form: ExemptionForm, *vaccines: Vaccine) -> ExemptionForm:
    withdraw_exemption(
        world.ctx(world.default_user(Role.PHYSICIAN)),
        WithdrawCommand(form.id, form.version, frozenset(vaccines), "The treatment is over", PASSWORD),
    )
    return world.reload(form)


class TestTheFormAsAWhole:
    def test_it_is_valid_until_the_first_of_its_lines_ends(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=AUGUST)))
        assert said(form) == (CertificateStatus.VALID, MAY)
        assert told(form).some_longer

    def test_with_one_end_for_all_nothing_counts_longer(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=MAY)))
        assert said(form) == (CertificateStatus.VALID, MAY)
        assert not told(form).some_longer

    def test_the_end_of_a_permanent_one_is_not_known_yet(self, world: World) -> None:
        assert said(world.form(lines=(line(MMR, LineKind.PERMANENT),))) == (CertificateStatus.VALID, None)

    def test_it_counts_on_its_last_day_and_has_ended_the_day_after(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY),))
        assert said(form, MAY) == (CertificateStatus.VALID, MAY)
        assert said(form, MAY + timedelta(days=1)) == (CertificateStatus.ENDED, MAY)

    def test_once_a_part_of_it_ended_it_is_valid_in_part(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=AUGUST)))
        assert said(form, MAY + timedelta(days=1)) == (CertificateStatus.IN_PART, AUGUST)

    def test_so_it_is_once_the_doctor_took_a_part_of_it_back(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=AUGUST)))
        assert said(withdrawn(world, form, MMR)) == (CertificateStatus.IN_PART, AUGUST)

    def test_with_all_of_it_taken_back_it_is_not_valid(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=AUGUST)))
        assert said(withdrawn(world, form, MMR, VAR)) == (CertificateStatus.NOT_VALID, TODAY)

    def test_a_stop_after_another_part_ended_counts_from_the_stop(self, world: World) -> None:
        form = world.form(lines=(line(MMR, expires_on=MAY), line(VAR, expires_on=AUGUST)))
        world.clock.set("2027-06-10")
        stopped = withdrawn(world, form, VAR)
        assert said(stopped, date(2027, 6, 10)) == (CertificateStatus.NOT_VALID, date(2027, 6, 10))

    def test_one_for_the_next_grades_is_not_valid_yet(self, world: World) -> None:
        form = world.form().with_changes(span_starts_on=date(2027, 8, 12))
        assert said(form) == (CertificateStatus.NOT_YET, date(2027, 8, 12))

    @pytest.mark.parametrize("state", [LineState.HELD, LineState.REFUSED])
    def test_one_that_never_counted_is_told_nothing_of(self, world: World, state: LineState) -> None:
        assert paper_answer(world.form(state), TODAY) is None

    def test_a_replaced_one_is_not_valid(self, world: World) -> None:
        assert told(world.form(LineState.SUPERSEDED)).standing == CertificateStatus.NOT_VALID

    @pytest.mark.parametrize("appeal", [AppealState.FILED_TIMELY, AppealState.FILED_LATE, AppealState.WITHDRAWN])
    def test_a_stopped_one_is_not_valid_although_the_child_may_attend(self, world: World, appeal: AppealState) -> None:
        form = world.form(LineState.REVOKED)
        assert said(form) == (CertificateStatus.NOT_VALID, TODAY)
        world.appeal(appeal, form=form)
        assert said(world.reload(form)) == (CertificateStatus.NOT_VALID, TODAY)

    def test_a_restored_one_is_valid_again(self, world: World) -> None:
        appeal = world.appeal(AppealState.DECIDED, vote=Vote.REINSTATE)
        assert told(world.ctx().store.get(ExemptionForm, appeal.form_id)).standing == CertificateStatus.VALID

    def test_of_the_child_initials_and_year_are_told_whatever_the_name_is_like(self, world: World) -> None:
        form = world.form()
        assert (told(form).initials, told(form).birth_year) == ("K. B.", 2019)
        named = form.child.with_changes(first_name="\u02bb\u016blani", last_name="e\u0301mile-sa\u0301nchez")
        assert told(form.with_changes(child=named)).initials == "\u016a. \u00c9."


FATES: dict[str, tuple[LineState, AppealState | None]] = {
    **{str(state): (state, None) for state in LineState},
    **{
        f"appeal {state}": (LineState.REVOKED, state)
        for state in (AppealState.FILED_TIMELY, AppealState.FILED_LATE, AppealState.WITHDRAWN, AppealState.DECIDED)
    },
    "restored": (LineState.REVOKED, AppealState.DECIDED),
}


@pytest.mark.parametrize("fate", FATES)
def test_the_paper_counts_on_the_days_on_which_the_school_is_told_so_and_on_no_other(world: World, fate: str) -> None:
    (state, appealed), vote = FATES[fate], Vote.REINSTATE if fate.endswith("restored") else Vote.UPHOLD
    form = world.form(
        state, lines=(line(MMR, expires_on=MAY), line(VAR, LineKind.PERMANENT), line(HEPB, expires_on=AUGUST))
    )
    if appealed:
        world.appeal(appealed, form=form, vote=vote)
        form = world.reload(form)
    for day in (0, 1, 29, 30, 31, 60, 161, 162, 163, 267, 268, 269, 400):
        on = world.clock.today + timedelta(days=day)
        (pupil,) = answers_for_pupils([RosterRow.of(form)], on)
        in_force = [answer.is_in_force for answer in pupil.answers]
        answer = paper_answer(form, on)
        standing = answer.standing if answer else None
        assert (standing == CertificateStatus.VALID) == all(in_force), on
        assert (standing == CertificateStatus.IN_PART) == (any(in_force) and not all(in_force)), on


class TestTheCode:
    def test_it_is_read_however_it_is_typed(self) -> None:
        code = new_id()
        shown = format_check_code(code)
        assert [len(part) for part in shown.split("-")] == [4, 4, 4, 4, 4, 4, 2]
        for typed in (
            code,
            shown,
            shown.lower(),
            shown.replace("-", " "),
            f" {shown}\n",
            shown.replace("-", "\u2013"),
            f"https://exemptions.example.org/check/{code}",
            f"https://exemptions.example.org/check/{code}/",
        ):
            assert read_check_code(typed) == code, typed

    def test_what_its_alphabet_has_not_is_read_as_what_looks_alike(self) -> None:
        assert read_check_code("0A1B-8C") == "oaibbc"

    @pytest.mark.parametrize("text", ["", "x", "/", "\u4e2d\u6587", "a" * 25, "A" * 26, "a1" * 13, "a" * 26 + "\n"])
    def test_not_everything_has_its_form(self, text: str) -> None:
        assert not is_check_code(text)
