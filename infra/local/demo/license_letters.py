"""Letters to the addresses that the boards have of physicians: mailed by the department, answered by code."""

from datetime import timedelta

from chalicelib.actions.accounts.one_time_codes import STEP_SECONDS, code_at
from chalicelib.actions.accounts.two_factor import seed_context
from chalicelib.actions.context import Context
from chalicelib.actions.letters.mark_letter_mailed import mark_letter_mailed
from chalicelib.actions.physicians.dispute_license import dispute_license
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.actions.physicians.license_letters import ask_for_letter
from chalicelib.actions.physicians.prove_license import prove_license
from chalicelib.actions.physicians.settle_license_claim import StaffAnswer, settle_claim
from chalicelib.domain.license_claim import ApprovalReason, LicenseClaim, RefusalReason
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TwoFactor
from infra.local.demo.people import Doctor, Person
from infra.local.demo.stage import Stage
from infra.local.letter_carrier import letters_to_mail

_STEP = timedelta(seconds=STEP_SECONDS)


def mail_license_letters(stage: Stage, nurse: Person, license_id: str) -> None:
    """Print and mail each letter to a license's address of record that was not mailed yet."""
    for where in letters_to_mail(stage.visitor(), license_id):
        mark_letter_mailed(stage.as_(nurse), where)


def prove(stage: Stage, doctor: Doctor, nurse: Person) -> None:
    """The letter comes, and the physician types its code with the next one of the app; the second letter goes out."""
    claim = claim_of(stage, doctor)
    mail_license_letters(stage, nurse, claim.license_id)
    ctx = stage.signed_in(doctor)
    prove_license(ctx, printed_code(ctx, claim_of(stage, doctor), LetterCode.MINE), _next_code(ctx))
    mail_license_letters(stage, nurse, claim.license_id)


def say_not_me(stage: Stage, doctor: Doctor) -> None:
    """The addressee of the letter never registered, and types the code for no."""
    ctx = stage.visitor()
    code = printed_code(ctx, claim_of(stage, doctor), LetterCode.NOT_ME)
    dispute_license(ctx, doctor.license, code, client_ip=doctor.email)


def ask_again(stage: Stage, doctor: Doctor) -> None:
    """Ask for a new letter, a week after the last one at the earliest."""
    ask_for_letter(stage.as_(doctor))


def settle(stage: Stage, person: Person, doctor: Doctor, answer: StaffAnswer) -> None:
    """One of the department's staff answers the claim of an account."""
    claim = claim_of(stage, doctor)
    reasons = {"approval": ApprovalReason.CALL_BACK_HOSPITAL, "refusal": RefusalReason.NOT_THE_PHYSICIAN}
    settle_claim(stage.as_(person), claim.id, answer, claim.version, **reasons)


def claim_of(stage: Stage, doctor: Doctor) -> LicenseClaim:
    return stage.get(LicenseClaim, stage.account_id(doctor))


def _next_code(ctx: Context) -> str:
    item = ctx.store.item(keys.two_factor(ctx.person.id))
    if item is None:
        raise LookupError("no second step")
    seed = ctx.services.fields.decrypt(TwoFactor.of(item).seed, context=seed_context(ctx.person.id))
    return code_at(seed, ctx.now + _STEP)
