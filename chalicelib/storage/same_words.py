"""One physician's forms that say the same words of a vaccine: found by a keyed hash, never by the words themselves.

Each list is one item, so that a case reads those of all its lines together. It holds which forms there are, and no word
of them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.standing import standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.law.names import plain_letters
from chalicelib.storage import review_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

KeyedHash = Callable[..., str]
_ATTRIBUTE = "said_in"


class SaidIn(NamedTuple):
    """One line of a form that says these words."""

    signed_on: date
    form_id: str
    vaccine: Vaccine
    number: str

    def written(self) -> str:
        return f"{self.signed_on.isoformat()}#{self.form_id}#{self.vaccine}#{self.number}"


def normalized(words: str) -> str:
    """Return the words without case, accents, signs and spacing, as two texts are compared."""
    return " ".join(re.findall(r"\w+", plain_letters(words)))


def words_key(form: ExemptionForm, line: ExemptionLine, keyed_hash: KeyedHash) -> Key:
    """Return where the forms of the same physician stand that say of a vaccine what this line says."""
    return review_keys.same_words(keyed_hash("same-words", standing_id(form.physician), normalized(line.description)))


def words_keys(form: ExemptionForm, keyed_hash: KeyedHash) -> dict[Vaccine, Key]:
    """Return these places for each line that says anything."""
    return {line.vaccine: words_key(form, line, keyed_hash) for line in form.lines if normalized(line.description)}


def _entries(form: ExemptionForm, keyed_hash: KeyedHash) -> Mapping[Key, set[str]]:
    found: dict[Key, set[str]] = {}
    for vaccine, key in words_keys(form, keyed_hash).items():
        found.setdefault(key, set()).add(SaidIn(form.signed_on, form.id, vaccine, form.number).written())
    return found


def add_words(work: UnitOfWork, form: ExemptionForm, keyed_hash: KeyedHash) -> None:
    """Put the form on the lists of its words, with the act that signs it. Done twice, it stands there once."""
    for key, entries in _entries(form, keyed_hash).items():
        work.adjust(key, f"ADD {_ATTRIBUTE} :these", {":these": entries}, condition=EITHER_WAY)


def remove_words(work: UnitOfWork, forms: Iterable[ExemptionForm], keyed_hash: KeyedHash) -> None:
    """Take forms that are purged off the lists. Each list is changed once, however many of the forms stand there."""
    gone: dict[Key, set[str]] = {}
    for form in forms:
        for key, entries in _entries(form, keyed_hash).items():
            gone.setdefault(key, set()).update(entries)
    for key, entries in gone.items():
        work.adjust(key, f"DELETE {_ATTRIBUTE} :these", {":these": entries}, condition=EITHER_WAY)


def is_on_lists(find: Callable[[Key], Item | None], form: ExemptionForm, keyed_hash: KeyedHash) -> bool:
    """Return whether the form stands on every list of its words; `find` reads an item."""
    entries = _entries(form, keyed_hash).items()
    return all(entry <= set((find(key) or {}).get(_ATTRIBUTE, ())) for key, entry in entries)


def said_elsewhere(item: Item | None, form: ExemptionForm) -> list[SaidIn]:
    """Return the other forms on a list, the oldest first, each once. The form that this one replaces, and the one that
    replaces it, are no others."""
    own = {form.id, form.replaces_form_id, form.replaced_by_form_id}
    rows = sorted(_read(item[_ATTRIBUTE])) if item and item.get(_ATTRIBUTE) else []
    by_form = {row.form_id: row for row in reversed(rows) if row.form_id not in own}
    return sorted(by_form.values())


def _read(entries: Iterable[str]) -> list[SaidIn]:
    parts = (entry.split("#") for entry in entries)
    return [
        SaidIn(date.fromisoformat(signed_on), form_id, Vaccine(vaccine), number)
        for signed_on, form_id, vaccine, number in parts
    ]
