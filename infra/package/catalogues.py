"""The languages' catalogues as a package holds them (chalicelib/runtime/languages.py)."""

from __future__ import annotations

import gettext
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from chalicelib.runtime.languages import BETWEEN, JOINED, NUMBERED

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)  # the date of every file in the zip, too


def compile_catalogues(source: Path, target: Path) -> None:
    """Compile every `.po` catalogue below `source` to the same place below `target`."""
    for catalogue in sorted(source.rglob("*.po")):
        compiled = target / catalogue.relative_to(source).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with catalogue.open("rb") as written, compiled.open("wb") as binary:
            texts = read_po(written)
            # A catalogue without dates gets the present minute from Babel, and two builds would differ.
            texts.creation_date = texts.revision_date = _NO_DATE
            write_mo(binary, texts)


def join_catalogues(locale: Path) -> None:
    """Put the texts of the compiled catalogues below `locale` in their place: the English ones once, and those of each
    language beside it, in the same order, after the rule of its plurals."""
    held, rules = {}, {}
    for compiled in sorted(locale.glob("*/LC_MESSAGES/*.mo")):
        with compiled.open("rb") as binary:
            read = gettext.GNUTranslations(binary)
        folder = compiled.parents[1]
        held[folder] = {_written(each): text for each, text in vars(read)["_catalog"].items() if each}
        rules[folder] = read.info()["plural-forms"].partition("plural=")[2].strip(" ;")
        compiled.unlink()
        compiled.parent.rmdir()
    english = sorted({each for texts in held.values() for each in texts})
    _write(locale / JOINED, english)
    for folder, texts in held.items():
        _write(folder / JOINED, [rules[folder], *(texts.get(each, "") for each in english)])


def _written(text: str | tuple[str, int]) -> str:
    return text if isinstance(text, str) else f"{text[0]}{NUMBERED}{text[1]}"


def _write(file: Path, texts: list[str]) -> None:
    file.write_text(BETWEEN.join(texts), encoding="utf-8")
