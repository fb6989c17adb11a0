"""Where the stories are performed: who acts, at which instant, through which ports. Everything that is written is
written by the portal's actions; the stage itself only reads, and notes who looks at a child's record, as pages do."""

import dataclasses
from datetime import date, datetime, timedelta
from typing import TypeVar

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context, Services
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential
from chalicelib.storage.tokens import token_of
from chalicelib.wiring import new_context
from infra.local.demo.people import Person
from infra.local.demo.play import StoryClock

_R = TypeVar("_R", bound=VersionedRecord)


class Stage:
    """The present instant of the stories, and the people on it."""

    def __init__(self, services: Services, clock: StoryClock) -> None:
        self._services = services
        self._clock = clock
        self.today = clock.on
        self._accounts: dict[str, Account] = {}

    @property
    def on(self) -> date:
        """The California day of the present step."""
        return self._clock.on

    @property
    def now(self) -> datetime:
        """The instant of the present step (aware, UTC)."""
        return self._clock.now

    def days_ago(self, days: int) -> date:
        """A day seen from today, not from the story's step."""
        return self.today - timedelta(days=days)

    def in_days(self, days: int) -> date:
        """A day that is still to come."""
        return self.today + timedelta(days=days)

    def visitor(self, language: str = "en") -> Context:
        """The context of someone who has not signed in."""
        ctx = new_context(self._clock.now, self._services.new_id(), language=language)
        return dataclasses.replace(ctx, services=self._services)

    def as_(self, person: Person) -> Context:
        """The context of a person who has signed in."""
        ctx = self.visitor(person.language)
        ctx.actor = self.account(person)
        return ctx

    def looks(self, person: Person, child_id: str, purpose: Purpose) -> None:
        """The person has the page of a child's record open before acting on it: the parent can see who looked."""
        ctx = self.as_(person)
        ctx.store.record_access("child", child_id, ctx.person, ctx.now, ctx.new_id(), purpose=purpose)

    def signed_in(self, person: Person) -> Context:
        """The same while the account is still being set up: it is read afresh."""
        ctx = self.visitor(person.language)
        ctx.actor = ctx.store.get(Account, self.account_id(person))
        return ctx

    def account(self, person: Person) -> Account:
        """The person's account. Nothing on it changes once it is open, so it is read once."""
        if person.email not in self._accounts:
            ctx = self.visitor()
            self._accounts[person.email] = ctx.store.get(Account, self.account_id(person))
        return self._accounts[person.email]

    def account_id(self, person: Person) -> str:
        """The id of the account that a person registered, also while it is not verified yet."""
        ctx = self.visitor()
        item = ctx.store.item(keys.credential(email_hash(ctx, person.email)))
        if item is None:
            raise LookupError(f"no account for {person.email}")
        return Credential.of(item).account_id

    def has_account(self, person: Person) -> bool:
        """Whether the person registered, or accepted an invitation."""
        ctx = self.visitor()
        return ctx.store.item(keys.credential(email_hash(ctx, person.email))) is not None

    def get(self, kind: type[_R], record_id: str) -> _R:
        return self.visitor().store.get(kind, record_id)

    def again(self, record: _R) -> _R:
        """The newest version of a record."""
        return self.get(type(record), record.id)

    def verification_token(self, person: Person) -> str:
        """The token in the mail that confirms a person's address."""
        notices = self.visitor().store.person(self.account_id(person)).notices
        newest = next(notice for notice in notices if notice.kind == NoticeKind.VERIFY_EMAIL)
        return token_of(newest.facts["token_id"])

    def invitation_token(self, email: str) -> str:
        """The token in the mail that invites a person."""
        ctx = self.visitor()
        notices = ctx.store.office_notices("address", email_hash(ctx, email))
        return token_of(notices[0].facts["token_id"])
