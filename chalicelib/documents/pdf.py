"""PDF (ISO 32000-1): the file is read from its first byte to its last, and refused where it does anything but show
pages: scripts, programs, files and forms within, media, passwords.

Two programs can read one file differently, and harm hides where they do: an object within the drawing of a page, to
which only a wrong list of places leads. So here every place that the file names must be one where an object begins for
us, too, and each stream must end where its length says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib.documents.found import MAX_PAGES, Refusal, UnsafeFileError
from chalicelib.documents.pdf_streams import Unpacker
from chalicelib.documents.pdf_words import BLANKS, Keyword, Name, Reference, Value, Words, broken

ACTIVE = frozenset(
    {"JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "EF", "RichMedia", "RichMediaContent", "XFA"}
    | {"SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition", "Movie", "Sound", "Screen", "3D", "Collection"}
)
"""Names of what does something, or holds something, beside pages (12.6.4, 12.7.8, 13)."""

_PLAIN_WORD = re.compile(rb"true|false|null|[+-]?[0-9]*\.[0-9]*|R|f")
_HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n ]")
_NUMBER_OBJECT = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]+[0-9]{1,5}[\0\t\n\f\r ]+obj\s+([0-9]{1,10})\s+endobj"
)
_AFTER_STREAM = re.compile(rb"[\0\t\n\f\r ]*endstream")
_MAX_OBJECTS = 60_000
_PLACES = ("Prev", "XRefStm")


def count_pages(content: bytes) -> int:
    """Return how many pages the file has. Raises UnsafeFileError."""
    if not _HEADER.match(content) or not content.rstrip(BLANKS).endswith(b"%%EOF"):
        raise broken()
    return _Reading(content).pages()


@dataclass
class _Reading:
    """One file while it is read."""

    content: bytes
    words: Words = field(init=False)
    unpacker: Unpacker = field(default_factory=Unpacker)
    starts: dict[int, int] = field(default_factory=dict)  # where objects begin -> their numbers
    tables: set[int] = field(default_factory=set)  # where lists of places begin
    named: set[int] = field(default_factory=set)  # places that must be those of objects
    named_tables: set[int] = field(default_factory=set)
    holders: set[int] = field(default_factory=set)  # objects that hold others
    named_holders: set[int] = field(default_factory=set)
    page_numbers: set[int] = field(default_factory=set)
    has_root: bool = False
    waiting: list[Value] = field(default_factory=list)  # the last two values that no keyword has taken
    begun: list[int] = field(default_factory=list)  # where they begin
    number: int = 0

    def __post_init__(self) -> None:
        self.words = Words(self.content)

    def pages(self) -> int:
        """Read the whole file and return how many pages it shows."""
        while (found := self.words.next()) is not None:
            if not isinstance(found, Keyword):
                self.waiting, self.begun = [*self.waiting[-1:], found], [*self.begun[-1:], self.words.began]
            else:
                _KEYWORDS.get(found.word, _Reading.plain_word)(self, found)
        self._require_named()
        _require_still(self.words.names)
        if not self.page_numbers or not self.has_root:
            raise broken()
        if len(self.page_numbers) > MAX_PAGES:
            raise UnsafeFileError(Refusal.TOO_MANY_PAGES)
        return len(self.page_numbers)

    def plain_word(self, found: Keyword) -> None:
        """Take true, false, null, a number with a point, or a place that is not in use; nothing else can stand here."""
        if not _PLAIN_WORD.fullmatch(found.word):
            raise broken()

    def begin_object(self, _found: Keyword) -> None:
        number, _generation = self._numbers(2)
        place = self.begun[-2]
        self.starts[place] = number
        self.number = number
        self.waiting.clear()
        if len(self.starts) > _MAX_OBJECTS:
            raise broken()

    def end_object(self, _found: Keyword) -> None:
        self._look_at(self.waiting[-1] if self.waiting else None, self.number)
        self.waiting.clear()

    def stream(self, _found: Keyword) -> None:
        facts = self.waiting[-1] if self.waiting else None
        start = self.words.place + {b"\r\n": 2}.get(self.content[self.words.place : self.words.place + 2], 1)
        if not isinstance(facts, dict) or self.content[start - 1 : start] != b"\n" or "F" in facts:
            raise broken()
        end = start + self._length(facts)
        after = _AFTER_STREAM.match(self.content, end)
        if after is None:
            raise broken()
        self.words.place = after.end()
        data, kind = self.content[start:end], facts.get("Type")
        if kind == "ObjStm":
            self._held_objects(facts, self.unpacker.structure(facts, data))
        elif kind == "XRef":
            self.tables.add(next(place for place, number in reversed(self.starts.items()) if number == self.number))
            self._trailer(facts)
            self._packed_places(facts, self.unpacker.structure(facts, data))
        else:
            self.unpacker.measure(facts, data)

    def _length(self, facts: dict[str, Value]) -> int:
        given = facts.get("Length")
        if isinstance(given, Reference):
            found = {int(each[2]) for each in _NUMBER_OBJECT.finditer(self.content) if int(each[1]) == given.number}
            given = found.pop() if len(found) == 1 else None
        if not isinstance(given, int) or not 0 <= given <= len(self.content):
            raise broken()
        return given

    def _held_objects(self, facts: dict[str, Value], data: bytes) -> None:
        first, many = facts.get("First"), facts.get("N")
        if not isinstance(first, int) or not isinstance(many, int) or not 0 <= many <= _MAX_OBJECTS:
            raise broken()
        head = Words(data[:first])
        pairs = [(_whole(head.next()), _whole(head.next())) for _each in range(many)]
        for number, offset in pairs:
            inner = Words(data, first + offset, self.words.names)
            value = inner.next()
            self._look_at(None if isinstance(value, Keyword) else value, number)
        self.holders.add(self.number)

    def _packed_places(self, facts: dict[str, Value], data: bytes) -> None:
        widths = facts.get("W")
        if not isinstance(widths, list) or len(widths) != 3:  # noqa: PLR2004 - kind, place, generation (7.5.8.2)
            raise broken()
        sizes = [_whole(width) for width in widths]
        row = sum(sizes)
        if any(not 0 <= size <= 8 for size in sizes) or not row or len(data) % row:  # noqa: PLR2004 - bytes of a number
            raise broken()
        for at in range(0, len(data), row):
            kind = int.from_bytes(data[at : at + sizes[0]]) if sizes[0] else 1
            place = int.from_bytes(data[at + sizes[0] : at + sizes[0] + sizes[1]])
            if kind == 1:
                self.named.add(place)
            elif kind == 2:  # noqa: PLR2004 - in an object that holds others
                self.named_holders.add(place)

    def _trailer(self, facts: Value | Keyword | None) -> None:
        if not isinstance(facts, dict):
            raise broken()
        if "Encrypt" in facts:
            raise UnsafeFileError(Refusal.LOCKED)
        self.has_root |= "Root" in facts
        self.named_tables |= {_whole(facts[name]) for name in _PLACES if name in facts}

    def _look_at(self, value: Value | None, number: int) -> None:
        if isinstance(value, dict) and value.get("Type") == Name("Page"):
            self.page_numbers.add(number)

    def _numbers(self, many: int) -> list[int]:
        if len(self.waiting) < many:
            raise broken()
        return [_whole(each) for each in self.waiting[-many:]]

    def place_in_use(self, _found: Keyword) -> None:
        place, _generation = self._numbers(2)
        self.named.add(place)

    def table(self, found: Keyword) -> None:
        self.tables.add(found.at)

    def trailer(self, _found: Keyword) -> None:
        self._trailer(self.words.next())

    def start(self, _found: Keyword) -> None:
        self.named_tables.add(_whole(self.words.next()))

    def _require_named(self) -> None:
        """Raise UnsafeFileError for a place at which we have seen no object begin."""
        begun = self.starts.keys()
        if any(self._first_word(place) not in begun for place in self.named):
            raise broken()
        last = {0} if self.tables else set()  # the first part of a file for the web names no place at its end
        if any(self._first_word(place) not in self.tables for place in self.named_tables - last):
            raise broken()
        if not self.tables or self.named_holders - self.holders:
            raise broken()

    def _first_word(self, place: int) -> int:
        while self.content[place : place + 1] and self.content[place] in BLANKS:
            place += 1
        return place


_KEYWORDS: dict[bytes, Callable[[_Reading, Keyword], None]] = {
    b"obj": _Reading.begin_object,
    b"endobj": _Reading.end_object,
    b"stream": _Reading.stream,
    b"trailer": _Reading.trailer,
    b"startxref": _Reading.start,
    b"xref": _Reading.table,
    b"n": _Reading.place_in_use,
}


def _whole(value: Value | Keyword | None) -> int:
    if not isinstance(value, int):
        raise broken()
    return value


def _require_still(names: set[str]) -> None:
    if "Encrypt" in names:
        raise UnsafeFileError(Refusal.LOCKED)
    if not names.isdisjoint(ACTIVE):
        raise UnsafeFileError(Refusal.ACTIVE)
