"""`make strings`: collect the texts of the code and the templates, and bring each language's catalogue up to them.

A catalogue's header and the translations stay as they are. A new text comes with an empty translation, a text that
nothing says any more goes. `#:` lines name the files (no line numbers, which would change with every edit), `#.` lines
are the notes that stand in the source as `# Translators: ...` or `{# Translators: ... #}`.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from infra.template import ROOT

CATALOGUES = ROOT / "templates" / "locale"
SOURCES = ("chalicelib", "templates")
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}
NOTES = ("Translators:",)


@cache
def said(sources: tuple[str, ...] = SOURCES) -> Catalog:
    """Every text of the sources (folders of the project), with its files and the notes to translators."""
    with (ROOT / "infra" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, line, text, notes, context in extract_from_dir(
        ROOT,
        methods,
        options,
        KEYWORDS,
        NOTES,
        strip_comment_tags=True,
        directory_filter=lambda folder: _leads_to(Path(folder).relative_to(ROOT), sources),
    ):
        found.add(text, None, [(path, line)], auto_comments=notes, context=context)
    return found


def brought_up(kept: str, template: Catalog, language: str) -> str:
    """The text of a catalogue with what the sources say now."""
    catalogue = read_po(BytesIO(kept.encode()), locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    body = BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    header, _, _ = kept.partition("\n\n")
    return f"{header}\n\n{body.getvalue().decode().strip()}\n"


def main() -> None:
    """Bring up the catalogues, and say how many texts wait for a translation."""
    template = said()
    for file in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        language = file.parts[-3]
        text = brought_up(file.read_text(), template, language)
        file.write_text(text)
        waiting = [message for message in read_po(BytesIO(text.encode())) if message.id and not message.string]
        print(f"{language}: {len(template)} texts, {len(waiting)} without a translation")


def _leads_to(folder: Path, sources: tuple[str, ...]) -> bool:
    return any(folder.is_relative_to(each) or Path(each).is_relative_to(folder) for each in sources)


if __name__ == "__main__":
    main()
