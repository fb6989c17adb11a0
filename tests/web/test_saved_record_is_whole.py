"""S-70, Civ. Code 1798.34: every field that belongs in the parent's file stands in it. Each field of the records of a
child is changed by itself; where the file stays the same, it does not hold the field."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from chalicelib.actions.records.export_child_record import HeldRecord
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.document import ChildDocuments
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.field_classes import Leaf, leaves
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.review import Review
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents import saving
from chalicelib.web.parents.saved_contents import contents
from chalicelib.web.parents.saved_parts import as_data
from tests.builders import PASSWORD, World
from tests.checks.planted_fields import MedicalForm, with_note
from tests.storage.corpus_story import CORPUS, load

# Where each record type stands in what is gathered for the file. What is in none of these has no field in it.
PLACES: dict[type[VersionedRecord], str] = {
    Account: "person",
    Child: "child",
    ExemptionRequest: "requests",
    ExemptionForm: "forms",
    Review: "reviews",
    Appeal: "appeals",
    CorrectionRequest: "amendments",
    ChargeReport: "charges",
    ChildDocuments: "documents",
}
NEWEST = next(
    path.stem
    for path in sorted(CORPUS.glob("*.jsonl"), reverse=True)
    if all(f'"type": {{"S": "{kind.record_type}"}}' in path.read_text("utf-8") for kind in PLACES)
)
"""The newest stored examples with a record of each of these types: several can be of one day."""


class Saved:
    """What is gathered for a parent's file, and the file that it gives."""

    def __init__(self, page_request: PageRequest, held: HeldRecord) -> None:
        self.page_request, self.held = page_request, held

    def of(self, place: str) -> list[VersionedRecord]:
        """The records at a place."""
        found = getattr(self.held, place)
        return list(found) if isinstance(found, list | tuple) else [found]

    def with_record(self, place: str, number: int) -> Callable[[VersionedRecord], "Saved"]:
        """The same with another record in place of one."""

        def put_in(record: VersionedRecord) -> Saved:
            records = self.of(place)
            records[number] = record
            several = isinstance(getattr(self.held, place), list | tuple)
            return Saved(self.page_request, replace(self.held, **{place: records if several else record}))

        return put_in

    def data(self) -> list[Any]:
        """The file as data."""
        return [as_data(part) for part in contents(self.page_request, self.held)]


pytestmark = pytest.mark.argon2  # the stored examples hold a password as the portal stores it


@pytest.fixture
def saved(world: World, monkeypatch: pytest.MonkeyPatch) -> Saved:
    """The file of the child of the stored examples of which most is held."""
    examples = load(world, NEWEST)
    forms = [each["reads"] for each in examples if each["item"].get("type") == {"S": "form"}]
    form = next(each for each in forms if each["primary_care"] and each["appeal_ids"])
    gathered: list[Saved] = []

    def noted(page_request: PageRequest, held: HeldRecord) -> Any:
        gathered.append(Saved(page_request, held))
        return contents(page_request, held)

    monkeypatch.setattr(saving, "contents", noted)
    parent = world.ctx().store.get(Account, form["guardian_ids"][0])
    assert parent.role == Role.PARENT
    world.browser(parent).get(f"/parents/children/{form['child_id']}/save").press("Save as data", password=PASSWORD)
    return gathered[0]


def missing(saved: Saved, kind: type[VersionedRecord], place: str) -> list[str]:
    """The fields of a record type that belong in the file, and whose change changes nothing in it."""
    before = saved.data()
    return [
        ".".join(leaf.path)
        for leaf in leaves(kind)
        if leaf.is_exported
        and not any(
            _differs(saved.with_record(place, number), record, leaf, before)
            for number, record in enumerate(saved.of(place))
        )
    ]


def _differs(
    put_in: Callable[[VersionedRecord], Saved], record: VersionedRecord, leaf: Leaf, before: list[Any]
) -> bool:
    for changed in _changed(record, leaf.path, leaf):
        with suppress(KeyError, ValidationError):  # a value that the page could not be made of
            if put_in(changed).data() != before:
                return True
    return False


def _changed(holder: Any, path: Sequence[str], leaf: Leaf) -> Iterator[Any]:
    """Copies of a record, each with another value in one field."""
    name, *further = path
    value = getattr(holder, name)
    inner = (lambda each: _changed(each, further, leaf)) if further else None
    for other in _others(value, leaf.annotation, inner):
        yield holder.model_copy(update={name: other})


def _others(value: Any, annotation: Any, inner: Callable[[Any], Iterator[Any]] | None) -> Iterator[Any]:
    if inner is None:
        yield from _values_beside(value, annotation)
    elif isinstance(value, BaseModel):
        yield from inner(value)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from ((*value[:number], other, *value[number + 1 :]) for other in inner(each))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from ({**value, key: other} for other in inner(each))


def _values_beside(value: Any, annotation: Any) -> Iterator[Any]:
    kinds = [each for each in (annotation, *get_args(annotation)) if isinstance(each, type)]
    for kind in kinds:
        if issubclass(kind, bool):
            yield not value
        elif kind is int:
            yield value + 1
        elif issubclass(kind, Enum):
            members = [each for each in kind if each != value]
            yield from ((each,) for each in members) if isinstance(value, tuple) else members
        elif issubclass(kind, str):
            yield ("GEN-OTHER",) if isinstance(value, tuple) else f"{value or ''}Q"
            yield "es"  # of a language
        elif issubclass(kind, date) and value is not None:
            yield value + timedelta(days=31)
        elif issubclass(kind, date):
            yield date(2019, 5, 6)


def test_every_field_that_belongs_in_the_parents_file_is_in_it(saved: Saved) -> None:
    assert [place for place in PLACES.values() if not saved.of(place)] == []  # else nothing would be looked at
    assert {kind.record_type: missing(saved, kind, place) for kind, place in PLACES.items()} == {
        kind.record_type: [] for kind in PLACES
    }


def test_a_record_type_that_is_not_gathered_for_the_file_has_no_field_that_belongs_in_it() -> None:
    others = [kind for kind in RECORD_TYPES.values() if kind not in PLACES]
    assert [(kind.record_type, leaf.path) for kind in others for leaf in leaves(kind) if leaf.is_exported] == []


def test_a_medical_field_that_someone_adds_is_missed_until_the_file_tells_it(saved: Saved) -> None:
    saved.held = replace(saved.held, forms=[with_note(form) for form in saved.held.forms])
    assert missing(saved, MedicalForm, "forms") == ["lines.clinical_note"]
