"""Where it stands whose forms go to review, and of which forms somebody is reminded when; beside the chart of keys.py.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| owed reviews      | OWED_REVIEWS#kind#id   | trigger#year     | the job that opens them: by the queue           |
| a school's reports| REPORTING#id           | REPORTING        | issue: the same read; a nightly walk by queue   |
| reminders of a form | FORM#id              | REMINDERS        | the nightly job: by queue, then this item       |
| its coded reasons | FORM#id                | REASONS          | a list of the state (state_desk.py): with forms |
| key of that desk  | STORE                  | DESK_KEY         | the same request; signing                       |
| a physician's name | PHYSICIANS#hash       | account          | reviewer's search: by a word's first letters    |
"""

from chalicelib.storage.keys import Key


def owed_reviews(owner_kind: str, owner_id: str, trigger: str, year: int) -> Key:
    """Return where it stands that a physician's or a school's forms still go to review."""
    return Key(f"OWED_REVIEWS#{owner_kind}#{owner_id}", f"{trigger}#{year}")


def school_reporting(facility_id: str) -> Key:
    """Return where it stands what a school reported, and whether all of its forms go to review."""
    return Key(f"REPORTING#{facility_id}", "REPORTING")


def reminders(form_id: str) -> Key:
    """Return where it stands when people are next reminded of a form, and through which day they were."""
    return Key(f"FORM#{form_id}", "REMINDERS")


DESK_KEY = Key("STORE", "DESK_KEY")


def form_reasons(form_id: str) -> Key:
    """Return where the coded reasons of a form stand for the state's lists."""
    return Key(f"FORM#{form_id}", "REASONS")


def physicians_named(letters_hash: str) -> str:
    """Return the physicians with a word of their name that begins with the letters of this keyed hash."""
    return f"PHYSICIANS#{letters_hash}"
