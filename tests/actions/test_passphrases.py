"""Which passphrases are refused, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.actions.passphrases import LONGEST_BYTES, SHORTEST, weakness

EMAIL = "rosalba.quimby@mail.example"


@pytest.mark.parametrize(("passphrase", "code"), [
    ("x" * (SHORTEST - 1), "PASSPHRASE_TOO_SHORT"),
    ("x" * SHORTEST, ""),
    ("x" * LONGEST_BYTES, ""),
    ("x" * (LONGEST_BYTES + 1), "PASSPHRASE_TOO_LONG"),
    ("é" * (LONGEST_BYTES // 2), ""),
    ("é" * (LONGEST_BYTES // 2) + "x", "PASSPHRASE_TOO_LONG"),
    ("e\u0301" * 8, "PASSPHRASE_TOO_SHORT"),  # eight letters, each written as two signs
    (EMAIL, "PASSPHRASE_IS_A_NAME"),
    (EMAIL.upper(), "PASSPHRASE_IS_A_NAME"),
    ("rosalba.quimby 2026", "PASSPHRASE_IS_A_NAME"),
    ("exemption-portal", "PASSPHRASE_IS_A_NAME"),
    ("Exemption Portal 1!", "PASSPHRASE_IS_A_NAME"),
    ("medical exemption 22", "PASSPHRASE_IS_A_NAME"),
    ("rosalba.quimby sings", ""),
    ("my portal to nowhere", ""),
    ("000000000000000", ""),
])
def test_a_passphrase_is_judged(passphrase: str, code: str) -> None:
    assert weakness(passphrase, EMAIL) == code


def test_a_short_name_before_the_at_sign_refuses_nothing() -> None:
    assert weakness("abcabcabcabcabcabc", "abc@mail.example") == ""


@given(st.text(min_size=SHORTEST * 4, max_size=200))
def test_any_long_text_without_a_name_in_it_is_taken(text: str) -> None:
    without_letters = "".join("7" if sign.isalpha() else sign for sign in text)
    if len(without_letters.encode(errors="ignore")) <= LONGEST_BYTES:
        assert weakness(without_letters.encode(errors="ignore").decode() + "7" * SHORTEST, EMAIL) == ""
