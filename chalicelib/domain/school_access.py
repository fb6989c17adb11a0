"""The days of a school's access. No statute sets them, so each is a choice [R]: the
decision record 0028 gives the reasons."""

from datetime import date, timedelta

CONFIRMED_FROM = ((9, 1), (1, 1))
"""Month and day from which the approvers of a school look through the list of its people."""
_WITHOUT_APPROVER = timedelta(days=30)
_ASLEEP_AFTER, _CLOSED_AFTER = timedelta(days=120), timedelta(days=365)
LETTER_DAYS = 30
LETTERS_OF_A_SCHOOL = (3, timedelta(days=30))
"""How many letters with a code go to one school in which time, whoever asks for them."""
MAX_WAITING = 50
"""Invitations and requests to join of one school that wait at the same time."""


def confirmation_due_since(on: date) -> date:
    """Return the day from which the list of people has waited for its newest look."""
    days = (date(year, *each) for year in (on.year - 1, on.year) for each in CONFIRMED_FROM)
    return max(day for day in days if day <= on)


def acts_until(without_approver_since: date) -> date:
    """Return the last day on which a school without an approver can change its records. It can read them after that."""
    return without_approver_since + _WITHOUT_APPROVER


def letter_valid_until(sent_on: date) -> date:
    """Return the last day on which the code of a letter opens the school's place."""
    return sent_on + timedelta(days=LETTER_DAYS)


def is_asleep(last_seen_on: date | None, on: date) -> bool:
    """Return whether a school's person was away so long that a mailed link must wake the account. None: the day is not
    known, which is not asleep."""
    return last_seen_on is not None and on > last_seen_on + _ASLEEP_AFTER


def is_closed_by_time(last_seen_on: date | None, on: date) -> bool:
    """Return whether a school's person was away so long that nothing opens the account any more."""
    return last_seen_on is not None and on > last_seen_on + _CLOSED_AFTER
