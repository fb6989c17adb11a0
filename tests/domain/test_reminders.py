"""The days on which people are reminded of a form (lifecycle H2)."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.appeal import AppealState, VaccineVote, Vote
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.reminders import About, due_reminders, next_reminder_day, reminders_of
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.builders import World, line

ENDS = date(2027, 3, 31)
END, SPAN, APPEAL = About.END, About.SPAN, About.APPEAL


@pytest.fixture
def form(world: World) -> ExemptionForm:
    """Signed on November 20, 2026; MMR is exempt through March 31, 2027."""
    return world.form(lines=(line(expires_on=ENDS),))


def days(form: ExemptionForm, about: About) -> list[date]:
    return [each.day for each in reminders_of(form) if each.about is about]


def said(form: ExemptionForm, through: date, on: date) -> list[date]:
    return [each.day for each in due_reminders(form, through, on)]


class TestATemporaryExemption:
    def test_is_told_of_60_30_14_and_3_days_before_its_end_and_on_the_day_after(self, form: ExemptionForm) -> None:
        assert days(form, END) == [
            date(2027, 1, 30),
            date(2027, 3, 1),
            date(2027, 3, 17),
            date(2027, 3, 28),
            date(2027, 4, 1),
        ]
        assert days(form, SPAN) == []

    @pytest.mark.parametrize("state", [LineState.HELD, LineState.WITHDRAWN, LineState.SUPERSEDED, LineState.REFUSED])
    def test_nothing_is_said_of_a_line_that_does_not_count(self, form: ExemptionForm, state: LineState) -> None:
        stopped = form.with_changes(lines=tuple(each.with_changes(state=state) for each in form.lines))

        assert reminders_of(stopped) == ()

    def test_two_vaccines_with_one_end_are_one_reminder(self, form: ExemptionForm) -> None:
        other = form.lines[0].with_changes(vaccine=Vaccine.VAR)

        assert reminders_of(form.with_changes(lines=(*form.lines, other))) == reminders_of(form)


class TestAPermanentExemption:
    def permanent(self, form: ExemptionForm, entry: date | None) -> ExemptionForm:
        lines: tuple[ExemptionLine, ...] = tuple(
            each.with_changes(kind=LineKind.PERMANENT, expires_on=None) for each in form.lines
        )
        return form.with_changes(lines=lines, next_span_entry=entry)

    def test_is_told_of_120_60_and_30_days_before_the_span_ends(self, form: ExemptionForm) -> None:
        entry = date(2031, 8, 18)

        assert days(self.permanent(form, entry), SPAN) == [
            entry - timedelta(days=1 + before) for before in (120, 60, 30)
        ]

    def test_goes_by_the_expected_entry_where_none_is_recorded(self, form: ExemptionForm) -> None:
        (*_before, last) = reminders_of(self.permanent(form, None))

        assert last.about is SPAN
        assert last.last_day == date(2031, 7, 31)  # grade 2 in 2026: grade 7 is expected around August 2031


class TestWhatIsDue:
    def test_a_threshold_is_said_once(self, form: ExemptionForm) -> None:
        first = date(2027, 1, 30)

        assert said(form, first - timedelta(days=1), first) == [first]
        assert said(form, first, first) == []
        assert said(form, first, date(2027, 2, 28)) == []

    def test_a_run_that_missed_two_thresholds_says_the_newest(self, form: ExemptionForm) -> None:
        assert said(form, date(2027, 1, 29), date(2027, 3, 20)) == [date(2027, 3, 17)]

    def test_on_the_last_day_a_late_run_still_says_that_it_ends(self, form: ExemptionForm) -> None:
        assert said(form, date(2027, 3, 27), ENDS) == [date(2027, 3, 28)]

    def test_after_the_end_a_late_run_says_only_that_it_has_ended(self, form: ExemptionForm) -> None:
        assert said(form, date(2027, 1, 1), date(2027, 5, 1)) == [date(2027, 4, 1)]

    def test_the_next_day_is_the_first_to_come(self, form: ExemptionForm) -> None:
        assert next_reminder_day(form, date(2027, 1, 30)) == date(2027, 3, 1)
        assert next_reminder_day(form, date(2027, 4, 1)) is None


def test_a_revoked_line_is_told_of_the_last_day_to_appeal(world: World) -> None:
    """Revoked on November 20: day 30 is Sunday, December 20, and the last day moves to Monday."""
    revoked = world.form(state=LineState.REVOKED)

    assert days(revoked, APPEAL) == [date(2026, 12, 7), date(2026, 12, 18)]
    assert days(revoked, END) == []


def test_a_panelist_who_voted_differently_on_two_vaccines_is_not_waited_for(world: World) -> None:
    """Given an appeal of two vaccines before a panel, when one member has voted for one and against the other, then
    only the other two are reminded."""
    stopped = world.form(LineState.REVOKED, lines=(line(Vaccine.MMR), line(Vaccine.VAR)))
    appeal = world.appeal(AppealState.IN_REVIEW, form=stopped)
    votes = tuple(
        VaccineVote(vaccine=vaccine, vote=vote, reason="The record supports this view")
        for vaccine, vote in ((Vaccine.MMR, Vote.UPHOLD), (Vaccine.VAR, Vote.REINSTATE))
    )
    first, *others = appeal.seats

    voted = appeal.with_changes(seats=(first.with_votes(votes, world.clock.today, ""), *others))

    assert {each.of for each in reminders_of(voted)} == {each.panelist_id for each in others}
