"""What is checked of each language's catalogue: nothing missing for families, equal placeholders and markup, endings of
the same kind, punctuation in pairs, a header without blanks left to fill in."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from infra.strings import said

ROOT = Path(__file__).resolve().parents[2]
READ_BY_FAMILIES = (
    "templates/components/",
    "templates/layouts/",
    "templates/public/",
    "templates/parents/",
    "templates/notices/",
    "templates/account/",
    "chalicelib/web/public/",
    "chalicelib/web/parents/",
    "chalicelib/web/account",
    "chalicelib/web/http/errors.py",
    "chalicelib/web/http/error_pages.py",
    "chalicelib/web/http/forms.py",
    "chalicelib/web/inbox.py",
    "chalicelib/notices/",
    "chalicelib/domain/",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%(?!\()")
TAG = re.compile(r"</?\w+[^>]*>")
END_OF = {"。": ".", "？": "?", "！": "!", "：": ":"}
BLANKS = re.compile(r"FIRST AUTHOR|FULL NAME|ORGANIZATION|EMAIL@ADDRESS|LL@li\.org|PROJECT VERSION|\S+@\S+")


def catalogue_file(folder: str) -> Path:
    """Where a language's catalogue is kept; folder as under templates/locale, for instance "zh_Hant"."""
    return ROOT / "templates" / "locale" / folder / "LC_MESSAGES" / "messages.po"


@cache
def catalogue(folder: str) -> Catalog:
    """A language's catalogue."""
    with catalogue_file(folder).open("rb") as file:
        return read_po(file, locale=folder)


@cache
def sentences() -> Mapping[str, Collection[str]]:
    """Every sentence of the code and the templates -> the files that say it."""
    return {_id(message): {path for path, _line in message.locations} for message in said() if message.id}


def missing(folder: str, places: tuple[str, ...] = READ_BY_FAMILIES) -> list[str]:
    """Sentences said at these places that the language lacks."""
    known = {_id(message) for message in catalogue(folder) if message.id and all(_said(message))}
    return sorted(
        text
        for text, files in sentences().items()
        if text not in known and any(file.startswith(places) for file in files)
    )


def pairs(folder: str) -> Iterator[tuple[str, str]]:
    """(English, translation) of everything that is translated; each plural form by itself."""
    for message in catalogue(folder):
        if message.id:
            english = message.id if isinstance(message.id, str) else message.id[-1]
            yield from ((english, text) for text in _said(message) if text)


def said_twice(folder: str) -> list[str]:
    """Translations that say the same twice, as a merge of two catalogues can leave them."""
    twice = re.compile(r"(.{5,})\s*\1")
    return [text for _english, text in pairs(folder) if twice.fullmatch(text)]


def unlike_placeholders(folder: str) -> list[str]:
    """Translations whose placeholders or tags are not those of the English."""
    return [
        text
        for english, text in pairs(folder)
        if any(sorted(parts.findall(english)) != sorted(parts.findall(text)) for parts in (PLACEHOLDER, TAG))
    ]


def unlike_endings(folder: str, excused: Collection[str] = ()) -> list[str]:
    """Translations that end as a sentence, question or introduction where the English does not, or the other way."""
    return [text for english, text in pairs(folder) if english not in excused and _ending(english) != _ending(text)]


def unpaired(folder: str, marks: Iterable[tuple[str, str]]) -> list[str]:
    """Translations where an opening mark lacks its closing one."""
    return [
        text
        for _english, text in pairs(folder)
        for opening, closing in marks
        if (text.count(opening) % 2 if opening == closing else text.count(opening) != text.count(closing))
    ]


def blanks_in_header(folder: str) -> list[str]:
    """What a generated header leaves to fill in: authors, organizations, addresses."""
    return BLANKS.findall(catalogue_file(folder).read_text().split("\n\n")[0])


def _ending(text: str) -> str:
    last = text.rstrip('”」』"）)')[-1:]
    last = END_OF.get(last, last)
    return last if last in ".?!:" else ""


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _said(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)
