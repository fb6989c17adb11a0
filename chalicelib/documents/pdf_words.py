"""The words of a PDF (ISO 32000-1, 7.2 and 7.3): names, numbers, texts, lists, dictionaries. Nothing is guessed or
repaired: what cannot be read as the standard writes it is a broken file."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from chalicelib.documents.found import Refusal, UnsafeFileError

BLANKS = b"\0\t\n\f\r "
_GAP = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
_WORD = re.compile(
    rb"<<|>>|[\[\](]"
    rb"|/[^\0\t\n\f\r ()<>\[\]{}/%]*+"
    rb"|<[0-9A-Fa-f\0\t\n\f\r ]*+>"
    rb"|[^\0\t\n\f\r ()<>\[\]{}/%]++"
)
_IN_TEXT = re.compile(rb"[()\\]")
_ESCAPED = re.compile(r"#([0-9A-Fa-f]{2})")
_WHOLE_NUMBER = re.compile(rb"[+-]?[0-9]{1,18}")
_MAX_DEPTH = 64
_MAX_WORDS = 1_500_000


class Name(str):
    """A name, its escapes resolved: /J#53 is JS."""

    __slots__ = ()


class Reference(NamedTuple):
    """Another object, by its number."""

    number: int


class Keyword(NamedTuple):
    """A word of the file's own structure: obj, stream, xref."""

    word: bytes
    at: int


Value = Name | Reference | int | bytes | list["Value"] | dict[str, "Value"]


@dataclass
class Words:
    """Reads a text from a place on. `names`: every name that was read, wherever it stood. `began`: where the value that
    was read last begins."""

    text: bytes
    place: int = 0
    names: set[str] = field(default_factory=set)
    read: int = 0
    began: int = 0

    def next(self) -> Value | Keyword | None:
        """Return the next value or keyword, None at the end. Raises UnsafeFileError."""
        open_parts: list[list[Value]] = []
        kinds: list[bytes] = []
        while True:
            word = self._word()
            if not open_parts and word is not None:
                self.began = self.place - len(word)
            if word is None:
                if open_parts:
                    raise broken()
                return None
            if word in {b"<<", b"["}:
                if len(kinds) >= _MAX_DEPTH:
                    raise broken()
                kinds.append(word)
                open_parts.append([])
                continue
            if word in {b">>", b"]"}:
                if not kinds or kinds.pop() != (b"<<" if word == b">>" else b"["):
                    raise broken()
                inner = open_parts.pop()
                value: Value | Keyword = _dictionary(inner) if word == b">>" else inner
            else:
                value = self._value(word)
            if not open_parts:
                return value
            _put(open_parts[-1], value)

    def _word(self) -> bytes | None:
        gap = _GAP.match(self.text, self.place)
        self.place = gap.end() if gap else self.place
        if self.place >= len(self.text):
            return None
        found = _WORD.match(self.text, self.place)
        self.read += 1
        if found is None or self.read > _MAX_WORDS:
            raise broken()
        self.place = found.end()
        return found[0]

    def _value(self, word: bytes) -> Value | Keyword:
        if word.startswith(b"/"):
            name = Name(_ESCAPED.sub(lambda each: chr(int(each[1], 16)), word[1:].decode("latin-1")))
            self.names.add(name)
            return name
        if word == b"(":
            return self._text()
        if word.startswith(b"<"):
            return word
        if _WHOLE_NUMBER.fullmatch(word):
            return int(word)
        return Keyword(word, self.place - len(word))

    def _text(self) -> bytes:
        start, depth = self.place, 1
        while depth:
            found = _IN_TEXT.search(self.text, self.place)
            if found is None:
                raise broken()
            self.place = found.end()
            if found[0] == b"\\":
                self.place += 1
            else:
                depth += 1 if found[0] == b"(" else -1
        return self.text[start : self.place - 1]


def _put(inner: list[Value], value: Value | Keyword) -> None:
    """Add a value to the list or dictionary that is open; "5 0 R" becomes a reference."""
    if not isinstance(value, Keyword):
        inner.append(value)
    elif value.word == b"R":
        number = inner[-2] if len(inner) >= 2 else None  # noqa: PLR2004 - number and generation
        if not isinstance(number, int) or not isinstance(inner[-1], int):
            raise broken()
        del inner[-2:]
        inner.append(Reference(number))
    elif value.word in {b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref"}:
        raise broken()
    else:
        inner.append(value.word)  # true, false, null, or a number with a point


def _dictionary(inner: list[Value]) -> dict[str, Value]:
    names, values = inner[::2], inner[1::2]
    if len(names) != len(values) or not all(isinstance(name, Name) for name in names):
        raise broken()
    made = {str(name): value for name, value in zip(names, values, strict=True)}
    if len(made) != len(names):
        raise broken()  # of two values of one name each reader would take another
    return made


def broken() -> UnsafeFileError:
    return UnsafeFileError(Refusal.BROKEN)
