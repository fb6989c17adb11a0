"""Places that need no one signed in, or only an account."""

import json
from datetime import timedelta

from chalicelib.actions.accounts.mailed_links import invitation_ends, send_invitation
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.tokens import LinkPurpose, add_link, token_of
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.invariants.places import Here, place

NEW_PASSWORD = "seven violet kites over Mono Lake"
NEWCOMER = {
    "first_name": "Rosalind",
    "last_name": "Achterberg",
    "email": "r.achterberg@mail.example",
    "telephone": "(530) 555-0117",
    "password": NEW_PASSWORD,
}


@place(
    "/",
    "/help",
    "/law",
    "/law/to-check",
    "/evidence-key",
    "/privacy",
    "/accessibility",
    "/register",
    "/register/check-email",
    "/register/check-email/license-review",
    "/verify-email/done",
    "/resend-verification/sent",
    "/forgot-password/sent",
    "/reset-password/done",
    "/accept-invitation/done",
)
def _anyone(_world: World) -> Here:
    return Here()


@place("/check")
def _check(world: World) -> Here:
    return Here(answers={"code": world.form().check_code})


@place("/check/{code}")
def _scanned(world: World) -> Here:
    return Here(ids={"code": world.form().check_code})


@place("/sign-in")
def _sign_in(world: World) -> Here:
    return Here(answers={"email": world.parent().email, "password": PASSWORD})


@place(
    "/sign-out", "/account", "/account/stay", "/account/news", "/account/sign-out-others", "/account/password/changed"
)
def _someone(world: World) -> Here:
    return Here(world.default_user(Role.PARENT))


@place("/account/contact")
def _contact(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), answers={"language": "es", "telephone": "(916) 555-0144"})


@place("/account/password")
def _password(world: World) -> Here:
    return Here(world.parent(), answers={"password": PASSWORD, "new_password": NEW_PASSWORD})


@place("/register/parent")
def _register_parent(world: World) -> Here:
    return Here(answers={**NEWCOMER, "email": f"r.achterberg.{world.next()}@mail.example"})


@place("/verify-email")
def _verify(world: World) -> Here:
    person = world.parent(verified=False)
    token = _link(world, LinkPurpose.VERIFY_EMAIL, person)
    return Here(query=f"?token={token}")


@place("/resend-verification")
def _resend(world: World) -> Here:
    return Here(answers={"email": world.parent(verified=False).email})


@place("/forgot-password")
def _forgot(world: World) -> Here:
    return Here(answers={"email": world.parent().email})


@place("/reset-password")
def _reset(world: World) -> Here:
    token = _link(world, LinkPurpose.RESET_PASSWORD, world.parent())
    return Here(query=f"?token={token}", answers={"new_password": NEW_PASSWORD})


def _link(world: World, purpose: LinkPurpose, person: Account) -> str:
    work = world.work(Action.RESET_PASSWORD)
    token_id = add_link(work, purpose, person.id, person.email)
    work.commit()
    return token_of(token_id)


@place("/accept-invitation")
def _accept(world: World) -> Here:
    invited(world)
    return Here(
        query=f"?token={mailed_token(world)}",
        answers={"first_name": "Rosalind", "last_name": "Achterberg", "password": NEW_PASSWORD},
    )


def invited(world: World) -> Account:
    """Someone of a school who was invited and has not come yet."""
    ctx = world.ctx(world.default_user(Role.OPERATOR))
    person = Account(
        id=ctx.new_id(),
        role=Role.SCHOOL,
        email=f"front.office.{world.next()}@mail.example",
        first_name="",
        last_name="",
        facility_ids=(world.facility().id,),
        invited_until=invitation_ends(ctx),
    )
    work = ctx.unit_of_work(Action.INVITE)
    work.create(person)
    send_invitation(work, person, email_hash(ctx, person.email), "en")
    work.commit()
    world.clock.advance(seconds=timedelta(seconds=1).total_seconds())
    return world.reload(person)


def mailed_token(world: World) -> str:
    """The token of the newest invitation that waits in the outbox."""
    bodies = [json.loads(item["body"]) for item in all_items(world.table.name) if item.get("type") == "notice"]
    newest = max((body for body in bodies if body["kind"] == NoticeKind.INVITATION), key=lambda body: str(body["at"]))
    return token_of(newest["facts"]["token_id"])
