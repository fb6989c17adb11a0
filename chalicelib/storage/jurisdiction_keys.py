"""The keys of what a local health department sees: one partition for each of the 61 jurisdictions, so that its desk is
one query. Their rows of the chart in keys.py:

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| counts of a school| JURISDICTION#id        | COUNTS#facility  | the department's desk: one query of all rows    |
| flag of a form    | JURISDICTION#id        | FLAG#form#review | the same query                                  |
| form, without why | JURISDICTION#id        | FORM#facility#form | the same query                                |
| outbreak          | JURISDICTION#id        | OUTBREAK#exposure| the same query                                  |
| report of a school| JURISDICTION#id        | REPORT#facility  | the same query                                  |
| school            | JURISDICTION#id        | SCHOOL#facility  | the same query                                  |

`id`: of the jurisdiction, for instance "C10" of Fresno County.
"""

from chalicelib.storage.keys import Key

COUNTS_PREFIX, FLAG_PREFIX, FORM_PREFIX = "COUNTS#", "FLAG#", "FORM#"
OUTBREAK_PREFIX, REPORT_PREFIX, SCHOOL_PREFIX = "OUTBREAK#", "REPORT#", "SCHOOL#"


def jurisdiction_partition(jurisdiction: str) -> str:
    """Return all rows of a jurisdiction."""
    return f"JURISDICTION#{jurisdiction}"


def counts_row(jurisdiction: str, facility_id: str) -> Key:
    return Key(jurisdiction_partition(jurisdiction), f"{COUNTS_PREFIX}{facility_id}")


def flag_row(jurisdiction: str, form_id: str, review_id: str) -> Key:
    """Return the row of a form that the department asked the state to look at, and the review that this opened."""
    return Key(jurisdiction_partition(jurisdiction), f"{FLAG_PREFIX}{form_id}#{review_id}")


def form_row(jurisdiction: str, facility_id: str, form_id: str) -> Key:
    return Key(jurisdiction_partition(jurisdiction), f"{FORM_PREFIX}{facility_id}#{form_id}")


def outbreak_row(jurisdiction: str, exposure_id: str) -> Key:
    return Key(jurisdiction_partition(jurisdiction), f"{OUTBREAK_PREFIX}{exposure_id}")


def report_row(jurisdiction: str, facility_id: str) -> Key:
    return Key(jurisdiction_partition(jurisdiction), f"{REPORT_PREFIX}{facility_id}")


def school_row(jurisdiction: str, facility_id: str) -> Key:
    return Key(jurisdiction_partition(jurisdiction), f"{SCHOOL_PREFIX}{facility_id}")
