"""Request and form numbers: whatever one letter is misread as, whichever two are swapped, it is noticed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ids import ALPHABET, NUMBER_LENGTH, NotANumberError, format_number, new_number, read_number

FREE = NUMBER_LENGTH - 1
draws = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=FREE, max_size=FREE)


def number_from(places: list[int]) -> str:
    left = iter(places)
    return new_number(lambda limit: next(left) % limit)


def require_refused(letters: str, reason: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        read_number(letters)
    assert refused.value.reason == reason


def test_the_alphabet_holds_no_letters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 23
    for alike in ("0O", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(ALPHABET)) <= 1


@given(draws)
def test_a_number_reads_as_itself_however_it_is_typed(places: list[int]) -> None:
    number = number_from(places)
    assert [len(part) for part in number.split("-")] == [4, 4, 3]
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", " "), f"  {number}\n"):
        assert read_number(typed) == number


@given(draws)
def test_every_single_wrong_letter_is_caught(places: list[int]) -> None:
    letters = number_from(places).replace("-", "")
    for place, right in enumerate(letters):
        for wrong in ALPHABET:
            if wrong != right:
                require_refused(letters[:place] + wrong + letters[place + 1 :], "NUMBER_CHECK")


@given(draws)
def test_every_swap_of_two_letters_is_caught_next_to_each_other_or_not(places: list[int]) -> None:
    letters = number_from(places).replace("-", "")
    for one, other in combinations(range(NUMBER_LENGTH), 2):
        if letters[one] == letters[other]:
            continue
        swapped = list(letters)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        require_refused("".join(swapped), "NUMBER_CHECK")


@pytest.mark.parametrize("places", [[each] * FREE for each in range(len(ALPHABET))])
def test_the_check_holds_for_every_letter_at_every_place_with_every_neighbor(places: list[int]) -> None:
    letters = number_from(places).replace("-", "")
    for place in range(FREE):
        for other in ALPHABET:
            changed = letters[:place] + other + letters[place + 1 :]
            if changed != letters:
                require_refused(changed, "NUMBER_CHECK")


@pytest.mark.parametrize("text", ["", "A7KC", "A7KC-39WT-XH", "A7KC-39WT-XHYY", "A" * 1000, " - "])
def test_too_few_or_too_many_letters_are_named_as_such(text: str) -> None:
    require_refused(text, "NUMBER_LENGTH")


@pytest.mark.parametrize("letter", [*"012568BILOSUZ", "Ñ", "é", "𝟛", "٣", "."])
def test_a_letter_that_we_never_use_is_named_as_such(letter: str) -> None:
    require_refused("A7KC39WTXH" + letter, "NUMBER_LETTERS")


def test_a_number_is_grouped_for_reading_aloud() -> None:
    assert format_number("A7KC39WTXHY") == "A7KC-39WT-XHY"
