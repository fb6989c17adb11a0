"""Codes that people type from a letter: letters and digits that no one takes for another (Crockford's base 32).

A code stands nowhere. It is made from a keyed hash when the letter is printed, and made again to compare."""

import hmac

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_BITS = 5


def code_from(keyed_hash: str, length: int) -> str:
    """Return a code of so many characters, five bits of the hash (hex digits) in each."""
    number = int(keyed_hash, 16)
    return "".join(_LETTERS[number >> (_BITS * place) & 31] for place in range(length))


def in_groups(code: str, size: int) -> str:
    """Return the code as a letter prints it: "7KQ2-M9XD-04RT"."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def is_same_code(typed: str, code: str) -> bool:
    """Return whether the code was typed, whatever the case, spaces and hyphens; compared in constant time."""
    letters = "".join(typed.upper().translate(_READ_AS).replace("-", "").split())
    return hmac.compare_digest(letters.encode(), code.encode())
