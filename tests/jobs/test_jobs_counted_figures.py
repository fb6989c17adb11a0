"""The state's figures are counted case by case, and are the same as those of all facts together."""

import weakref
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.figures import (
    CountedAppeal,
    CountedCase,
    CountedForm,
    CountedLine,
    CountedReport,
    CountedReview,
    CountedRevocation,
    CountedSchool,
)
from chalicelib.domain.public_statistics import last_quarter
from chalicelib.domain.review import Outcome, Trigger
from chalicelib.jobs.count_figures import count_cases
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.jobs.figures_by_lists import edition_of, in_lists, state_figures

TODAY = date(2026, 11, 20)
PLACES = ("", "C10", "C19", "MBerkeley")


def a_day(draw: Random) -> date:
    """Any day of the last two years, sometimes one to come."""
    return TODAY - timedelta(days=draw.randint(-20, 730))


def a_line(draw: Random, vaccine: Vaccine, signed_on: date) -> CountedLine:
    kind = draw.choice(list(LineKind))
    state = draw.choice([LineState.ISSUED, LineState.ISSUED, *LineState])
    stopped_on = signed_on + timedelta(days=draw.randint(0, 200))
    return CountedLine(
        vaccine=vaccine,
        kind=kind,
        state=state,
        expires_on=signed_on + timedelta(days=draw.randint(1, 365)) if kind is LineKind.TEMPORARY else None,
        revocation=CountedRevocation(revoked_on=stopped_on) if state is LineState.REVOKED else None,
        stopped_on=stopped_on if state is LineState.WITHDRAWN else None,
    )


def a_case(draw: Random, number: int) -> CountedCase:
    """A form with its reviews and appeals; now and then its reviews and appeals alone."""
    signed_on, form_id = a_day(draw), f"form-{number}"
    vaccines = draw.sample(list(Vaccine), draw.randint(1, 3))
    form = CountedForm(
        id=form_id,
        physician_id=f"physician-{draw.randint(1, 8)}",
        signed_on=signed_on,
        school=CountedSchool(jurisdiction=draw.choice(PLACES)),
        span_starts_on=draw.choice([None, signed_on + timedelta(days=60)]),
        next_span_entry=draw.choice([None, signed_on + timedelta(days=400)]),
        is_correction=draw.random() < 0.2,
        lines=tuple(a_line(draw, vaccine, signed_on) for vaccine in vaccines),
    )
    reviews = [a_review(draw, form_id, f"review-{number}-{each}") for each in range(draw.choice([0, 0, 1, 2]))]
    appeals = [a_appeal(draw, form, f"appeal-{number}-{each}") for each in range(draw.choice([0, 0, 0, 1, 2]))]
    is_purged = draw.random() < 0.1 and bool(reviews or appeals)
    return CountedCase(None if is_purged else form, reviews, appeals)


def a_review(draw: Random, form_id: str, review_id: str) -> CountedReview:
    opened_on = a_day(draw)
    outcome = draw.choice([None, *Outcome])
    return CountedReview(
        id=review_id,
        form_id=form_id,
        trigger=draw.choice(list(Trigger)),
        opened_on=opened_on,
        decided_on=opened_on + timedelta(days=draw.randint(0, 120)) if outcome else None,
        outcome=outcome,
    )


def a_appeal(draw: Random, form: CountedForm, appeal_id: str) -> CountedAppeal:
    filed_at = datetime.combine(a_day(draw), datetime.min.time(), UTC)
    return CountedAppeal(
        id=appeal_id,
        form_id=form.id,
        filed_at=draw.choice([None, filed_at]),
        decided_on=draw.choice([None, TODAY]),
        state=draw.choice(list(AppealState)),
        vaccines=tuple(line.vaccine for line in form.lines),
    )


def a_school(draw: Random) -> CountedReport:
    triggers = draw.choice([(Trigger.SCHOOL_BELOW_95,), (Trigger.SCHOOL_NOT_REPORTING,), tuple(Trigger)])
    return CountedReport(draw.choice(PLACES), triggers)


@pytest.mark.parametrize("seed", range(20))
def test_counting_case_by_case_gives_the_figures_of_all_facts_together(seed: int) -> None:
    """Given any forms, reviews, appeals and schools, when they are counted one form after the other, then the figures
    of the state and of each health department, and the public tables, are those of all facts together."""
    draw = Random(seed)  # noqa: S311 - the same facts each time
    cases = [a_case(draw, number) for number in range(draw.choice([0, 1, 40]))]
    schools = [a_school(draw) for _each in range(draw.choice([0, 12]))]

    counts, edition = count_cases(iter(cases), iter(schools), TODAY)

    whole, everywhere = in_lists(cases, schools), [each.id for each in JURISDICTIONS]
    named = {form.school.jurisdiction for form in whole.forms} | {school.jurisdiction for school in schools}
    assert set(counts) == {"", *named}
    for place, counted in counts.items():
        assert counted.figures() == state_figures(whole.of_place(place) if place else whole, TODAY)
    assert edition.edition(everywhere) == edition_of(whole, everywhere, *last_quarter(TODAY))


def test_no_case_is_held_while_the_next_is_counted() -> None:
    """Given two hundred forms, when they are counted, then never more than two are in memory."""
    alive: list[weakref.ref[CountedForm]] = []
    most = 0

    def passing() -> Iterator[CountedCase]:
        nonlocal most
        draw = Random(1)  # noqa: S311 - the same facts each time
        for number in range(200):
            case = a_case(draw, number)
            if case.form:
                alive.append(weakref.ref(case.form))
            yield case
            del case
            most = max(most, sum(each() is not None for each in alive))

    counts, _edition = count_cases(passing(), [], TODAY)

    assert counts[""].figures().valid > 0
    assert most <= 2
