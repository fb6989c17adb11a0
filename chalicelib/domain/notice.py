"""Notices. The inbox entry commits with the action; e-mail only points to it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.results import NOTHING, Subject, SubjectKind


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

    field_class = Internal

    kind: str  # account, facility, post (a facility's postal address, whoever has an account), jurisdiction, ...
    id: str


class Notice(FrozenModel):
    """One notice to one recipient. `facts` hold ids, form or request numbers and dates: no name, nothing medical.

    `link` is an address of the portal in a notice that was written before notices named a subject, "" in any other.
    """

    field_class = Internal

    id: str
    kind: str
    recipient: Recipient
    at: datetime
    about: Subject = NOTHING
    link: str = ""
    facts: dict[str, str] = Field(default_factory=dict)
    letter: bool = False  # a printable letter goes with it (denial, revocation, appeal decision)
    language: str = "en"

    def is_about_own_account(self) -> bool:
        """Return whether the notice is about the recipient's account itself."""
        return self.about.kind == SubjectKind.OWN_ACCOUNT or self.link.strip("/") == "account"

    def names(self, ids: frozenset[str]) -> bool:
        """Return whether the notice is about one of these records, or names one among its facts."""
        named = {self.about.id, self.about.of, *self.facts.values()}
        return not ids.isdisjoint(named) or any(each in self.link for each in ids)
