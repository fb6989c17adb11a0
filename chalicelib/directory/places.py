"""Finding schools and child care of the whole state by words of their name, their city or their ZIP code, also where
they are shortened, run together or mistyped. Pure: what is in the store, and how it comes here, is the storage's."""

from array import array
from collections.abc import Iterable, Iterator
from math import log
from typing import NamedTuple, Self

from chalicelib.directory.near_words import NearWords
from chalicelib.directory.place_words import joined_words, listed_words, typed_words, words_of

_WORDS_READ = 8
_SHOWN_AT_MOST = 50
_LEAST = 0.4  # of what all the typed words would weigh: below it nothing was found
_BESIDE_THE_BEST = 0.75  # of what the best one weighs: the others that are shown
_JOINED = 0.95  # two words typed where the name has one


class Place(NamedTuple):
    """One school or child care in the search: what tells it from others of its name."""

    id: str
    name: str
    street: str
    city: str
    state: str
    zip_code: str

    @property
    def where(self) -> str:
        """The address in one line; that of a family child care home has no street."""
        return ", ".join(part for part in (self.street, self.city, f"{self.state} {self.zip_code}") if part)

    def as_line(self) -> str:
        return "\t".join(" ".join(part.split()) for part in self)

    @classmethod
    def from_line(cls, line: str) -> Self:
        return cls(*line.split("\t"))


class _Meant(NamedTuple):
    """What one typed word may mean: how much finding it weighs, and how well each place answers it, from 0 to 1."""

    weight: float
    places: dict[int, float]


class Places:
    """All places that can be found by words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = sorted(lines)
        self._of_word: dict[str, array[int]] = {}
        self._lengths = array("B")
        for number, line in enumerate(self._lines):
            _id, name, _street, city, _state, zip_code = line.split("\t")
            self._lengths.append(min(255, len(words_of(name))))
            for word in {*listed_words(f"{name} {city} {zip_code[:5]}"), *joined_words(name)}:
                self._of_word.setdefault(word, array("I")).append(number)
        self._near = NearWords(self._of_word)

    def find(self, text: str) -> list[Place]:
        """Return the places that `text` may mean, the likeliest first, at most 50."""
        typed = typed_words(text)[:_WORDS_READ]
        meant = [self._meant(typed, place) for place in range(len(typed))]
        answered: dict[int, float] = {}
        for weight, places in meant:
            for number, nearness in places.items():
                answered[number] = answered.get(number, 0.0) + weight * nearness
        best = max(answered.values(), default=0.0)
        if best < _LEAST * sum(weight for weight, _places in meant) or not best:
            return []
        shown = [number for number, value in answered.items() if value >= _BESIDE_THE_BEST * best]
        shown.sort(key=lambda number: (-round(answered[number], 3), self._lengths[number], self._lines[number][15:]))
        return [Place.from_line(self._lines[number]) for number in shown[:_SHOWN_AT_MOST]]

    def _meant(self, typed: list[str], place: int) -> _Meant:
        words = dict(self._similar(typed[place]))
        for first in {max(0, place - 1), place} - {len(typed) - 1}:
            joined = typed[first] + typed[first + 1]
            words |= {word: _JOINED * nearness for word, nearness in self._similar(joined)}
        places: dict[int, float] = {}
        for word, nearness in words.items():
            for number in self._of_word[word]:
                places[number] = max(nearness, places.get(number, 0.0))
        surest = max(places.values(), default=0.0)
        same = sum(1 for nearness in places.values() if nearness == surest)
        return _Meant(log(1 + len(self._lines) / (1 + same)), places)

    def _similar(self, word: str) -> Iterator[tuple[str, float]]:
        yield from self._near.like(word)
        if word in self._of_word:
            yield word, 1.0
