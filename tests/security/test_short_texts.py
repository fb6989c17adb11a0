"""A name carries no message: no stranger has the state send words of theirs in its e-mails (S-58)."""

import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from chalicelib.domain.account import Role
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.web.http.letters import NO_LINKS, NO_UNSEEN_SIGNS, not_of_a_short_text
from tests.builders import World
from tests.invariants.places import ROUTES
from tests.jobs.post_box import PostBox
from tests.people import PASSWORD

LINKS = (
    "You won 900 USD https://evil.example/claim",
    "Ana HTTP://evil.example",
    "Ana ftp://x",
    "www.evil.example",
    "Ana WWW.evil.example",
    "https\uff1a\uff0f\uff0fevil.example",
    "\uff57\uff57\uff57.evil.example",
)
UNSEEN = (
    "Ana\u200bMaria",
    "Ana\U000e0041",
    "Ana\u00ad",
    "\ufeffAna",
    "Ana\u200d",
    "Ana\ue000",
    "Ana\U000f0000",
    "Ana\u0378",
)
NAMES = (
    "Ana",
    "O\u2019Neill-St. James, Jr.",
    "Nguy\u1ec5n Th\u1ecb \u00c1nh",
    "\u9673\u7f8e\u73b2",
    "\U00020bb7\u7530",
    "\U000323af",
    "\u0639\u0644\u06cc",
    "Mar\u00eda (Mia) d\u2019Souza #2",
    "Dr. A.B. Wu",
)


def short_texts() -> Iterator[tuple[str, str, Any]]:
    """Every field of every form that takes a name, and no text longer than a hundred characters."""
    for path, route in ROUTES.items():
        for name, info in (route.model.model_fields if route.model else {}).items():
            if info.annotation is str:
                adapter = TypeAdapter(Annotated[(str, Field(), *info.metadata)])
                if takes(adapter, "Rosalind") and not takes(adapter, "Rosalind " * 12):
                    yield path, name, adapter


def takes(adapter: Any, text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def said(adapter: Any, text: str) -> str:
    try:
        adapter.validate_python(text)
    except ValidationError as failure:
        return str(failure.errors()[0].get("ctx", {}).get("message", failure.errors()[0]["type"]))
    return ""


def test_no_short_text_of_any_form_takes_a_link_or_a_sign_that_cannot_be_seen() -> None:
    found = list(short_texts())
    # the fields with names are among them
    assert {
        ("/register/parent", "first_name"),
        ("/register/physician/{look_up_id}/practice", "business_name"),
        ("/accept-invitation", "last_name"),
        ("/parents/requests/{request_id}/child", "middle_name"),
        ("/reviews/find-child", "last_name"),
        ("/schools/at/{facility_id}/students/new", "parent_name"),
    } <= {(path, name) for path, name, _adapter in found}
    wrong = [
        (path, name, text)
        for path, name, adapter in found
        for text, message in (*((each, NO_LINKS) for each in LINKS), *((each, NO_UNSEEN_SIGNS) for each in UNSEEN))
        if said(adapter, text) != message
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_names_as_people_have_them_are_taken(name: str) -> None:
    assert not_of_a_short_text(name) == ""


def test_of_all_characters_those_that_are_not_seen_are_refused() -> None:
    kinds = {"Cf", "Co", "Cn"}
    for code in (*range(0x20, 0x3000), *range(0xA000, 0x10000), *range(0xE0000, 0xE0200), 0x10FFFD):
        letter = chr(code)
        refused = not_of_a_short_text(f"Ana{letter}Maria") == NO_UNSEEN_SIGNS
        assert refused == (unicodedata.category(letter) in kinds), f"U+{code:04X}"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "First name: Leave out the web address"),
        ("es", "Nombre: Quite la direcci\u00f3n de internet"),
        ("zh-Hant", "\u540d\u5b57\uff1a\u8acb\u522a\u9664\u7db2\u5740"),
    ],
)
def test_who_registers_with_a_link_as_name_is_told_at_the_field(world: World, language: str, message: str) -> None:
    # given someone who registers in one of our languages
    browser = world.browser()
    browser.get(f"/register/parent?lang={language}")
    form = browser.get("/register/parent")
    # when the first name is a message with a link
    answers = {"last_name": "Quimby", "email": "new@mail.example", "telephone": "916 555 0100", "password": PASSWORD}
    shown = browser.post(
        "/register/parent", hidden_from=form.form(action="/register/parent"), first_name=LINKS[0], **answers
    )
    # then the field says what to do, what was typed is still there, and no mail waits
    assert (shown.status, shown.errors["first_name"]) == (422, message)
    assert shown.form(action="/register/parent").values["first_name"] == LINKS[0]
    box = PostBox()
    deliver_pending(box, world.clock)
    assert box.taken == []


def test_the_mail_to_an_address_that_is_not_confirmed_names_no_one(world: World) -> None:
    # given someone who registers the address of someone else, under a name that is a message
    browser = world.browser()
    browser.get("/register/parent").press(
        first_name="You won 900 USD", last_name="call 900 555 0100", email="victim@mail.example",
        telephone="916 555 0100", password=PASSWORD,
    )  # fmt: skip
    # when the mail with the link goes out
    box = PostBox()
    deliver_pending(box, world.clock)
    # then it greets without a name
    mail = box.to("victim@mail.example")
    assert mail.text.startswith("Hello,\n")
    told = mail.text + mail.html
    assert not [words for words in ("You won", "900 USD", "call 900", "555 0100") if words in told]
    # and who has confirmed is greeted by name
    assert world.default_user(Role.PARENT).verified
