"""The labels of a form's fields and the words of its choices, as they travel with the form (decision 59): what was
typed can be told by them where the form itself cannot be shown again, such as to someone who is signed out.

They come back from a browser, so they are only shown, as text, to the one who sent them.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from chalicelib.web.http.forms import DATE_PARTS

_MOST_BYTES = 64 * 1024  # when unpacked
_MOST_SENT = 6 * 1024  # a list with a box for each of its rows sends labels alone
Options = Sequence[Sequence[object]]


class Labeled(NamedTuple):
    """A field's label ("" where the form has none), and the words of its choices by their values."""

    label: str
    words: Mapping[str, str]


class TypedLine(NamedTuple):
    """Something that was typed or chosen, in words, with the label of its field; "" where it is not known."""

    label: str
    text: str


_SENT: TypeAdapter[dict[str, Labeled]] = TypeAdapter(dict[str, Labeled])


def packed(labels: Mapping[str, str], options: Mapping[str, Options]) -> str:
    """Return the labels and the words of choices as one text of letters and digits; "" for none."""
    known = {
        name: Labeled(str(label), {str(value): str(words) for value, words, *_hint in options.get(name, ())})
        for name, label in labels.items()
        if label
    }
    sent = _pack(known)
    return sent if len(sent) <= _MOST_SENT else _pack({name: Labeled(each.label, {}) for name, each in known.items()})


def _pack(known: Mapping[str, Labeled]) -> str:
    if not known:
        return ""
    return urlsafe_b64encode(zlib.compress(json.dumps(known, ensure_ascii=False).encode())).decode()


def _unpacked(sent: str) -> dict[str, Labeled]:
    """What `packed` wrote; nothing for a text of another kind."""
    try:
        text = zlib.decompressobj().decompress(urlsafe_b64decode(sent), _MOST_BYTES)
        return _SENT.validate_json(text)
    except (ValueError, zlib.error, ValidationError):
        return {}


def typed_lines(typed: Mapping[str, str | tuple[str, ...]], sent: str) -> Iterator[TypedLine]:
    """Yield what was typed, in the order of the form: each date in one line, choices in words.

    `sent`: what came back of `packed`.
    """
    known = _unpacked(sent)
    for name, value in _with_whole_dates(typed, known).items():
        label, words = known.get(name, Labeled("", {}))
        for text in (value,) if isinstance(value, str) else value:
            said = words.get(text, text)
            if said:
                yield TypedLine("" if said == label else label, said)


def _with_whole_dates(
    typed: Mapping[str, str | tuple[str, ...]], known: Mapping[str, Labeled]
) -> dict[str, str | tuple[str, ...]]:
    whole: dict[str, str | tuple[str, ...]] = {}
    for name, value in typed.items():
        date_name, _line, part = name.rpartition("_")
        if part in DATE_PARTS and date_name in known and isinstance(value, str):
            whole[date_name] = f"{whole.get(date_name, '')} {value}".strip()
        else:
            whole[name] = value
    return whole
