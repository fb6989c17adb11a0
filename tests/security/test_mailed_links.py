"""S-02, S-05, S-30: how a mailed link is kept, sent, counted and spent, and how a password is asked for once more."""

from datetime import timedelta

import pytest

from chalicelib.actions.accounts.mailed_links import (
    ask_for_link,
    invitation_ends,
    link_spent,
    may_mail,
    open_link,
    require_few_asked,
    send_invitation,
    send_reset,
)
from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import SubjectKind
from chalicelib.runtime import secret_keys
from chalicelib.runtime.secret_keys import keyed_hash, secret_text
from chalicelib.storage.tokens import Link, LinkPurpose, add_link, spend_link, token_key, token_of
from tests.builders import PASSWORD, World
from tests.mailed import notices_of

HERE, THERE = "192.0.2.1", "198.51.100.1"


def refusal(kind: ErrorKind, code: str, field: str = "") -> tuple[ErrorKind, str, str]:
    return kind, code, field


def told(error: pytest.ExceptionInfo[PortalError]) -> tuple[ErrorKind, str, str]:
    return error.value.kind, error.value.code, error.value.field


def test_a_link_is_kept_as_the_hash_of_its_token_with_who_invited_and_when_it_may_be_forgotten(world: World) -> None:
    parent = world.parent()
    work = world.work(Action.RESET_PASSWORD)
    token = token_of(add_link(work, LinkPurpose.GUARDIAN, parent.id, "ben@example.org", invited_by="ana"))
    work.commit()

    item = world.ctx().store.item(token_key(token))

    assert item is not None
    ends = world.clock() + timedelta(days=7)
    assert (item["type"], item["invited_by"]) == ("token", "ana")
    assert item["ttl"] == int((ends + timedelta(days=30)).timestamp())
    assert Link.of(item).opens(token, ends - timedelta(seconds=1))
    assert not Link.of(item).opens(token, ends)
    assert token[27:] not in str(item)


def test_a_link_is_spent_once_and_then_says_so(world: World) -> None:
    parent = world.parent()
    work = world.work(Action.RESET_PASSWORD)
    token = token_of(add_link(work, LinkPurpose.RESET_PASSWORD, parent.id, parent.email))
    work.commit()
    assert open_link(world.ctx(), token, LinkPurpose.RESET_PASSWORD) == parent
    for spent in (False, True):
        work = world.work(Action.RESET_PASSWORD)
        spend_link(work, token)
        if not spent:
            work.commit()
            continue
        with pytest.raises(PortalError) as refused:
            work.commit()
        assert refused.value.code == "LINK_SPENT"
    with pytest.raises(PortalError) as refused:
        open_link(world.ctx(), token, LinkPurpose.RESET_PASSWORD)
    assert told(refused) == refusal(ErrorKind.REFUSED, "LINK_SPENT")
    assert (link_spent().kind, link_spent().code) == (ErrorKind.REFUSED, "LINK_SPENT")


def test_opening_a_link_asks_the_store_once(world: World) -> None:
    parent = world.parent()
    work = world.work(Action.RESET_PASSWORD)
    token = token_of(add_link(work, LinkPurpose.RESET_PASSWORD, parent.id, parent.email))
    work.commit()
    before = len(world.recorder.calls)
    open_link(world.ctx(), token, LinkPurpose.RESET_PASSWORD)
    assert len(world.recorder.calls) == before + 1


def test_a_link_is_sent_to_its_account_and_an_invitation_to_its_address(world: World) -> None:
    parent, invited = world.parent(), world.account(Role.BOARD, board="MBC", verified=False)
    work = world.work(Action.INVITE)
    send_reset(work, parent.id, parent.email)
    send_invitation(work, invited, "a" * 64, "es")
    work.commit()

    (reset,) = notices_of(world.table, NoticeKind.RESET_PASSWORD)
    (invitation,) = notices_of(world.table, NoticeKind.INVITATION)

    assert (reset.recipient, reset.about.kind, reset.about.id) == (
        Recipient(kind="account", id=parent.id), SubjectKind.MAILED_LINK, parent.id,
    )  # fmt: skip
    assert (invitation.recipient, invitation.about.kind, invitation.about.id, invitation.language) == (
        Recipient(kind="address", id="a" * 64), SubjectKind.MAILED_LINK, invited.id, "es",
    )  # fmt: skip
    item = world.ctx().store.item(token_key(token_of(invitation.facts["token_id"])))
    assert item is not None
    assert item["email"] == invited.email
    assert invitation_ends(world.ctx()) == world.clock() + timedelta(days=7)


def test_one_network_asks_five_times_for_an_address_and_another_is_counted_apart(world: World) -> None:
    ctx = world.ctx()
    for _time in range(5):
        require_few_asked(ctx, "a" * 64, HERE)
    with pytest.raises(PortalError) as refused:
        require_few_asked(ctx, "a" * 64, HERE)
    assert told(refused) == refusal(ErrorKind.TOO_MANY, "TOO_MANY_LINKS")
    with pytest.raises(PortalError) as refused:
        may_mail(ctx, "a" * 64, HERE)
    assert told(refused) == refusal(ErrorKind.TOO_MANY, "TOO_MANY_LINKS")
    assert may_mail(ctx, "b" * 64, HERE)
    with pytest.raises(PortalError, match="TOO_MANY_LINKS"):  # the address got its five, whoever asks
        require_few_asked(ctx, "a" * 64, THERE)
    assert not may_mail(ctx, "a" * 64, THERE)


def test_an_unknown_address_is_counted_and_takes_no_mail_from_its_later_owner(world: World) -> None:
    known = world.parent()
    for _time in range(5):
        assert ask_for_link(world.ctx(), "later@example.org", THERE) is None
        assert ask_for_link(world.ctx(), known.email, HERE)
    ctx = world.ctx()
    assert may_mail(ctx, email_hash(ctx, "later@example.org"), HERE)
    assert ask_for_link(world.ctx(), known.email, THERE) is None
    other = world.parent()
    assert ask_for_link(world.ctx(), other.email, THERE)


def test_unknown_addresses_are_counted_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    path = "chalicelib.actions.accounts.mailed_links.reserve_mail"
    monkeypatch.setattr(path, lambda _table, address, _now: not counted.append(address))
    ctx = world.ctx()
    known = world.parent()
    for email in ("one@example.org", "two@example.org", known.email):
        ask_for_link(world.ctx(), email, HERE)
    hashed = [email_hash(ctx, email) for email in ("one@example.org", "two@example.org", known.email)]
    assert counted == [*(ctx.keyed_hash("try", "no mail", each) for each in hashed[:2]), hashed[2]]


def test_a_wrong_password_is_told_at_its_field_and_five_are_too_many_for_a_minute(world: World) -> None:
    physician = world.physician()
    for _time in range(5):
        with pytest.raises(PortalError) as refused:
            require_reauthentication(world.ctx(physician), "wrong")
        assert told(refused) == refusal(ErrorKind.INVALID, "WRONG_PROOF", "password")
    with pytest.raises(PortalError) as refused:
        require_reauthentication(world.ctx(physician), PASSWORD)
    assert told(refused) == refusal(ErrorKind.TOO_MANY, "TOO_MANY_TRIES", "password")
    require_reauthentication(world.ctx(world.physician()), PASSWORD)
    world.clock.advance(minutes=1)
    require_reauthentication(world.ctx(physician), PASSWORD)


def test_without_a_stored_password_none_is_right(world: World) -> None:
    physician = world.physician()
    ctx = world.ctx(physician)
    ctx.actor = physician.with_changes(email="gone@example.org")
    for typed in ("", PASSWORD, "XXXX"):
        with pytest.raises(PortalError, match="WRONG_PROOF"):
            require_reauthentication(ctx, typed)


def test_what_a_proof_is_checked_against_can_be_loaded_with_the_acts_other_records(world: World) -> None:
    physician = world.physician()
    with pytest.raises(PortalError, match="WRONG_PROOF"):
        require_reauthentication(world.ctx(physician), "wrong")
    ctx = world.ctx(physician)
    credential, tries = (ctx.store.item(key) for key in proof_keys(ctx))
    assert credential is not None
    assert credential["account_id"] == physician.id
    assert tries is not None
    assert tries["tries"] == 1


def test_a_secret_is_read_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Secrets:
        def get_secret_value(self, **asked: str) -> dict[str, str]:
            return {"SecretString": f"what stands in {asked['SecretId']}"}

    services = {"secretsmanager": Secrets()}
    monkeypatch.setattr(secret_keys, "aws_client", services.__getitem__)
    assert secret_text("arn:1") == "what stands in arn:1"


def test_a_hash_of_one_kind_of_link_is_none_of_another() -> None:
    assert keyed_hash("link", "cursor", "a") != keyed_hash("link", "a") != keyed_hash("link", "cursor")
