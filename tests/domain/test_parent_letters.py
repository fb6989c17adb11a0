"""Which letters of a school are due, by the answers of a student."""

from datetime import date

import pytest

from chalicelib.domain.parent_letters import addressee_of, due_letter
from chalicelib.domain.school_record import LetterKind
from chalicelib.domain.student import HealthExclusion
from tests.domain.school_records import SCHOOL, row_of
from tests.reference_model.engine.records import Record, Shot

BORN, ON = date(2019, 3, 14), date(2026, 10, 12)
ORDERED = HealthExclusion(exposure_id="exposure", disease="measles", since=date(2026, 10, 8))


@pytest.mark.parametrize(
    "through", [None, date(2026, 10, 29)], ids=["until the officer names a day", "with a last day"]
)
def test_an_order_of_the_health_officer_starts_no_letter_of_the_schools_own(through: date | None) -> None:
    """Given a student in grade 2 on condition whom the officer keeps out, then no letter of an exclusion is due: the
    officer writes to the parent."""
    record = Record(BORN, SCHOOL, date(2026, 8, 17), [("2", date(2026, 8, 17), SCHOOL)])
    record.shots = [Shot(("MMR",), date(2026, 9, 1), date(2026, 9, 1))]
    row = row_of(record, []).with_changes(exclusions=(ORDERED.with_changes(through=through),))

    out = addressee_of(row, (), ON)

    assert out.strictest.outcome.value == "exclude_from"
    assert due_letter(out, LetterKind.EXCLUSION, ON) is None
