"""Notices: what is owed to whom. The inbox entry is written in the act's own transaction; e-mail is a pointer to it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from chalicelib.domain.record import FrozenModel


class Delivery(StrEnum):
    """Where a notice's e-mail or letter stands."""

    PENDING = "pending"
    SENT = "sent"
    TO_BE_POSTED = "to_be_posted"
    POSTED = "posted"
    INBOX_ONLY = "inbox_only"


class Recipient(FrozenModel):
    """A person (`kind` "account"), an organization, which is a recipient even while it has no user, or a person who is
    invited (`kind` "address"; `id` is the keyed hash of the e-mail address, which stands in the link's item)."""

    kind: str  # account, facility, jurisdiction, board, cdph, chhs, address
    id: str


class Notice(FrozenModel):
    """One notice to one recipient. `facts` hold ids, form or request numbers and dates: no name, nothing medical."""

    id: str
    kind: str
    recipient: Recipient
    at: datetime
    link: str  # path in the portal
    facts: dict[str, str] = Field(default_factory=dict)
    letter: bool = False  # a printable letter goes with it (denial, revocation, appeal decision)
    language: str = "en"
