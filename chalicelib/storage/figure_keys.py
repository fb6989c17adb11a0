"""Where the state's figures stand; beside the chart of keys.py.

| item              | PK             | SK              | by                                                        |
|-------------------|----------------|-----------------|-----------------------------------------------------------|
| counted facts     | FORM#id, REVIEW#id, APPEAL#id | FIGURES | the job that counts: all of them, by queue       |
| the day's figures | FIGURES        | DAY#place       | the page of the figures; without a place: the state       |
| an edition        | FIGURES        | EDITION#2026-Q3 | the public page: the newest                               |
| where the job is  | FIGURES        | CURSOR          | the job                                                   |
"""

from chalicelib.storage import keys
from chalicelib.storage.keys import Key

FIGURES = "FIGURES"
EDITION_PREFIX = "EDITION#"
CURSOR = Key(FIGURES, "CURSOR")


def facts_of(record_type: str, record_id: str) -> Key:
    """Return where the counted facts of a record stand."""
    return Key(keys.record(record_type, record_id).pk, FIGURES)


def day_figures(place: str) -> Key:
    """Return where the figures of a health department stand; "" for the state's."""
    return Key(FIGURES, f"DAY#{place}")


def edition(quarter: str) -> Key:
    """Return where the public tables of a quarter stand, as in 2026-Q3."""
    return Key(FIGURES, f"{EDITION_PREFIX}{quarter}")
