"""Passkeys in the place of the code from the app: added with the password, used once for each question; wrong ones are
counted with wrong codes."""

from dataclasses import dataclass

import pytest

from chalicelib.actions.accounts.one_time_codes import code_at
from chalicelib.actions.accounts.passkeys import (
    MOST_PASSKEYS,
    add_passkey,
    challenge_to_add,
    challenge_to_sign_in,
    pass_with_passkey,
    remove_passkey,
)
from chalicelib.actions.accounts.sign_in import SignedIn
from chalicelib.actions.accounts.two_factor import verify_totp
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TRIES_ALLOWED, Passkey, TwoFactor
from tests.builders import PASSWORD, World
from tests.mailed import notices_of
from tests.passkeys.authenticator import SoftKey
from tests.passkeys.on_pages import a_key

SESSION = "the browser at which the person sits"
NETWORK = "198.51.100.7"


@dataclass
class Question:
    """The form of the second step in one browser, after the right password."""

    ctx: Context
    step: SignInStep

    @property
    def challenge(self) -> bytes:
        return challenge_to_sign_in(self.ctx, self.step)

    def answered(self, answer: str) -> SignedIn:
        return pass_with_passkey(self.ctx, self.step, answer, NETWORK)


def add(world: World, person: Account, key: SoftKey, password: str = PASSWORD) -> None:
    ctx = world.ctx(person)
    answer = key.makes(challenge_to_add(ctx, SESSION))
    add_passkey(ctx, SESSION, name="My phone", answer=answer, password=password)


def asked(world: World, person: Account, form: str = "") -> Question:
    """The person typed the password; the page asks for the second step."""
    account = world.reload(person)
    return Question(world.ctx(idempotency_key=form), SignInStep(new_id(), account.id, account.session_version))


def passkeys(world: World, person: Account) -> tuple[Passkey, ...]:
    item = world.ctx().store.item(keys.two_factor(person.id))
    assert item
    return TwoFactor.of(item).passkeys


def refused(question: Question, answer: str) -> PortalError:
    with pytest.raises(PortalError) as refusal:
        question.answered(answer)
    return refusal.value


def test_a_passkey_signs_in_in_the_place_of_the_code(world: World) -> None:
    """Given a physician who added a passkey, when it answers after the password, then a session begins, and when it was
    added and last used is known."""
    physician, key = world.physician(), a_key()
    added = world.clock()
    add(world, physician, key)
    world.clock.advance(minutes=5)
    question = asked(world, physician)
    done = question.answered(key.signs(question.challenge))
    assert done.session_id in world.reload(physician).live_sessions
    (kept,) = passkeys(world, physician)
    assert (kept.name, kept.count) == ("My phone", 1)
    assert (kept.added, kept.used) == (int(added.timestamp()), int(world.clock().timestamp()))


def test_an_answer_from_a_page_of_another_address_is_refused(world: World) -> None:
    reviewer = world.reviewer()
    add(world, reviewer, a_key())
    question = asked(world, reviewer)
    stolen = a_key(origin="https://portal.test.evil.example")
    stolen.makes(b"")
    assert refused(question, stolen.signs(question.challenge)).code == "WRONG_PASSKEY"
    assert world.reload(reviewer).live_sessions == reviewer.live_sessions


def test_an_answer_works_once(world: World) -> None:
    """Given an answer that signed in, when it is sent again with another form or at another first step, then it is
    refused; with the same form it is the same session, as where a button is pressed twice."""
    reviewer, key = world.reviewer(), a_key(counts=False)
    add(world, reviewer, key)
    question = asked(world, reviewer, form=new_id())
    answer = key.signs(question.challenge)
    first = question.answered(answer)
    again = Question(world.ctx(idempotency_key=question.ctx.idempotency_key), question.step)
    assert again.answered(answer).session_id == first.session_id
    in_another_browser = asked(world, reviewer, form=new_id())
    same_form = Question(world.ctx(idempotency_key=in_another_browser.ctx.idempotency_key), question.step)
    assert refused(same_form, key.signs(in_another_browser.challenge)).code == "WRONG_PASSKEY"
    other_form = Question(world.ctx(), question.step)
    assert refused(other_form, answer).code == "WRONG_PASSKEY"
    assert refused(asked(world, reviewer), answer).code == "WRONG_PASSKEY"


def test_after_signing_out_the_same_form_opens_nothing(world: World) -> None:
    reviewer, key = world.reviewer(), a_key(counts=False)
    add(world, reviewer, key)
    question = asked(world, reviewer, form=new_id())
    answer = key.signs(question.challenge)
    session = question.answered(answer).session_id
    work, account = world.work(Action.SIGN_OUT, reviewer), world.reload(reviewer)
    work.update(account, account.with_changes(live_sessions={}))
    work.commit()
    again = Question(world.ctx(idempotency_key=question.ctx.idempotency_key), question.step)
    assert again.answered(answer).session_id == session  # which no cookie opens any more
    assert world.reload(reviewer).live_sessions == {}


def test_a_count_that_goes_back_is_a_copy_and_is_refused(world: World) -> None:
    reviewer, key = world.reviewer(), a_key()
    add(world, reviewer, key)
    key.uses = 5
    question = asked(world, reviewer)
    question.answered(key.signs(question.challenge))
    key.uses = 3
    question = asked(world, reviewer)
    assert refused(question, key.signs(question.challenge)).code == "WRONG_PASSKEY"


def test_a_passkey_of_another_account_is_refused(world: World) -> None:
    reviewer, other, key, others_key = world.reviewer(), world.reviewer(), a_key(), a_key(b"key of another")
    add(world, reviewer, key)
    add(world, other, others_key)
    question = asked(world, reviewer)
    assert refused(question, others_key.signs(question.challenge)).code == "WRONG_PASSKEY"


def test_a_removed_passkey_signs_no_one_in_and_its_owner_is_told(world: World) -> None:
    reviewer, key = world.reviewer(), a_key()
    add(world, reviewer, key)
    (kept,) = passkeys(world, reviewer)
    with pytest.raises(PortalError, match="WRONG_PROOF"):
        remove_passkey(world.ctx(reviewer), kept.id, "not the password at all")
    remove_passkey(world.ctx(reviewer), kept.id, PASSWORD)
    assert (passkeys(world, reviewer), world.reload(reviewer).passkeys) == ((), 0)
    question = asked(world, reviewer)
    assert refused(question, key.signs(question.challenge)).code == "WRONG_PASSKEY"
    told = notices_of(world.table, NoticeKind.SECOND_STEP_CHANGED)
    assert [each.recipient.id for each in told] == [reviewer.id] * 2  # of the new one, and of the removal


def test_adding_needs_the_password_and_an_answer_to_this_page(world: World) -> None:
    reviewer, other, key = world.reviewer(), world.reviewer(), a_key()
    with pytest.raises(PortalError, match="WRONG_PROOF"):
        add(world, reviewer, key, password="not the password at all")
    foreign = key.makes(challenge_to_add(world.ctx(other), SESSION))
    with pytest.raises(PortalError, match="PASSKEY_NOT_MADE"):
        add_passkey(world.ctx(reviewer), SESSION, name="", answer=foreign, password=PASSWORD)
    question = asked(world, reviewer)
    with pytest.raises(PortalError, match="PASSKEY_NOT_MADE"):
        add_passkey(world.ctx(reviewer), SESSION, name="", answer=key.makes(question.challenge), password=PASSWORD)
    assert passkeys(world, reviewer) == ()


def test_an_account_has_ten_passkeys_at_most_and_none_twice(world: World) -> None:
    reviewer, first = world.reviewer(), a_key(b"0")
    add(world, reviewer, first)
    with pytest.raises(PortalError, match="PASSKEY_NOT_MADE"):
        add(world, reviewer, first)
    for number in range(1, MOST_PASSKEYS):
        add(world, reviewer, a_key(str(number).encode()))
    with pytest.raises(PortalError, match="TOO_MANY_PASSKEYS"):
        add(world, reviewer, a_key(b"one more"))
    assert world.reload(reviewer).passkeys == len(passkeys(world, reviewer)) == MOST_PASSKEYS


def test_who_has_no_second_step_adds_none(world: World) -> None:
    with pytest.raises(PortalError, match="NO_SECOND_STEP"):
        add(world, world.parent(), a_key())


def test_wrong_passkeys_and_wrong_codes_are_counted_together(world: World) -> None:
    """Given four wrong answers of passkeys, when a wrong code is typed, then codes and passkeys pause, and the owner is
    told; after ten minutes the right passkey signs in."""
    reviewer, key = world.reviewer(), a_key()
    add(world, reviewer, key)
    for _ in range(TRIES_ALLOWED - 1):
        assert refused(asked(world, reviewer), "{}").code == "WRONG_PASSKEY"
    typed = asked(world, reviewer)
    with pytest.raises(PortalError, match="TOO_MANY_CODES"):
        verify_totp(typed.ctx, typed.step, "000000", NETWORK)
    assert len(notices_of(world.table, NoticeKind.SECOND_STEP_PAUSED)) == 1
    question = asked(world, reviewer)
    assert refused(question, key.signs(question.challenge)).kind == ErrorKind.TOO_MANY
    world.clock.advance(minutes=11)
    question = asked(world, reviewer)
    question.answered(key.signs(question.challenge))
    item = world.ctx().store.item(keys.two_factor(reviewer.id))
    assert item
    assert TwoFactor.of(item).tries == 0


def test_a_new_app_leaves_the_passkeys(world: World) -> None:
    reviewer, key = world.reviewer(), a_key()
    browser = world.browser(reviewer)
    add(world, reviewer, key)
    page = browser.get("/account/second-step")
    offered = str(page.form().hidden["offer"])
    seed = world.ctx().services.fields.decrypt(offered, context=f"account {reviewer.id} offer")
    answer = page.press("Turn on two-step verification", code=code_at(seed, world.clock()), password=PASSWORD)
    assert answer.location == "/account/recovery-codes", answer.words
    question = asked(world, reviewer)
    question.answered(key.signs(question.challenge))
