"""Encrypted fields: they open under their own context alone, with the local key and with the key service."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from chalicelib.runtime import envelope
from chalicelib.runtime.envelope import SealBrokenError, decrypt, encrypt
from chalicelib.runtime.settings import Settings, settings
from chalicelib.storage.field_cipher import EnvelopeFieldCipher

PLAIN = bytes(range(256)) * 2


@pytest.fixture(params=["local key", "key service"])
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if request.param == "local key":
        yield
        return
    with mock_aws():
        key = boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
        monkeypatch.setattr(envelope, "settings", lambda: Settings(seal_key=key))
        envelope._kms.cache_clear()
        yield
    envelope._kms.cache_clear()


pytestmark = pytest.mark.usefixtures("_engine")


@pytest.mark.parametrize("plain", [b"", b"x", PLAIN[:20], PLAIN])
def test_what_was_sealed_opens_again(plain: bytes) -> None:
    if plain or not envelope.settings().seal_key:  # the key service takes no empty text
        assert decrypt(encrypt(plain, context="account a seed"), context="account a seed") == plain


def test_a_sealed_text_opens_under_no_other_context() -> None:
    sealed = encrypt(PLAIN, context="account a seed")
    for other in ("account b seed", "account a offer", "", "account a seed "):
        with pytest.raises(SealBrokenError):
            decrypt(sealed, context=other)


def test_the_same_text_sealed_twice_is_two_texts_without_a_trace_of_it() -> None:
    one, other = encrypt(b"twenty bytes of seed", context="c"), encrypt(b"twenty bytes of seed", context="c")
    assert one != other
    assert _content(one)[-36:] != _content(other)[-36:]
    assert b"seed" not in _content(one)


def _content(sealed: str) -> bytes:
    return envelope._as_bytes(sealed.rpartition(".")[2])


def test_a_changed_text_does_not_open() -> None:
    sealed = encrypt(b"twenty bytes of seed", context="c")
    for place in range(len(sealed) // 2, len(sealed) - 1, 5):  # the key service names its key in the first half
        letter = "A" if sealed[place] != "A" else "B"
        with pytest.raises(SealBrokenError):
            decrypt(sealed[:place] + letter + sealed[place + 1 :], context="c")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "l2.",
        "l2.1.",
        "k1.",
        "l2.1.!!!",
        "k1.!!!",
        "l2.1.AAAA",
        "l2.1." + "A" * 200,
        "l2.1.\u6587",
        "l2.7.AAAA",
        "x9.AAAA",
    ],
)
def test_what_is_none_of_ours_does_not_open(text: str) -> None:
    with pytest.raises(SealBrokenError):
        decrypt(text, context="c")


def test_a_text_that_does_not_open_is_a_form_that_cannot_be_read() -> None:
    with pytest.raises(Exception, match="bad_request:FORM_UNREADABLE"):
        EnvelopeFieldCipher().decrypt("l2.1.AAAA", context="c")


def test_a_key_service_that_does_not_answer_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "settings", lambda: Settings(seal_key="arn:aws:kms:us-west-2:1:key/gone"))
    with mock_aws():
        envelope._kms.cache_clear()
        with pytest.raises(Exception, match="unavailable:STORE_UNAVAILABLE"):
            EnvelopeFieldCipher().encrypt(b"x", context="c")
    envelope._kms.cache_clear()
    assert settings().seal_key == ""
