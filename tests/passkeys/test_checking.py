"""What an answer of a passkey must be before it counts as a second step."""

import json
import logging
from dataclasses import replace

import pytest

from passkeys.checking import Expected, PasskeyRefusedError, ProvenPasskey, Refusal, check_new, check_use
from tests.passkeys.authenticator import SoftKey

HOST = "portal.test"
ORIGIN = f"https://{HOST}"
ADDING = Expected(HOST, ORIGIN, b"the page that adds one, once....")
SIGNING_IN = Expected(HOST, ORIGIN, b"the page of the second step.....")


def a_key(name: bytes = b"key of a physician", **odd: object) -> SoftKey:
    return SoftKey(**{"host": HOST, "origin": ORIGIN, "id": name, **odd})  # type: ignore[arg-type]


def added(key: SoftKey) -> ProvenPasskey:
    return check_new(ADDING, key.makes(ADDING.challenge))


def refused_use(answer: str, *known: ProvenPasskey, expected: Expected = SIGNING_IN) -> Refusal:
    with pytest.raises(PasskeyRefusedError) as refused:
        check_use(expected, answer, known)
    return refused.value.reason


def refused_new(answer: str) -> Refusal:
    with pytest.raises(PasskeyRefusedError) as refused:
        check_new(ADDING, answer)
    return refused.value.reason


def test_an_added_passkey_signs_in_and_counts_on() -> None:
    """Given a key that counts, when it is added and used twice, then each use is one more."""
    key = a_key()
    passkey = added(key)
    first = check_use(SIGNING_IN, key.signs(SIGNING_IN.challenge), (passkey,))
    second = check_use(SIGNING_IN, key.signs(SIGNING_IN.challenge), (first,))
    assert [passkey.uses, first.uses, second.uses] == [0, 1, 2]
    assert first.credential == passkey.credential


def test_a_passkey_that_does_not_count_signs_in_again_and_again() -> None:
    """Given a passkey that is carried between phones, whose count stays 0, then it works each time."""
    key = a_key(counts=False)
    passkey = added(key)
    for _ in range(2):
        passkey = check_use(SIGNING_IN, key.signs(SIGNING_IN.challenge), (passkey,))
    assert passkey.uses == 0


def test_of_two_passkeys_the_one_that_signed_is_told() -> None:
    phone, key = a_key(b"phone"), a_key(b"key")
    known = (added(phone), added(key))
    assert check_use(SIGNING_IN, key.signs(SIGNING_IN.challenge), known).credential == known[1].credential


def test_a_count_that_goes_back_or_stands_still_is_a_copy() -> None:
    """Given that the portal saw five uses, when the fourth or fifth comes again, then a second copy is in use."""
    key = a_key()
    passkey = replace(added(key), uses=5)
    for uses in (3, 4):
        key.uses = uses
        assert refused_use(key.signs(SIGNING_IN.challenge), passkey) is Refusal.COUNT_WENT_BACK
    key.uses, key.counts = 0, False
    assert refused_use(key.signs(SIGNING_IN.challenge), passkey) is Refusal.COUNT_WENT_BACK


@pytest.mark.parametrize(
    "origin",
    ["https://portal.test.evil.test", "http://portal.test", "https://portal.test:444", "https://a.portal.test"],
)
def test_an_answer_given_to_another_page_proves_nothing(origin: str) -> None:
    """Given a page elsewhere that looks like the portal's, then neither adding nor signing in works from it."""
    key = a_key()
    passkey = added(key)
    key.origin = origin
    assert refused_use(key.signs(SIGNING_IN.challenge), passkey) is Refusal.OTHER_ORIGIN
    assert refused_new(key.makes(ADDING.challenge)) is Refusal.OTHER_ORIGIN


def test_an_answer_to_an_earlier_challenge_proves_nothing() -> None:
    """Given an answer that was overheard, when it comes to a later page, then it is refused."""
    key = a_key()
    passkey = added(key)
    overheard = key.signs(SIGNING_IN.challenge)
    later = replace(SIGNING_IN, challenge=b"the next page of the second step")
    assert refused_use(overheard, passkey, expected=later) is Refusal.OTHER_CHALLENGE


def test_adding_is_not_signing_in() -> None:
    """Given the right challenge, when the answer is one for the other purpose, then it is refused."""
    key = a_key()
    passkey = added(key)
    as_use = json.loads(key.signs(SIGNING_IN.challenge))
    as_use["response"]["clientDataJSON"] = json.loads(key.makes(SIGNING_IN.challenge))["response"]["clientDataJSON"]
    assert refused_use(json.dumps(as_use), passkey) is Refusal.OTHER_PURPOSE


def test_the_passkey_of_another_account_or_a_removed_one_signs_no_one_in() -> None:
    mine, anothers = a_key(b"mine"), a_key(b"another's")
    passkey = added(mine)
    assert refused_use(anothers.signs(SIGNING_IN.challenge), passkey) is Refusal.UNKNOWN_PASSKEY
    assert refused_use(mine.signs(SIGNING_IN.challenge)) is Refusal.UNKNOWN_PASSKEY


def test_another_key_under_the_same_name_signs_no_one_in() -> None:
    """Given someone who knows the passkey's id, which is no secret, then the signature gives them away."""
    passkey = added(a_key())
    assert refused_use(a_key().signs(SIGNING_IN.challenge), passkey) is Refusal.NOT_PROVEN


@pytest.mark.parametrize("odd", [{"host": "other.test"}, {"touched": False}])
def test_a_key_for_another_host_or_that_was_not_touched_proves_nothing(odd: dict[str, object]) -> None:
    key = a_key()
    passkey = added(key)
    for name, value in odd.items():
        setattr(key, name, value)
    assert refused_use(key.signs(SIGNING_IN.challenge), passkey) is Refusal.NOT_PROVEN
    assert refused_new(key.makes(ADDING.challenge)) is Refusal.NOT_PROVEN


def test_what_is_no_answer_is_refused_and_never_an_error() -> None:
    """Given an answer that is cut, of other kinds or too long, then it is refused in words that a page can say."""
    key = a_key()
    passkey = added(key)
    right = json.loads(key.signs(SIGNING_IN.challenge))
    broken: list[object] = [None, [], 7, "text", {}, {**right, "rawId": 5}, {**right, "response": {}}]
    for name in right["response"]:
        broken += [{**right, "response": {**right["response"], name: value}} for value in ("", "AAAA", "%", 5, None)]
    for answer in [json.dumps(each) for each in broken] + ["", "{", "[" * 9000, json.dumps(right) + " " * 20_000]:
        assert refused_use(answer, passkey) in set(Refusal)
        assert refused_new(answer) in set(Refusal)


def test_a_made_passkey_that_is_cut_anywhere_is_refused() -> None:
    """Given what a key made, cut after any of its bytes, then it is refused and never an error."""
    made = json.loads(a_key().makes(ADDING.challenge))
    whole = made["response"]["attestationObject"]
    for length in range(0, len(whole) - 2, 2):
        made["response"]["attestationObject"] = whole[:length]
        assert refused_new(json.dumps(made)) in {Refusal.UNREADABLE, Refusal.NOT_PROVEN}


def test_no_passkey_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    key = a_key()
    passkey = added(key)
    check_use(SIGNING_IN, key.signs(SIGNING_IN.challenge), (passkey,))
    assert key.id.hex() not in caplog.text
    assert not caplog.records
