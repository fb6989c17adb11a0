"""What every rule stands on: the shape of an answer, and the numbers of the day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from chalicelib.law import calendar, dose_schedule, doses, tables
from chalicelib.law.citations import Cite
from chalicelib.law.dose_schedule import Occasion, Pupil, check_vaccine
from chalicelib.law.enums import Grade, GradeSpan, Vaccine
from chalicelib.law.grade_spans import span_of
from chalicelib.law.tables import DatedNumber, Limit, NotInForceError, number
from chalicelib.law.verdict import NoReasonError, Outcome, Reason, ReasonCode, Verdict, conclude, reason

PLAIN_YES = {Outcome.ALLOWED, Outcome.MAY_ISSUE, Outcome.MET}
OLD_LAW_ENDS, NEW_LAW_BEGINS = date(2027, 6, 30), date(2027, 7, 1)


def test_a_reason_refuses_a_citation_that_does_not_exist() -> None:
    with pytest.raises(KeyError, match="HSC-0"):
        Reason(ReasonCode.HELD, {}, "HSC-0")


def test_the_facts_of_a_reason_cannot_be_changed_afterwards() -> None:
    facts = {"until": date(2027, 1, 1)}
    given = reason(ReasonCode.EXEMPT_TEMPORARY, Cite.CCR_6050, **facts)
    facts["until"] = date(2030, 1, 1)

    assert given.facts["until"] == date(2027, 1, 1)
    with pytest.raises(TypeError):
        given.facts["until"] = date(2030, 1, 1)  # type: ignore[index]
    assert hash(given) == hash(reason(ReasonCode.EXEMPT_TEMPORARY, Cite.CCR_6050))


def test_a_conclusion_without_failures_carries_the_notes_and_with_them_only_the_failures() -> None:
    note = reason(ReasonCode.BAR_MAY_END, Cite.HSC_120372_D7A)
    failure = reason(ReasonCode.BAR_TOO_SHORT, Cite.HSC_120372_D7A)

    assert conclude([], [note]) == Verdict(Outcome.ALLOWED, (note,))
    assert conclude([failure], [note]) == Verdict(Outcome.REFUSED, (failure,))


@pytest.mark.parametrize("cite", ["", "HSC-0", None])
def test_no_reason_is_made_without_a_citation(cite: str | None) -> None:
    with pytest.raises(KeyError, match=re.escape(repr(cite))):
        Reason(ReasonCode.HELD, {}, cite)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Reason(ReasonCode.HELD, {})  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        reason(ReasonCode.HELD)  # type: ignore[call-arg]


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - PLAIN_YES))
def test_only_a_plain_yes_goes_without_a_reason(outcome: Outcome) -> None:
    with pytest.raises(NoReasonError, match=f"^{outcome}$"):
        Verdict(outcome)


@pytest.mark.parametrize("outcome", sorted(PLAIN_YES))
def test_a_plain_yes_may_go_without_a_reason(outcome: Outcome) -> None:
    assert Verdict(outcome).allowed


QUESTIONS: dict[str, tuple[set[str], set[str]]] = {
    "May the student be at school today?": (
        {"admit", "admit_conditionally_until", "check_record", "keep_attending_until"},
        {"not_an_exemption", "exclude_from"},
    ),
    "May the physician sign a form that counts at once?": ({"may_issue"}, {"hold", "refuse", "try_later"}),
    "May the person do what was asked for?": ({"allowed"}, {"refused"}),
    "Is the student free of a missing dose?": ({"met", "not_required"}, {"short", "required"}),
    "Was the last day kept?": ({"timely"}, {"late"}),
    "Can the doses wait for the appeal?": ({"stayed"}, {"not_stayed"}),
    "Does the panel's vote bring the exemption back?": ({"reinstate"}, {"uphold", "cannot_determine"}),
}
"""What each outcome answers for a person: the outcomes that are a yes, and those that are a no."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_outcome_lets_the_thing_go_ahead_where_it_answers_its_question_with_yes(question: str) -> None:
    given = reason(ReasonCode.HELD, Cite.PORTAL_H3)
    yes, no = QUESTIONS[question]

    assert {outcome: Verdict(Outcome(outcome), (given,)).allowed for outcome in yes | no} == {
        **dict.fromkeys(yes, True),
        **dict.fromkeys(no, False),
    }


def test_every_outcome_answers_exactly_one_question() -> None:
    answers = [outcome for yes, no in QUESTIONS.values() for outcome in (*yes, *no)]

    assert sorted(answers) == sorted(Outcome)


def test_a_limit_asked_for_before_it_was_law_is_an_error_not_a_guess() -> None:
    assert number(Limit.APPEAL_DAYS, date(2020, 1, 1)) == 30

    with pytest.raises(NotInForceError, match="APPEAL_DAYS has no value in force on 2019-12-31") as raised:
        number(Limit.APPEAL_DAYS, date(2019, 12, 31))
    assert raised.value.name == Limit.APPEAL_DAYS


def test_a_row_is_in_force_on_its_first_and_its_last_day() -> None:
    first, last = date(2020, 1, 1), date(2025, 9, 16)

    assert [tables.in_force(first, last, on) for on in (date(2019, 12, 31), first, last, date(2025, 9, 17))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """No answer is kept from before a law changed here, and none afterwards."""

    def forget() -> None:
        calendar.add_months_minimum.cache_clear()
        doses.counted_doses.cache_clear()
        for kept in (dose_schedule.ways, dose_schedule.counted, dose_schedule.check_vaccine):
            kept.cache_clear()

    forget()
    yield
    forget()


def change_by_law(monkeypatch: pytest.MonkeyPatch, limit: Limit, value: int) -> None:
    """A new law sets another value from July 1, 2027 on."""
    unchanged = tables.dated_numbers

    def with_the_change(asked: Limit) -> tuple[DatedNumber, ...]:
        if asked is not limit:
            return unchanged(asked)
        *past, last = unchanged(limit)
        new = last._replace(value=value, in_force_from=NEW_LAW_BEGINS)
        return (*past, last._replace(in_force_to=OLD_LAW_ENDS), new)

    monkeypatch.setattr(tables, "dated_numbers", with_the_change)


def test_a_number_that_a_new_law_sets_holds_from_its_day_and_the_old_one_until_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_by_law(monkeypatch, Limit.APPEAL_DAYS, 60)

    assert [number(Limit.APPEAL_DAYS, day) for day in (OLD_LAW_ENDS, NEW_LAW_BEGINS)] == [30, 60]
    assert number(Limit.UPHELD_START_DAYS, NEW_LAW_BEGINS + timedelta(days=1)) == 30


def test_an_ungraded_pupil_goes_by_the_age_rule_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    change_by_law(monkeypatch, Limit.UNGRADED_SEVENTH_GRADE_AGE, 13)
    of_twelve = Pupil(date(2015, 1, 15), Grade.UNGRADED, occasion=Occasion.GRADE_7_ADVANCEMENT)

    spans = [span_of(Grade.UNGRADED, age_years=12, on=day) for day in (OLD_LAW_ENDS, NEW_LAW_BEGINS, None)]
    assert spans == [GradeSpan.GRADES_7_TO_12, GradeSpan.TK_TO_6, GradeSpan.TK_TO_6]
    asked = [check_vaccine(Vaccine.TDAP, of_twelve, day).outcome for day in (OLD_LAW_ENDS, NEW_LAW_BEGINS)]
    assert asked == [Outcome.SHORT, Outcome.NOT_REQUIRED]
    why = [check_vaccine(Vaccine.HEPB, of_twelve, day).codes for day in (OLD_LAW_ENDS, NEW_LAW_BEGINS)]
    assert why == [(ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7,), (ReasonCode.DOSES_NOT_REQUIRED,)]
