"""Which of a pupil's forms answers for a vaccine today, and the strictest answer of all."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.roster import RosterLine, RosterRow
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome

ON = date(2026, 11, 20)
MMR, VAR = Vaccine.MMR, Vaccine.VAR


def row(*lines: RosterLine, form_id: str = "f1", **facts: Any) -> RosterRow:
    return RosterRow(
        **{
            "form_id": form_id,
            "form_number": f"number-{form_id}",
            "facility_id": "school",
            "child_id": "kai",
            "first_name": "Kai",
            "last_name": "Brandvold",
            "birth_date": date(2019, 3, 14),
            "grade": Grade.GRADE_2,
            "span": GradeSpan.TK_TO_6,
            "signed_on": date(2026, 9, 1),
            "span_starts_on": None,
            "next_span_entry": None,
            "physician_name": "Thaddeus Okonjo-Reyes",
            "parent_name": "Marisol Brandvold",
            "parent_telephone": "",
            "lines": lines,
            **facts,
        }
    )


def vaccine_line(
    vaccine: Vaccine = MMR, state: LineState = LineState.ISSUED, expires_on: date | None = None, **facts: Any
) -> RosterLine:
    kind = LineKind.TEMPORARY if expires_on else LineKind.PERMANENT
    return RosterLine(vaccine=vaccine, state=state, kind=kind, expires_on=expires_on, **facts)


def revoked(on: date, **facts: Any) -> RosterLine:
    return vaccine_line(state=LineState.REVOKED, revoked_on=on, **facts)


ENDED = row(vaccine_line(expires_on=date(2026, 10, 1)), form_id="ended")
IN_FORCE = row(vaccine_line(expires_on=date(2027, 3, 1)), form_id="in-force", signed_on=date(2026, 8, 1))
REPLACED = row(vaccine_line(state=LineState.SUPERSEDED), form_id="replaced", signed_on=date(2026, 9, 2))
WITHDRAWN = row(vaccine_line(state=LineState.WITHDRAWN), form_id="withdrawn", signed_on=date(2026, 11, 10))
STOPPED = row(revoked(date(2026, 10, 5)), form_id="stopped", signed_on=date(2026, 3, 1))
FUTURE = row(
    vaccine_line(),
    form_id="future",
    span=GradeSpan.GRADES_7_TO_12,
    span_starts_on=date(2027, 8, 16),
    signed_on=date(2026, 11, 1),
)


@pytest.mark.parametrize(
    ("forms", "governs"),
    [
        ((ENDED, IN_FORCE), "in-force"),
        ((REPLACED, IN_FORCE), "in-force"),
        ((STOPPED, IN_FORCE), "in-force"),
        ((STOPPED, WITHDRAWN), "stopped"),
        ((STOPPED, FUTURE), "stopped"),
        ((ENDED, FUTURE), "ended"),
        ((REPLACED, WITHDRAWN), "withdrawn"),
        ((ENDED, STOPPED), "ended"),
        ((REPLACED,), "replaced"),
    ],
)
def test_the_form_that_answers(forms: tuple[RosterRow, ...], governs: str) -> None:
    for order in (forms, forms[::-1]):
        (pupil,) = answers_for_pupils(order, ON)

        assert [answer.exempted.row.form_id for answer in pupil.answers] == [governs]


def test_each_vaccine_has_its_own_answer_and_the_pupil_the_strictest() -> None:
    (pupil,) = answers_for_pupils([row(vaccine_line(VAR), revoked(date(2026, 11, 2)))], ON)

    assert {answer.vaccine: answer.verdict.outcome for answer in pupil.answers} == {
        MMR: Outcome.KEEP_ATTENDING_UNTIL,
        VAR: Outcome.ADMIT,
    }
    assert pupil.strictest.outcome == Outcome.KEEP_ATTENDING_UNTIL


def test_case_105_the_new_form_answers_where_the_reinstated_one_was_replaced() -> None:
    new = row(vaccine_line(expires_on=date(2027, 5, 1)), form_id="new", signed_on=date(2026, 11, 2))
    old = row(vaccine_line(state=LineState.SUPERSEDED, revoked_on=date(2026, 9, 1)), form_id="old")

    (pupil,) = answers_for_pupils([old, new], date(2026, 12, 2))

    assert [(answer.exempted.row.form_id, answer.verdict.outcome) for answer in pupil.answers] == [
        ("new", Outcome.ADMIT_CONDITIONALLY_UNTIL)
    ]


def test_pupils_stand_by_name_and_two_children_stay_two() -> None:
    rows = [
        row(vaccine_line(), form_id="1", child_id="b", last_name="young"),
        row(vaccine_line(), form_id="2", child_id="c", last_name="Abe"),
        row(vaccine_line(), form_id="3", child_id="a", last_name="Young"),
    ]

    assert [pupil.newest.form_id for pupil in answers_for_pupils(rows, ON)] == ["2", "3", "1"]
