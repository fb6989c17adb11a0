"""A physician types the code of the letter, signed in to the account that claims the license, with a fresh code of the
authenticator: the license is that account's."""

from chalicelib.actions.accounts.two_factor import require_fresh_code, two_factor_keys
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.license_codes import is_code_of_mine
from chalicelib.actions.physicians.license_holder import end_of_claim, holder_of, make_proven
from chalicelib.domain.account import Account, LicenseProof
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, wrong_state
from chalicelib.domain.license_claim import PAUSE, TRIES_BEFORE_PAUSE, TRIES_IN_ALL, ClaimState, LicenseClaim
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import standing_id
from chalicelib.storage import keys, license_keys
from chalicelib.storage.two_factor_rows import use_code

_FIELD = "letter_code"


def own_claim(ctx: Context) -> LicenseClaim | None:
    """Return the claim of the signed-in physician; None for an account of before claims were kept."""
    person = ctx.require(Action.VIEW_LICENSE_CLAIM)
    return ctx.store.find(LicenseClaim, person.id)


def prove_license(ctx: Context, letter_code: str, app_code: str) -> Done:
    """Prove the claim with the code "mine".

    Raises PortalError CONFLICT (no letter was mailed, or another account has proven the license), INVALID (a code is
    wrong, or ran out), TOO_MANY (five wrong ones: an hour; the tenth ends the letter's code).
    """
    person = ctx.require(Action.PROVE_LICENSE)
    standing = [keys.record("standing", standing_id(person.physician))] if person.physician else []
    ctx.store.load([license_keys.claim_of(person.id), *two_factor_keys(person.id), *standing])
    claim = ctx.store.find(LicenseClaim, person.id)
    if claim is None or claim.state is not ClaimState.POSTED:
        raise wrong_state()
    if not claim.code_works_on(ctx.on):
        raise invalid("LICENSE_CODE_ENDED", _FIELD)
    if claim.is_paused(ctx.now):
        raise PortalError(ErrorKind.TOO_MANY, "LICENSE_CODE_PAUSED", field=_FIELD)
    step = require_fresh_code(ctx, app_code, "app_code")
    if not is_code_of_mine(ctx, claim, letter_code):
        raise _wrong(ctx, person, claim, step)
    holder = holder_of(ctx, claim.license_id)
    if holder is not None and holder.id != person.id:
        raise PortalError(ErrorKind.CONFLICT, "LICENSE_HELD", field=_FIELD)
    work = ctx.unit_of_work(Action.PROVE_LICENSE)
    use_code(work, person.id, step)
    make_proven(ctx, work, person, claim, LicenseProof.LETTER)
    return work.commit(subject_of(claim))


def _wrong(ctx: Context, person: Account, claim: LicenseClaim, step: int) -> PortalError:
    """Count a wrong code of the letter; the authenticator's was right, and is used up."""
    ctx.idempotency_key = ""  # the form may be sent again: this is no doing of its own
    count = claim.wrong_codes + 1
    after = claim.with_changes(wrong_codes=count)
    if count >= TRIES_IN_ALL:
        after = after.with_changes(state=ClaimState.LAPSED, settled_on=ctx.on)
    elif count % TRIES_BEFORE_PAUSE == 0:
        after = after.with_changes(paused_until=ctx.now + PAUSE)
    work = ctx.unit_of_work(Action.PROVE_LICENSE)
    use_code(work, person.id, step)
    work.update(claim, after)
    if after.state is ClaimState.LAPSED:
        end_of_claim(work, claim)
    work.commit()
    if after.state is ClaimState.LAPSED:
        return invalid("LICENSE_CODE_ENDED", _FIELD)
    if after.is_paused(ctx.now):
        return PortalError(ErrorKind.TOO_MANY, "LICENSE_CODE_PAUSED", field=_FIELD)
    return invalid("LICENSE_CODE_WRONG", _FIELD)
