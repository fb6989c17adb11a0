"""The physician's license, what the boards show, what CDPH finds of it, and bars."""

from datetime import date
from functools import partial
from typing import Any

from chalicelib.actions.accounts.verify_email import verify_email
from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.actions.physicians.lift_bar import LiftCommand, lift_bar
from chalicelib.actions.physicians.prove_license import prove_license
from chalicelib.actions.physicians.register_physician import PhysicianRegistration, register_physician
from chalicelib.actions.physicians.standing_case import matters_to_classify
from chalicelib.domain.account import Account, PhysicianProfile
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import ClaimState, LicenseClaim
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.physician_standing import MatterKind, earliest_bar_end
from tests.acceptance.acts.people import person
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import Story
from tests.builders import PASSWORD, PRACTICE
from tests.license_answers import action
from tests.mailed import notices_of, token_in

license = partial(step, topic="The physician's license and standing")


@license(
    "(the|an|a) (physician|MD|DO|issuer) [who] (holds|has|with) [the] [MBC|OMBC] license [number] {license:license} [of {board:board}]",
    "the physician is [an|a] (MD|DO) with [the] license [number] {license:license}",
    "the [physician's] license [number] is {license:license}",
    "MD {license:license}",
    "DO {license:license}",
    example="Given the physician holds license A 0060666",
)
def holds(story: Story, license: str, board: Board | None = None) -> None:
    """The number as printed; 20A is of the Osteopathic Medical Board, all others of the Medical Board."""
    osteopathic = license.upper().replace(" ", "").startswith("20A")
    number = normalize_license_number(board or (Board.OMBC if osteopathic else Board.MBC), license)
    story.memory["license text"], story.memory["license board"] = (
        license,
        board or (Board.OMBC if osteopathic else Board.MBC),
    )
    if isinstance(number, LicenseNumber):
        story.memory["license"] = number
    else:
        story.ask_law("license number", number)


def profile(story: Story) -> PhysicianProfile:
    """The physician's license."""
    found = person(story, "physician").physician
    assert found
    return found


@license(
    "the license (search|service|look-up) (answers|shows|says) [primary] status {code:code} [and expiry {date:date}]",
    "[the] [license] status is {code:code} [and|,|with] (the license expires|expires|expiring|expiry) [on] {date:date}",
    "[the] [license] [primary] status is {code:code}",
    "the license has [primary] status {code:code} [and|,] [expires on] [{date:date}]",
    example="Given the license search answers status 20",
)
def primary_status(story: Story, code: str, date: date | None = None) -> None:
    """What the look-up answers from now on: 20 current, 21 inactive, 45 delinquent, ..."""
    _set(story, primary_status=code, **({"expires_on": date} if date else {}))


@license(
    "the license (search|service|look-up) (shows|answers) [also] secondary [status|code|codes] {codes:codes}",
    "[the] license (has|shows) [also] secondary [status|code|codes] {codes:codes}",
    "[the] [license's] secondary [status] [code|codes] (is|are) {codes:codes}",
    "the board shows [secondary] [status|code] {codes:codes}",
    example="Given the license shows secondary status 53",
)
def secondary_statuses(story: Story, codes: list[str]) -> None:
    """Secondary codes of the look-up from now on: 50 accusation filed, 53 probation, ..."""
    _set(story, secondary_statuses=tuple(codes))


@license("the license (expires|expired) on {date:date}", example="Given the license expires on 2027-09-30")
def license_expires(story: Story, date: date) -> None:
    """The expiry date that the look-up answers from now on."""
    _set(story, expires_on=date)


@license("the board shows a new public action", example="Given the board shows a new public action")
def public_action(story: Story) -> None:
    """A public action that CDPH has not seen."""
    _set(story, public_actions=(action(),))


@license(
    "the license (search|service) (finds no such license|does not find the license)",
    "the license is not found",
    example="Given the license is not found",
)
def not_found(story: Story) -> None:
    """No one holds this license, from now on."""
    story.world.licenses.set_not_found(_digits(story))


@license(
    "the license (search|service) (is down|cannot be reached|is unreachable|times out)",
    example="Given the license search is down",
)
def is_down(story: Story) -> None:
    """No usable answer, from now on. A good look-up of the last 24 hours still counts; the registration is one."""
    story.world.licenses.go_down()


@license("the license (search|service) (is back|answers again)", example="When the license search answers again")
def is_back(story: Story) -> None:
    """Answers as before."""
    story.world.licenses.come_back()


def _set(story: Story, **changes: Any) -> None:
    known = story.memory.setdefault("license answer", {})
    known.update(changes)
    story.world.licenses.set_record(_digits(story), **known)


def _digits(story: Story) -> str:
    return story.memory["license"].digits if "license" in story.memory else profile(story).license_number


@license(
    "the physician registers [with (this|the) license] [with license {license:license}]",
    "the license is looked up",
    "the physician tries to register",
    "the physician registered [with (this|the) license]",
    example="When the physician registers",
)
def registers(story: Story, license: str = "") -> None:
    """The physician makes an account, confirms the e-mail address, sets up the second step and types the code of the letter;
    the license is looked up. The account stands for the physician from then on."""
    if license:
        holds(story, license)
    text = story.memory.get("license text", "A 60666")
    story.memory.setdefault("license text", text)
    if "license" not in story.memory and "license board" not in story.memory:
        holds(story, text)
    email = f"thaddeus.{story.world.next()}@mail.example"
    asked = PhysicianRegistration(
        first_name="Thaddeus",
        last_name="Okonjo-Reyes",
        email=email,
        telephone="(626) 555-0199",
        password=PASSWORD,
        license_text=story.memory["license text"],
        business_name="Quillfeather Pediatrics",
        business_address=PRACTICE,
    )
    told = story.attempt("registration", lambda: _done(register_physician(story.world.ctx(), asked, "198.51.100.7")))
    if told.accepted:
        _account_confirmed(story)


def _account_confirmed(story: Story) -> None:
    """The link in the mail is opened, and the letter comes; what the physician does from now on is done with this
    account."""
    world = story.world
    notice = notices_of(world.table, NoticeKind.VERIFY_EMAIL)[-1]
    verify_email(world.ctx(), token_in(notice))
    registered = world.with_two_factor(world.ctx().store.get(Account, notice.recipient.id))
    waiting = world.ctx().store.get(LicenseClaim, registered.id)
    mailed = {"state": ClaimState.POSTED, "posted_on": world.clock.today}
    posted = world.step(waiting, Action.MARK_LETTER_POSTED, **mailed)
    prove_license(world.ctx(registered), printed_code(world.ctx(), posted, LetterCode.MINE), world.code(registered))
    story.memory.setdefault("people", {})["physician"] = world.reload(registered)


def _done(_result: Done) -> None:
    """What an act returns is of no interest here."""


@license(
    "the (look-up|license search|lookup) (sends|is asked for|asked for|is sent) {digits:digits}",
    "the look-up sends [license number] {digits:digits}",
    example="Then the look-up sends 60666",
)
def sent(story: Story, digits: str) -> None:
    """The digits that the license search was asked for."""
    assert digits in story.world.licenses.asked, f"expected: {digits}\n    got:      {story.world.licenses.asked}"


@license(
    "the license type is {digits:digits}",
    "the look-up (uses|sends) license type {digits:digits}",
    example="Then the license type is 9001",
)
def license_type(story: Story, digits: str) -> None:
    """The license type code of the look-up: 8002 physician and surgeon, 9001 osteopathic."""
    expect("The license type", digits, _number(story).license_type)


@license(
    "the [licensing] board is {board:board}",
    "the physician is licensed by {board:board}",
    example="Then the board is OMBC",
)
def board_is(story: Story, board: Board) -> None:
    """The board of the license."""
    expect("The board", board, _number(story).board)


def _number(story: Story) -> LicenseNumber:
    if "license" not in story.memory:
        raise ValueProblem("No license has been named in this scenario, or it could not be read.")
    found: LicenseNumber = story.memory["license"]
    return found


# CDPH's findings and bars


def standing(story: Story) -> PhysicianStanding:
    """The physician's standing."""
    return story.world.ctx().store.get(PhysicianStanding, standing_id(profile(story)))


@license(
    "CDPH (classifies|has classified|classified) the {matter:matter} as {yes:text}",
    "the {matter:matter} is classified [as] {yes:text}",
    "CDPH finds [that] the {matter:matter} [is] {yes:text}",
    example="When CDPH classifies the probation as immunization-related",
)
def classifies(story: Story, matter: MatterKind, yes: str) -> None:
    """CDPH's answer on every open matter of the physician: immunization-related, or unrelated (not related, no).
    A standing that no form has brought on hold yet is looked at as if the board's codes had just been seen."""
    word = yes.lower()
    related = word not in {"no", "unrelated"} and not word.startswith(("not ", "un"))
    if not any(each in word for each in ("related", "yes", "no", "about")):
        raise ValueProblem(
            f'"{yes}" is no answer. Accepted: immunization-related, unrelated, not immunization-related.'
        )
    now = _seen_by_cdph(story)
    open_matters = matters_to_classify(now, story.today)
    answers = {each.code: MatterAnswer(related, matter) for each in open_matters}
    ctx = story.world.ctx(person(story, "nurse"))
    story.attempt(
        "classifying", lambda: _done(classify_action(ctx, now.id, answers, "Read the board's papers", now.version))
    )


def _seen_by_cdph(story: Story) -> PhysicianStanding:
    from chalicelib.domain.standing import StandingState  # noqa: PLC0415

    now, codes = standing(story), tuple(story.memory.get("license answer", {}).get("secondary_statuses", ()))
    if now.state == StandingState.VERIFIED and codes:
        return story.world.step(now, Action.HOLD_EXEMPTION, state=StandingState.HOLD, codes=codes)
    return now


@license(
    "CDPH bars the physician [as a public-health risk|for a public-health risk|as a risk to public health]",
    "[a|the] public-health [risk] bar is set",
    "(a|the) bar is set [for a public-health risk]",
    "the physician is barred [as a public-health risk]",
    example="When CDPH bars the physician as a public-health risk on 2026-09-15",
)
def bars(story: Story) -> None:
    """The designated physician sets the bar of HSC 120372(d)(7)(A)."""
    ctx, now = story.world.ctx(person(story, "officer")), standing(story)
    story.attempt("the bar", lambda: _done(bar_physician(ctx, now.id, "Risk to the community", PASSWORD, now.version)))


@license(
    "CDPH (lifts|ends|tries to lift) the bar [, the risk found gone on {date:date}] [with the risk found gone on {date2:date}]",
    "the (accusation is resolved in the physician's favor|probation ends|probation is terminated|probation is over)",
    example="When CDPH lifts the bar with the risk found gone on 2028-09-01",
)
def lifts(story: Story, date: date | None = None, date2: date | None = None) -> None:
    """The bar ends, if it may."""
    now = standing(story)
    command = LiftCommand(now.id, now.version, "The ground of the bar is gone", date or date2, PASSWORD)
    ctx = story.world.ctx(person(story, "officer"))
    story.attempt("the end of the bar", lambda: _done(lift_bar(ctx, command)))


@license(
    "the bar can end on {date:date} at the earliest",
    "the earliest [day|date] the bar can end is {date:date}",
    "the earliest end of the bar is {date:date}",
    example="Then the bar can end on 2028-09-15 at the earliest",
)
def earliest_end(story: Story, date: date) -> None:
    """Two years after it was set, rolled forward."""
    since = standing(story).barred_since
    assert since, "There is no bar."
    expect("The earliest end of the bar", date, earliest_bar_end(since))


@license(
    "the form is (held|on hold)", "the exemption is held", "the form is saved as held", example="Then the form is held"
)
def form_is_held(story: Story) -> None:
    """Signed, but not valid until CDPH has classified what the board shows."""
    from tests.acceptance.acts.school import effective_status  # noqa: PLC0415 - beside its only use

    got = effective_status(story, "held", None, None)
    expect("The state of the form", dict.fromkeys(got, "held"), got)


@license("the physician's standing is {text:text}", example="Then the physician's standing is barred probation")
def standing_is(story: Story, text: str) -> None:
    """The written state of the standing: verified, hold, barred accusation, barred probation, barred public health risk."""
    expect("The standing", text.lower().replace("_", " "), standing(story).state.value.replace("_", " "))
