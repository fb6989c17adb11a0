"""A guardian joins a child's record at the instant at which another guardian does something with it."""

import pytest

from chalicelib.actions.records.accept_guardian_invitation import accept_guardian_invitation
from chalicelib.actions.records.invite_guardian import invite_guardian
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from tests.actions.rivals import before_the_next_transaction
from tests.builders import PASSWORD, World
from tests.mailed import notices_of, token_in


def test_a_request_that_is_sent_while_a_guardian_joins_is_the_guardians_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a child on record and a draft of another request, when the draft is sent between what a joining guardian's
    act read and what it writes, then the guardian is told to try again, and finds the request."""
    child = world.ctx().store.get(Child, world.form().child_id)
    draft = world.request(RequestState.DRAFT, child=child)
    parent, other = world.default_user(Role.PARENT), world.parent(first_name="Ignatius")
    invite_guardian(world.ctx(parent), child.id, other.email, PASSWORD, "192.0.2.7")
    token = token_in(notices_of(world.table, NoticeKind.GUARDIAN_INVITED)[-1])

    before_the_next_transaction(monkeypatch, lambda: submit_request(world.ctx(parent), draft.id, draft.version))
    with pytest.raises(PortalError, match="STALE"):
        accept_guardian_invitation(world.ctx(other), token)
    accept_guardian_invitation(world.ctx(other), token)

    sent = world.reload(draft)
    assert sent.state is RequestState.SUBMITTED
    assert other.id in sent.guardian_ids
