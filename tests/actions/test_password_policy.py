"""Which passphrases are refused, and why (S-09, S-10, S-11)."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from chalicelib.actions.accounts.password_policy import LONGEST_BYTES, SHORTEST, weakness
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.common_passwords import COMMON
from chalicelib.runtime.passwords import Argon2Passwords
from chalicelib.web.http.errors import SENTENCES
from tests.sampling import WHOLE

EMAIL = "rosalba.quimby@mail.example"
_CALM = "four calm otters paddling "
_ROUNDS = 20_000 if WHOLE else 1_000  # five passphrases each


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("otters paddlin", "PASSPHRASE_TOO_SHORT"),
        ("otters paddling", ""),
        ((_CALM + "past nine slow herons fishing at the far end of Mono Lake")[:64], ""),
        (
            _CALM
            + "past nine slow herons fishing at the far end of Mono Lake, where seven kites dive for plums and no one "
            "counts them",
            "",
        ),
        (f"{'é' * 500} calm otters paddling", ""),
        (f"calm otters paddling{'é' * 502}", ""),
        (f"calm otters paddling{'é' * 502}x", "PASSPHRASE_TOO_LONG"),
        ("é" * 2000, "PASSPHRASE_TOO_LONG"),
        ("e\u0301" * 8, "PASSPHRASE_TOO_SHORT"),  # eight letters, each written as two signs
    ],
)
def test_a_passphrase_has_15_characters_and_is_never_cut(passphrase: str, code: str) -> None:
    assert weakness(passphrase, EMAIL) == code


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("x" * 15, "PASSPHRASE_REPEATS"),
        ("000000000000000", "PASSPHRASE_REPEATS"),
        (" " * 15, "PASSPHRASE_REPEATS"),
        ("ababababababababa", "PASSPHRASE_REPEATS"),
        ("aabbaabababbaabab", "PASSPHRASE_REPEATS"),
        ("passwordpassword", "PASSPHRASE_REPEATS"),
        ("Password password 1", "PASSPHRASE_REPEATS"),
        ("Dragon1Dragon2Dragon3", "PASSPHRASE_REPEATS"),
        ("otter otter otter", "PASSPHRASE_REPEATS"),
        ("密碼密碼密碼密碼密碼密碼密碼密", "PASSPHRASE_REPEATS"),
        ("abcdefghijklmnop", "PASSPHRASE_IS_A_RUN"),
        ("ABCDEFGH12345678", "PASSPHRASE_IS_A_RUN"),
        ("123456789012345", "PASSPHRASE_IS_A_RUN"),
        ("987154321098765", "PASSPHRASE_IS_A_RUN"),
        ("qwertyuiop123456", "PASSPHRASE_IS_A_RUN"),
        ("qwerty asdfgh zxcvbn!", "PASSPHRASE_IS_A_RUN"),
        ("1qaz2wsx3edc4rfv5tgb", "PASSPHRASE_IS_A_RUN"),
        ("poiuytrewq98765", "PASSPHRASE_IS_A_RUN"),
        ("1111222233334444", "PASSPHRASE_IS_A_RUN"),
        ("abc123def456ghi7", "PASSPHRASE_IS_A_RUN"),
        ("Congratulations", "PASSPHRASE_COMMON"),
        ("Congratulations 2026!", "PASSPHRASE_COMMON"),
        ("q1w2e3r4t5y6u7i8", "PASSPHRASE_COMMON"),
        (EMAIL, "PASSPHRASE_IS_A_NAME"),
        (EMAIL.upper(), "PASSPHRASE_IS_A_NAME"),
        ("rosalba.quimby 2026", "PASSPHRASE_IS_A_NAME"),
        ("Quimby-Achterberg 99", "PASSPHRASE_IS_A_NAME"),
        ("exemption-portal", "PASSPHRASE_IS_A_NAME"),
        ("Exemption Portal 1!", "PASSPHRASE_IS_A_NAME"),
        ("medical exemption 22", "PASSPHRASE_IS_A_NAME"),
        ("my immunization 2026", "PASSPHRASE_IS_A_NAME"),
        ("Los Angeles County 7", "PASSPHRASE_IS_A_NAME"),
        ("California password", "PASSPHRASE_IS_A_NAME"),
        ("rosalba.quimby sings", ""),
        ("my portal to nowhere", ""),
        ("a quiet county fair", ""),
    ],
)
def test_what_is_tried_first_is_refused_with_its_reason(passphrase: str, code: str) -> None:
    assert weakness(passphrase, EMAIL, "Rosalba", "Achterberg") == code
    assert code in {"", *SENTENCES}


def test_a_short_name_before_the_at_sign_refuses_nothing() -> None:
    assert weakness("abc sings of nine herons", "abc@mail.example", "Li", "Wu") == ""


@pytest.mark.parametrize("county", sorted({each.county for each in JURISDICTIONS}))
def test_a_county_is_no_passphrase(county: str) -> None:
    assert weakness(f"{county} County {'1' * (SHORTEST - len(county))}") != ""


def test_every_entry_of_the_common_lists_is_refused() -> None:
    entries = {word for words in FREQUENCY_LISTS.values() for word in words}
    assert len(entries) > 85_000
    let_in = [word for word in entries if weakness(word) == ""]
    assert let_in == []
    assert {word.casefold() for word in entries if len(word) >= SHORTEST} == COMMON
    assert len(COMMON) == 386


def test_of_a_hundred_thousand_random_passphrases_one_at_most_is_refused() -> None:
    """A twentieth of them, unless the whole run is asked for."""
    chance = random.Random("passphrases")  # noqa: S311 - the same sample each time
    words = sorted(word for word in FREQUENCY_LISTS["english_wikipedia"] if 4 <= len(word) <= 8)
    makers = (
        lambda: "".join(chance.choices(string.ascii_lowercase, k=15)),
        lambda: "".join(chance.choices(string.ascii_letters + string.digits, k=16)),
        lambda: "".join(chance.choices(string.printable[:94], k=15)),
        lambda: " ".join(chance.choices(words, k=4)),
        lambda: "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(15)),
    )
    made = [make() for _ in range(_ROUNDS) for make in makers]
    refused = [text for text in made if weakness(text, EMAIL) not in {"", "PASSPHRASE_TOO_SHORT"}]
    assert len(refused) <= 1, refused


@settings(max_examples=60 if WHOLE else 8)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_whatever_it_is_made_of_it_is_taken_and_signs_in(text: str) -> None:
    passphrase = f"{text} otters ferry plums"
    assert weakness(passphrase, EMAIL) == ""
    stored = Argon2Passwords().hash(passphrase)
    assert Argon2Passwords().verify(stored, passphrase)
    assert not Argon2Passwords().verify(stored, f"{passphrase} ")


def test_two_that_differ_at_the_128th_character_are_two() -> None:
    first = (_CALM * 6)[:127]
    stored = Argon2Passwords().hash(f"{first}a")
    assert Argon2Passwords().verify(stored, f"{first}a")
    assert not Argon2Passwords().verify(stored, f"{first}b")
    longest = (_CALM * 60)[: LONGEST_BYTES - 1]
    assert not Argon2Passwords().verify(Argon2Passwords().hash(f"{longest}a"), f"{longest}b")
