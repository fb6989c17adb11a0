"""Tamperings with an exported audit table, drawn by a seed: what someone with all rights to it could do."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any

from chalicelib.storage.access_log import digest_of_view
from infra.verify_audit import canonical, sha256

Lines = list[dict[str, Any]]
_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #-:{}",é中'
_OUTSIDE_A_VIEWS_DIGEST = {"digest", "GSI1PK", "GSI1SK"}


def _items(lines: Lines) -> list[int]:
    return [place for place, line in enumerate(lines) if "item" in line]


def _other_text(chance: random.Random, text: str) -> str:
    if not text:
        return chance.choice(_LETTERS)
    at = chance.randrange(len(text))
    return text[:at] + chance.choice([letter for letter in _LETTERS if letter != text[at]]) + text[at + 1 :]


def _other_value(chance: random.Random, value: Any) -> Any:
    if isinstance(value, int):
        return value + chance.choice((-1, 1))
    if isinstance(value, list):
        at = chance.randrange(len(value)) if value else 0
        return [*value[:at], _other_text(chance, value[at]), *value[at + 1 :]] if value else ["L" + "0" * 64]
    return _other_text(chance, value)


def flip(chance: random.Random, lines: Lines) -> None:
    """Change one sign of one attribute."""
    item = lines[chance.choice(_items(lines))]["item"]
    name = chance.choice(sorted(item))
    item[name] = _other_value(chance, item[name])


def delete(chance: random.Random, lines: Lines) -> None:
    """Take one item out."""
    del lines[chance.choice(_items(lines))]


def insert(chance: random.Random, lines: Lines) -> None:
    """Put in one more item like another, with its digest made as the portal would."""
    item = copy.deepcopy(lines[chance.choice(_items(lines))]["item"])
    kind = item["SK"].split("#")[0]
    if kind == "EVENT":
        body = json.loads(item["body"])
        body["version"] += chance.randint(1, 3)
        body["previous"] = item["digest"]
        told = canonical({name: value for name, value in body.items() if name != "previous"})
        item |= {
            "SK": f"EVENT#{body['version']:08d}",
            "digest": sha256(body["previous"] + told),
            "body": json.dumps(body, separators=(",", ":"), ensure_ascii=False),
        }
    elif kind == "VIEW":
        item["SK"] = item["SK"][:-1] + chance.choice([letter for letter in "abcd2345" if letter != item["SK"][-1]])
        told = {name: value for name, value in item.items() if name not in _OUTSIDE_A_VIEWS_DIGEST}
        item["digest"] = digest_of_view(told)
    else:
        item["SK"] = item["SK"][:-1] + chance.choice([digit for digit in "0123456789" if digit != item["SK"][-1]])
    lines.append({"item": item})


def swap(chance: random.Random, lines: Lines) -> None:
    """Exchange what two items say."""
    while True:
        one, other = (lines[place]["item"] for place in chance.sample(_items(lines), 2))
        names = [name for name in sorted(one.keys() & other.keys() - {"PK", "GSI1PK"}) if one[name] != other[name]]
        if names:
            chosen = names if chance.random() < 0.5 else [chance.choice(names)]
            if chosen != names or one["PK"] != other["PK"] or set(one) != set(other):
                break  # else the two items would only have changed places in the list
    for name in chosen:
        one[name], other[name] = other[name], one[name]


def truncate(chance: random.Random, lines: Lines) -> None:
    """Take out the newest items of a partition, or all that is newer than some instant."""
    partition = lines[chance.choice(_items(lines))]["item"]["PK"]
    own = sorted(
        (place for place in _items(lines) if lines[place]["item"]["PK"] == partition),
        key=lambda place: str(lines[place]["item"]["SK"]),
    )
    if chance.random() < 0.5:
        own = _items(lines)
    gone = own[-chance.randint(1, len(own)) :]
    for place in sorted(gone, reverse=True):
        del lines[place]


TAMPERINGS: dict[str, Callable[[random.Random, Lines], None]] = {
    "flip": flip,
    "delete": delete,
    "insert": insert,
    "swap": swap,
    "truncate": truncate,
}


def tampered(lines: Lines, seed: int) -> tuple[str, Lines]:
    """The lines after the tampering of this seed, and its name."""
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    name = chance.choice(sorted(TAMPERINGS))
    changed = copy.deepcopy(lines)
    TAMPERINGS[name](chance, changed)
    return name, changed


def rewritten(lines: Lines, seed: int) -> Lines:
    """The lines after someone with all rights to both tables has rewritten a record's past, chain and head with it."""
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    changed = copy.deepcopy(lines)
    head = chance.choice([line["head"] for line in changed if "head" in line])
    chain = sorted(
        (
            line["item"]
            for line in changed
            if line.get("item", {}).get("PK") == head["partition"] and line["item"]["SK"].startswith("EVENT#")
        ),
        key=lambda item: str(item["SK"]),
    )
    first = chance.randrange(len(chain))
    previous = chain[first - 1]["digest"] if first else ""
    for number, item in enumerate(chain[first:]):
        body = json.loads(item["body"])
        if number == 0:
            body["reason"] += " as told"
        body["previous"] = previous
        told = canonical({name: value for name, value in body.items() if name != "previous"})
        previous = sha256(body["previous"] + told)
        item |= {"digest": previous, "body": json.dumps(body, separators=(",", ":"), ensure_ascii=False)}
    head["digest"] = previous
    return changed
