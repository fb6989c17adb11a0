"""Where it stands whose forms go to review, and of what someone is reminded when; beside the chart of keys.py.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| owed reviews      | OWED_REVIEWS#kind#id   | trigger#year     | the job that opens them: by the queue           |
| a school's reports| REPORTING#id           | REPORTING        | issue: the same read; a nightly walk by queue   |
| reminders         | the record's           | REMINDERS        | the nightly job: by queue, then this item       |
| reviews at a school | REVIEWS_AT#facility  | REVIEWS_AT       | the nightly job: by queue, then this item       |
| check of a license| LICENSE_CHECK#account  | LICENSE_CHECK    | the nightly job: by queue, then this item       |
| last run of a job | JOBS                   | RUN#job          | the job: one batch get; the operators' page     |
| failing item      | JOBS                   | FAILED#job#item  | the operators' page: the same query             |
| order to run      | JOB_ORDER#job          | JOB_ORDER        | the job: the same batch get                     |
| its coded reasons | FORM#id                | REASONS          | a list of the state (state_desk.py): with forms |
| key of that desk  | STORE                  | DESK_KEY         | the same request; signing                       |
| a physician's name | PHYSICIANS#hash       | account          | reviewer's search: by a word's first letters    |
"""

from chalicelib.storage import keys
from chalicelib.storage.keys import Key

JOBS = "JOBS"
RUN_PREFIX, FAILED_PREFIX = "RUN#", "FAILED#"


def owed_reviews(owner_kind: str, owner_id: str, trigger: str, year: int) -> Key:
    """Return where it stands that a physician's or a school's forms still go to review."""
    return Key(f"OWED_REVIEWS#{owner_kind}#{owner_id}", f"{trigger}#{year}")


def school_reporting(facility_id: str) -> Key:
    """Return where it stands what a school reported, and whether all of its forms go to review."""
    return Key(f"REPORTING#{facility_id}", "REPORTING")


def reminders(record_id: str, kind: str = "form") -> Key:
    """Return where it stands when people are next reminded of a record, and through which day they were."""
    return Key(keys.record(kind, record_id).pk, "REMINDERS")


def reviews_at(facility_id: str) -> Key:
    """Return where it stands when a school is next told whose records are to be reviewed, and through which day it
    was."""
    return Key(f"REVIEWS_AT#{facility_id}", "REVIEWS_AT")


def license_check(account_id: str) -> Key:
    """Return where it stands when a physician's license is checked next."""
    return Key(f"LICENSE_CHECK#{account_id}", "LICENSE_CHECK")


def job_run(job: str) -> Key:
    """Return where the last run of a job stands."""
    return Key(JOBS, f"{RUN_PREFIX}{job}")


def failing_prefix(job: str) -> str:
    """Return what the sort keys of a job's failing items begin with."""
    return f"{FAILED_PREFIX}{job}#"


def failing_item(job: str, item: str) -> Key:
    """Return where it stands that a job could not do an item."""
    return Key(JOBS, f"{failing_prefix(job)}{item}")


DESK_KEY = Key("STORE", "DESK_KEY")


def form_reasons(form_id: str) -> Key:
    """Return where the coded reasons of a form stand for the state's lists."""
    return Key(f"FORM#{form_id}", "REASONS")


def physicians_named(letters_hash: str) -> str:
    """Return the physicians with a word of their name that begins with the letters of this keyed hash."""
    return f"PHYSICIANS#{letters_hash}"
