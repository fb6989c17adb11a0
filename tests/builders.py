"""Makes people and cases for tests, in any state, with defaults that fit together: the child Kai in grade 2 at a
school in Los Angeles County, a parent, a physician. Every default can be overridden by keyword.

    world.request()                                   submitted by the parent
    world.request(RequestState.OPENED)                opened by the physician, with a complete draft of the form
    world.form()                                      signed through the action, one temporary line for MMR
    world.form(lines=(line(Vaccine.VAR, kind=LineKind.PERMANENT),), request=...)
    world.form(state=LineState.HELD)                  or any other state
    world.review(ReviewState.RECOMMENDED_REVOKE)
    world.appeal(AppealState.IN_REVIEW)
    world.amendment(CorrectionState.REFUSED)

Everything is written through the unit of work, along the rows of the state table, so that what a test starts from
could have come about. The signed form comes from the action itself.
"""

from datetime import date, datetime

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.records.accept_guardian_invitation import accept_guardian_invitation
from chalicelib.actions.records.invite_guardian import invite_guardian
from chalicelib.domain.account import Account
from chalicelib.domain.child import Child
from chalicelib.domain.notice_kinds import NoticeKind
from tests.appeal_builder import AppealBuilder
from tests.checks.remembered import remembered
from tests.form_builder import SIGNATURE, line
from tests.mailed import notices_of, token_in
from tests.people import HOME, KAI, PASSWORD, PRACTICE, SCHOOL_ID, password_hash

__all__ = ["HOME", "KAI", "PASSWORD", "PRACTICE", "SCHOOL_ID", "SIGNATURE", "World", "line", "password_hash"]


class World(AppealBuilder):
    """The people and cases of one test: see the head of this file, and tests/people.py."""

    @remembered
    def second_guardian(self, child_id: str) -> Account:
        """Another parent, who was invited to the child's record by its first guardian, and joined."""
        other = self.parent(first_name="Ignatius")
        first = self.ctx().store.get(Child, child_id).guardian_ids[0]
        invite_guardian(self.ctx(self._person(first)), child_id, other.email, PASSWORD, "192.0.2.7")
        address = email_hash(self.ctx(), other.email)
        (notice,) = [
            each for each in notices_of(self.table, NoticeKind.GUARDIAN_INVITED) if each.recipient.id == address
        ]
        accept_guardian_invitation(self.ctx(other), token_in(notice))
        return other

    def at(self, when: date | datetime | str, **hour: int) -> "World":
        """Move the clock, then go on: `world.at("2027-01-04").form()`."""
        self.clock.set(when, **hour)
        return self
