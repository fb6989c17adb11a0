"""Words of a vocabulary that a mistyped word may have meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

_SHORTEST = 4  # letters of a word in which a letter may be wrong
_TWO_WRONG_FROM = 7  # letters of a word in which two may be
_BEGINS = 3  # letters that find the words which begin with them
_MOST_THAT_BEGIN = 300


class NearWords:
    """A vocabulary, looked up by how a word begins and by the pairs of letters in it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(words)
        self._by_pair: dict[str, list[str]] = {}
        for word in self._sorted:
            for pair in set(_pairs(word)):
                self._by_pair.setdefault(pair, []).append(word)

    def like(self, typed: str) -> Iterator[tuple[str, float]]:
        """Yield the words that a typed one may mean, other than itself, each with how near it is (below 1)."""
        if len(typed) >= _BEGINS:
            for word in self._beginning(typed):
                yield word, 0.7 + 0.25 * len(typed) / len(word)
        if len(typed) < _SHORTEST or typed.isdigit():
            return
        most = 2 if len(typed) >= _TWO_WRONG_FROM else 1
        for word in self._sharing_pairs(typed, most):
            wrong = letters_wrong(typed, word, most)
            if 0 < wrong <= most:
                yield word, (0.85, 0.7)[wrong - 1]

    def _beginning(self, typed: str) -> Iterator[str]:
        place = bisect_left(self._sorted, typed)
        for word in self._sorted[place : place + _MOST_THAT_BEGIN]:
            if not word.startswith(typed):
                return
            if word != typed:
                yield word

    def _sharing_pairs(self, typed: str, most: int) -> Iterator[str]:
        """Yield the words that share as many pairs as `most` wrong letters can leave. One wrong letter changes two
        pairs, two swapped letters three."""
        pairs = set(_pairs(typed))
        shared = Counter(word for pair in pairs for word in self._by_pair.get(pair, ()))
        needed = max(1, len(pairs) - 3 * most)
        for word, number in shared.items():
            if number >= needed and abs(len(word) - len(typed)) <= most:
                yield word


def _pairs(word: str) -> list[str]:
    framed = f"^{word}$"
    return [framed[place : place + 2] for place in range(len(framed) - 1)]


def letters_wrong(one: str, other: str, most: int) -> int:
    """Return how many letters were left out, added, replaced, or swapped with their neighbor; `most` + 1 for more."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, second in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != second))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == second:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)
