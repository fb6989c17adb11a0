"""Recovery codes: ten of 80 bits, each signs in once when the phone is lost (S-19).

A code has 16 letters and digits of Crockford's base 32, which has no I, L, O and U; what people write for 1 and 0 is
read as such.
"""

import base64
import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.actions.context import Context
from chalicelib.storage.two_factor_rows import TwoFactor

HOW_MANY = 10
SHOWN_FOR = timedelta(minutes=10)
_CODE_BYTES, _SALT_BYTES = 10, 16  # 80 bits, 128 bits
_GROUP = 4
_RFC_4648, _CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_CROCKFORD = str.maketrans(_RFC_4648, _CROCKFORD)
_AS_MEANT = str.maketrans("OIL", "011")


def new_codes(ctx: Context) -> list[str]:
    """Return ten fresh codes, for instance "7KQ2-M9XD-04TR-HW5N"."""
    return [_new_code(ctx) for _ in range(HOW_MANY)]


def with_codes(ctx: Context, two_factor: TwoFactor, account_id: str, codes: Sequence[str]) -> TwoFactor:
    """Return the second factor with these codes in place of any other, and an encrypted copy that their owner can
    look at for ten minutes."""
    salt = ctx.services.random_bytes(_SALT_BYTES).hex()
    shown = ctx.services.fields.encrypt(json.dumps(codes).encode(), context=_context(account_id))
    return TwoFactor(
        seed=two_factor.seed,
        last_step=two_factor.last_step,
        passkeys=two_factor.passkeys,
        salt=salt,
        codes=frozenset(stored_form(ctx, code, salt) for code in codes),
        shown=shown,
        shown_until=int((ctx.now + SHOWN_FOR).timestamp()),
    )


def shown_codes(ctx: Context, two_factor: TwoFactor, account_id: str, now: datetime) -> list[str]:
    """Return the codes that their owner may still look at: none once they are said to be kept, or ten minutes are
    over."""
    if not two_factor.shown or now.timestamp() >= two_factor.shown_until:
        return []
    opened = ctx.services.fields.decrypt(two_factor.shown, context=_context(account_id))
    return [str(code) for code in json.loads(opened)]


def stored_form(ctx: Context, typed: str, salt: str) -> str:
    """Return how a code stands in the table. One argon2 computation."""
    return ctx.services.passwords.stretch(letters_of(typed), salt)


def letters_of(typed: str) -> str:
    """Return the letters and digits of a code, as it was meant."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in plain if letter.isalnum()).translate(_AS_MEANT)


def _new_code(ctx: Context) -> str:
    letters = base64.b32encode(ctx.services.random_bytes(_CODE_BYTES)).decode().translate(_AS_CROCKFORD)
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def _context(account_id: str) -> str:
    return f"account {account_id} recovery codes"
