"""The words of the three languages as data: what each term is called, and which words no text may use.

`glossary.csv` holds the terms, `forbidden_words.csv` the words; all columns are regular expressions. A placeholder of a
text is its name after a percent sign: "by %day". `one_sense.csv` holds short labels that another language says by
several words, and the files in which one sense of them is meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.web import language_checks as checks

HERE = Path(__file__).parent
COLUMNS = {"es": ("spanish", "never_spanish"), "zh_Hant": ("chinese", "never_chinese")}


class Term(NamedTuple):
    """One thing: how its English begins, what a translation must and must not say. Empty: anything goes."""

    english: str
    said: str
    never: str

    def is_in(self, english: str) -> bool:
        """Whether an English text names the thing."""
        return bool(re.search(rf"(?<!%)\b(?:{self.english})", bare(english), re.IGNORECASE))

    def is_wrong(self, text: str) -> bool:
        """Whether a translation of such a text uses another word."""
        said, shown = not self.said or re.search(self.said, text, re.IGNORECASE), bare(text)
        return not said or bool(self.never and re.search(self.never, shown, re.IGNORECASE))


class Forbidden(NamedTuple):
    """A word that no text of a language may use, what to use instead, and where it is right all the same."""

    language: str
    never: str
    instead: str
    unless: str

    def is_in(self, text: str) -> bool:
        """Whether a text uses the word."""
        return bool(re.search(self.never, text)) and not (self.unless and re.search(self.unless, text))


class OneSense(NamedTuple):
    """A short label, what it means, and where it may be said (beginnings of paths, with spaces between)."""

    label: str
    sense: str
    only_in: str

    def elsewhere(self) -> list[str]:
        """The files that say the label and mean something else."""
        return [path for path in checks.sentences()[self.label] if not path.startswith(tuple(self.only_in.split()))]


def bare(text: str) -> str:
    """The text with each placeholder as its name after a percent sign."""
    return re.sub(r"%\((\w+)\)[sd]", r"%\1", text)


@cache
def terms(folder: str) -> tuple[Term, ...]:
    """The glossary of a language; folder as under templates/locale."""
    said, never = COLUMNS[folder]
    with (HERE / "glossary.csv").open() as file:
        return tuple(Term(row["english"], row[said], row[never]) for row in csv.DictReader(file))


@cache
def forbidden(language: str) -> tuple[Forbidden, ...]:
    """The words that no text of a language may use ("en", or a folder under templates/locale)."""
    with (HERE / "forbidden_words.csv").open() as file:
        return tuple(Forbidden(**row) for row in csv.DictReader(file) if row["language"] == language)


@cache
def labels_of_one_sense() -> tuple[OneSense, ...]:
    """The labels that are meant in one sense only."""
    with (HERE / "one_sense.csv").open() as file:
        return tuple(OneSense(**row) for row in csv.DictReader(file))


def wrong_terms(folder: str, term: Term) -> list[str]:
    """The translations that call the thing by another word."""
    return [text for english, text in checks.pairs(folder) if term.is_in(english) and term.is_wrong(text)]


def uses(language: str, word: Forbidden) -> list[str]:
    """The texts of a language that use a forbidden word."""
    return [text for text in texts(language) if word.is_in(bare(text))]


def texts(language: str) -> Iterator[str]:
    """Every text that people read in this language."""
    if language == "en":
        yield from checks.sentences()
    else:
        yield from (text for _english, text in checks.pairs(language))
