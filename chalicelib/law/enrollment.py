"""Children whom a school takes in whatever the immunization record says, and child care that is not covered."""

from datetime import date
from enum import StrEnum

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


class EnrollNow(StrEnum):
    """The groups that are enrolled right away even without records."""

    FOSTER = "foster"
    HOMELESS = "homeless"
    MILITARY = "military"


def enrol_without_records(group: EnrollNow, on: date) -> Verdict:
    """Return ADMIT right away, records pending; the requirement itself stays. Raises tables.NotInForceError."""
    for row in tables.rows("enrollment"):
        if row["group"] == group and tables.row_in_force(row, on):
            return verdict(Outcome.ADMIT, reason(ReasonCode.ENROLL_NOW_RECORDS_PENDING, Cite(row["source"])))
    raise tables.NotInForceError(group, on)


def special_education() -> Verdict:
    """Return ADMIT to the special education and related services of a child's program, immunized or not (HSC
    120335(h))."""
    return verdict(Outcome.ADMIT, reason(ReasonCode.SPECIAL_EDUCATION_GOES_ON, Cite.HSC_120335_H))


def drop_in_child_care() -> Verdict:
    """Return NOT_REQUIRED in drop-in child care, where no contract for regular care is made."""
    return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.DROP_IN_CHILD_CARE, Cite.HSC_1596_794))
