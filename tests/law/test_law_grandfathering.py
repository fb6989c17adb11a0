"""Older papers on a school's record: letters before the statewide form, and personal belief exemptions."""

from datetime import date
from typing import Any

import pytest

from chalicelib.law.admission import AdmissionFacts, answer, answer_date
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, line_of, older_exemption, paper_for_vaccine
from chalicelib.law.student_answer import StudentFacts, vaccine_answer
from chalicelib.law.verdict import Outcome, ReasonCode


def letter(dated: str, **dates: str) -> OlderExemption:
    days: dict[str, Any] = {name: date.fromisoformat(day) for name, day in dates.items()}
    return OlderExemption(OlderPaper.PHYSICIAN_LETTER, date.fromisoformat(dated), **days)


def beliefs(filed: str, *, in_california: bool = True, **dates: str) -> OlderExemption:
    return letter(filed, **dates)._replace(paper=OlderPaper.PERSONAL_BELIEFS, filed_in_california=in_california)


def told(facts: OlderExemption, on: str) -> ReasonCode:
    found = older_exemption(facts, date.fromisoformat(on))
    assert found.allowed == (found.outcome is Outcome.ADMIT)
    return found.codes[0]


def test_case_28_a_paper_letter_of_2026_is_not_acceptable() -> None:
    found = older_exemption(letter("2026-09-01"), date(2026, 9, 2))

    assert (found.outcome, found.codes) == (Outcome.NOT_AN_EXEMPTION, (ReasonCode.PAPER_LETTER_NOT_ACCEPTED,))
    assert found.reasons[0].citation == "HSC-120372-a1"


def test_from_2021_only_the_statewide_form_counts() -> None:
    assert told(letter("2019-12-31"), "2021-01-02") is ReasonCode.OLDER_EXEMPTION_COUNTS
    assert told(letter("2020-01-01"), "2021-01-02") is ReasonCode.LETTER_OF_2020_COUNTS
    assert told(letter("2020-12-31"), "2021-01-02") is ReasonCode.LETTER_OF_2020_COUNTS
    assert told(letter("2021-01-01"), "2021-01-02") is ReasonCode.PAPER_LETTER_NOT_ACCEPTED


def test_case_29_a_letter_of_2019_counts_until_grade_7() -> None:
    fifth_grader = letter("2019-11-01", entered_next_span_on="2022-08-15")

    assert told(fifth_grader, "2020-10-01") is ReasonCode.OLDER_EXEMPTION_COUNTS
    assert told(fifth_grader, "2022-08-14") is ReasonCode.OLDER_EXEMPTION_COUNTS
    assert told(fifth_grader, "2022-08-15") is ReasonCode.OLDER_EXEMPTION_SPAN_ENDED


def test_case_29_unless_it_is_revoked() -> None:
    revoked = AdmissionFacts(LineState.REVOKED, line_of(letter("2019-11-01")), revoked_on=date(2021, 9, 1))

    assert answer(revoked, date(2021, 10, 1)).outcome is Outcome.KEEP_ATTENDING_UNTIL
    assert answer_date(answer(revoked, date(2021, 10, 2))) == date(2021, 10, 4)


@pytest.mark.parametrize("dated", ["2019-12-31", "2020-01-01", "2020-12-31"])
def test_a_paper_ends_at_eighteen_and_asks_for_a_check_where_the_span_was_usually_left(dated: str) -> None:
    """Born on September 1, 2010: kindergarten in August 2015, grade 7 in August 2022."""
    facts = letter(dated, birth_date="2010-09-01")

    assert older_exemption(facts, date(2022, 7, 31)).outcome is Outcome.ADMIT
    check = older_exemption(facts, date(2022, 8, 1))
    assert (check.outcome, check.codes) == (Outcome.CHECK_RECORD, (ReasonCode.OLDER_EXEMPTION_CHECK,))
    assert older_exemption(facts, date(2028, 8, 31)).outcome is Outcome.CHECK_RECORD
    assert older_exemption(facts, date(2028, 9, 1)).codes == (ReasonCode.AGE_18_OR_OVER,)
    a_day_younger = letter(dated, birth_date="2010-09-02")
    assert older_exemption(a_day_younger, date(2023, 7, 31)).outcome is Outcome.ADMIT


def test_a_belief_exemption_of_2015_is_looked_at_and_not_believed_for_ever() -> None:
    assert older_exemption(beliefs("2015-08-01", birth_date="2010-03-01"), date(2026, 9, 1)).outcome is (
        Outcome.CHECK_RECORD
    )


def test_a_paper_speaks_only_of_the_vaccines_that_it_names() -> None:
    facts = letter("2019-11-01")._replace(vaccines=frozenset({Vaccine.MMR}))

    assert paper_for_vaccine(facts, Vaccine.MMR, date(2020, 9, 1)).outcome is Outcome.ADMIT
    other = paper_for_vaccine(facts, Vaccine.VAR, date(2020, 9, 1))
    assert (other.outcome, other.codes) == (Outcome.NOT_AN_EXEMPTION, (ReasonCode.OLDER_EXEMPTION_NOT_FOR_VACCINE,))


def test_a_paper_on_the_record_answers_for_its_vaccine_of_a_student() -> None:
    paper = letter("2020-03-01", birth_date="2014-03-01")._replace(vaccines=frozenset({Vaccine.MMR}))
    student = StudentFacts(Pupil(date(2014, 3, 1), Grade.GRADE_2), papers=(paper,))

    assert vaccine_answer(student, Vaccine.MMR, date(2021, 9, 1)).codes == (ReasonCode.LETTER_OF_2020_COUNTS,)
    assert vaccine_answer(student, Vaccine.VAR, date(2021, 9, 1)).outcome is Outcome.CHECK_RECORD


def test_a_letter_of_2020_ends_with_the_span() -> None:
    facts = letter("2020-03-01", entered_next_span_on="2021-08-16")

    assert told(facts, "2021-08-15") is ReasonCode.LETTER_OF_2020_COUNTS
    assert told(facts, "2021-08-16") is ReasonCode.OLDER_EXEMPTION_SPAN_ENDED


def test_a_temporary_letter_ends_on_its_own_day() -> None:
    temporary = letter("2019-11-01", expiry="2020-10-31")

    assert told(temporary, "2020-10-31") is ReasonCode.OLDER_EXEMPTION_COUNTS
    assert told(temporary, "2020-11-01") is ReasonCode.OLDER_EXEMPTION_EXPIRED
    assert line_of(temporary).kind is LineKind.TEMPORARY
    assert line_of(letter("2019-11-01")).kind is LineKind.PERMANENT


@pytest.mark.parametrize(
    ("filed", "code"),
    [("2015-12-31", ReasonCode.BELIEFS_EXEMPTION_COUNTS), ("2016-01-01", ReasonCode.BELIEFS_EXEMPTION_NOT_ACCEPTED)],
)
def test_a_personal_belief_exemption_counts_only_if_filed_before_2016(filed: str, code: ReasonCode) -> None:
    assert told(beliefs(filed), "2017-09-01") is code


def test_a_personal_belief_exemption_ends_with_the_span_and_none_of_another_state_counts() -> None:
    kindergartner = beliefs("2015-08-01", entered_next_span_on="2022-08-15")

    assert told(kindergartner, "2022-08-14") is ReasonCode.BELIEFS_EXEMPTION_COUNTS
    assert told(kindergartner, "2022-08-15") is ReasonCode.OLDER_EXEMPTION_SPAN_ENDED
    assert older_exemption(kindergartner, date(2022, 8, 15)).reasons[0].citation == "HSC-120335-g"
    assert told(beliefs("2015-08-01", in_california=False), "2017-09-01") is ReasonCode.BELIEFS_EXEMPTION_OTHER_STATE


@pytest.mark.parametrize(
    ("span", "around"),
    [
        (GradeSpan.BIRTH_TO_PRESCHOOL, date(2020, 8, 1)),
        (GradeSpan.TK_TO_6, date(2027, 8, 1)),
        (GradeSpan.GRADES_7_TO_12, None),
    ],
)
def test_where_the_school_knows_the_span_of_the_paper_it_is_looked_at_when_that_span_is_left(
    span: GradeSpan, around: date | None
) -> None:
    """Born on March 14, 2015: kindergarten in August 2020, grade 7 in August 2027."""
    facts = letter("2019-11-01", birth_date="2015-03-14")._replace(span=span)

    for day in (date(2020, 7, 31), date(2020, 8, 1), date(2027, 7, 31), date(2027, 8, 1)):
        to_check = around is not None and day >= around
        assert (older_exemption(facts, day).outcome is Outcome.CHECK_RECORD) is to_check, day
