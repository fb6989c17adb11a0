"""Physicians who claim a license, in any state of the claim: registered through the pages, or written."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.addresses import letter_address
from chalicelib.domain.account import Account, LicenseProof, Role
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import ClaimState, LicenseClaim
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import standing_id
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential
from chalicelib.storage.outbox import NoticePlace
from tests.builders import World
from tests.jobs.post_box import PostBox
from tests.license_answers import AT_THE_BOARD
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD
from tests.portal import Portal, Shown

PHYSICIAN = {
    "license_number": "A 900101",
    "first_name": "Marisol",
    "last_name": "Fernwhistle",
    "business_name": "",
    "street": "12 Tansy Court",
    "city": "Davis",
    "zip_code": "95616",
    "telephone": "(530) 555-0142",
    "email": "fernwhistle@clinic.example",
    "password": PASSWORD,
}
_STEPS = (("license_number",), ("business_name", "street", "city", "zip_code", "telephone"))


def register(portal: Portal, **changed: Any) -> Shown:
    """Go through the steps of a physician's registration; the page at which it ends, for better or worse."""
    typed = {**PHYSICIAN, **changed}
    page = portal.get("/register/physician")
    for fields in _STEPS:
        done = page.press(**{field: typed.pop(field) for field in fields})
        if done.status != 303:
            return done
        page = done.follow()
    return page.press(**typed)


@dataclass
class Claimant:
    """Someone who registered with a license and confirmed the address: the person's browser, and the account."""

    world: World
    portal: Portal
    account_id: str

    @property
    def account(self) -> Account:
        return self.world.ctx().store.get(Account, self.account_id)

    @property
    def claim(self) -> LicenseClaim:
        return claim_of(self.world, self.account)

    def code(self, kind: LetterCode = LetterCode.MINE) -> str:
        """What the newest letter says."""
        return printed_code(self.world.ctx(), self.claim, kind)

    def type_code(self, code: str, **fields: str) -> Shown:
        """Type a letter's code on the own page, with a fresh code of the app."""
        self.world.clock.advance(seconds=60)  # a code of the app works once
        typed = {"letter_code": code, "app_code": self.world.code(self.account), **fields}
        return self.portal.get("/physicians/license").press("Confirm my license", **typed)


def claimant(world: World, **typed: Any) -> Claimant:
    """Register through the pages, confirm the address, set up the second step, sign in."""
    stranger = Portal(world.recorder)
    assert register(stranger, **typed).location.startswith("/register/check-email")
    page = stranger.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL))
    assert page.press("Confirm my email address").status == 303
    world.clock.advance(minutes=1)
    email = typed.get("email", PHYSICIAN["email"])
    item = world.ctx().store.item(keys.credential(email_hash(world.ctx(), email)))
    assert item
    account = world.ctx().store.get(Account, Credential.of(item).account_id)
    return Claimant(world, world.browser(world.with_two_factor(account)), account.id)


def mail_letters(world: World, *, by: Account | None = None) -> list[str]:
    """Deliver what waits, then print each license letter and mark it as mailed, through the pages; what they said."""
    deliver_pending(PostBox(), world.clock)
    desk, said = world.browser(by or world.default_user(Role.REVIEWER)), []
    for notice in notices_of(world.table, NoticeKind.LICENSE_LETTER):
        address = letter_address(NoticePlace.of_notice(notice))
        page = desk.get(f"/letters/{address}/mark-posted")
        if page.status != 409:  # marked already
            said.append(desk.get(f"/letters/{address}").words)
            assert page.press("Mark as mailed").location == "/letters/posted"
    return said


def claim_of(world: World, physician: Account) -> LicenseClaim:
    return world.ctx().store.get(LicenseClaim, physician.id)


def claim(
    world: World, state: ClaimState = ClaimState.POSTED, physician: Account | None = None, **facts: Any
) -> LicenseClaim:
    """A claim in this state, written along the state table; the letter was mailed today. Without a physician: of one
    who has proven nothing."""
    whose = physician or world.physician(license_proof=LicenseProof.NONE, standing=None)
    assert whose.physician
    begun = LicenseClaim(
        id=whose.id,
        license_id=standing_id(whose.physician),
        started_on=world.clock.today,
        checked_at=world.clock(),
        outcome="may_issue",
        name_on_license=whose.display_name.upper(),
        address=AT_THE_BOARD,
        address_state="CA",
    ).with_changes(**facts)
    work = world.work(Action.REGISTER)
    work.create(begun)
    work.commit()
    made = world.written(work, begun)
    for act, reached, changes in _WAY:
        if made.state is state:
            break
        made = world.step(made, act, state=reached, **{name: value(world) for name, value in changes.items()})
    if made.state is not state:
        act = Action.DISPUTE_LICENSE if state is ClaimState.DISPUTED else Action.PROVE_LICENSE
        made = world.step(made, act if state is not ClaimState.REFUSED else Action.SETTLE_LICENSE_CLAIM, state=state)
    return made


_WAY = (
    (
        Action.VERIFY_EMAIL,
        ClaimState.LETTER_WAITING,
        {"letter_number": lambda _world: 1, "ordered_at": lambda world: world.clock()},
    ),
    (Action.MARK_LETTER_POSTED, ClaimState.POSTED, {"posted_on": lambda world: world.clock.today}),
)


def days_on(world: World, days: int) -> None:
    """Move the clock to the same time of day, so many days on."""
    world.clock.advance(hours=timedelta(days=days).total_seconds() / 3600)
