"""The keys of districts and of what their desk reads of each school. Their rows of the chart in keys.py:

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| district          | DISTRICT#office        | DISTRICT         | invitation of its people: first batch get       |
| school of it      | DISTRICT#office        | SCHOOL#id        | its desk: one query; a school's page: one get   |
| day's summary     | FACILITY#id            | DAY_SUMMARY      | a desk: one batch get; with the school's list   |

`office`: the CDS code of the district's office, seven digits and seven zeros. A summary is also a row of the work queue
"summaries", by the day it was counted on.
"""

from chalicelib.storage.keys import Key, facility_partition

SCHOOL_PREFIX = "SCHOOL#"


def district_partition(office_id: str) -> str:
    """Return a district and its open public schools."""
    return f"DISTRICT#{office_id}"


def district(office_id: str) -> Key:
    return Key(district_partition(office_id), "DISTRICT")


def district_school(office_id: str, facility_id: str) -> Key:
    """Return one open public school of a district."""
    return Key(district_partition(office_id), f"{SCHOOL_PREFIX}{facility_id}")


def day_summary(facility_id: str) -> Key:
    """Return the newest counts of a school. They stand before its students, so that its list reads them along."""
    return Key(facility_partition(facility_id), "DAY_SUMMARY")
