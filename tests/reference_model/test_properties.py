"""What must hold for any situation. The whole run tries 100,000 random ones, `make test` a fixed sample."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law import (
    admission,
    appeals,
    calendar,
    conditional_schedule,
    dose_schedule,
    duration,
    grade_spans,
    review_triggers,
    revocation,
    suppression,
)
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.appeals import Ballot, Vote
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.review_triggers import SignedForm
from chalicelib.law.revocation import Appointment, LineToRevoke, Office, RevocationFacts
from chalicelib.law.suppression import CountTable
from chalicelib.law.verdict import Outcome
from tests.reference_model import translated
from tests.reference_model.engine import clocks, lines
from tests.reference_model.engine.holidays import is_workday
from tests.reference_model.engine.lines import Line, Situation
from tests.reference_model.situations import DATES, GRADES, pupils, situations, situations_in_whole_run
from tests.reference_model.situations import lines as random_lines

pytestmark = pytest.mark.timeout(1800)  # the whole run shares the machine

ONE_DAY = timedelta(days=1)
ADMITTING = {Outcome.ADMIT, Outcome.ADMIT_CONDITIONALLY_UNTIL}
LONGEST_ROW_OF_FREE_DAYS = 5
DAYS_OF_ONE_YEAR = st.dates(date(2030, 1, 1), date(2030, 12, 31))
READ_IN_ORDER = [
    EffectiveStatus.NOT_YET_IN_EFFECT,
    EffectiveStatus.VALID,
    EffectiveStatus.EXPIRED,
    EffectiveStatus.SPAN_ENDED,
]


@situations_in_whole_run(10)
@given(start=DATES, days=st.integers(0, 60))
def test_a_deadline_is_a_working_day_never_early_and_never_put_off_without_need(start: date, days: int) -> None:
    last = calendar.deadline_in_days(start, days)
    counted = start + timedelta(days=days)

    assert is_workday(last)
    assert counted <= last <= counted + LONGEST_ROW_OF_FREE_DAYS * ONE_DAY
    assert not any(is_workday(counted + put_off * ONE_DAY) for put_off in range((last - counted).days))


@situations_in_whole_run(10)
@given(data=st.data(), signed=DATES)
def test_an_accepted_temporary_line_keeps_within_a_year_and_its_span(data: st.DataObject, signed: date) -> None:
    line: Line = data.draw(random_lines(signed))
    facts = translated.line_facts(line)

    if duration.check_line(facts).allowed and line.expiry is not None:
        assert signed < line.expiry <= clocks.t1_temporary_at_most(signed, line.next_span)
        assert line.expiry - signed <= timedelta(days=366)
        assert line.first_day is None or signed >= clocks.t3_earliest_issue(line.first_day)


@situations_in_whole_run(10)
@given(data=st.data(), signed=DATES)
def test_a_line_is_read_as_not_yet_then_valid_then_ended(data: st.DataObject, signed: date) -> None:
    facts = translated.line_facts(data.draw(random_lines(signed)))
    around = data.draw(st.lists(st.integers(-60, 500), min_size=2, max_size=12).map(sorted))
    read = [READ_IN_ORDER.index(admission.reading(facts, signed + each * ONE_DAY)) for each in around]

    assert all(earlier <= later for earlier, later in pairwise(read))


@situations_in_whole_run(20)
@given(situations())
def test_any_situation_has_the_same_answer_from_both_engines(situation: tuple[Situation, date]) -> None:
    facts, on = situation

    given_answer = admission.answer(translated.admission_facts(facts), on)
    assert translated.told(given_answer) == lines.school_answer(facts, on)


@situations_in_whole_run(10)
@given(situations())
def test_a_revoked_line_admits_no_one(situation: tuple[Situation, date]) -> None:
    facts, on = situation
    reinstated = facts.appeal is not None and facts.appeal.status == "reinstated"
    revoked = replace(facts, state="revoked", next_dose_by=None)
    if reinstated:
        revoked = replace(revoked, appeal=None)

    assert admission.answer(translated.admission_facts(revoked), on).outcome not in ADMITTING


@situations_in_whole_run(10)
@given(st.lists(situations(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_strictest_answer_is_one_of_them_whatever_their_order(
    several: list[tuple[Situation, date]], chance: Random
) -> None:
    answers = [admission.answer(translated.admission_facts(facts), on) for facts, on in several]
    strictest = admission.strictest(answers)
    shuffled = list(answers)
    chance.shuffle(shuffled)

    assert strictest in answers
    assert admission.strictest([strictest]) == strictest
    assert translated.told(admission.strictest([*answers, strictest])) == translated.told(strictest)
    assert translated.told(admission.strictest(shuffled)) == translated.told(strictest)
    assert translated.told(strictest) == lines.strictest([translated.told(each) for each in answers])


@situations_in_whole_run(5)
@given(pupils(), st.sampled_from(Vaccine), st.sampled_from(DoseKind), st.integers(0, 4000))
def test_one_more_dose_never_makes_a_child_short(
    child: tuple[Pupil, date], vaccine: Vaccine, kind: DoseKind, days_ago: int
) -> None:
    pupil, on = child
    more = Dose(frozenset({kind}), max(pupil.birth_date, on - days_ago * ONE_DAY))
    fuller = pupil._replace(doses=(*pupil.doses, more))

    if dose_schedule.check_vaccine(vaccine, pupil, on).outcome is Outcome.MET:
        assert dose_schedule.check_vaccine(vaccine, fuller, on).outcome is Outcome.MET


@situations_in_whole_run(5)
@given(pupils(), st.sampled_from(Vaccine))
def test_the_next_dose_comes_after_the_last_and_has_time(child: tuple[Pupil, date], vaccine: Vaccine) -> None:
    pupil, on = child
    coming = conditional_schedule.next_dose(vaccine, pupil, on)

    if coming is not None:
        given_so_far = dose_schedule.counted(vaccine, pupil, on)
        assert coming.dose == len(given_so_far) + 1
        assert given_so_far[-1].given_on + 28 * ONE_DAY <= coming.earliest < coming.by
        assert coming.exclude_from == coming.by + ONE_DAY


@situations_in_whole_run(5)
@given(GRADES, DATES, st.integers(0, 2000), st.integers(0, 2000))
def test_a_grade_read_in_two_steps_is_the_grade_read_in_one(grade: Grade, start: date, first: int, then: int) -> None:
    between, end = start + first * ONE_DAY, start + (first + then) * ONE_DAY
    halfway = grade_spans.grade_on(grade, start, between)

    assert grade_spans.grade_on(halfway, between, end) == grade_spans.grade_on(grade, start, end)


@situations_in_whole_run(5)
@given(st.lists(st.tuples(DAYS_OF_ONE_YEAR, st.booleans()), max_size=9).map(sorted))
def test_from_five_on_each_form_of_the_year_has_one_case(signed: list[tuple[date, bool]]) -> None:
    forms = [SignedForm(str(place), day, is_correction) for place, (day, is_correction) in enumerate(signed)]
    opened = [
        each.form_id
        for place, form in enumerate(forms)
        for each in review_triggers.forms_to_review(forms[:place], form)
    ]
    counted = [form.form_id for form in forms if not form.is_correction]

    assert sorted(opened) == (sorted(counted) if len(counted) >= 5 else [])


@situations_in_whole_run(5)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=4), DATES)
def test_no_small_figure_is_published_nor_left_alone_in_its_row(counts: list[list[int]], on: date) -> None:
    shown = suppression.publish(CountTable(tuple(tuple(row) for row in counts)), on)
    grid = [(*row, total) for row, total in zip(shown.rows, shown.row_totals, strict=True)]
    grid.append((*shown.column_totals, shown.total))

    for row in [*grid, *zip(*grid, strict=True)]:
        assert not any(each is not None and 1 <= each <= 10 for each in row)
        assert sum(each is None for each in row) != 1


@situations_in_whole_run(2)
@given(st.lists(st.sampled_from(Vote), min_size=3, max_size=3), DATES)
def test_two_of_three_votes_decide(votes: list[Vote], on: date) -> None:
    ballots = [Ballot(str(place), vote, "written") for place, vote in enumerate(votes)]
    reinstated = votes.count(Vote.REINSTATE) >= 2

    assert appeals.majority(ballots, on).outcome is (Outcome.REINSTATE if reinstated else Outcome.UPHOLD)


@situations_in_whole_run(3)
@given(
    st.sampled_from(Office),
    st.tuples(DATES, st.integers(-2, 2)),
    st.builds(LineToRevoke, st.just(Vaccine.MMR), st.sampled_from("ab"), st.booleans()),
    st.booleans(),
)
def test_only_an_officer_in_office_who_did_not_recommend_revokes(
    office: Office, term: tuple[date, int], line: LineToRevoke, disciplined: bool
) -> None:
    decided_on, ends_in = term
    ends_on = decided_on + ends_in * ONE_DAY
    facts = RevocationFacts(
        decided_on=decided_on,
        decider="a",
        appointment=Appointment(office, decided_on - 300 * ONE_DAY, ends_on),
        form_issued_on=date(2019, 12, 31),
        issuer_disciplined=disciplined,
        lines=(line,),
        written_reason="written",
    )
    may = office in {Office.STATE_PUBLIC_HEALTH_OFFICER, Office.DESIGNATED_PHYSICIAN} and ends_in >= 0

    assert revocation.may_revoke(facts).allowed == (
        may and line.recommended_by == "b" and not line.ended and disciplined
    )
