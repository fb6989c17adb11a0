"""Which of a pupil's forms answers for a vaccine today, and the strictest answer of all."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.domain.admission_answers import answers_for_pupils, counts_of
from chalicelib.domain.exemption import AppealOutcome
from chalicelib.domain.roster import RosterLine, RosterRow
from chalicelib.law.admission import AppealStatus
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


@pytest.mark.parametrize(("last_day", "soon"), [(date(2027, 1, 19), True), (date(2027, 1, 20), False)])
def test_ending_soon_is_within_sixty_days(last_day: date, soon: bool) -> None:
    (pupil,) = answers_for_pupils([row(vaccine_line(expires_on=last_day))], ON)

    assert pupil.ends_soon(ON) is soon


def _appeal(**facts: Any) -> AppealOutcome:
    return AppealOutcome(
        **{"appeal_id": "a", "filed_at": datetime(2026, 10, 6, 18, 0, tzinfo=UTC), "status": AppealStatus.OPEN, **facts}
    )


@pytest.mark.parametrize(
    ("form", "changed_on"),
    [
        (row(vaccine_line()), date(2026, 9, 1)),
        (STOPPED, date(2026, 10, 5)),
        (ENDED, date(2026, 10, 2)),
        (row(revoked(date(2026, 10, 5), appeal=_appeal())), date(2026, 10, 6)),
        (
            row(
                revoked(
                    date(2026, 10, 5), appeal=_appeal(status=AppealStatus.WITHDRAWN, withdrawn_on=date(2026, 11, 3))
                )
            ),
            date(2026, 11, 3),
        ),
        (
            row(
                revoked(
                    date(2026, 10, 5), appeal=_appeal(status=AppealStatus.UPHELD, decision_notice_on=date(2026, 11, 4))
                )
            ),
            date(2026, 11, 4),
        ),
    ],
)
def test_the_last_change_of_a_pupil(form: RosterRow, changed_on: date) -> None:
    (pupil,) = answers_for_pupils([form], ON)

    assert pupil.changed_on == changed_on


def test_the_counts_count_pupils() -> None:
    pupils = answers_for_pupils(
        [
            row(vaccine_line(), child_id="a"),
            row(vaccine_line(expires_on=date(2026, 12, 1)), child_id="b"),
            row(vaccine_line(VAR), revoked(date(2026, 11, 18)), child_id="c"),
            row(vaccine_line(state=LineState.WITHDRAWN), child_id="d"),
        ],
        ON,
    )

    counts = counts_of(pupils, ON)

    assert (counts.valid, counts.ending_soon, counts.changed_lately, counts.not_valid) == (2, 1, 1, 2)
