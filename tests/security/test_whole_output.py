"""S-67, S-68: every address is walked, its form sent wrongly, rightly and into failures, with a mark in every field
that holds something of a person. No mark stands in what leaves the portal by another way than a page to those
entitled: log lines, addresses, redirects, cookies, e-mails, error pages, keys of the tables, cards of queues, notices.
"""

import base64
import json
import re
from collections.abc import Iterator

import pytest

from chalicelib.jobs.deliver_notices import deliver_pending
from tests.checks.after_each_test import all_items
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.faults import Fault, planted
from tests.invariants.places import Visitor
from tests.jobs.post_box import PostBox
from tests.portal import Shown
from tests.security.breaking import broken_views
from tests.security.field_matrix import fields_in, mark_of, marked
from tests.security.full_cases import FullWorld

TYPED = "Zqtypedxqvjkzwq"
_WORDS = frozenset(
    {
        "first_name",
        "middle_name",
        "last_name",
        "name",
        "relationship",
        "street",
        "city",
        "physician_name",
        "reason",
        "question",
        "answer",
        "text",
        "why",
        "note",
        "description",
        "why_not_issuer",
        "business_name",
        "reason_mmr",
        "wrong",
        "should_say",
    }
)
_TOKEN = re.compile(r"ey[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.")
_SHOWN_TO_ITS_OWNER = frozenset({"parent.email"})
_PUBLIC_THERE = frozenset({("key", "school.name")})  # the list of letters names the organization that gets one


def found_in(text: str) -> set[str]:
    """The fields whose marks, or what was typed, stand in a text."""
    return (fields_in(text) - _SHOWN_TO_ITS_OWNER) | ({"typed"} if TYPED in text else set())


def walked(world: FullWorld, path: str) -> list[Shown]:
    """Everything that can be done at an address: look; send the form wrongly, into failures, and rightly."""
    visitor = Visitor.at(world, path)
    shown = [visitor.look()]
    if path not in FORMS:
        return shown + _failures(visitor)
    form = visitor.form()
    typed = {name: TYPED for name in form.names if name in _WORDS}
    shown.append(visitor.send(form, **dict.fromkeys(form.names, f"{TYPED}\x07")))
    with planted(Fault.STORE_ERROR, 1, lasting=True):
        shown.append(visitor.send(form, **typed))
    with broken_views(path, "submit"):
        shown.append(visitor.send(form, **typed))
    with planted(Fault.ANSWER_LOST, 2):
        shown.append(visitor.send(form, **typed))
    world.clock.advance(minutes=2)
    return [*shown, *_failures(visitor), visitor.send(form)]


def _failures(visitor: Visitor) -> list[Shown]:
    address = visitor.path + visitor.here.query
    with broken_views(visitor.route.path, "show"):
        failed = [visitor.browser.get(address)]
    with planted(Fault.NEVER_ARRIVED, 1, lasting=True):
        return [*failed, visitor.browser.get(address)]


def outputs_of(world: FullWorld, answers: list[Shown], box: PostBox) -> Iterator[tuple[str, str]]:
    """What left the portal, by its kind; pages to those entitled left out."""
    yield from (("log line", line) for line in world.recorder.lines)
    yield from (("address", url) for url in world.recorder.urls)
    for shown in answers:
        yield "headers", "\n".join(f"{name}: {value}" for name, value in shown.headers.items())
        yield from (("cookie", _opened(part)) for part in _TOKEN.findall(shown.headers.get("set-cookie", "")))
        if shown.method == "GET" and shown.status >= 400:
            yield "error page", shown.text.split("<main", 1)[-1]
    for item in (*all_items(world.table.name), *all_items(world.table.audit_name)):
        if not str(item["PK"]).startswith("DIRECTORY#"):
            yield "key", " ".join(str(item.get(name, "")) for name in ("PK", "SK", "GSI1PK", "GSI1SK", "card"))
        if item.get("type") == "notice":
            yield "notice", str(item["body"])
    yield from (("mail", f"{mail.subject}\n{mail.text}\n{mail.html}") for _address, mail in box.taken)


def _opened(part: str) -> str:
    return json.dumps(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def leaked(kind: str, text: str) -> set[tuple[str, str]]:
    """The fields that stand where they may not. (An e-mail greets its reader by name.)"""
    fields = {field for field in found_in(text) if kind != "mail" or not field.startswith("account.")}
    return {(kind, field) for field in fields if (kind, field) not in _PUBLIC_THERE}


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_a_person_leaves_but_on_a_page_to_those_entitled(full_world: FullWorld, path: str) -> None:
    world, box = marked(full_world), PostBox()
    answers = walked(world, path)
    deliver_pending(box, world.clock)
    assert set().union(*(leaked(kind, text) for kind, text in outputs_of(world, answers, box))) == set()


def test_every_mail_greets_its_own_reader_and_names_no_one_else(full_world: FullWorld) -> None:
    world, box = marked(full_world), PostBox()
    Visitor.at(world, "/reviews/{review_id}/forms/{form_id}/confirm")
    world.clock.advance(seconds=5)
    deliver_pending(box, world.clock)
    assert len(box.taken) >= 2
    for address, mail in box.taken:
        role = address.split(".")[1]
        assert {field.split(".")[1] for field in found_in(mail.html)} <= {role}


def test_a_mark_would_be_found_in_every_kind_of_output(full_world: FullWorld) -> None:
    world, box = marked(full_world), PostBox()
    kinds = {kind for kind, _text in outputs_of(world, walked(world, "/sign-in"), box)}
    assert {"log line", "address", "headers", "cookie", "error page", "key"} <= kinds
    for field in ("child.first_name", "line.description"):
        assert leaked("log line", f"a {mark_of(field)} b") == {("log line", field)}
    assert leaked("mail", TYPED) == {("mail", "typed")}
