"""One physician's forms that say the same words of a vaccine: found by a keyed hash, never by the words themselves.

Each list is one item of bounded size, so that a case reads those of all its lines together and signing costs the same
however long the list is. It names the first form and the newest, counts the others, and holds no word of them. A
release before this bound named all, with an entry for each line: such an item is shortened with the next form.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, NamedTuple, Protocol

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.standing import standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.law.names import plain_letters
from chalicelib.storage import review_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork

KeyedHash = Callable[..., str]
Find = Callable[[Key], Item | None]
NAMED_AT_MOST = 12
"""So that the item stays under a kilobyte, the unit of a write."""
_NAMED, _UNNAMED = "said_in", "unnamed"


class Said(Protocol):
    """A line of a form or of a draft."""

    @property
    def vaccine(self) -> Vaccine: ...

    @property
    def description(self) -> str: ...


class SaidIn(NamedTuple):
    """A form that says these words, of this vaccine among others."""

    signed_on: date
    form_id: str
    vaccine: Vaccine
    number: str

    def written(self) -> str:
        return f"{self.signed_on.isoformat()}#{self.form_id}#{self.vaccine}#{self.number}"


class WordsList(NamedTuple):
    """The forms with the same words: the first and the newest by name, the oldest first, and how many others."""

    named: tuple[SaidIn, ...] = ()
    unnamed: int = 0

    @property
    def forms(self) -> int:
        """How many forms there are in all."""
        return len(self.named) + self.unnamed

    @classmethod
    def of(cls, item: Item | None) -> "WordsList":
        """Return what an item says, an older portal's too; nothing where there is none."""
        return cls(_each_once(_read((item or {}).get(_NAMED, ()))), int((item or {}).get(_UNNAMED, 0)))

    def with_form(self, said: SaidIn) -> "WordsList":
        """Return the list with one more form. One that is named already stays as it is."""
        if said.form_id in {each.form_id for each in self.named}:
            return self.shortened()
        return WordsList(_each_once((*self.named, said)), self.unnamed).shortened()

    def without(self, form_id: str) -> "WordsList":
        """Return the list without a form that stood on it."""
        left = tuple(each for each in self.named if each.form_id != form_id)
        is_named = len(left) < len(self.named)
        return WordsList(left, self.unnamed if is_named else max(0, self.unnamed - 1)).shortened()

    def shortened(self) -> "WordsList":
        """Return the list with no more forms by name than an item holds."""
        over = max(0, len(self.named) - NAMED_AT_MOST)
        return WordsList((*self.named[:1], *self.named[1 + over :]), self.unnamed + over)

    def as_attributes(self) -> dict[str, Any]:
        """Return the attributes of the item, beside its key."""
        named = {_NAMED: {each.written() for each in self.named}} if self.named else {}
        return {**named, _UNNAMED: self.unnamed}


def normalized(words: str) -> str:
    """Return the words without case, accents, signs and spacing, as two texts are compared."""
    return " ".join(re.findall(r"\w+", plain_letters(words)))


def words_keys(physician: PhysicianProfile, lines: Iterable[Said], keyed_hash: KeyedHash) -> dict[Vaccine, Key]:
    """Return, for each line that says anything, where the physician's forms stand that say the same."""
    texts = {line.vaccine: normalized(line.description) for line in lines}
    license_id = standing_id(physician)
    return {
        vaccine: review_keys.same_words(keyed_hash("same-words", license_id, text))
        for vaccine, text in texts.items()
        if text
    }


def entries(form: ExemptionForm, keyed_hash: KeyedHash) -> Mapping[Key, SaidIn]:
    """Return the lists that the form belongs on, and what stands there of it."""
    found: dict[Key, SaidIn] = {}
    for vaccine, key in words_keys(form.physician, form.lines, keyed_hash).items():
        found.setdefault(key, SaidIn(form.signed_on, form.id, vaccine, form.number))
    return found


def add_words(work: UnitOfWork, find: Find, form: ExemptionForm, keyed_hash: KeyedHash) -> None:
    """Put the form on the lists of its words, with the act that signs it. `find` reads an item; the act fails where a
    list has changed since."""
    for key, said in entries(form, keyed_hash).items():
        item = find(key)
        put_list(work, key, item, WordsList.of(item).with_form(said))


def remove_words(work: UnitOfWork, find: Find, forms: Iterable[ExemptionForm], keyed_hash: KeyedHash) -> None:
    """Take forms that are purged off the lists. Each list is changed once, however many of the forms stand there."""
    gone: dict[Key, list[str]] = {}
    for form in forms:
        for key in entries(form, keyed_hash):
            gone.setdefault(key, []).append(form.id)
    for key, form_ids in gone.items():
        item = find(key)
        if item is not None:
            put_list(work, key, item, reduce(WordsList.without, form_ids, WordsList.of(item)))


def put_list(work: UnitOfWork, key: Key, item: Item | None, after: WordsList) -> None:
    """Write a list in place of `item`, as it was read; without any form, it goes."""
    condition, values = _as_read(item)
    if after.forms:
        work.row(key, after.as_attributes(), condition=condition, values=values)
    else:
        work.remove(key, condition=condition, values=values)


def _as_read(item: Item | None) -> tuple[str, dict[str, Any]]:
    """Return the condition that a list is as it was read, with its values."""
    seen = {name: item[name] for name in (_NAMED, _UNNAMED) if item and name in item}
    absent = (f"attribute_not_exists({name})" for name in (_NAMED, _UNNAMED) if name not in seen)
    return " AND ".join([*(f"{name} = :{name}" for name in seen), *absent]), {
        f":{name}": value for name, value in seen.items()
    }


def said_elsewhere(
    item: Item | None, key: Key, form: ExemptionForm, kin: Iterable[ExemptionForm], keyed_hash: KeyedHash
) -> WordsList:
    """Return the other forms on a list. `kin`: the form that this one replaces, and the one that replaces it, which are
    no others."""
    found = WordsList.of(item)
    named = tuple(each for each in found.named if each.form_id not in {form.id, *kin_ids(form)})
    own = {each.id for each in (form, *kin) if key in entries(each, keyed_hash)}
    own -= {each.form_id for each in found.named}
    return WordsList(named, max(0, found.unnamed - len(own))).shortened()


def kin_ids(form: ExemptionForm) -> list[str]:
    """Return the ids of the form that this one replaces, and of the one that replaces it, where there are any."""
    return [form_id for form_id in (form.replaces_form_id, form.replaced_by_form_id) if form_id]


def _each_once(rows: Iterable[SaidIn]) -> tuple[SaidIn, ...]:
    by_form = {row.form_id: row for row in sorted(rows, reverse=True)}
    return tuple(sorted(by_form.values()))


def _read(written: Iterable[str]) -> list[SaidIn]:
    parts = (entry.split("#") for entry in written)
    return [
        SaidIn(date.fromisoformat(signed_on), form_id, Vaccine(vaccine), number)
        for signed_on, form_id, vaccine, number in parts
    ]
